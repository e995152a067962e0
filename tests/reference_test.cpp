#include <recon/reference.hpp> // first: proves the header stands alone

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;

TEST_CASE("normalise_reference: letters and digits, and nothing where there is no reference") {
    struct row {
        std::string_view raw;
        std::string_view reference;
    };
    constexpr row table[]{
        {"INV-2024/001", "INV2024001"},
        {" inv 2024 001 ", "INV2024001"},
        {"0001234", "1234"},
        {"A0001234", "A0001234"},
        {"ＩＮＶ１２", "INV12"},
        {"RF18 5390 0754 7034", "RF18539007547034"},
        {"Réf. 12", "REF12"},
        {"счёт 12", "12"},
        {"", ""},
        {"   ", ""},
        {"NOTPROVIDED", ""},
        {"Not provided", ""},
        {"NONREF", ""},
        {"N/A", ""},
        {"none", ""},
        {"Unknown", ""},
        {"0", ""},
        {"000000", ""},
        {"0007", ""}, // a lone character is left
        {"7", ""},
        {"-", ""},
        {"XXXXXX", ""},
        {"NONE1", "NONE1"},
    };
    for (row const& r : table) {
        CAPTURE(r.raw);
        CHECK(normalise_reference(r.raw) == r.reference);
    }
}

TEST_CASE("compare_references: containment needs four characters and a digit") {
    struct row {
        std::string_view a, b;
        reference_match match;
    };
    std::string const long_a(200, '1');
    std::string const long_b(201, '1');
    row const table[]{
        {"", "", reference_match::absent},
        {"", "A1", reference_match::absent},
        {"A1", "A1", reference_match::equal},
        {"A1", "A2", reference_match::different},
        {"1234", "INV1234", reference_match::contained},
        {"INV1234", "INV1234X", reference_match::contained},
        {"123", "INV1234", reference_match::different},   // too short
        {"BILL", "BILL1234", reference_match::different}, // no digit
        {"1235", "INV1234", reference_match::different},
        {long_a, long_a, reference_match::equal},
        {long_a, long_b, reference_match::different}, // longer than is looked for
    };
    for (row const& r : table) {
        CAPTURE(r.a);
        CAPTURE(r.b);
        CHECK(compare_references(r.a, r.b) == r.match);
        CHECK(compare_references(r.b, r.a) == r.match);
    }
    static_assert(reference_match::absent < reference_match::different
                  && reference_match::contained < reference_match::equal);
}

TEST_CASE("mentions: whole words, across spaces, zeros in front passed over") {
    struct row {
        std::string_view text, reference;
        bool found;
    };
    constexpr row table[]{
        {"PAID INV1042 THANKS", "INV1042", true},
        {"PAID INV 1042 THANKS", "INV1042", true},
        {"INV 10 42", "INV1042", true},
        {"INV1042", "INV1042", true},
        {"PAID INV10421", "INV1042", false},
        {"PAID XINV1042", "INV1042", false},
        {"CHECK 0001042", "1042", true},
        {"CHECK 0001042 9", "1042", true},
        {"CHECK 10420", "1042", false},
        {"CHECK 42", "42", false},       // too short
        {"BILL PAYMENT", "BILL", false}, // no digit
        {"", "1042", false},
        {"1042", "", false},
        {"0000", "1000", false},
        {"RF18 5390 0754 7034 EUR", "RF18539007547034", true},
        {"10 1042", "1042", true},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        CAPTURE(r.reference);
        CHECK(mentions(r.text, r.reference) == r.found);
    }
    CHECK_FALSE(mentions(std::string(2'000, '1'), std::string(200, '1')));
}

TEST_CASE("mentions: as the words joined, tried from each word to each word") {
    test::random random(7);
    for (int run = 0; run < 5'000; ++run) {
        std::string text;
        for (auto size = random.below(12); size > 0; --size)
            text += "01A "[random.below(4)];
        text = normalise(text);
        std::string reference;
        for (auto size = 4 + random.below(3); size > 0; --size)
            reference += "01A"[random.below(3)];
        bool const numeric = reference.find('A') == std::string::npos;
        if (numeric) reference.front() = '1'; // as normalise_reference leaves it
        if (reference.find_first_of("01") == std::string::npos) continue;
        bool found = false;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (i > 0 && text[i - 1] != ' ') continue;
            for (std::size_t j = i; j <= text.size(); ++j) {
                if (j < text.size() && text[j] != ' ') continue;
                std::string words = text.substr(i, j - i);
                std::erase(words, ' ');
                if (numeric) words.erase(0, words.find_first_not_of('0'));
                found = found || words == reference;
            }
        }
        CAPTURE(text);
        CAPTURE(reference);
        CHECK(mentions(text, reference) == found);
    }
}
