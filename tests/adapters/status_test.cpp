#include "adapters/status.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::adapters;

TEST_CASE("status: each failure has its exit and HTTP status") {
    struct row {
        errc code;
        int exit;
        int http;
    };
    constexpr row table[] = {
        {errc::validation, 2, 400},
        {errc::usage, 2, 400},
        {errc::unreadable_file, 66, 422},
        {errc::unusable_file, 65, 422},
        {errc::unwritable_output, 73, 500},
        {errc::matching, 70, 500},
        {errc::explanation, 69, 503},
        {errc::not_found, 66, 404},
        {errc::rate_limited, 69, 429},
        {errc::unavailable, 69, 503},
        {errc::policy, 2, 400},
        {errc::limit, 65, 413},
        {errc::tampered, 65, 422},
    };
    for (auto const& r : table) {
        CAPTURE(to_string(r.code));
        CHECK(status_of(r.code).exit == r.exit);
        CHECK(status_of(r.code).http == r.http);
    }
}
