#include <recon/io/inspection_text.hpp>

#include <recon/io/read.hpp>

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
    auto const file = read_bytes(bytes, "bank.csv");
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
    CHECK(has(text, "2 records below the header = 1 transaction + 1 rejected."));
    CHECK_FALSE(has(text, "\x1b"));
}
