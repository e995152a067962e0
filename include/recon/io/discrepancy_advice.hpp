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

namespace recon::io {

namespace detail {

inline std::string action_for_missing(finished_run const& run, discrepancy const& d) {
    auto const amount = size_with_unit(d.amount_minor, d.unit);
    bool const in = d.amount_minor >= 0;
    if (d.kind == discrepancy_kind::missing_in_ledger)
        return in ? "Find out what the payer has paid for, and book the receipt of " + amount
                  : "Find the voucher, and book the payment of " + amount
                        + "; without one, ask the bank for the order";
    auto const& row = run.of(d.of).at(run.findings.rows_of(d).front());
    std::string day;
    append_iso(day, row.day);
    return in ? "Ask the payer for the " + amount + " due since " + day
                    + "; reverse the entry if it was never owed"
              : "Check that the payment of " + amount + " was sent; send it, or reverse the entry";
}

/// What to do where an amount in the ledger is wrong.
inline std::string correction(finished_run const& run, discrepancy const& d) {
    return "Correct " + ledger_places(run, d) + " to " + with_unit(bank_sum(run, d), d.unit)
           + ", after a look at the voucher";
}

} // namespace detail

/// What to do next, in one sentence without its end.
inline std::string action_for(finished_run const& run, discrepancy const& d) {
    using enum discrepancy_kind;
    bool const at_bank = d.of == side::left;
    switch (d.kind) {
    case missing_in_ledger:
    case missing_in_bank: return detail::action_for_missing(run, d);
    case amount_mismatch:
        return "Compare the vouchers; book the difference of "
               + detail::size_with_unit(d.amount_difference, d.unit) + ", or correct "
               + detail::ledger_places(run, d);
    case date_mismatch:
        return "Check that both are the same payment, and confirm it in the decisions file";
    case duplicate:
        return at_bank ? "Check whether it was paid or charged twice, and have one of them returned"
                       : "Check whether it was booked twice, and reverse one of them";
    case possible_fraud:
        return "Have a second person check the voucher, the payee and the account, and pay nothing "
               "meanwhile";
    case fee:
        if (d.counter_count == 0)
            return "Book " + detail::size_with_unit(d.amount_minor, d.unit) + " as bank charges";
        return "Book " + detail::size_with_unit(d.amount_difference, d.unit)
               + " as bank charges, or as the discount that was agreed";
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped: return detail::correction(run, d);
    case currency_mismatch:
        return "Correct the currency of " + detail::ledger_places(run, d)
               + ", or book the conversion";
    case fx_difference:
        return "Book " + detail::size_with_unit(d.amount_difference, d.unit)
               + (d.amount_difference > 0 ? " as an exchange gain" : " as an exchange loss");
    case partial_payment:
        return "Keep " + detail::size_with_unit(d.amount_difference, d.unit)
               + " open, and ask for it or agree on a reduction";
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
    }
    return {};
}

namespace detail {

inline std::string explain_repeat(finished_run const& run, discrepancy const& d) {
    auto const original = run.findings.counters_of(d).front();
    auto const& a = run.of(d.of).at(run.findings.rows_of(d).front());
    auto const& b = run.of(d.of).at(original);
    bool const identical = a.day == b.day && a.reference == b.reference;
    std::string out =
        identical ? "same amount, day, text and reference as " : "same amount and reference as ";
    append_place(out, run, d.of, original);
    if (!identical) append_iso(out += " of ", b.day);
    bool const open = open_row_of(run, d.of, original) != nullptr;
    out += open ? ", which is open as well" : ", which the other side has once";
    return out;
}

inline std::string explain_timing(finished_run const& run) {
    std::string out = "the bank statement ";
    if (!run.findings.left_until) return out += "has no rows";
    append_iso(out += "ends on ", *run.findings.left_until);
    return out;
}

/// "the opposite amount, 2 days apart".
inline std::string explain_reversal(finished_run const& run, discrepancy const& d) {
    auto const& a = run.of(d.of).at(run.findings.rows_of(d).front());
    auto const& b = run.of(d.of).at(run.findings.counters_of(d).front());
    auto const days = magnitude((a.day - b.day).count());
    std::string out = d.amount_difference == 0 ? "opposite amounts, " : "nearly opposite amounts, ";
    if (days == 0) return out += "same day";
    append_days(out, days);
    return out += " apart";
}

} // namespace detail

/// What shows it: the evidence of the match, or what kept the open row's nearest candidate out.
inline std::string explanation_of(finished_run const& run, discrepancy const& d) {
    auto const row = run.findings.rows_of(d).front();
    std::string out;
    if (d.kind == discrepancy_kind::duplicate) return detail::explain_repeat(run, d);
    if (d.kind == discrepancy_kind::reversal) return detail::explain_reversal(run, d);
    if (d.kind == discrepancy_kind::invalid_check_digit) {
        detail::append_broken_reference(out, run.of(d.of), d.of, row);
        return out.substr(std::min<std::size_t>(2, out.size())); // without "; "
    }
    if (d.slip != amount_error::none && d.kind != discrepancy_kind::sign_flipped) {
        out += d.slip == amount_error::transposed_digits ? "two neighbouring digits have changed "
                                                           "places; "
               : d.slip == amount_error::shifted_decimal ? "the amounts have the same digits; "
                                                         : "";
    }
    if (d.match != no_index) {
        append_explanation(out, run, run.result.matches[d.match]);
        return out;
    }
    if (d.kind == discrepancy_kind::deposit_in_transit
        || d.kind == discrepancy_kind::outstanding_payment)
        out += detail::explain_timing(run) + "; ";
    if (auto const* const open = detail::open_row_of(run, d.of, row))
        append_open_reason(out, run, d.of, *open);
    return out;
}

} // namespace recon::io
