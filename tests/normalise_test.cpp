#include <recon/normalise.hpp> // first: proves the header stands alone

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace recon;
using namespace std::string_literals;

TEST_CASE("normalise: what is written differently and read the same, is the same") {
    struct row {
        std::string raw;
        std::string normal;
    };
    row const table[]{
        {"", ""},
        {" \t\r\n", ""},
        {"***---///", ""},
        {"Starbucks", "STARBUCKS"},
        {"  APPLE.COM/BILL  ", "APPLE COM BILL"},
        {"GITHUB  INC.", "GITHUB INC"},
        {"COSTCO WHSE #01234", "COSTCO WHSE 01234"},
        {"PAYPAL *STEAM GAMES", "PAYPAL STEAM GAMES"},
        {"McDonald's", "MCDONALDS"},
        {"McDonald’s", "MCDONALDS"},
        {"McDonald´s", "MCDONALDS"},
        {"MCDONALD\x92S", "MCDONALDS"}, // Windows-1252
        {"AT&T", "ATT"},
        {"H&M", "HM"},
        {"B&Q 1234", "BQ 1234"},
        {"Marks&Spencer", "MARKS SPENCER"},
        {"Marks & Spencer", "MARKS SPENCER"},
        {"A & B", "A B"},
        {"&", ""},
        {"A&", "A"},
        {"ABC&D", "ABC D"},
        {"AB&CD", "ABCD"},
        {"Telefonica S.A.", "TELEFONICA SA"},
        {"J.P.Morgan", "JP MORGAN"},
        {"J.P. Morgan", "JP MORGAN"},
        {"Novo Nordisk A/S", "NOVO NORDISK AS"},
        {"A/B/C/DE", "ABC DE"},
        {"N/A", "NA"},
        {"1/2 3.4", "1 2 3 4"},
        {".A", "A"},
        {"2024-01-05", "2024 01 05"},
        {"Café Müller Straße", "CAFE MULLER STRASSE"},
        {"CAF\xC9 M\xFCLLER", "CAFE MULLER"}, // Latin-1
        {"Cafe\u0301", "CAFE"},               // a combining accent
        {"Ærø Łódź İstanbul ılık œuf Þór Đorđe", "AERO LODZ ISTANBUL ILIK OEUF THOR DORDE"},
        {"Nguyễn Văn Đức", "NGUYEN VAN DUC"},
        {"ＡＭＡＺＯＮ　１２３", "AMAZON 123"}, // full width
        {"ﬁnance oﬃce", "FINANCE OFFICE"},
        {"A\u00A0B\u2009C\u200BD", "A B CD"}, // no-break, thin and zero-width space
        {"“Foo”–‘Bar’…", "FOO BAR"},
        {"co\u00ADop", "COOP"}, // soft hyphen
        {"Netflix™ №5 100€", "NETFLIX 5 100"},
        {"x² ½", "X2"},
        {"Αθήνα ΟΔΌΣ οδός", "ΑΘΗΝΑ ΟΔΟΣ ΟΔΟΣ"},
        {"Сбербанк ёлка Україна", "СБЕРБАНК ЕЛКА УКРАЇНА"},
        {"AMAZОN Νetflix", "AMAZON NETFLIX"}, // a Cyrillic O, a Greek N
        {"ВЕРА МОСТ АВС1 Aж АB", "ВЕРА МОСТ АВС1 AЖ AB"},
        {"支付宝・転送（東京）", "支付宝 転送 東京"},
        {"\u0663\u0664", "34"},
        {"coffee ☕ 🎉 shop", "COFFEE SHOP"},
        {"\xFF\xC3(\xE2\x82", "YA A"}, // no UTF-8 at all: y, A; a comma of Windows-1252 separates
        {"\xC0\xAF\xED\xA0\x80", "A I"},
        {"a\0b"s, "A B"},
        {"\uFEFFDate", "DATE"},
    };
    for (row const& r : table) {
        CAPTURE(r.raw);
        CHECK(normalise(r.raw) == r.normal);
    }
}

TEST_CASE("normalise: twice is once, for every character, and the result is bounded") {
    std::string once;
    std::string twice;
    auto const utf8 = [](std::uint32_t value) {
        detail::folded const letter{static_cast<char32_t>(value), {}, false};
        char buffer[4];
        if (value < 0x80) return std::string(1, static_cast<char>(value));
        return std::string(buffer, detail::write(letter, buffer));
    };
    for (std::uint32_t value = 0; value < 0x110000; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;
        normalise("a" + utf8(value) + "b", once);
        normalise(once, twice);
        if (once != twice) FAIL_CHECK(value);
    }
    test::random random(1);
    for (int run = 0; run < 20'000; ++run) {
        std::string raw(random.below(40), ' ');
        for (char& c : raw)
            c = static_cast<char>(random.below(3) == 0 ? random.below(256) : 32 + random.below(96));
        normalise(raw, once);
        normalise(once, twice);
        CHECK(once == twice);
        CHECK(once.size() <= raw.size() * 2);
        CHECK(once.find("  ") == std::string::npos);
        if (!once.empty()) CHECK((once.front() != ' ' && once.back() != ' '));
    }
}

TEST_CASE("normalise: the word list is sorted, and normal itself") {
    for (auto const word : detail::noise_words) {
        CAPTURE(word);
        CHECK(normalise(word) == word);
        CHECK(kind_of(word) == word_kind::noise);
    }
}

TEST_CASE("kind_of: digits, masks, dates and codes are numbers; boilerplate is noise") {
    struct row {
        std::string_view word;
        word_kind kind;
    };
    constexpr row table[]{
        {"AMAZON", word_kind::word},
        {"0042", word_kind::number},
        {"1", word_kind::number},
        {"XXXX1234", word_kind::number},
        {"XX12", word_kind::number},
        {"XXXX", word_kind::number},
        {"XXX", word_kind::word},
        {"X12", word_kind::word},
        {"12MAR", word_kind::number},
        {"4DEC24", word_kind::number},
        {"04DEC2024", word_kind::number},
        {"4DEC245", word_kind::number}, // a code
        {"12MARS", word_kind::word},
        {"INV0042", word_kind::number},
        {"T0123", word_kind::number},
        {"RT4Z86HK3", word_kind::number},
        {"7ELEVEN", word_kind::word},
        {"3M", word_kind::word},
        {"O2", word_kind::word},
        {"OFFICE365", word_kind::word},
        {"GMBH", word_kind::noise},
        {"PAYMENT", word_kind::noise},
        {"UBERWEISUNG", word_kind::noise},
        {"LASTSCHRIFT", word_kind::noise},
        {"SALARY", word_kind::word},
        {"", word_kind::word},
        {"Я", word_kind::word},
        {"12ANF", word_kind::word}, // across two months
        {"4DEC", word_kind::number},
        {"ADEC", word_kind::word},
        {"1ADEC", word_kind::word},
        {"AB1CDEF", word_kind::word},
        {"R2D2", word_kind::word},

    };
    for (row const& r : table) {
        CAPTURE(r.word);
        CHECK(kind_of(r.word) == r.kind);
    }
}

TEST_CASE("for_each_word: every word once, in order") {
    auto const words = [](std::string_view text) {
        std::vector<std::string> result;
        for_each_word(text, [&](std::string_view word) { result.emplace_back(word); });
        return result;
    };
    CHECK(words("").empty());
    CHECK(words("A") == std::vector<std::string>{"A"});
    CHECK(words("A BC D") == std::vector<std::string>{"A", "BC", "D"});
}
