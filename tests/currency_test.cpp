#include <recon/currency.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using namespace recon;

static_assert(sizeof(currency) == 4);
static_assert(currency{"EUR"}.digits() == 2 && currency{"JPY"}.digits() == 0); // at compile time

TEST_CASE("currency: the minor unit of ISO 4217") {
    struct row {
        std::string_view code;
        unsigned digits;
    };
    constexpr row table[]{
        {"EUR", 2}, {"USD", 2}, {"GBP", 2}, {"CHF", 2}, {"HUF", 2}, {"CZK", 2}, {"INR", 2},
        {"MGA", 2}, {"MRU", 2}, {"SLE", 2}, {"VED", 2}, {"ZWG", 2}, {"XCG", 2}, {"DEM", 2},
        {"JPY", 0}, {"KRW", 0}, {"ISK", 0}, {"CLP", 0}, {"VND", 0}, {"UGX", 0}, {"XAF", 0},
        {"XOF", 0}, {"UYI", 0}, {"XXX", 0}, {"BHD", 3}, {"IQD", 3}, {"JOD", 3}, {"KWD", 3},
        {"LYD", 3}, {"OMR", 3}, {"TND", 3}, {"CLF", 4}, {"UYW", 4},
    };
    for (row const& r : table) {
        CAPTURE(r.code);
        CHECK(currency{r.code}.digits() == r.digits);
        CHECK(currency{r.code}.code() == r.code);
    }
}

TEST_CASE("currency: the list is whole codes, none of them twice") {
    std::set<std::string_view> seen;
    for (auto const& group : detail::irregular_currencies) {
        CHECK(group.codes.size() % 4 == 0);
        for (std::size_t at = 0; at < group.codes.size(); at += 4) {
            auto const code = group.codes.substr(at, 3);
            CAPTURE(code);
            CHECK(group.codes[at + 3] == ' ');
            CHECK(seen.insert(code).second);
            CHECK(currency::find(code).has_value());
        }
    }
    CHECK(seen.size() > 170);
}

TEST_CASE("currency: what is no code is refused, or not found") {
    for (std::string_view const code :
         {"", "E", "EU", "EURO", "EU ", " EU", "UR ", "ABC", "€", "\0\0\0", "12A"}) {
        CAPTURE(code);
        CHECK_THROWS_AS((void)currency{code}, policy_error);
        CHECK_FALSE(currency::find(code).has_value());
    }
    CHECK_THROWS_AS((void)currency{std::string_view("eur")}, policy_error);
}

TEST_CASE("currency: find takes either case") {
    for (std::string_view const code : {"EUR", "eur", "Eur", "eUR"})
        CHECK(currency::find(code) == currency{"EUR"});
}

TEST_CASE("currency: one outside the standard has capitals and up to four digits") {
    CHECK(currency{"PTS", 0}.digits() == 0);
    CHECK(currency{"PTS", 4}.code() == "PTS");
    CHECK_THROWS_AS((currency{"PTS", 5}), policy_error);
    CHECK_THROWS_AS((currency{"pts", 2}), policy_error);
    CHECK_THROWS_AS((currency{"POINT", 2}), policy_error);
    CHECK_THROWS_AS((currency{"P1S", 2}), policy_error);
    CHECK(currency{"EUR", 3} != currency{"EUR"}); // other digits, other money
}

TEST_CASE("currency: none is false, has no code, and equals itself alone") {
    CHECK_FALSE(static_cast<bool>(currency{}));
    CHECK(currency{}.code().empty());
    CHECK(currency{} == currency{});
    CHECK(currency{} != currency{"XXX"});
    CHECK(static_cast<bool>(currency{"XXX"}));
}

TEST_CASE("currency: in the order of the alphabet") {
    CHECK(currency{"CHF"} < currency{"EUR"});
    CHECK(currency{"EUR"} < currency{"USD"});
    CHECK(currency{} < currency{"AED"});
}
