#include <recon/io/amount.hpp> // first: proves the header stands alone

#include "reference/amount.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
constexpr auto none = amount_fault::none;
constexpr auto invalid = amount_fault::invalid;
constexpr auto excess = amount_fault::excess_decimals;
constexpr auto overflow = amount_fault::overflow;

std::string currency_in(std::string_view cell) {
    return std::string(read_amount_cell(cell).unit.code());
}
} // namespace

TEST_CASE("amount: a cell is exact minor units, or a fault; never a rounded or a guessed number") {
    struct row {
        std::string_view cell;
        char mark;
        unsigned digits;
        std::int64_t minor;
        amount_fault fault;
    };
    constexpr row table[]{
        {"12.50", '.', 2, 1250, none},
        {"-12.50", '.', 2, -1250, none},
        {"+12.50", '.', 2, 1250, none},
        {"12", '.', 2, 1200, none},
        {"0", '.', 2, 0, none},
        {"-0.00", '.', 2, 0, none},
        {".5", '.', 2, 50, none},
        {"1234,5", ',', 2, 123450, none},
        {"1.234,56", ',', 2, 123456, none},
        {"1,234.56", '.', 2, 123456, none},
        {"1 234,56", ',', 2, 123456, none},
        {"1\u00A0234,56", ',', 2, 123456, none},
        {"1\u202F234,56", ',', 2, 123456, none},
        {"11'373.94", '.', 2, 1137394, none},
        {"11\u2019373.94", '.', 2, 1137394, none},
        {"1,11,800.00", '.', 2, 11180000, none}, // lakh
        {"1.234.567", ',', 2, 123456700, none},
        {"12.5", ',', 2, 0, invalid},  // not 125
        {"1,5", '.', 2, 0, invalid},   // not 15
        {"0,123", '.', 2, 0, invalid}, // no group begins with a zero
        {"1,23,4", '.', 2, 0, invalid},
        {"1.2.3", '.', 2, 0, invalid},
        {"12..34", '.', 2, 0, invalid},
        {"1,234 567", '.', 2, 0, invalid}, // two kinds of separators
        {"10 22", '.', 2, 0, invalid},
        {"12.345", '.', 2, 0, excess},
        {"12.340", '.', 2, 1234, none}, // zeros lose nothing
        {"12.345", '.', 3, 12345, none},
        {"12", '.', 0, 12, none},
        {"12.5", '.', 0, 0, excess},
        {"12.00", '.', 0, 12, none},
        {"12.50-", '.', 2, -1250, none},
        {"318.30+", '.', 2, 31830, none},
        {"\u221212.50", '.', 2, -1250, none},
        {"(12.50)", '.', 2, -1250, none},
        {"( 12.50 EUR )", '.', 2, -1250, none},
        {"-(12.50)", '.', 2, 0, invalid},
        {"--12.50", '.', 2, 0, invalid},
        {"-12.50-", '.', 2, 0, invalid},
        {"(12.50", '.', 2, 0, invalid},
        {"12.50 CR", '.', 2, 1250, none},
        {"12.50 Dr.", '.', 2, -1250, none},
        {"12.50S", '.', 2, -1250, none},
        {"12.50 H", '.', 2, 1250, none},
        {"-12.50 DR", '.', 2, -1250, none},
        {"-12.50 CR", '.', 2, 0, invalid}, // contradicts itself
        {"EUR 45,00", ',', 2, 4500, none},
        {"- $35.02", '.', 2, -3502, none},
        {"-$7,971.39", '.', 2, -797139, none},
        {"\u00A3-5.00", '.', 2, -500, none},
        {"12,300\uC6D0", '.', 0, 12300, none},
        {"-3.90(CN)", '.', 2, -390, none},
        {"5.-", '.', 2, 500, none}, // Swiss: no centimes
        {"1000,", ',', 2, 100000, none},
        {"=\"12.50\"", '.', 2, 1250, none},
        {"'12.50", '.', 2, 1250, none},
        {" \t12.50 \n", '.', 2, 1250, none},
        {"", '.', 2, 0, invalid},
        {"-", '.', 2, 0, invalid},
        {"X.XX", '.', 2, 0, invalid},
        {"12a", '.', 2, 0, invalid},
        {"12 pieces", '.', 2, 0, invalid},
        {"12 EUR USD", '.', 2, 0, invalid},
        {"1e5", '.', 2, 0, invalid},
        {"0x10", '.', 2, 0, invalid},
        {"NaN", '.', 2, 0, invalid},
        {"18.09.2017", '.', 2, 0, invalid}, // a date
        {"92233720368547758.07", '.', 2, INT64_MAX, none},
        {"92233720368547758.08", '.', 2, 0, overflow},
        {"-92233720368547758.07", '.', 2, -INT64_MAX, none},
        {"99999999999999999999999999", '.', 2, 0, overflow},
        {"9999999999999999", '.', 4, 0, overflow},
    };
    for (row const& r : table) {
        CAPTURE(r.cell);
        CAPTURE(r.mark);
        auto const value = parse_amount(r.cell, r.mark, r.digits);
        CHECK(value.fault == r.fault);
        CHECK(value.minor == r.minor);
    }
}

TEST_CASE("amount: a number tells about the decimal mark only what is certain") {
    struct row {
        std::string_view cell;
        mark_evidence evidence;
    };
    constexpr row table[]{
        {"1234", mark_evidence::none},     {"1 234", mark_evidence::none},
        {"12.5", mark_evidence::dot},      {"12,5", mark_evidence::comma},
        {"1,234.5", mark_evidence::dot},   {"1.234,5", mark_evidence::comma},
        {"1.234", mark_evidence::open},    {"1,234", mark_evidence::open},
        {"29.000", mark_evidence::open},   {"0.123", mark_evidence::dot},
        {"1234.567", mark_evidence::dot},  {"1.234.567", mark_evidence::comma},
        {"1 234.567", mark_evidence::dot}, {"1,2,3", mark_evidence::broken},
        {"12,34,567", mark_evidence::dot}, {".5", mark_evidence::dot},
        {"1.2345", mark_evidence::dot},    {"10 22", mark_evidence::broken},
    };
    for (row const& r : table) {
        CAPTURE(r.cell);
        CHECK(mark_of(read_amount_cell(r.cell)) == r.evidence);
    }
}

TEST_CASE("amount: a code or an unmistakable sign names the currency") {
    CHECK(currency_in("EUR 45,00") == "EUR");
    CHECK(currency_in("45,00 chf") == "CHF");
    CHECK(currency_in("\u20AC45") == "EUR");
    CHECK(currency_in("R$ 1,00") == "BRL");
    CHECK(currency_in("45,00 z\u0142") == "PLN");
    CHECK(currency_in("RM 1,000.00") == "MYR");
    CHECK(currency_in("R1,000.00") == "ZAR");
    CHECK(currency_in("$45").empty());
    CHECK(read_amount_cell("$45").dollar);
    CHECK(currency_in("\u00A545").empty()); // yen or yuan
    CHECK(currency_in("45").empty());
}

TEST_CASE("amount: says the same as the obvious reader on random numbers") {
    test::random random(7);
    constexpr std::string_view letters = "0123456789012345.,., '";
    int read = 0;
    for (int run = 0; run < 200'000; ++run) {
        std::string text(1, static_cast<char>('0' + random.below(10)));
        for (auto size = random.below(9); size > 0; --size)
            text += letters[random.below(letters.size())];
        text += static_cast<char>('0' + random.below(10));
        char const mark = random.below(2) == 0 ? '.' : ',';
        auto const digits = static_cast<unsigned>(random.below(5));
        auto const expected = test::digits_of_amount(text, mark, digits);
        auto const value = parse_amount(text, mark, digits);
        CAPTURE(text);
        CAPTURE(mark);
        CAPTURE(digits);
        REQUIRE((value.fault == none) == expected.has_value());
        if (!expected) continue;
        ++read;
        REQUIRE(std::to_string(value.minor) == *expected);
    }
    CHECK(read > 10'000);
}

static_assert(parse_amount("1.234,50-", ',', 2).minor == -123450); // at compile time: no UB
