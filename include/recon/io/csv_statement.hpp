// recon/io/csv_statement.hpp - a CSV file as a statement: every record an entry, rejected, or
// noted.
#pragma once

#include <recon/io/balance.hpp>
#include <recon/io/card_signs.hpp>
#include <recon/io/csv_conventions.hpp>
#include <recon/io/csv_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

namespace detail {

inline void name_columns(csv_layout const& layout, statement& out) {
    auto const& map = layout.columns;
    auto const name = [&](std::string_view meaning, std::size_t column) {
        if (column == no_column) return;
        auto const header = column < layout.header.size() ? "'" + layout.header[column] + "'"
                                                          : "column " + std::to_string(column + 1);
        out.columns.push_back(std::string(meaning) + " <- " + header);
    };
    name("date", map.day);
    name("value_date", map.value_day);
    name("amount", map.amount);
    name("debit", map.debit);
    name("credit", map.credit);
    name("type", map.type);
    name("balance", map.balance);
    name("currency", map.currency);
    for (auto const column : map.description)
        name("description", column);
    for (auto const column : map.payee)
        name("counterparty", column);
    name("reference", map.reference);
    name("id", map.id);
    name("cheque", map.cheque);
    name("account", map.account);
    name("status", map.status);
    name("pending", map.pending);
}

constexpr std::string_view delimiter_name(char delimiter) noexcept {
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    }
    return "another character"; // of a line "sep="
}

/// What the views of a statement live in.
struct csv_storage {
    std::shared_ptr<void const> bytes;
    text_arena arena;
};

/// How many rows the file has if all are as long as the first ones; never absurdly many.
inline std::size_t estimated_rows(std::string_view bytes) {
    auto const head = bytes.substr(0, std::size_t{1} << 16U);
    auto const lines = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n')) + 1;
    return std::min<std::size_t>(bytes.size() / std::max<std::size_t>(head.size() / lines, 16) + 16,
                                 8'000'000);
}

inline void read_records(source const& file, csv_layout const& layout, csv_rows& rows,
                         text_arena& arena, read_options const& options) {
    csv_reader reader(file.bytes.substr(layout.offset), layout.dialect, arena, options.field_max);
    csv_record record;
    while (reader.next(record)) {
        auto const line = record.position + layout.first_line - 1;
        if (record.lines > 1 && line > layout.header_line && !rows.fits(record))
            reader.split_first_line(record);
        if (line < layout.header_line || line == layout.title_line)
            rows.add_preamble(record, line);
        else if (line != layout.header_line)
            rows.add(record, line);
    }
}

/// Says which rows were read by more than their own columns.
inline void say_special_rows(csv_rows const& rows, csv_layout const& layout,
                             read_options const& options, statement& out) {
    if (auto const& failed = rows.failed(); failed.count != 0)
        out.assumptions.push_back(
            {"payments that were never made are left out",
             std::to_string(failed.count) + " rows by their status: " + to_string(failed),
             options.option("columns") + " status=...", true});
    auto const line = [&layout](cell_example example) {
        example.line += layout.first_line - 1;
        return to_string(example);
    };
    if (auto const& rare = rows.row().by_outcome(); rare.count != 0)
        out.assumptions.push_back({"rows that say neither money in nor money out are read by "
                                   "their status",
                                   std::to_string(rare.count) + " rows: " + line(rare),
                                   options.option("columns") + " type=...", true});
    if (auto const& rare = rows.row().refunded(); rare.count != 0)
        out.assumptions.push_back({"amounts with a note about a refund are what was paid at first",
                                   std::to_string(rare.count) + " amounts: " + line(rare),
                                   options.option("columns") + " amount=...", false});
}

/// A file none of whose rows can be read is not read by halves.
inline void require_rows(statement const& out) {
    if (!out.entries.empty() || out.rejected.empty()) return;
    auto const& first = out.rejected.front();
    throw file_processing_error("no row can be read; here " + first.detail,
                                {out.name, first.position, first.column});
}

} // namespace detail

/// Reads a CSV file in UTF-8; its fingerprint is the caller's. Every record but the header comes
/// out exactly once: as an entry, rejected with the reason, or noted. Throws file_processing_error
/// when the file has no header, leaves its conventions open, or holds no record that reads as a
/// transaction; limit_error beyond the limits of the options. O(size).
inline statement read_csv(source const& file, read_options const& options = {}) {
    statement out;
    out.name = file.name;
    out.format = "csv";
    out.encoding = "UTF-8";
    auto const layout = find_layout(file, options);
    out.delimiter = detail::delimiter_name(layout.dialect.delimiter);
    out.header_line = layout.header_line;
    auto const conventions =
        decide_conventions(collect_evidence(file, layout, options), layout, options, out);
    auto storage = std::make_shared<detail::csv_storage>();
    storage->bytes = file.storage;
    detail::name_columns(layout, out);
    if (layout.header_line == 0 && options.columns.empty())
        out.assumptions.push_back({"the file has no header line: its columns are told by their "
                                   "cells",
                                   "see the columns",
                                   options.option("columns") + " date=1,amount=2", false});
    if (layout.title_line != 0)
        out.assumptions.push_back(
            {"line " + std::to_string(layout.title_line) + " is a title, not a transaction",
             "its date is written in another way than all the others",
             options.option("columns") + " date=1,amount=2", false});
    out.entries.reserve(detail::estimated_rows(file.bytes));
    detail::csv_rows rows(layout, conventions, options, storage->arena, out);
    detail::read_records(file, layout, rows, storage->arena, options);
    if (rows.short_rows() != 0)
        out.assumptions.push_back(
            {"records that end early have empty cells in their last columns",
             std::to_string(rows.short_rows()) + " records have fewer fields than the header",
             options.option("columns") + " ...", true});
    if (rows.long_rows() != 0)
        out.assumptions.push_back(
            {"records that have more fields than there are columns have more text in them",
             std::to_string(rows.long_rows()) + " records; their other cells are in their places",
             options.option("columns") + " ...", true});
    detail::say_special_rows(rows, layout, options, out);
    detail::require_rows(out);
    bool const balances = layout.columns.balance != no_column;
    if (balances) check_balances(out, rows.balances(), options);
    rows.state_balances();
    bool const proven = out.agreement.steps != 0;
    if (layout.columns.amount != no_column && layout.columns.type == no_column && !proven
        && !check_card_signs(out, options) && !balances)
        say_mostly_positive(out, options);
    out.storage = std::move(storage);
    return out;
}

} // namespace recon::io
