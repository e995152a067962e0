#include <recon/fx_search.hpp> // first: proves the header stands alone

#include <recon/day_tolerance.hpp>
#include <recon/reconcile.hpp>

#include "reference/fx.hpp"
#include "support/engine.hpp"
#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

rate_book const rates({{march(-5), "EUR", "USD", exchange_rate{"1.10"}},
                       {march(5), "EUR", "USD", exchange_rate{"1.20"}},
                       {march(1), "EUR", "JPY", exchange_rate{"160"}}},
                      90);

outcome run(std::vector<line> const& bank, std::vector<line> const& books,
            std::vector<decision> decisions = {}, bool with_rates = true) {
    settings<within, day_window> chosen{tolerances{within{"5.00"}, within_days(7)}};
    if (with_rates) chosen.fx.rates = &rates;
    chosen.decisions = std::move(decisions);
    return reconcile(bank, books, chosen);
}

} // namespace

TEST_CASE("fx_search: the candidates are those of the slow twin") {
    recon::test::random rng(30);
    for (int i = 0; i < 150; ++i) {
        row_chance chance;
        chance.rows = 30;
        chance.amounts = 4;
        auto rows = any_rows(rng, chance);
        for (auto* const side : {&rows.left, &rows.right}) {
            for (auto& l : *side) {
                if (l.amount.unit == currency{"USD"}) l.amount.minor = l.amount.minor * 11 / 10;
                if (rng.below(6) == 0) l.amount = {l.amount.minor * 8 / 5, "JPY"};
                if (rng.below(9) == 0) l.amount = {l.amount.minor, "CHF"}; // has no rate
                if (rng.below(20) == 0) l.amount.minor = 0;
            }
        }
        auto const all = sorted_intake(rows);
        tolerances const within_both{exactly{}, within_days(static_cast<int>(rng.below(6)))};
        ruled_out const none;
        comparer<exactly, day_window, likelihood> const compare(all, within_both, {}, 600'000,
                                                                none);
        fx_choices chosen;
        chosen.rates = &rates;
        chosen.tolerance = within_percent{percent{"2"}};
        fx_candidates search(all, compare, chosen, all.right);
        std::vector<std::pair<row_index, row_index>> found;
        for (auto const& f : all.left) {
            int apart = 0;
            std::uint32_t book = ~0U;
            REQUIRE(search.visit(f, 1'000, [&](fx_candidate const& c) {
                auto const& g = all.right[c.right];
                if (g.book != std::exchange(book, g.book)) apart = 0;
                REQUIRE(std::abs(f.day - g.day) >= apart); // the nearest in time first
                apart = std::abs(f.day - g.day);
                found.emplace_back(f.row, g.row);
            }));
        }
        std::sort(found.begin(), found.end());
        REQUIRE(found == reference::fx_pairs(all, compare, chosen));
    }
}

TEST_CASE("fx_search: a limit of candidates is said") {
    std::vector<line> const bank{{eur(100'00), march(5)}};
    std::vector<line> const books(fx_candidates_max + 1, {usd(120'00), march(5)});
    auto const found = run(bank, books);
    CHECK(found.matches.empty());
    REQUIRE(found.limits.size() == 1);
    CHECK(found.limits[0].kind == limit_reached::what::candidates);
    CHECK(found.limits[0].rows == 1);
    CHECK(run(bank, {books.begin() + 1, books.end()}).limits.empty());
}

TEST_CASE("fx_search: rows of two currencies match by amount and text, or amount and reference") {
    struct row {
        char const* name;
        line bank, entry;
        bool offered, matched;
    };
    row const table[]{
        {"text",
         {eur(100'00), march(5), "Calder Security"},
         {usd(120'00), march(5), "Calder Security"},
         true,
         true},
        {"reference",
         {eur(100'00), march(6), "wire", "INV-2024-17"},
         {usd(120'50), march(5), "Calder", "INV-2024-17"},
         true,
         true},
        {"the amount alone", {eur(100'00), march(5)}, {usd(120'00), march(5)}, true, false},
        {"another text",
         {eur(100'00), march(5), "Calder Security"},
         {usd(120'00), march(5), "River Telecom"},
         true,
         false},
        {"outside the tolerance",
         {eur(100'00), march(5), "Calder Security"},
         {usd(121'50), march(5), "Calder Security"},
         false,
         false},
        {"outside the window",
         {eur(100'00), march(15), "Calder Security"},
         {usd(120'00), march(5), "Calder Security"},
         false,
         false},
        {"the other direction",
         {eur(-100'00), march(5), "Calder Security"},
         {usd(120'00), march(5), "Calder Security"},
         false,
         false},
        {"the rate of the bank's day",
         {eur(100'00), march(4), "Calder Security"},
         {usd(110'00), march(6), "Calder Security"},
         true,
         true},
        {"no rate",
         {eur(100'00), march(5), "Calder Security"},
         {{100'00, "CHF"}, march(5), "Calder Security"},
         false,
         false},
        {"a cross rate",
         {usd(110'00), march(4), "Calder Security"},
         {jpy(16'000), march(4), "Calder Security"},
         true,
         true},
    };
    for (auto const& r : table) {
        CAPTURE(r.name);
        auto const found = run({r.bank}, {r.entry});
        REQUIRE(found.matches.size() == (r.offered ? 1 : 0));
        for (auto const& total : found.totals)
            CHECK(total.holds());
        if (!r.offered) continue;
        auto const& m = found.matches[0];
        CHECK(m.stage == match_stage::conversion);
        CHECK((m.status == match_status::matched) == r.matched);
        if (m.confidence >= 850'000 && !r.matched) CHECK(m.reason == review_reason::amount_alone);
    }
}

TEST_CASE("fx_search: the difference is in the left currency, after conversion") {
    auto const found = run({{eur(100'00), march(5), "Calder Security"}},
                           {{usd(120'60), march(4), "Calder Security"}});
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].amount_difference == -50); // 100.00 against 100.50
    CHECK(found.matches[0].day_difference == 1);
    CHECK(found.matches[0].amount_score > 0);
    CHECK(found.matches[0].amount_score < score_max);
}

TEST_CASE("fx_search: without rates nothing is converted") {
    auto const found = run({{eur(100'00), march(5), "Calder Security"}},
                           {{usd(120'00), march(5), "Calder Security"}}, {}, false);
    CHECK(found.matches.empty());
}

TEST_CASE("fx_search: of two that fit equally well neither is sure") {
    auto const found = run({{eur(100'00), march(5), "Calder Security"}},
                           {{usd(120'00), march(5), "Calder Security", "", "a"},
                            {usd(120'00), march(5), "Calder Security", "", "b"}});
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].status == match_status::review);
    CHECK(found.matches[0].reason == review_reason::ambiguous);
}

TEST_CASE("fx_search: a row that matches in its own currency is not converted") {
    auto const found = run(
        {{eur(100'00), march(5), "Calder Security"}},
        {{usd(120'00), march(5), "Calder Security"}, {eur(100'00), march(5), "Calder Security"}});
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].stage == match_stage::equal_amount);
    CHECK(found.right_of(found.matches[0])[0] == 1);
}

TEST_CASE("fx_search: a person confirms two currencies where there is a rate") {
    std::vector<line> const bank{{eur(100'00), march(5)}, {eur(50'00), march(5)}};
    std::vector<line> const books{{usd(200'00), march(5)}, {{70'00, "CHF"}, march(5)}};
    auto const found = run(bank, books, {{{0, 1}, {0}, true}});
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].status == match_status::matched);
    CHECK(found.matches[0].kind == match_kind::many_to_one);
    CHECK(found.matches[0].amount_difference == -16'67); // 150.00 against 166.67
    CHECK_THROWS_AS(run(bank, books, {{{0, 1}, {0}, true}}, false), validation_error);
    CHECK_THROWS_AS(run(bank, books, {{{0}, {1}, true}}), validation_error);    // no rate
    CHECK_THROWS_AS(run(bank, books, {{{0}, {0, 1}, true}}), validation_error); // two on a side
    CHECK(run(bank, books, {{{0}, {0}, false}}).matches.empty());
}

TEST_CASE("fx_search: a rejected pair is not offered again") {
    std::vector<line> const bank{{eur(100'00), march(5), "Calder Security"}};
    std::vector<line> const books{{usd(120'00), march(5), "Calder Security"}};
    CHECK(run(bank, books).matches.size() == 1);
    CHECK(run(bank, books, {{{0}, {0}, false}}).matches.empty());
}
