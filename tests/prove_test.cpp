#include <recon/prove.hpp>

#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::test;

namespace {

two_sides const rows{{{eur(100)}, {eur(-40)}, {usd(7)}}, {{eur(100)}, {eur(highest)}}};

/// Left 0 with right 0; the others are open.
outcome one_match(match_status status) {
    outcome found;
    match m;
    m.status = status;
    found.members = {0, 0};
    found.matches = {m};
    found.left_open = {{1}, {2}};
    found.right_open = {{1}};
    return found;
}

} // namespace

TEST_CASE("prove: an account for each currency and side, to the minor unit") {
    auto const all = take_in(rows.left, rows.right);
    auto const totals = control_totals(all, one_match(match_status::matched));
    REQUIRE(totals.size() == 4);
    CHECK(totals[0].unit == currency{"EUR"});
    CHECK(totals[0].of == side::left);
    CHECK(totals[0].in == tally{2, 60});
    CHECK(totals[0].matched == tally{1, 100});
    CHECK(totals[0].review == tally{});
    CHECK(totals[0].open == tally{1, -40});
    CHECK(totals[1].of == side::right);
    CHECK(totals[1].in == tally{2, static_cast<detail::int128>(highest) + 100});
    CHECK(totals[1].open == tally{1, highest});
    CHECK(totals[2].unit == currency{"USD"});
    CHECK(totals[2].open == tally{1, 7});
    CHECK(totals[3].in == tally{});
    for (auto const& total : totals)
        CHECK(total.holds());
    auto const review = control_totals(all, one_match(match_status::review));
    CHECK(review[0].review == tally{1, 100});
    CHECK(review[0].matched == tally{});
}

TEST_CASE("prove: an outcome that loses a row, or has it twice, is a bug and is said") {
    auto const all = take_in(rows.left, rows.right);
    auto twice = one_match(match_status::matched);
    twice.matches.push_back(twice.matches[0]);
    CHECK_THROWS_AS((void)control_totals(all, twice), matching_error);

    auto lost = one_match(match_status::matched);
    lost.left_open.pop_back();
    CHECK_THROWS_AS((void)control_totals(all, lost), matching_error);

    auto both = one_match(match_status::matched);
    both.left_open[0].row = 0; // matched, and open
    CHECK_THROWS_AS((void)control_totals(all, both), matching_error);

    auto added = one_match(match_status::matched);
    added.right_open.push_back({1});
    CHECK_THROWS_AS((void)control_totals(all, added), matching_error);

    auto repeated = one_match(match_status::matched);
    repeated.left_open = {{1}, {1}}; // row 2 is nowhere
    CHECK_THROWS_AS((void)control_totals(all, repeated), matching_error);
}
