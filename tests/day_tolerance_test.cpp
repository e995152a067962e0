#include <recon/day_tolerance.hpp>

#include "support/random.hpp"
#include "support/tolerances.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace recon;
using namespace recon::test;
using std::chrono::days;
using std::chrono::sys_days;

static_assert(within_days(2)(date(2024, 2, 28), date(2024, 3, 1))); // over the leap day
static_assert(tolerance_for<business_day_window, sys_days>
              && !tolerance_for<business_day_window, money>);

TEST_CASE("day_tolerance: left minus right, both limits included") {
    struct row {
        int left; // of March
        int right;
        bool within_two, after_two, before_two, skewed; // skewed: one before, three after
    };
    constexpr row table[]{
        {10, 10, true, true, true, true},     {11, 10, true, true, false, true},
        {12, 10, true, true, false, true},    {13, 10, false, false, false, true},
        {14, 10, false, false, false, false}, {9, 10, true, false, true, true},
        {8, 10, true, false, true, false},    {7, 10, false, false, false, false},
    };
    for (row const& r : table) {
        CAPTURE(r.left);
        CHECK(within_days(2)(march(r.left), march(r.right)) == r.within_two);
        CHECK(after(2)(march(r.left), march(r.right)) == r.after_two);
        CHECK(before(2)(march(r.left), march(r.right)) == r.before_two);
        CHECK(day_window{1, 3}(march(r.left), march(r.right)) == r.skewed);
        CHECK(day_window{3, 1}(march(r.right), march(r.left)) == r.skewed); // turned round
    }
}

TEST_CASE("day_tolerance: windows hold what passes, and nothing else") {
    recon::test::random rng(31);
    for (int run = 0; run < 3'000; ++run) {
        day_window const policy{static_cast<int>(rng.below(15)), static_cast<int>(rng.below(15))};
        auto const left = any_day(rng);
        auto const right = any_day(rng);
        check_contract(policy, left, right);
        auto const window = policy.window(left);
        REQUIRE(policy(left, right) == (window.low <= right && right <= window.high));
    }
}

TEST_CASE("day_tolerance: closeness falls to the limit of its own direction") {
    constexpr day_window policy{1, 3};
    CHECK(policy.closeness(march(10), march(10)) == score_max);
    CHECK(policy.closeness(march(11), march(10)) == 750'000);
    CHECK(policy.closeness(march(13), march(10)) == 250'000);
    CHECK(policy.closeness(march(14), march(10)) == 0);
    CHECK(policy.closeness(march(9), march(10)) == 500'000);
    CHECK(policy.closeness(march(8), march(10)) == 0);
}

TEST_CASE("day_tolerance: a limit is from 0 days to ten years") {
    CHECK_THROWS_AS((void)within_days(-1), policy_error);
    CHECK_THROWS_AS((void)within_days(3654), policy_error);
    CHECK_THROWS_AS((void)after(-1), policy_error);
    CHECK_THROWS_AS((void)before(3654), policy_error);
    CHECK_THROWS_AS((void)(day_window{1, -1}), policy_error);
    CHECK_THROWS_AS((void)within_business_days(-1), policy_error);
    CHECK_THROWS_AS((void)within_business_days(3654), policy_error);
    CHECK(within_days(3653)(date(2014, 3, 1), march(1)));
    CHECK(within_days(0)(march(1), march(1)));
    CHECK_FALSE(within_days(0)(march(1), march(2)));
}

TEST_CASE("day_tolerance: business days do not count weekends and holidays") {
    calendar const easter({date(2024, 3, 29), date(2024, 4, 1)});
    struct row {
        sys_days left, right;
        int lag; // business days after right, up to left
    };
    row const table[]{
        {march(4), march(1), 1},                  // Friday to Monday
        {march(3), march(1), 0},                  // Sunday is as the Friday before it
        {march(4), march(3), 1},                  // Sunday to Monday
        {march(8), march(1), 5},                  // a week
        {march(1), march(4), -1},                 // the other way
        {date(2024, 4, 2), date(2024, 3, 28), 1}, // over Easter
        {date(2024, 4, 1), date(2024, 3, 28), 0},
    };
    for (row const& r : table) {
        for (int limit = 0; limit < 7; ++limit) {
            CAPTURE(limit);
            CAPTURE(r.lag);
            CHECK(within_business_days(limit, easter)(r.left, r.right)
                  == (std::abs(r.lag) <= limit));
            business_day_window const later{0, limit, easter};
            CHECK(later(r.left, r.right) == (r.lag >= 0 && r.lag <= limit));
            business_day_window const earlier{limit, 0, easter};
            CHECK(earlier(r.left, r.right) == (r.lag <= 0 && -r.lag <= limit));
        }
    }
    CHECK(within_business_days(1)(march(4), march(1)));
    CHECK_FALSE(within_days(1)(march(4), march(1)));
    CHECK(within_business_days(4).closeness(march(4), march(1)) == 800'000);
    CHECK(within_business_days(4).closeness(march(3), march(1)) == score_max);
}

TEST_CASE("day_tolerance: windows of business days hold what passes, and nothing else") {
    recon::test::random rng(32);
    for (int run = 0; run < 300; ++run) {
        std::vector<sys_days> holidays;
        for (auto n = rng.below(10); n-- > 0;)
            holidays.push_back(any_day(rng));
        unsigned const weekends[]{0b100'0001, 0b110'0000, 0, 0b111'1110, 0b000'0001};
        calendar const working(holidays, weekends[rng.below(std::size(weekends))]);
        business_day_window const policy{static_cast<int>(rng.below(6)),
                                         static_cast<int>(rng.below(6)), working};
        for (int pair = 0; pair < 10; ++pair) {
            auto const left = any_day(rng);
            auto const right = any_day(rng);
            check_contract(policy, left, right);
            auto const window = policy.window(left);
            REQUIRE(policy(left, right) == (window.low <= right && right <= window.high));
            int lag = 0; // counted day by day
            for (auto at = left; at > right; at -= days{1})
                lag += working.is_business_day(at) ? 1 : 0;
            for (auto at = right; at > left; at -= days{1})
                lag -= working.is_business_day(at) ? 1 : 0;
            for (int limit = 0; limit < 6; ++limit)
                REQUIRE(within_business_days(limit, working)(left, right)
                        == (std::abs(lag) <= limit));
        }
    }
}
