// recon/detail/sampler.hpp - what a run shows a scorer that learns: its nearly certain pairs, pairs
// of rows that have nothing to do with each other, and how many rows lie how many days apart.
#pragma once

#include <recon/candidates.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/learn.hpp>
#include <recon/stages.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon::detail {

/// Sure are pairs of equal reference and amount, and pairs of an amount that is on one open row of
/// either side.
class sampler {
  public:
    sampler(side_rows const& left, side_rows const& right, any_comparer const& compare,
            std::int64_t days)
        : left_(left), right_(right), compare_(compare), days_(days) {}

    /// A pair that has been matched by its reference: sure if the amounts are equal.
    void add_matched(row_index left, row_index right) {
        auto const l = left_.place[left];
        auto const r = right_.place[right];
        if (left_.facts[l].minor == right_.facts[r].minor) add(l, r);
    }

    /// The pairs of what is open whose amount nobody else has. Both pools are in the order of fact.
    void add_unique(pool const& left, pool const& right) {
        for (auto const& b : common_blocks(left, right, amount_key)) {
            auto const& f = left.first(b.left_begin);
            auto const& g = right.first(b.right_begin);
            bool const unique = b.left_end - b.left_begin == 1 && b.right_end - b.right_begin == 1
                                && left.types[b.left_begin].count == 1
                                && right.types[b.right_begin].count == 1;
            if (unique && compare_.days_pass(f, g) && !compare_.rejected(f, g))
                add(left_.place[f.row], right_.place[g.row]);
        }
    }

    /// O(sure pairs + days * width of the date window).
    evidence_sample sample(unsigned threads) const {
        evidence_sample seen;
        sample_pairs(seen, threads);
        sample_lags(seen);
        return seen;
    }

  private:
    void add(std::uint32_t left, std::uint32_t right) {
        lefts_.push_back(left);
        rights_.push_back(right);
    }

    void sample_pairs(evidence_sample& seen, unsigned threads) const {
        constexpr std::size_t most = 20'000; // are enough
        constexpr std::size_t portion = 1'024;
        auto const count = lefts_.size();
        auto const step = count / most + 1;
        auto const size = (count + step - 1) / step;
        std::size_t const away[] = {count / 7 + 1, count / 3 + 1, count / 2 + 1};
        seen.sure.resize(size);
        seen.chance.resize(size * 3); // a row of a pair with those of others
        for_each_task((size + portion - 1) / portion, threads, [&](unsigned, std::size_t task) {
            auto const end = std::min(size, (task + 1) * portion);
            for (auto n = task * portion; n < end; ++n) {
                auto const i = n * step;
                auto const& f = left_.facts[lefts_[i]];
                auto const with = [&](std::size_t other) {
                    return compare_.evidence_alone(f, right_.facts[rights_[other % count]]);
                };
                seen.sure[n] = with(i);
                for (std::size_t k = 0; k < 3; ++k)
                    seen.chance[3 * n + k] = with(i + away[k]);
            }
        });
    }

    /// How many pairs of any rows are so many days apart, for the lags that the tolerance allows.
    void sample_lags(evidence_sample& seen) const {
        if (left_.facts.empty() || right_.facts.empty()) return;
        constexpr std::int64_t work_most = 50'000'000;
        auto first_day = std::numeric_limits<std::int32_t>::max();
        for (auto const* facts : {&left_.facts, &right_.facts}) {
            for (auto const& f : *facts)
                first_day = std::min(first_day, f.day);
        }
        auto probe = left_.facts[0];
        std::int64_t low = 0;
        std::int64_t high = 0;
        for (std::int32_t n = 0; n < 14; ++n) { // weekends and holidays widen some windows
            probe.day = first_day + n;
            auto const window = compare_.day_window(probe);
            low = std::min<std::int64_t>(low, (probe.date() - window.high).count());
            high = std::max<std::int64_t>(high, (probe.date() - window.low).count());
        }
        if ((high - low + 1) * days_ > work_most) return; // what is stated will do
        auto const days = static_cast<std::size_t>(days_);
        buffer<std::uint64_t> left_rows(days), right_rows(days);
        for (auto const& f : left_.facts)
            ++left_rows[static_cast<std::size_t>(f.day - first_day)];
        for (auto const& f : right_.facts)
            ++right_rows[static_cast<std::size_t>(f.day - first_day)];
        seen.first_lag = static_cast<std::int32_t>(low);
        for (auto lag = low; lag <= high; ++lag) {
            std::uint64_t pairs = 0;
            for (auto d = std::max<std::int64_t>(lag, 0);
                 d < days_ + std::min<std::int64_t>(lag, 0); ++d)
                pairs += left_rows[static_cast<std::size_t>(d)]
                         * right_rows[static_cast<std::size_t>(d - lag)];
            auto other = probe;
            other.day = static_cast<std::int32_t>(probe.day - lag);
            bool const passes = compare_.days_pass(probe, other);
            seen.lags.push_back({pairs, passes ? compare_.day_closeness(probe, other) : 0});
        }
    }

    side_rows const& left_;
    side_rows const& right_;
    any_comparer const& compare_;
    std::int64_t days_;
    buffer<std::uint32_t> lefts_, rights_; // places of the sure pairs among the facts
};

} // namespace recon::detail
