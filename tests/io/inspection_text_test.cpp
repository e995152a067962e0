#include <recon/io/inspection_text.hpp>

#include "support/read_rows.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
std::string told(std::string_view bytes, std::size_t rows = 5) {
    auto const file = test::read_any(bytes);
    return inspection_of(file, inspect(file), rows);
}
} // namespace

TEST_CASE("inspection_text: the first line is the file in short") {
    CHECK(told("Date,Amount\n2024-01-01,1.00\n2024-01-02,2.00\n")
              .starts_with("bank.csv: CSV, UTF-8, 2 transactions from 2024-01-01 to 2024-01-02, "
                           "oldest first\n"));
    CHECK(told("Date,Amount\n").starts_with("bank.csv: CSV, UTF-8, 0 transactions\n"));
}

TEST_CASE("inspection_text: few rows are shown whole, of many the ends") {
    std::string bytes = "Date,Amount,Description\n";
    for (int i = 1; i <= 9; ++i)
        bytes += "2024-01-0" + std::to_string(i) + ",1.00,row" + std::to_string(i) + "\n";
    auto const ends = told(bytes, 2);
    CHECK(has(ends, "row2"));
    CHECK_FALSE(has(ends, "row5"));
    CHECK(has(ends, "5 more"));
    CHECK(has(ends, "row8"));
    CHECK(has(told(bytes, 5), "row5"));
    CHECK_FALSE(has(told(bytes, 0), "row1"));
}

TEST_CASE("inspection_text: faults stand at their places, and a file's text steers no terminal") {
    auto const text =
        told("Date,Amount,Description\n2024-01-01,1.00,\x1b[2Jevil\n2024-02-30,2.00,b\n");
    CHECK(has(text, "bank.csv:3:1: '2024-02-30' is no date"));
    CHECK(has(text, "2 records beside the header = 1 transaction + 1 rejected."));
    CHECK_FALSE(has(text, "\x1b"));
}

TEST_CASE("inspection_text: the shape of the file, and evidence where nothing is assumed") {
    auto const text = told("Bank\nDate;Amount EUR;Balance\n2024-01-01;-1.00;9.00\n"
                           "2024-01-02;2.00;11.00\n2024-01-03;2.00;13.00\n");
    CHECK(has(text, "4 records beside the header = 3 transactions + 1 line of information."));
    CHECK(has(text, "  fields are separated by a semicolon; line 2 is the header.\n"));
    CHECK(has(text, "  date    <- 'Date'\n  amount  <- 'Amount EUR'\n  balance <- 'Balance'\n"));
    CHECK(has(text, "The running balance agrees with 2 of 2 steps."));
    CHECK(has(text, "rows are oldest first (2 later than the row before, 0 earlier)."));
    CHECK(has(text, "amounts are in EUR (the header names it)."));
    CHECK(has(text, "the text is encoded in UTF-8 (all of it is well-formed)."));
    CHECK(has(told("2024-01-01,-1.00,a\n2024-01-02,2.00,b\n"),
              "fields are separated by a comma; there is no header line."));
}
