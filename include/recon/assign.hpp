// recon/assign.hpp - who goes with whom: the one-to-one matching with the greatest total weight.
//
// Rows that are alike in all that counts are one *type* with a number of rows, so the problem is a
// transportation problem. It is solved exactly by successive shortest augmenting paths with prices
// (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987; prices as in Ahuja, Magnanti and Orlin,
// Network Flows, 1993, ch. 9): each left type in turn sends its rows along the cheapest alternating
// path to a right type with a free row, or to the type that is best left unmatched.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace recon {

/// That a row of a left type may go with a row of a right type, and how much speaks for it (> 0).
struct assign_edge {
    std::uint32_t left;
    std::uint32_t right;
    std::int32_t weight;

    friend constexpr bool operator==(assign_edge const&, assign_edge const&) = default;
};

/// `count` rows of a left type go with as many of a right type.
struct assigned {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t count;
    std::int32_t weight;
    /// How much the total would fall if one of them were forbidden. Exact in components of up to
    /// 1'000 edges; in larger ones up to margin_exact_max where each type has one row. Otherwise
    /// the total would fall by at least this.
    std::int32_t margin;
};

struct assignment {
    detail::buffer<assigned> pairs; ///< by left, then right
    std::int64_t total = 0;         ///< of the weights of all rows assigned
    std::int64_t loss = 0; ///< the best total is at most this much higher; 0: it is the best
    std::uint64_t rows_inexact = 0; ///< left rows in components where a limit was reached
};

struct assign_limits {
    /// Edges looked at, per component, before the rest of it is assigned to whoever is free.
    std::uint64_t steps_max = 200'000'000;
    /// Edges looked at for one margin.
    std::uint64_t margin_steps_max = 4'000;
    /// Margins are searched up to here.
    std::int32_t margin_exact_max = 200'000;
};

namespace detail {

/// The graph, the flow on it, and the prices that prove the flow best. One use: construct, run().
class assigner {
  public:
    assigner(std::span<std::uint32_t const> left_rows, std::span<std::uint32_t const> right_rows,
             std::span<assign_edge const> edges, assign_limits const& limits)
        : supply_(left_rows.data()), lefts_(static_cast<std::uint32_t>(left_rows.size())),
          rights_(static_cast<std::uint32_t>(right_rows.size())), edges_(edges.data()),
          count_(static_cast<std::uint32_t>(edges.size())), limits_(limits), flow_(count_),
          next_flow_(count_, none), price_left_(lefts_), price_right_(rights_),
          first_flow_(rights_, none), left_(lefts_), right_(rights_) {
        free_.append(right_rows.data(), rights_);
        unmatched_.append(supply_, lefts_);
        index_by_left();
    }

    assignment run() {
        assignment result;
        find_components();
        bool large = false;
        for (std::size_t c = 0; c < component_edges_.size(); ++c) {
            solve(component_begin_[c], component_begin_[c + 1], result);
            large = large || component_edges_[c] > few_edges;
        }
        if (large) {
            index_by_right();
            reach_from_nobody();
            reach_to_nobody();
        }
        for (std::uint32_t e = 0; e < count_; ++e) {
            if (flow_[e] == 0) continue;
            assign_edge const& edge = edges_[e];
            result.total += std::int64_t{edge.weight} * flow_[e];
            result.pairs.push_back({edge.left, edge.right, flow_[e], edge.weight, margin(e)});
        }
        return result;
    }

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint32_t nobody = none - 1; // where unmatched rows go to and come from
    static constexpr std::int64_t far = std::int64_t{1} << 60U;
    static constexpr std::uint32_t few_edges = 1'000; // margins are exact in components up to this

    struct reached { // by the search number `search`
        std::int64_t distance = far;
        std::uint32_t search = 0;
        std::uint32_t by = none; // the edge that led here
    };
    struct path_end { // at a free right type, or at a left type that gives up a row
        std::int64_t distance;
        std::uint32_t right;
        std::uint32_t left;
    };
    struct queued {
        std::int64_t distance;
        std::uint32_t node;
        bool before(queued const& other) const {
            return distance != other.distance ? distance < other.distance : node < other.node;
        }
    };

    // --- the graph

    void index_by_left() {
        left_begin_.assign(lefts_ + std::size_t{1});
        for (std::uint32_t e = 0; e < count_; ++e) {
            assign_edge const& edge = edges_[e];
            if (edge.left >= lefts_ || edge.right >= rights_ || edge.weight <= 0)
                throw matching_error("an edge names no row, or has no weight");
            if (e > 0
                && (edge.left != edges_[e - 1].left ? edge.left < edges_[e - 1].left
                                                    : edge.right <= edges_[e - 1].right))
                throw matching_error("edges are not sorted by left, then right, or one is "
                                     "repeated");
            ++left_begin_[edge.left + std::size_t{1}];
        }
        add_up(left_begin_);
    }

    void index_by_right() {
        right_begin_.assign(rights_ + std::size_t{1});
        for (std::uint32_t e = 0; e < count_; ++e)
            ++right_begin_[edges_[e].right + std::size_t{1}];
        add_up(right_begin_);
        by_right_.resize(count_);
        auto at = right_begin_;
        for (std::uint32_t e = 0; e < count_; ++e)
            by_right_[at[edges_[e].right]++] = e;
    }

    /// Of counts, where each begins.
    static void add_up(buffer<std::uint32_t>& counts) {
        for (std::size_t i = 1; i < counts.size(); ++i)
            counts[i] += counts[i - 1];
    }

    static std::uint32_t root_of(buffer<std::uint32_t>& parent, std::uint32_t node) {
        while (parent[node] != node)
            node = parent[node] = parent[parent[node]];
        return node;
    }

    /// Puts the left types in order of their connected components, components by their first left
    /// type.
    void find_components() {
        buffer<std::uint32_t> parent(std::size_t{lefts_} + rights_);
        for (std::uint32_t i = 0; i < parent.size(); ++i)
            parent[i] = i;
        for (std::uint32_t e = 0; e < count_; ++e) {
            auto const a = root_of(parent, edges_[e].left);
            auto const b = root_of(parent, lefts_ + edges_[e].right);
            parent[std::max(a, b)] = std::min(a, b); // so a root is the first left type
        }
        component_of_.resize(lefts_);
        for (std::uint32_t i = 0; i < lefts_; ++i) {
            auto const root = root_of(parent, i);
            if (root == i) {
                component_of_[i] = static_cast<std::uint32_t>(component_edges_.size());
                component_edges_.push_back(0);
            } else {
                component_of_[i] = component_of_[root];
            }
            component_edges_[component_of_[i]] += left_begin_[i + std::size_t{1}] - left_begin_[i];
        }
        component_begin_.assign(component_edges_.size() + 1);
        for (auto const c : component_of_)
            ++component_begin_[c + std::size_t{1}];
        add_up(component_begin_);
        by_component_.resize(lefts_);
        auto at = component_begin_;
        for (std::uint32_t i = 0; i < lefts_; ++i)
            by_component_[at[component_of_[i]]++] = i;
    }

    /// What is left of an edge's weight after both prices: 0 on edges in use, never negative.
    std::int64_t slack(std::uint32_t e) const {
        auto const& edge = edges_[e];
        return price_left_[edge.left] + price_right_[edge.right] - edge.weight;
    }

    // --- the matching

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

    void expand(std::uint32_t i, std::int64_t within) {
        auto const base = left_[i].distance;
        steps_ += left_begin_[i + 1] - left_begin_[i];
        for (auto e = left_begin_[i]; e < left_begin_[i + 1]; ++e)
            offer(edges_[e].right, base + slack(e), e, within);
    }

    void offer(std::uint32_t j, std::int64_t distance, std::uint32_t e, std::int64_t within) {
        auto& r = right_[j];
        if (distance >= within || (r.search == search_ && r.distance <= distance)) return;
        r = {distance, search_, e};
        push({distance, j});
    }
    void push(queued node) { // onto a binary heap
        auto at = heap_.size();
        heap_.push_back(node);
        for (; at > 0 && node.before(heap_[(at - 1) / 2]); at = (at - 1) / 2)
            heap_[at] = heap_[(at - 1) / 2];
        heap_[at] = node;
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

    void change(std::uint32_t e, std::uint32_t count, bool more) {
        auto const j = edges_[e].right;
        if (more) {
            if (flow_[e] == 0) {
                next_flow_[e] = first_flow_[j];
                first_flow_[j] = e;
            }
            flow_[e] += count;
            return;
        }
        flow_[e] -= count;
        if (flow_[e] != 0) return;
        auto* link = &first_flow_[j];
        while (*link != e)
            link = &next_flow_[*link];
        *link = next_flow_[e];
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

    // --- margins: the cheapest way to do without an edge in use

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

    void begin_search() {
        ++search_;
        heap_.clear();
        settled_.clear();
    }
    queued pop() {
        auto const first = heap_[0];
        auto const moved = heap_.back();
        heap_.pop_back();
        auto const size = heap_.size();
        if (size == 0) return first;
        std::size_t at = 0;
        for (auto child = at * 2 + 1; child < size; child = at * 2 + 1) {
            if (child + 1 < size && heap_[child + 1].before(heap_[child])) ++child;
            if (!heap_[child].before(moved)) break;
            heap_[at] = heap_[child];
            at = child;
        }
        heap_[at] = moved;
        return first;
    }

    std::uint32_t const* supply_;
    std::uint32_t lefts_, rights_; // how many types
    assign_edge const* edges_;
    std::uint32_t count_; // of edges
    assign_limits limits_;
    buffer<std::uint32_t> flow_, next_flow_, free_;
    buffer<std::int64_t> price_left_, price_right_;
    buffer<std::uint32_t> unmatched_, first_flow_;
    buffer<reached> left_, right_;
    buffer<std::uint32_t> left_begin_, right_begin_, by_right_;
    buffer<std::uint32_t> component_of_, component_edges_, component_begin_, by_component_;
    buffer<std::int64_t> from_nobody_, to_nobody_;
    buffer<queued> heap_;
    buffer<std::uint32_t> tree_, settled_;
    std::uint32_t search_ = 0;
    std::uint64_t steps_ = 0;
};

} // namespace detail

/// The matching with the greatest total weight. `left_rows` and `right_rows` say how many rows each
/// type has; edges are sorted by left, then right, without repeats. Not every row needs a partner.
/// Throws matching_error when that is not so, limit_error at 2^32 - 2 of either. O(paths * edges *
/// log(types)) at worst, near linear where few rows compete; beyond the limits the loss is bounded
/// and said.
inline assignment assign(std::span<std::uint32_t const> left_rows,
                         std::span<std::uint32_t const> right_rows,
                         std::span<assign_edge const> edges, assign_limits const& limits = {}) {
    constexpr std::size_t most = 0xFFFF'FFFE;
    if (left_rows.size() >= most || right_rows.size() >= most || edges.size() >= most)
        throw limit_error("more types of rows, or pairs of them, than 32 bits can number");
    return detail::assigner(left_rows, right_rows, edges, limits).run();
}

} // namespace recon
