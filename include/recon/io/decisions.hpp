// recon/io/decisions.hpp - what a person has decided about pairs of rows.
#pragma once

#include <recon/io/canonical.hpp>
#include <recon/io/day.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// A row as a decision names it: by its position, as in matches.csv.
struct row_name {
    std::uint32_t position = 0;
    bool carried = false; ///< "carried:12": line 12 of the open items that were carried in

    friend bool operator==(row_name const&, row_name const&) = default;
};

/// One line of a decisions file.
struct decision_line {
    std::size_t line = 0; ///< where it stands in the file
    bool confirmed = false;
    std::vector<row_name> bank;
    std::vector<row_name> ledger;
    std::string bank_amount; ///< as it stands there, to be checked against the rows; may be empty
    std::string ledger_amount;
    std::string note;
};

namespace detail {

inline constexpr std::size_t rows_named_max = 1'000;

/// "12;13;carried:4".
template <class Reader>
std::vector<row_name> read_row_names(Reader const& reader, std::size_t column,
                                     std::string_view cell) {
    std::vector<row_name> rows;
    for (std::size_t at = 0; !cell.empty() && at <= cell.size();) {
        auto const end = std::min(cell.find(';', at), cell.size());
        auto text = trim(cell.substr(at, end - at));
        row_name row;
        constexpr std::string_view carried = "carried:";
        row.carried = text.starts_with(carried);
        if (row.carried) text.remove_prefix(carried.size());
        if (!all_digits(text) || text.size() > 9 || number_of(text) == 0)
            reader.fail(column, "'" + std::string(cell.substr(0, 60))
                                    + "' is no list of positions, such as 12 or 12;13");
        row.position = static_cast<std::uint32_t>(number_of(text));
        if (std::find(rows.begin(), rows.end(), row) != rows.end())
            reader.fail(column, "position " + std::string(text) + " stands there twice");
        if (rows.size() == rows_named_max) reader.fail(column, "more than 1,000 positions");
        rows.push_back(row);
        at = end + 1;
    }
    return rows;
}

} // namespace detail

/// Reads decisions: columns decision (confirm or reject), bank_positions and ledger_positions
/// (joined by ";", as matches.csv has them), and if they are there bank_amount, ledger_amount and
/// note; others, as copied from matches.csv, are ignored. Rows whose decision is empty are no
/// decisions yet and are skipped. Throws file_processing_error with line and column at the first
/// cell that does not fit. O(size).
inline std::vector<decision_line> read_decisions(source const& file) {
    enum : std::size_t { what, bank, ledger, bank_amount, ledger_amount, note };
    using reader_type = canonical_reader<6>;
    reader_type reader(
        file,
        {"decision", "bank_positions", "ledger_positions", "bank_amount", "ledger_amount", "note"},
        3);
    std::vector<decision_line> result;
    for (reader_type::cells row; reader.next(row);) {
        if (row[what].empty()) continue;
        decision_line decision;
        decision.confirmed = row[what] == "confirm";
        if (!decision.confirmed && row[what] != "reject")
            reader.fail(what, "'" + row[what] + "' is neither confirm nor reject");
        decision.line = reader.line();
        decision.bank = detail::read_row_names(reader, bank, row[bank]);
        decision.ledger = detail::read_row_names(reader, ledger, row[ledger]);
        if (decision.bank.empty() && decision.ledger.empty())
            reader.fail(bank, "the decision names no rows");
        decision.bank_amount = row[bank_amount];
        decision.ledger_amount = row[ledger_amount];
        decision.note = row[note];
        result.push_back(std::move(decision));
    }
    return result;
}

} // namespace recon::io
