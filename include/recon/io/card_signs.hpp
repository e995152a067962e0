// recon/io/card_signs.hpp - card statements on which spending is positive.
#pragma once

#include <recon/io/folded_text.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

/// What a card's owner pays to the card's issuer, as issuers in several languages word it.
inline bool is_card_payment(std::string_view text) {
    if (text.size() > 200) return false;
    auto const folded = fold_text(text);
    constexpr std::array words{
        "PAYMENT THANK YOU",    "PAYMENT RECEIVED",   "AUTOMATIC PAYMENT",  "AUTOPAY",
        "ONLINE PAYMENT",       "MOBILE PAYMENT",     "PAYMENT RECU",       "ZAHLUNG ERHALTEN",
        "IHRE ZAHLUNG",         "LASTSCHRIFTEINZUG",  "RECHNUNGSAUSGLEICH", "PAIEMENT RECU",
        "DIRECT DEBIT PAYMENT", "BETALING ONTVANGEN", "VOTRE PAIEMENT",     "PAGO RECIBIDO"};
    for (std::string_view const word : words)
        if (folded.find(word) != std::string::npos) return true;
    return false;
}

} // namespace detail

/// Inverts the signs of a statement that is a card's by its own words: most rows are positive, and
/// payments to the issuer are negative, never positive. Says so. Only where the user leaves the
/// signs to the reader. O(entries).
inline void check_card_signs(statement& in, read_options const& options) {
    if (options.sign != sign_rule::automatic) return;
    std::size_t positive = 0;
    std::size_t negative = 0;
    std::size_t paid = 0;
    std::string_view example;
    for (auto const& row : in.entries) {
        ++(row.amount.minor < 0 ? negative : positive);
        if (!detail::is_card_payment(row.description)) continue;
        if (row.amount.minor > 0) return; // a payment that comes in: the signs are the holder's
        ++paid;
        example = row.description;
    }
    if (paid == 0 || positive < 2 * negative) return;
    for (auto& row : in.entries)
        row.amount = -row.amount;
    in.assumptions.push_back(
        {"spending is positive in the file, as on a card statement: all signs are inverted",
         "most rows are positive, and '" + std::string(example.substr(0, 40)) + "' is negative",
         options.option("sign") + " as-is", false});
}

} // namespace recon::io
