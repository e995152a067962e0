// recon/detail/sampler.hpp - what a run shows a scorer that learns: its nearly certain pairs, and
// pairs of rows that have nothing to do with each other.
#pragma once

#include <recon/affinity.hpp>
#include <recon/candidates.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/census.hpp>
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
        : left_(left), right_(right), compare_(compare), counted_(left, right, compare, days) {}

    census const& counted() const noexcept { return counted_; }
    census& counted() noexcept { return counted_; }

    /// A pair that has been matched by its reference: sure if the amounts are equal.
    void add_matched(row_index left, row_index right) {
        auto const l = left_.place[left];
        auto const r = right_.place[right];
        if (left_.facts[l].minor == right_.facts[r].minor) sure_.add(l, r);
        counted_.add_matched(left_.facts[l], right_.facts[r]);
    }

    /// The pairs of what is open whose amount nobody else has. Both pools are in the order of fact.
    void add_unique(pool const& left, pool const& right) {
        if (counted_.by_accident()) return;
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

    /// In the place of the sure pairs, those that a stage has found likely among `rows` left ones.
    void learn_from(buffer<found_pair> const& likely, std::uint64_t rows) {
        constexpr score_t likely_min = 900'000;
        sure_ = {};
        counted_.forget_differences();
        std::uint64_t expected = 0;
        for (auto const& p : likely) {
            expected += static_cast<std::uint64_t>(p.confidence);
            if (p.confidence < likely_min) continue;
            sure_.add(left_.place[p.left], right_.place[p.right]);
            counted_.add_difference(left_.of(p.left), right_.of(p.right));
        }
        counted_.suppose(rows, expected / score_max);
    }

    /// Pairs of equal amount that the days keep apart, some of each amount.
    void add_namesakes(pool const& left, pool const& right) {
        constexpr std::uint64_t few = 8;
        constexpr std::uint64_t most = 64;
        for (auto const& b : common_blocks(left, right, amount_key)) {
            auto const lefts = std::uint64_t{b.left_end} - b.left_begin;
            auto const rights = std::uint64_t{b.right_end} - b.right_begin;
            auto const wanted = std::min({std::max(lefts, few), lefts * rights, most});
            for (std::uint64_t n = 0; n < wanted; ++n) {
                auto const l = b.left_begin + n * lefts / wanted;
                auto const r = b.right_begin + (n * 7 + 3) % rights;
                if (compare_.days_pass(left.first(l), right.first(r))) continue;
                namesakes_.add(left_.place[left.first(l).row], right_.place[right.first(r).row]);
            }
        }
    }
    /// How alike their texts are, for what the comparer makes of each amount.
    buffer<namesake> namesakes(unsigned threads) const {
        constexpr std::size_t portion = 1'024;
        buffer<namesake> found(namesakes_.left.size());
        for_each_task((found.size() + portion - 1) / portion, threads,
                      [&](unsigned, std::size_t task) {
                          auto const end = std::min(found.size(), (task + 1) * portion);
                          for (auto i = task * portion; i < end; ++i) {
                              auto const& l = left_.facts[namesakes_.left[i]];
                              auto const& r = right_.facts[namesakes_.right[i]];
                              found[i] = {l.row, compare_.likeness(l, r)};
                          }
                      });
        return found;
    }

    /// The words of unlike texts that go together.
    void teach(affinity_book& words, unsigned threads) const {
        auto const left = [&](std::size_t i) { return left_.facts[sure_.left[i]].text; };
        auto const right = [&](std::size_t i) { return right_.facts[sure_.right[i]].text; };
        constexpr std::size_t portion = 1'024;
        auto const count = sure_.left.size();
        buffer<bool> unlike(count);
        for_each_task((count + portion - 1) / portion, threads, [&](unsigned, std::size_t task) {
            for (auto i = task * portion; i < std::min(count, (task + 1) * portion); ++i)
                unlike[i] = words.unlike(left(i), right(i));
        });
        for (std::size_t i = 0; i < count; ++i)
            words.add(left(i), right(i), unlike[i]);
        words.close();
    }

    /// How many sure pairs there are.
    std::size_t sure_pairs() const noexcept { return sure_.left.size(); }

    /// O(sure pairs + days * width of the date window).
    evidence_sample sample(unsigned threads) const {
        evidence_sample seen;
        append_sample(seen.sure, sure_, 0, enough, threads);
        auto const count = sure_.left.size();
        if (count == 0) append_sample(seen.chance, any_rows(), 0, enough, threads);
        for (auto const away : {count / 7, count / 3, count / 2}) // rows of other pairs
            append_sample(seen.chance, sure_, away + 1, enough / 3, threads);
        append_sample(seen.namesakes, namesakes_, 0, enough, threads);
        seen.lags = counted_.lags();
        seen.first_lag = counted_.first_lag();
        seen.agree = counted_.agree();
        return seen;
    }

  private:
    static constexpr std::size_t enough = 10'000; // pairs of a kind

    struct places { // of pairs among the facts
        buffer<std::uint32_t> left, right;
        void add(std::uint32_t l, std::uint32_t r) {
            left.push_back(l);
            right.push_back(r);
        }
    };

    /// Rows that have as good as never to do with each other.
    places any_rows() const {
        places any;
        auto const rows = std::min(left_.facts.size(), right_.facts.size());
        for (std::uint32_t i = 0; i < rows; ++i)
            any.add(i, static_cast<std::uint32_t>((std::uint64_t{i} * 7 + rows / 2) % rows));
        return any;
    }
    /// The evidence of pairs in order, of `most` at most: each left row with the right row of the
    /// pair that comes `shift` later.
    void append_sample(buffer<pair_evidence>& sample, places const& pairs, std::size_t shift,
                       std::size_t most, unsigned threads) const {
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

    side_rows const& left_;
    side_rows const& right_;
    any_comparer const& compare_;
    census counted_;
    places sure_, namesakes_;
};

} // namespace recon::detail
