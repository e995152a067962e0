// recon/io/report_text_findings.hpp - in the text report: what to look into, how old what is open
// is, and the way from the bank's balance to the ledger's.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/discrepancy_rules.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/bridge.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_text_parts.hpp>
#include <recon/io/text_table.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace recon::io::detail {

inline std::string bridge_text(bridge const& b, report_style const& style) {
    using enum text_table::align;
    text_table table({left, right, right});
    auto const digits = b.unit.digits();
    table.row({"From bank to ledger", "Rows", std::string(b.unit.code())});
    for (auto const which : {side::left, side::right}) {
        auto const& of = which == side::left ? b.bank : b.ledger;
        table.row(
            {std::string(balance_text(which, of.basis)), "", grouped_sum(of.balance, digits)});
        auto const first = which == side::left ? 0 : bridge_bank_items;
        auto const last = which == side::left ? bridge_bank_items : bridge_items;
        for (auto i = first; i < last; ++i) {
            auto const& item = b.items[i];
            if (item.count == 0) continue;
            table.row({"  " + std::string(words_of(static_cast<bridge_item>(i)).text),
                       grouped_count(item.count), grouped_sum(item.sum_minor, digits)});
        }
        table.row({std::string(adjusted_text(which)), "", grouped_sum(of.adjusted, digits)});
        table.rule();
    }
    table.row({"Difference", "", grouped_sum(b.difference(), digits)});
    return table.str(2, "  ", style.unicode ? "─" : "-");
}

/// The bridges: where the two balances differ, or anything stands between them.
inline void append_bridges(std::string& out, proof const& proven, report_style const& style) {
    constexpr std::size_t bridges_max = 8;
    std::size_t shown = 0;
    for (auto const& b : proven.bridges) {
        bool const plain = std::all_of(std::begin(b.items), std::end(b.items),
                                       [](tally const& t) { return t.count == 0; });
        if (plain && b.difference() == 0) continue;
        if (shown++ == bridges_max) break;
        out += '\n';
        out += bridge_text(b, style);
        if (b.unexplained != 0)
            append_wrapped(out,
                           "The opening balances of the two files differ by more than the open "
                           "items that were carried in.",
                           2, style, ink::warning);
    }
}

inline ink ink_of(severity level) noexcept {
    return level >= severity::high     ? ink::bad
           : level == severity::medium ? ink::warning
                                       : ink::plain;
}

/// How many of each kind and severity: the worst kind first.
inline std::string discrepancy_table(discrepancies const& found) {
    using enum text_table::align;
    std::vector<std::array<std::uint64_t, severities>> counts(discrepancy_kinds);
    for (auto const& d : found.all)
        ++counts[static_cast<std::size_t>(d.kind)][static_cast<std::size_t>(d.level)];
    std::vector<std::size_t> kinds;
    for (std::size_t kind = 0; kind < discrepancy_kinds; ++kind) {
        auto const& c = counts[kind];
        if (std::any_of(c.begin(), c.end(), [](auto n) { return n != 0; })) kinds.push_back(kind);
    }
    std::stable_sort(kinds.begin(), kinds.end(), [&](std::size_t a, std::size_t b) {
        return std::lexicographical_compare(counts[b].rbegin(), counts[b].rend(),
                                            counts[a].rbegin(), counts[a].rend());
    });
    text_table table({left, right, right, right, right});
    table.row({"", "Critical", "High", "Medium", "Low"});
    for (auto const kind : kinds) {
        std::vector<std::string> cells{std::string(title_of(static_cast<discrepancy_kind>(kind)))};
        for (auto level = severities; level-- > 0;)
            cells.push_back(counts[kind][level] == 0 ? "" : grouped_count(counts[kind][level]));
        table.row(std::move(cells));
    }
    return table.str(2);
}

/// All kinds in a table, and the worst in words.
inline void append_discrepancies(std::string& out, finished_run const& run,
                                 report_style const& style) {
    auto const& all = run.findings.all;
    if (all.empty()) return;
    append_heading(out, "To look into: " + counted(all.size(), "discrepancy", "discrepancies"),
                   style);
    out += discrepancy_table(run.findings);
    if (run.notes && run.notes->state != llm_state::not_configured)
        append_wrapped(out,
                       "A language model (" + tamed(run.notes->model, 40) + ") was asked about "
                           + grouped_count(run.notes->asked) + " of them and has explained "
                           + grouped_count(run.notes->explained)
                           + ". Its words are marked, and nobody has checked them.",
                       2, style, ink::faint);
    auto const urgent = gravest(run.findings, severity::high, style.urgent_max);
    for (auto const index : urgent) {
        auto const& d = all[index];
        auto const level = std::string(to_string(d.level));
        out += '\n';
        append_wrapped(out, level + ": " + std::string(title_of(d.kind)), 2, style,
                       ink_of(d.level));
        append_wrapped(out, message_of(run, d) + '.', 4, style);
        append_wrapped(out, action_for(run, d) + '.', 4, style, ink::faint);
        if (auto const* const note = note_of(run, d))
            append_wrapped(out, in_words(*note), 4, style, ink::faint);
    }
    if (all.size() > urgent.size()) {
        out += '\n';
        append_more(out, all.size(), urgent.size(), "discrepancies.csv", style);
    }
}

/// How old what is open is, a line for each side and currency.
inline void append_ageing(std::string& out, finished_run const& run, report_style const& style) {
    using enum text_table::align;
    auto const all = ageing_of(run);
    if (all.empty()) return;
    append_heading(out, "Open for how many days", style);
    text_table table({left, right, right, right, right, right});
    std::vector<std::string> head{""};
    for (auto const bucket : age_buckets)
        head.emplace_back(bucket);
    table.row(std::move(head));
    for (auto const& a : all) {
        std::vector<std::string> counts{std::string(name_of(a.of) == "bank" ? "Bank" : "Ledger")
                                        + " rows"};
        std::vector<std::string> sums{"  " + std::string(a.unit.code())};
        for (auto const& t : a.by_age) {
            counts.push_back(t.count == 0 ? "" : grouped_count(t.count));
            sums.push_back(t.count == 0 ? "" : grouped_sum(t.sum_minor, a.unit.digits()));
        }
        table.row(std::move(counts));
        table.row(std::move(sums));
    }
    out += table.str(2);
}

} // namespace recon::io::detail
