// recon/posterior.hpp - how likely each pair is when all who compete for it are regarded: of n
// partners that fit equally well, each has one chance in n.
//
// The probability of a whole matching is taken to be proportional to the product of the odds of its
// pairs (the monomer-dimer model). The marginal probability of each pair follows from messages
// between the rows, "so likely am I not taken by somebody else": belief propagation, exact where
// the candidates form no cycle, and asymptotically on large random graphs (Bayati, Gamarnik, Katz,
// Nair and Tetali, STOC 2007).
#pragma once

#include <recon/assign.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace recon {

namespace detail {

/// One round of messages takes those of one side and gives those of the other, edge by edge.
class messenger {
  public:
    messenger(std::span<std::uint32_t const> left_rows, std::span<std::uint32_t const> right_rows,
              std::span<assign_edge const> edges)
        : left_rows_(left_rows), right_rows_(right_rows), edges_(edges),
          left_begin_(left_rows.size() + 1), right_begin_(right_rows.size() + 1),
          by_left_(edges.size()), by_right_(edges.size()), left_told_(edges.size()),
          right_told_(edges.size()) {
        for (auto const& e : edges_) {
            ++left_begin_[e.left + std::size_t{1}];
            ++right_begin_[e.right + std::size_t{1}];
        }
        for (std::size_t i = 1; i < left_begin_.size(); ++i)
            left_begin_[i] += left_begin_[i - 1];
        for (std::size_t j = 1; j < right_begin_.size(); ++j)
            right_begin_[j] += right_begin_[j - 1];
        auto at = right_begin_;
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            by_left_[e] = e;
            by_right_[at[edges_[e].right]++] = e;
        }
    }

    /// `damped`: messages go half the way (as logarithms). Where many compete for many they would
    /// swing to and fro otherwise.
    void round(bool damped) {
        bool const again = settled_ && !damped; // an answer to the same offers is the same
        damped_ = damped;
        for (std::size_t i = 0; i + 1 < left_begin_.size(); ++i)
            answer(by_left_, left_begin_[i], left_begin_[i + 1], left_told_, right_told_, true,
                   again);
        for (std::size_t j = 0; j + 1 < right_begin_.size(); ++j)
            answer(by_right_, right_begin_[j], right_begin_[j + 1], right_told_, left_told_, false,
                   again);
        left_told_.advance(); // both at once, so that neither side comes first
        right_told_.advance();
        settled_ = !damped;
    }

    /// That a row of the smaller type of an edge has its partner in the other type.
    score_t probability_of(std::uint32_t e) const {
        auto const odds = std::int64_t{edges_[e].weight} + left_told_.now[e] + right_told_.now[e];
        auto const rows = std::max(left_rows_[edges_[e].left], right_rows_[edges_[e].right]);
        auto const all = std::int64_t{probability(odds)} * rows;
        return static_cast<score_t>(std::min<std::int64_t>(all, score_max));
    }

  private:
    static constexpr std::int64_t nothing = -60'000; // an offer that does not count

    /// How many rows there are at the other end of an edge.
    std::uint32_t others(std::uint32_t e, bool from_left) const {
        return from_left ? right_rows_[edges_[e].right] : left_rows_[edges_[e].left];
    }
    /// The odds of the pair times the chance that the other is not taken, times how many there are.
    std::int64_t offer(std::uint32_t e, std::int64_t told, std::uint32_t rows) const {
        return edges_[e].weight + told + (rows > 1 ? natural_log(rows) : 0);
    }

    /// What one side is told, by edge: in the last round, in the one before, and in the next.
    struct messages {
        buffer<std::int32_t> now, before, next;

        explicit messages(std::size_t edges) : now(edges), before(edges), next(edges) {}
        void advance() {
            before.swap(now);
            now.swap(next);
        }
    };

    /// Along each edge of one row: -ln(1 + what all others offer). `again`: only where an offer
    /// has changed.
    void answer(buffer<std::uint32_t> const& order, std::uint32_t begin, std::uint32_t end,
                messages const& told, messages& tell, bool from_left, bool again) {
        bool same = again;
        for (auto k = begin; k < end && same; ++k)
            same = told.now[order[k]] == told.before[order[k]];
        if (same) {
            for (auto k = begin; k < end; ++k)
                tell.next[order[k]] = tell.now[order[k]];
            return;
        }
        before_.clear(); // of the offers before each; 1 for having no partner
        log_sum sum(0);
        for (auto k = begin; k < end; ++k) {
            before_.push_back(sum);
            auto const e = order[k];
            if (k + 1 < end) sum.add(offer(e, told.now[e], others(e, from_left)));
        }
        log_sum after(nothing);
        for (auto k = end; k-- > begin;) {
            auto const e = order[k];
            auto const rows = others(e, from_left);
            auto rest = before_[k - begin];
            if (k + 1 < end) rest.add(after.value());
            if (rows > 1) rest.add(offer(e, told.now[e], rows - 1)); // the rest of its own type
            auto const answered = static_cast<std::int32_t>(-rest.value());
            tell.next[e] = damped_ ? (tell.now[e] + answered) / 2 : answered;
            if (k > begin) after.add(offer(e, told.now[e], rows));
        }
    }

    std::span<std::uint32_t const> left_rows_, right_rows_;
    std::span<assign_edge const> edges_;
    buffer<std::uint32_t> left_begin_, right_begin_, by_left_, by_right_;
    messages left_told_, right_told_;
    buffer<log_sum> before_;
    bool damped_ = false;
    bool settled_ = false; // the last round was not damped
};

} // namespace detail

/// The probability of each edge in millionths: that a row of its smaller type has its partner in
/// the other type. The weights of the edges are odds in millinats, and the edges are sorted by
/// left. O(rounds * edges).
inline detail::buffer<score_t> posterior(std::span<std::uint32_t const> left_rows,
                                         std::span<std::uint32_t const> right_rows,
                                         std::span<assign_edge const> edges, unsigned rounds = 9) {
    detail::messenger messages(left_rows, right_rows, edges);
    for (unsigned round = 0; round < rounds; ++round)
        messages.round(round < rounds / 3);
    detail::buffer<score_t> result(edges.size());
    for (std::uint32_t e = 0; e < edges.size(); ++e)
        result[e] = messages.probability_of(e);
    return result;
}

} // namespace recon
