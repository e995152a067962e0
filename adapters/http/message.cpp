#include "adapters/http/message.hpp"

#include <algorithm>
#include <stdexcept>

namespace recon::http {

namespace {

char lower_of(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_token(std::string_view text) noexcept {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (lower_of(c) >= 'a' && lower_of(c) <= 'z')
               || marks.find(c) != marks.npos;
    });
}

bool is_value(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F');
    });
}

std::string_view trimmed(std::string_view text) noexcept {
    auto const begin = text.find_first_not_of(" \t");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

} // namespace

void response::set(std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_value(value))
        throw std::invalid_argument("a header with a control character");
    for (auto& h : headers) {
        if (!same_word(h.name, name)) continue;
        h.value = value;
        return;
    }
    headers.push_back({std::string(name), std::string(value)});
}

std::string_view response::get(std::string_view name) const noexcept {
    for (auto const& h : headers)
        if (same_word(h.name, name)) return h.value;
    return {};
}

response text_response(int status, std::string_view type, std::string body) {
    response out;
    out.status = status;
    out.body = std::make_shared<std::string const>(std::move(body));
    out.set("Content-Type", type);
    return out;
}

std::string_view reason_of(int status) noexcept {
    switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
    }
}

std::string head_bytes(response const& of, bool keep_alive) {
    std::string out;
    out.reserve(1'024);
    ((out += "HTTP/1.1 ") += std::to_string(of.status)) += ' ';
    (out += reason_of(of.status)) += "\r\n";
    for (auto const& h : of.headers)
        (((out += h.name) += ": ") += h.value) += "\r\n";
    bool const bodiless = of.status == 204 || of.status == 304 || of.status < 200;
    if (!bodiless) ((out += "Content-Length: ") += std::to_string(of.size())) += "\r\n";
    if (!keep_alive) out += "Connection: close\r\n";
    return out += "\r\n";
}

bool same_word(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return lower_of(x) == lower_of(y);
           });
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_of);
    return out;
}

std::optional<std::string_view> list_item(std::string_view list, std::string_view word) noexcept {
    while (!list.empty()) {
        auto const comma = std::min(list.find_first_of(",;"), list.size());
        auto const item = trimmed(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
        auto const equals = std::min(item.find('='), item.size());
        if (!same_word(trimmed(item.substr(0, equals)), word)) continue;
        return equals == item.size() ? std::string_view{} : trimmed(item.substr(equals + 1));
    }
    return std::nullopt;
}

std::vector<std::string_view> items_of(std::string_view list) {
    std::vector<std::string_view> items;
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        auto item = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        item = item.substr(0, item.find_last_not_of(' ') + 1);
        if (!item.empty()) items.push_back(item);
    }
    return items;
}

} // namespace recon::http
