// recon/io/explain.hpp - why rows match, and why others are open, in one sentence each.
#pragma once

#include <recon/amount_error.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/outcome.hpp>
#include <recon/structured_reference.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon::io {

constexpr std::string_view to_string(reference_match found) noexcept {
    switch (found) {
    case reference_match::absent: return "absent";
    case reference_match::different: return "different";
    case reference_match::contained: return "contained";
    case reference_match::equal: return "equal";
    }
    return "?";
}

namespace detail {

template <class Text>
void append_days(Text& out, std::uint64_t days) {
    append_count(out, days);
    out += days == 1 ? " day" : " days";
}

/// "bank line 17", "carried bank item 3".
template <class Text>
void append_place(Text& out, finished_run const& run, side which, row_index row) {
    bool const carried = run.of(which).carried(row);
    if (carried) out += "carried ";
    out += name_of(which);
    out += carried ? " item " : " line ";
    append_count(out, run.of(which).at(row).position);
}

/// "converted 120.60 USD to 100.50 EUR at the rate of 2025-03-05; ".
template <class Text>
void append_conversion(Text& out, finished_run const& run, match const& m) {
    auto const own = unit_of(run, m);
    auto const other = unit_of(run, m, side::right);
    auto const bank = sum_of(run.bank, run.result.left_of(m));
    append_sum(out += "converted ", sum_of(run.ledger, run.result.right_of(m)), other.digits());
    ((out += ' ') += other.code()) += " to ";
    append_sum(out, bank - m.amount_difference, own.digits());
    (out += ' ') += own.code();
    if (run.rates != nullptr) {
        auto const day = run.bank.at(run.result.left_of(m).front()).day;
        if (auto const used = run.rates->find(other, own, day)) {
            bool const crossed = static_cast<bool>(used->via());
            append_iso(out += crossed ? " at the rates of " : " at the rate of ", used->day());
            if (crossed) (out += " by way of ") += used->via().code();
        }
    }
    out += "; ";
}

/// By how much the bank's amount is larger or smaller, as a magnitude.
template <class Text>
void append_amount_part(Text& out, finished_run const& run, match const& m) {
    if (m.amount_difference == 0 && is_converted(run, m)) {
        out += "nothing is left";
        return;
    }
    if (m.amount_difference == 0) {
        constexpr std::uint32_t rare = 200; // thousandths of a row
        constexpr std::uint32_t common = 2'000;
        out += "same amount";
        if (m.rivals > 0 && m.rivals < rare) out += " (rare here)";
        if (m.rivals < common) return;
        out += " (common here: about ";
        append_count(out, (m.rivals + 500) / 1'000);
        out += " others at that time)";
        return;
    }
    auto const bank = sum_of(run.bank, run.result.left_of(m));
    bool const more = (m.amount_difference > 0) == (bank > 0);
    out += "bank ";
    append_signed(out, magnitude(m.amount_difference), unit_of(run, m).digits(), false);
    out += more ? " more" : " less";
}

template <class Text>
void append_day_part(Text& out, std::int32_t bank_minus_ledger) {
    if (bank_minus_ledger == 0) {
        out += "same day";
        return;
    }
    out += "bank ";
    append_days(out, magnitude(bank_minus_ledger));
    out += bank_minus_ledger > 0 ? " later" : " earlier";
}

/// Whether what this run has shown speaks clearly for such a lag, or against it.
template <class Text>
void append_lag_habit(Text& out, run_model const& learnt, std::int32_t lag) {
    constexpr millinats clear = 700; // twice as often as chance would have it
    if (!learnt.evidence.learnt() || lag == 0) return;
    auto const odds = learnt.evidence.odds_of_lag(lag);
    if (odds >= clear) out += " (usual here)";
    if (odds <= -clear) out += " (unusual here)";
}

/// "'AMZN' goes with 'MARKETPLACE' here (12 of 13 sure pairs)".
template <class Text>
void append_affinity(Text& out, affinity const& a) {
    out += '\'';
    out += a.left;
    out += "' goes with '";
    out += a.right;
    out += "' here (";
    append_count(out, a.pairs);
    out += " of ";
    append_count(out, std::max(a.left_pairs, a.right_pairs));
    out += " sure pairs)";
}

template <class Text>
void append_text_part(Text& out, score_t text) {
    if (text < 0) {
        out += "no texts to compare";
        return;
    }
    if (text == score_max) {
        out += "same text";
        return;
    }
    out += text >= 750'000   ? "texts alike ("
           : text >= 400'000 ? "texts partly alike ("
           : text >= 100'000 ? "texts a little alike ("
                             : "texts differ (";
    append_short_score(out, text);
    out += ')';
}

template <class Text>
void append_reference_part(Text& out, reference_match found) {
    switch (found) {
    case reference_match::absent: return;
    case reference_match::different: out += "; references differ"; return;
    case reference_match::contained: out += "; reference contained"; return;
    case reference_match::equal: out += "; same reference"; return;
    }
}

/// The marked reference that a row carries, in its reference or in its text.
inline structured_reference reference_in(entry const& row) {
    auto found = find_structured_reference(row.reference);
    if (found.kind == reference_kind::none) found = find_structured_reference(row.description);
    return found;
}

/// "; bank reference RF19539007547034 has wrong check digits".
template <class Text>
void append_broken_reference(Text& out, finished_run const& run, side which, row_index row) {
    if (!run.findings.may_be_structured(which, row)) return;
    auto const found = reference_in(run.of(which).at(row));
    if (found.kind == reference_kind::none || found.valid) return;
    out += "; ";
    out += name_of(which);
    out += " reference ";
    out += found.text;
    out += " has wrong check digits";
}

/// Whether the check digits of what makes the references of a match equal hold, and those of its
/// rows that do not.
template <class Text>
void append_check_digits(Text& out, finished_run const& run, match const& m) {
    auto const left = run.result.left_of(m);
    auto const right = run.result.right_of(m);
    if (m.reference == reference_match::equal && !left.empty()
        && run.findings.may_be_structured(side::left, left.front())) {
        auto const found = reference_in(run.bank.at(left.front()));
        if (found.valid) {
            out += " (";
            out += to_string(found.kind);
            out += "; check digits hold)";
        }
    }
    for (auto const row : left)
        append_broken_reference(out, run, side::left, row);
    for (auto const row : right)
        append_broken_reference(out, run, side::right, row);
}

} // namespace detail

namespace detail {

/// "two digits have changed places and ": the slip that may be behind a difference.
template <class Text>
void append_slip(Text& out, finished_run const& run, match const& m) {
    auto const left = run.bank.at(run.result.left_of(m).front()).amount.minor;
    auto const right = run.ledger.at(run.result.right_of(m).front()).amount.minor;
    switch (amount_error_between(left, right)) {
    case amount_error::none: return;
    case amount_error::transposed_digits: out += "two digits have changed places; "; return;
    case amount_error::shifted_decimal: out += "the decimal mark has moved; "; return;
    case amount_error::sign_flipped: out += "the sign is the other way round; "; return;
    }
}

} // namespace detail

/// Appends why a match is for review: "confidence 0.71 is below 0.85"; nothing when it is not.
template <class Text>
void append_review_reason(Text& out, finished_run const& run, match const& m) {
    if (m.status != match_status::review) return;
    if (m.reason == review_reason::ambiguous && m.runner_up != no_row) {
        detail::append_place(out, run, m.runner_up_side, m.runner_up);
        out += " fits nearly as well";
        return;
    }
    if (m.reason == review_reason::ambiguous) {
        out += m.stage == match_stage::group ? "another group fits nearly as well"
                                             : "another pairing fits nearly as well";
        return;
    }
    if (m.reason == review_reason::outside_tolerance) {
        if (m.left_count == 1 && m.right_count == 1) detail::append_slip(out, run, m);
        out += "outside the tolerances";
        return;
    }
    if (m.reason == review_reason::amount_alone) {
        out += "nothing but a converted amount speaks for it";
        return;
    }
    out += "confidence ";
    append_short_score(out, m.confidence);
    out += " is below ";
    append_short_score(out, run.auto_confidence);
}

namespace detail {

/// "2 ledger entries add up to the bank's amount", "3 bank lines and 2 ledger entries are the same
/// sum"; where they do not, by how much the bank's sum is larger or smaller.
template <class Text>
void append_sum_part(Text& out, finished_run const& run, match const& m) {
    if (m.kind == match_kind::many_to_many) {
        append_count(out, m.left_count);
        out += " bank lines and ";
        append_count(out, m.right_count);
        out += " ledger entries are the same sum";
    } else {
        bool const of_bank = m.kind == match_kind::many_to_one;
        append_count(out, of_bank ? m.left_count : m.right_count);
        out += of_bank ? " bank lines add up to the ledger's amount"
                       : " ledger entries add up to the bank's amount";
    }
    if (m.amount_difference == 0) return;
    out += " but for ";
    append_signed(out, magnitude(m.amount_difference), unit_of(run, m).digits(), false);
}

/// "cancel each other; 2 days apart".
template <class Text>
void append_netted_part(Text& out, match const& m) {
    out += m.left_count != 0 ? "two bank lines" : "two ledger entries";
    out += " cancel each other; ";
    if (m.day_difference == 0) {
        out += "same day";
    } else {
        append_days(out, magnitude(m.day_difference));
        out += " apart";
    }
}

/// "; 2 other groups fit as well: ledger lines 4 5 9".
template <class Text>
void append_alternatives(Text& out, finished_run const& run, match const& m) {
    auto const number = static_cast<std::uint32_t>(&m - run.result.matches.data());
    for (auto const& other :
         std::ranges::equal_range(run.result.alternatives, number, {}, &alternative::match)) {
        auto const which = m.left_count > 1 ? side::left : side::right;
        out += "; also ";
        out += name_of(which);
        for (auto const row :
             which == side::left ? run.result.left_of(other) : run.result.right_of(other))
            append_position(out += ' ', run.of(which), row);
    }
}

} // namespace detail

/// Appends why rows match: "same amount; bank 2 days later; texts alike (0.93); reference
/// contained", and for review why and the runner-up or the other groups.
template <class Text>
void append_explanation(Text& out, finished_run const& run, match const& m) {
    if (m.stage == match_stage::decision) out += "confirmed by a decision; ";
    if (m.kind == match_kind::netted) {
        detail::append_netted_part(out, m);
    } else {
        if (is_converted(run, m)) detail::append_conversion(out, run, m);
        if (m.kind == match_kind::one_to_one)
            detail::append_amount_part(out, run, m);
        else
            detail::append_sum_part(out, run, m);
        out += "; ";
        detail::append_day_part(out, m.day_difference);
        if (m.kind == match_kind::one_to_one)
            detail::append_lag_habit(out, run.result.learnt, m.day_difference);
    }
    out += "; ";
    if (m.affinity == no_row)
        detail::append_text_part(out, m.text_score);
    else
        detail::append_affinity(out, run.result.learnt.affinities[m.affinity]);
    detail::append_reference_part(out, m.reference);
    detail::append_check_digits(out, run, m);
    if (m.status == match_status::review) {
        out += "; for review: ";
        append_review_reason(out, run, m);
        detail::append_alternatives(out, run, m);
    }
}

namespace detail {

template <class Text>
void append_nearest(Text& out, finished_run const& run, side which, open_row const& open) {
    auto const other = other_side(which);
    if (open.nearest == no_row) {
        if (open.reason == open_reason::search_limit)
            out += "the search was cut short: there may be a partner";
        else if (open.reason == open_reason::rejected_by_decision)
            out += "a decision has rejected its partner";
        else
            out += other == side::left ? "nothing comparable in the bank statement"
                                       : "nothing comparable in the ledger";
        return;
    }
    auto const& row = run.of(which).at(open.row);
    auto const& near = run.of(other).at(open.nearest);
    append_place(out, run, other, open.nearest);
    switch (open.reason) {
    case open_reason::no_candidate: out += " is nearest, but not comparable"; return;
    case open_reason::taken: out += " is nearest, but has a better match"; return;
    case open_reason::rejected_by_decision: out += " is nearest, but a decision rejects it"; return;
    case open_reason::low_confidence: out += " is within the tolerances, but too unlikely"; return;
    case open_reason::other_sign: out += " has the same figure in the other direction"; return;
    case open_reason::other_currency:
        out += " has the same figure in ";
        out += near.amount.unit.code();
        return;
    case open_reason::search_limit: out += " is nearest; the search was cut short"; return;
    case open_reason::outside_day_tolerance:
    case open_reason::outside_amount_tolerance: break;
    }
    auto const apart = (near.day - row.day).count();
    if (row.amount == near.amount)
        out += " has the same amount";
    else
        append_signed(out += " differs by ", distance(row.amount.minor, near.amount.minor),
                      row.amount.unit.digits(), false);
    out += ", ";
    if (apart == 0) {
        out += "same day";
        return;
    }
    append_days(out, magnitude(apart));
    out += apart > 0 ? " later" : " earlier";
}

} // namespace detail

/// Appends what kept the nearest candidate out: "ledger line 17 has the same amount, 12 days
/// later"; and whether the check digits of its reference fail. `which` is the side of the open row.
template <class Text>
void append_open_reason(Text& out, finished_run const& run, side which, open_row const& open) {
    detail::append_nearest(out, run, which, open);
    detail::append_broken_reference(out, run, which, open.row);
}

} // namespace recon::io
