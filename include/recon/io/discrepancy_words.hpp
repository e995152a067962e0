// recon/io/discrepancy_words.hpp - what is wrong, in one sentence a discrepancy.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/csv_cells.hpp>
#include <recon/io/day.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/text_table.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace recon::io {

/// "Amount mismatch", for people.
constexpr std::string_view title_of(discrepancy_kind kind) noexcept {
    switch (kind) {
    case discrepancy_kind::missing_in_ledger: return "Missing in the ledger";
    case discrepancy_kind::missing_in_bank: return "Missing at the bank";
    case discrepancy_kind::amount_mismatch: return "Amount mismatch";
    case discrepancy_kind::date_mismatch: return "Date mismatch";
    case discrepancy_kind::duplicate: return "Duplicate";
    case discrepancy_kind::possible_fraud: return "Possible fraud";
    case discrepancy_kind::fee: return "Fee";
    case discrepancy_kind::transposed_digits: return "Transposed digits";
    case discrepancy_kind::shifted_decimal: return "Shifted decimal point";
    case discrepancy_kind::sign_flipped: return "Wrong direction";
    case discrepancy_kind::currency_mismatch: return "Wrong currency";
    case discrepancy_kind::fx_difference: return "Exchange difference";
    case discrepancy_kind::partial_payment: return "Partial payment";
    case discrepancy_kind::deposit_in_transit: return "Deposit in transit";
    case discrepancy_kind::outstanding_payment: return "Outstanding payment";
    case discrepancy_kind::reversal: return "Reversal";
    case discrepancy_kind::ambiguous: return "Ambiguous";
    case discrepancy_kind::uncertain: return "Uncertain match";
    case discrepancy_kind::search_limit: return "Search cut short";
    case discrepancy_kind::invalid_check_digit: return "Wrong check digits";
    }
    return "?";
}

namespace detail {

template <class Text>
void append_with_unit(Text& out, recon::detail::int128 minor, currency unit) {
    append_grouped_sum(out, minor, unit.digits());
    (out += ' ') += unit.code();
}
/// The same without its sign.
template <class Text>
void append_size(Text& out, recon::detail::int128 minor, currency unit) {
    append_with_unit(out, minor < 0 ? -minor : minor, unit);
}

/// "bank line 17", "bank lines 17, 18 and 5 more".
template <class Text>
void append_places(Text& out, finished_run const& run, side which,
                   std::span<row_index const> rows) {
    constexpr std::size_t named = 4;
    if (rows.size() == 1) return append_place(out, run, which, rows[0]);
    out += name_of(which);
    out += " lines ";
    auto const shown = rows.size() <= named ? rows.size() : named - 1;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) out += shown == rows.size() && i + 1 == shown ? " and " : ", ";
        append_position(out, run.of(which), rows[i]);
    }
    if (shown < rows.size()) {
        out += " and ";
        append_count(out, rows.size() - shown);
        out += " more";
    }
}

/// ", Telekom: Rechnung 773": the text of a row as it can be shown, cut off; nothing where it has
/// none.
template <class Text>
void append_shown_text(Text& out, entry const& row) {
    constexpr std::size_t text_width = 60;
    auto const before = out.size();
    out += ", ";
    auto const begin = out.size();
    append_text(out, row);
    std::string_view const text(out.data() + begin, out.size() - begin);
    if (text.size() <= text_width && !text.empty() && is_plain(text)) return;
    auto const shown = clipped(printable(text), text_width);
    shorten(out, shown.empty() ? before : begin);
    out += shown;
}

/// "bank line 17 (-119.00 EUR of 2025-03-04, Telekom: Rechnung 773)".
template <class Text>
void append_subject(Text& out, finished_run const& run, side which,
                    std::span<row_index const> rows) {
    append_places(out, run, which, rows);
    auto const& first = run.of(which).at(rows.front());
    append_with_unit(out += " (", sum_of(run.of(which), rows), first.amount.unit);
    append_iso(out += " of ", first.day);
    append_shown_text(out, first);
    out += ')';
}

template <class Text>
void append_subject(Text& out, finished_run const& run, discrepancy const& d) {
    append_subject(out, run, d.of, run.findings.rows_of(d));
}
template <class Text>
void append_counter_places(Text& out, finished_run const& run, discrepancy const& d) {
    append_places(out, run, d.counter_side, run.findings.counters_of(d));
}

/// The rows of the ledger in it, by place: what a bookkeeper corrects.
template <class Text>
void append_ledger_places(Text& out, finished_run const& run, discrepancy const& d) {
    append_places(out, run, side::right,
                  d.of == side::right ? run.findings.rows_of(d) : run.findings.counters_of(d));
}
inline recon::detail::int128 bank_sum(finished_run const& run, discrepancy const& d) {
    return sum_of(run.bank,
                  d.of == side::left ? run.findings.rows_of(d) : run.findings.counters_of(d));
}

inline std::string reasons_of(fraud_sign why) {
    std::string out;
    auto const add = [&](fraud_sign one, std::string_view text) {
        if (!has(why, one)) return;
        if (!out.empty()) out += ", ";
        out += text;
    };
    add(fraud_sign::large, "very large");
    add(fraud_sign::round, "large and round");
    add(fraud_sign::future, "dated in the future");
    return out;
}

/// Of a discrepancy between rows of both sides: "A against B: the bank has 1.00 EUR less".
template <class Text>
void append_comparison(Text& out, finished_run const& run, discrepancy const& d) {
    append_subject(out, run, d);
    append_subject(out += " against ", run, d.counter_side, run.findings.counters_of(d));
    if (d.amount_difference == 0) return;
    auto const bank = bank_sum(run, d);
    bool const more = (d.amount_difference > 0) == (bank > 0);
    append_size(out += ": the bank has ", d.amount_difference, d.unit);
    out += more ? " more" : " less";
}

/// An open row among the open rows of its side, or nothing.
inline open_row const* open_row_of(finished_run const& run, side which, row_index row) {
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    auto const at = std::lower_bound(open.begin(), open.end(), row,
                                     [](open_row const& o, row_index r) { return o.row < r; });
    return at != open.end() && at->row == row ? &*at : nullptr;
}

} // namespace detail

namespace detail {

/// What is said of the rows of a discrepancy; empty where they are compared with others.
constexpr std::string_view said_of_rows(discrepancy const& d) noexcept {
    using enum discrepancy_kind;
    switch (d.kind) {
    case missing_in_ledger: return " is not in the ledger";
    case missing_in_bank: return " is not at the bank";
    case deposit_in_transit: return " is booked, and not yet at the bank";
    case outstanding_payment: return " is booked, and the bank has not yet paid it";
    case search_limit: return " may have a partner: the search was cut short";
    case duplicate: return " repeats ";
    case possible_fraud: return " is ";
    case invalid_check_digit: return " has a reference with wrong check digits";
    case reversal: return " is cancelled by ";
    case fee: return d.counter_count == 0 ? " is a charge that is not in the ledger" : "";
    case date_mismatch:
    case currency_mismatch:
    case ambiguous:
    case uncertain:
    case amount_mismatch:
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped:
    case partial_payment:
    case fx_difference: return "";
    }
    return "";
}

} // namespace detail

/// Appends what is wrong, in one sentence without its end.
template <class Text>
void append_message(Text& out, finished_run const& run, discrepancy const& d) {
    using enum discrepancy_kind;
    if (auto const said = detail::said_of_rows(d); !said.empty()) {
        detail::append_subject(out, run, d);
        out += said;
        if (d.kind == duplicate || d.kind == reversal)
            detail::append_counter_places(out, run, d);
        else if (d.kind == possible_fraud)
            (out += detail::reasons_of(d.why)) += ", and nothing settles it";
        return;
    }
    detail::append_comparison(out, run, d);
    switch (d.kind) {
    case date_mismatch: return detail::append_day_part(out += ": ", d.day_difference);
    case currency_mismatch: out += ": the same figure in another currency"; return;
    case ambiguous: out += ": something else fits as well"; return;
    case uncertain: out += ": likely, but not sure"; return;
    case fx_difference: out += " at the rate of the day"; return;
    default: return;
    }
}
inline std::string message_of(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_message(out, run, d);
    return out;
}

} // namespace recon::io
