#include <recon/stages.hpp>

#include "reference/candidates.hpp"
#include "support/engine.hpp"
#include "support/random.hpp"
#include "support/rows.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/likelihood.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

/// The stages of a run over some rows, each on what the ones before it left.
template <class A, class D, class S>
struct staged {
    staged(two_sides const& given, tolerances<A, D> const& tolerated, S const& scored,
           score_t least, unsigned threads = 1)
        : rows(given), within(tolerated), scorer(scored), all(sorted_intake(given)),
          left_open(given.left.size(), true), right_open(given.right.size(), true) {
        for (unsigned t = 0; t < threads; ++t)
            compare.emplace_back(all, within, scorer, least, rejected);
    }
    staged(staged const&) = delete;

    static bool by_reference(fact const& a, fact const& b) {
        return a.reference != b.reference ? a.reference < b.reference : a < b;
    }
    std::pair<pool, pool> with_reference() const {
        auto left = left_open;
        auto right = right_open;
        for (auto const& f : all.left)
            left[f.row] = left[f.row] && f.reference != 0;
        for (auto const& f : all.right)
            right[f.row] = right[f.row] && f.reference != 0;
        return {open_pool(all.left, left, by_reference), open_pool(all.right, right, by_reference)};
    }

    stage_result equal_references_and_amounts() {
        auto const [left, right] = with_reference();
        return match_equal_amounts(
            left, right, compare,
            [](fact const& f) { return std::tuple(f.reference, f.book, f.minor); }, limits);
    }
    stage_result equal_references() {
        auto const [left, right] = with_reference();
        return match_equal_references(left, right, compare, limits);
    }
    stage_result equal_amounts() {
        return match_equal_amounts(
            open_pool(all.left, left_open, std::less<fact>{}),
            open_pool(all.right, right_open, std::less<fact>{}), compare,
            [](fact const& f) { return std::pair(f.book, f.minor); }, limits);
    }
    stage_result within_tolerance() {
        return match_within_tolerance(open_pool(all.left, left_open, std::less<fact>{}),
                                      open_pool(all.right, right_open, std::less<fact>{}), compare,
                                      limits, claims(all.left.size(), all.right.size()));
    }

    void take(stage_result const& result) {
        for (auto const& p : result.pairs) {
            REQUIRE(left_open[p.left]); // nobody is matched twice
            REQUIRE(right_open[p.right]);
            left_open[p.left] = false;
            right_open[p.right] = false;
        }
    }

    two_sides const& rows;
    tolerances<A, D> within;
    S scorer;
    intake all;
    ruled_out rejected;
    stage_limits limits;
    std::vector<comparer<A, D, S>> compare;
    std::vector<bool> left_open, right_open;
};

template <class A, class D, class S>
int check_stages(tolerances<A, D> const& within, S const& scorer, score_t least,
                 std::uint64_t seed) {
    recon::test::random rng(seed);
    int stages_with_pairs = 0;
    for (int run = 0; run < 60; ++run) {
        CAPTURE(seed);
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(14), .amounts = 1 + rng.below(4)});
        staged run_of(rows, within, scorer, least);
        reference::all_pairs naive(rows, within, scorer, least);
        auto const check = [&](stage_result const& result, auto wanted) {
            std::int64_t total = 0;
            for (auto const& p : result.pairs) {
                REQUIRE(wanted(p.left, p.right));
                REQUIRE(p.weight == naive.weight(p.left, p.right));
                REQUIRE(p.weight > 0);
                REQUIRE(p.margin >= 0);
                total += p.weight;
            }
            REQUIRE(result.loss == 0);
            REQUIRE(result.rows_inexact == 0);
            REQUIRE(result.account.limited.empty());
            REQUIRE(total == naive.best_total(run_of.left_open, run_of.right_open, wanted));
            run_of.take(result);
            stages_with_pairs += result.pairs.empty() ? 0 : 1;
        };
        check(run_of.equal_references_and_amounts(), [&](std::size_t l, std::size_t r) {
            return naive.equal_references(l, r) && naive.equal_amounts(l, r);
        });
        check(run_of.equal_references(),
              [&](std::size_t l, std::size_t r) { return naive.equal_references(l, r); });
        check(run_of.equal_amounts(),
              [&](std::size_t l, std::size_t r) { return naive.equal_amounts(l, r); });
        check(run_of.within_tolerance(), [](std::size_t, std::size_t) { return true; });
    }
    return stages_with_pairs;
}

bool same(found_pair const& a, found_pair const& b) {
    return std::tie(a.left, a.right, a.weight, a.margin, a.runner_up, a.runner_up_side)
           == std::tie(b.left, b.right, b.weight, b.margin, b.runner_up, b.runner_up_side);
}

} // namespace

TEST_CASE("stages: each has the greatest total of all matchings of its pairs") {
    tolerances const usual{either{within{"0.30"}, within_percent{percent{"1"}}}, within_days(4)};
    CHECK(check_stages(usual, weighted{}, 0, 92) > 60);
    CHECK(check_stages(usual, weighted{}, 600'000, 93) > 60);
    CHECK(check_stages(tolerances{short_by{within{"0.40"}}, after(3)}, weighted{}, 300'000, 94)
          > 60);
    CHECK(check_stages(tolerances{within_percent{percent{"30"}}, within_business_days(3)},
                       weighted{}, 200'000, 95)
          > 60);
}

TEST_CASE("stages: the runner-up is the best other partner of either row") {
    two_sides const rows{
        {{eur(100), march(5), "Rent"}},
        {{eur(100), march(5), "Rent"}, {eur(100), march(9), "Rent"}, {eur(100), march(7), "Rent"}}};
    staged run(rows, tolerances{exactly{}, within_days(5)}, weighted{}, 0);
    auto const found = run.equal_amounts();
    REQUIRE(found.pairs.size() == 1);
    CHECK(found.pairs[0].right == 0);
    CHECK(found.pairs[0].runner_up == 2);
    CHECK(found.pairs[0].runner_up_side == side::right);

    two_sides const turned{rows.right, rows.left};
    staged back(turned, tolerances{exactly{}, within_days(5)}, weighted{}, 0);
    auto const again = back.equal_amounts();
    REQUIRE(again.pairs.size() == 1);
    CHECK(again.pairs[0].runner_up == 2);
    CHECK(again.pairs[0].runner_up_side == side::left);
    CHECK(again.pairs[0].margin == found.pairs[0].margin);
}

TEST_CASE("stages: the runner-up is on the side where the better one is") {
    two_sides const rows{{{eur(100), march(5)}, {eur(100), march(6)}},
                         {{eur(100), march(5)}, {eur(100), march(9)}}};
    staged run(rows, tolerances{exactly{}, within_days(5)}, weighted{}, 0);
    auto const found = run.equal_amounts();
    REQUIRE(found.pairs.size() == 2);
    CHECK(found.pairs[0].right == 0); // 5 with 5; 6 is nearer to that than 9 is
    CHECK(found.pairs[0].runner_up == 1);
    CHECK(found.pairs[0].runner_up_side == side::left);
    CHECK(found.pairs[1].right == 1); // 6 with 9; it would rather have 5
    CHECK(found.pairs[1].runner_up == 0);
    CHECK(found.pairs[1].runner_up_side == side::right);
}

TEST_CASE("stages: a reference on too many rows names nobody") {
    two_sides rows;
    for (int i = 0; i < 6; ++i) {
        rows.left.push_back({eur(1000 + i), march(1), "", "CUST77"});
        rows.right.push_back({eur(1003 + i), march(1), "", "CUST77"});
    }
    staged run(rows, tolerances{within{"1.00"}, exactly{}}, weighted{}, 0);
    CHECK(run.equal_references().pairs.size() == 6);
    run.limits.reference_pairs_max = 36;
    CHECK(run.equal_references().pairs.size() == 6);
    run.limits.reference_pairs_max = 35;
    CHECK(run.equal_references().pairs.empty());
}

TEST_CASE("stages: the same pairs from any number of threads") {
    recon::test::random rng(96);
    auto const rows = any_rows(rng, {.rows = 5'000, .amounts = 900, .days = 60});
    tolerances const usual{within{"0.30"}, within_days(3)};
    staged one(rows, usual, likelihood{}, 300'000, 1);
    auto const amounts = one.equal_amounts();
    auto const near = one.within_tolerance();
    CHECK(amounts.pairs.size() > 500);
    for (unsigned const threads : {2U, 8U}) {
        staged many(rows, usual, likelihood{}, 300'000, threads);
        for (auto const& [a, b] :
             {std::pair(amounts, many.equal_amounts()), std::pair(near, many.within_tolerance())}) {
            CHECK(std::equal(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(), same));
            CHECK(a.account.pairs == b.account.pairs);
            CHECK(a.loss == b.loss);
        }
    }
}
