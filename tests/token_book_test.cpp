#include <recon/token_book.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace recon;

namespace {

/// Whether two texts share the number of a payment, each on `rows` rows of its side.
bool share(std::string const& left, std::string const& right, unsigned rows = 1) {
    text_book texts;
    auto const a = texts.add(left);
    auto const b = texts.add(right);
    texts.close();
    token_book tokens;
    tokens.find(texts);
    for (unsigned i = 0; i < rows; ++i) {
        tokens.count(texts.class_of(a), 0, 0);
        tokens.count(texts.class_of(b), 0, 1);
    }
    return tokens.share(texts.class_of(a), texts.class_of(b));
}

/// Whether a text holds the number that a reference is, each on `rows` rows of its side.
bool names(std::string const& text, std::string const& reference, unsigned rows = 1) {
    text_book texts;
    auto const a = texts.add(text);
    texts.close();
    reference_book references;
    auto const id = references.add(reference);
    token_book tokens;
    tokens.find(texts);
    tokens.find(references);
    for (unsigned i = 0; i < rows; ++i) {
        tokens.count(texts.class_of(a), 0, 0);
        tokens.count(0, id, 1);
    }
    return tokens.names(texts.class_of(a), id);
}

} // namespace

TEST_CASE("token_book: numbers after the words that announce them") {
    struct row {
        std::string_view left, right;
        bool same;
    };
    row const table[] = {
        {"Invoice 2024-0815", "INV 2024/0815 thank you", true},
        {"Rechnung Nr. 4711 vom Mai", "RE 4711", true},
        {"Facture n° 5512", "FACTURE NO 5512", true},
        {"INV0815", "Invoice 815", true}, // zeros in front say nothing
        {"Cheque 000123", "CHQ NO 123 DEPOSIT", true},
        {"EREF+ABC123 SVWZ+RENT", "Rent, E2E ABC123", true},
        {"Order 998-77", "ORDER 99877", true},
        {"Check 4711", "Cheque no. 4711", true},
        {"Check 4711", "Invoice 4711", false}, // another kind of number
        {"Invoice 4711", "Invoice 4712", false},
        {"Invoice 4711", "Street 4711", false}, // no word announces it
        {"Invoice 12", "Invoice 12", false},    // too short to be one payment's
        {"Thanks for the invoice", "Invoice", false},
        {"PAID 1234561", "CUSTOMER 1234561", true},  // seven digits whose check digit holds
        {"PAID 1234562", "CUSTOMER 1234562", false}, // and does not
    };
    for (auto const& r : table) {
        CAPTURE(r.left);
        CAPTURE(r.right);
        CHECK(share(std::string(r.left), std::string(r.right)) == r.same);
        CHECK(share(std::string(r.right), std::string(r.left)) == r.same);
    }
}

TEST_CASE("token_book: a list of numbers after one word names each of them") {
    for (auto const* const text : {"WIRE IN ACME INV 17762, 17767, 17774", "ACME RE 17767/17774",
                                   "Invoices 17774 inv 17767 17775 17776 17777 17778 thanks"}) {
        CAPTURE(text);
        CHECK(names(text, "INV-17767"));
        CHECK_FALSE(names(text, "INV-17768"));
    }
    // parts of one number are not numbers of their own
    CHECK_FALSE(names("Rechnung 2024-0815", "INV-0815"));
    CHECK_FALSE(names("Rechnung 2024 0815 9901", "INV-9901"));
    CHECK_FALSE(names("Order 20240815 00004711", "ORD-20240815"));
    CHECK_FALSE(names("INV 4711 vom 12 03 2025", "INV-2025"));
    CHECK_FALSE(names("INV 17762 40017", "INV-40017"));              // that begin alike
    CHECK(share("INV 4711 12 03 2025 1234561", "CUSTOMER 1234561")); // a check digit that holds
}

TEST_CASE("token_book: another word that announces a number ends a list") {
    CHECK(share("RE 2024 08 15 CHQ004711", "Cheque 4711"));
    CHECK(share("BON 12 03 2026 RE88123", "Invoice 88123"));
    CHECK(names("INV 10117, 10120, 10122, INV10125", "INV-10125"));
    CHECK(names("INV10117, INV10120", "INV-10120"));
    CHECK(names("INV 10117 10117", "INV-10117", token_book::rows_most)); // a row counts once
}

TEST_CASE("token_book: a number on many rows is a month or a customer") {
    CHECK(share("Rechnung 03/2025", "Invoice 03/2025", token_book::rows_most));
    CHECK_FALSE(share("Rechnung 03/2025", "Invoice 03/2025", token_book::rows_most + 1));
}

TEST_CASE("token_book: a reference is what a text calls a cheque or an invoice") {
    CHECK(names("CHECK #4740", "CHK-4740"));
    CHECK(names("Cheque no 004740 deposited", "chq 4740"));
    CHECK(names("Facture 20240815", "INV-2024-0815"));
    CHECK_FALSE(names("CHECK #4740", "CHK-4741"));
    CHECK_FALSE(names("Invoice 4740", "CHK-4740"));
    CHECK_FALSE(names("CHECK #4740", "4740")); // of what, it does not say
    CHECK_FALSE(names("CHECK #4740", "CHK-4740", token_book::rows_most + 1));
}
