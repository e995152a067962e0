// recon/io/discrepancy_advice.hpp - what to do about a discrepancy, and what shows it.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/day.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/finished_run.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

template <class Text>
void append_action_for_missing(Text& out, finished_run const& run, discrepancy const& d) {
    bool const in = d.amount_minor >= 0;
    auto const amount = [&](std::string_view before) {
        append_size(out += before, d.amount_minor, d.unit);
    };
    if (d.kind == discrepancy_kind::missing_in_ledger) {
        if (in) return amount("Find out what the payer has paid for, and book the receipt of ");
        amount("Find the voucher, and book the payment of ");
        out += "; without one, ask the bank for the order";
        return;
    }
    if (!in) {
        amount("Check that the payment of ");
        out += " was sent; send it, or reverse the entry";
        return;
    }
    amount("Ask the payer for the ");
    append_iso(out += " due since ", run.of(d.of).at(run.findings.rows_of(d).front()).day);
    out += "; reverse the entry if it was never owed";
}

/// What to do where the action depends on nothing but the kind; empty for others.
constexpr std::string_view fixed_action(discrepancy const& d) noexcept {
    using enum discrepancy_kind;
    bool const at_bank = d.of == side::left;
    switch (d.kind) {
    case date_mismatch:
        return "Check that both are the same payment, and confirm it in the decisions file";
    case duplicate:
        return at_bank ? "Check whether it was paid or charged twice, and have one of them returned"
                       : "Check whether it was booked twice, and reverse one of them";
    case possible_fraud:
        return "Have a second person check the voucher, the payee and the account, and pay nothing "
               "meanwhile";
    case deposit_in_transit:
    case outstanding_payment:
        return "Nothing yet: expect it on the next statement, and carry it there with --open-items";
    case reversal: return "Check that the reversal was meant; nothing else is to be done";
    case ambiguous:
        return "Decide which rows belong together, and confirm them in the decisions file";
    case uncertain: return "Confirm or reject the match in the decisions file";
    case search_limit:
        return "Look for the partner by hand, or run again with a smaller date window";
    case invalid_check_digit:
        return "Compare the reference with the invoice: a digit of it is wrong";
    case missing_in_ledger:
    case missing_in_bank:
    case amount_mismatch:
    case fee:
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped:
    case currency_mismatch:
    case fx_difference:
    case partial_payment: return "";
    }
    return "";
}

} // namespace detail

/// Appends what to do next, in one sentence without its end.
template <class Text>
void append_action(Text& out, finished_run const& run, discrepancy const& d) {
    using enum discrepancy_kind;
    auto const difference = [&](std::string_view before) {
        detail::append_size(out += before, d.amount_difference, d.unit);
    };
    switch (d.kind) {
    case missing_in_ledger:
    case missing_in_bank: return detail::append_action_for_missing(out, run, d);
    case amount_mismatch:
        difference("Compare the vouchers; book the difference of ");
        return detail::append_ledger_places(out += ", or correct ", run, d);
    case fee:
        if (d.counter_count == 0) {
            detail::append_size(out += "Book ", d.amount_minor, d.unit);
            out += " as bank charges";
            return;
        }
        difference("Book ");
        out += " as bank charges, or as the discount that was agreed";
        return;
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped: // an amount in the ledger is wrong
        detail::append_ledger_places(out += "Correct ", run, d);
        detail::append_with_unit(out += " to ", detail::bank_sum(run, d), d.unit);
        out += ", after a look at the voucher";
        return;
    case currency_mismatch:
        detail::append_ledger_places(out += "Correct the currency of ", run, d);
        out += ", or book the conversion";
        return;
    case fx_difference:
        difference("Book ");
        out += d.amount_difference > 0 ? " as an exchange gain" : " as an exchange loss";
        return;
    case partial_payment:
        difference("Keep ");
        out += " open, and ask for it or agree on a reduction";
        return;
    default: out += detail::fixed_action(d);
    }
}
inline std::string action_for(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_action(out, run, d);
    return out;
}

namespace detail {

template <class Text>
void append_repeat(Text& out, finished_run const& run, discrepancy const& d) {
    auto const original = run.findings.counters_of(d).front();
    auto const& a = run.of(d.of).at(run.findings.rows_of(d).front());
    auto const& b = run.of(d.of).at(original);
    bool const identical = a.day == b.day && a.reference == b.reference;
    out += identical ? "same amount, day, text and reference as " : "same amount and reference as ";
    append_place(out, run, d.of, original);
    if (!identical) append_iso(out += " of ", b.day);
    bool const open = open_row_of(run, d.of, original) != nullptr;
    out += open ? ", which is open as well" : ", which the other side has once";
}

template <class Text>
void append_timing(Text& out, finished_run const& run) {
    out += "the bank statement ";
    if (run.findings.left_until)
        append_iso(out += "ends on ", *run.findings.left_until);
    else
        out += "has no rows";
}

/// "the opposite amount, 2 days apart".
template <class Text>
void append_reversal(Text& out, finished_run const& run, discrepancy const& d) {
    auto const& a = run.of(d.of).at(run.findings.rows_of(d).front());
    auto const& b = run.of(d.of).at(run.findings.counters_of(d).front());
    auto const days = magnitude((a.day - b.day).count());
    out += d.amount_difference == 0 ? "opposite amounts, " : "nearly opposite amounts, ";
    if (days == 0) {
        out += "same day";
        return;
    }
    append_days(out, days);
    out += " apart";
}

} // namespace detail

/// Appends what shows it: the evidence of the match, or what kept the open row's nearest candidate
/// out.
template <class Text>
void append_evidence(Text& out, finished_run const& run, discrepancy const& d) {
    auto const row = run.findings.rows_of(d).front();
    if (d.kind == discrepancy_kind::duplicate) return detail::append_repeat(out, run, d);
    if (d.kind == discrepancy_kind::reversal) return detail::append_reversal(out, run, d);
    if (d.kind == discrepancy_kind::invalid_check_digit) {
        std::string broken;
        detail::append_broken_reference(broken, run, d.of, row);
        out += std::string_view(broken).substr(std::min<std::size_t>(2, broken.size())); // "; "
        return;
    }
    if (d.slip != amount_error::none && d.kind != discrepancy_kind::sign_flipped) {
        out += d.slip == amount_error::transposed_digits ? "two neighbouring digits have changed "
                                                           "places; "
               : d.slip == amount_error::shifted_decimal ? "the amounts have the same digits; "
                                                         : "";
    }
    if (d.match != no_index) return append_explanation(out, run, run.result.matches[d.match]);
    if (d.kind == discrepancy_kind::deposit_in_transit
        || d.kind == discrepancy_kind::outstanding_payment) {
        detail::append_timing(out, run);
        out += "; ";
    }
    if (auto const* const open = detail::open_row_of(run, d.of, row))
        append_open_reason(out, run, d.of, *open);
}
inline std::string explanation_of(finished_run const& run, discrepancy const& d) {
    std::string out;
    append_evidence(out, run, d);
    return out;
}

} // namespace recon::io
