// recon/assign.hpp - who goes with whom: the one-to-one matching with the greatest total weight.
//
// Rows that are alike in all that counts are one *type* with a number of rows, so the problem is a
// transportation problem. It is solved exactly by successive shortest augmenting paths with prices
// (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987; prices as in Ahuja, Magnanti and Orlin,
// Network Flows, 1993, ch. 9): each left type in turn sends its rows along the cheapest alternating
// path to a right type with a free row, or to the type that is best left unmatched.
#pragma once

#include <recon/assignment.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/margins.hpp>
#include <recon/error.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon {

namespace detail {

/// Finds the best flow. One use: construct, run().
class assigner : flow_margins {
  public:
    assigner(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows, view<assign_edge> edges,
             assign_limits const& limits)
        : flow_margins(left_rows, right_rows, edges, limits) {}

    assignment run() {
        assignment result;
        for (std::size_t c = 0; c < component_edges_.size(); ++c)
            solve(component_begin_[c], component_begin_[c + 1], result);
        prepare_margins();
        for (std::uint32_t e = 0; e < count_; ++e) {
            if (flow_[e] == 0) continue;
            assign_edge const& edge = edges_[e];
            result.total += std::int64_t{edge.weight} * flow_[e];
            result.pairs.push_back({edge.left, edge.right, flow_[e], edge.weight, margin(e)});
        }
        return result;
    }

  private:
    struct path_end { // at a free right type, or at a left type that gives up a row
        std::int64_t distance;
        std::uint32_t right;
        std::uint32_t left;
    };

    /// The component whose left types are [begin, end) of by_component_.
    void solve(std::uint32_t begin, std::uint32_t end, assignment& result) {
        steps_ = 0;
        bool exact = true;
        std::uint64_t rows = 0;
        for (auto k = begin; k < end; ++k) {
            auto const i = by_component_[k];
            rows += supply_[i];
            auto& price = price_left_[i];
            for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e)
                price = std::max(price, edges_[e].weight - price_right_[edges_[e].right]);
            while (unmatched_[i] > 0 && steps_ < limits_.steps_max) {
                if (!augment(i)) break;
            }
            if (unmatched_[i] > 0 && price > 0) {
                result.loss += settle_for_free(i);
                exact = false;
            }
        }
        if (!exact) result.rows_inexact += rows;
    }

    /// One shortest path from a left type with unmatched rows; false when it is best to leave them.
    bool augment(std::uint32_t start) {
        begin_search();
        settled_.clear();
        left_[start] = {0, search_, none};
        tree_.assign(1, start);
        path_end best{price_left_[start], none, start};
        expand(start, best.distance);
        while (!heap_.empty() && heap_[0].distance < best.distance) {
            auto const at = pop();
            if (right_[at.node].distance < at.distance) continue; // found nearer since
            if (free_[at.node] > 0) {
                best = {at.distance, at.node, none};
                break;
            }
            settled_.push_back(at.node);
            for (auto f = first_flow_[at.node]; f != none; f = next_flow_[f]) {
                auto const owner = edges_[f].left;
                if (left_[owner].search == search_) continue;
                left_[owner] = {at.distance, search_, f};
                tree_.push_back(owner);
                auto const leaving = at.distance + price_left_[owner];
                if (leaving < best.distance) best = {leaving, none, owner};
                expand(owner, best.distance);
            }
        }
        for (auto const i : tree_) {
            if (left_[i].distance < best.distance)
                price_left_[i] -= best.distance - left_[i].distance;
        }
        for (auto const j : settled_) {
            if (right_[j].distance < best.distance)
                price_right_[j] += best.distance - right_[j].distance;
        }
        if (best.right == none && best.left == start) return false;
        send(start, best);
        return true;
    }

    void send(std::uint32_t start, path_end const& to) {
        auto count = unmatched_[start];
        if (to.right != none) count = std::min(count, free_[to.right]);
        for (auto at = last_step(to); at.left != start; at = step_before(at))
            count = std::min(count, flow_[left_[at.left].by]);
        unmatched_[start] -= count;
        if (to.right != none) free_[to.right] -= count;
        if (to.right == none) unmatched_[to.left] += count;
        for (auto at = last_step(to);; at = step_before(at)) {
            if (at.gains != none) change(at.gains, count, true);
            if (at.left == start) return;
            change(left_[at.left].by, count, false);
        }
    }

    struct step { // of a path, at a left type: the edge that gains; left_[left].by loses
        std::uint32_t gains;
        std::uint32_t left;
    };
    step last_step(path_end const& to) const {
        if (to.right == none) return {none, to.left};
        auto const gains = right_[to.right].by;
        return {gains, edges_[gains].left};
    }
    step step_before(step const& at) const {
        auto const gains = right_[edges_[left_[at.left].by].right].by;
        return {gains, edges_[gains].left};
    }

    /// Beyond the limit: the best partners that are free. Returns by how much that can be worse
    /// than the best: the prices bound what any matching could give (linear programming duality).
    std::int64_t settle_for_free(std::uint32_t i) {
        auto const rows = unmatched_[i];
        std::int64_t got = 0;
        while (unmatched_[i] > 0) {
            auto best = none;
            for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e) {
                if (free_[edges_[e].right] > 0
                    && (best == none || edges_[e].weight > edges_[best].weight))
                    best = e;
            }
            if (best == none) break;
            auto const count = std::min(unmatched_[i], free_[edges_[best].right]);
            change(best, count, true);
            free_[edges_[best].right] -= count;
            unmatched_[i] -= count;
            got += std::int64_t{edges_[best].weight} * count;
        }
        return price_left_[i] * rows - got;
    }

    buffer<std::uint32_t> tree_, settled_; // the types that a search has reached for good
};

} // namespace detail

/// The matching with the greatest total weight. `left_rows` and `right_rows` say how many rows each
/// type has; edges are sorted by left, then right, without repeats. Not every row needs a partner.
/// Throws matching_error when that is not so, limit_error at 2^32 - 2 of either. O(paths * edges *
/// log(types)) at worst, near linear where few rows compete; beyond the limits the loss is bounded
/// and said.
inline assignment assign(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows,
                         view<assign_edge> edges, assign_limits const& limits = {}) {
    constexpr std::size_t most = 0xFFFF'FFFE;
    if (left_rows.size() >= most || right_rows.size() >= most || edges.size() >= most)
        throw limit_error("more types of rows, or pairs of them, than 32 bits can number");
    return detail::assigner(left_rows, right_rows, edges, limits).run();
}

} // namespace recon
