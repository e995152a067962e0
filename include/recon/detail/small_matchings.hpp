// recon/detail/small_matchings.hpp - the exact probability of each pair where few rows compete:
// messages that go round in a circle hear themselves, and are too sure.
#pragma once

#include <recon/assignment.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/score_unit.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// Finds the components of at most 4 by 4 single rows that have a circle, and adds up all their
/// matchings.
class small_matchings {
  public:
    small_matchings(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows,
                    view<assign_edge> edges)
        : left_rows_(left_rows), right_rows_(right_rows), edges_(edges),
          root_(left_rows.size() + right_rows.size()), first_(root_.size(), none),
          last_(root_.size(), none), next_(edges.size(), none) {
        for (std::uint32_t i = 0; i < root_.size(); ++i)
            root_[i] = i;
        for (auto const& e : edges_) {
            auto const a = root_of(e.left);
            auto const b = root_of(right_node(e));
            root_[std::max(a, b)] = std::min(a, b);
        }
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            auto const root = root_of(edges_[e].left);
            (first_[root] == none ? first_[root] : next_[last_[root]]) = e;
            last_[root] = e;
        }
    }

    /// Calls tell(edge, probability in millionths) for each edge of such a component. O(edges), and
    /// at most 209 matchings a component.
    template <class Tell>
    void visit(Tell const& tell) {
        for (std::uint32_t root = 0; root < left_rows_.size(); ++root)
            if (first_[root] != none && take(first_[root])) solve(tell);
    }

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr unsigned side_max = 4;

    std::uint32_t right_node(assign_edge const& e) const {
        return static_cast<std::uint32_t>(left_rows_.size()) + e.right;
    }
    std::uint32_t root_of(std::uint32_t node) {
        while (root_[node] != node)
            node = root_[node] = root_[root_[node]];
        return node;
    }

    /// Numbers the rows of a component from 0; false when it is too large, or has no circle.
    bool take(std::uint32_t e) {
        lefts_ = rights_ = count_ = 0;
        for (; e != none; e = next_[e]) {
            auto const& edge = edges_[e];
            if (left_rows_[edge.left] != 1 || right_rows_[edge.right] != 1) return false;
            auto const l = place(left_ids_, lefts_, edge.left);
            auto const r = place(right_ids_, rights_, edge.right);
            if (l == side_max || r == side_max) return false;
            taken_[count_++] = {e, l, r, std::min(edge.weight, std::int32_t{14'000})};
        }
        return count_ >= lefts_ + rights_;
    }
    static unsigned place(std::array<std::uint32_t, side_max>& ids, unsigned& used,
                          std::uint32_t id) {
        for (unsigned i = 0; i < used; ++i)
            if (ids[i] == id) return i;
        if (used == side_max) return side_max;
        ids[used] = id;
        return used++;
    }

    template <class Tell>
    void solve(Tell const& tell) {
        most_ = 0; // of the matching without a pair
        adding_ = false;
        walk(0, 0, 0);
        adding_ = true;
        all_ = 0;
        with_.fill(0);
        walk(0, 0, 0);
        for (unsigned i = 0; i < count_; ++i)
            tell(taken_[i].edge, static_cast<score_t>(with_[i] * 1'000'000 / all_));
    }

    /// Every matching of the left rows from `l` on; first for the greatest, then for the sum.
    void walk(unsigned l, unsigned used, std::int64_t odds) {
        if (l == lefts_) {
            most_ = std::max(most_, odds);
            if (!adding_) return;
            auto const share = exp_minus(most_ - odds);
            all_ += share;
            for (unsigned i = 0; i < lefts_; ++i)
                if (chosen_[i] != none) with_[chosen_[i]] += share;
            return;
        }
        chosen_[l] = none;
        walk(l + 1, used, odds);
        for (unsigned i = 0; i < count_; ++i) {
            auto const& t = taken_[i];
            if (t.left != l || (used >> t.right & 1U) != 0) continue;
            chosen_[l] = i;
            walk(l + 1, used | 1U << t.right, odds + t.odds);
        }
        chosen_[l] = none;
    }

    struct taken {
        std::uint32_t edge;
        unsigned left, right;
        std::int32_t odds;
    };

    view<std::uint32_t> left_rows_, right_rows_;
    view<assign_edge> edges_;
    buffer<std::uint32_t> root_, first_, last_, next_; // edges of each component, in their order
    std::array<std::uint32_t, side_max> left_ids_{}, right_ids_{}, chosen_{};
    std::array<taken, side_max * side_max> taken_{};
    std::array<std::uint64_t, side_max * side_max> with_{};
    unsigned lefts_ = 0, rights_ = 0, count_ = 0;
    std::uint64_t all_ = 0;
    std::int64_t most_ = 0;
    bool adding_ = false;
};

} // namespace recon::detail
