#include <recon/io/finished_run.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("finished_run: rows know whether they were carried in") {
    auto run = test::small_run();
    run.bank.own = 2;
    std::string text;
    append_position(text, run.bank, 1);
    append_position(text += ' ', run.bank, 2);
    CHECK(text == "3 carried:5");
    CHECK(run.bank.carried_count() == 1);
    CHECK(run.ledger.carried_count() == 0);
}

TEST_CASE("finished_run: review, open and rejected rows of both sides need a person") {
    auto run = test::small_run();
    CHECK(needing_a_person(run) == 5);
    run.bank.file.rejected.clear();
    for (auto& total : run.result.totals)
        total.review = total.open = {};
    CHECK(needing_a_person(run) == 0);
}

TEST_CASE("finished_run: a match knows its sums and its currency") {
    auto const run = test::small_run();
    auto const& m = run.result.matches[1];
    CHECK(sum_of(run.bank, run.result.left_of(m)) == -119'000);
    CHECK(unit_of(run, m) == currency{"EUR"});
    CHECK(name_of(side::left) == "bank");
    CHECK(other_side(side::left) == side::right);
    CHECK(&run.of(side::right) == &run.ledger);
}

TEST_CASE("finished_run: a row's text is who and what for") {
    entry row;
    CHECK(text_of(row).empty());
    row.description = "Invoice 7";
    CHECK(text_of(row) == "Invoice 7");
    row.counterparty = "Telekom";
    CHECK(text_of(row) == "Telekom: Invoice 7");
    row.description = "Telekom";
    CHECK(text_of(row) == "Telekom");
    row.description = {};
    CHECK(text_of(row) == "Telekom");
}
