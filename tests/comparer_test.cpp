#include <recon/comparer.hpp>

#include "support/engine.hpp"
#include "support/random.hpp"
#include "support/rows.hpp"
#include "support/sample.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/candidates.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/likelihood.hpp>
#include <recon/stages.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

/// Likes texts that are a quarter alike better than those that are half alike.
struct wayward {
    score_t min_margin = 0;

    static score_t total(pair_evidence const& e) {
        auto const step = e.text / 50'000;
        auto const text = step == 5 ? 700'000 : step >= 14 ? 650'000 : 100'000;
        auto const day = (score_max - e.day) / 10;
        return e.reference >= reference_match::contained ? score_max : text - day;
    }
    static score_t weight(pair_evidence const& e) { return total(e) + 1'000; }
    static score_t ceiling(pair_evidence const&) { return score_max; }
};
static_assert(scorer<wayward>);

template <class S>
std::pair<std::size_t, std::size_t> check_shortcuts(S const& scorer, score_t least,
                                                    std::uint64_t seed) {
    recon::test::random rng(seed);
    auto const rows = any_rows(rng, {.rows = 700, .amounts = 3, .days = 12});
    auto const all = sorted_intake(rows);
    ruled_out const rejected;
    tolerances const usual{exactly{}, within_days(4)};
    comparer<exactly, day_window, S> const compare(all, usual, scorer, least, rejected);
    auto const left = make_pool(all.left, std::less<fact>{});
    auto const right = make_pool(all.right, std::less<fact>{});
    std::size_t looked = 0;
    std::size_t found = 0;
    for (std::uint32_t l = 0; l < left.types.size(); ++l) {
        auto const& f = left.first(l);
        std::uint32_t begin = 0;
        std::uint32_t end = 0; // of the types of this amount
        for (std::uint32_t r = 0; r < right.types.size(); ++r) {
            auto const& g = right.first(r);
            if (g.book != f.book || g.minor != f.minor) continue;
            if (begin == end) begin = r;
            end = r + 1;
        }
        if (begin == end) continue;
        auto amounts = compare.of_amounts(f, right.first(begin));
        compare.add_rivals(amounts, f, right.first(begin));
        detail::buffer<assign_edge> edges;
        search_account account;
        detail::edge_writer(left, right, compare, 1'000, edges, account)
            .weigh(amounts, l, {begin, end});
        std::size_t e = 0;
        for (auto r = begin; r < end; ++r) {
            auto const& g = right.first(r);
            auto const weight =
                compare.weigh(amounts, f, g, {left.types[l].count, right.types[r].count});
            ++looked;
            if (weight == any_comparer::no_weight) continue;
            ++found;
            REQUIRE(e < edges.size());
            REQUIRE(edges[e].right == r);
            REQUIRE(edges[e++].weight == weight);
        }
        REQUIRE(e == edges.size());
    }
    return {looked, found};
}

/// The edges of all blocks of equal amounts, by `weigh(writer, amounts, lefts, rights)`.
template <class Weigh>
detail::buffer<assign_edge> edges_of_blocks(pool const& left, pool const& right,
                                            any_comparer const& compare, Weigh weigh) {
    detail::buffer<assign_edge> edges;
    search_account account;
    detail::edge_writer writer(left, right, compare, 40, edges, account);
    for (auto const& b : detail::common_blocks(left, right, detail::amount_key)) {
        auto const& l = left.first(b.left_begin);
        auto const& r = right.first(b.right_begin);
        auto amounts = compare.of_amounts(l, r);
        compare.add_rivals(amounts, l, r);
        using types = detail::edge_writer::types;
        weigh(writer, amounts, types{b.left_begin, b.left_end}, types{b.right_begin, b.right_end});
    }
    return edges;
}

} // namespace

TEST_CASE("comparer: pairs weighed a block at a time weigh what each weighs alone") {
    recon::test::random rng(11);
    for (bool const learnt : {false, true}) {
        CAPTURE(learnt);
        auto const rows = any_rows(rng, {.rows = 900, .amounts = 5, .days = 14});
        auto const all = sorted_intake(rows);
        ruled_out const rejected;
        tolerances const usual{exactly{}, within_days(4)};
        comparer<exactly, day_window, likelihood> compare(all, usual, {}, 300'000, rejected);
        if (learnt) compare.learn(some_sample(rng));
        auto const left = make_pool(all.left, std::less<fact>{});
        auto const right = make_pool(all.right, std::less<fact>{});
        REQUIRE(compare.adds_up());
        auto const alone = edges_of_blocks(
            left, right, compare,
            [&](auto& writer, auto const& amounts, auto const& lefts, auto const& rights) {
                for (auto l = lefts.begin; l < lefts.end; ++l)
                    writer.weigh(amounts, l, rights);
            });
        detail::block_weigher weigher(compare);
        auto const together = edges_of_blocks(
            left, right, compare,
            [&](auto& writer, auto const& amounts, auto const& lefts, auto const& rights) {
                weigher.weigh(writer, amounts, lefts, rights);
            });
        CHECK(alone.size() > 1'000);
        REQUIRE(together.size() == alone.size());
        for (std::size_t e = 0; e < alone.size(); ++e)
            REQUIRE(together[e] == alone[e]);
    }
}

TEST_CASE("comparer: texts that are not compared would not have been alike enough") {
    for (score_t const least : {0, 300'000, 600'000, 660'000, 900'000}) {
        CAPTURE(least);
        for (auto const& [looked, found] :
             {check_shortcuts(likelihood{}, least, 1), check_shortcuts(weighted{}, least, 2),
              check_shortcuts(wayward{}, least, 3)}) {
            CHECK(looked > 5'000);
            CHECK(found > 50);
            CHECK((least == 0 || found < looked));
        }
    }
}

TEST_CASE("comparer: how far amounts are apart is told in parts of the larger one") {
    struct row {
        std::int64_t left, right;
        std::int32_t gap;
    };
    constexpr row table[]{
        {10'000, 10'000, 0}, {10'000, 10'100, 9}, {-500, -400, 200},       {0, 300, 1'000},
        {100, -100, 1'000},  {0, 0, 0},           {lowest, lowest + 1, 0}, {lowest, highest, 1'000},
    };
    for (row const& r : table) {
        CAPTURE(r.left);
        CAPTURE(r.right);
        CHECK(any_comparer::gap_between(r.left, r.right) == r.gap);
        CHECK(any_comparer::gap_between(r.right, r.left) == r.gap);
    }
}
