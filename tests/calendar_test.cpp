#include <recon/calendar.hpp>

#include "support/random.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <vector>

using namespace recon;
using namespace recon::test;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

/// A calendar with some of its days closed, near 2024-03-01.
calendar random_calendar(recon::test::random& rng, unsigned& weekend) {
    do
        weekend = static_cast<unsigned>(rng.below(128));
    while (weekend == 127);
    std::vector<sys_days> holidays;
    for (auto n = rng.below(12); n-- > 0;)
        holidays.push_back(march(static_cast<int>(rng.below(60)) - 30));
    return calendar(holidays, weekend);
}

} // namespace

TEST_CASE("calendar: weekends and holidays are no business days") {
    calendar const christmas({date(2024, 12, 25), date(2024, 12, 26), date(2024, 12, 25)});
    struct row {
        sys_days day;
        bool open;
    };
    row const table[]{
        {date(2024, 12, 20), true},  // Friday
        {date(2024, 12, 21), false}, // Saturday
        {date(2024, 12, 22), false}, // Sunday
        {date(2024, 12, 24), true},  {date(2024, 12, 25), false},
        {date(2024, 12, 26), false}, {date(2024, 12, 27), true},
    };
    for (row const& r : table)
        CHECK(christmas.is_business_day(r.day) == r.open);
}

TEST_CASE("calendar: a weekend may lie on other days") {
    calendar const gulf({}, 0b110'0000); // Friday and Saturday
    CHECK_FALSE(gulf.is_business_day(march(1)));
    CHECK_FALSE(gulf.is_business_day(march(2)));
    CHECK(gulf.is_business_day(march(3)));
    calendar const all({}, 0);
    CHECK(all.is_business_day(march(2)));
    CHECK(all.ordinal(march(8)) - all.ordinal(march(1)) == 7);
    CHECK_THROWS_AS(calendar({}, 0b111'1111), policy_error);
    CHECK_THROWS_AS(calendar({}, 0xFFFF'FFFF), policy_error);
}

TEST_CASE("calendar: business days between two days") {
    calendar const good_friday({date(2024, 3, 29), date(2024, 4, 1)}); // and Easter Monday
    struct row {
        sys_days from, to;
        int plain, easter;
    };
    row const table[]{
        {date(2024, 3, 1), date(2024, 3, 1), 0, 0},
        {date(2024, 3, 1), date(2024, 3, 4), 1, 1}, // Friday to Monday
        {date(2024, 3, 2), date(2024, 3, 3), 0, 0}, // Saturday to Sunday
        {date(2024, 3, 2), date(2024, 3, 4), 1, 1},
        {date(2024, 3, 1), date(2024, 3, 8), 5, 5},
        {date(2024, 3, 28), date(2024, 4, 2), 3, 1}, // over Easter
        {date(2024, 3, 29), date(2024, 4, 1), 1, 0},
        {date(2023, 12, 31), date(2024, 12, 31), 262, 260},
    };
    for (row const& r : table) {
        CHECK(calendar{}.ordinal(r.to) - calendar{}.ordinal(r.from) == r.plain);
        CHECK(good_friday.ordinal(r.to) - good_friday.ordinal(r.from) == r.easter);
        CHECK(good_friday.ordinal(r.from) - good_friday.ordinal(r.to) == -r.easter);
    }
}

TEST_CASE("calendar: an ordinal is a count, day by day, for any weekend and holidays") {
    recon::test::random rng(7);
    for (int run = 0; run < 60; ++run) {
        unsigned weekend = 0;
        auto const c = random_calendar(rng, weekend);
        CAPTURE(weekend);
        auto count = c.ordinal(march(-60));
        for (int nth = -59; nth < 90; ++nth) {
            count += c.is_business_day(march(nth)) ? 1 : 0;
            REQUIRE(c.ordinal(march(nth)) == count);
        }
    }
}

TEST_CASE("calendar: first_with and last_with are where the ordinals begin and end") {
    recon::test::random rng(8);
    for (int run = 0; run < 40; ++run) {
        unsigned weekend = 0;
        auto const c = random_calendar(rng, weekend);
        CAPTURE(weekend);
        for (int nth = -40; nth < 40; ++nth) {
            auto const wanted = c.ordinal(march(nth));
            auto const first = c.first_with(wanted);
            auto const last = c.last_with(wanted);
            REQUIRE(c.ordinal(first) == wanted);
            REQUIRE(c.ordinal(first - days{1}) == wanted - 1);
            REQUIRE(c.ordinal(last) == wanted);
            REQUIRE(c.ordinal(last + days{1}) == wanted + 1);
        }
    }
}

TEST_CASE("calendar: any day that the engine takes has its place in the count") {
    calendar const c;
    for (int const at : {-12'000'000, -4'000'010, -4'000'003, -719'528, -1, 0, 1, 12'000'000}) {
        sys_days const day{days{at}};
        CAPTURE(at);
        CHECK(c.ordinal(day + days{7}) - c.ordinal(day) == 5);
        CHECK(c.first_with(c.ordinal(day)) <= day);
        CHECK(c.last_with(c.ordinal(day)) >= day);
    }
}

TEST_CASE("calendar: copies are equal in what they say") {
    calendar const c({march(5)});
    auto const copy = c;
    CHECK_FALSE(copy.is_business_day(march(5)));
    CHECK(copy.ordinal(march(31)) == c.ordinal(march(31)));
}
