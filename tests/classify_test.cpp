#include <recon/classify.hpp>

#include "support/rows.hpp"
#include "support/values.hpp"

#include <recon/reconcile.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::test;

TEST_CASE("classify: a match is sure when it is likely, and no other is nearly as good") {
    struct row {
        score_t confidence, margin;
        bool has_rival;
        match_status status;
        review_reason reason;
    };
    using enum match_status;
    constexpr row table[]{
        {900'000, 0, false, matched, review_reason::none},
        {850'000, 0, false, matched, review_reason::none}, // inclusive
        {849'999, 0, false, review, review_reason::low_confidence},
        {900'000, 40'000, true, matched, review_reason::none}, // inclusive too
        {900'000, 39'999, true, review, review_reason::ambiguous},
        {700'000, 39'999, true, review, review_reason::ambiguous}, // the graver reason
        {700'000, 40'000, true, review, review_reason::low_confidence},
    };
    for (row const& r : table) {
        auto const [status, reason] =
            status_of(r.confidence, r.margin, r.has_rival, 850'000, 40'000);
        CHECK(status == r.status);
        CHECK(reason == r.reason);
    }
}

TEST_CASE("classify: an open row knows its nearest candidate, and what kept it out") {
    using enum open_reason;
    struct row {
        std::string_view what;
        std::vector<line> others; // on the other side
        open_reason reason;
        row_index nearest;
    };
    line const rent{eur(100'00), march(10), "Rent March", "INV1042"};
    auto const changed = [&](auto... change) {
        auto other = rent;
        (change(other), ...);
        return other;
    };
    auto const amount = [](std::int64_t cents) { return [=](line& l) { l.amount.minor = cents; }; };
    auto const day = [](int nth) { return [=](line& l) { l.day = march(nth); }; };
    auto const text = [](char const* words) { return [=](line& l) { l.description = words; }; };
    auto const no_reference = [](line& l) { l.reference.clear(); };
    auto const in_dollars = [](line& l) { l.amount.unit = "USD"; };
    std::vector<row> const table{
        {"nothing on the other side", {}, no_candidate, no_row},
        {"nothing like it", {changed(amount(7'00), day(40), no_reference)}, no_candidate, no_row},
        {"the reference, but not the amount",
         {changed(amount(60'00)), changed(amount(90'00), no_reference)},
         outside_amount_tolerance,
         0},
        {"the reference, but too late", {changed(day(30))}, outside_day_tolerance, 0},
        {"the amount, but too late", {changed(day(15), no_reference)}, outside_day_tolerance, 0},
        {"of two, the nearer in time",
         {changed(day(30), no_reference), changed(day(2), no_reference)},
         outside_day_tolerance,
         1},
        {"far too late", {changed(day(10 + 93), no_reference)}, no_candidate, no_row},
        {"at the end of a quarter",
         {changed(day(10 + 92), no_reference)},
         outside_day_tolerance,
         0},
        {"in time, but another amount",
         {changed(amount(102'00), no_reference)},
         outside_amount_tolerance,
         0},
        {"of two, the nearer in amount",
         {changed(amount(110'00), no_reference), changed(amount(95'00), no_reference)},
         outside_amount_tolerance,
         1},
        {"a fifth away", {changed(amount(120'00), no_reference)}, outside_amount_tolerance, 0},
        {"more than a fifth", {changed(amount(120'01), no_reference)}, no_candidate, no_row},
        {"somebody else's amount",
         {changed(amount(110'00), text("Quarterly tax office"), no_reference)},
         no_candidate,
         no_row},
        {"somebody else's, a little off",
         {changed(amount(102'00), text("Quarterly tax office"), no_reference)},
         outside_amount_tolerance,
         0},
        {"the payee's own rather than somebody else's, which is nearer",
         {changed(amount(104'00), text("Quarterly tax office"), no_reference),
          changed(amount(110'00), day(12), no_reference)},
         outside_amount_tolerance,
         1},
        {"another amount, and no text",
         {changed(amount(110'00), text(""), no_reference)},
         outside_amount_tolerance,
         0},
        {"the money goes the other way", {changed(amount(-100'00), no_reference)}, other_sign, 0},
        {"another currency", {changed(in_dollars, no_reference)}, other_currency, 0},
        {"it all fits, but the texts do not",
         {changed(text("Quarterly tax office"), day(12), no_reference)},
         low_confidence,
         0},
    };
    settings chosen{tolerances{within{"1.00"}, within_days(4)}, weighted{}};
    chosen.min_confidence = 500'001;
    chosen.suspicions = false;
    for (row const& r : table) {
        CAPTURE(r.what);
        auto const as_left = reconcile(std::vector{rent}, r.others, chosen);
        REQUIRE(as_left.left_open.size() == 1);
        CHECK(to_string(as_left.left_open[0].reason) == to_string(r.reason));
        CHECK(as_left.left_open[0].nearest == r.nearest);
        auto const as_right = reconcile(r.others, std::vector{rent}, chosen);
        REQUIRE(as_right.right_open.size() == 1);
        CHECK(to_string(as_right.right_open[0].reason) == to_string(r.reason));
        CHECK(as_right.right_open[0].nearest == r.nearest);
    }
}

TEST_CASE("classify: a candidate that is in a better match is named as taken") {
    std::vector<line> const left{{eur(100), march(1), "Rent"}};
    std::vector<line> const right{{eur(100), march(1), "Rent"}, {eur(100), march(3), "Rent"}};
    auto const found = reconcile(left, right, tolerances{exactly{}, within_days(4)});
    REQUIRE(found.right_open.size() == 1);
    CHECK(found.right_open[0].row == 1);
    CHECK(found.right_open[0].reason == open_reason::taken);
    CHECK(found.right_open[0].nearest == 0);
}

TEST_CASE("classify: a lopsided window is turned round for the other side") {
    std::vector<line> const early{{eur(100'00), march(1), "Rent"}};
    std::vector<line> const late{{eur(110'00), march(9), "Rent"}};
    settings const chosen{tolerances{within{"1.00"}, after(10)}}; // the left row is the later one
    auto const found = reconcile(late, early, chosen);
    REQUIRE(found.left_open.size() == 1);
    CHECK(found.left_open[0].reason == open_reason::outside_amount_tolerance);
    CHECK(found.right_open[0].reason == open_reason::outside_amount_tolerance);
    auto const turned = reconcile(early, late, chosen);
    CHECK(turned.left_open[0].reason == open_reason::no_candidate);
    CHECK(turned.right_open[0].reason == open_reason::no_candidate);
}

TEST_CASE("classify: what a person has ruled out is said") {
    std::vector<line> const rows{{eur(100), march(1), "Rent"}};
    settings chosen{tolerances{exactly{}, within_days(4)}};
    chosen.decisions = {{{0}, {0}, false}};
    auto const found = reconcile(rows, rows, chosen);
    REQUIRE(found.left_open.size() == 1);
    CHECK(found.left_open[0].reason == open_reason::rejected_by_decision);
    CHECK(found.left_open[0].nearest == 0);
    CHECK(found.right_open[0].reason == open_reason::rejected_by_decision);
}

TEST_CASE("classify: the lowest amount has no opposite, and zero has no sign") {
    std::vector<line> const left{{eur(lowest)}, {eur(0)}};
    std::vector<line> const right{{eur(highest), march(1)}, {usd(0), march(1)}};
    auto const found = reconcile(left, right, tolerances{within{"1.00"}, within_days(4)});
    REQUIRE(found.left_open.size() == 2);
    CHECK(found.left_open[0].reason == open_reason::no_candidate);
    CHECK(found.left_open[1].reason == open_reason::other_currency);
}
