#include <recon/structured_reference.hpp>

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using namespace recon;

TEST_CASE("structured_reference: published examples hold") {
    CHECK(is_creditor_reference("RF18539007547034"));
    CHECK(is_creditor_reference("RF18000000000539007547034"));
    CHECK(is_swiss_reference("210000000003139471430009017"));
    CHECK(is_swiss_reference("000000000000000000000000000"));
    CHECK(is_belgian_reference("090933755493"));
    CHECK(is_belgian_reference("90933755493")); // without its zero
    CHECK(is_finnish_reference("1234561"));
    CHECK(is_finnish_reference("1313"));
    CHECK(is_norwegian_reference("1234567890128"));
    CHECK_FALSE(is_creditor_reference("RF1"));
    CHECK_FALSE(is_swiss_reference(""));
    CHECK_FALSE(is_belgian_reference("12345678901234"));
    CHECK_FALSE(is_finnish_reference("12a4561"));
}

TEST_CASE("structured_reference: one digit changed, or two neighbours swapped, is noticed") {
    struct row {
        std::string_view text;
        bool (*holds)(std::string_view);
        bool swaps; // whether the scheme notices every swap
    };
    row const table[] = {
        {"RF18539007547034", is_creditor_reference, true},
        {"090933755493", is_belgian_reference, true},
        {"210000000003139471430009017", is_swiss_reference, false},
        {"1234561", is_finnish_reference, false},
    };
    for (auto const& r : table) {
        REQUIRE(r.holds(r.text));
        for (std::size_t i = 0; i < r.text.size(); ++i) {
            if (r.text[i] < '0' || r.text[i] > '9') continue;
            for (char digit = '0'; digit <= '9'; ++digit) {
                auto changed = std::string(r.text);
                changed[i] = digit;
                CAPTURE(changed);
                CHECK(r.holds(changed) == (digit == r.text[i]));
            }
            if (!r.swaps || i == 0 || r.text[i - 1] < '0' || r.text[i - 1] > '9') continue;
            auto swapped = std::string(r.text);
            std::swap(swapped[i - 1], swapped[i]);
            CAPTURE(swapped);
            CHECK(r.holds(swapped) == (swapped == r.text));
        }
    }
}

TEST_CASE("structured_reference: found in what people write around it") {
    struct row {
        std::string_view text;
        reference_kind kind;
        bool valid;
        std::string_view found;
    };
    row const table[] = {
        {"RF18539007547034", reference_kind::creditor, true, "RF18539007547034"},
        {"Invoice rf18 5390 0754 7034, thanks", reference_kind::creditor, true, "RF18539007547034"},
        {"RF18 5390 0754 7034 FROM ACME", reference_kind::creditor, true, "RF18539007547034"},
        {"RF19 5390 0754 7034", reference_kind::creditor, false, "RF19539007547034"},
        {"RF19 5390 0754 7034 FROM ACME", reference_kind::creditor, false, "RF19539007547034"},
        {"+++090/9337/55493+++", reference_kind::belgian, true, "90933755493"},
        {"betaling ***090/9337/55493*** dank", reference_kind::belgian, true, "90933755493"},
        {"+++090/9337/55494+++", reference_kind::belgian, false, "90933755494"},
        {"21 00000 00003 13947 14300 09017", reference_kind::swiss, true,
         "210000000003139471430009017"},
        {"REF 210000000003139471430009017.", reference_kind::swiss, true,
         "210000000003139471430009017"},
        {"210000000003139471430009018", reference_kind::swiss, false,
         "210000000003139471430009018"},
        {"RF19 5390 0754 7034 or RF18539007547034", reference_kind::creditor, true,
         "RF18539007547034"},
        {"spare part RF12345", reference_kind::none, false, ""}, // too short to be meant
        {"SURF18539007547034", reference_kind::none, false, ""},
        {"+++090/9337/55493", reference_kind::none, false, ""},
        {"090/9337/55493", reference_kind::none, false, ""},
        {"2100000000031394714300090171", reference_kind::none, false, ""}, // one digit more
        {"21 00000 00003", reference_kind::none, false, ""},
        {"", reference_kind::none, false, ""},
    };
    for (auto const& r : table) {
        CAPTURE(r.text);
        auto const found = find_structured_reference(r.text);
        CHECK(found.kind == r.kind);
        CHECK(found.valid == r.valid);
        CHECK(found.text == r.found);
    }
}

TEST_CASE("structured_reference: any bytes are taken") {
    recon::test::random rng(5);
    constexpr std::string_view letters = "RFrf0123456789+*/ ";
    for (int run = 0; run < 20'000; ++run) {
        std::string text;
        for (auto size = rng.below(60); size > 0; --size)
            text += rng.below(20) == 0 ? static_cast<char>(rng.below(256))
                                       : letters[rng.below(letters.size())];
        auto const found = find_structured_reference(text);
        REQUIRE((found.kind == reference_kind::none) == found.text.empty());
    }
}
