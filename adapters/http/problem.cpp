#include "adapters/http/problem.hpp"

#include "adapters/status.hpp"

#include <recon/io/json.hpp>

#include <cctype>

namespace recon::http {

namespace {

/// The codes of the old product, where it had one for the status.
std::string_view old_code(int status, std::string_view code) {
    if (code.find('_') != code.npos && std::isupper(static_cast<unsigned char>(code.front())) != 0)
        return code;
    switch (status) {
    case 400: return "VALIDATION_ERROR";
    case 401:
    case 403: return "AUTHENTICATION_ERROR";
    case 404: return "RESOURCE_NOT_FOUND";
    case 413:
    case 422: return "FILE_PROCESSING_ERROR";
    case 429: return "RATE_LIMIT_ERROR";
    case 503:
    case 507: return "SERVICE_UNAVAILABLE";
    default: return status >= 500 ? "INTERNAL_SERVER_ERROR" : "VALIDATION_ERROR";
    }
}

std::string type_of(std::string_view code) {
    if (code == "rate-limited")
        return "https://iana.org/assignments/http-problem-types#quota-exceeded";
    std::string name;
    for (char const c : code)
        name += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return "/problems#" + name;
}

} // namespace

std::string in_field_names(std::string_view sentence) {
    std::string out;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        bool const starts = sentence.substr(i, 2) == "--" && i + 2 < sentence.size()
                            && std::islower(static_cast<unsigned char>(sentence[i + 2])) != 0;
        if (!starts) {
            out += sentence[i];
            continue;
        }
        for (i += 2; i < sentence.size(); ++i) {
            char const c = sentence[i];
            if (c != '-' && std::isalnum(static_cast<unsigned char>(c)) == 0) break;
            out += c == '-' ? '_' : c;
        }
        if (i < sentence.size() && sentence[i] == ' ') out += '=', ++i; // "option value"
        --i;
    }
    return out;
}

problem problem_of(error const& failure) {
    auto const status = adapters::status_of(failure.code()).http;
    auto const code = to_string(failure.code());
    if (status >= 500 && status != 503)
        return {500, code, "The service has failed at this request. The log tells why."};
    std::string detail = in_field_names(failure.what());
    problem out{status, code, std::move(detail)};
    if (auto const* const limited = dynamic_cast<rate_limit_error const*>(&failure))
        out.headers.push_back({"Retry-After", std::to_string(limited->retry_after_seconds)});
    return out;
}

response problem_response(problem const& of, std::string_view instance) {
    io::json faults = io::json::array();
    for (auto const& f : of.faults) {
        bool const pointer = f.where.starts_with('/');
        faults.push_back({{pointer ? "pointer" : "parameter", f.where}, {"detail", f.detail}});
    }
    io::json body{{"type", type_of(of.code)},
                  {"title", reason_of(of.status)},
                  {"status", of.status},
                  {"detail", of.detail},
                  {"instance", "urn:request:" + std::string(instance)},
                  {"code", of.code}};
    if (of.code == "rate-limited") body["violated-policies"] = {"default"};
    if (!faults.empty()) body["errors"] = faults;
    body["error"] = old_code(of.status, of.code);
    body["message"] = of.detail;
    body["details"] = io::json::object();
    for (auto const& f : of.faults)
        body["details"][f.where] = f.detail;
    auto out = text_response(of.status, "application/problem+json",
                             body.dump(-1, ' ', false, io::json::error_handler_t::replace));
    for (auto const& h : of.headers)
        out.set(h.name, h.value);
    return out;
}

} // namespace recon::http
