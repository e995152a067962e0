// recon/detail/flow.hpp - who goes with whom as a flow on a graph of types of rows, with prices
// that prove it best, and the search for cheapest paths on it.
#pragma once

#include <recon/assignment.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/error.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// The graph, its connected components, the flow on it and the prices. A path goes from left types
/// to right ones along edges, and back along those in use.
class flow {
  protected:
    flow(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows, view<assign_edge> edges)
        : supply_(left_rows.data()), lefts_(static_cast<std::uint32_t>(left_rows.size())),
          rights_(static_cast<std::uint32_t>(right_rows.size())), edges_(edges.data()),
          count_(static_cast<std::uint32_t>(edges.size())), flow_(count_), next_flow_(count_, none),
          price_left_(lefts_), price_right_(rights_), first_flow_(rights_, none), left_(lefts_),
          right_(rights_) {
        free_.append(right_rows.data(), rights_);
        unmatched_.append(supply_, lefts_);
        index_by_left();
        find_components();
    }

    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint32_t nobody = none - 1; // where unmatched rows go to and come from
    static constexpr std::int64_t far = std::int64_t{1} << 60U;

    struct reached { // by the search number `search`
        std::int64_t distance = far;
        std::uint32_t search = 0;
        std::uint32_t by = none; // the edge that led here
    };
    struct queued {
        std::int64_t distance;
        std::uint32_t node;
        bool before(queued const& other) const {
            return distance != other.distance ? distance < other.distance : node < other.node;
        }
    };

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

    // --- the search

    void begin_search() {
        ++search_;
        heap_.clear();
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
    std::uint32_t count_;                    // of edges
    buffer<std::uint32_t> flow_, next_flow_; // of each edge; the next in use at its right type
    buffer<std::uint32_t> free_, unmatched_; // rows of right types, and of left ones
    buffer<std::int64_t> price_left_, price_right_;
    buffer<std::uint32_t> first_flow_; // of each right type
    buffer<reached> left_, right_;
    buffer<std::uint32_t> left_begin_, right_begin_, by_right_;
    buffer<std::uint32_t> component_of_, component_edges_, component_begin_, by_component_;
    buffer<queued> heap_;
    std::uint32_t search_ = 0;
    std::uint64_t steps_ = 0;
};

} // namespace recon::detail
