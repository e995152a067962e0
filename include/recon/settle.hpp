// recon/settle.hpp - from the pairs that may match to those that do: the rows of an assignment, and
// the next best partner of each.
#pragma once

#include <recon/assign.hpp>
#include <recon/candidates.hpp>
#include <recon/claims.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/outcome.hpp>
#include <recon/posterior.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace recon {

/// What a stage says of two rows.
struct found_pair {
    row_index left;
    row_index right;
    score_t weight;
    score_t margin;
    score_t confidence = -1;      ///< where matches compete: the probability; otherwise -1
    row_index runner_up = no_row; ///< the best other partner of either
    side runner_up_side = side::right;
};

struct stage_limits {
    std::size_t candidates_max = 1'000; ///< partners looked at for one type of rows
    /// A reference that is on more pairs of row types than this names nobody.
    std::uint64_t reference_pairs_max = 4'096;
    assign_limits assign{};
};

/// What a stage found, by left row.
struct stage_result {
    detail::buffer<found_pair> pairs;
    detail::buffer<row_claim> left_claims, right_claims; ///< where matches compete
    search_account account;
    std::int64_t loss = 0;
    std::uint64_t rows_inexact = 0;
};

namespace detail {

/// Types of both pools that can only match each other.
struct block {
    std::uint32_t left_begin, left_end, right_begin, right_end;
};

/// The best and the second best edge of a type.
struct best_two {
    std::uint32_t best = ~std::uint32_t{0};
    std::uint32_t second = ~std::uint32_t{0};

    void offer(std::uint32_t e, detail::buffer<assign_edge> const& edges) {
        constexpr auto none = ~std::uint32_t{0};
        if (best == none || edges[e].weight > edges[best].weight) {
            second = best;
            best = e;
        } else if (second == none || edges[e].weight > edges[second].weight) {
            second = e;
        }
    }
    std::uint32_t other_than(std::uint32_t e) const { return best == e ? second : best; }
};

/// Assigns the types of a range, and writes out their rows.
class settler {
  public:
    /// Where matches compete, the weights of the edges are odds in millinats. The matching is then
    /// the one with the greatest expected number of right pairs among those that are likely enough.
    settler(pool const& left, pool const& right, block const& range, stage_limits const& limits,
            buffer<assign_edge>& edges, any_comparer const& compare)
        : left_(left), right_(right), range_(range), limits_(limits), edges_(edges),
          competing_(compare.competes()), min_confidence_(compare.min_confidence()),
          offered_min_(compare.offered_min()) {}

    void settle(stage_result& result) {
        if (edges_.empty()) return;
        auto const lefts = counts(left_, range_.left_begin, range_.left_end);
        auto const rights = counts(right_, range_.right_begin, range_.right_end);
        if (competing_) compete(lefts, rights);
        auto const answer = assign({lefts.data(), lefts.size()}, {rights.data(), rights.size()},
                                   competing_ ? likely_edges() : edges_, limits_.assign);
        result.loss += answer.loss;
        result.rows_inexact += answer.rows_inexact;
        find_runners_up();
        if (competing_) find_doubts(lefts, rights, answer.pairs);
        buffer<std::uint32_t> left_used(lefts.size());
        buffer<std::uint32_t> right_used(rights.size());
        std::uint32_t e = 0;
        for (std::size_t i = 0; i < answer.pairs.size(); ++i) {
            assigned const& p = answer.pairs[i];
            while (edges_[e].left != p.left || edges_[e].right != p.right)
                ++e;
            found_pair pair{0, 0, p.weight, std::min(p.margin, score_max)};
            if (competing_) {
                auto const doubt = std::max(left_doubt_[p.left] / lefts[p.left],
                                            right_doubt_[p.right] / rights[p.right]);
                pair.confidence = edges_[e].weight;
                pair.margin =
                    static_cast<score_t>(score_max - std::clamp<std::int64_t>(doubt, 0, score_max));
            }
            name_runner_up(pair, e);
            for (std::uint32_t n = 0; n < p.count; ++n) {
                auto const l = left_.types[range_.left_begin + p.left].begin + left_used[p.left]++;
                auto const r =
                    right_.types[range_.right_begin + p.right].begin + right_used[p.right]++;
                pair.left = left_.facts[l].row;
                pair.right = right_.facts[r].row;
                result.pairs.push_back(pair);
            }
        }
        if (!competing_) return;
        claim(left_, range_.left_begin, left_used, left_doubt_, result.left_claims);
        claim(right_, range_.right_begin, right_used, right_doubt_, result.right_claims);
    }

  private:
    /// Puts probabilities in the place of odds.
    void compete(buffer<std::uint32_t> const& lefts, buffer<std::uint32_t> const& rights) {
        auto const likely = posterior({lefts.data(), lefts.size()}, {rights.data(), rights.size()},
                                      {edges_.data(), edges_.size()});
        eligible_.resize(edges_.size());
        for (std::size_t e = 0; e < edges_.size(); ++e) {
            eligible_[e] =
                likely[e] >= offered_min_ && probability(edges_[e].weight) >= min_confidence_;
            edges_[e].weight = std::max(likely[e], score_t{1});
        }
    }

    /// Those that are likely enough to be matches.
    buffer<assign_edge> likely_edges() const {
        buffer<assign_edge> likely;
        for (std::size_t e = 0; e < edges_.size(); ++e)
            if (eligible_[e]) likely.push_back(edges_[e]);
        return likely;
    }

    /// What the rows that are left over are expected to belong to.
    static void claim(pool const& from, std::uint32_t first, buffer<std::uint32_t> const& used,
                      buffer<std::int64_t> const& doubt, buffer<row_claim>& claims) {
        constexpr std::int64_t least = 10'000; // less makes no difference
        for (std::uint32_t t = 0; t < used.size(); ++t) {
            auto const& type = from.types[first + t];
            auto const each = std::min<std::int64_t>(doubt[t] / type.count, score_max);
            for (auto n = used[t]; n < type.count && each >= least; ++n)
                claims.push_back({from.facts[type.begin + n].row, static_cast<score_t>(each)});
        }
    }

    /// Adds up, for each type, how many of its rows are expected to belong to a type that none of
    /// them has been given to.
    void find_doubts(buffer<std::uint32_t> const& lefts, buffer<std::uint32_t> const& rights,
                     detail::buffer<assigned> const& pairs) {
        left_doubt_.assign(lefts.size(), 0);
        right_doubt_.assign(rights.size(), 0);
        std::size_t used = 0;
        for (auto const& edge : edges_) {
            if (used < pairs.size() && pairs[used].left == edge.left
                && pairs[used].right == edge.right) {
                ++used;
                continue;
            }
            auto const rows = std::min(lefts[edge.left], rights[edge.right]);
            left_doubt_[edge.left] += std::int64_t{edge.weight} * rows;
            right_doubt_[edge.right] += std::int64_t{edge.weight} * rows;
        }
    }

    static buffer<std::uint32_t> counts(pool const& p, std::uint32_t begin, std::uint32_t end) {
        buffer<std::uint32_t> rows(end - begin);
        for (auto t = begin; t < end; ++t)
            rows[t - begin] = p.types[t].count;
        return rows;
    }

    void find_runners_up() {
        left_best_.resize(range_.left_end - range_.left_begin);
        right_best_.resize(range_.right_end - range_.right_begin);
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            left_best_[edges_[e].left].offer(e, edges_);
            right_best_[edges_[e].right].offer(e, edges_);
        }
    }

    void name_runner_up(found_pair& pair, std::uint32_t e) const {
        constexpr auto none = ~std::uint32_t{0};
        auto const a = left_best_[edges_[e].left].other_than(e);
        auto const b = right_best_[edges_[e].right].other_than(e);
        if (a == none && b == none) return;
        if (b == none || (a != none && edges_[a].weight >= edges_[b].weight)) {
            pair.runner_up = right_.first(range_.right_begin + edges_[a].right).row;
        } else {
            pair.runner_up = left_.first(range_.left_begin + edges_[b].left).row;
            pair.runner_up_side = side::left;
        }
    }

    pool const& left_;
    pool const& right_;
    block range_;
    stage_limits const& limits_;
    detail::buffer<assign_edge>& edges_;
    bool competing_;
    score_t min_confidence_, offered_min_;
    buffer<bool> eligible_; // by edge: likely enough alone, and among those who compete
    buffer<std::int64_t> left_doubt_, right_doubt_;
    buffer<best_two> left_best_, right_best_;
};

} // namespace detail

} // namespace recon
