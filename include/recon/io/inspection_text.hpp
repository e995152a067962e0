// recon/io/inspection_text.hpp - a file as understood, for the person who has to trust it.
#pragma once

#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/formatted.hpp>
#include <recon/io/inspection.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/statement.hpp>
#include <recon/io/text_table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

inline std::string_view words_for(row_order order) {
    switch (order) {
    case row_order::oldest_first: return ", oldest first";
    case row_order::newest_first: return ", newest first";
    case row_order::mixed: return ", in no order of dates";
    case row_order::none: break;
    }
    return "";
}

inline std::string words_for(row_kind kind, std::size_t count) {
    switch (kind) {
    case row_kind::transaction: return counted(count, "transaction", "transactions");
    case row_kind::pending: return grouped_count(count) + " pending";
    case row_kind::opening: return counted(count, "opening balance", "opening balances");
    case row_kind::closing: return counted(count, "closing balance", "closing balances");
    case row_kind::total: return counted(count, "total", "totals");
    case row_kind::continuation: return counted(count, "continuation", "continuations");
    case row_kind::information:
        return counted(count, "line of information", "lines of information");
    }
    return {};
}

inline void append_summary_line(std::string& out, statement const& file, inspection const& seen,
                                report_style const& style) {
    auto format = file.format;
    for (auto& c : format)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    out += painted(printable(file.name), ink::strong, style);
    append_formatted(out, ": {}, {}, {}", format, file.encoding,
                     words_for(row_kind::transaction, file.entries.size()));
    if (seen.first_day)
        append_formatted(out, " from {} to {}{}", to_iso(*seen.first_day), to_iso(*seen.last_day),
                         words_for(seen.order));
    out += '\n';
    std::string accounts;
    for (auto const account : seen.accounts)
        accounts.append(accounts.empty() ? "" : ", ").append(printable(account));
    if (seen.accounts_more != 0) accounts += ", and more";
    if (!accounts.empty())
        append_wrapped(out, (seen.accounts.size() == 1 ? "Account " : "Accounts ") + accounts, 0,
                       style);
}

/// The sentence that accounts for every record.
inline void append_records(std::string& out, statement const& file, inspection const& seen,
                           report_style const& style) {
    std::string parts;
    for (std::size_t kind = 0; kind < seen.by_kind.size(); ++kind) {
        if (seen.by_kind[kind] == 0) continue;
        if (!parts.empty()) parts += " + ";
        parts += words_for(static_cast<row_kind>(kind), seen.by_kind[kind]);
    }
    if (!file.rejected.empty())
        append_formatted(parts, "{}{} rejected", parts.empty() ? "" : " + ",
                         grouped_count(file.rejected.size()));
    out += '\n';
    append_check(out, seen.all_accounted(file),
                 formatted("{}{}{}{}.", counted(file.records, "record", "records"),
                           file.header_line == 0 ? "" : " beside the header",
                           parts.empty() ? "" : " = ", parts),
                 style);
}

inline void append_stated_balances(std::string& out, statement const& file, inspection const& seen,
                                   report_style const& style) {
    if (seen.balances) {
        auto const& b = *seen.balances;
        auto const digits = b.opening.unit.digits();
        auto text = formatted("Opening {} + movements {} = closing {}", grouped_amount(b.opening),
                              grouped_sum(b.movements, digits), grouped_amount(b.closing));
        if (!b.hold())
            append_formatted(text, " does not hold: {} is missing",
                             grouped_sum(b.closing.minor - b.opening.minor - b.movements, digits));
        append_check(out, b.hold(), text + '.', style);
    }
    if (file.agreement.steps != 0)
        append_check(out, file.agreement.holds == file.agreement.steps,
                     formatted("The running balance agrees with {} of {}.",
                               grouped_count(file.agreement.holds),
                               counted(file.agreement.steps, "step", "steps")),
                     style);
    constexpr std::size_t breaks_max = 5;
    for (std::size_t i = 0; i < std::min(file.breaks.size(), breaks_max); ++i) {
        auto const& b = file.breaks[i];
        auto const digits = seen.sums.empty() ? 2U : seen.sums[0].unit.digits();
        append_check(
            out, false,
            formatted("The running balance breaks at line {}: {} was expected, {} is there.",
                      b.position, grouped_sum(b.expected_minor, digits),
                      grouped_sum(b.found_minor, digits)),
            style);
    }
    if (file.breaks.size() > breaks_max)
        append_wrapped(
            out, formatted("and {} more breaks", grouped_count(file.breaks.size() - breaks_max)), 4,
            style);
}

inline void append_sums(std::string& out, inspection const& seen, report_style const& style) {
    using enum text_table::align;
    if (seen.sums.empty()) return;
    text_table table({left, right, right, right, right, right});
    table.row({"", "Money in", "Amount", "Money out", "Amount", "Net"});
    for (auto const& sum : seen.sums) {
        auto const digits = sum.unit.digits();
        table.row({std::string(sum.unit.code()), counted(sum.in_count, "row", "rows"),
                   grouped_sum(sum.in, digits), counted(sum.out_count, "row", "rows"),
                   grouped_sum(sum.out, digits), grouped_sum(sum.net(), digits)});
    }
    out += '\n';
    out += table.str(2, "   ", style.unicode ? "─" : "-");
}

/// Where the table stands, and its columns below each other.
inline void append_columns(std::string& out, statement const& file, report_style const& style) {
    if (!file.delimiter.empty())
        append_wrapped(out,
                       formatted("fields are separated by a {}; {}.", file.delimiter,
                                 file.header_line == 0
                                     ? std::string("there is no header line")
                                     : formatted("line {} is the header", file.header_line)),
                       2, style);
    text_table table({text_table::align::left, text_table::align::left, text_table::align::left});
    for (auto const& column : file.columns) {
        auto const arrow = std::min(column.find(" <- "), column.size());
        auto const header = std::min(arrow + 4, column.size());
        table.row(
            {column.substr(0, arrow), "<-", printable(std::string_view(column).substr(header))});
    }
    if (!file.columns.empty()) out += table.str(2, " ", style.unicode ? "─" : "-");
}

inline void append_conventions(std::string& out, statement const& file, inspection const& seen,
                               report_style const& style) {
    append_heading(out, "How it is read", style);
    append_columns(out, file, style);
    auto const say = [&](std::string_view what, std::string_view why) {
        append_wrapped(out, formatted("{} ({}).", printable(what), printable(why)), 2, style);
    };
    for (auto const& fact : file.evident)
        say(fact.what, fact.evidence);
    if (seen.order != row_order::none)
        say("rows are" + std::string(words_for(seen.order).substr(1)),
            formatted("{} later than the row before, {} earlier", grouped_count(seen.rises),
                      grouped_count(seen.falls)));
    for (bool const open_ones : {true, false}) {
        for (auto const& a : file.assumptions) {
            if (a.decided == open_ones) continue;
            auto text = printable(a.what);
            if (!a.evidence.empty()) text += " (" + printable(a.evidence) + ")";
            text += a.decided ? "." : ". Not certain: please settle it.";
            append_wrapped(out, text, 2, style, a.decided ? ink::plain : ink::warning);
            if (!a.flag.empty()) append_wrapped(out, a.flag, 6, style, ink::faint);
        }
    }
}

inline void add_entry(text_table& table, entry const& row, report_style const& style) {
    auto text = printable(row.counterparty);
    if (!row.description.empty() && row.description != row.counterparty)
        text += (text.empty() ? "" : ": ") + printable(row.description);
    auto const width = style.width > 100 ? style.width - 58 : 42;
    table.row({formatted("line {}", row.position), to_iso(row.day),
               grouped_sum(row.amount.minor, row.amount.unit.digits()),
               std::string(row.amount.unit.code()), clipped(text, width, style.unicode),
               clipped(printable(row.reference), 16, style.unicode)});
}

inline void append_first_and_last(std::string& out, statement const& file, std::size_t rows,
                                  report_style const& style) {
    using enum text_table::align;
    auto const count = file.entries.size();
    if (count == 0 || rows == 0) return;
    bool const all = count <= 2 * rows;
    append_heading(
        out, all ? "The rows, as understood" : "The first and the last rows, as understood", style);
    text_table table({right, left, right, left, left, left});
    for (std::size_t i = 0; i < (all ? count : rows); ++i)
        add_entry(table, file.entries[i], style);
    if (!all) table.row({"...", formatted("{} more", grouped_count(count - 2 * rows))});
    for (auto i = count - rows; i < count && !all; ++i)
        add_entry(table, file.entries[i], style);
    out += table.str(2, "  ", style.unicode ? "─" : "-");
}

inline void append_rejected(std::string& out, statement const& file, report_style const& style) {
    constexpr std::size_t rejected_max = 20;
    if (file.rejected.empty()) return;
    append_heading(out,
                   formatted("Could not be read: {}", counted(file.rejected.size(), "row", "rows")),
                   style);
    for (std::size_t i = 0; i < std::min(file.rejected.size(), rejected_max); ++i) {
        auto const& issue = file.rejected[i];
        source_position const where{printable(file.name), issue.position, issue.column};
        append_wrapped(out, to_string(where) + ": " + printable(issue.detail), 2, style);
        out.append(4, ' ').append(painted(
            clipped(printable(issue.raw), style.width - 5, style.unicode), ink::faint, style));
        out += '\n';
    }
    if (file.rejected.size() > rejected_max)
        append_wrapped(out,
                       formatted("and {} more: --format json has them all",
                                 grouped_count(file.rejected.size() - rejected_max)),
                       2, style);
}

/// What stands in the file beside the transactions.
inline void append_noted(std::string& out, statement const& file, report_style const& style) {
    constexpr std::size_t noted_max = 10;
    std::size_t shown = 0;
    for (auto const& row : file.noted) {
        if (row.kind == row_kind::continuation) continue; // their text is part of the row before
        if (shown == 0) append_heading(out, "Other records", style);
        if (++shown > noted_max) break;
        append_wrapped(out,
                       formatted("line {}: {}: {}", row.position, to_string(row.kind),
                                 clipped(printable(row.text), style.width - 32, style.unicode)),
                       2, style);
    }
    if (shown > noted_max) append_wrapped(out, "and more: --format json has them all", 2, style);
}

} // namespace detail

/// What the reader has seen. `rows`: how many of the first and last rows. Ends with LF. O(rows).
inline std::string inspection_of(statement const& file, inspection const& seen, std::size_t rows,
                                 report_style const& style = {}) {
    std::string out;
    detail::append_summary_line(out, file, seen, style);
    detail::append_records(out, file, seen, style);
    detail::append_stated_balances(out, file, seen, style);
    detail::append_sums(out, seen, style);
    detail::append_conventions(out, file, seen, style);
    detail::append_first_and_last(out, file, rows, style);
    detail::append_noted(out, file, style);
    detail::append_rejected(out, file, style);
    return out;
}

} // namespace recon::io
