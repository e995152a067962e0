#include <recon/io/header_match.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string_view>

using namespace recon;
using namespace recon::io;

TEST_CASE("header_match: a header means what its words mean in their language") {
    struct row {
        std::string_view header;
        column meaning;
        bool exact;
    };
    constexpr row table[]{
        {"Date", column::date, true},
        {"POSTING DATE", column::booking_date, true},
        {"postingDate", column::booking_date, true},
        {"Buchungstag", column::booking_date, true},
        {"Betrag (EUR)", column::amount, true},
        {"Betrag in CHF", column::amount, true},
        {"Amount USD", column::amount, true},
        {"Betrag (Fremdwährung)", column::original_amount, true},
        {"Soll", column::debit, true},
        {"Paid Out (EUR)", column::debit, true},
        {"Waehrung", column::currency, true},
        {"Währung", column::currency, true},
        {"Valuta", column::value_date, true},
        {"Valuta", column::currency, true}, // in Swedish: the cells decide
        {"Fecha", column::date, true},
        {"交易金额", column::amount, true},
        {"Дата операции", column::date, true},
        {"JournalDate", column::date, true},
        {"Rechnungsstellungsdatum", column::date, false},
        {"Net Amount Settled", column::amount, false},
        {"本行余额", column::balance, false},
    };
    for (row const& r : table) {
        CAPTURE(r.header);
        auto const match = match_header(r.header);
        CHECK(match.may(r.meaning));
        CHECK(match.exact.has(r.meaning) == r.exact);
    }
}

TEST_CASE("header_match: what is no header matches nothing") {
    for (std::string_view const text : {"", "2024-01-31", "12.50", "---", "WAGES", "ALL"}) {
        CAPTURE(text);
        CHECK(match_header(text).exact.empty());
    }
}

TEST_CASE("header_match: a currency at the end is the column's") {
    CHECK(match_header("Betrag (EUR)").unit == currency("EUR"));
    CHECK(match_header("Betrag in CHF").unit == currency("CHF"));
    CHECK(match_header("Betrag (€)").unit == currency("EUR"));
    CHECK(match_header("金额(元)").unit == currency("CNY"));
    CHECK_FALSE(match_header("Amount").unit);
    CHECK_FALSE(match_header("Amount (all)").unit);
}
