#include "adapters/cli/config_file.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::cli;

TEST_CASE("config_file: names and values, comments, one table") {
    auto const items = parse_config("\xEF\xBB\xBF# ours\r\n"
                                    "[match] # the only one\n"
                                    "amount-tolerance = 2.50   # cents\n"
                                    "date_window=1_0\n"
                                    "\n"
                                    "currency = \"EUR\" # euro\n"
                                    "bank-columns = 'date=Tag #1,amount=\"Betrag\"'\n"
                                    "holidays = \"a\\\\b \\\"c\\\"\"\n"
                                    "as-of = 2025-03-31\n"
                                    "business-days = true",
                                    "r.toml");
    REQUIRE(items.size() == 7);
    CHECK(items[0].name == "amount-tolerance");
    CHECK(items[0].value == "2.50");
    CHECK(items[0].line == 3);
    CHECK(items[1].name == "date-window");
    CHECK(items[1].value == "10");
    CHECK(items[2].value == "EUR");
    CHECK(items[3].value == "date=Tag #1,amount=\"Betrag\"");
    CHECK(items[4].value == "a\\b \"c\"");
    CHECK(items[5].value == "2025-03-31");
    CHECK(items[6].value == "true");
    CHECK(items[6].line == 10);
}

TEST_CASE("config_file: anything else is a usage error with its line") {
    struct row {
        char const* text;
        char const* said;
    };
    constexpr row table[] = {
        {"\nnonsense", "r.toml:2:9: this is no TOML"},
        {"a =", "r.toml:1:4: this is no TOML"},
        {"a = b", "r.toml:1:5: this is no TOML"},
        {"a = \"x", "r.toml:1:7: this is no TOML"},
        {"a = [1]", "r.toml:1: 'a' needs a number"},
        {"[server]", "r.toml:1: the only table is [match], not [server]"},
        {"[match]\n[match.more]", "r.toml:2: the only table is [match], not [more]"},
        {"a-b = 1\n\na_b = 2", "r.toml:3: 'a-b' stands in line 1 already"},
    };
    for (auto const& [text, said] : table) {
        CAPTURE(text);
        try {
            (void)parse_config(text, "r.toml");
            FAIL_CHECK("accepted");
        } catch (usage_error const& e) {
            CHECK(std::string_view(e.what()).starts_with(said));
        }
    }
}
