#include <recon/io/bridge.hpp>

#include "support/random.hpp"
#include "support/rows.hpp"
#include "support/small_run.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/find_discrepancies.hpp>
#include <recon/reconcile.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {

/// A run of random rows, some of them carried in.
finished_run any_run(test::random& rng) {
    static std::vector<test::line> kept; // the entries see its texts
    auto const rows = test::any_rows(rng, {.rows = 1 + rng.below(14)});
    kept.clear();
    kept.reserve(rows.left.size() + rows.right.size());
    finished_run run;
    auto const take = [&](run_side& to, std::vector<test::line> const& from) {
        for (auto const& l : from) {
            kept.push_back(l);
            entry e;
            e.amount = l.amount;
            e.day = l.day;
            e.position = static_cast<std::uint32_t>(to.file.entries.size() + 2);
            e.description = kept.back().description;
            e.reference = kept.back().reference;
            to.file.entries.push_back(e);
        }
        to.own = to.file.entries.size() - rng.below(to.file.entries.size() + 1) / 3;
        if (rng.below(2) == 0) to.file.opening = money{1'000, "EUR"};
        if (rng.below(2) == 0) to.file.closing = money{7'777, "EUR"};
    };
    take(run.bank, rows.left);
    take(run.ledger, rows.right);
    recon::tolerances const within{recon::within{"0.30"}, recon::within_days(3)};
    run.rates = std::make_shared<rate_book const>(
        std::vector<dated_rate>{{test::march(1), "EUR", "USD", exchange_rate{"1.01"}}}, 90);
    settings chosen{within};
    if (rng.below(2) == 0) chosen.fx = {run.rates.get(), within_percent{percent{"5"}}};
    run.result = reconcile(run.bank.file.entries, run.ledger.file.entries, chosen);
    run.findings =
        find_discrepancies(run.bank.file.entries, run.ledger.file.entries, run.result, within);
    return run;
}

} // namespace

TEST_CASE("bridge: from the movements where no file states a balance") {
    auto const run = test::small_run();
    auto bridges = bridges_of(run);
    REQUIRE(bridges.size() == 1);
    auto& b = bridges[0];
    CHECK(b.bank.basis == balance_basis::movements);
    CHECK(b.bank.balance == 307'510);
    CHECK(b.ledger.balance == 190'350);
    CHECK(b[bridge_item::outstanding_payments] == tally{1, -119'000});
    CHECK(b[bridge_item::payments_to_book] == tally{1, -1'890});
    CHECK(b[bridge_item::differences] == tally{1, 50});
    CHECK(b.bank.adjusted == b.ledger.adjusted);
    CHECK(b.difference() == 0);
}

TEST_CASE("bridge: a balance that one file states is assumed for the other") {
    auto run = test::small_run();
    run.bank.file.opening = money{1'000'00, "EUR"};
    run.bank.file.closing = money{1'000'00 + 307'510, "EUR"};
    auto const b = bridges_of(run).front();
    CHECK(b.bank.basis == balance_basis::stated);
    CHECK(b.ledger.basis == balance_basis::assumed);
    CHECK(b.ledger.balance == 1'000'00 + 190'350);
    CHECK(b.difference() == 0);
}

TEST_CASE("bridge: movements that a file does not show, and openings that differ, are said") {
    auto run = test::small_run();
    run.bank.file.opening = money{1'000'00, "EUR"};
    run.bank.file.closing = money{1'000'00 + 307'510 + 99, "EUR"};
    run.ledger.file.opening = money{1'000'00 - 7, "EUR"};
    auto b = bridges_of(run).front();
    CHECK(b[bridge_item::bank_movements_missing] == tally{1, -99});
    CHECK(b.ledger.basis == balance_basis::stated);
    CHECK(b.unexplained == 7);
    CHECK(b.difference() == 7);
}

TEST_CASE("bridge: open items carried in explain openings that differ") {
    auto run = test::small_run();
    run.bank.own = 2; // -18.90 was carried in
    run.bank.file.opening = money{100'00, "EUR"};
    run.ledger.file.opening = money{100'00 + 18'90, "EUR"};
    CHECK(bridges_of(run).front().unexplained == 0);
}

TEST_CASE("bridge: fees, interest, surplus rows and entries to correct have lines of their own") {
    using namespace std::chrono;
    finished_run run;
    run.bank.file.entries = {test::entry_at(1, 2025y / 3 / 3, -4'90, "Account fee"),
                             test::entry_at(2, 2025y / 3 / 3, 1'20, "Interest earned"),
                             test::entry_at(3, 2025y / 3 / 3, -386'40, "Huber tools"),
                             test::entry_at(4, 2025y / 3 / 3, 250'00, "Miller", "INV 1042"),
                             test::entry_at(5, 2025y / 3 / 3, -3'50, "Coffee"),
                             test::entry_at(6, 2025y / 3 / 3, -3'50, "Coffee"),
                             test::entry_at(7, 2025y / 3 / 31, 77'00, "Late")};
    run.ledger.file.entries = {test::entry_at(1, 2025y / 3 / 3, -368'40, "Huber tools"),
                               test::entry_at(2, 2025y / 3 / 3, 1'000'00, "Miller", "INV 1042"),
                               test::entry_at(3, 2025y / 3 / 3, -3'50, "Coffee"),
                               test::entry_at(4, 2025y / 3 / 30, 66'00, "Sale"),
                               test::entry_at(5, 2025y / 3 / 3, -55'00, "Bill"),
                               test::entry_at(6, 2025y / 3 / 31, 77'00, "Late"),
                               test::entry_at(7, 2025y / 3 / 31, 77'00, "Late")};
    run.bank.own = run.ledger.own = 7;
    run.result.members = {4, 2, 6, 5}; // coffee, and what is late
    match coffee, late;
    late.members = 2;
    run.result.matches = {coffee, late};
    auto const near = open_reason::outside_amount_tolerance;
    run.result.left_open = {{0}, {1}, {2, near, 0}, {3, near, 1}, {5}};
    run.result.right_open = {{0, near, 2}, {1, near, 3}, {3}, {4}, {6}};
    run.result.totals = {{"EUR", side::left}, {"EUR", side::right}};
    run.findings =
        find_discrepancies(run.bank.file.entries, run.ledger.file.entries, run.result,
                           recon::tolerances{recon::within{"5.00"}, recon::within_days(7)});
    auto b = bridges_of(run).front();
    CHECK(b[bridge_item::fees_to_book] == tally{1, -4'90});
    CHECK(b[bridge_item::interest_to_book] == tally{1, 1'20});
    CHECK(b[bridge_item::receipts_not_at_bank] == tally{1, 750'00}); // the rest of INV 1042
    CHECK(b[bridge_item::payments_not_at_bank] == tally{1, -55'00});
    CHECK(b[bridge_item::deposits_in_transit] == tally{1, 66'00});
    CHECK(b[bridge_item::bank_errors] == tally{1, 3'50});
    CHECK(b[bridge_item::book_errors] == tally{2, -18'00 - 77'00});
    CHECK(b.difference() == 0);
}

TEST_CASE("bridge: it adds up to the minor unit, whatever the rows") {
    test::random rng(77);
    for (int round = 0; round < 300; ++round) {
        auto const run = any_run(rng);
        for (auto const& b : bridges_of(run))
            CHECK(b.difference() == b.unexplained);
    }
}
