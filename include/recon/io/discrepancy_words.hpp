// recon/io/discrepancy_words.hpp - what is wrong, in one sentence a discrepancy.
#pragma once

#include <recon/discrepancy.hpp>
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

inline std::string with_unit(recon::detail::int128 minor, currency unit) {
    auto text = grouped_sum(minor, unit.digits());
    return (text += ' ') += unit.code();
}
/// The same without its sign.
inline std::string size_with_unit(recon::detail::int128 minor, currency unit) {
    return with_unit(minor < 0 ? -minor : minor, unit);
}

/// "bank line 17", "bank lines 17, 18 and 5 more".
inline void append_places(std::string& out, finished_run const& run, side which,
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

/// "bank line 17 (-119.00 EUR of 2025-03-04, Telekom: Rechnung 773)".
inline void append_subject(std::string& out, finished_run const& run, side which,
                           std::span<row_index const> rows) {
    constexpr std::size_t text_width = 60;
    append_places(out, run, which, rows);
    auto const& first = run.of(which).at(rows.front());
    out += " (";
    out += with_unit(sum_of(run.of(which), rows), first.amount.unit);
    append_iso(out += " of ", first.day);
    auto const text = clipped(printable(text_of(first)), text_width);
    if (!text.empty()) (out += ", ") += text;
    out += ')';
}

inline std::string subject_of(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_subject(out, run, d.of, run.findings.rows_of(d));
    return out;
}
inline std::string counter_of(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_subject(out, run, d.counter_side, run.findings.counters_of(d));
    return out;
}
inline std::string counter_places(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_places(out, run, d.counter_side, run.findings.counters_of(d));
    return out;
}

/// The rows of the ledger in it, by place: what a bookkeeper corrects.
inline std::string ledger_places(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_places(out, run, side::right,
                  d.of == side::right ? run.findings.rows_of(d) : run.findings.counters_of(d));
    return out;
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
inline std::string comparison_of(finished_run const& run, discrepancy const& d) {
    auto out = subject_of(run, d) + " against " + counter_of(run, d);
    if (d.amount_difference != 0) {
        auto const bank = bank_sum(run, d);
        bool const more = (d.amount_difference > 0) == (bank > 0);
        out += ": the bank has " + size_with_unit(d.amount_difference, d.unit)
               + (more ? " more" : " less");
    }
    return out;
}

/// An open row among the open rows of its side, or nothing.
inline open_row const* open_row_of(finished_run const& run, side which, row_index row) {
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    auto const at = std::lower_bound(open.begin(), open.end(), row,
                                     [](open_row const& o, row_index r) { return o.row < r; });
    return at != open.end() && at->row == row ? &*at : nullptr;
}

} // namespace detail

/// What is wrong, in one sentence without its end.
inline std::string message_of(finished_run const& run, discrepancy const& d) {
    using enum discrepancy_kind;
    auto const subject = [&] { return detail::subject_of(run, d); };
    switch (d.kind) {
    case missing_in_ledger: return subject() + " is not in the ledger";
    case missing_in_bank: return subject() + " is not at the bank";
    case deposit_in_transit: return subject() + " is booked, and not yet at the bank";
    case outstanding_payment: return subject() + " is booked, and the bank has not yet paid it";
    case search_limit: return subject() + " may have a partner: the search was cut short";
    case duplicate: return subject() + " repeats " + detail::counter_places(run, d);
    case possible_fraud:
        return subject() + " is " + detail::reasons_of(d.why) + ", and nothing settles it";
    case invalid_check_digit: return subject() + " has a reference with wrong check digits";
    case reversal: return subject() + " is cancelled by " + detail::counter_places(run, d);
    case fee:
        if (d.counter_count == 0) return subject() + " is a charge that is not in the ledger";
        break;
    case date_mismatch: {
        auto out = detail::comparison_of(run, d);
        detail::append_day_part(out += ": ", d.day_difference);
        return out;
    }
    case currency_mismatch:
        return detail::comparison_of(run, d) + ": the same figure in another currency";
    case ambiguous: return detail::comparison_of(run, d) + ": something else fits as well";
    case uncertain: return detail::comparison_of(run, d) + ": likely, but not sure";
    case amount_mismatch:
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped:
    case partial_payment: break;
    case fx_difference: return detail::comparison_of(run, d) + " at the rate of the day";
    }
    return detail::comparison_of(run, d);
}

} // namespace recon::io
