#include <recon/candidates.hpp>

#include "reference/candidates.hpp"
#include "support/engine.hpp"
#include "support/random.hpp"
#include "support/rows.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/detail/day_index.hpp>
#include <recon/likelihood.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

/// The weight of each pair of rows that candidates_within() finds.
template <class A, class D, class S>
std::map<std::pair<row_index, row_index>, score_t>
found_pairs(two_sides const& rows, tolerances<A, D> const& within, S const& scorer,
            score_t min_confidence) {
    auto const all = sorted_intake(rows);
    ruled_out const rejected;
    comparer<A, D, S> compare(all, within, scorer, min_confidence, rejected);
    auto const left = make_pool(all.left, std::less<fact>{});
    auto const right = make_pool(all.right, std::less<fact>{});
    detail::buffer<assign_edge> edges;
    search_account account;
    claims const claimed(rows.left.size(), rows.right.size());
    candidates_within(left, 0, static_cast<std::uint32_t>(left.types.size()), right,
                      amount_runs(right, compare, claimed), near_reach(left, claimed, compare),
                      compare, claimed, 1'000, edges, account);
    REQUIRE(account.limited.empty());
    std::map<std::pair<row_index, row_index>, score_t> pairs;
    for (auto const& e : edges) {
        auto const& l = left.types[e.left];
        auto const& r = right.types[e.right];
        for (std::uint32_t i = 0; i < l.count; ++i) {
            for (std::uint32_t j = 0; j < r.count; ++j)
                pairs[{left.facts[l.begin + i].row, right.facts[r.begin + j].row}] = e.weight;
        }
    }
    return pairs;
}

template <class A, class D, class S>
std::size_t check_against_all_pairs(tolerances<A, D> const& within, S const& scorer,
                                    score_t min_confidence, std::uint64_t seed) {
    constexpr bool competes = requires { S::competes; };
    recon::test::random rng(seed);
    std::size_t seen = 0;
    for (int run = 0; run < 25; ++run) {
        CAPTURE(seed);
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(20), .amounts = 1 + rng.below(6)});
        auto const found = found_pairs(rows, within, scorer, min_confidence);
        reference::all_pairs naive(rows, within, scorer, min_confidence);
        std::size_t expected = 0;
        for (row_index l = 0; l < rows.left.size(); ++l) {
            for (row_index r = 0; r < rows.right.size(); ++r) {
                bool const later = competes && naive.equal_amounts(l, r); // an earlier stage's
                auto const weight = later ? any_comparer::no_weight : naive.weight(l, r);
                auto const at = found.find({l, r});
                CAPTURE(l);
                CAPTURE(r);
                REQUIRE((at == found.end() ? any_comparer::no_weight : at->second) == weight);
                expected += weight != any_comparer::no_weight ? 1 : 0;
            }
        }
        REQUIRE(found.size() == expected);
        seen += expected;
    }
    return seen;
}

template <class Compare>
std::uint32_t rivals(Compare const& compare, fact const& left, fact const& right,
                     alike_rows const& alike) {
    pair_evidence e;
    compare.add_rivals(e, left, right, alike);
    return e.rivals;
}

fact fact_at(std::int64_t minor, int day, class_id text, row_index row) {
    return {minor, day, 0, text, 0, 0, row};
}

} // namespace

TEST_CASE("candidates: interchangeable rows are one type") {
    detail::buffer<fact> facts;
    for (auto const& f : {fact_at(5, 1, 7, 3), fact_at(5, 1, 7, 0), fact_at(5, 1, 8, 1),
                          fact_at(4, 9, 7, 2), fact_at(5, 1, 7, 4)})
        facts.push_back(f);
    auto const p = make_pool(facts, std::less<fact>{});
    REQUIRE(p.types.size() == 3);
    CHECK(p.first(0).row == 2);
    CHECK(p.types[1].count == 3);
    CHECK(p.facts[p.types[1].begin].row == 0); // by row inside a type
    CHECK(p.facts[p.types[1].begin + 2].row == 4);
    CHECK(p.types[2].count == 1);
    CHECK(make_pool({}, std::less<fact>{}).types.empty());
}

TEST_CASE("candidates: none is missed and none is invented, whatever the tolerance") {
    using enum percent_base;
    tolerances const usual{either{within{"0.30"}, within_percent{percent{"1"}}}, within_days(4)};
    CHECK(check_against_all_pairs(usual, likelihood{}, 600'000, 71) > 100);
    CHECK(check_against_all_pairs(usual, likelihood{}, 0, 72) > 150);
    CHECK(check_against_all_pairs(usual, weighted{}, 600'000, 73) > 150);
    CHECK(check_against_all_pairs(tolerances{exactly{}, exactly{}}, weighted{}, 0, 74) > 50);
    CHECK(check_against_all_pairs(tolerances{short_by{within{"0.40"}}, after(3)}, weighted{}, 0, 75)
          > 50);
    CHECK(check_against_all_pairs(tolerances{over_by{within{"0.40"}}, before(3)}, weighted{}, 0, 76)
          > 50);
    CHECK(check_against_all_pairs(
              tolerances{within_percent{percent{"40"}, left}, within_business_days(2)},
              likelihood{}, 300'000, 77)
          > 50);
    CHECK(check_against_all_pairs(tolerances{within_percent{percent{"60"}, right},
                                             business_day_window{1, 3, calendar({march(5)})}},
                                  likelihood{}, 300'000, 78)
          > 50);
    CHECK(
        check_against_all_pairs(tolerances{within_percent{percent{"100"}, mean}, day_window{1, 5}},
                                weighted{}, 500'000, 79)
        > 50);
}

TEST_CASE("candidates: the rivals of a pair are the rows of its amount, at about its time") {
    two_sides rows;
    for (int nth = 1; nth <= 10; ++nth) { // ten of 5.00 on the left, over ten days
        rows.left.push_back({eur(500), march(nth)});
        if (nth <= 4) rows.right.push_back({eur(500 + nth), march(nth)});
    }
    rows.right.push_back({eur(500), march(5)});
    auto const all = sorted_intake(rows);
    ruled_out const rejected;
    likelihood const scorer;
    struct row {
        int window;
        std::uint32_t equal, near, on_right;
    };
    for (row const r : {row{0, 1'000, 1'000, 500}, row{1, 3'000, 3'000, 1'500},
                        row{2, 5'000, 5'000, 2'500}, row{9, 10'000, 10'000, 5'000}}) {
        tolerances const within_window{within{"1"}, within_days(r.window)};
        comparer<within, day_window, likelihood> compare(all, within_window, scorer, 0, rejected);
        CHECK(rivals(compare, fact_of(all.left, 4), fact_of(all.right, 4), {}) == r.equal);
        CHECK(rivals(compare, fact_of(all.left, 0), fact_of(all.right, 3), {}) == r.near);
        CHECK(rivals(compare, fact_of(all.left, 0), fact_of(all.right, 3), {10, 1}) == r.on_right);
        // those that are interchangeable with the one in question do not count: chance remains
        CHECK(rivals(compare, fact_of(all.left, 4), fact_of(all.right, 4), {100, 100})
              == r.on_right / 5);
    }
}

TEST_CASE("candidates: a wider tolerance takes no candidate away") {
    recon::test::random rng(81);
    weighted const scorer; // likelihood counts more rivals in a wider window
    for (int run = 0; run < 60; ++run) {
        auto const rows = any_rows(rng, {.rows = 12, .amounts = 4});
        auto narrow = found_pairs(rows, tolerances{within{"0"}, within_days(0)}, scorer, 500'000);
        struct step {
            char const* amount;
            char const* percent;
            int days;
        };
        for (step const s : {step{"0.10", "0", 0}, step{"0.10", "0", 2}, step{"0.10", "5", 2},
                             step{"0.50", "5", 4}, step{"9.00", "80", 9}}) {
            tolerances const wider{either{within{s.amount}, within_percent{percent{s.percent}}},
                                   within_days(s.days)};
            auto wide = found_pairs(rows, wider, scorer, 500'000);
            for (auto const& [pair, weight] : narrow) {
                REQUIRE(wide.contains(pair));
                REQUIRE(wide[pair] >= weight); // nor lowers it
            }
            narrow = std::move(wide);
        }
    }
}

TEST_CASE("candidates: pairs that a person has ruled out weigh nothing") {
    two_sides const rows{{{eur(5)}, {eur(5)}}, {{eur(5)}}};
    auto all = sorted_intake(rows);
    for (auto& f : all.left)
        f.tag = f.row + 1;
    all.right[0].tag = 1;
    tolerances<> const same;
    weighted const scorer;
    ruled_out rejected;
    rejected.push_back(std::uint64_t{2} << 32U | 1U);
    comparer<exactly, exactly, weighted> compare(all, same, scorer, 0, rejected);
    auto const weigh = [&](row_index l) {
        auto const& f = fact_of(all.left, l);
        return compare.weigh(compare.of_amounts(f, all.right[0]), f, all.right[0]);
    };
    CHECK(weigh(0) > 0);
    CHECK(weigh(1) == any_comparer::no_weight);
}

TEST_CASE("candidates: too many are cut to those of the same text, then the nearest; and counted") {
    two_sides rows;
    rows.left.push_back({eur(100), march(10), "Rent"});
    for (int nth = 1; nth <= 19; ++nth) {
        rows.right.push_back({eur(100), march(nth), "Water " + std::to_string(nth)});
        if (nth == 18) rows.right.push_back({eur(100), march(nth), "Rent"});
    }
    auto const all = sorted_intake(rows);
    ruled_out const rejected;
    weighted const scorer;
    tolerances const wide{exactly{}, within_days(30)};
    comparer<exactly, day_window, weighted> compare(all, wide, scorer, 0, rejected);
    auto const left = make_pool(all.left, std::less<fact>{});
    auto const right = make_pool(all.right, std::less<fact>{});
    auto const days_with = [&](std::size_t most) {
        detail::buffer<assign_edge> edges;
        search_account account;
        detail::edge_writer writer(left, right, compare, most, edges, account);
        writer.weigh(compare.of_amounts(left.first(0), right.first(0)), 0,
                     {0, static_cast<std::uint32_t>(right.types.size())});
        CHECK(account.limited.size() == (most < right.types.size() ? 1 : 0));
        CHECK(account.pairs == std::min(most, right.types.size()));
        CHECK(std::is_sorted(edges.begin(), edges.end(),
                             [](auto const& a, auto const& b) { return a.right < b.right; }));
        std::vector<int> days;
        for (auto const& e : edges)
            days.push_back(static_cast<int>((right.first(e.right).date() - march(0)).count()));
        return days;
    };
    CHECK(days_with(1) == std::vector{18});
    CHECK(days_with(4) == std::vector{9, 10, 11, 18});
    CHECK(days_with(20).size() == 20);
    CHECK(days_with(0).empty());
}

TEST_CASE("candidates: the search within a tolerance stops at its limit, and says for whom") {
    two_sides rows;
    rows.left = {{eur(100)}, {eur(100)}, {eur(900)}};
    for (int cents = 0; cents < 20; ++cents)
        rows.right.push_back({eur(90 + cents)});
    auto const all = sorted_intake(rows);
    ruled_out const rejected;
    weighted const scorer;
    tolerances const wide{within{"0.50"}, within_days(1)};
    comparer<within, day_window, weighted> compare(all, wide, scorer, 0, rejected);
    auto const left = make_pool(all.left, std::less<fact>{});
    auto const right = make_pool(all.right, std::less<fact>{});
    for (std::size_t const most : {0U, 1U, 7U, 19U}) {
        detail::buffer<assign_edge> edges;
        search_account account;
        claims const claimed(all.left.size(), all.right.size());
        candidates_within(left, 0, 2, right, amount_runs(right, compare, claimed),
                          near_reach(left, claimed, compare), compare, claimed, most, edges,
                          account);
        CHECK(edges.size() == most);
        CHECK(account.limited.size() == 2); // both rows of the type
    }
}

TEST_CASE("candidates: days of a book are found from the first to the last") {
    detail::buffer<fact> facts;
    for (std::uint32_t book = 0; book < 3; ++book) {
        for (int day = 10; day < 20; day += 3)
            facts.push_back({1, day, book, 0, 0, 0, static_cast<row_index>(facts.size())});
    }
    auto const p = make_pool(facts, by_day{});
    day_index const days(p);
    auto const count = [&](std::uint32_t book, int low, int high) {
        using std::chrono::sys_days;
        return days.days(book, sys_days{std::chrono::days{low}}, sys_days{std::chrono::days{high}})
            .size();
    };
    CHECK(count(1, 10, 19) == 4);
    CHECK(count(1, 11, 18) == 2);
    CHECK(count(1, 11, 12) == 0);
    CHECK(count(1, 13, 13) == 1);
    CHECK(count(0, 0, 99) == 4);
    CHECK(count(3, 0, 99) == 0);
    CHECK(count(1, 19, 10) == 0); // an empty window, as both{} may give
}
