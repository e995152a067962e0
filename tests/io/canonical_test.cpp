#include <recon/io/canonical.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
using reader = canonical_reader<2>;
constexpr reader::names columns{"name", "note"};

std::string error_of(std::string_view bytes) {
    try {
        auto const file = from_bytes(bytes, "x.csv");
        reader rows(file, columns, 1);
        for (reader::cells row; rows.next(row);) {
        }
    } catch (file_processing_error const& problem) {
        return problem.what();
    }
    return "";
}
} // namespace

TEST_CASE("canonical: columns by name in any order, others ignored, missing ones empty") {
    auto const file =
        from_bytes("\xEF\xBB\xBFother,name\r\n1,\"a, \"\"b\"\"\"\r\n\r\n2,c", "x.csv");
    reader rows(file, columns, 1);
    reader::cells row;
    REQUIRE(rows.next(row));
    CHECK(row == reader::cells{"a, \"b\"", ""});
    CHECK(rows.line() == 2);
    REQUIRE(rows.next(row));
    CHECK(row == reader::cells{"c", ""});
    CHECK(rows.line() == 4);
    CHECK_FALSE(rows.next(row));
}

TEST_CASE("canonical: a cell in quotes may span lines, and lines are counted as editors do") {
    auto const file = from_bytes("name,note\n\"a\nb\r\nc\",1\nd,2\n", "x.csv");
    reader rows(file, columns, 2);
    reader::cells row;
    REQUIRE(rows.next(row));
    CHECK(row == reader::cells{"a\nb\nc", "1"});
    CHECK(rows.line() == 2);
    REQUIRE(rows.next(row));
    CHECK(rows.line() == 5);
}

TEST_CASE("canonical: what does not fit is an error with its line") {
    CHECK(error_of("note\n1\n")
          == "x.csv:1: the column 'name' is missing: expected a first line with name,note, parted "
             "by commas");
    CHECK(error_of("").find("the column 'name' is missing") != std::string::npos);
    CHECK(error_of("name,note\na\n") == "x.csv:2: the row has fewer cells than the header");
    CHECK(error_of("name,note\na,b,c\n")
          == "x.csv:2: the row has more cells than the header: quote cells that hold a comma");
    CHECK(error_of("name,note\nx,y\n\"a,b\n") == "x.csv:3: a quoted cell is never closed");
    CHECK(error_of("name,name\n") == "x.csv:1: the column 'name' stands there twice");
    CHECK(error_of(std::string_view("name\na\0b\n", 9)).find("NUL") != std::string::npos);
}
