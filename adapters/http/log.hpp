// adapters/http/log.hpp - one JSON object a line on standard output. Never texts, amounts, file
// names or tokens of anybody: who logs here names what it logs.
#pragma once

#include "adapters/http/settings.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace recon::http {

struct log_field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double> value;
};

/// Where log lines go. Lines are written by a thread of its own; when standard output does not keep
/// up, the oldest ones are dropped rather than a request delayed.
class logger {
  public:
    virtual ~logger() = default;
    virtual bool enabled(log_level level) const = 0;
    virtual void write(log_level level, std::string_view event,
                       std::initializer_list<log_field> fields) = 0;

  protected:
    logger() = default;
    logger(logger const&) = default;
    logger& operator=(logger const&) = default;
};

/// To standard output.
std::unique_ptr<logger> standard_logger(log_level least);
/// Nowhere: for tests, and for programs that embed the service.
std::unique_ptr<logger> silent_logger();

/// The line, without its end: what the logger writes. Control characters are escaped.
std::string log_line(std::string_view time, log_level level, std::string_view event,
                     std::initializer_list<log_field> fields);

/// UTC with milliseconds, "2026-01-31T12:00:00.000Z".
std::string utc_text(std::int64_t milliseconds);
/// Milliseconds since 1970.
std::int64_t now_ms();

} // namespace recon::http
