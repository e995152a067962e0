#include <recon/reconcile.hpp>

#include "reference/candidates.hpp"
#include "support/random.hpp"
#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

tolerances const usual{either{within{"0.30"}, within_percent{percent{"1"}}}, within_days(4)};

/// An open row has a nearest candidate unless there is none, or its sums were not all looked at.
bool is_explained(open_row const& o) {
    if (o.nearest != no_row) return o.reason != open_reason::no_candidate;
    return o.reason == open_reason::no_candidate || o.reason == open_reason::search_limit;
}

/// Everything that must hold of any outcome: each row once, and every figure a true one.
void check_complete(two_sides const& rows, outcome const& found) {
    std::vector<int> left(rows.left.size()), right(rows.right.size());
    std::map<std::string, detail::int128> balance; // left minus right, less what is said
    for (auto const& m : found.matches) {
        auto const lefts = found.left_of(m);
        auto const rights = found.right_of(m);
        auto const unit =
            lefts.empty() ? rows.right[rights[0]].amount.unit : rows.left[lefts[0]].amount.unit;
        detail::int128 difference = 0;
        for (auto const row : found.left_of(m)) {
            ++left[row];
            difference += rows.left[row].amount.minor;
        }
        for (auto const row : found.right_of(m)) {
            ++right[row];
            difference -= rows.right[row].amount.minor;
        }
        REQUIRE(m.amount_difference == difference);
        if (m.kind == match_kind::netted) {
            REQUIRE(lefts.size() + rights.size() == 2);
            REQUIRE(difference == 0);
        } else {
            auto const days = rows.left[lefts[0]].day - rows.right[rights[0]].day;
            REQUIRE(m.day_difference == days.count());
        }
        balance[std::string(unit.code())] -= m.amount_difference;
        REQUIRE(m.confidence >= 0);
        REQUIRE(m.confidence <= score_max);
        REQUIRE(m.margin >= 0);
    }
    for (auto const& l : rows.left)
        balance[std::string(l.amount.unit.code())] += l.amount.minor;
    for (auto const& r : rows.right)
        balance[std::string(r.amount.unit.code())] -= r.amount.minor;
    for (auto const& o : found.left_open) {
        ++left[o.row];
        balance[std::string(rows.left[o.row].amount.unit.code())] -= rows.left[o.row].amount.minor;
        REQUIRE(is_explained(o));
        if (o.nearest != no_row) REQUIRE(o.nearest < rows.right.size());
    }
    for (auto const& o : found.right_open) {
        ++right[o.row];
        balance[std::string(rows.right[o.row].amount.unit.code())] +=
            rows.right[o.row].amount.minor;
        REQUIRE(is_explained(o));
        if (o.nearest != no_row) REQUIRE(o.nearest < rows.left.size());
    }
    for (auto const* side : {&left, &right})
        REQUIRE(std::all_of(side->begin(), side->end(), [](int times) { return times == 1; }));
    for (auto const& [unit, rest] : balance)
        REQUIRE(rest == 0);
    for (auto const& total : found.totals)
        REQUIRE(total.holds());
    auto const by_row = [](open_row const& a, open_row const& b) { return a.row < b.row; };
    REQUIRE(std::is_sorted(found.left_open.begin(), found.left_open.end(), by_row));
    REQUIRE(std::is_sorted(found.right_open.begin(), found.right_open.end(), by_row));
    auto const first = [&](match const& m) {
        return m.left_count == 0 ? no_row
                                 : found.left_of(m)[0]; // netted ones of the right come last
    };
    REQUIRE(std::is_sorted(found.matches.begin(), found.matches.end(),
                           [&](match const& a, match const& b) { return first(a) < first(b); }));
}

/// The rows of a match, left before right.
std::vector<row_index> rows_of(outcome const& found, match const& m) {
    auto const first = found.members.begin() + m.members;
    return {first, first + m.left_count + m.right_count};
}

auto fields(outcome const& found, match const& m) {
    return std::tuple(m.kind, m.status, m.stage, m.reason, m.reference, m.confidence, m.margin,
                      m.amount_score, m.day_score, m.text_score, m.rivals, m.runner_up,
                      m.runner_up_side, m.amount_difference, m.day_difference, rows_of(found, m));
}
bool same(outcome const& a, outcome const& b) {
    auto const equal_open = [](open_row const& x, open_row const& y) {
        return std::tie(x.row, x.reason, x.nearest) == std::tie(y.row, y.reason, y.nearest);
    };
    return std::equal(a.matches.begin(), a.matches.end(), b.matches.begin(), b.matches.end(),
                      [&](auto const& x, auto const& y) { return fields(a, x) == fields(b, y); })
           && std::equal(a.left_open.begin(), a.left_open.end(), b.left_open.begin(),
                         b.left_open.end(), equal_open)
           && std::equal(a.right_open.begin(), a.right_open.end(), b.right_open.begin(),
                         b.right_open.end(), equal_open);
}

/// No two scores tie where nobody else could have the rows of a match: of two that fit equally
/// well, each has half a chance.
bool is_unique(outcome const& found) {
    return std::all_of(found.matches.begin(), found.matches.end(), [](match const& m) {
        return m.margin > (m.stage >= match_stage::group ? 990'000 : 750'000);
    });
}

/// Which rows went together and how, whatever their positions.
using said = std::tuple<std::vector<row_key>, std::vector<row_key>, match_status, match_stage,
                        review_reason, score_t, score_t>;
std::vector<said> what_is_said(two_sides const& rows, outcome const& found, bool swapped = false) {
    std::vector<said> all;
    for (auto const& m : found.matches) {
        std::vector<row_key> a, b;
        for (auto const row : found.left_of(m))
            a.push_back(key_of(rows.left[row]));
        for (auto const row : found.right_of(m))
            b.push_back(key_of(rows.right[row]));
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        if (swapped) std::swap(a, b);
        if (m.stage == match_stage::suspicion) continue; // looked for from one side, and no more
        // The last digits of a probability hang on the order in which rivals are added up.
        all.emplace_back(a, b, m.status, m.stage, m.reason, (m.confidence + 2'500) / 5'000,
                         (m.margin + 2'500) / 5'000);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::pair<row_index, row_index> found_rows(outcome const& found, match const& m) {
    return {found.left_of(m)[0], found.right_of(m)[0]};
}

row_index partner_of_left(outcome const& found, row_index row) {
    for (auto const& m : found.matches) {
        if (m.kind == match_kind::one_to_one && found.left_of(m)[0] == row)
            return found.right_of(m)[0];
    }
    return no_row;
}

} // namespace

TEST_CASE("reconcile: every row comes out once, and the figures add up") {
    recon::test::random rng(101);
    std::size_t matched = 0;
    std::size_t open = 0;
    for (int run = 0; run < 300; ++run) {
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(40), .amounts = 1 + rng.below(12)});
        auto const found = reconcile(rows.left, rows.right, usual);
        check_complete(rows, found);
        CHECK(found.limits.empty());
        matched += found.matches.size();
        open += found.left_open.size();
    }
    CHECK(matched > 1'000);
    CHECK(open > 1'000);
}

TEST_CASE("reconcile: each stage leaves nothing better to the pairs it could choose from") {
    recon::test::random rng(102);
    for (int run = 0; run < 150; ++run) {
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(14), .amounts = 1 + rng.below(5)});
        settings const chosen{usual, weighted{}};
        auto const found = reconcile(rows.left, rows.right, chosen);
        reference::all_pairs naive(rows, usual, chosen.score, chosen.min_confidence);
        std::vector<bool> left(rows.left.size(), true);
        std::vector<bool> right(rows.right.size(), true);
        auto const check = [&](match_stage stage, int equal, auto wanted) {
            auto const best = naive.best_total(left, right, wanted);
            std::int64_t total = 0;
            for (auto const& m : found.matches) {
                auto const l = found.left_of(m)[0];
                auto const r = found.right_of(m)[0];
                if (m.stage != stage || (equal >= 0 && naive.equal_amounts(l, r) != (equal == 1)))
                    continue;
                total += naive.weight(l, r);
                REQUIRE(m.confidence == chosen.score.total(naive.evidence(l, r)));
                left[l] = right[r] = false;
            }
            REQUIRE(total == best);
        };
        check(match_stage::reference, 1, [&](std::size_t l, std::size_t r) {
            return naive.equal_references(l, r) && naive.equal_amounts(l, r);
        });
        check(match_stage::reference, 0,
              [&](std::size_t l, std::size_t r) { return naive.equal_references(l, r); });
        check(match_stage::equal_amount, -1,
              [&](std::size_t l, std::size_t r) { return naive.equal_amounts(l, r); });
        check(match_stage::within_tolerance, -1, [](std::size_t, std::size_t) { return true; });
    }
}

TEST_CASE("reconcile: swapping the sides swaps the answer, where no scores tie") {
    recon::test::random rng(103);
    int compared = 0;
    for (int run = 0; run < 300; ++run) {
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(12), .amounts = 9, .days = 12});
        two_sides const turned{rows.right, rows.left};
        auto const found = reconcile(rows.left, rows.right, usual);
        auto const again = reconcile(turned.left, turned.right, usual);
        check_complete(turned, again);
        if (!is_unique(found)) continue;
        REQUIRE(what_is_said(rows, found) == what_is_said(turned, again, true));
        ++compared;
    }
    CHECK(compared > 150);
}

TEST_CASE("reconcile: the order of the rows does not matter, where no scores tie") {
    recon::test::random rng(104);
    int compared = 0;
    for (int run = 0; run < 300; ++run) {
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(12), .amounts = 9, .days = 12});
        auto mixed = rows;
        shuffle(mixed.left, rng);
        shuffle(mixed.right, rng);
        auto const found = reconcile(rows.left, rows.right, usual);
        auto const again = reconcile(mixed.left, mixed.right, usual);
        if (!is_unique(found)) continue;
        REQUIRE(what_is_said(rows, found) == what_is_said(mixed, again));
        ++compared;
    }
    CHECK(compared > 150);
}

TEST_CASE("reconcile: the same answer from any number of threads, and from run to run") {
    recon::test::random rng(105);
    auto const rows = any_rows(rng, {.rows = 700, .amounts = 300, .days = 40});
    settings chosen{usual};
    auto const one = reconcile(rows.left, rows.right, chosen);
    check_complete(rows, one);
    CHECK(one.matches.size() > 300);
    for (unsigned const threads : {0U, 1U, 2U, 8U}) {
        chosen.threads = threads;
        CHECK(same(one, reconcile(rows.left, rows.right, chosen)));
    }
}

TEST_CASE("reconcile: decisions are kept") {
    recon::test::random rng(106);
    int kept = 0;
    for (int run = 0; run < 200; ++run) {
        CAPTURE(run);
        auto const rows = any_rows(rng, {.rows = 3 + rng.below(12), .amounts = 1 + rng.below(4)});
        settings chosen{usual};
        auto const before = reconcile(rows.left, rows.right, chosen);
        std::vector<std::pair<row_index, row_index>> confirmed, rejected;
        for (auto const& m : before.matches) { // against what it would say: reject every other one
            if (m.kind == match_kind::one_to_one && rng.below(2) == 0)
                rejected.emplace_back(found_rows(before, m));
        }
        for (auto const& [l, r] : rejected)
            chosen.decisions.push_back({{l}, {r}, false});
        auto const left = static_cast<row_index>(rng.below(rows.left.size()));
        auto const right = static_cast<row_index>(rng.below(rows.right.size()));
        if (rows.left[left].amount.unit == rows.right[right].amount.unit) {
            chosen.decisions.push_back({{left}, {right}, true});
            confirmed.emplace_back(left, right);
        }
        auto const after = reconcile(rows.left, rows.right, chosen);
        check_complete(rows, after);
        for (auto const& m : after.matches) {
            bool is_confirmed = false;
            for (auto const l : after.left_of(m)) {
                for (auto const r : after.right_of(m)) {
                    std::pair const pair(l, r);
                    is_confirmed =
                        std::find(confirmed.begin(), confirmed.end(), pair) != confirmed.end();
                    if (is_confirmed) break;
                    REQUIRE(std::find(rejected.begin(), rejected.end(), pair) == rejected.end());
                }
            }
            REQUIRE((m.stage == match_stage::decision) == is_confirmed);
            if (is_confirmed) {
                REQUIRE(m.status == match_status::matched);
                REQUIRE(m.confidence == score_max);
            }
        }
        for (auto const& [l, r] : confirmed)
            REQUIRE(partner_of_left(after, l) == r);
        kept += static_cast<int>(confirmed.size() + rejected.size());
    }
    CHECK(kept > 300);
}

TEST_CASE("reconcile: a decision may join several rows, and none may join a row twice") {
    std::vector<line> const left{{eur(100)}, {eur(50)}};
    std::vector<line> const right{{eur(70)}, {eur(30)}, {eur(50)}};
    settings chosen{usual};
    chosen.decisions = {{{0}, {0, 1}, true}};
    auto const found = reconcile(left, right, chosen);
    check_complete({left, right}, found);
    REQUIRE(found.matches.size() == 2);
    CHECK(found.matches[0].kind == match_kind::one_to_many);
    CHECK(found.matches[0].amount_difference == 0);
    CHECK(found.matches[1].kind == match_kind::one_to_one);
    chosen.decisions = {{{0, 1}, {0}, true}};
    CHECK(reconcile(left, right, chosen).matches[0].kind == match_kind::many_to_one);
    chosen.decisions = {{{0, 1}, {0, 1}, true}};
    CHECK(reconcile(left, right, chosen).matches[0].kind == match_kind::many_to_many);

    std::vector<std::vector<decision>> const wrong{
        {{{2}, {0}, true}},                   // no such row
        {{{0}, {3}, true}},                   //
        {{{0}, {3}, false}},                  //
        {{{}, {0}, true}},                    // of one side only
        {{{0}, {}, true}},                    //
        {{{0}, {}, false}},                   //
        {{{0}, {0}, true}, {{0}, {1}, true}}, // twice
        {{{0}, {0}, true}, {{1}, {0}, true}}, //
        {{{0, 0}, {0}, true}},                //
    };
    for (auto const& decisions : wrong) {
        chosen.decisions = decisions;
        CHECK_THROWS_AS((void)reconcile(left, right, chosen), validation_error);
    }
}

TEST_CASE("reconcile: a decision may not confirm a match in two currencies") {
    std::vector<line> const left{{eur(100)}, {usd(100)}};
    settings chosen{usual};
    chosen.decisions = {{{0}, {0}, true}};
    CHECK_THROWS_WITH_AS((void)reconcile(left, std::vector<line>{{usd(100)}}, chosen),
                         "a decision confirms rows in EUR and USD: without exchange rates a "
                         "match has one currency",
                         validation_error);
    chosen.decisions = {{{0, 1}, {0}, true}};
    CHECK_THROWS_AS((void)reconcile(left, std::vector<line>{{eur(200)}}, chosen), validation_error);
    chosen.decisions = {{{0}, {0}, false}}; // that they are not the same is no news
    CHECK(reconcile(left, std::vector<line>{{usd(100)}}, chosen).matches.size() == 1);
}

TEST_CASE("reconcile: rows that are alike are paired in order, without doubt") {
    struct row {
        std::string_view what;
        std::size_t lefts, rights;
        bool ids, ambiguous;
    };
    constexpr row table[]{
        {"as many on both sides", 3, 3, true, false},
        {"as many, and no ids", 3, 3, false, false},
        {"one more, with ids: which one is missing?", 2, 3, true, true},
        {"one more, without ids: it does not matter", 2, 3, false, false},
        {"one less, with ids", 3, 2, true, true},
        {"two with ids against one", 2, 1, true, true},
        {"two without ids against one", 2, 1, false, false},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        two_sides rows;
        for (std::size_t i = 0; i < r.lefts; ++i)
            rows.left.push_back({eur(399), march(4), "Coffee", "", r.ids ? std::to_string(i) : ""});
        for (std::size_t i = 0; i < r.rights; ++i)
            rows.right.push_back(
                {eur(399), march(4), "Coffee", "", r.ids ? std::to_string(10 + i) : ""});
        auto const found = reconcile(rows.left, rows.right, usual);
        check_complete(rows, found);
        REQUIRE(found.matches.size() == std::min(r.lefts, r.rights));
        for (row_index i = 0; i < found.matches.size(); ++i) {
            auto const& m = found.matches[i];
            CHECK(found.left_of(m)[0] == i);
            CHECK(found.right_of(m)[0] == i);
            CHECK(m.status == (r.ambiguous ? match_status::review : match_status::matched));
            CHECK(m.reason == (r.ambiguous ? review_reason::ambiguous : review_reason::none));
        }
    }
}

TEST_CASE("reconcile: two different partners equally good are never a match, but a question") {
    struct row {
        std::string_view what;
        std::vector<line> left, right;
    };
    std::vector<row> const table{
        {"a day before or a day after",
         {{eur(5000), march(10), "Rent"}},
         {{eur(5000), march(9), "Rent"}, {eur(5000), march(11), "Rent"}}},
        {"the same from the other side",
         {{eur(5000), march(9), "Rent"}, {eur(5000), march(11), "Rent"}},
         {{eur(5000), march(10), "Rent"}}},
        {"a cent more or a cent less",
         {{eur(5000), march(10), "Rent"}},
         {{eur(4999), march(10), "Rent"}, {eur(5001), march(10), "Rent"}}},
        {"one of two references",
         {{eur(5000), march(10), "", "INV1042"}},
         {{eur(5000), march(9), "", "INV1042"}, {eur(5000), march(11), "", "INV1042"}}},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        auto const found = reconcile(r.left, r.right, usual);
        check_complete({r.left, r.right}, found);
        REQUIRE_FALSE(found.matches.empty());
        for (auto const& m : found.matches) {
            CHECK(m.status == match_status::review);
            CHECK(m.reason == review_reason::ambiguous);
            CHECK(m.margin < 510'000); // one chance in two
            CHECK(m.runner_up != no_row);
        }
    }
}

TEST_CASE("reconcile: stronger evidence comes first") {
    // An equal amount two days later is stronger than a near amount on the day itself,
    std::vector<line> const left{{eur(10'00), march(10), "Rent"}};
    std::vector<line> const right{{eur(10'10), march(10), "Rent"}, {eur(10'00), march(12), "Rent"}};
    auto const found = reconcile(left, right, usual);
    REQUIRE(found.matches.size() == 1);
    CHECK(found.right_of(found.matches[0])[0] == 1);
    CHECK(found.matches[0].stage == match_stage::equal_amount);
    // and an equal reference stronger than both.
    auto numbered = left;
    auto entries = right;
    numbered[0].reference = "INV 1042";
    entries[0].reference = "inv-1042";
    auto const by_reference = reconcile(numbered, entries, usual);
    REQUIRE(by_reference.matches.size() == 1);
    CHECK(by_reference.right_of(by_reference.matches[0])[0] == 0);
    CHECK(by_reference.matches[0].stage == match_stage::reference);
    CHECK(by_reference.matches[0].reference == reference_match::equal);
    CHECK(by_reference.matches[0].amount_difference == -10);
}

TEST_CASE("reconcile: what is out of range is refused") {
    std::vector<line> const rows{{eur(1)}};
    auto const run = [&](score_t least, score_t sure) {
        settings chosen{usual};
        chosen.min_confidence = least;
        chosen.auto_confidence = sure;
        return reconcile(rows, rows, chosen).matches.size();
    };
    CHECK(run(0, 0) == 1);
    CHECK(run(0, 1'000'000) == 1);
    CHECK_THROWS_AS((void)run(-1, 0), policy_error);
    CHECK_THROWS_AS((void)run(1'000'001, 0), policy_error);
    CHECK_THROWS_AS((void)run(0, -1), policy_error);
    CHECK_THROWS_AS((void)run(0, 1'000'001), policy_error);
}

TEST_CASE("reconcile: one side empty, or both") {
    std::vector<line> const none;
    std::vector<line> const rows{{eur(1)}, {eur(-1)}};
    CHECK(reconcile(none, none, usual).matches.empty());
    CHECK(reconcile(rows, none, usual).left_open.size() == 2);
    CHECK(reconcile(none, rows, usual).right_open.size() == 2);
}

TEST_CASE("reconcile: the ends of what there is do not overflow") {
    two_sides rows;
    for (auto const minor : {lowest, lowest + 1, highest, highest - 1, std::int64_t{0}}) {
        for (auto const days : {-12'000'000, 12'000'000, 0}) {
            std::chrono::sys_days const day{std::chrono::days{days}};
            rows.left.push_back(
                {eur(minor), day, std::string(5'000, 'x'), std::string(5'000, '7')});
            rows.right.push_back({eur(minor), day, "\xFF\xFE", std::string(5'000, '7')});
            rows.right.push_back({usd(minor), day, std::string(3, '\0'), "\x80"});
        }
    }
    check_complete(rows, reconcile(rows.left, rows.right, usual));
    check_complete(rows, reconcile(rows.left, rows.right, tolerances<>{}));
    check_complete(
        rows, reconcile(rows.left, rows.right,
                        tolerances{within{"922337203685477.5807"}, within_business_days(3'653)}));
    check_complete(
        rows, reconcile(rows.left, rows.right,
                        tolerances{within_percent{percent{"99.999999"}}, day_window{3'653, 0}}));
}

TEST_CASE("reconcile: a limit that is reached is said, and the rest is still right") {
    two_sides rows;
    recon::test::random rng(107);
    for (int i = 0; i < 60; ++i) {
        rows.left.push_back({eur(500), march(1 + static_cast<int>(rng.below(40))), "Rent"});
        rows.right.push_back({eur(500), march(1 + static_cast<int>(rng.below(40))), "Rent"});
    }
    settings chosen{tolerances{exactly{}, within_days(30)}, weighted{}};
    chosen.limits.candidates_max = 3;
    auto const few = reconcile(rows.left, rows.right, chosen);
    check_complete(rows, few);
    REQUIRE(few.limits.size() == 1);
    CHECK(few.limits[0].kind == limit_reached::what::candidates);
    CHECK(few.limits[0].rows > 0);

    chosen.limits = {};
    chosen.limits.assign.steps_max = 10;
    auto const hurried = reconcile(rows.left, rows.right, chosen);
    check_complete(rows, hurried);
    REQUIRE(hurried.limits.size() == 1);
    CHECK(hurried.limits[0].kind == limit_reached::what::assignment);
    CHECK(hurried.limits[0].rows > 0);
    CHECK(hurried.limits[0].loss >= 0);
}

TEST_CASE("reconcile: progress is told, in order, and is optional") {
    struct told {
        std::vector<std::string> stages;
    } heard;
    settings chosen{usual};
    chosen.on_progress.context = &heard;
    chosen.on_progress.report = [](void* context, std::string_view stage, std::uint64_t done,
                                   std::uint64_t total) {
        CHECK(done <= total);
        static_cast<told*>(context)->stages.emplace_back(stage);
    };
    std::vector<line> const rows{{eur(1)}};
    (void)reconcile(rows, rows, chosen);
    REQUIRE(heard.stages.size() >= 4);
    CHECK(heard.stages.front() == "taking in");
    CHECK(heard.stages.back() == "explaining");
}

TEST_CASE("reconcile: a small file profits from what an earlier run has learnt") {
    two_sides year;
    for (int i = 0; i < 300; ++i) { // a name at the bank, another in the books; three days apart
        auto const amount = eur(-10'000 - 37 * i);
        bool const fuel = i % 3 == 0;
        year.left.push_back(
            {amount, march(1) + std::chrono::days(i % 200 + 3), fuel ? "ZAPFWERK" : "Bakery"});
        year.right.push_back(
            {amount, march(1) + std::chrono::days(i % 200), fuel ? "Company car" : "Bakery"});
    }
    tolerances const same_amount{exactly{}, within_days(7)};
    settings chosen{same_amount};
    auto const learnt = reconcile(year.left, year.right, chosen).learnt;
    CHECK(learnt.sure_pairs == 300);
    REQUIRE_FALSE(learnt.affinities.empty());

    two_sides week; // two of the same amount: which is which?
    week.left = {{eur(-5'000), march(10), "ZAPFWERK"}, {eur(-5'000), march(10), "Bakery"}};
    week.right = {{eur(-5'000), march(7), "Bakery"}, {eur(-5'000), march(7), "Company car"}};
    auto const alone = reconcile(week.left, week.right, chosen);
    chosen.known = &learnt;
    auto const with = reconcile(week.left, week.right, chosen);
    REQUIRE(with.matches.size() == 2);
    CHECK(with.right_of(with.matches[0])[0] == 1);
    CHECK(with.right_of(with.matches[1])[0] == 0);
    CHECK(with.matches[0].affinity != no_row);
    CHECK(with.matches[0].status == match_status::matched);
    for (auto const& m : alone.matches)
        CHECK(m.confidence < with.matches[0].confidence);
    CHECK(with.learnt.sure_pairs == 300);
}

TEST_CASE("reconcile: a reference with check digits is found in the text of either side") {
    two_sides rows; // three of the same amount and day: only the references tell them apart
    rows.left = {{eur(-9'900), march(4), "PAYMENT RF18 5390 0754 7034 ACME", {}},
                 {eur(-9'900), march(4), "PAYMENT +++090/9337/55493+++", {}},
                 {eur(-9'900), march(4), "PAYMENT", "21 00000 00003 13947 14300 09017"}};
    rows.right = {{eur(-9'900), march(4), "Invoice", "210000000003139471430009017"},
                  {eur(-9'900), march(4), "Acme", "RF18539007547034"},
                  {eur(-9'900), march(4), "Invoice +++090/9337/55493+++ of May", {}}};
    auto const found = reconcile(rows.left, rows.right, tolerances{exactly{}, exactly{}});
    REQUIRE(found.matches.size() == 3);
    CHECK(found.right_of(found.matches[0])[0] == 1);
    CHECK(found.right_of(found.matches[1])[0] == 2);
    CHECK(found.right_of(found.matches[2])[0] == 0);
    for (auto const& m : found.matches) {
        CHECK(m.reference == reference_match::equal);
        CHECK(m.status == match_status::matched);
    }
}

TEST_CASE("reconcile: the number of an invoice in both texts tells rows apart, a month does not") {
    two_sides rows;
    rows.left = {{eur(-5'000), march(4), "TRANSFER INV. 2024-0815 THANKS"},
                 {eur(-5'000), march(4), "TRANSFER INV. 2024-0816 THANKS"}};
    rows.right = {{eur(-5'000), march(4), "Rechnung Nr. 2024/0816"},
                  {eur(-5'000), march(4), "Rechnung Nr. 2024/0815"}};
    auto const within_days_of_all = tolerances{exactly{}, exactly{}};
    auto const found = reconcile(rows.left, rows.right, within_days_of_all);
    REQUIRE(found.matches.size() == 2);
    CHECK(found.right_of(found.matches[0])[0] == 1);
    CHECK(found.matches[0].reference == reference_match::contained);
    CHECK(found.matches[0].status == match_status::matched);

    for (int i = 0; i < 4; ++i) { // the same number on many rows is a month, or a customer
        rows.left.push_back({eur(-100 - i), march(4), "Rechnung 03/2025"});
        rows.right.push_back({eur(-100 - i), march(4), "Rechnung 03/2025 K" + std::to_string(i)});
    }
    auto const more = reconcile(rows.left, rows.right, within_days_of_all);
    for (auto const& m : more.matches)
        if (more.left_of(m)[0] >= 2) CHECK(m.reference == reference_match::absent);
}
