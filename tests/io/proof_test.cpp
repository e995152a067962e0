#include <recon/io/proof.hpp>

#include <recon/io/explain.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
std::string broken(finished_run const& run) {
    std::string names;
    for (auto const& check : prove(run).checks) {
        if (!check.holds) (names += names.empty() ? "" : " ") += check.name;
    }
    return names;
}
} // namespace

TEST_CASE("proof: a run that is right holds") {
    auto const run = test::small_run();
    auto const proven = prove(run);
    CHECK(proven.holds());
    CHECK(proven.checks.size() == 10);
    CHECK(broken(run).empty());
}

TEST_CASE("proof: every way to lose a row or a cent is seen") {
    struct row {
        char const* what;
        void (*spoil)(finished_run&);
        char const* broken;
    };
    row const table[] = {
        {"a record vanished", [](finished_run& r) { ++r.bank.file.records; },
         "bank_records_accounted"},
        {"an open row is missing", [](finished_run& r) { r.result.left_open.clear(); },
         "bank_rows_once"},
        {"a row is open and matched",
         [](finished_run& r) {
             r.result.right_open.push_back({0, open_reason::taken, 0});
         },
         "ledger_rows_once"},
        {"a row is in two matches", [](finished_run& r) { r.result.members[3] = 0; },
         "ledger_rows_once"},
        {"a row that is not there", [](finished_run& r) { r.result.left_open[0].row = 9; },
         "bank_rows_once"},
        {"a total is a cent off", [](finished_run& r) { ++r.result.totals[0].matched.sum_minor; },
         "bank_total_EUR"},
        {"a total is missing", [](finished_run& r) { r.result.totals.pop_back(); },
         "ledger_total_EUR"},
        {"a difference is wrong", [](finished_run& r) { ++r.result.matches[1].amount_difference; },
         "differences_EUR"},
        {"an amount has changed", [](finished_run& r) { --r.bank.file.entries[2].amount.minor; },
         "bank_total_EUR"},
    };
    for (auto const& r : table) {
        CAPTURE(r.what);
        auto run = test::small_run();
        r.spoil(run);
        CHECK(broken(run) == r.broken);
    }
}

TEST_CASE("proof: a match of two currencies leaves what its rate says") {
    auto run = test::small_run();
    run.ledger.file.entries[0].amount = {470'000, "USD"}; // of the first match
    run.rates = std::make_shared<rate_book const>(std::vector<dated_rate>{
        {run.bank.file.entries[0].day, "EUR", "USD", exchange_rate{"1.1"}}});
    run.result.matches[0].amount_difference = 428'400 - 427'273; // 4,700.00 / 1.1 = 4,272.727...
    auto& totals = run.result.totals;
    control_total dollars{"USD", side::right};
    dollars.in = dollars.matched = {1, 470'000};
    totals[1].in = {2, -238'000};
    totals[1].matched = {};
    totals.push_back(dollars);
    CHECK(broken(run).empty());
    auto bridges = bridges_of(run);
    REQUIRE(bridges.size() == 2);
    CHECK(bridges[0][bridge_item::conversions] == tally{1, 428'400});
    CHECK(bridges[1][bridge_item::conversions] == tally{1, -470'000});
    CHECK(bridges[0].difference() == 0);
    CHECK(bridges[1].difference() == 0);
    std::string why;
    append_explanation(why, run, run.result.matches[0]);
    CHECK(why.starts_with("converted 4700.00 USD to 4272.73 EUR at the rate of 2025-03-03; bank "
                          "11.27 more; "));

    ++run.result.matches[0].amount_difference;
    CHECK(broken(run) == "conversions");
    --run.result.matches[0].amount_difference;
    run.rates = std::make_shared<rate_book const>(); // rates that are not those of the run
    CHECK(broken(run) == "conversions");
    ++totals[2].matched.sum_minor;
    run.rates = nullptr;
    CHECK(broken(run) == "ledger_total_USD");
}

TEST_CASE("proof: balances that the file states are added up") {
    auto run = test::small_run();
    CHECK(!check_balances(run.bank));
    run.bank.file.opening = money{100'000, "EUR"};
    CHECK(!check_balances(run.bank));
    run.bank.file.closing = money{407'510, "EUR"};
    REQUIRE(check_balances(run.bank));
    CHECK(check_balances(run.bank)->movements == 307'510);
    CHECK(check_balances(run.bank)->holds());
    run.bank.own = 2; // what was carried in is of an earlier file
    CHECK(!check_balances(run.bank)->holds());
    run.bank.file.closing = money{407'510, "USD"};
    CHECK(!check_balances(run.bank));
}
