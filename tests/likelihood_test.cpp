#include <recon/likelihood.hpp>

#include "support/random.hpp"
#include "support/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace recon;

namespace {
/// A pair of equal amounts on the same day, with texts that are alike.
pair_evidence usual() {
    pair_evidence e;
    e.equal_amount = true;
    e.amount = e.day = score_max;
    e.text = 700'000;
    e.rivals = 1'000;
    return e;
}
pair_evidence any_evidence(recon::test::random& rng) {
    pair_evidence e;
    e.equal_amount = rng.below(2) == 0;
    e.amount = e.equal_amount ? score_max : static_cast<score_t>(rng.below(score_max));
    e.gap = e.equal_amount ? 0 : static_cast<std::int32_t>(rng.below(1'001));
    e.lag = static_cast<std::int32_t>(rng.below(15)) - 7;
    e.day = e.lag == 0 ? score_max : static_cast<score_t>(rng.below(score_max));
    e.text = rng.below(4) == 0 ? -1 : static_cast<score_t>(rng.below(score_max + 1));
    e.reference = static_cast<reference_match>(rng.below(4));
    e.rivals = static_cast<std::uint32_t>(rng.next() >> (32 + rng.below(32)));
    return e;
}
} // namespace

TEST_CASE("likelihood: more evidence for a pair never lowers its odds") {
    struct row {
        char const* what;
        void (*change)(pair_evidence&);
        bool up;
    };
    constexpr row table[]{
        {"an equal reference", [](pair_evidence& e) { e.reference = reference_match::equal; },
         true},
        {"a contained one", [](pair_evidence& e) { e.reference = reference_match::contained; },
         true},
        {"the same text", [](pair_evidence& e) { e.text = score_max; }, true},
        {"another text", [](pair_evidence& e) { e.text = 0; }, false},
        {"a day apart",
         [](pair_evidence& e) {
             e.lag = 1;
             e.day = 875'000;
         },
         false},
        {"a cent apart",
         [](pair_evidence& e) {
             e.equal_amount = false;
             e.amount = 999'000;
         },
         false},
        {"a popular amount", [](pair_evidence& e) { e.rivals = 100'000; }, false},
    };
    auto const before = likelihood{}.odds(usual());
    for (row const& r : table) {
        CAPTURE(r.what);
        auto e = usual();
        r.change(e);
        CHECK((likelihood{}.odds(e) > before) == r.up);
        CHECK((likelihood{}.odds(e) < before) == !r.up);
    }
}

TEST_CASE("likelihood: what is missing, or says nothing, adds nothing") {
    auto e = usual();
    e.text = -1;
    CHECK(likelihood::odds_of_text(e) == 0);
    CHECK(likelihood::odds_of_reference(e) == 0);
    e.reference = reference_match::different;
    CHECK(likelihood::odds_of_reference(e) == 0);
}

TEST_CASE("likelihood: a difference counts as it is a part of the amount") {
    auto const confidence = [](std::int32_t gap) {
        auto e = usual();
        e.equal_amount = false;
        e.amount = 500'000;
        e.gap = gap;
        return likelihood{}.total(e);
    };
    CHECK(confidence(0) == confidence(50));     // 5.00 of 100.00
    CHECK(confidence(170) > 850'000);           // 2.00 of 12.00
    CHECK(confidence(800) < 600'000);           // 4.00 of 5.00: another purchase
    CHECK(confidence(1'000) < confidence(800)); // zero and something
}

TEST_CASE("likelihood: where a reference is named, the other words do not speak against it") {
    auto e = usual();
    e.text = 0;
    CHECK(likelihood::odds_of_text(e) < 0);
    e.reference = reference_match::contained;
    CHECK(likelihood::odds_of_text(e) == 0);
    e.text = score_max;
    CHECK(likelihood::odds_of_text(e) > 0);
}

TEST_CASE("likelihood: what a bookkeeper would take for sure, doubt, or not believe") {
    auto const confidence = [](score_t text, std::int32_t lag, std::uint32_t rivals) {
        auto e = usual();
        e.text = text;
        e.lag = lag;
        e.day = score_max - lag * 125'000;
        e.rivals = rivals * 1'000;
        return likelihood{}.total(e);
    };
    CHECK(confidence(900'000, 0, 1) > 990'000);  // a rare amount, the same day, the same name
    CHECK(confidence(900'000, 2, 20) > 850'000); // a popular amount, but the name agrees
    CHECK(confidence(0, 0, 20) < 600'000);       // a popular amount, and another name
    CHECK(confidence(0, 5, 5) < 600'000);
    CHECK(confidence(-1, 0, 1) > 850'000); // no text, but the only row of its amount
    CHECK(confidence(-1, 0, 50) < 850'000);
}

TEST_CASE("likelihood: among few rows a lone partner of the amount is at least offered") {
    auto e = usual();
    e.text = 0;
    e.lag = -7;
    e.day = 125'000; // the last day of the window
    CHECK(likelihood{}.total(e) > 600'000);
    e.rivals = 2'000;
    CHECK(likelihood{}.total(e) < 600'000);
}

TEST_CASE("likelihood: the promises of a scorer") {
    recon::test::random rng(52);
    likelihood const s;
    for (int run = 0; run < 20'000; ++run) {
        auto e = any_evidence(rng);
        auto const total = s.total(e);
        REQUIRE(total >= 0);
        REQUIRE(total <= score_max);
        REQUIRE(total <= s.ceiling(e));
        auto crowded = e;
        crowded.rivals = e.rivals + 1 + static_cast<std::uint32_t>(rng.below(1'000));
        if (crowded.rivals > e.rivals) REQUIRE(s.total(crowded) <= total);
        auto better = e;
        better.text = e.text < 0 ? -1 : std::min(e.text + 1'000, score_max);
        REQUIRE(s.odds(better) >= s.odds(e));
        if (e.lag != 0) {
            better.day = std::min(e.day + 1'000, score_max);
            REQUIRE(s.odds(better) >= s.odds(e));
        }
        auto other = any_evidence(rng); // the likelier has no less weight
        if (total > s.total(other)) REQUIRE(s.weight(e) >= s.weight(other));
    }
}

TEST_CASE(
    "likelihood: with too few sure pairs it says what is stated, with enough what they show") {
    auto const sample = [](std::size_t pairs, std::int32_t usual_lag) {
        evidence_sample seen;
        seen.first_lag = -3;
        for (std::int32_t lag = -3; lag <= 3; ++lag)
            seen.lags.push_back({1'000, score_max - 200'000 * std::abs(lag)});
        for (std::size_t i = 0; i < pairs; ++i) {
            pair_evidence e;
            e.equal_amount = true;
            e.lag = usual_lag;
            e.text = 900'000;
            seen.sure.push_back(e);
            e.text = 0;
            seen.chance.push_back(e);
        }
        seen.sure_pairs = pairs;
        return seen;
    };
    likelihood const stated;
    CHECK_FALSE(stated.learnt(sample(likelihood::sure_min - 1, 2)).table.learnt());
    auto const taught = stated.learnt(sample(1'000, 2));
    REQUIRE(taught.table.learnt());
    pair_evidence same_day;
    same_day.equal_amount = true;
    auto usual = same_day;
    usual.lag = 2;
    usual.day = 600'000;
    CHECK(stated.odds(same_day) > stated.odds(usual));
    CHECK(taught.odds(usual) > taught.odds(same_day) + 3'000);
    usual.text = 900'000;
    auto unlike = usual;
    unlike.text = 0;
    CHECK(taught.odds(usual) > taught.odds(unlike) + 4'000);
}

TEST_CASE("likelihood: an unlike text never speaks more for a pair than an alike one") {
    recon::test::random rng(5);
    auto const learnt = likelihood{}.learnt(recon::test::some_sample(rng));
    REQUIRE(learnt.table.learnt());
    for (std::uint64_t here = 0; here <= 1'000'000; here += 50'000) { // how often rows are alike
        CAPTURE(here);
        auto e = usual();
        e.recurring = true;
        e.usual = usual_texts::of(600'000, here);
        e.text = 0;
        auto before = learnt.odds(e);
        for (e.text = 50'000; e.text <= score_max; e.text += 50'000) {
            CAPTURE(e.text);
            auto const odds = learnt.odds(e);
            CHECK(odds >= before);
            before = odds;
        }
    }
}
