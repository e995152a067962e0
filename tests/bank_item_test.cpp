#include <recon/bank_item.hpp>

#include <doctest/doctest.h>

using namespace recon;

TEST_CASE("bank_item: charges and interest in the languages of statements") {
    struct row {
        char const* text;
        bank_item item;
    };
    using enum bank_item;
    constexpr row table[]{
        {"Monthly service charge", charge},
        {"WIRE TRANSFER FEE", charge},
        {"Kontoführungsgebühr März", charge},
        {"Kontofuehrung 03/2025", charge},
        {"Entgelt für Auslandsüberweisung", charge},
        {"Frais de tenue de compte", charge},
        {"COMISIÓN MANTENIMIENTO", charge},
        {"Canone mensile", charge},
        {"Interest paid", interest},
        {"Habenzinsen 2025", interest},
        {"Intérêts créditeurs", interest},
        {"Coffee", other},
        {"FEEDBACK GmbH", other}, // a word, not a beginning
        {"", other},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        CHECK(bank_item_of(r.text) == r.item);
    }
}
