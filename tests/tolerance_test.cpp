#include <recon/tolerance.hpp>

#include "support/tolerances.hpp"
#include "support/values.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>

using namespace recon;
using namespace recon::test;
using std::chrono::days;
using std::chrono::sys_days;

// Each negative beside its positive: days are no amounts, and nothing is both but `exactly`.
static_assert(tolerance_for<within, money> && !tolerance_for<within, sys_days>);
static_assert(tolerance_for<within_percent, money> && !tolerance_for<within_percent, sys_days>);
static_assert(tolerance_for<day_window, sys_days> && !tolerance_for<day_window, money>);
static_assert(tolerance_for<exactly, money> && tolerance_for<exactly, sys_days>);
static_assert(tolerance_for<either<within, within_percent>, money>
              && !tolerance_for<either<within, within_percent>, sys_days>);
static_assert(!tolerance_for<either<within, day_window>, money>); // of nothing at all
static_assert(tolerance_for<both<day_window, exactly>, sys_days>);
static_assert(!tolerance_for<bool (*)(money, money), money>); // a bare predicate has no window

TEST_CASE("tolerance: exactly is to the minor unit, in the same currency, on the very day") {
    CHECK(exactly{}(eur(100), eur(100)));
    CHECK_FALSE(exactly{}(eur(100), eur(101)));
    CHECK_FALSE(exactly{}(eur(100), usd(100)));
    CHECK_FALSE(exactly{}(eur(100), eur(-100)));
    CHECK(exactly{}(march(1), march(1)));
    CHECK_FALSE(exactly{}(march(1), march(2)));
    check_amounts(exactly{}, 1);
    check_days(exactly{}, 2);
}

TEST_CASE("tolerance: either passes what one of its parts passes, both what both pass") {
    constexpr within five{"5.00"};
    constexpr within_percent one{percent{"1"}};
    struct row {
        std::int64_t left, right;
        bool by_five, by_one;
    };
    constexpr row table[]{
        {10'00, 10'00, true, true},      {10'00, 15'00, true, false},
        {10'00, 15'01, false, false},    {1000'00, 990'00, false, true},
        {1000'00, 989'99, false, false}, {400'00, 396'00, true, true},
        {-10'00, -15'00, true, false},   {10'00, -10'00, false, false},
    };
    constexpr either any{five, one};
    constexpr both all{five, one};
    for (row const& r : table) {
        CAPTURE(r.left);
        CAPTURE(r.right);
        CHECK(five(eur(r.left), eur(r.right)) == r.by_five);
        CHECK(one(eur(r.left), eur(r.right)) == r.by_one);
        CHECK(any(eur(r.left), eur(r.right)) == (r.by_five || r.by_one));
        CHECK(all(eur(r.left), eur(r.right)) == (r.by_five && r.by_one));
        CHECK(any.closeness(eur(r.left), eur(r.right))
              == std::max(five.closeness(eur(r.left), eur(r.right)),
                          one.closeness(eur(r.left), eur(r.right))));
        CHECK(all.closeness(eur(r.left), eur(r.right))
              == std::min(five.closeness(eur(r.left), eur(r.right)),
                          one.closeness(eur(r.left), eur(r.right))));
    }
    CHECK(check_amounts(any, 3) > 100);
    CHECK(check_amounts(all, 4) > 100);
    CHECK(check_days(either{after(2), before(5)}, 5) > 100);
    CHECK(check_days(both{within_days(4), after(9)}, 6) > 100);
}

TEST_CASE("tolerance: both of two that never meet has an empty window, and passes nothing") {
    constexpr both never{bounded{[](money const&) {
                                     return interval<money>{eur(1), eur(2)};
                                 },
                                 [](money const&, money const&) { return true; }},
                         bounded{[](money const&) {
                                     return interval<money>{eur(5), eur(6)};
                                 },
                                 [](money const&, money const&) { return true; }}};
    auto const window = never.window(eur(3));
    CHECK(window.high.minor < window.low.minor);
}

TEST_CASE("tolerance: a lambda is a tolerance, once its window is said") {
    constexpr auto whole_euro =
        bounded{// the same but for the cents
                [](money const& left) {
                    auto const euros = left.minor / 100;
                    return interval<money>{eur((euros - 1) * 100), eur((euros + 1) * 100)};
                },
                [](money const& left, money const& right) {
                    return left.unit == right.unit && left.minor / 100 == right.minor / 100;
                }};
    CHECK(whole_euro(eur(12'34), eur(12'99)));
    CHECK_FALSE(whole_euro(eur(12'34), eur(13'00)));
    CHECK_FALSE(whole_euro(eur(12'34), usd(12'34)));
    CHECK(whole_euro.closeness(eur(12'34), eur(12'34)) == score_max);
    CHECK(whole_euro.closeness(eur(12'34), eur(12'35))
          > whole_euro.closeness(eur(12'34), eur(12'99)));
    CHECK(whole_euro.closeness(eur(12'34), eur(12'99)) > 0);
    CHECK(whole_euro.closeness(eur(12'34), eur(13'00)) == 0);
    static_assert(tolerance_for<decltype(whole_euro), money>);
    static_assert(!tolerance_for<decltype(whole_euro), sys_days>);

    auto const same_month =
        bounded{[](sys_days left) {
                    return interval<sys_days>{left - days{31}, left + days{31}};
                },
                [](sys_days left, sys_days right) {
                    using std::chrono::year_month_day;
                    return year_month_day{left}.month() == year_month_day{right}.month();
                }};
    static_assert(tolerance_for<decltype(same_month), sys_days>);
    CHECK(same_month(march(1), march(31)));
    CHECK_FALSE(same_month(march(1), march(0)));
    recon::test::random rng(9);
    for (int run = 0; run < 2'000; ++run)
        check_contract(same_month, any_day(rng), any_day(rng));
}

TEST_CASE("tolerance: closeness falls in a line, and is over 0 at the limit itself") {
    struct row {
        std::uint64_t apart, limit;
        score_t close;
    };
    constexpr std::uint64_t most = ~std::uint64_t{0};
    constexpr row table[]{
        {0, 0, 1'000'000},
        {1, 0, 0},
        {0, 1, 1'000'000},
        {1, 1, 500'000},
        {2, 1, 0},
        {0, 99, 1'000'000},
        {50, 99, 500'000},
        {99, 99, 10'000},
        {1, 2, 666'667},
        {2, 2, 333'334},
        {0, most, 1'000'000},
        {most - 1, most, 1},
        {most, most - 1, 0},
        {1, most, 1'000'000},
        {most - 1, most - 1, 1},
    };
    for (row const& r : table) {
        CAPTURE(r.apart);
        CAPTURE(r.limit);
        CHECK(detail::linear_closeness(r.apart, r.limit) == r.close);
    }
}

TEST_CASE("tolerance: the pair of tolerances needs no template arguments") {
    constexpr tolerances chosen{within{"5.00"}, within_days(7)};
    static_assert(std::same_as<decltype(chosen), tolerances<within, day_window> const>);
    CHECK(tolerances<>{}.amount(eur(1), eur(1)));
    CHECK_FALSE(tolerances<>{}.day(march(1), march(2)));
}
