#include <recon/score.hpp>

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

using namespace recon;

namespace {
struct no_margin {
    static score_t total(pair_evidence const&) { return 0; }
    static score_t weight(pair_evidence const&) { return 1; }
    static score_t ceiling(pair_evidence const&) { return 0; }
};
struct constant : no_margin { // the least that a scorer is
    score_t min_margin = 0;
};
} // namespace
static_assert(scorer<constant> && !scorer<no_margin> && scorer<weighted> && !scorer<int>);

TEST_CASE("score: the weighted sum of the parts, and a reference on top") {
    using enum reference_match;
    struct row {
        score_t amount, day, text;
        reference_match reference;
        score_t total;
    };
    constexpr row table[]{
        {1'000'000, 1'000'000, 1'000'000, absent, 1'000'000},
        {0, 0, 0, absent, 0},
        {1'000'000, 0, 0, absent, 300'000},
        {0, 1'000'000, 0, absent, 200'000},
        {0, 0, 1'000'000, absent, 500'000},
        {800'000, 500'000, 600'000, different, 640'000},
        {800'000, 500'000, 600'000, contained, 740'000},
        {800'000, 500'000, 600'000, equal, 740'000},
        {1'000'000, 1'000'000, 1'000'000, equal, 1'000'000}, // never above the whole
        {1'000'000, 1'000'000, 0, equal, 600'000},
        {1'000'000, 1'000'000, -1, absent, 1'000'000}, // no text: the others in proportion
        {1'000'000, 0, -1, absent, 600'000},
        {0, 1'000'000, -1, absent, 400'000},
        {0, 0, -1, equal, 100'000},
        {333'333, 333'333, 333'333, absent, 333'333},
    };
    for (row const& r : table) {
        pair_evidence e;
        e.amount = r.amount;
        e.day = r.day;
        e.text = r.text;
        e.reference = r.reference;
        CHECK(weighted{}.total(e) == r.total);
        if (r.total < score_max) CHECK(weighted{}.weight(e) == std::max(r.total, 1));
    }
}

TEST_CASE("score: of two with a reference on top the better one weighs more") {
    pair_evidence same_day;
    same_day.amount = same_day.day = same_day.text = score_max;
    same_day.reference = reference_match::contained;
    auto later = same_day;
    later.day = 700'000;
    CHECK(weighted{}.total(same_day) == score_max);
    CHECK(weighted{}.total(later) == score_max);
    CHECK(weighted{}.weight(same_day) == 1'100'000);
    CHECK(weighted{}.weight(later) == 1'040'000);
}

TEST_CASE("score: other weights, and none at all") {
    pair_evidence e;
    e.amount = 900'000;
    e.text = 400'000;
    CHECK(weighted{.amount = 1, .day = 0, .text = 0}.total(e) == 900'000);
    CHECK(weighted{.amount = 0, .day = 0, .text = 7}.total(e) == 400'000);
    CHECK(weighted{.amount = 0, .day = 0, .text = 0}.total(e) == 0);
}

TEST_CASE("score: no text lifts a total above its ceiling") {
    recon::test::random rng(51);
    auto const any = [&] { return static_cast<score_t>(rng.below(1'000'001)); };
    for (int run = 0; run < 5'000; ++run) {
        weighted const s{any(), any(), any(), any()};
        pair_evidence e;
        e.amount = any();
        e.day = any();
        e.reference = static_cast<reference_match>(rng.below(4));
        auto const most = s.ceiling(e);
        e.text = rng.below(4) == 0 ? -1 : any();
        e.rivals = static_cast<std::uint32_t>(1 + rng.below(1'000));
        REQUIRE(s.total(e) <= most);
        REQUIRE(s.total(e) >= 0);
        REQUIRE(s.total(e) <= score_max);
        REQUIRE(s.weight(e) >= 1);
    }
}
