// adapters/http/trace.hpp - which request this is: W3C Trace Context and X-Request-Id.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

struct trace {
    std::string trace_id;  ///< 32 hexadecimal digits, the caller's where it gave one
    std::string span_id;   ///< 16, our own
    std::string parent_id; ///< 16, the caller's, or empty
    std::string flags = "00";

    /// "00-<trace>-<span>-<flags>"
    std::string header() const;
};

/// Reads a traceparent header. Nothing where it is malformed, or all zeros.
std::optional<trace> read_traceparent(std::string_view value);

/// Continues the caller's trace, or begins one.
trace next_trace(std::string_view traceparent);

/// The caller's id where it is 1 to 64 letters of [A-Za-z0-9._-], else one of our own.
std::string request_id_of(std::string_view given);

} // namespace recon::http
