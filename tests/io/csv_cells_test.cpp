#include <recon/io/csv_cells.hpp>

#include <doctest/doctest.h>

using namespace recon::io;

TEST_CASE("csv_cells: quoted where RFC 4180 says so, and never a formula") {
    struct row {
        std::string_view text;
        std::string_view cell;
    };
    constexpr row table[] = {
        {"", ""},
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"cr\rhere", "\"cr\rhere\""},
        {"=1+1", "'=1+1"},
        {"+49 170", "'+49 170"},
        {"-5", "'-5"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\tx", "'\tx"},
        {"\r=1", "\"'\r=1\""},
        {"=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""},
        {"a=1", "a=1"},
        {"'=1", "'=1"},
    };
    for (auto const& r : table) {
        std::string out;
        append_text_cell(out, r.text);
        CHECK(out == r.cell);
    }
}
