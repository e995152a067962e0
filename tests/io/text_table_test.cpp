#include <recon/io/text_table.hpp>

#include <doctest/doctest.h>

using namespace recon::io;

TEST_CASE("text_table: nothing that a file holds steers a terminal") {
    struct row {
        std::string_view raw;
        std::string_view shown;
    };
    constexpr row table[] = {
        {"plain", "plain"},
        {"  two   words  ", "two words"},
        {"a\x1b[31mred\x1b[0m", "a [31mred [0m"},
        {"tab\there\r\nand there", "tab here and there"},
        {"bell\a\x7f", "bell"},
        {"\xC2\x9B"
         "31m",
         "31m"}, // a C1 control sequence introducer
        {"abc\xE2\x80\xAE"
         "def",
         "abc def"},              // right-to-left override
        {"Gr\xFC\xDF!", "Grüß!"}, // bytes that are no UTF-8 are Windows-1252
        {"\xE2\x82", "â"},        // cut short
        {"Größe €", "Größe €"},
    };
    for (auto const& r : table)
        CHECK(printable(r.raw) == r.shown);
}

TEST_CASE("text_table: width is what a terminal shows") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("Größe") == 5);
    CHECK(display_width("東京") == 4);
    CHECK(display_width("e\xCC\x81") == 1); // e and a combining accent
    CHECK(display_width("") == 0);
}

TEST_CASE("text_table: clipping ends with an ellipsis and never splits a character") {
    CHECK(clipped("short", 5) == "short");
    CHECK(clipped("longer", 5) == "long…");
    CHECK(clipped("two words", 5) == "two…");
    CHECK(clipped("longer", 5, false) == "lon..");
    CHECK(clipped("Größenwahn", 5) == "Größ…");
    CHECK(clipped("東京都庁", 5) == "東京…");
    CHECK(clipped("abc", 1) == ".");
    CHECK(clipped("abc", 0).empty());
}

TEST_CASE("text_table: wrapping breaks at blanks and keeps long words whole") {
    auto const lines = wrapped("one two  three-and-four five", 9);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "one two");
    CHECK(lines[1] == "three-and-four");
    CHECK(lines[2] == "five");
    CHECK(wrapped("", 9).empty());
    CHECK(wrapped("   ", 9).empty());
}

TEST_CASE("text_table: columns align by what is shown, without trailing blanks") {
    text_table table({text_table::align::left, text_table::align::right});
    table.row({"name", "sum"});
    table.row({"Größe", "1.00"});
    table.rule();
    table.row({"all"});
    CHECK(table.str(1) == " name    sum\n Größe  1.00\n -----------\n all\n");
}
