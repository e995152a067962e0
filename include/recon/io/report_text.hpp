// recon/io/report_text.hpp - a run for the person who answers for it: the figures, the proof, what
// needs a look first and why, what was assumed.
#pragma once

#include <recon/io/day.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_text_findings.hpp>
#include <recon/io/report_text_parts.hpp>
#include <recon/io/summary.hpp>
#include <recon/io/text_table.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

inline control_total const* find_total(finished_run const& run, currency unit, side which) {
    for (auto const& total : run.result.totals) {
        if (total.unit == unit && total.of == which) return &total;
    }
    return nullptr;
}

/// One currency: a line a bucket, bank beside ledger, and what they differ by.
inline void append_figures(std::string& out, finished_run const& run, currency unit,
                           report_style const& style) {
    using enum text_table::align;
    control_total const none{unit, side::left};
    auto const* bank = find_total(run, unit, side::left);
    auto const* ledger = find_total(run, unit, side::right);
    if (bank == nullptr) bank = &none;
    if (ledger == nullptr) ledger = &none;
    text_table table({left, right, right, right, right, right});
    auto const add = [&](std::string name, tally control_total::*which, bool always) {
        auto const& b = bank->*which;
        auto const& l = ledger->*which;
        if (b.count == 0 && l.count == 0 && !always) return;
        auto const digits = unit.digits();
        table.row({std::move(name), grouped_count(b.count), grouped_sum(b.sum_minor, digits),
                   grouped_count(l.count), grouped_sum(l.sum_minor, digits),
                   grouped_sum(b.sum_minor - l.sum_minor, digits)});
    };
    table.row(
        {std::string(unit.code()), "Bank rows", "Amount", "Ledger rows", "Amount", "Difference"});
    add("Matched", &control_total::matched, true);
    add("Grouped", &control_total::grouped, false);
    add("Netted", &control_total::netted, false);
    add("Review", &control_total::review, true);
    add("Open", &control_total::open, true);
    table.rule();
    add("Total", &control_total::in, true);
    out += '\n';
    std::string_view const mark = style.unicode ? "─" : "-";
    auto text = table.str(2, "   ", mark);
    auto const first_line = std::string_view(text).substr(0, text.find('\n'));
    if (display_width(first_line) >= style.width) text = table.str(2, "  ", mark);
    out += text;
}

inline std::vector<currency> currencies_of(finished_run const& run) {
    std::vector<currency> units;
    for (auto const& total : run.result.totals) {
        if (units.empty() || units.back() != total.unit) units.push_back(total.unit);
    }
    return units;
}

/// That matches of two currencies stand in two tables, one side in each.
inline void append_converted(std::string& out, finished_run const& run, report_style const& style) {
    auto const& all = run.result.matches;
    auto const count = static_cast<std::uint64_t>(
        std::count_if(all.begin(), all.end(), [&](auto const& m) { return is_converted(run, m); }));
    if (count != 0)
        append_wrapped(out,
                       counted(count, "match is", "matches are")
                           + " of two currencies: each side is in the table of its own.",
                       2, style);
}

/// The rows that are in no sum, said where a reader would miss them.
inline void append_outside(std::string& out, finished_run const& run, report_style const& style) {
    for (auto const which : {side::left, side::right}) {
        auto const& of = run.of(which);
        auto const name = std::string(name_of(which));
        if (auto const rejected = of.file.rejected.size(); rejected != 0)
            append_wrapped(out,
                           "Not in these sums: " + counted(rejected, "row", "rows") + " of the "
                               + name + " file that could not be read.",
                           2, style, ink::warning);
        if (auto const noted = of.file.noted.size(); noted != 0)
            append_wrapped(out,
                           "The " + name + " file has "
                               + counted(noted, "more record that moves", "more records that move")
                               + " no money, such as a balance.",
                           2, style);
        if (auto const carried = of.carried_count(); carried != 0)
            append_wrapped(out,
                           "The " + name + " includes "
                               + counted(carried, "open item", "open items") + " carried in.",
                           2, style);
    }
}

inline void append_balances(std::string& out, finished_run const& run, report_style const& style) {
    for (auto const which : {side::left, side::right}) {
        auto const& of = run.of(which);
        auto text = std::string(name_of(which)) + ": ";
        if (auto const check = check_balances(of)) {
            auto const digits = check->opening.unit.digits();
            text += "opening " + grouped_amount(check->opening) + " + movements "
                    + grouped_sum(check->movements, digits) + " = closing "
                    + grouped_amount(check->closing);
            if (!check->holds()) {
                auto const rest = check->closing.minor - check->opening.minor - check->movements;
                text += " does not hold: " + grouped_sum(rest, digits) + " is missing";
            }
            append_check(out, check->holds(), text + '.', style);
        }
        if (of.file.breaks.empty()) continue;
        append_check(out, false,
                     std::string(name_of(which)) + ": the running balance breaks at line "
                         + std::to_string(of.file.breaks.front().position)
                         + (of.file.breaks.size() > 1
                                ? " and " + grouped_count(of.file.breaks.size() - 1) + " more"
                                : "")
                         + ": rows may be missing there.",
                     style);
    }
}

/// Where a search was cut short: no failure, but to be known.
inline void append_limits(std::string& out, finished_run const& run, report_style const& style) {
    for (auto const& limit : run.result.limits) {
        std::string text = "! ";
        switch (limit.kind) {
        case limit_reached::what::candidates:
            text += counted(limit.rows, "row has", "rows have")
                    + " more candidates than are looked at: a better partner may have been missed.";
            break;
        case limit_reached::what::assignment:
            text += counted(limit.rows, "row is", "rows are")
                    + " in a group too large to be solved exactly: the total score is at most "
                    + grouped_sum(limit.loss, 6) + " below the best.";
            break;
        case limit_reached::what::groups:
            text += "The search for sums was cut short for " + counted(limit.rows, "row", "rows")
                    + ": there may be a group that it has not found.";
            break;
        }
        append_wrapped(out, text, 2, style, ink::warning);
    }
}

inline void append_proof(std::string& out, finished_run const& run, proof const& proven,
                         report_style const& style) {
    out += '\n';
    if (proven.holds())
        append_check(out, true,
                     "Both sides add up to the cent, and every row is in exactly one place.",
                     style);
    for (auto const& check : proven.checks) {
        if (!check.holds)
            append_check(out, false, "It does not hold that " + check.detail + '.', style);
    }
    append_balances(out, run, style);
    append_limits(out, run, style);
}

inline void append_reviews(std::string& out, finished_run const& run, report_style const& style) {
    std::vector<std::size_t> reviews;
    for (std::size_t i = 0; i < run.result.matches.size(); ++i) {
        if (run.result.matches[i].status == match_status::review) reviews.push_back(i);
    }
    if (reviews.empty()) return;
    append_heading(out, "For review: " + counted(reviews.size(), "match", "matches"), style);
    auto const shown = largest_first(reviews, style.items_max, [&](std::size_t i) {
        auto const& m = run.result.matches[i];
        auto const sum = sum_of(run.bank, run.result.left_of(m));
        return sum < 0 ? -sum : sum;
    });
    for (auto const i : shown) {
        auto const& m = run.result.matches[i];
        auto lead = "  " + short_score(m.confidence) + "  ";
        for (auto const row : run.result.left_of(m))
            append_item(out, run, side::left, row, std::exchange(lead, "        "), style);
        for (auto const row : run.result.right_of(m))
            append_item(out, run, side::right, row, std::exchange(lead, "        "), style);
        std::string why;
        append_review_reason(why, run, m);
        append_wrapped(out, why, 8, style, ink::faint);
    }
    append_more(out, reviews.size(), shown.size(), "matches.csv", style);
}

inline void append_open(std::string& out, finished_run const& run, side which,
                        report_style const& style) {
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    if (open.empty()) return;
    append_heading(out,
                   "Open in the " + std::string(name_of(which)) + ": "
                       + counted(open.size(), "row", "rows"),
                   style);
    std::vector<std::size_t> indices(open.size());
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = i;
    auto const shown = largest_first(std::move(indices), style.items_max, [&](std::size_t i) {
        return magnitude(run.of(which).at(open[i].row).amount.minor);
    });
    for (auto const i : shown) {
        append_item(out, run, which, open[i].row, "  ", style);
        std::string why;
        append_open_reason(why, run, which, open[i]);
        append_wrapped(out, why, 4, style, ink::faint);
    }
    append_more(out, open.size(), shown.size(), "open_items.csv", style);
}

inline void append_rejected_rows(std::string& out, finished_run const& run,
                                 report_style const& style) {
    auto const all = run.bank.file.rejected.size() + run.ledger.file.rejected.size();
    if (all == 0) return;
    append_heading(out, "Could not be read: " + counted(all, "row", "rows"), style);
    std::size_t shown = 0;
    for (auto const which : {side::left, side::right}) {
        for (auto const& issue : run.of(which).file.rejected) {
            if (shown == style.items_max) break;
            ++shown;
            source_position const where{printable(run.of(which).file.name), issue.position,
                                        issue.column};
            append_wrapped(out, to_string(where) + ": " + printable(issue.detail), 2, style);
            out.append(4, ' ');
            out += painted(clipped(printable(issue.raw), style.width - 5, style.unicode),
                           ink::faint, style);
            out += '\n';
        }
    }
    append_more(out, all, shown, "rejected.csv", style);
}

/// What the evidence of one file decides, in one sentence: "bank: dates are day-month-year
/// (--bank-date-order dmy); ...".
inline void append_decided(std::string& out, finished_run const& run, side which,
                           report_style const& style) {
    std::string list;
    for (auto const& a : run.of(which).file.assumptions) {
        if (!a.decided) continue;
        list += (list.empty() ? "" : "; ") + printable(a.what);
        if (a.flag.starts_with('-')) list += " (" + printable(a.flag) + ")";
    }
    if (list.empty()) return;
    auto const text = std::string(name_of(which)) + ", by its evidence: " + list + ".";
    append_wrapped(out, text, 2, style, ink::faint);
}

inline void append_assumptions(std::string& out, finished_run const& run,
                               report_style const& style) {
    std::string told;
    for (bool const open_ones : {true, false}) {
        for (auto const which : {side::left, side::right}) {
            for (auto const& a : run.of(which).file.assumptions) {
                if (a.decided == open_ones || (a.decided && !style.all_assumptions)) continue;
                auto text = std::string(name_of(which)) + ": " + printable(a.what);
                if (!a.evidence.empty()) text += " (" + printable(a.evidence) + ")";
                text += a.decided ? "." : ". Not certain: please settle it.";
                append_wrapped(told, text, 2, style, a.decided ? ink::plain : ink::warning);
                if (!a.flag.empty()) append_wrapped(told, a.flag, 6, style, ink::faint);
            }
        }
    }
    if (!style.all_assumptions)
        for (auto const which : {side::left, side::right})
            append_decided(told, run, which, style);
    if (told.empty()) return;
    append_heading(out, "Assumed about the files, and the option that settles it", style);
    out += told;
}

/// "38 of 45 bank rows (84 %)".
inline std::string matched_share(finished_run const& run, side which) {
    auto const counts = counts_of(run, which);
    auto const rows = std::string(name_of(which)) + " row";
    auto text =
        grouped_count(counts.settled()) + " of " + counted(counts.transactions, rows, rows + 's');
    if (counts.transactions != 0)
        text += " (" + std::to_string(counts.settled() * 100 / counts.transactions) + " %)";
    return text;
}

/// The answer in one sentence.
inline void append_verdict(std::string& out, finished_run const& run, report_style const& style) {
    auto const left = needing_a_person(run);
    auto const text = "Matched " + matched_share(run, side::left) + " and "
                      + matched_share(run, side::right) + "; "
                      + (left == 0 ? "nothing needs a person."
                                   : counted(left, "row needs", "rows need") + " a person.");
    append_wrapped(out, text, 0, style, left == 0 ? ink::good : ink::warning);
}

} // namespace detail

/// The report. Ends with LF. O(rows).
inline std::string report_of(finished_run const& run, proof const& proven,
                             report_style const& style = {}) {
    std::string out;
    auto title =
        printable(run.bank.file.name) + " against " + printable(run.ledger.file.name) + ", as of ";
    append_iso(title, run.as_of);
    out += detail::painted(title, detail::ink::strong, style) + '\n';
    detail::append_verdict(out, run, style);
    auto const units = detail::currencies_of(run);
    constexpr std::size_t units_max = 8; // a statement with more is rare, and the JSON has them all
    for (std::size_t i = 0; i < std::min(units.size(), units_max); ++i)
        detail::append_figures(out, run, units[i], style);
    if (units.size() > units_max)
        detail::append_wrapped(
            out, "and " + counted(units.size() - units_max, "currency", "currencies") + " more", 2,
            style);
    if (units.empty()) out += "\n  Neither file has a transaction.\n";
    detail::append_converted(out, run, style);
    detail::append_outside(out, run, style);
    detail::append_proof(out, run, proven, style);
    detail::append_bridges(out, proven, style);
    detail::append_discrepancies(out, run, style);
    detail::append_ageing(out, run, style);
    detail::append_reviews(out, run, style);
    detail::append_open(out, run, side::left, style);
    detail::append_open(out, run, side::right, style);
    detail::append_rejected_rows(out, run, style);
    detail::append_assumptions(out, run, style);
    return out;
}

} // namespace recon::io
