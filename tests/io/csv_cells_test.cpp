#include <recon/io/csv_cells.hpp>
#include <recon/io/text_block.hpp>

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

TEST_CASE("csv_cells: a cell that is made where it stands is the one that is appended") {
    for (std::string_view const text :
         {"", "plain", "one, two", "a \"quote\"", "=SUM(A1)", "-5, or so", "two\nlines", "\xFF",
          "\xC3\xA9t\xC3\xA9", "\xC3\xA9, t", "+\"1\"", "a\rb"}) {
        CAPTURE(text);
        std::string appended = "before,";
        append_text_cell(appended, text);
        std::string made = "before,";
        append_made_cell(made, [&] { made += text; });
        CHECK(made == appended);
        text_block block;
        block += "before,";
        append_made_cell(block, [&] { block += text; });
        CHECK(block.view() == appended);
    }
}
