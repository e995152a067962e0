// recon/error.hpp - what can go wrong, in three kinds told apart by who must act:
//   a row is wrong        io::row_issue, returned as data; the run goes on
//   the run cannot go on  an exception derived from recon::error, below
//   the caller has a bug  an assertion, never an exception
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace recon {

/// Every way in which a run can fail. The set is closed: adapters map it to exit and HTTP statuses
/// with a switch that has no default.
enum class errc : std::uint8_t {
    validation,        ///< a value that the caller gave is out of its range
    usage,             ///< the command line or a configuration file is wrong
    unreadable_file,   ///< a file does not open, or ends in the middle
    unusable_file,     ///< a file opens, but holds nothing that can be read safely
    unwritable_output, ///< an output cannot be written
    matching,          ///< the engine broke one of its own promises: a bug
    explanation,       ///< an explanation service failed
    not_found,         ///< a named thing does not exist
    rate_limited,      ///< too many requests; try again later
    unavailable,       ///< a service that is needed does not answer
    policy,            ///< a tolerance, scorer or calendar makes no sense
    limit,             ///< a stated bound was reached: raise it, or send less
    tampered           ///< a file is not the one that a run has read or written
};

/// The name of a failure, as programs read it. Stable.
constexpr std::string_view to_string(errc code) noexcept {
    switch (code) { // no default, so that -Wswitch names a code that has no text
    case errc::validation: return "VALIDATION_ERROR";
    case errc::usage: return "USAGE_ERROR";
    case errc::unreadable_file: return "FILE_UNREADABLE";
    case errc::unusable_file: return "FILE_PROCESSING_ERROR";
    case errc::unwritable_output: return "OUTPUT_UNWRITABLE";
    case errc::matching: return "MATCHING_ERROR";
    case errc::explanation: return "EXPLANATION_ERROR";
    case errc::not_found: return "RESOURCE_NOT_FOUND";
    case errc::rate_limited: return "RATE_LIMIT_ERROR";
    case errc::unavailable: return "SERVICE_UNAVAILABLE";
    case errc::policy: return "POLICY_ERROR";
    case errc::limit: return "LIMIT_ERROR";
    case errc::tampered: return "TAMPERED";
    }
    return "RECONCILIATION_ERROR";
}

/// A place in a source. Lines and columns count from 1, as editors do; 0 is the whole file, or the
/// whole line.
struct source_position {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    friend bool operator==(source_position const&, source_position const&) = default;
};

/// "bank.csv:17:4", "bank.csv:17", "bank.csv" or "".
inline std::string to_string(source_position const& where) {
    std::string text = where.file;
    if (where.line != 0) text += ':' + std::to_string(where.line);
    if (where.line != 0 && where.column != 0) text += ':' + std::to_string(where.column);
    return text;
}

/// The base of everything that this library throws. what() is one sentence that helps: what is
/// wrong, where, what was expected, how to mend it.
class error : public std::runtime_error {
  public:
    error(errc code, std::string const& detail, source_position where = {})
        : std::runtime_error(sentence(detail, where)), code_(code), where_(std::move(where)) {}

    errc code() const noexcept { return code_; }
    source_position const& where() const noexcept { return where_; }

  private:
    static std::string sentence(std::string const& detail, source_position const& where) {
        auto const place = to_string(where);
        return place.empty() ? detail : place + ": " + detail;
    }
    errc code_;
    source_position where_;
};

namespace detail {
/// One class a failure, so that a caller catches just what it can act on.
template <errc Code>
struct error_of : error {
    explicit error_of(std::string const& detail, source_position where = {})
        : error(Code, detail, std::move(where)) {}
};
} // namespace detail

using validation_error = detail::error_of<errc::validation>;
using usage_error = detail::error_of<errc::usage>;
using matching_error = detail::error_of<errc::matching>;
using explanation_error = detail::error_of<errc::explanation>;
using not_found_error = detail::error_of<errc::not_found>;
using service_unavailable_error = detail::error_of<errc::unavailable>;
using policy_error = detail::error_of<errc::policy>;
using limit_error = detail::error_of<errc::limit>;
using output_error = detail::error_of<errc::unwritable_output>;
using tampered_error = detail::error_of<errc::tampered>;

/// A file cannot be used: errc::unreadable_file or errc::unusable_file.
struct file_processing_error : error {
    explicit file_processing_error(std::string const& detail, source_position where = {},
                                   errc code = errc::unusable_file)
        : error(code, detail, std::move(where)) {}
};

/// Too many requests; may be tried again after `retry_after_seconds`.
struct rate_limit_error : error {
    explicit rate_limit_error(std::string const& detail, std::uint32_t seconds)
        : error(errc::rate_limited, detail), retry_after_seconds(seconds) {}
    std::uint32_t retry_after_seconds;
};

} // namespace recon
