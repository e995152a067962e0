// tests/reference/assign.hpp - the slow twins of recon/assign.hpp: every flow there is, and the
// textbook algorithm on the whole matrix.
#pragma once

#include <recon/assign.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace recon::reference {

/// The best total of all flows, where edge `capped` carries at most `most` rows. Exponential: for
/// about ten edges.
inline std::int64_t best_of_all_flows(std::vector<std::uint32_t> left,
                                      std::vector<std::uint32_t> right,
                                      std::span<assign_edge const> edges, std::size_t capped,
                                      std::uint32_t most, std::size_t from = 0) {
    if (from == edges.size()) return 0;
    auto const& e = edges[from];
    auto rows = std::min(left[e.left], right[e.right]);
    if (from == capped) rows = std::min(rows, most);
    std::int64_t best = 0;
    for (std::uint32_t n = 0; n <= rows; ++n) {
        auto l = left;
        auto r = right;
        l[e.left] -= n;
        r[e.right] -= n;
        best = std::max(best, std::int64_t{e.weight} * n
                                  + best_of_all_flows(l, r, edges, capped, most, from + 1));
    }
    return best;
}

inline std::int64_t best_of_all_flows(std::vector<std::uint32_t> const& left,
                                      std::vector<std::uint32_t> const& right,
                                      std::span<assign_edge const> edges) {
    return best_of_all_flows(left, right, edges, edges.size(), 0);
}

/// Weights of each left row with each right row; 0: no edge.
using weight_matrix = std::vector<std::vector<std::int64_t>>;

/// The best total of a matching: the Hungarian method on a square matrix, where 0 is no partner.
/// O(n^3).
inline std::int64_t hungarian_total(weight_matrix const& weights) {
    std::size_t size = weights.size();
    for (auto const& row : weights)
        size = std::max(size, row.size());
    auto const cost = [&](std::size_t i, std::size_t j) {
        return i < weights.size() && j < weights[i].size() ? -weights[i][j] : std::int64_t{0};
    };
    constexpr auto far = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> u(size + 1), v(size + 1);
    std::vector<std::size_t> row_of(size + 1), way(size + 1); // 0: none
    for (std::size_t i = 1; i <= size; ++i) {
        row_of[0] = i;
        std::size_t at = 0;
        std::vector<std::int64_t> least(size + 1, far);
        std::vector<bool> used(size + 1);
        do {
            used[at] = true;
            auto const row = row_of[at];
            auto delta = far;
            std::size_t next = 0;
            for (std::size_t j = 1; j <= size; ++j) {
                if (used[j]) continue;
                auto const reduced = cost(row - 1, j - 1) - u[row] - v[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = at;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= size; ++j) {
                if (used[j]) {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= j == 0 ? 0 : delta;
                }
            }
            at = next;
        } while (row_of[at] != 0);
        while (at != 0) {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    std::int64_t total = 0;
    for (std::size_t j = 1; j <= size; ++j)
        total -= cost(row_of[j] - 1, j - 1);
    return total;
}

/// A row of the matrix for each row of each type.
inline weight_matrix expanded(std::span<std::uint32_t const> left,
                              std::span<std::uint32_t const> right,
                              std::span<assign_edge const> edges) {
    auto const starts = [](std::span<std::uint32_t const> rows) {
        std::vector<std::size_t> begin(rows.size() + 1);
        for (std::size_t i = 0; i < rows.size(); ++i)
            begin[i + 1] = begin[i] + rows[i];
        return begin;
    };
    auto const l = starts(left);
    auto const r = starts(right);
    weight_matrix weights(l.back(), std::vector<std::int64_t>(r.back()));
    for (auto const& e : edges) {
        for (auto i = l[e.left]; i < l[e.left + 1]; ++i) {
            for (auto j = r[e.right]; j < r[e.right + 1]; ++j)
                weights[i][j] = e.weight;
        }
    }
    return weights;
}

} // namespace recon::reference
