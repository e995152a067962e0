// recon/io/header_words.hpp - what the columns of a statement or ledger may hold, and how words for
// them are written down.
#pragma once

#include <cstdint>
#include <string_view>

namespace recon::io {

/// What a column of a statement or ledger holds.
enum class column : std::uint8_t {
    date,         ///< of a transaction; booking_date wins over it
    booking_date, ///< when the account was changed
    value_date,   ///< from when interest runs
    other_date,   ///< none of these: of an order, or its execution
    time,
    timezone,
    amount, ///< signed, or with a type column beside it
    debit,
    credit,
    type, ///< which way the money moves: D or C
    balance,
    currency,
    fee,
    original_amount, ///< before conversion: never the amount of the account
    original_currency,
    exchange_rate,
    description,
    payee,
    reference,
    id, ///< of the transaction, as the file's author counts them
    cheque,
    account,
    counterparty_account,
    status,
    pending, ///< whether the row is but announced: yes or no
    tax,
    category,
    row_number
};
inline constexpr unsigned column_count = 28;

/// What `--bank-columns` and reports call a column.
constexpr std::string_view to_string(column meaning) noexcept {
    switch (meaning) {
    case column::date: return "date";
    case column::booking_date: return "booking_date";
    case column::value_date: return "value_date";
    case column::other_date: return "other_date";
    case column::time: return "time";
    case column::timezone: return "timezone";
    case column::amount: return "amount";
    case column::debit: return "debit";
    case column::credit: return "credit";
    case column::type: return "type";
    case column::balance: return "balance";
    case column::currency: return "currency";
    case column::fee: return "fee";
    case column::original_amount: return "original_amount";
    case column::original_currency: return "original_currency";
    case column::exchange_rate: return "exchange_rate";
    case column::description: return "description";
    case column::payee: return "counterparty";
    case column::reference: return "reference";
    case column::id: return "id";
    case column::cheque: return "cheque";
    case column::account: return "account";
    case column::counterparty_account: return "counterparty_account";
    case column::status: return "status";
    case column::pending: return "pending";
    case column::tax: return "tax";
    case column::category: return "category";
    case column::row_number: return "row_number";
    }
    return "?";
}

/// Words for one meaning in one language, parted by "|". Case, accents, spaces and punctuation do
/// not matter, nor does a currency at the end: "Betrag" stands for "BETRAG (EUR)" as well. A word
/// may stand under several meanings; the cells below it decide.
struct header_words {
    column meaning;
    std::string_view language;
    std::string_view words;
};

} // namespace recon::io
