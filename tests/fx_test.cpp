#include <recon/fx.hpp> // first: proves the header stands alone

#include "support/random.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

static_assert(tolerance_for<fx<within_percent>, money>);
static_assert(tolerance_for<fx<exactly>, money>);

namespace {

template <class Error, class Call>
std::string error_of(Call call) {
    try {
        call();
    } catch (Error const& e) {
        return e.what();
    }
    return "";
}

rate_book book_of(std::vector<dated_rate> rates, int days = rate_book::usual_days) {
    return rate_book(std::move(rates), days);
}

} // namespace

TEST_CASE("fx: a rate is an exact decimal above 0") {
    struct row {
        std::string_view text;
        std::int64_t numerator; // 0: refused
        unsigned decimals;
    };
    row const table[]{
        {"1.0842", 10842, 4},
        {"1.084200", 10842, 4},
        {"1", 1, 0},
        {"150.00", 150, 0},
        {".5", 5, 1},
        {"2.", 2, 0},
        {"0.000000000001", 1, 12}, // the smallest there is
        {"0.0000000000001", 0, 0},
        {"99999999999999999", 99'999'999'999'999'999, 0}, // 17 digits
        {"100000000000000000", 0, 0},
        {"99999.999999999999", 99'999'999'999'999'999, 12},
        {"0", 0, 0},
        {"0.000", 0, 0},
        {"-1.1", 0, 0},
        {"+1.1", 0, 0},
        {"1,1", 0, 0},
        {"1.1.1", 0, 0},
        {"", 0, 0},
        {".", 0, 0},
        {"one", 0, 0},
    };
    for (auto const& r : table) {
        CAPTURE(r.text);
        if (r.numerator == 0) {
            CHECK_THROWS_AS(exchange_rate{r.text}, validation_error);
            continue;
        }
        CHECK(exchange_rate{r.text}.numerator() == r.numerator);
        CHECK(exchange_rate{r.text}.decimals() == r.decimals);
    }
}

TEST_CASE("fx: an amount is converted exactly, and halves go away from zero") {
    struct row {
        money from;
        std::string_view rate;
        money to;
    };
    row const table[]{
        {eur(100'00), "1.0842", usd(108'42)},
        {eur(-100'00), "1.0842", usd(-108'42)},
        {eur(1), "0.5", usd(1)}, // half a cent
        {eur(-1), "0.5", usd(-1)},
        {eur(1), "0.499999999999", usd(0)},
        {eur(3), "0.5", usd(2)},
        {eur(0), "1.1", usd(0)},
        {eur(10'00), "163.25", jpy(1'633)}, // 1632.5 yen: digits of either currency count
        {jpy(1'000), "0.0061", eur(6'10)},
        {eur(1'00), "0.3341", kwd(334)},
        {eur(highest), "1", usd(highest)},
        {eur(-highest), "1", usd(-highest)},
    };
    for (auto const& r : table) {
        CAPTURE(to_string(r.from));
        CAPTURE(r.rate);
        auto const book = book_of({{march(1), r.from.unit, r.to.unit, exchange_rate{r.rate}}});
        CHECK(book.at(r.from.unit, r.to.unit, march(1))(r.from) == r.to);
    }
    auto const doubled = book_of({{march(1), "EUR", "USD", exchange_rate{"2"}}});
    auto const rate = doubled.at("EUR", "USD", march(1));
    CHECK(rate.minor(highest / 2) == highest - 1);
    CHECK_FALSE(rate.minor(highest / 2 + 1));
    CHECK_FALSE(rate.minor(lowest));
    CHECK_THROWS_AS((void)rate(eur(highest)), limit_error);
    CHECK_THROWS_AS((void)rate(usd(1)), validation_error);
}

TEST_CASE("fx: the latest rate on or before the day, no older than the bound") {
    auto const book = book_of({{march(1), "EUR", "USD", exchange_rate{"1.01"}},
                               {march(5), "EUR", "USD", exchange_rate{"1.05"}}},
                              7);
    struct row {
        int day;
        std::int64_t cents; // of a euro; 0: no rate
    };
    row const table[]{{0, 0}, {1, 101}, {4, 101}, {5, 105}, {12, 105}, {13, 0}};
    for (auto const& r : table) {
        CAPTURE(r.day);
        auto const found = book.find("EUR", "USD", march(r.day));
        REQUIRE(found.has_value() == (r.cents != 0));
        if (found) CHECK((*found)(eur(1'00)) == usd(r.cents));
    }
    CHECK(book_of({{march(1), "EUR", "USD", exchange_rate{"1"}}}, 0).find("EUR", "USD", march(1)));
    CHECK_FALSE(
        book_of({{march(1), "EUR", "USD", exchange_rate{"1"}}}, 0).find("EUR", "USD", march(2)));
    CHECK(error_of<validation_error>([&] { (void)book.at("EUR", "USD", march(13)); })
          == "there is no exchange rate between EUR and USD for 2024-03-13, or for the 7 days "
             "before it");
    CHECK_FALSE(rate_book{}.find("EUR", "USD", march(1)));
}

TEST_CASE("fx: a rate holds in both directions; the younger one, then the one as it stands") {
    auto const inverse = book_of({{march(1), "EUR", "USD", exchange_rate{"1.25"}}});
    CHECK(inverse.at("USD", "EUR", march(1))(usd(125'00)) == eur(100'00));
    CHECK(inverse.at("USD", "EUR", march(1))(usd(1)) == eur(1)); // 0.8 of a cent

    auto const both = book_of({{march(1), "EUR", "USD", exchange_rate{"1.25"}},
                               {march(1), "USD", "EUR", exchange_rate{"0.5"}},
                               {march(2), "EUR", "USD", exchange_rate{"1.6"}}});
    CHECK(both.at("USD", "EUR", march(1))(usd(1'00)) == eur(50));
    CHECK(both.at("EUR", "USD", march(1))(eur(1'00)) == usd(1'25));
    CHECK(both.at("USD", "EUR", march(2))(usd(1'60)) == eur(1'00)); // the younger one, turned
}

TEST_CASE("fx: two rates with one currency between them, where there is none of the pair") {
    auto const book = book_of({{march(1), "EUR", "USD", exchange_rate{"1.25"}},
                               {march(3), "EUR", "JPY", exchange_rate{"160"}},
                               {march(2), "GBP", "USD", exchange_rate{"1.5"}},
                               {march(2), "GBP", "JPY", exchange_rate{"200"}}});
    auto const cross = book.at("JPY", "USD", march(3));
    CHECK(cross.via() == currency{"GBP"}); // its older rate is of the 2nd, that by EUR of the 1st
    CHECK(cross.day() == march(2));
    CHECK(cross(jpy(200)) == usd(1'50));
    CHECK(book.at("JPY", "EUR", march(3)).via() == currency{}); // its own rate comes first
    CHECK_FALSE(book.find("CHF", "USD", march(3)));
    // one hop, no more
    auto const chain = book_of({{march(1), "EUR", "USD", exchange_rate{"1"}},
                                {march(1), "USD", "GBP", exchange_rate{"1"}},
                                {march(1), "GBP", "CHF", exchange_rate{"1"}}});
    CHECK(chain.find("EUR", "GBP", march(1)));
    CHECK_FALSE(chain.find("EUR", "CHF", march(1)));
}

TEST_CASE("fx: the largest rates that can be told still convert exactly") {
    exchange_rate const most{"99999.999999999999"};
    exchange_rate const least{"0.000000000001"};
    auto const book =
        book_of({{march(1), "JPY", "EUR", most}, {march(1), "EUR", "CLF", most}}); // 0, 2, 4 digits
    CHECK(book.at("JPY", "CLF", march(1)).minor(1) == 100'000'000'000'000);        // less 0.002
    auto const tiny = book_of({{march(1), "CLF", "EUR", least}, {march(1), "EUR", "JPY", least}});
    CHECK(tiny.at("CLF", "JPY", march(1)).minor(highest) == 0);
    CHECK_FALSE(tiny.at("JPY", "CLF", march(1)).minor(1)); // 10^28 minor units
}

TEST_CASE("fx: rates that make no sense are refused") {
    CHECK(error_of<validation_error>([] {
              (void)book_of({{march(1), "EUR", "USD", exchange_rate{"1"}},
                             {march(1), "EUR", "USD", exchange_rate{"2"}}});
          })
          == "there are two rates from EUR to USD for 2024-03-01");
    CHECK(error_of<validation_error>([] {
              (void)book_of({{march(1), "EUR", "EUR", exchange_rate{"1"}}});
          })
          == "a rate from EUR to EUR converts nothing");
    CHECK_THROWS_AS((void)book_of({}, -1), policy_error);
    CHECK(book_of({{march(1), "EUR", "USD", exchange_rate{"1.10"}},
                   {march(1), "EUR", "USD", exchange_rate{"1.1"}}}) // said twice
              .find("EUR", "USD", march(1)));
}

TEST_CASE("fx: the policy compares in the left currency, boundaries included") {
    auto const rates = book_of({{march(1), "EUR", "USD", exchange_rate{"1.1"}}});
    fx const policy{rates, march(1), within_percent{percent{"1"}}};
    struct row {
        money left, right;
        bool passes;
    };
    row const table[]{
        {eur(100'00), usd(110'00), true},
        {eur(100'00), usd(111'11), true}, // 101.01: 1 % of it
        {eur(100'00), usd(111'13), false},
        {eur(100'00), usd(108'90), true}, // 99.00
        {eur(100'00), usd(108'89), false},
        {eur(-100'00), usd(110'00), false},
        {eur(-100'00), usd(-110'00), true},
        {eur(100'00), eur(99'00), true},
        {eur(100'00), money{1, "CHF"}, false},
    };
    for (auto const& r : table) {
        CAPTURE(r.right.minor);
        CHECK(policy(r.left, r.right) == r.passes);
        CHECK((policy.closeness(r.left, r.right) > 0) == r.passes);
    }
    CHECK(policy.closeness(eur(100'00), usd(110'00)) == score_max);
    CHECK_THROWS_AS((void)policy.window(eur(1), "CHF"), validation_error);
}

TEST_CASE("fx: the window in another currency holds every amount that passes") {
    recon::test::random rng(20);
    constexpr std::string_view texts[]{"1.0842", "0.0061", "163.25", "3", "0.333333333333", "1"};
    constexpr std::int64_t sizes[]{3, 100, 100'000, highest};
    for (int i = 0; i < 20'000; ++i) {
        auto const rates =
            book_of({{march(1), "EUR", i % 2 == 0 ? currency{"JPY"} : currency{"KWD"},
                      exchange_rate{texts[rng.below(std::size(texts))]}}});
        auto const unit = rates.rates()[0].to;
        fx const policy{rates, march(1), within_percent{percent{"1"}}};
        auto const any = [&](currency of) {
            auto const size = static_cast<std::uint64_t>(sizes[rng.below(std::size(sizes))]);
            auto const minor = static_cast<std::int64_t>(rng.below(size));
            return money{rng.below(2) == 0 ? minor : -minor, of};
        };
        auto const left = any("EUR");
        auto const window = policy.window(left, unit);
        for (auto const& near : {window.low, window.high, any(unit)}) {
            for (std::int64_t off = -3; off <= 3; ++off) {
                if (near.minor > highest - 3 || near.minor < lowest + 4) continue;
                money const right{near.minor + off, unit};
                if (!policy(left, right)) continue;
                REQUIRE(right.minor >= window.low.minor);
                REQUIRE(right.minor <= window.high.minor);
            }
        }
    }
}

TEST_CASE("fx: wide divisions agree with narrow ones") {
    recon::test::random rng(21);
    for (int i = 0; i < 20'000; ++i) {
        auto const value = rng.next() >> rng.below(60);
        detail::uint128 const n = rng.next() >> (1 + rng.below(60));
        detail::uint128 const d = (rng.next() >> rng.below(60)) + 1;
        auto const factor = detail::uint128{1} << 64U; // makes the numerator a wide one
        auto const narrow = detail::divide_wide(value, n, d);
        if ((d >> 63U) != 0 || n == 0) continue;
        auto const wide = detail::divide_wide(value, n * factor, d * factor);
        REQUIRE(narrow.fits == wide.fits);
        if (!narrow.fits) continue;
        REQUIRE(narrow.whole == wide.whole);
        REQUIRE(narrow.rest * factor == wide.rest);
    }
}
