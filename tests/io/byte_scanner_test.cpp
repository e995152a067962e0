#include <recon/io/byte_scanner.hpp> // first: proves the header stands alone

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("byte_scanner: finds what a search byte by byte finds, from any position") {
    test::random random(11);
    for (int run = 0; run < 2'000; ++run) {
        std::string text;
        for (auto size = random.below(300); size > 0; --size)
            text += random.below(20) == 0 ? ",\"\r\n"[random.below(4)]
                                          : static_cast<char>(random.below(256));
        byte_scanner scanner(text, {',', '"', '\r', '\n'});
        std::size_t from = 0;
        for (int step = 0; step < 20; ++step) {
            auto const found = text.find_first_of(",\"\r\n", from);
            auto const expected = found == std::string::npos ? text.size() : found;
            REQUIRE(scanner.next(from) == expected);
            from = random.below(3) == 0 ? random.below(text.size() + 1) // back and forth
                                        : std::min(expected + 1, text.size());
        }
    }
}

TEST_CASE("byte_scanner: the end of the text holds nothing, even when NUL is wanted") {
    byte_scanner scanner("abc", {'\0', '\0', '\0', '\0'});
    CHECK(scanner.next(0) == 3);
    CHECK(scanner.next(3) == 3);
}
