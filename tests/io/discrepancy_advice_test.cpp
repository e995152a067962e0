#include <recon/io/discrepancy_advice.hpp>

#include "support/small_run.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/find_discrepancies.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("discrepancy_advice: every kind says what to do next") {
    auto const run = test::small_run();
    auto d = run.findings.all[2]; // of two rows
    for (std::size_t kind = 0; kind < discrepancy_kinds; ++kind) {
        d.kind = static_cast<discrepancy_kind>(kind);
        CHECK(action_for(run, d).size() > 20);
        CHECK(action_for(run, d).back() != '.');
    }
}

TEST_CASE("discrepancy_advice: it names the amount and the entry") {
    auto const run = test::small_run();
    auto d = run.findings.all[2];
    CHECK(action_for(run, d)
          == "Compare the vouchers; book the difference of 0.50 EUR, or correct ledger line 2");
    d.kind = discrepancy_kind::transposed_digits;
    CHECK(action_for(run, d)
          == "Correct ledger line 2 to 4,284.00 EUR, after a look at the voucher");
    d.kind = discrepancy_kind::fee;
    CHECK(action_for(run, d)
          == "Book 0.50 EUR as bank charges, or as the discount that was agreed");
    CHECK(action_for(run, run.findings.all[0])
          == "Find the voucher, and book the payment of 18.90 EUR; without one, ask the bank for "
             "the order");
}

TEST_CASE("discrepancy_advice: what shows it") {
    auto const run = test::small_run();
    CHECK(explanation_of(run, run.findings.all[0]) == "nothing comparable in the ledger");
    CHECK(explanation_of(run, run.findings.all[2])
          == "bank 0.50 more; bank 2 days later; texts alike (0.81); same reference");
    CHECK(explanation_of(run, run.findings.all[3])
          == "the bank statement ends on 2025-03-24; bank line 3 is nearest, but has a better "
             "match");
    auto slip = run.findings.all[2];
    slip.slip = amount_error::transposed_digits;
    CHECK(explanation_of(run, slip).starts_with(
        "two neighbouring digits have changed places; bank 0.50 more"));
}

TEST_CASE("discrepancy_advice: duplicates name the row that they repeat") {
    auto run = test::small_run();
    run.bank.file.entries[2] = run.bank.file.entries[0];
    run.bank.file.entries[2].position = 5;
    recon::discrepancy_rules const rules;
    run.findings =
        find_discrepancies(run.bank.file.entries, run.ledger.file.entries, run.result,
                           recon::tolerances{recon::within{"5.00"}, recon::within_days(7)}, rules);
    bool found = false;
    for (auto const& d : run.findings.all) {
        if (d.kind != discrepancy_kind::duplicate) continue;
        found = true;
        CHECK(d.main);
        CHECK(message_of(run, d)
              == "bank line 5 (4,284.00 EUR of 2025-03-03, Hofmann RE 98) repeats bank line 2");
        CHECK(explanation_of(run, d)
              == "same amount, day, text and reference as bank line 2, which the other side has "
                 "once");
    }
    CHECK(found);
}
