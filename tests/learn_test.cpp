#include <recon/learn.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace recon;

namespace {
using lag_cell = evidence_sample::lag_cell;

struct nothing_stated {
    static millinats odds_of_day(pair_evidence const&) { return 0; }
    static millinats odds_of_text(pair_evidence const&) { return 0; }
};
} // namespace

TEST_CASE("learn: the odds of a lag are how often sure pairs have it, against any pairs") {
    evidence_sample seen;
    seen.first_lag = -1;
    for (auto const& cell : {lag_cell{5'000, 500'000}, {10'000, score_max}, {5'000, 500'000}})
        seen.lags.push_back(cell);
    auto const add = [&](std::int32_t lag, int times) {
        pair_evidence e;
        e.lag = lag;
        for (int i = 0; i < times; ++i)
            seen.sure.push_back(e);
    };
    add(0, 9'000);
    add(1, 1'000);
    auto const table = learn(seen, nothing_stated{});
    REQUIRE(table.learnt());
    CHECK(table.lags[1].sure == 9'000);
    CHECK(table.odds_of_lag(0) == doctest::Approx(1000 * std::log(0.9 / 0.5)).epsilon(0.03));
    CHECK(table.odds_of_lag(1) == doctest::Approx(1000 * std::log(0.1 / 0.25)).epsilon(0.05));
    CHECK(table.odds_of_lag(-1) < -3'000);               // never seen
    CHECK(table.odds_of_lag(-1) > -4'100);               // but one sure pair in fifty may be wrong
    CHECK(table.odds_of_lag(9) == table.odds_of_lag(1)); // beyond the table: its end
}

TEST_CASE("learn: with little seen, what is stated counts") {
    struct same_day {
        static millinats odds_of_day(pair_evidence const& e) { return e.lag == 0 ? 1'500 : 0; }
        static millinats odds_of_text(pair_evidence const& e) { return e.text / 500; }
    };
    evidence_sample seen;
    seen.first_lag = 0;
    seen.lags.push_back({1, score_max});
    seen.lags.push_back({1, 0});
    auto const table = learn(seen, same_day{});
    CHECK(table.odds_of_lag(0) > table.odds_of_lag(1) + 1'000);
    CHECK(table.odds_of_text(1'000'000, false) > table.odds_of_text(500'000, false));
    CHECK(table.odds_of_text(500'000, false) > table.odds_of_text(0, false));
}

TEST_CASE("learn: texts are told apart in steps of five per cent") {
    evidence_sample seen;
    seen.lags.push_back({1, score_max});
    pair_evidence e;
    for (int i = 0; i < 1'000; ++i) {
        e.text = 870'000;
        seen.sure.push_back(e);
        e.text = i < 990 ? 0 : 870'000;
        seen.chance.push_back(e);
        e.text = -1; // no text is no evidence
        seen.sure.push_back(e);
    }
    auto const table = learn(seen, nothing_stated{});
    CHECK(table.odds_of_text(870'000, false) > 4'000);
    CHECK(table.odds_of_text(899'999, false) == table.odds_of_text(850'000, false));
    CHECK(table.odds_of_text(0, false) < -3'000);
}

TEST_CASE("learn: rows of one amount are told apart by what says so among rows of one amount") {
    evidence_sample seen;
    seen.lags.push_back({1, score_max});
    pair_evidence alike;
    alike.text = 920'000;
    pair_evidence unlike;
    unlike.text = 10'000;
    for (int i = 0; i < 1'000; ++i) {
        seen.sure.push_back(alike);
        seen.chance.push_back(unlike);
        seen.namesakes.push_back(i < 500 ? alike : unlike); // a shop's usual price
    }
    auto const table = learn(seen, nothing_stated{});
    CHECK(table.odds_of_text(920'000, false) > 4'000);
    CHECK(table.odds_of_text(920'000, true)
          == doctest::Approx(1000 * std::log(1 / 0.5)).epsilon(0.1));
    seen.namesakes.resize(100); // too few to say anything
    auto const few = learn(seen, nothing_stated{});
    CHECK(few.odds_of_text(920'000, true) == few.odds_of_text(920'000, false));
}

TEST_CASE("learn: what earlier runs have seen counts, each lag at its own place") {
    evidence_sample first;
    first.first_lag = -2;
    for (int i = 0; i < 5; ++i)
        first.lags.push_back({1'000, score_max});
    pair_evidence e;
    e.lag = 1;
    e.text = 500'000;
    for (int i = 0; i < 300; ++i)
        first.sure.push_back(e);
    auto const known = learn(first, nothing_stated{});
    evidence_sample next; // a narrower window, and nothing sure in it
    next.first_lag = 0;
    for (int i = 0; i < 3; ++i)
        next.lags.push_back({1'000, score_max});
    next.known = &known;
    auto const table = learn(next, nothing_stated{});
    CHECK(table.lags[1].sure == 300);
    CHECK(table.lags[1].chance == 2'000);
    CHECK(table.texts[evidence_table::text_cell(500'000)].sure == 300);
    CHECK(table.odds_of_lag(1) > table.odds_of_lag(0) + 2'000);
}

TEST_CASE("learn: a likelier text never speaks less for a pair") {
    evidence_sample seen;
    seen.lags.push_back({1, score_max});
    pair_evidence e;
    for (int i = 0; i < 400; ++i) { // by accident none of the sure pairs is 0.80 to 0.85 alike
        e.text = i % 2 == 0 ? 760'000 : 910'000;
        seen.sure.push_back(e);
        e.text = i % 20 * 50'000;
        seen.chance.push_back(e);
    }
    auto const table = learn(seen, nothing_stated{});
    for (std::size_t i = 1; i < evidence_table::text_cells; ++i)
        CHECK(table.texts[i].odds >= table.texts[i - 1].odds);
    CHECK(table.odds_of_text(910'000, false) > table.odds_of_text(100'000, false) + 3'000);
}
