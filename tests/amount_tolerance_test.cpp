#include <recon/amount_tolerance.hpp>

#include "support/random.hpp"
#include "support/tolerances.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

using namespace recon;
using namespace recon::test;

namespace {

constexpr percent_base all_bases[]{percent_base::larger, percent_base::smaller, percent_base::left,
                                   percent_base::right, percent_base::mean};

/// The definition, without a division: apart * whole <= base * percentage.
bool passes_by_definition(std::int64_t left, std::int64_t right, std::uint64_t units,
                          percent_base base) {
    using detail::uint128;
    if ((left > 0 && right < 0) || (left < 0 && right > 0)) return false;
    uint128 const a = magnitude(left);
    uint128 const b = magnitude(right);
    uint128 const apart = distance(left, right);
    uint128 twice = 0;
    switch (base) {
    case percent_base::larger: twice = 2 * std::max(a, b); break;
    case percent_base::smaller: twice = 2 * std::min(a, b); break;
    case percent_base::left: twice = 2 * a; break;
    case percent_base::right: twice = 2 * b; break;
    case percent_base::mean: twice = a + b; break;
    }
    return 2 * apart * percent::whole <= twice * units;
}

} // namespace

TEST_CASE("amount_tolerance: a limit is inclusive, and holds in any currency's own units") {
    struct row {
        std::string_view limit;
        money left, right;
        bool passes;
    };
    row const table[]{
        {"0", eur(100), eur(100), true},
        {"0", eur(100), eur(101), false},
        {"5.00", eur(10'00), eur(15'00), true},
        {"5.00", eur(10'00), eur(15'01), false},
        {"5.00", eur(10'00), eur(5'00), true},
        {"5.00", eur(10'00), eur(4'99), false},
        {"5.00", eur(-10'00), eur(-15'00), true},
        {"5.00", eur(-10'00), eur(-15'01), false},
        {"5.00", eur(2'00), eur(-2'00), false}, // the money goes the other way
        {"5.00", eur(0), eur(5'00), true},      // zero has no direction
        {"5.00", eur(0), eur(-5'00), true},
        {"5.00", eur(-5'00), eur(0), true},
        {"5.00", eur(10'00), usd(10'00), false},
        {"5.00", jpy(100), jpy(105), true}, // five yen, not five hundred
        {"5.00", jpy(100), jpy(106), false},
        {"5.00", kwd(10'000), kwd(15'000), true},
        {"5.00", kwd(10'000), kwd(15'001), false},
        {"0.0099", eur(100), eur(100), true}, // rounded down to no cent
        {"0.0099", eur(100), eur(101), false},
        {"0.5", jpy(100), jpy(101), false},
        {"922337203685477.5807", eur(lowest), eur(-1), false},
        {"922337203685477.5807", eur(lowest), eur(lowest + 92'233'720'368'547'758), true},
        {"922337203685477.5807", eur(lowest), eur(lowest + 92'233'720'368'547'759), false},
        {"922337203685477.5807", eur(highest), eur(lowest), false},
        {"922337203685477.5807", eur(lowest), eur(lowest), true},
    };
    for (row const& r : table) {
        CAPTURE(r.limit);
        CAPTURE(r.left.minor);
        CAPTURE(r.right.minor);
        CHECK(within{r.limit}(r.left, r.right) == r.passes);
        CHECK(within{r.limit}(r.right, r.left) == r.passes); // symmetric
        check_contract(within{r.limit}, r.left, r.right);
        check_contract(within{r.limit}, r.right, r.left);
    }
}

TEST_CASE("amount_tolerance: a limit is a plain decimal from zero") {
    for (std::string_view const limit : {"", "-1", "-0.01", "5,00", "5.00001", "1e2", "abc", "5 ",
                                         "922337203685477.5808", "99999999999999999999"}) {
        CAPTURE(limit);
        CHECK_THROWS_AS((void)within{limit}, policy_error);
    }
    CHECK(within{"-0"}.limit_minor("EUR") == 0);
    CHECK(within{"5.0000"}.limit_minor("EUR") == 500);
    CHECK(within{"5"}.limit_minor("CLF") == 50'000);
    CHECK(within{"1.9999"}.limit_minor("JPY") == 1);
}

TEST_CASE("amount_tolerance: a window is never narrower than its limit") {
    for (std::string_view const limit :
         {"0", "0.01", "5.00", "1000", "90000000000", "922337203685477.5807"}) {
        CAPTURE(limit);
        CHECK(check_amounts(within{limit}, 11) > 100);
    }
    recon::test::random rng(12);
    for (int run = 0; run < 2'000; ++run) { // four decimals: the widest limits there are
        money const left{any_amount(rng).minor, "CLF"};
        money const right{any_amount(rng).minor, "CLF"};
        check_contract(within{"922337203685477.5807"}, left, right);
    }
}

TEST_CASE("amount_tolerance: closeness falls evenly to the limit") {
    constexpr within five{"5.00"};
    CHECK(five.closeness(eur(10'00), eur(10'00)) == score_max);
    CHECK(five.closeness(eur(10'00), eur(12'50)) == 500'999);
    CHECK(five.closeness(eur(10'00), eur(15'00)) == 1'997);
    CHECK(five.closeness(eur(10'00), eur(15'01)) == 0);
    CHECK(five.closeness(eur(10'00), usd(10'00)) == 0);
}

TEST_CASE("amount_tolerance: a percentage is of the base that was named, and inclusive") {
    struct row {
        std::string_view limit;
        percent_base base;
        std::int64_t left, right;
        bool passes;
    };
    using enum percent_base;
    constexpr row table[]{
        {"1", larger, 100'00, 99'00, true},
        {"1", larger, 100'00, 98'99, false},
        {"1", larger, 99'00, 100'00, true},
        {"1", larger, 100'00, 101'01, true}, // 1 % of 101.01 is 1.0101
        {"1", larger, 100'00, 101'02, false},
        {"1", smaller, 100'00, 101'00, true},
        {"1", smaller, 100'00, 101'01, false},
        {"1", smaller, 100'00, 99'00, false},
        {"1", smaller, 100'00, 99'01, true}, // 0.99 apart, of 0.9901
        {"1", smaller, 100'00, 99'02, true},
        {"1", left, 100'00, 101'00, true},
        {"1", left, 100'00, 101'01, false},
        {"1", left, 101'01, 100'00, true},
        {"1", left, 100'00, 99'00, true},
        {"1", right, 101'00, 100'00, true},
        {"1", right, 101'01, 100'00, false},
        {"1", right, 100'00, 101'01, true},
        {"1", mean, 100'00, 101'00, true},    // 1 % of 100.50 is 1.005
        {"1", mean, 100'00, 101'01, false},   // 1.01 apart, of 1.00505
        {"1", larger, -100'00, -99'00, true}, // of magnitudes
        {"1", larger, -100'00, -98'99, false},
        {"1", larger, 100'00, -100'00, false},
        {"1", larger, 99, 98, false}, // less than a cent is no allowance
        {"1", larger, 100, 99, true},
        {"0", larger, 100, 100, true},
        {"0", mean, 100, 101, false},
        {"0.25", larger, 10'000, 9'975, true},
        {"0.25", larger, 10'000, 9'974, false},
        {"0.000001", larger, 100'000'000, 99'999'999, true},
        {"0.000001", larger, 99'999'999, 99'999'998, false},
        {"100", larger, lowest, 0, true},
        {"100", larger, highest, 0, true},
        {"100", larger, 0, lowest, true},
        {"100", smaller, 0, 1, false},
        {"100", smaller, 5, 10, true},
        {"100", left, 5, 10, true},
        {"100", left, 5, 11, false},
        {"100", mean, 1, 3, true},
        {"100", mean, 0, 1, false},
        {"1", larger, 0, 0, true},
    };
    for (row const& r : table) {
        CAPTURE(r.limit);
        CAPTURE(static_cast<int>(r.base));
        CAPTURE(r.left);
        CAPTURE(r.right);
        within_percent const policy{percent{r.limit}, r.base};
        CHECK(policy(eur(r.left), eur(r.right)) == r.passes);
        check_contract(policy, eur(r.left), eur(r.right));
    }
    CHECK_FALSE(within_percent{percent{"100"}}(eur(1), usd(1)));
}

TEST_CASE("amount_tolerance: a percentage equals its definition, and its window holds it") {
    recon::test::random rng(13);
    int passed = 0;
    for (auto const base : all_bases) {
        for (std::string_view const text :
             {"0", "0.000001", "0.3", "1", "7.5", "50", "99.999999", "100"}) {
            percent const limit{text};
            within_percent const policy{limit, base};
            for (int run = 0; run < 1'000; ++run) {
                auto const left = any_amount(rng);
                auto const right = amount_near(rng, left);
                CAPTURE(text);
                CAPTURE(static_cast<int>(base));
                CAPTURE(left.minor);
                CAPTURE(right.minor);
                REQUIRE(policy(left, right)
                        == passes_by_definition(left.minor, right.minor, limit.units(), base));
                check_contract(policy, left, right);
                passed += policy(left, right) ? 1 : 0;
            }
        }
    }
    CHECK(passed > 4'000);
}

TEST_CASE("amount_tolerance: the ends of a percentage's window pass, and the next amount fails") {
    recon::test::random rng(14);
    for (auto const base : all_bases) {
        within_percent const policy{percent{"1.5"}, base};
        for (int run = 0; run < 500; ++run) {
            auto const left = eur(static_cast<std::int64_t>(rng.below(1'000'000)) - 500'000);
            auto const window = policy.window(left);
            CAPTURE(static_cast<int>(base));
            CAPTURE(left.minor);
            REQUIRE(policy(left, window.low));
            REQUIRE(policy(left, window.high));
            REQUIRE_FALSE(policy(left, eur(window.low.minor - 1)));
            REQUIRE_FALSE(policy(left, eur(window.high.minor + 1)));
        }
    }
}

TEST_CASE("amount_tolerance: left as the base is right as the base, seen from the other side") {
    recon::test::random rng(15);
    within_percent const of_left{percent{"2"}, percent_base::left};
    within_percent const of_right{percent{"2"}, percent_base::right};
    for (int run = 0; run < 2'000; ++run) {
        auto const a = any_amount(rng);
        auto const b = amount_near(rng, a);
        REQUIRE(of_left(a, b) == of_right(b, a));
        REQUIRE(of_left.closeness(a, b) == of_right.closeness(b, a));
        for (auto const base : {percent_base::larger, percent_base::smaller, percent_base::mean}) {
            within_percent const policy{percent{"2"}, base};
            REQUIRE(policy(a, b) == policy(b, a));
        }
    }
}

TEST_CASE("amount_tolerance: a percentage is from 0 to 100") {
    for (std::string_view const text :
         {"", "-1", "100.000001", "101", "1.0000001", "1%", "5,5", "abc"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)percent{text}, policy_error);
    }
    CHECK(percent{"100"}.units() == percent::whole);
    CHECK(percent{"0.25"}.units() == 250'000);
    CHECK(percent{"0.000001"}.units() == 1);
}

TEST_CASE("amount_tolerance: a fee makes the bank's line smaller, never larger; or the reverse") {
    struct row {
        std::int64_t left, right;
        bool is_short, is_over;
    };
    constexpr row table[]{
        {97'00, 100'00, true, false},   {100'00, 97'00, false, true}, {100'00, 100'00, true, true},
        {94'99, 100'00, false, false},  {95'00, 100'00, true, false}, {100'00, 95'00, false, true},
        {-97'00, -100'00, true, false}, // magnitudes: less has gone out
        {-100'00, -97'00, false, true}, {2'00, -3'00, false, false},  {0, 5'00, true, false},
    };
    constexpr short_by fee{within{"5.00"}};
    constexpr over_by charge{within{"5.00"}};
    for (row const& r : table) {
        CAPTURE(r.left);
        CAPTURE(r.right);
        CHECK(fee(eur(r.left), eur(r.right)) == r.is_short);
        CHECK(charge(eur(r.left), eur(r.right)) == r.is_over);
        CHECK(fee(eur(r.right), eur(r.left)) == r.is_over); // each is the other, turned round
    }
    CHECK(check_amounts(fee, 16) > 100);
    CHECK(check_amounts(charge, 17) > 100);
    CHECK(check_amounts(short_by{within_percent{percent{"3"}}}, 18) > 100);
    CHECK(check_amounts(over_by{either{within{"1"}, within_percent{percent{"3"}}}}, 19) > 100);
}

TEST_CASE("amount_tolerance: each currency may have its own") {
    per_currency<within> const policy{{{"USD", within{"1.00"}}, {"JPY", within{"100"}}}};
    CHECK(policy(usd(10'00), usd(11'00)));
    CHECK_FALSE(policy(usd(10'00), usd(11'01)));
    CHECK(policy(jpy(1'000), jpy(1'100)));
    CHECK_FALSE(policy(jpy(1'000), jpy(1'101)));
    CHECK(policy(eur(10'00), eur(10'00))); // the rest: exactly
    CHECK_FALSE(policy(eur(10'00), eur(10'01)));
    CHECK_FALSE(policy(usd(10'00), eur(10'00)));
    CHECK_FALSE(policy(eur(10'00), usd(10'00)));
    check_contract(policy, usd(10'00), usd(11'00));
    check_contract(policy, jpy(1'000), jpy(1'100));

    per_currency<within, within_percent> const other{{{"USD", within{"1.00"}}},
                                                     within_percent{percent{"1"}}};
    CHECK(other(eur(100'00), eur(99'00)));
    CHECK_FALSE(other(usd(1000'00), usd(995'00)));
    CHECK(check_amounts(other, 20) > 100);
}

TEST_CASE("amount_tolerance: a wider limit passes all that a narrower one does, no less close") {
    recon::test::random rng(21);
    constexpr std::string_view limits[]{"0", "0.5", "5", "50", "100"};
    for (int run = 0; run < 1'000; ++run) {
        auto const left = any_amount(rng);
        auto const right = amount_near(rng, left);
        for (std::size_t i = 1; i < std::size(limits); ++i) {
            auto const narrower = within{limits[i - 1]}.closeness(left, right);
            REQUIRE(narrower <= within{limits[i]}.closeness(left, right));
            for (auto const base : all_bases) {
                within_percent const narrow{percent{limits[i - 1]}, base};
                within_percent const wide{percent{limits[i]}, base};
                REQUIRE(narrow.closeness(left, right) <= wide.closeness(left, right));
            }
        }
    }
}
