#include <recon/io/text_block.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace recon::io;

TEST_CASE("text_block: what is appended stands there in order, however often it grows") {
    text_block text;
    CHECK(text.view().empty());
    std::string expected;
    for (int i = 0; i < 3'000; ++i) {
        (text += "row ") += 'x';
        text.append("abc", 3).append("", 0);
        expected += "row xabc";
    }
    CHECK(text.view() == expected);
    text.shorten(8);
    CHECK(text.view() == "row xabc");
    text.clear();
    CHECK(text.size() == 0);
    text += std::string_view(expected);
    CHECK(text.view() == expected);
}
