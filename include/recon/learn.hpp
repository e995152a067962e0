// recon/learn.hpp - what this run's own sure pairs say about how days lag and how alike texts are.
//
// Pairs joined by an equal reference, or by an amount that is unique on both sides, are nearly
// certain without looking at their days or texts. How often a lag or a likeness occurs among them
// (m), against how often it occurs among rows that have nothing to do with each other (u), is its
// weight of evidence, ln(m/u) (Fellegi and Sunter, JASA 64, 1969). No labels, and no chance.
#pragma once

#include <recon/agreement.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/score.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon {

/// What was seen, and what it means: for days, the lags from `first_lag` on; for texts, likeness in
/// steps of 5 %.
struct evidence_table {
    struct cell {
        std::uint64_t sure = 0;   ///< how many sure pairs are so
        std::uint64_t chance = 0; ///< how many unrelated pairs are so
        millinats odds = 0;       ///< ln(m/u)

        void add(cell const& other) noexcept {
            sure += other.sure;
            chance += other.chance;
        }
    };
    static constexpr std::size_t text_cells = 21;

    std::int32_t first_lag = 0;
    std::int32_t best_lag = 0; ///< that which most speaks for a pair
    detail::buffer<cell> lags;
    detail::buffer<cell> texts; ///< where nobody else has the amount
    /// Where others have it: they are the same party more often than chance would have it.
    detail::buffer<cell> recurring;
    agreement agree;                     ///< of amounts and of references
    std::size_t alike_from = text_cells; ///< the first cell that speaks for a pair

    bool learnt() const noexcept { return !lags.empty(); }
    /// Whether texts speak for a pair.
    bool is_alike(score_t likeness) const noexcept { return text_cell(likeness) >= alike_from; }

    /// Adds what another one has seen: lags at their place, where this one has it.
    void add(evidence_table const& other) {
        for (std::size_t i = 0; i < other.lags.size(); ++i) {
            auto const at =
                std::int64_t{other.first_lag} + static_cast<std::int64_t>(i) - first_lag;
            if (at >= 0 && at < static_cast<std::int64_t>(lags.size()))
                lags[static_cast<std::size_t>(at)].add(other.lags[i]);
        }
        for (std::size_t i = 0; i < text_cells && other.texts.size() == text_cells; ++i)
            texts[i].add(other.texts[i]);
        for (std::size_t i = 0; i < text_cells && other.recurring.size() == text_cells; ++i)
            recurring[i].add(other.recurring[i]);
        agree.add(other.agree);
    }

    static constexpr std::size_t text_cell(score_t likeness) noexcept {
        return static_cast<std::size_t>(likeness) * (text_cells - 1) / score_max;
    }
    /// Of a lag beyond the table, what its end says.
    millinats odds_of_lag(std::int32_t lag) const noexcept {
        auto const last = static_cast<std::int64_t>(lags.size()) - 1;
        auto const at = std::clamp<std::int64_t>(std::int64_t{lag} - first_lag, 0, last);
        return lags[static_cast<std::size_t>(at)].odds;
    }
    millinats odds_of_text(score_t likeness, bool recurs) const noexcept {
        return (recurs ? recurring : texts)[text_cell(likeness)].odds;
    }
};

namespace detail {

/// Turns counts into odds. `stated(i)` is what cell i is taken to say before anything is seen: it
/// counts as much as `stated_pairs` sure pairs. One sure pair in fifty may be wrong, so that no
/// cell says more than that against a pair.
template <class Stated>
void weigh_cells(buffer<evidence_table::cell>& cells, Stated stated) {
    constexpr std::uint64_t stated_pairs = 20;
    constexpr unsigned bits = 24;
    std::uint64_t sure = 0;
    std::uint64_t chance = 0;
    for (auto const& c : cells) {
        sure += c.sure;
        chance += c.chance;
    }
    chance += cells.size(); // each cell is possible
    buffer<std::uint64_t> by_chance;
    buffer<std::uint64_t> by_statement;
    std::uint64_t statements = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const share = ((static_cast<uint128>(cells[i].chance) + 1) << bits) / chance;
        by_chance.push_back(std::max<std::uint64_t>(static_cast<std::uint64_t>(share), 1));
        constexpr millinats top = 6'000; // no statement is stronger
        auto const weight = exp_minus(std::max(top - stated(i), 0));
        by_statement.push_back(
            std::max<std::uint64_t>(by_chance.back() * weight >> (one_bits - 8), 1));
        statements += by_statement.back();
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const assumed =
            (static_cast<uint128>(by_statement[i]) * stated_pairs << bits) / statements;
        auto const seen =
            ((static_cast<uint128>(cells[i].sure) << bits) + assumed) / (sure + stated_pairs);
        auto const likely = (static_cast<std::uint64_t>(seen) * 49 + by_chance[i]) / 50;
        cells[i].odds = static_cast<millinats>(natural_log(std::max<std::uint64_t>(likely, 1))
                                               - natural_log(by_chance[i]));
    }
}

/// Makes the odds rise from cell to cell: neighbours that do not are pooled, by how many sure pairs
/// each has (pool adjacent violators; Ayer et al., Ann. Math. Statist. 26, 1955). That a likelier
/// text speaks less for a pair is an accident of a small sample.
inline void make_monotone(buffer<evidence_table::cell>& cells) {
    struct block {
        std::int64_t sum; // of odds times weight
        std::int64_t weight;
        std::size_t cells;
        std::int64_t mean() const { return sum / weight; }
    };
    buffer<block> blocks;
    for (auto const& c : cells) {
        auto const weight = static_cast<std::int64_t>(c.sure >> 20U > 0 ? 1U << 20U : c.sure) + 1;
        block next{c.odds * weight, weight, 1};
        while (!blocks.empty() && blocks.back().mean() > next.mean()) {
            next = {next.sum + blocks.back().sum, next.weight + blocks.back().weight,
                    next.cells + blocks.back().cells};
            blocks.pop_back();
        }
        blocks.push_back(next);
    }
    std::size_t i = 0;
    for (auto const& b : blocks) {
        for (auto const end = i + b.cells; i < end; ++i)
            cells[i].odds = static_cast<millinats>(b.mean());
    }
}

} // namespace detail

/// What a run shows a scorer that learns. The rivals of its pairs are not counted.
struct evidence_sample {
    struct lag_cell {
        std::uint64_t chance; ///< how many pairs of any rows are this many days apart
        score_t closeness;    ///< what the day tolerance says of it
    };
    detail::buffer<pair_evidence> sure;   ///< pairs that are nearly certain
    detail::buffer<pair_evidence> chance; ///< pairs of rows that have nothing to do with each other
    detail::buffer<pair_evidence> namesakes; ///< pairs of equal amount that are too far apart
    std::int32_t first_lag = 0;
    detail::buffer<lag_cell> lags;
    agreement agree; ///< its counts
    /// What earlier runs have seen; null: nothing.
    evidence_table const* known = nullptr;
    std::uint64_t sure_pairs = 0; ///< of this run and of earlier ones
};

/// Learns from a sample. `stated` says what lags and texts are taken to say before (functions
/// odds_of_day and odds_of_text of a pair_evidence). O(size of the sample).
template <class Stated>
evidence_table learn(evidence_sample const& seen, Stated const& stated) {
    constexpr std::size_t namesakes_min = 200; // fewer say too little
    evidence_table table;
    table.first_lag = seen.first_lag;
    table.lags.resize(seen.lags.size());
    table.texts.resize(evidence_table::text_cells);
    for (std::size_t i = 0; i < seen.lags.size(); ++i)
        table.lags[i].chance = seen.lags[i].chance;
    for (auto const& e : seen.sure) {
        auto const at = std::int64_t{e.lag} - seen.first_lag;
        if (at >= 0 && at < static_cast<std::int64_t>(table.lags.size()))
            ++table.lags[static_cast<std::size_t>(at)].sure;
        if (e.text >= 0) ++table.texts[evidence_table::text_cell(e.text)].sure;
    }
    table.recurring = table.texts;
    table.agree = seen.agree;
    auto const count = [](detail::buffer<pair_evidence> const& pairs,
                          detail::buffer<evidence_table::cell>& cells) {
        for (auto const& e : pairs)
            if (e.text >= 0) ++cells[evidence_table::text_cell(e.text)].chance;
    };
    count(seen.chance, table.texts);
    count(seen.namesakes.size() < namesakes_min ? seen.chance : seen.namesakes, table.recurring);
    if (seen.known != nullptr) table.add(*seen.known);
    detail::weigh_cells(table.lags, [&](std::size_t i) {
        pair_evidence e;
        e.lag = seen.first_lag + static_cast<std::int32_t>(i);
        e.day = seen.lags[i].closeness;
        return stated.odds_of_day(e);
    });
    auto const stated_of_text = [&](std::size_t i) {
        pair_evidence e; // the middle of the cell
        e.text =
            static_cast<score_t>((2 * i + 1) * score_max / (2 * (evidence_table::text_cells - 1)));
        e.text = std::min(e.text, score_max);
        return stated.odds_of_text(e);
    };
    detail::weigh_cells(table.texts, stated_of_text);
    detail::weigh_cells(table.recurring, stated_of_text);
    detail::make_monotone(table.texts);
    detail::make_monotone(table.recurring);
    table.agree.weigh();
    auto const last_lag = table.first_lag + static_cast<std::int32_t>(table.lags.size()) - 1;
    table.best_lag = table.first_lag;
    for (auto lag = table.first_lag; lag <= last_lag; ++lag)
        if (table.odds_of_lag(lag) > table.odds_of_lag(table.best_lag)) table.best_lag = lag;
    table.alike_from = 0;
    while (table.alike_from < evidence_table::text_cells && table.texts[table.alike_from].odds < 0)
        ++table.alike_from;
    return table;
}

} // namespace recon
