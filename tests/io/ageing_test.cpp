#include <recon/io/ageing.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("ageing: buckets of accountants, inclusive at their end") {
    struct row {
        std::int64_t days;
        char const* bucket;
    };
    constexpr row table[]{{-1, "future"}, {0, "0-30"},     {30, "0-30"},
                          {31, "31-60"},  {60, "31-60"},   {61, "61-90"},
                          {90, "61-90"},  {91, "over 90"}, {9'999, "over 90"}};
    for (row const& r : table)
        CHECK(age_bucket(r.days) == r.bucket);
}

TEST_CASE("ageing: counts and sums of what is open, by the run's day") {
    auto run = test::small_run();
    auto const found = ageing_of(run);
    REQUIRE(found.size() == 2);
    CHECK(found[0].of == side::left);
    CHECK(found[0].by_age[2] == tally{1, -1'890}); // 49 days
    CHECK(found[1].of == side::right);
    CHECK(found[1].by_age[1] == tally{1, -119'000});
    CHECK(found[1].count() == 1);
    run.as_of = std::chrono::sys_days{} + std::chrono::days{1};
    CHECK(ageing_of(run)[0].by_age[0].count == 1); // of the future
}
