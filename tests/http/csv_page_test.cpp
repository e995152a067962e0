#include "adapters/http/csv_page.hpp"

#include <recon/io/csv_cells.hpp>

#include <doctest/doctest.h>

using namespace recon::http;

TEST_CASE("records come one by one, as they were before they were written") {
    std::string text = "a,\"b, c\",\"d \"\"e\"\"\nf\"\n,,\n";
    std::size_t at = 0;
    CHECK(next_record(text, at) == csv_record{"a", "b, c", "d \"e\"\nf"});
    CHECK(next_record(text, at) == csv_record{"", "", ""});
    CHECK_FALSE(next_record(text, at));
    CHECK(at == text.size());
}

TEST_CASE("what keeps a spreadsheet from running a text is taken off again") {
    for (std::string const original : {"=1+1", "+x", "-y", "@z", "plain", "'quoted", "a'b"}) {
        std::string line;
        recon::io::append_text_cell(line, original);
        line += '\n';
        std::size_t at = 0;
        CHECK(next_record(line, at) == csv_record{original});
    }
}

TEST_CASE("a record that is not all there is none") {
    for (auto const* const text : {"a,b", "\"a", "\"a\"", "a,\"b\"\"", ""}) {
        std::size_t at = 0;
        CHECK_FALSE(next_record(text, at));
        CHECK(at == 0);
    }
}
