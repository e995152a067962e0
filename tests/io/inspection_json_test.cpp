#include <recon/io/inspection_json.hpp>

#include "support/read_rows.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("inspection_json: a program finds everything, and rows only as many as it asks for") {
    auto const file = test::read_any(
        "Date,Amount,Currency,Description\n2024-01-01,1.00,EUR,a\n2024-01-02,-2.00,EUR,b\n"
        "2024-01-03,3.00,EUR,c\n2024-01-04,x,EUR,d\n");
    auto const told = inspection_to_json(file, inspect(file), 1);
    CHECK(told.at("schema_version") == 1);
    CHECK(told.at("format") == "csv");
    CHECK(told.at("records") == 4);
    CHECK(told.at("delimiter") == "comma");
    CHECK(told.at("header_line") == 1);
    CHECK(told.at("later_than_before") == 2);
    CHECK(told.at("balances").at("steps") == 0);
    CHECK(told.at("evident")[0].at("what") == "dates tell day from month by themselves");
    CHECK(told.at("by_kind").at("transaction") == 3);
    CHECK(told.at("by_kind").at("rejected") == 1);
    CHECK(told.at("all_accounted") == true);
    CHECK(told.at("first_date") == "2024-01-01");
    CHECK(told.at("sums")[0].at("net") == "2.00");
    REQUIRE(told.at("first_rows").size() == 1);
    CHECK(told.at("first_rows")[0].at("amount") == "1.00");
    REQUIRE(told.at("last_rows").size() == 1);
    CHECK(told.at("last_rows")[0].at("description") == "c");
    CHECK(told.at("rejected")[0].at("position") == 5);
    auto const all = inspection_to_json(file, inspect(file), 5);
    CHECK(all.at("first_rows").size() + all.at("last_rows").size() == 3); // none twice
}

TEST_CASE("inspection_json: a file without rows has no dates") {
    auto const file = test::read_any("Date,Amount\n");
    auto const told = inspection_to_json(file, inspect(file), 5);
    CHECK(told.at("first_date").is_null());
    CHECK(told.at("first_rows").empty());
}
