// adapters/status.hpp - one failure, as each adapter reports it. The core knows neither number.
#pragma once

#include <recon/error.hpp>

namespace recon::adapters {

struct status {
    int exit; ///< BSD sysexits.h, and 2 for usage as shells have it
    int http; ///< RFC 9110
};

constexpr status status_of(errc code) noexcept {
    switch (code) { // no default, so that -Wswitch names a code that has no status
    case errc::validation: return {2, 400};
    case errc::usage: return {2, 400};
    case errc::unreadable_file: return {66, 422};
    case errc::unusable_file: return {65, 422};
    case errc::unwritable_output: return {73, 500};
    case errc::matching: return {70, 500};
    case errc::explanation: return {69, 503};
    case errc::not_found: return {66, 404};
    case errc::rate_limited: return {69, 429};
    case errc::unavailable: return {69, 503};
    case errc::policy: return {2, 400};
    case errc::limit: return {65, 413};
    case errc::tampered: return {65, 422};
    }
    return {70, 500};
}

/// What is neither a failure nor a success of its own.
inline constexpr int exit_all_matched = 0;
inline constexpr int exit_needs_a_person = 1;
inline constexpr int exit_internal = 70;

} // namespace recon::adapters
