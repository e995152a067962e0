#include <recon/money.hpp>

#include "support/random.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::test;

// The compiler refuses undefined behaviour in these.
static_assert(distance(lowest, highest) == ~std::uint64_t{0});
static_assert(distance(highest, lowest) == ~std::uint64_t{0});
static_assert(distance(lowest, lowest) == 0);
static_assert(magnitude(lowest) == std::uint64_t{1} << 63U);
static_assert(magnitude(-7) == 7 && magnitude(7) == 7 && magnitude(0) == 0);
static_assert(power_of_ten(0) == 1 && power_of_ten(18) == 1'000'000'000'000'000'000U);

TEST_CASE("money: sums are exact, and refused where they do not fit") {
    struct row {
        std::int64_t a, b;
        std::optional<std::int64_t> sum, difference;
    };
    constexpr row table[]{
        {10, 20, 30, -10},
        {-10, 20, 10, -30},
        {highest, 0, highest, highest},
        {highest, 1, std::nullopt, highest - 1},
        {lowest, 0, lowest, lowest},
        {lowest, 1, lowest + 1, std::nullopt},
        {lowest, -1, std::nullopt, lowest + 1},
        {lowest, highest, -1, std::nullopt},
        {0, lowest, lowest, std::nullopt},
        {highest, highest, std::nullopt, 0},
        {lowest, lowest, std::nullopt, 0},
    };
    for (row const& r : table) {
        CAPTURE(r.a);
        CAPTURE(r.b);
        if (r.sum)
            CHECK(eur(r.a) + eur(r.b) == eur(*r.sum));
        else
            CHECK_THROWS_AS((void)(eur(r.a) + eur(r.b)), limit_error);
        if (r.difference)
            CHECK(eur(r.a) - eur(r.b) == eur(*r.difference));
        else
            CHECK_THROWS_AS((void)(eur(r.a) - eur(r.b)), limit_error);
    }
}

TEST_CASE("money: the opposite of the lowest value does not exist") {
    CHECK(-eur(5) == eur(-5));
    CHECK(-eur(highest) == eur(-highest));
    CHECK_THROWS_AS((void)-eur(lowest), limit_error);
}

TEST_CASE("money: two currencies have no sum, and are never equal") {
    CHECK_THROWS_AS((void)(eur(1) + usd(1)), validation_error);
    CHECK_THROWS_AS((void)(eur(1) - usd(1)), validation_error);
    CHECK(eur(1) != usd(1));
    CHECK(eur(0) != usd(0));
}

TEST_CASE("money: a decimal is read exactly, or not at all") {
    struct row {
        std::string_view text;
        unsigned digits;
        std::optional<std::int64_t> units;
    };
    constexpr row table[]{
        {"12.50", 2, 1250},
        {"-1234.5", 2, -123'450},
        {"+7", 2, 700},
        {"0", 2, 0},
        {"-0.00", 2, 0},
        {"007.10", 2, 710},
        {".5", 2, 50},
        {"5.", 2, 500},
        {"12.345", 2, std::nullopt}, // nothing is rounded
        {"12.34000", 2, 1234},       // zeros say nothing
        {"12.5", 0, std::nullopt},
        {"12.0", 0, 12},
        {"1.2345", 4, 12'345},
        {"", 2, std::nullopt},
        {"-", 2, std::nullopt},
        {".", 2, std::nullopt},
        {"+-5", 2, std::nullopt},
        {"--5", 2, std::nullopt},
        {"1.2.3", 2, std::nullopt},
        {"1,50", 2, std::nullopt},
        {"1 000", 2, std::nullopt},
        {" 5", 2, std::nullopt},
        {"5 ", 2, std::nullopt},
        {"1e3", 2, std::nullopt},
        {"0x10", 2, std::nullopt},
        {"nan", 2, std::nullopt},
        {"9223372036854775807", 0, highest},
        {"9223372036854775808", 0, std::nullopt},
        {"-9223372036854775808", 0, lowest},
        {"-9223372036854775809", 0, std::nullopt},
        {"92233720368547758.07", 2, highest},
        {"92233720368547758.08", 2, std::nullopt},
        {"-92233720368547758.08", 2, lowest},
        {"-92233720368547758.09", 2, std::nullopt},
        {"92233720368547759", 2, std::nullopt},
        {"99999999999999999999999999", 0, std::nullopt},
        {"18446744073709551616", 0, std::nullopt}, // 2^64: must not wrap to 0
        {"00000000000000000000000000000001", 0, 1},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        CAPTURE(r.digits);
        CHECK(parse_decimal(r.text, r.digits) == r.units);
    }
}

TEST_CASE("money: an amount prints with all the digits of its currency") {
    struct row {
        money amount;
        std::string_view text;
    };
    row const table[]{
        {eur(0), "0.00"},
        {eur(5), "0.05"},
        {eur(-5), "-0.05"},
        {eur(-123'450), "-1234.50"},
        {eur(100), "1.00"},
        {jpy(0), "0"},
        {jpy(-1200), "-1200"},
        {kwd(1), "0.001"},
        {kwd(12'345), "12.345"},
        {{12'345, "CLF"}, "1.2345"},
        {eur(highest), "92233720368547758.07"},
        {eur(lowest), "-92233720368547758.08"},
        {jpy(lowest), "-9223372036854775808"},
    };
    for (row const& r : table)
        CHECK(to_string(r.amount) == r.text);
}

TEST_CASE("money: what is printed is read back the same") {
    recon::test::random rng(20'240'301);
    for (int run = 0; run < 20'000; ++run) {
        auto const minor = static_cast<std::int64_t>(rng.next() >> rng.below(64));
        auto const digits = static_cast<unsigned>(rng.below(5));
        std::string text;
        append_decimal(text, run % 2 == 0 ? minor : ~minor, digits);
        CAPTURE(text);
        CHECK(parse_decimal(text, digits) == (run % 2 == 0 ? minor : ~minor));
    }
}

TEST_CASE("money: append_decimal appends") {
    std::string text = "EUR ";
    append_decimal(text, 1250, 2);
    CHECK(text == "EUR 12.50");
}

TEST_CASE("money: a text that is no amount says what was expected") {
    CHECK(parse_money("12.50", "EUR") == eur(1250));
    CHECK(parse_money("12", "JPY") == jpy(12));
    CHECK_THROWS_WITH_AS((void)parse_money("12.505", "EUR"),
                         "'12.505' is no amount of EUR: expected digits with at most 2 decimals, "
                         "such as -1234.50",
                         validation_error);
    CHECK_THROWS_AS((void)parse_money("12.5", "JPY"), validation_error);
    CHECK_THROWS_AS((void)parse_money("", "EUR"), validation_error);
}
