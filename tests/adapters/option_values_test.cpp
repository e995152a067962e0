#include "adapters/cli/option_values.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::cli;

namespace {
template <class Parse>
std::string refusal(Parse const& parse) {
    try {
        parse();
        return "accepted";
    } catch (validation_error const& e) {
        return e.what();
    }
}
} // namespace

TEST_CASE("option_values: decimals are plain, in range, and said how to write them") {
    auto const amount = [](std::string_view text) { return decimal_value(text, 4, 1'000, "5.00"); };
    for (auto const* const good : {"0", "5", "5.00", "0.0001", "1000", "1000.0", "5.0000000"})
        CHECK(amount(good) == good);
    struct row {
        std::string_view text;
        char const* said;
    };
    constexpr row table[] = {
        {"", "not nothing"},
        {"nan", "not 'nan'"},
        {"inf", "not 'inf'"},
        {"-1", "not '-1'"},
        {"-0", "not '-0'"},
        {"+1", "not '+1'"},
        {"1e9", "not '1e9'"},
        {"1000.0001", "not '1000.0001'"},
        {"1001", "from 0 to 1000 with at most 4 decimals, such as 5.00"},
        {"0.00001", "not '0.00001'"},
        {"5,00", "; write 5.00 with a decimal point"},
        {"1,000", "; write 1000 without a separator of thousands"},
        {"1,000,000", "not '1,000,000'"},
        {"0x10", "not '0x10'"},
        {" 5", "not ' 5'"},
        {"99999999999999999999999999999999999999999999", "expected a decimal"},
    };
    for (auto const& [text, said] : table) {
        CAPTURE(text);
        CHECK(refusal([&, t = text] { (void)amount(t); }).find(said) != std::string::npos);
    }
}

TEST_CASE("option_values: confidences are millionths from 0 to 1") {
    CHECK(confidence_value("0") == 0);
    CHECK(confidence_value("1") == 1'000'000);
    CHECK(confidence_value("1.000000") == 1'000'000);
    CHECK(confidence_value("0.85") == 850'000);
    CHECK(confidence_value("0.000001") == 1);
    for (auto const* const bad : {"", "85", "1.01", "-0.1", "0.0000001", "85%", "nan", "0,85"})
        CHECK_THROWS_AS((void)confidence_value(bad), validation_error);
    CHECK(refusal([] { (void)confidence_value("0,85"); }).find("write 0.85") != std::string::npos);
}

TEST_CASE("option_values: whole numbers, choices, flags, currencies") {
    CHECK(whole_value("0", 0, 9, "days") == 0);
    CHECK(whole_value("9", 0, 9, "days") == 9);
    for (auto const* const bad : {"", "10", "-1", "1.0", "1 ", "0x1", "99999999999999999999"})
        CHECK_THROWS_AS((void)whole_value(bad, 0, 9, "days"), validation_error);
    CHECK(seed_value("18446744073709551615") == ~std::uint64_t{0});
    CHECK_THROWS_AS((void)seed_value("18446744073709551616"), validation_error);
    CHECK(choice_value("b", {"a", "b", "c"}) == 1);
    CHECK(refusal([] {
              (void)choice_value("x", {"a", "b", "c"});
          })
          == "expected a, b or c, not 'x'");
    CHECK(flag_value("true"));
    CHECK(!flag_value("false"));
    CHECK_THROWS_AS((void)flag_value("yes"), validation_error);
    CHECK(currency_value("eur") == currency{"EUR"});
    CHECK_THROWS_AS((void)currency_value("EURO"), validation_error);
}

TEST_CASE("option_values: days are ISO only") {
    using namespace std::chrono;
    CHECK(day_value("2025-03-31") == sys_days{2025y / 3 / 31});
    for (auto const* const bad : {"", "2025-02-30", "31.03.2025", "03/04/2025", "20250331",
                                  "2025-3-31", "2025-03-31T00:00"})
        CHECK_THROWS_AS((void)day_value(bad), validation_error);
}

TEST_CASE("option_values: a column map may have commas inside a header") {
    auto const columns = columns_value("date=Date, posted,amount=Amount,description=3");
    REQUIRE(columns.size() == 3);
    CHECK(columns[0].meaning == "date");
    CHECK(columns[0].header == "Date, posted");
    CHECK(columns[1].header == "Amount");
    CHECK(columns[2].header == "3");
    for (auto const* const bad : {"", "date", "date=", "when=Date", "date=A,amount=", "=A"})
        CHECK_THROWS_AS((void)columns_value(bad), validation_error);
    CHECK(refusal([] { (void)columns_value("when=Date"); }).find("'when' is none of date")
          != std::string::npos);
}
