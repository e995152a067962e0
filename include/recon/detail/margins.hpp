// recon/detail/margins.hpp - how much worse the best matching would be without one of its pairs.
#pragma once

#include <recon/assignment.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/flow.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// The cheapest way to do without an edge in use: exact in components of few edges; in larger ones
/// a bound, from the cheapest ways to and from nobody, and a short search round the edge.
class flow_margins : protected flow {
  protected:
    flow_margins(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows,
                 view<assign_edge> edges, assign_limits const& limits)
        : flow(left_rows, right_rows, edges), limits_(limits) {}

    /// Once, when the flow is the best.
    void prepare_margins() {
        bool large = false;
        for (auto const edges : component_edges_)
            large = large || edges > few_edges;
        if (!large) return;
        index_by_right();
        reach_from_nobody();
        reach_to_nobody();
    }

    std::int32_t margin(std::uint32_t used) {
        auto const [i, j, weight] = edges_[used];
        if (component_edges_[component_of_[i]] <= few_edges)
            return static_cast<std::int32_t>(std::min<std::int64_t>(around_exactly(used), weight));
        auto leave = price_left_[i];
        for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e) {
            if (e != used) leave = std::min(leave, slack(e) + to_nobody_[edges_[e].right]);
        }
        auto fill = price_right_[j];
        for (auto k = right_begin_[j]; k < right_begin_[j + 1]; ++k) {
            auto const e = by_right_[k];
            if (e != used) fill = std::min(fill, slack(e) + from_nobody_[edges_[e].left]);
        }
        auto const best = std::min<std::int64_t>(leave + fill, weight);
        return static_cast<std::int32_t>(std::min(best, around(used, best)));
    }

    assign_limits limits_;

  private:
    static constexpr std::uint32_t few_edges = 1'000; // margins are exact in components up to this

    /// For each right type, the cheapest way to give it another row.
    void reach_from_nobody() {
        begin_search();
        for (std::uint32_t i = 0; i < lefts_; ++i) {
            if (unmatched_[i] == 0) continue;
            left_[i] = {0, search_, none};
            expand(i, far);
        }
        for (std::uint32_t j = 0; j < rights_; ++j)
            offer(j, price_right_[j], none, far);
        while (!heap_.empty()) {
            auto const at = pop();
            if (right_[at.node].distance < at.distance) continue;
            for (auto f = first_flow_[at.node]; f != none; f = next_flow_[f]) {
                auto const owner = edges_[f].left;
                if (left_[owner].search == search_) continue;
                left_[owner] = {at.distance, search_, f};
                expand(owner, far);
            }
        }
        from_nobody_.resize(lefts_);
        for (std::uint32_t i = 0; i < lefts_; ++i)
            from_nobody_[i] = left_[i].search == search_ ? left_[i].distance : far;
    }

    /// For each right type, the cheapest way to take a row from it again, or to have it take one.
    void reach_to_nobody() {
        begin_search();
        for (std::uint32_t j = 0; j < rights_; ++j) {
            if (free_[j] > 0) offer(j, 0, none, far);
        }
        // A right type reaches nobody through its owners: by their price, or by another edge.
        for (std::uint32_t j = 0; j < rights_; ++j) {
            for (auto f = first_flow_[j]; f != none; f = next_flow_[f])
                offer(j, price_left_[edges_[f].left], none, far);
        }
        while (!heap_.empty()) {
            auto const at = pop();
            if (right_[at.node].distance < at.distance) continue;
            for (auto k = right_begin_[at.node]; k < right_begin_[at.node + 1]; ++k) {
                auto const e = by_right_[k];
                auto const i = edges_[e].left;
                auto const distance = at.distance + slack(e);
                if (left_[i].search == search_ && left_[i].distance <= distance) continue;
                left_[i] = {distance, search_, e};
                for (auto x = left_begin_[i]; x < left_begin_[i + 1]; ++x) {
                    if (flow_[x] > 0) offer(edges_[x].right, distance, x, far);
                }
            }
        }
        to_nobody_.resize(rights_);
        for (std::uint32_t j = 0; j < rights_; ++j)
            to_nobody_[j] = right_[j].search == search_ ? right_[j].distance : far;
    }

    /// The cheapest way round an edge in use, in a component of few edges: exact.
    std::int64_t around_exactly(std::uint32_t used) {
        auto const start = edges_[used].left;
        auto const goal = edges_[used].right;
        bool nobody_reached = false;
        begin_search();
        arrive(start, 0, none, used);
        while (!heap_.empty()) {
            auto const at = pop();
            if (at.node == goal) return at.distance;
            if (at.node != nobody) {
                if (right_[at.node].distance < at.distance) continue;
                if (free_[at.node] > 0) push({at.distance, nobody});
                for (auto f = first_flow_[at.node]; f != none; f = next_flow_[f])
                    arrive(edges_[f].left, at.distance, f, used);
            } else if (!nobody_reached) {
                nobody_reached = true;
                auto const c = component_of_[start];
                for (auto k = component_begin_[c]; k < component_begin_[c + 1]; ++k) {
                    auto const i = by_component_[k];
                    if (unmatched_[i] > 0) arrive(i, at.distance, none, used);
                    for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e) {
                        auto const j = edges_[e].right;
                        if (flow_[e] > 0) offer(j, at.distance + price_right_[j], none, far);
                    }
                }
            }
        }
        return far;
    }

    void arrive(std::uint32_t i, std::int64_t distance, std::uint32_t by, std::uint32_t used) {
        if (left_[i].search == search_) return;
        left_[i] = {distance, search_, by};
        for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e) {
            if (e != used) offer(edges_[e].right, distance + slack(e), e, far);
        }
        push({distance + price_left_[i], nobody});
    }

    /// The cheapest alternating cycle through an edge in use, without anybody left out.
    std::int64_t around(std::uint32_t used, std::int64_t within) {
        auto const start = edges_[used].left;
        auto const goal = edges_[used].right;
        within = std::min<std::int64_t>(within, limits_.margin_exact_max);
        begin_search();
        steps_ = 0;
        left_[start] = {0, search_, none};
        for (auto e = left_begin_[start]; e < left_begin_[start + 1]; ++e) {
            if (e != used) offer(edges_[e].right, slack(e), e, within);
        }
        while (!heap_.empty()) {
            auto const at = pop();
            if (right_[at.node].distance < at.distance) continue;
            if (at.node == goal || steps_ > limits_.margin_steps_max) return at.distance;
            for (auto f = first_flow_[at.node]; f != none; f = next_flow_[f]) {
                auto const owner = edges_[f].left;
                if (left_[owner].search == search_) continue;
                left_[owner] = {at.distance, search_, f};
                expand(owner, within);
            }
        }
        return within;
    }

    buffer<std::int64_t> from_nobody_, to_nobody_; // by left type, by right type
};

} // namespace recon::detail
