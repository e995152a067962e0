// recon/detail/sampler.hpp - what a run shows a scorer that learns: its nearly certain pairs, pairs
// of rows that have nothing to do with each other, and how many rows lie how many days apart.
#pragma once

#include <recon/affinity.hpp>
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
        if (left_.facts[l].minor == right_.facts[r].minor) sure_.add(l, r);
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
                sure_.add(left_.place[f.row], right_.place[g.row]);
        }
    }

    /// Pairs of equal amount that the days keep apart.
    void add_namesakes(pool const& left, pool const& right) {
        for (auto const& b : common_blocks(left, right, amount_key)) {
            for (auto l = b.left_begin; l < b.left_end; ++l) {
                auto const r = b.right_begin + (l * 7U + 3U) % (b.right_end - b.right_begin);
                if (compare_.days_pass(left.first(l), right.first(r))) continue;
                namesakes_.add(left_.place[left.first(l).row], right_.place[right.first(r).row]);
            }
        }
    }

    /// The words of unlike texts that go together.
    void teach(affinity_book& words) const {
        for (std::size_t i = 0; i < sure_.left.size(); ++i)
            words.add(left_.facts[sure_.left[i]].text, right_.facts[sure_.right[i]].text);
        words.close();
    }

    /// How many sure pairs there are.
    std::size_t sure_pairs() const noexcept { return sure_.left.size(); }

    /// O(sure pairs + days * width of the date window).
    evidence_sample sample(unsigned threads) const {
        evidence_sample seen;
        append_sample(seen.sure, sure_, 0, threads);
        auto const count = sure_.left.size();
        for (auto const away : {count / 7, count / 3, count / 2}) // rows of other pairs
            append_sample(seen.chance, sure_, away + 1, threads);
        append_sample(seen.namesakes, namesakes_, 0, threads);
        sample_lags(seen);
        return seen;
    }

  private:
    struct places { // of pairs among the facts
        buffer<std::uint32_t> left, right;
        void add(std::uint32_t l, std::uint32_t r) {
            left.push_back(l);
            right.push_back(r);
        }
    };

    /// The evidence of pairs in order, of so many that they are enough: each left row with the
    /// right row of the pair that comes `shift` later.
    void append_sample(buffer<pair_evidence>& sample, places const& pairs, std::size_t shift,
                       unsigned threads) const {
        constexpr std::size_t most = 20'000;
        constexpr std::size_t portion = 1'024;
        auto const count = pairs.left.size();
        auto const step = count / most + 1;
        auto const size = (count + step - 1) / step;
        auto const begin = sample.size();
        sample.resize(begin + size);
        for_each_task((size + portion - 1) / portion, threads, [&](unsigned, std::size_t task) {
            auto const end = std::min(size, (task + 1) * portion);
            for (auto n = task * portion; n < end; ++n) {
                auto const l = pairs.left[n * step];
                auto const r = pairs.right[(n * step + shift) % count];
                sample[begin + n] = compare_.evidence_alone(left_.facts[l], right_.facts[r]);
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
    places sure_, namesakes_;
};

} // namespace recon::detail
