// recon/io/finished_run.hpp - a reconciliation and the two files it is of: what every output tells.
#pragma once

#include <recon/detail/prefetch.hpp>
#include <recon/discrepancy.hpp>
#include <recon/fx.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/llm_notes.hpp>
#include <recon/io/statement.hpp>
#include <recon/outcome.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

/// One side: its file, and the open items of an earlier run that were carried in.
struct run_side {
    statement file;      ///< `entries`: those of the file, then those carried in
    std::size_t own = 0; ///< how many of the entries are the file's own
    std::shared_ptr<void const> carried_storage; ///< owns what the carried entries see

    entry const& at(row_index row) const { return file.entries[row]; }
    bool carried(row_index row) const noexcept { return row >= own; }
    std::size_t carried_count() const noexcept { return file.entries.size() - own; }
};

/// A setting as a run has used it: an option's name without dashes, and its value.
struct setting {
    std::string name;
    std::string value;
};

/// A file that changed the answer beside the two that were compared: holidays, decisions.
struct other_input {
    std::string role; ///< the option that named it: "decisions"
    std::string name; ///< without its folder
    std::string sha256;
};

struct finished_run {
    run_side bank;   ///< the left side of the outcome
    run_side ledger; ///< the right side
    outcome result;
    discrepancies findings; ///< what of the result a person has to look into
    std::chrono::sys_days as_of;
    score_t auto_confidence = 850'000;
    std::vector<setting> settings; ///< all that can change the answer, in a fixed order
    std::vector<other_input> other_inputs;
    std::shared_ptr<rate_book const> rates{}; ///< by which currencies were converted; null: none
    std::shared_ptr<llm_notes const> notes{}; ///< of a language model; null: not asked for

    run_side const& of(side which) const noexcept { return which == side::left ? bank : ledger; }
};

/// Asks for the memory of rows that are told soon: the first of each side of a match.
inline void fetch_ahead(finished_run const& run, std::size_t index) {
    constexpr std::size_t ahead = 8;
    auto const& all = run.result.matches;
    if (index + ahead >= all.size()) return;
    auto const& m = all[index + ahead];
    if (m.left_count != 0) recon::detail::prefetch_all(run.bank.at(run.result.left_of(m)[0]));
    if (m.right_count != 0) recon::detail::prefetch_all(run.ledger.at(run.result.right_of(m)[0]));
}
/// The same of an open row and its nearest candidate.
inline void fetch_ahead(finished_run const& run, side which, open_row const& open) {
    recon::detail::prefetch_all(run.of(which).at(open.row));
    if (open.nearest != no_row)
        recon::detail::prefetch_all((which == side::left ? run.ledger : run.bank).at(open.nearest));
}
/// The same of discrepancies, and of the matches that they are about.
inline void fetch_findings_ahead(finished_run const& run, std::size_t index) {
    constexpr std::size_t ahead = 8;
    auto const& all = run.findings.all;
    if (index + 2 * ahead < all.size()) {
        auto const& d = all[index + 2 * ahead];
        recon::detail::prefetch(&run.findings.members[d.members]);
        if (d.match != no_index) recon::detail::prefetch_all(run.result.matches[d.match]);
    }
    if (index + ahead >= all.size()) return;
    auto const& d = all[index + ahead];
    recon::detail::prefetch_all(run.of(d.of).at(run.findings.rows_of(d)[0]));
    if (d.counter_count != 0)
        recon::detail::prefetch_all(run.of(d.counter_side).at(run.findings.counters_of(d)[0]));
}

/// What a language model has said of one of the findings; null: nothing.
inline llm_note const* note_of(finished_run const& run, discrepancy const& d) noexcept {
    return run.notes ? run.notes->of(static_cast<std::size_t>(&d - run.findings.all.data()))
                     : nullptr;
}

constexpr std::string_view name_of(side which) noexcept {
    return which == side::left ? "bank" : "ledger";
}
constexpr side other_side(side which) noexcept {
    return which == side::left ? side::right : side::left;
}

/// Appends where a row stands: "17" is a line of the file, "carried:3" one of the open items.
template <class Text>
void append_position(Text& out, run_side const& of, row_index row) {
    if (of.carried(row)) out += "carried:";
    append_count(out, of.at(row).position);
}

/// Who and what for, as one text: "Telekom: Rechnung 773". The next run compares the same words.
template <class Text>
void append_text(Text& out, entry const& row) {
    if (!row.counterparty.empty() && row.counterparty != row.description) {
        out += row.counterparty;
        if (!row.description.empty()) out += ": ";
    }
    out += row.description;
}
/// The same without a copy where one column holds it all; else in `buffer`.
inline std::string_view text_in(entry const& row, std::string& buffer) {
    if (row.counterparty.empty() || row.counterparty == row.description) return row.description;
    if (row.description.empty()) return row.counterparty;
    buffer.clear();
    append_text(buffer, row);
    return buffer;
}
inline std::string text_of(entry const& row) {
    std::string text;
    append_text(text, row);
    return text;
}

/// The sum of one side of a match.
inline recon::detail::int128 sum_of(run_side const& of, std::span<row_index const> rows) {
    recon::detail::int128 sum = 0;
    for (auto const row : rows)
        sum += of.at(row).amount.minor;
    return sum;
}

/// The currency of a match, in which its difference is: that of the bank rows, if it has two.
inline currency unit_of(finished_run const& run, match const& m) {
    auto const left = run.result.left_of(m);
    return left.empty() ? run.ledger.at(run.result.right_of(m).front()).amount.unit
                        : run.bank.at(left.front()).amount.unit;
}

/// The currency of one side of a match that has rows of both.
inline currency unit_of(finished_run const& run, match const& m, side which) {
    auto const rows = which == side::left ? run.result.left_of(m) : run.result.right_of(m);
    return rows.empty() ? unit_of(run, m) : run.of(which).at(rows.front()).amount.unit;
}
/// Whether a match is of two currencies.
inline bool is_converted(finished_run const& run, match const& m) {
    return unit_of(run, m, side::left) != unit_of(run, m, side::right);
}
/// "EUR"; of two currencies "EUR;USD", the bank's first.
inline std::string currency_codes_of(finished_run const& run, match const& m) {
    std::string codes(unit_of(run, m).code());
    if (is_converted(run, m)) (codes += ';') += unit_of(run, m, side::right).code();
    return codes;
}

/// How many rows need a person: in review, open or rejected, on both sides.
inline std::uint64_t needing_a_person(finished_run const& run) {
    std::uint64_t count = run.bank.file.rejected.size() + run.ledger.file.rejected.size();
    for (auto const& total : run.result.totals)
        count += total.review.count + total.open.count;
    return count;
}

} // namespace recon::io
