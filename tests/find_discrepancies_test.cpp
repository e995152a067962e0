#include <recon/find_discrepancies.hpp>

#include "support/random.hpp"
#include "support/rows.hpp"

#include <recon/reconcile.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

using lines = std::vector<line>;
tolerances const usual{within{"5.00"}, within_days(7)};

line at(int day, std::int64_t minor, std::string text = {}, std::string reference = {}) {
    return {{minor, "EUR"}, march(day), std::move(text), std::move(reference)};
}

/// The one main discrepancy of a run.
discrepancy only(lines const& bank, lines const& ledger, discrepancy_rules const& rules = {}) {
    auto const found =
        find_discrepancies(bank, ledger, reconcile(bank, ledger, usual), usual, rules);
    std::vector<discrepancy> mains;
    for (auto const& d : found.all)
        if (d.main) mains.push_back(d);
    REQUIRE(mains.size() == 1);
    return mains[0];
}

std::size_t count(discrepancies const& found, discrepancy_kind kind) {
    return found.by_kind()[static_cast<std::size_t>(kind)];
}

/// A match of single rows that a person has confirmed.
outcome confirmed(lines const& bank, lines const& ledger, row_index b = 0, row_index l = 0) {
    settings chosen{usual};
    chosen.decisions = {{{b}, {l}, true}};
    return reconcile(bank, ledger, chosen);
}

using enum discrepancy_kind;
/// Makes the statement go on until the end of the month.
line const later = at(31, 1, "The statement goes on");

} // namespace

TEST_CASE("find_discrepancies: nothing to tell of equal sides") {
    lines const rows{at(3, -90'00, "Rent"), at(4, 10'00, "Refund")};
    CHECK(find_discrepancies(rows, rows, reconcile(rows, rows, usual), usual).all.empty());
    lines const none;
    CHECK(find_discrepancies(none, none, reconcile(none, none, usual), usual).all.empty());
}

TEST_CASE("find_discrepancies: a row that the other side has not") {
    auto const bank = only({at(3, -1'200'00, "Crane hire")}, {});
    CHECK(bank.kind == missing_in_ledger);
    CHECK(bank.level == severity::high);
    CHECK(bank.of == side::left);
    CHECK(bank.amount_minor == -1'200'00);
    auto const ledger = only({later}, {at(3, -20'00, "Paper"), later});
    CHECK(ledger.kind == missing_in_bank);
    CHECK(ledger.of == side::right);
    CHECK(ledger.level == severity::medium);
}

TEST_CASE("find_discrepancies: late entries may still come, early ones may not") {
    CHECK(only({later}, {later, at(29, 80'00, "Sale")}).kind == deposit_in_transit);
    CHECK(only({later}, {later, at(29, -80'00, "Bill")}).kind == outstanding_payment);
    CHECK(only({later}, {later, at(29, -80'00, "Bill")}).level == severity::low);
    CHECK(only({later}, {later, at(25, -80'00, "Bill")}).kind == outstanding_payment);
    CHECK(only({later}, {later, at(24, -80'00, "Bill")}).kind == missing_in_bank);
    CHECK(only({}, {at(3, -80'00, "Bill")}).kind == outstanding_payment); // there is no statement
}

TEST_CASE("find_discrepancies: what the bank charges by itself") {
    CHECK(only({at(3, -4'90, "Account fee March")}, {}).kind == fee);
    CHECK(only({at(3, -400'00, "School fee")}, {}).kind == missing_in_ledger); // too much
    CHECK(only({at(3, 4'90, "Refund of fee")}, {}).kind == missing_in_ledger);
}

TEST_CASE("find_discrepancies: two open rows that go together are one discrepancy") {
    struct row {
        line bank, ledger;
        discrepancy_kind kind;
    };
    row const table[]{
        {at(3, -4'520'00, "Crane hire Miller"), at(3, -4'250'00, "Crane hire Miller"),
         transposed_digits},
        {at(3, -452'00, "Crane hire Miller", "INV7"), at(3, -4'520'00, "Crane", "INV7"),
         shifted_decimal},
        {at(3, -452'00, "Crane hire Miller"), at(3, 452'00, "Crane hire Miller"), sign_flipped},
        {at(3, -452'00, "Crane hire Miller"), at(20, -452'00, "Crane hire Miller"), date_mismatch},
        {at(3, -452'00, "Crane hire Miller"), at(4, -480'00, "Crane hire Miller"), amount_mismatch},
        {at(3, 250'00, "Miller", "INV 1042"), at(3, 1'000'00, "Miller", "INV 1042"),
         partial_payment},
    };
    for (row const& r : table) {
        CAPTURE(to_string(r.kind));
        auto const d = only({r.bank, later}, {r.ledger, later});
        CHECK(d.kind == r.kind);
        CHECK(d.of == side::left);
        CHECK(d.counter_count == 1);
        CHECK(d.amount_difference == r.bank.amount.minor - r.ledger.amount.minor);
    }
}

TEST_CASE("find_discrepancies: the figure in another currency has no difference") {
    auto dollars = at(3, -452'00, "Crane hire Miller");
    dollars.amount.unit = currency("USD");
    auto const d = only({at(3, -452'00, "Crane hire Miller"), later}, {dollars, later});
    CHECK(d.kind == currency_mismatch);
    CHECK(d.amount_difference == 0);
}

TEST_CASE("find_discrepancies: what a conversion leaves, in the bank's currency") {
    rate_book const rates({{at(3, 1, "").day, "EUR", "USD", exchange_rate{"1.1"}}});
    auto dollars = at(3, -500'00, "Crane hire Miller");
    dollars.amount.unit = currency("USD");
    lines const bank{at(3, -452'00, "Crane hire Miller"), later};
    settings chosen{usual};
    chosen.fx.rates = &rates;
    auto const told = [&](lines const& ledger) {
        return find_discrepancies(bank, ledger, reconcile(bank, ledger, chosen), usual);
    };
    auto const found = told({dollars, later});
    REQUIRE(found.all.size() == 1);
    CHECK(found.all[0].kind == fx_difference);
    CHECK(found.all[0].level == severity::low);
    CHECK(found.all[0].unit == currency("EUR"));
    CHECK(found.all[0].amount_difference == 2'55); // -452.00 against -454.55
    dollars.amount.minor = -497'20;                // 452.00 to the cent: nothing to tell
    CHECK(told({dollars, later}).all.empty());
}

TEST_CASE("find_discrepancies: open rows that have nothing to do with each other stay apart") {
    lines const bank{at(3, -452'00, "Crane hire Miller"), later};
    lines const ledger{at(3, 452'00, "Insurance refund"), later};
    auto const found = find_discrepancies(bank, ledger, reconcile(bank, ledger, usual), usual);
    CHECK(count(found, missing_in_ledger) == 1);
    CHECK(count(found, missing_in_bank) == 1);
    CHECK(found.all.size() == 2);
}

TEST_CASE("find_discrepancies: the request's own tolerance and window count") {
    lines const bank{at(3, 100'00, "Miller", "INV 1042")};
    lines const ledger{at(13, 96'10, "Miller", "INV 1042")};
    auto const found = confirmed(bank, ledger);
    auto const level = [&](auto const& allowed, discrepancy_kind kind) {
        auto const all = find_discrepancies(bank, ledger, found, allowed).all;
        auto const at =
            std::find_if(all.begin(), all.end(), [&](auto const& d) { return d.kind == kind; });
        return at == all.end() ? "none" : to_string(at->level);
    };
    CHECK(level(tolerances{within{"4.00"}, within_days(10)}, amount_mismatch) == "low");
    CHECK(level(tolerances{within{"3.00"}, within_days(10)}, amount_mismatch) == "medium");
    CHECK(level(tolerances{within{"1.00"}, within_days(10)}, amount_mismatch) == "high");
    CHECK(level(tolerances{within{"4.00"}, within_days(10)}, date_mismatch) == "none");
    CHECK(level(tolerances{within{"4.00"}, within_days(9)}, date_mismatch) == "low");
}

TEST_CASE("find_discrepancies: what is short in a match is a fee when it looks like one") {
    auto const kind = [](std::int64_t bank_minor, std::int64_t ledger_minor) {
        lines const bank{at(3, bank_minor, "Miller")};
        lines const ledger{at(3, ledger_minor, "Miller")};
        auto const found = find_discrepancies(bank, ledger, confirmed(bank, ledger), usual);
        REQUIRE(found.all.size() == 1);
        return found.all[0].kind;
    };
    CHECK(kind(985'00, 1'000'00) == fee);               // a wire fee of 15.00
    CHECK(kind(-1'015'00, -1'000'00) == fee);           // on top of what was paid
    CHECK(kind(1'015'00, 1'000'00) == amount_mismatch); // nobody adds a fee to a receipt
    CHECK(kind(999'87, 1'000'00) == amount_mismatch);   // cents, inside the tolerance
    CHECK(kind(400'00, 1'000'00) == partial_payment);
    CHECK(kind(899'00, 1'000'00) == partial_payment); // 101.00: more than a fee
    CHECK(kind(940'00, 1'000'00) == fee);
    CHECK(kind(989'10, 998'10) == transposed_digits); // a slip rather than a fee of 9.00
}

TEST_CASE("find_discrepancies: the same cents again and again are a fee") {
    lines bank, ledger;
    settings chosen{usual};
    for (int i = 0; i < 3; ++i) {
        bank.push_back(at(3 + i, 100'00 + i * 1'000 - 37));
        ledger.push_back(at(3 + i, 100'00 + i * 1'000));
        auto const row = static_cast<row_index>(i);
        chosen.decisions.push_back({{row}, {row}, true});
    }
    auto const found = find_discrepancies(bank, ledger, reconcile(bank, ledger, chosen), usual);
    CHECK(count(found, fee) == 3);
}

TEST_CASE("find_discrepancies: surplus rows, by occurrence") {
    auto const coffee = at(3, -3'50, "Coffee bar");
    lines const twice{coffee, coffee};
    CHECK(find_discrepancies(twice, twice, reconcile(twice, twice, usual), usual).all.empty());
    auto const d = only({coffee, coffee}, {coffee});
    CHECK(d.kind == duplicate);
    CHECK(d.of == side::left);
    CHECK(d.counter_side == side::left);
    CHECK(d.amount_difference == 0);
    auto const found = find_discrepancies(twice, lines{}, reconcile(twice, lines{}, usual), usual);
    CHECK(count(found, missing_in_ledger) == 2); // one of them may be real, and which is not known
    CHECK(count(found, duplicate) == 1);
}

TEST_CASE("find_discrepancies: suspicious rows, where nothing settles them") {
    discrepancy_rules rules;
    rules.as_of = march(20);
    lines const bank{at(3, -20'000'00, "Consulting"), at(25, -10'00, "Prepaid")};
    auto const found =
        find_discrepancies(bank, lines{}, reconcile(bank, lines{}, usual), usual, rules);
    REQUIRE(count(found, possible_fraud) == 2);
    CHECK(found.all[0].level == severity::critical);
    CHECK(found.all[0].main); // missing_in_ledger comes before possible_fraud
    auto const matched = find_discrepancies(bank, bank, reconcile(bank, bank, usual), usual, rules);
    CHECK(count(matched, possible_fraud) == 0);
}

TEST_CASE("find_discrepancies: broken check digits are told of matched rows as well") {
    lines const rows{at(3, -90'00, "Rent", "RF19539007547034")};
    auto const found = find_discrepancies(rows, rows, reconcile(rows, rows, usual), usual);
    CHECK(count(found, invalid_check_digit) == 2);
    CHECK_FALSE(found.all[0].main);
}

TEST_CASE("find_discrepancies: netted rows, reviews and cut-short searches") {
    lines const bank{at(3, -90'00, "Rent"), at(4, 90'00, "Rent reversed"), at(5, -11'000'00, "A"),
                     at(6, -12'00, "B"), at(7, -13'00, "C")};
    lines const ledger{at(5, -11'000'00, "A"), at(6, -12'00, "B")};
    outcome found;
    found.members = {0, 1, 2, 0, 3, 1};
    match netted;
    netted.kind = match_kind::netted;
    netted.left_count = 2;
    netted.right_count = 0;
    match doubtful;
    doubtful.status = match_status::review;
    doubtful.reason = review_reason::ambiguous;
    doubtful.members = 2;
    auto unlikely = doubtful;
    unlikely.reason = review_reason::low_confidence;
    unlikely.members = 4;
    found.matches = {netted, doubtful, unlikely};
    found.left_open = {{4, open_reason::search_limit, no_row}};
    auto const all = find_discrepancies(bank, ledger, found, usual);
    struct row {
        discrepancy_kind kind;
        severity level;
        std::uint32_t match;
    };
    row const expected[]{{ambiguous, severity::high, 1},
                         {uncertain, severity::medium, 2},
                         {search_limit, severity::medium, no_index},
                         {reversal, severity::low, 0}};
    std::size_t mains = 0;
    for (auto const& d : all.all) {
        if (!d.main) continue; // 11,000.00 is suspicious, too
        REQUIRE(mains < std::size(expected));
        CHECK(to_string(d.kind) == to_string(expected[mains].kind));
        CHECK(d.level == expected[mains].level);
        CHECK(d.match == expected[mains].match);
        ++mains;
    }
    CHECK(mains == std::size(expected));
    CHECK(count(all, possible_fraud) == 2);
}

TEST_CASE("find_discrepancies: many rows in one are told from the one") {
    lines const bank{at(3, 40'00), at(3, 50'00)};
    lines const ledger{at(3, 91'00)};
    settings chosen{usual};
    chosen.decisions = {{{0, 1}, {0}, true}};
    auto const found = find_discrepancies(bank, ledger, reconcile(bank, ledger, chosen), usual);
    REQUIRE(found.all.size() == 1);
    auto const& d = found.all[0];
    CHECK(d.of == side::right);
    CHECK(d.amount_minor == 91'00);
    CHECK(found.counters_of(d).size() == 2);
    CHECK(d.amount_difference == -1'00);
    CHECK(d.kind == fee); // a whole euro
}

TEST_CASE("find_discrepancies: every open row is in one main discrepancy, every review has one") {
    test::random rng(41);
    for (int round = 0; round < 300; ++round) {
        auto const rows = any_rows(rng, {.rows = 1 + rng.below(14)});
        auto const found = reconcile(rows.left, rows.right, usual);
        auto const all = find_discrepancies(rows.left, rows.right, found, usual);
        std::vector<int> left(rows.left.size()), right(rows.right.size());
        std::vector<int> reviews(found.matches.size());
        for (auto const& d : all.all) {
            if (!d.main) continue;
            if (d.match != no_index) {
                ++reviews[d.match];
                continue;
            }
            for (auto const row : all.rows_of(d))
                ++(d.of == side::left ? left : right)[row];
            if (d.counter_side == d.of) continue;
            for (auto const row : all.counters_of(d))
                ++(d.counter_side == side::left ? left : right)[row];
        }
        for (auto const& o : found.left_open) {
            CHECK(left[o.row] == 1);
            left[o.row] = 0;
        }
        for (auto const& o : found.right_open) {
            CHECK(right[o.row] == 1);
            right[o.row] = 0;
        }
        CHECK(std::all_of(left.begin(), left.end(), [](int n) { return n == 0; }));
        CHECK(std::all_of(right.begin(), right.end(), [](int n) { return n == 0; }));
        for (std::size_t i = 0; i < reviews.size(); ++i)
            if (found.matches[i].status == match_status::review) CHECK(reviews[i] == 1);
        auto const by_severity = [](auto const& a, auto const& b) { return a.level > b.level; };
        CHECK(std::is_sorted(all.all.begin(), all.all.end(), by_severity));
    }
}
