#include <recon/assign.hpp>

#include "reference/assign.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

using namespace recon;

namespace {

struct problem {
    std::vector<std::uint32_t> left, right; // how many rows of each type
    std::vector<assign_edge> edges;
};

struct shape {
    std::uint64_t lefts, rights, rows_max, density_percent, weight_max;
};

problem random_problem(recon::test::random& rng, shape const& s) {
    problem p;
    p.left.resize(s.lefts);
    p.right.resize(s.rights);
    for (auto* side : {&p.left, &p.right}) {
        for (auto& rows : *side)
            rows = static_cast<std::uint32_t>(1 + rng.below(s.rows_max));
    }
    for (std::uint32_t i = 0; i < s.lefts; ++i) {
        for (std::uint32_t j = 0; j < s.rights; ++j) {
            if (rng.below(100) < s.density_percent)
                p.edges.push_back({i, j, static_cast<std::int32_t>(1 + rng.below(s.weight_max))});
        }
    }
    return p;
}

assignment solve(problem const& p, assign_limits const& limits = {}) {
    return assign(p.left, p.right, p.edges, limits);
}

std::size_t edge_of(problem const& p, assigned const& a) {
    auto const at =
        std::find(p.edges.begin(), p.edges.end(), assign_edge{a.left, a.right, a.weight});
    REQUIRE(at != p.edges.end()); // a pair is one of the edges, with its weight
    return static_cast<std::size_t>(at - p.edges.begin());
}

/// No row is used twice, and the total is the sum.
void check_feasible(problem const& p, assignment const& answer) {
    auto left = p.left;
    auto right = p.right;
    std::int64_t total = 0;
    for (auto const& a : answer.pairs) {
        REQUIRE(a.count > 0);
        REQUIRE(a.count <= left[a.left]);
        REQUIRE(a.count <= right[a.right]);
        left[a.left] -= a.count;
        right[a.right] -= a.count;
        total += std::int64_t{a.weight} * a.count;
        (void)edge_of(p, a);
    }
    REQUIRE(answer.total == total);
    REQUIRE(std::is_sorted(answer.pairs.begin(), answer.pairs.end(),
                           [](assigned const& a, assigned const& b) {
                               return std::pair(a.left, a.right) < std::pair(b.left, b.right);
                           }));
}

auto fields(assigned const& a) { return std::tuple(a.left, a.right, a.count, a.weight, a.margin); }

bool same(assignment const& a, assignment const& b) {
    return a.total == b.total && a.loss == b.loss && a.rows_inexact == b.rows_inexact
           && std::equal(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(),
                         [](auto const& x, auto const& y) { return fields(x) == fields(y); });
}

} // namespace

TEST_CASE("assign: small cases, by hand") {
    struct row {
        problem given;
        std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> pairs; // and count
        std::int64_t total;
        std::vector<std::int32_t> margins;
    };
    std::vector<row> const table{
        {{{}, {}, {}}, {}, 0, {}},
        {{{1}, {1}, {}}, {}, 0, {}},
        {{{1}, {1}, {{0, 0, 7}}}, {{0, 0, 1}}, 7, {7}}, // nothing else: all of it would be lost
        {{{1}, {1, 1}, {{0, 0, 7}, {0, 1, 5}}}, {{0, 0, 1}}, 7, {2}},
        {{{1, 1}, {1}, {{0, 0, 5}, {1, 0, 7}}}, {{1, 0, 1}}, 7, {2}},
        // the greedy choice of 10 would cost the other row its only partner
        {{{1, 1}, {1, 1}, {{0, 0, 10}, {0, 1, 9}, {1, 0, 8}}}, {{0, 1, 1}, {1, 0, 1}}, 17, {7, 7}},
        // but a heavy edge is worth more than two light ones
        {{{1, 1}, {1, 1}, {{0, 0, 20}, {0, 1, 9}, {1, 0, 8}}}, {{0, 0, 1}}, 20, {3}},
        // ties: by position, and in doubt
        {{{1}, {1, 1}, {{0, 0, 5}, {0, 1, 5}}}, {{0, 0, 1}}, 5, {0}},
        {{{1, 1}, {1}, {{0, 0, 5}, {1, 0, 5}}}, {{0, 0, 1}}, 5, {0}},
        // rows that are alike are one type: no doubt among them
        {{{2}, {2}, {{0, 0, 5}}}, {{0, 0, 2}}, 10, {5}},
        {{{3}, {2}, {{0, 0, 5}}}, {{0, 0, 2}}, 10, {5}},
        {{{3}, {1, 1}, {{0, 0, 5}, {0, 1, 4}}}, {{0, 0, 1}, {0, 1, 1}}, 9, {5, 4}},
        {{{2, 1}, {2}, {{0, 0, 5}, {1, 0, 6}}}, {{0, 0, 1}, {1, 0, 1}}, 11, {5, 1}},
        // components have nothing to do with each other
        {{{1, 1}, {1, 1}, {{0, 1, 3}, {1, 0, 4}}}, {{0, 1, 1}, {1, 0, 1}}, 7, {3, 4}},
    };
    for (auto const& r : table) {
        auto const answer = solve(r.given);
        check_feasible(r.given, answer);
        CHECK(answer.total == r.total);
        CHECK(answer.loss == 0);
        CHECK(answer.rows_inexact == 0);
        REQUIRE(answer.pairs.size() == r.pairs.size());
        for (std::size_t i = 0; i < r.pairs.size(); ++i) {
            auto const& a = answer.pairs[i];
            CHECK(std::tuple(a.left, a.right, a.count) == r.pairs[i]);
            CHECK(a.margin == r.margins[i]);
        }
    }
}

TEST_CASE("assign: the best of all flows, and its exact margins") {
    constexpr shape shapes[]{
        {4, 4, 1, 55, 100}, // no two rows alike
        {4, 4, 1, 60, 3},   // many ties
        {3, 4, 3, 60, 100}, // several rows of a type
        {3, 3, 3, 80, 2},   {2, 5, 2, 70, 1'000'000}, {5, 2, 2, 70, 5},
    };
    recon::test::random rng(41);
    std::size_t margins = 0;
    for (auto const& s : shapes) {
        for (int run = 0; run < 250; ++run) {
            auto const p = random_problem(rng, s);
            if (p.edges.size() > 9) continue;
            CAPTURE(run);
            auto const answer = solve(p);
            check_feasible(p, answer);
            auto const best = reference::best_of_all_flows(p.left, p.right, p.edges);
            REQUIRE(answer.total == best);
            REQUIRE(answer.loss == 0);
            for (auto const& a : answer.pairs) {
                auto const without = reference::best_of_all_flows(p.left, p.right, p.edges,
                                                                  edge_of(p, a), a.count - 1);
                REQUIRE(a.margin == best - without);
                ++margins;
            }
        }
    }
    CHECK(margins > 2'000);
}

TEST_CASE("assign: components of many edges have the best total, and exact margins up to a limit") {
    constexpr shape shapes[]{
        {40, 40, 1, 90, 300'000}, // margins mostly below margin_exact_max
        {36, 48, 1, 90, 20},      // ties
        {45, 40, 1, 60, 1'000'000},
    };
    recon::test::random rng(42);
    assign_limits const limits;
    int exact = 0;
    for (auto const& s : shapes) {
        for (int run = 0; run < 2; ++run) {
            auto const p = random_problem(rng, s);
            REQUIRE(p.edges.size() > 1'000);
            auto const answer = solve(p);
            check_feasible(p, answer);
            auto weights = reference::expanded(p.left, p.right, p.edges);
            REQUIRE(answer.total == reference::hungarian_total(weights));
            for (auto const& a : answer.pairs) {
                weights[a.left][a.right] = 0;
                auto const margin = answer.total - reference::hungarian_total(weights);
                weights[a.left][a.right] = a.weight;
                REQUIRE(a.margin <= margin);
                REQUIRE(a.margin >= std::min<std::int64_t>(margin, limits.margin_exact_max));
                exact += a.margin == margin ? 1 : 0;
            }
        }
    }
    CHECK(exact > 100);
}

TEST_CASE("assign: margins of types of many rows are never overstated in a large component") {
    // The small problem is tied by one light edge to a block whose rows all have better to do.
    constexpr std::uint32_t block = 33;
    int exact = 0;
    int margins = 0;
    recon::test::random rng(47);
    for (int run = 0; run < 150; ++run) {
        CAPTURE(run);
        auto p = random_problem(rng, {3, 3, 3, 80, run % 2 == 0 ? 100U : 4U});
        if (p.edges.empty()) continue;
        auto const small = solve(p);
        p.left.resize(3 + block, 1);
        p.right.resize(3 + block, 1);
        for (std::uint32_t i = 0; i < 3; ++i)
            p.edges.push_back({i, 3, 1});
        for (std::uint32_t i = 0; i < block; ++i) {
            for (std::uint32_t j = 0; j < block; ++j)
                p.edges.push_back({3 + i, 3 + j, 1'000'000});
        }
        std::sort(p.edges.begin(), p.edges.end(), [](auto const& a, auto const& b) {
            return std::pair(a.left, a.right) < std::pair(b.left, b.right);
        });
        auto const large = solve(p);
        check_feasible(p, large);
        REQUIRE(large.total == small.total + std::int64_t{block} * 1'000'000);
        for (auto const& a : large.pairs) {
            if (a.left >= 3) continue;
            auto const edge = edge_of(p, a);
            // The block is left out of the slow twin, which could not do it.
            std::vector<assign_edge> edges;
            std::size_t capped = 0;
            for (std::size_t e = 0; e < p.edges.size(); ++e) {
                if (p.edges[e].left >= 3 || p.edges[e].right >= 3) continue;
                if (e == edge) capped = edges.size();
                edges.push_back(p.edges[e]);
            }
            auto const without =
                reference::best_of_all_flows(p.left, p.right, edges, capped, a.count - 1);
            REQUIRE(a.margin <= small.total - without);
            REQUIRE(a.margin >= 0);
            exact += a.margin == small.total - without ? 1 : 0;
            ++margins;
        }
    }
    CHECK(margins > 200);
    CHECK(exact * 100 > margins * 80);
}

TEST_CASE("assign: many types of many rows have the best total") {
    constexpr shape shapes[]{
        {30, 30, 4, 50, 50}, {60, 10, 5, 80, 7}, {10, 60, 9, 80, 1'000'000}, {80, 80, 1, 4, 9}};
    recon::test::random rng(43);
    for (auto const& s : shapes) {
        for (int run = 0; run < 5; ++run) {
            auto const p = random_problem(rng, s);
            auto const answer = solve(p);
            check_feasible(p, answer);
            REQUIRE(answer.total
                    == reference::hungarian_total(reference::expanded(p.left, p.right, p.edges)));
        }
    }
}

TEST_CASE("assign: a margin search that is cut short says less, never more") {
    recon::test::random rng(44);
    auto const p = random_problem(rng, {40, 40, 1, 90, 1'000});
    auto const exact = solve(p);
    for (assign_limits const limits :
         {assign_limits{.margin_steps_max = 0}, assign_limits{.margin_steps_max = 100},
          assign_limits{.margin_exact_max = 3}}) {
        auto const answer = solve(p, limits);
        REQUIRE(answer.pairs.size() == exact.pairs.size());
        for (std::size_t i = 0; i < exact.pairs.size(); ++i) {
            REQUIRE(answer.pairs[i].margin <= exact.pairs[i].margin);
            REQUIRE(answer.pairs[i].margin >= 0);
        }
    }
}

TEST_CASE("assign: beyond the limit of steps the loss is bounded, and said") {
    recon::test::random rng(45);
    int cut = 0;
    int lossy = 0;
    for (int run = 0; run < 400; ++run) {
        auto const p = random_problem(rng, {1 + rng.below(25), 1 + rng.below(25), 1 + rng.below(3),
                                            20 + rng.below(80), 1 + rng.below(100)});
        auto const exact = solve(p);
        REQUIRE(exact.rows_inexact == 0);
        assign_limits limits;
        limits.steps_max = rng.below(4) == 0 ? 0 : rng.below(p.edges.size() * 2 + 1);
        auto const answer = solve(p, limits);
        check_feasible(p, answer);
        REQUIRE(answer.loss >= 0);
        REQUIRE(answer.total <= exact.total);
        REQUIRE(answer.total + answer.loss >= exact.total);
        if (answer.loss > 0) REQUIRE(answer.rows_inexact > 0);
        for (auto const& a : answer.pairs)
            REQUIRE(a.margin >= 0);
        cut += answer.rows_inexact > 0 ? 1 : 0;
        lossy += answer.total < exact.total ? 1 : 0;
    }
    CHECK(cut > 100);
    CHECK(lossy > 20);
}

TEST_CASE("assign: one large component does not make the others inexact") {
    problem p{{1, 1, 1, 1}, {1, 1, 1, 1}, {}};
    p.edges = {{0, 0, 5}, {1, 1, 9}, {1, 2, 8}, {2, 1, 7}, {2, 2, 7}, {3, 3, 4}};
    auto const answer = solve(p, {.steps_max = 2}); // enough for one row of the middle two
    CHECK(answer.rows_inexact == 2);
    CHECK(answer.pairs.size() == 4);
    CHECK(answer.total + answer.loss >= 25);
}

TEST_CASE("assign: the same twice") {
    recon::test::random rng(46);
    for (int run = 0; run < 20; ++run) {
        auto const p = random_problem(rng, {20, 20, 2, 60, 3});
        CHECK(same(solve(p), solve(p)));
    }
}

TEST_CASE("assign: edges that are none, out of order or repeated are a bug of the caller") {
    using edges = std::vector<assign_edge>;
    for (edges const& wrong :
         {edges{{2, 0, 1}}, edges{{0, 2, 1}}, edges{{0, 0, 0}}, edges{{0, 0, -1}},
          edges{{1, 0, 1}, {0, 0, 1}}, edges{{0, 1, 1}, {0, 0, 1}}, edges{{0, 0, 1}, {0, 0, 1}},
          edges{{0, 0, 1}, {0, 0, 2}}}) {
        CHECK_THROWS_AS((void)solve({{1, 1}, {1, 1}, wrong}), matching_error);
    }
}

TEST_CASE("assign: the largest counts and weights do not overflow") {
    constexpr auto most = 0xFFFF'FFFFU;
    problem const p{{most, most}, {most, 1}, {{0, 0, 1'000'000}, {0, 1, 1}, {1, 0, 999'999}}};
    auto const answer = solve(p);
    check_feasible(p, answer);
    CHECK(answer.total == std::int64_t{most - 1} * 1'000'000 + 1 + 999'999);
}
