#include <recon/io/folded_text.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string_view>

using namespace recon::io;

TEST_CASE("folded_text: case, accents, punctuation and spelling of word ends do not matter") {
    struct row {
        std::string_view text;
        std::string_view folded;
    };
    constexpr row table[]{
        {"  Betrag (EUR)", "BETRAG EUR"},
        {"transactionDate", "TRANSACTION DATE"},
        {"booking_date", "BOOKING DATE"},
        {"Empfänger", "EMPFANGER"},
        {"Libellé simplifié", "LIBELLE SIMPLIFIE"},
        {"Дата", "ДАТА"},
        {"收/支", "收 支"},
        {"Chq./Ref.No.", "CHQ REF NO"},
        {"", ""},
        {"---", ""},
        {"IBAN", "IBAN"},
        {"\xFF\xFE", "YTH"}, // no UTF-8: read as Latin-1
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        CHECK(fold_text(r.text) == r.folded);
    }
    CHECK(fold_key("Booking Date") == fold_key("booking-date"));
}
