#include <recon/posterior.hpp>

#include <doctest/doctest.h>

#include "support/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace recon;

namespace {

/// The slow twin: adds up all matchings of rows, each with the product of its odds.
struct all_matchings {
    std::vector<assign_edge> const& edges;
    std::vector<double> with; // by edge: the weight of the matchings that use it
    double all = 0;

    explicit all_matchings(std::vector<assign_edge> const& of) : edges(of), with(of.size()) {
        std::vector<std::size_t> used;
        visit(0, 1, 0, 0, used);
    }
    void visit(std::size_t e, double weight, unsigned lefts, unsigned rights,
               std::vector<std::size_t>& used) {
        if (e == edges.size()) {
            all += weight;
            for (auto const u : used)
                with[u] += weight;
            return;
        }
        visit(e + 1, weight, lefts, rights, used);
        auto const l = 1U << edges[e].left;
        auto const r = 1U << edges[e].right;
        if ((lefts & l) != 0 || (rights & r) != 0) return;
        used.push_back(e);
        visit(e + 1, weight * std::exp(edges[e].weight / 1000.0), lefts | l, rights | r, used);
        used.pop_back();
    }
};

} // namespace

TEST_CASE("posterior: exact where the candidates form no cycle") {
    recon::test::random rng(7);
    for (int run = 0; run < 300; ++run) {
        // a path: left 0 - right 0 - left 1 - right 1 - ...
        auto const size = static_cast<std::uint32_t>(2 + rng.below(5));
        std::vector<assign_edge> edges;
        for (std::uint32_t i = 0; i + 1 < size; ++i)
            edges.push_back({(i + 1) / 2, i / 2, static_cast<std::int32_t>(rng.below(9'000)) + 1});
        std::vector<std::uint32_t> const ones(4, 1);
        auto const found = posterior(ones, ones, edges);
        all_matchings const naive(edges);
        for (std::size_t e = 0; e < edges.size(); ++e)
            CHECK(std::abs(found[e] - 1e6 * naive.with[e] / naive.all) < 3'000);
    }
}

TEST_CASE("posterior: exact where few rows compete in a circle") {
    recon::test::random rng(8);
    for (int run = 0; run < 200; ++run) {
        auto const lefts = static_cast<std::uint32_t>(2 + rng.below(3));
        auto const rights = static_cast<std::uint32_t>(2 + rng.below(3));
        std::vector<assign_edge> edges;
        for (std::uint32_t l = 0; l < lefts; ++l)
            for (std::uint32_t r = 0; r < rights; ++r)
                edges.push_back({l, r, static_cast<std::int32_t>(rng.below(9'000)) - 1'000});
        std::vector<std::uint32_t> const left(lefts, 1), right(rights, 1);
        auto const found = posterior(left, right, edges);
        all_matchings const naive(edges);
        for (std::size_t e = 0; e < edges.size(); ++e)
            CHECK(std::abs(found[e] - 1e6 * naive.with[e] / naive.all) < 500);
    }
}

TEST_CASE("posterior: of n partners that fit equally well each has one chance in n") {
    for (std::uint32_t const n : {1U, 2U, 5U, 40U}) {
        std::vector<assign_edge> edges;
        for (std::uint32_t j = 0; j < n; ++j)
            edges.push_back({0, j, 9'000});
        std::vector<std::uint32_t> const one(1, 1), ones(n, 1);
        for (auto const p : posterior(one, ones, edges))
            CHECK(p == doctest::Approx(1e6 / n).epsilon(0.01));
    }
}

TEST_CASE("posterior: rows that are alike do not compete with each other") {
    std::vector<assign_edge> const edge{{0, 0, 6'000}};
    for (std::uint32_t const n : {1U, 3U, 1'000U}) {
        std::vector<std::uint32_t> const rows(1, n);
        CHECK(posterior(rows, rows, edge)[0] > 900'000);
    }
}

TEST_CASE("posterior: no row has more than one partner, and more odds are more likely") {
    recon::test::random rng(21);
    for (int run = 0; run < 100; ++run) {
        std::vector<assign_edge> edges;
        std::uint32_t const size = 6;
        for (std::uint32_t l = 0; l < size; ++l) {
            for (std::uint32_t r = 0; r < size; ++r) {
                if (rng.below(2) == 0)
                    edges.push_back({l, r, static_cast<std::int32_t>(rng.below(8'000)) + 1});
            }
        }
        if (edges.empty()) continue;
        std::vector<std::uint32_t> const ones(size, 1);
        auto const found = posterior(ones, ones, edges, 30);
        std::vector<std::int64_t> left(size);
        for (std::size_t e = 0; e < edges.size(); ++e)
            left[edges[e].left] += found[e];
        for (auto const sum : left)
            CHECK(sum <= 1'010'000);
        auto const at = rng.below(edges.size());
        auto more = edges;
        more[at].weight += 2'000;
        CHECK(posterior(ones, ones, more, 30)[at] > found[at]);
    }
}
