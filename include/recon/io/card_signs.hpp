// recon/io/card_signs.hpp - card statements: spending is positive, or only words tell it from
// refunds.
#pragma once

#include <recon/io/folded_text.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>
#include <recon/io/statement_words.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

/// Whether a text holds three letters with which a word for a payment begins, or letters that are
/// not ASCII. Most texts do not.
inline bool may_tell_payment(std::string_view text) noexcept {
    auto const raised = [&](std::size_t at) { return text[at] & ~0x20; };
    unsigned char all = 0;
    for (char const c : text)
        all |= static_cast<unsigned char>(c);
    if ((all & 0x80U) != 0) return true;
    constexpr auto of = [](char const* word) { return word[0] << 16 | word[1] << 8 | word[2]; };
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        switch (raised(at) << 16 | raised(at + 1) << 8 | raised(at + 2)) {
        case of("PAY"):
        case of("PAI"):
        case of("PAG"):
        case of("ZAH"):
        case of("LAS"):
        case of("REC"):
        case of("BET"): return true;
        default: break;
        }
    }
    return false;
}

/// What a card's owner pays to the card's issuer, as issuers in several languages word it.
inline bool is_card_payment(std::string_view text) {
    if (text.size() > 200 || !may_tell_payment(text)) return false;
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

/// What the descriptions say about the rows, and their signs.
struct worded_signs {
    std::size_t positive = 0;
    std::size_t negative = 0;
    std::size_t paid = 0;        ///< negative payments to the issuer
    bool received = false;       ///< a positive payment to the issuer: the signs are the holder's
    std::size_t worded = 0;      ///< begin with a word for a purchase, or for a refund or payment
    std::size_t purchases = 0;   ///< of them
    std::size_t as_holder = 0;   ///< of them with the holder's sign
    std::string_view paid_text;  ///< the first payment
    std::string_view spent_text; ///< the first purchase
};

inline worded_signs count_worded_signs(statement const& in) {
    worded_signs found;
    for (auto const& row : in.entries) {
        if (row.amount.minor == 0) continue;
        bool const out = row.amount.minor < 0;
        ++(out ? found.negative : found.positive);
        auto const way = way_of_beginning(row.description);
        if (way == way_word::unknown) continue;
        ++found.worded;
        found.as_holder += (way == way_word::out) == out ? 1U : 0U;
        if (way == way_word::out && found.purchases++ == 0) found.spent_text = row.description;
    }
    return found;
}
inline void count_payments(statement const& in, worded_signs& found) {
    for (auto const& row : in.entries) {
        if (row.amount.minor == 0 || !is_card_payment(row.description)) continue;
        found.received = row.amount.minor > 0;
        if (found.received) return; // which tells enough
        if (found.paid++ == 0) found.paid_text = row.description;
    }
}

/// Where no amount is negative and every description begins with a word for a purchase, a refund
/// or a payment, the words are the signs.
inline void sign_by_words(statement& in, worded_signs const& found, read_options const& options) {
    for (auto& row : in.entries)
        if (way_of_beginning(row.description) == way_word::out) row.amount = -row.amount;
    std::erase_if(in.assumptions, [](assumption const& a) { return a.what == all_money_in; });
    in.assumptions.push_back({"the beginning of each description says which way money moves",
                              "no amount is negative; " + std::to_string(found.purchases)
                                  + " rows say out, such as '"
                                  + std::string(found.spent_text.substr(0, 40)) + "', and "
                                  + std::to_string(found.worded - found.purchases) + " say in",
                              options.option("sign") + " as-is", true});
}

inline void invert(statement& in, std::string evidence, read_options const& options) {
    for (auto& row : in.entries)
        row.amount = -row.amount;
    in.assumptions.push_back(
        {"spending is positive in the file, as on a card statement: all signs are inverted",
         std::move(evidence), options.option("sign") + " as-is", false});
}

} // namespace detail

/// Inverts the signs of a statement that is a card's by its own words: payments to the issuer are
/// negative, never positive, and most rows are positive; or the descriptions begin with words for
/// purchases and refunds, and their signs are the opposite. Where there are no signs, such words
/// give them. Says what it does, and gives false where the words tell nothing. Only where the user
/// leaves the signs to the reader. O(entries).
inline bool check_card_signs(statement& in, read_options const& options) {
    if (options.sign != sign_rule::automatic) return true;
    auto found = detail::count_worded_signs(in);
    if (found.worded < 3 && found.positive < found.negative) return false; // as on any statement
    detail::count_payments(in, found);
    if (found.received) return true;
    bool const all_worded = found.worded == found.positive + found.negative && found.worded != 0;
    if (all_worded && found.negative == 0 && found.purchases != 0) {
        detail::sign_by_words(in, found, options);
        return true;
    }
    bool const words_tell = found.worded >= 3 && found.negative != 0 && found.positive != 0;
    if (words_tell && found.as_holder == 0 && found.purchases != 0) {
        detail::invert(in, "'" + std::string(found.spent_text.substr(0, 40)) + "' is positive",
                       options);
        return true;
    }
    if (words_tell && found.as_holder == found.worded) return true;
    if (found.paid == 0 || found.positive < 2 * found.negative) return false;
    detail::invert(in,
                   "most rows are positive, and '" + std::string(found.paid_text.substr(0, 40))
                       + "' is negative",
                   options);
    return true;
}

/// Says that the signs are kept although more rows are positive than negative, as on many card
/// statements. O(entries).
inline void say_mostly_positive(statement& in, read_options const& options) {
    std::size_t positive = 0;
    std::size_t negative = 0;
    for (auto const& row : in.entries) {
        positive += row.amount.minor > 0 ? 1U : 0U;
        negative += row.amount.minor < 0 ? 1U : 0U;
    }
    if (negative == 0 || positive <= negative) return;
    in.assumptions.push_back({"positive amounts are money in",
                              std::to_string(positive) + " are positive and "
                                  + std::to_string(negative)
                                  + " negative; on a card statement positive often means spending",
                              options.option("sign") + " inverted", false});
}

} // namespace recon::io
