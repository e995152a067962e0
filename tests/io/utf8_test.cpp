#include <recon/io/utf8.hpp>

#include <doctest/doctest.h>

using namespace recon::io;

TEST_CASE("utf8: code points of every length") {
    struct row {
        char32_t value;
        char const* bytes;
    };
    constexpr row table[] = {
        {0x41, "A"},
        {0x7F, "\x7F"},
        {0x80, "\xC2\x80"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0x20AC, "€"},
        {0xFFFF, "\xEF\xBF\xBF"},
        {0x10000, "\xF0\x90\x80\x80"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
    };
    for (auto const& r : table) {
        std::string out;
        append_utf8(out, r.value);
        CHECK(out == r.bytes);
        CHECK(is_clean_utf8(out));
        CHECK(clean_utf8(out) == out);
    }
}

TEST_CASE("utf8: what is none becomes what was meant") {
    using namespace std::string_view_literals;
    CHECK(is_clean_utf8(""));
    CHECK(!is_clean_utf8("Gr\xFC\xDF"));
    CHECK(!is_clean_utf8("a\0b"sv));
    CHECK(!is_clean_utf8("\xE2\x82"));
    CHECK(clean_utf8("Gr\xFC\xDF") == "Grüß");
    CHECK(clean_utf8("it\x92s") == "it’s");
    CHECK(clean_utf8("a\0b"sv)
          == "a\xEF\xBF\xBD"
             "b");
    CHECK(is_clean_utf8(clean_utf8("\xC0\x80\xED\xA0\x80\xFF")));
}
