// recon/io/statement.hpp - what every reader makes of a file: entries, and an account of every
// record that is none.
#pragma once

#include <recon/money.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// What a record of a statement is. Only transactions are matched.
enum class row_kind : std::uint8_t {
    transaction,
    pending,      ///< announced, not booked: no money has moved yet
    opening,      ///< an opening balance
    closing,      ///< a closing balance
    total,        ///< a turnover or sum of other rows
    continuation, ///< more text of the row before
    information   ///< a title, a notice, a repeated header, an empty record
};

constexpr std::string_view to_string(row_kind kind) noexcept {
    switch (kind) {
    case row_kind::transaction: return "transaction";
    case row_kind::pending: return "pending";
    case row_kind::opening: return "opening";
    case row_kind::closing: return "closing";
    case row_kind::total: return "total";
    case row_kind::continuation: return "continuation";
    case row_kind::information: return "information";
    }
    return "?";
}

/// Why a record was rejected. In order of precedence: where several apply to a row, the first is
/// the one reported.
enum class row_fault : std::uint8_t {
    too_few_fields,  ///< columns may have slid, so no cell can be trusted
    too_many_fields, ///< the same
    open_quote,      ///< a quoted field never ends
    missing_date,
    invalid_date,
    missing_amount,
    invalid_amount,
    ambiguous_amount, ///< both debit and credit are filled, or the digits read in two ways
    excess_decimals,  ///< more decimals than the currency has
    amount_overflow,
    unknown_direction, ///< neither debit nor credit, nor any word known for them
    unknown_currency
};

constexpr std::string_view to_string(row_fault fault) noexcept {
    switch (fault) {
    case row_fault::too_few_fields: return "too_few_fields";
    case row_fault::too_many_fields: return "too_many_fields";
    case row_fault::open_quote: return "open_quote";
    case row_fault::missing_date: return "missing_date";
    case row_fault::invalid_date: return "invalid_date";
    case row_fault::missing_amount: return "missing_amount";
    case row_fault::invalid_amount: return "invalid_amount";
    case row_fault::ambiguous_amount: return "ambiguous_amount";
    case row_fault::excess_decimals: return "excess_decimals";
    case row_fault::amount_overflow: return "amount_overflow";
    case row_fault::unknown_direction: return "unknown_direction";
    case row_fault::unknown_currency: return "unknown_currency";
    }
    return "?";
}

/// A record that should have been an entry and could not be read as one. Data, not an exception.
struct row_issue {
    std::uint32_t position; ///< as entry::position
    std::uint32_t column;   ///< the field, from 1; 0 is the whole record
    row_fault code;
    std::string detail; ///< what is there and what was expected
    std::string raw;    ///< the record as it stands in the file, cut at 1,000 bytes
};

/// A record that is rightly no entry.
struct noted_row {
    std::uint32_t position;
    row_kind kind;
    std::string_view text; ///< its beginning; lives as long as the statement
};

/// A choice that the reader made about the whole file.
struct assumption {
    std::string what;     ///< "dates are day-month-year"
    std::string evidence; ///< "17 of 40 dates have a first number over 12"
    std::string flag;     ///< the option that settles it: "--bank-date-order dmy"
    bool decided = true;  ///< false: the evidence does not exclude another choice
};

/// The choice where nothing in a file tells money in from money out.
inline constexpr std::string_view all_money_in = "all amounts are money in";

/// One line of a statement, or one entry of a ledger: a recon::record. The views live as long as
/// the statement.
struct entry {
    money amount;                                   ///< money in is positive
    std::chrono::sys_days day;                      ///< booking date
    std::optional<std::chrono::sys_days> value_day; ///< value date, where the file has one
    std::uint32_t position = 0; ///< the 1-based line on which the record starts (text formats),
                                ///< or its ordinal
    std::string_view description;
    std::string_view reference;
    std::string_view counterparty;
    std::string_view account;
    std::string_view id;
};

/// How many running balances follow from the ones before them.
struct balance_agreement {
    std::size_t steps = 0; ///< from row to row; 0: the file has no running balances
    std::size_t holds = 0; ///< of them; after signs were inverted, where they were
};

/// Where a running balance does not follow from the one before it.
struct balance_break {
    std::uint32_t position;
    std::int64_t expected_minor;
    std::int64_t found_minor;
};

/// A file as understood. Every record of it is in exactly one of entries, rejected and noted.
struct statement {
    std::string name;     ///< the file's name as given, without its folder; "-" is standard input
    std::string sha256;   ///< of the bytes as read, in lower-case hex
    std::string format;   ///< "csv"
    std::string encoding; ///< "UTF-8"
    std::vector<entry> entries;
    std::vector<row_issue> rejected;
    std::vector<noted_row> noted;
    std::vector<assumption> assumptions;
    std::vector<assumption> evident;  ///< choices that nobody could make otherwise: for inspection
    std::string delimiter;            ///< "comma", "semicolon", "tab"; empty: the format has none
    std::size_t header_line = 0;      ///< 0: there is none
    std::vector<std::string> columns; ///< "date <- 'Buchungstag'", one a recognised column
    std::size_t records = 0;          ///< all of them, header excluded
    std::optional<money> opening;
    std::optional<money> closing;
    balance_agreement agreement;
    std::vector<balance_break> breaks; ///< empty where there are no running balances

    std::shared_ptr<void const> storage; ///< owns what the views see
};

} // namespace recon::io
