// adapters/http/net/request_head.hpp - the head of a request, and what is refused in it.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/http/server.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace recon::http::net {

namespace beast_http = boost::beast::http;
using boost::system::error_code;
using head_parser = beast_http::request_parser<beast_http::buffer_body>;

inline constexpr std::size_t request_line_max = 8'192;

/// A refusal of the protocol: nothing that follows on the connection can be trusted.
struct refusal {
    int status;
    std::string_view code;
    char const* detail;
};

inline std::string lower_name(boost::string_view name) {
    return lower(std::string_view(name.data(), name.size()));
}

inline std::string_view view_of(boost::string_view text) { return {text.data(), text.size()}; }

/// What Beast 1.81 lets through although two servers could read it in two ways. Everything about
/// the length and the meaning of a request is decided here and now, right after its head: Beast
/// adds trailers to the headers later.
inline std::optional<refusal> ambiguity(head_parser const& parser, request const& in,
                                        server_limits const& limits) {
    auto const version = parser.get().version();
    if (version != 10 && version != 11) return refusal{505, "http-version", "Expected HTTP/1.1."};
    if (in.target.size() + in.method.size() + 11 > request_line_max)
        return refusal{414, "uri-too-long", "The request line is longer than 8 KiB."};
    if (in.headers.size() > limits.fields)
        return refusal{431, "too-many-headers", "The request has more than 100 header fields."};
    auto const hosts = in.header_count("host");
    if (hosts > 1 || (hosts == 0 && version == 11))
        return refusal{400, "host", "Expected one Host header."};
    auto const host = in.header_value("host");
    if (host.find_first_of(" \t/\\@?#,\"<>") != host.npos)
        return refusal{400, "host", "The Host header is malformed."};
    auto const codings = in.header_count("transfer-encoding");
    auto const lengths = in.header_count("content-length");
    if (codings != 0
        && (codings > 1 || lengths != 0 || version == 10
            || !same_word(in.header_value("transfer-encoding"), "chunked")))
        return refusal{400, "ambiguous-length", "Transfer-Encoding must be chunked and alone."};
    if (lengths > 1) return refusal{400, "ambiguous-length", "Two Content-Length headers."};
    auto const length = in.header_value("content-length");
    if (lengths == 1
        && (length.empty() || length.size() > 18
            || length.find_first_not_of("0123456789") != length.npos))
        return refusal{400, "ambiguous-length", "The Content-Length is no number."};
    auto const expect = in.header_value("expect");
    if (in.header_count("expect") != 0 && !same_word(expect, "100-continue"))
        return refusal{417, "expectation", "Expected nothing but 100-continue."};
    static constexpr std::string_view known[] = {"GET",     "HEAD",  "POST", "DELETE",
                                                 "OPTIONS", "PATCH", "PUT"};
    if (std::find(std::begin(known), std::end(known), in.method) == std::end(known))
        return refusal{501, "method", "This method is not known here."};
    return std::nullopt;
}

/// The absolute form, "http://host/path", is the origin form where it names the same host.
inline bool to_origin_form(request& in) {
    auto const scheme = in.target.starts_with("http://")    ? 7U
                        : in.target.starts_with("https://") ? 8U
                                                            : 0U;
    if (scheme == 0) return true;
    auto const slash = std::min(in.target.find('/', scheme), in.target.size());
    if (!same_word(std::string_view(in.target).substr(scheme, slash - scheme),
                   in.header_value("host")))
        return false;
    in.target.erase(0, slash);
    if (in.target.empty()) in.target = "/";
    return true;
}

inline request request_of(head_parser const& parser, std::string const& peer) {
    auto const& head = parser.get();
    request out;
    out.method = std::string(view_of(head.method_string()));
    out.target = std::string(view_of(head.target()));
    out.peer = peer;
    for (auto const& field : head)
        out.headers.push_back(
            {lower_name(field.name_string()), std::string(view_of(field.value()))});
    return out;
}

/// How a broken head is answered; nothing where there is nobody to answer.
inline std::optional<refusal> refusal_of(error_code const& failure) {
    using beast_http::error;
    if (failure == error::header_limit)
        return refusal{431, "head-too-long", "The head of the request is longer than 16 KiB."};
    if (failure == error::bad_version) return refusal{505, "http-version", "Expected HTTP/1.1."};
    if (failure == error::body_limit) return refusal{413, "too-large", "The request is too large."};
    if (failure == error::end_of_stream || failure == error::partial_message) return std::nullopt;
    if (failure.category() == beast_http::make_error_code(error::bad_method).category())
        return refusal{400, "malformed", "This is no HTTP request."};
    return std::nullopt;
}

} // namespace recon::http::net
