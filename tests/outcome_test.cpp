#include <recon/outcome.hpp>

#include "support/values.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace recon;
using namespace recon::test;

TEST_CASE("outcome: words that programs read never change") {
    using enum open_reason;
    struct row {
        open_reason reason;
        std::string_view name;
    };
    constexpr row table[]{
        {no_candidate, "no_candidate"},
        {taken, "taken"},
        {rejected_by_decision, "rejected_by_decision"},
        {low_confidence, "low_confidence"},
        {outside_day_tolerance, "outside_date_window"},
        {outside_amount_tolerance, "outside_amount_tolerance"},
        {other_sign, "other_sign"},
        {other_currency, "other_currency"},
        {search_limit, "search_limit"},
    };
    for (row const& r : table)
        CHECK(to_string(r.reason) == r.name);
    CHECK(to_string(match_kind::one_to_one) == "one_to_one");
    CHECK(to_string(match_kind::one_to_many) == "one_to_many");
    CHECK(to_string(match_kind::many_to_one) == "many_to_one");
    CHECK(to_string(match_kind::many_to_many) == "many_to_many");
    CHECK(to_string(match_kind::netted) == "netted");
    CHECK(to_string(match_status::matched) == "matched");
    CHECK(to_string(match_status::review) == "review");
    CHECK(to_string(match_stage::decision) == "decision");
    CHECK(to_string(match_stage::reference) == "reference");
    CHECK(to_string(match_stage::equal_amount) == "equal_amount");
    CHECK(to_string(match_stage::within_tolerance) == "within_tolerance");
    CHECK(to_string(match_stage::conversion) == "conversion");
}

TEST_CASE("outcome: a control total holds when its buckets add up, in count and in sum") {
    control_total total;
    total.in = {4, 100};
    total.matched = {2, 150};
    total.review = {1, -60};
    total.open = {1, 10};
    CHECK(total.holds());
    auto one_more = total;
    ++one_more.open.count;
    CHECK_FALSE(one_more.holds());
    auto a_cent = total;
    ++a_cent.review.sum_minor;
    CHECK_FALSE(a_cent.holds());
}

TEST_CASE("outcome: a sum of the largest amounts does not overflow") {
    tally t;
    for (int i = 0; i < 3; ++i)
        t.add(highest);
    CHECK(t.count == 3);
    CHECK(t.sum_minor == static_cast<detail::int128>(highest) * 3);
}

TEST_CASE("outcome: a match names its rows in the list of members") {
    outcome found;
    found.members = {9, 4, 5, 1, 2, 3};
    match m;
    m.members = 1;
    m.left_count = 2;
    m.right_count = 3;
    CHECK(found.left_of(m).size() == 2);
    CHECK(found.left_of(m)[0] == 4);
    CHECK(found.right_of(m).size() == 3);
    CHECK(found.right_of(m)[0] == 1);
    CHECK(found.right_of(m)[2] == 3);
}
