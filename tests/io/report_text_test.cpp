#include <recon/io/report_text.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace recon;
using namespace recon::io;

namespace {
bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
} // namespace

TEST_CASE("report_text: the whole of a small run") {
    auto run = test::small_run();
    run.bank.file.assumptions = {
        {"dates are day-month-year", "1 of 3 has a 24 first", "", true},
        {"amounts are EUR", "no currency is named", "--currency EUR", false}};
    report_style style;
    style.width = 80;
    CHECK(report_of(run, prove(run), style) ==
          R"(bank.csv against ledger.csv, as of 2025-03-31
Matched 1 of 3 bank rows (33 %) and 1 of 3 ledger rows (33 %); 5 rows need a
person.

  EUR       Bank rows      Amount   Ledger rows      Amount   Difference
  Matched           1    4,284.00             1    4,283.50         0.50
  Review            1   -1,190.00             1   -1,190.00         0.00
  Open              1      -18.90             1   -1,190.00     1,171.10
  ──────────────────────────────────────────────────────────────────────
  Total             3    3,075.10             3    1,903.50     1,171.60
  Not in these sums: 1 row of the bank file that could not be read.
  The bank file has 1 more record that moves no money, such as a balance.

  ✓ Both sides add up to the cent, and every row is in exactly one place.

  From bank to ledger                    Rows        EUR
  Movements of the bank                         3,075.10
    Less: outstanding payments              1  -1,190.00
  Adjusted bank balance                         1,885.10
  ──────────────────────────────────────────────────────
  Movements of the ledger                       1,903.50
    Less: payments not in the ledger        1     -18.90
    Differences between matched amounts     1       0.50
  Adjusted ledger balance                       1,885.10
  ──────────────────────────────────────────────────────
  Difference                                        0.00

To look into: 4 discrepancies
                         Critical  High  Medium  Low
  Missing in the ledger                       1
  Ambiguous                                   1
  Amount mismatch                                  1
  Outstanding payment                              1

  and 4 more in discrepancies.csv

Open for how many days
               future       0-30   31-60  61-90  over 90
  Bank rows                            1
    EUR                           -18.90
  Ledger rows                  1
    EUR                -1,190.00

For review: 1 match
  0.89  bank line 3         2025-03-24     -1,190.00 EUR  Brenner, "Stahl"
        ledger line 4       2025-03-21     -1,190.00 EUR  Brenner
        ledger line 3 fits nearly as well

Open in the bank: 1 row
  bank line 5         2025-02-10        -18.90 EUR  =HYPERLINK(1)
    nothing comparable in the ledger

Open in the ledger: 1 row
  ledger line 3       2025-03-20     -1,190.00 EUR  Brenner
    bank line 3 is nearest, but has a better match

Could not be read: 1 row
  bank.csv:4:2: '31.02.2025' is no date
    31.02.2025;x [31m

Assumed about the files, and the option that settles it
  bank: amounts are EUR (no currency is named). Not certain: please settle it.
      --currency EUR
  bank: dates are day-month-year (1 of 3 has a 24 first).
)");
}

TEST_CASE("report_text: a terminal names what the evidence decides in one sentence a file") {
    auto run = test::small_run();
    run.bank.file.assumptions = {
        {"dates are day-month-year", "1 of 3 has a 24 first", "--bank-date-order dmy", true},
        {"rows of status FAILED are left out", "line 3", "", true},
        {"amounts are EUR", "no currency is named", "--currency EUR", false}};
    report_style style;
    style.width = 200;
    style.all_assumptions = false;
    auto const text = report_of(run, prove(run), style);
    CHECK(has(text, "bank, by its evidence: dates are day-month-year (--bank-date-order dmy); rows "
                    "of status FAILED are left out.\n"));
    CHECK(has(text, "amounts are EUR (no currency is named). Not certain: please settle it"));
    CHECK_FALSE(has(text, "1 of 3 has a 24 first"));
}

TEST_CASE("report_text: colours and marks are a terminal's, and width is kept") {
    auto run = test::small_run();
    run.bank.file.entries[2].description = std::string_view(
        "a very long description that a narrow terminal has no room for, whatever one does");
    report_style style;
    style.width = 62;
    style.unicode = false;
    auto const plain = report_of(run, prove(run), style);
    CHECK(!has(plain, "\x1b"));
    CHECK(std::all_of(plain.begin(), plain.end(), [](char c) { return c == '\n' || c >= ' '; }));
    for (auto const& line : {"ok Both sides", "a very l..", "-----"})
        CHECK(has(plain, line));
    style.colour = true;
    CHECK(has(report_of(run, prove(run), style), "\x1b[32m"));
}

TEST_CASE("report_text: only the first few, the largest first, and the rest counted") {
    auto run = test::small_run();
    run.result.left_open = {{2, open_reason::no_candidate, no_row},
                            {1, open_reason::no_candidate, no_row},
                            {0, open_reason::no_candidate, no_row}};
    report_style style;
    style.items_max = 2;
    auto const text = report_of(run, prove(run), style);
    auto const first = text.find("bank line 2 ");
    auto const second = text.find("bank line 3 ", first);
    CHECK(first < second);
    CHECK(second != std::string::npos);
    CHECK(!has(text, "bank line 5 "));
    CHECK(has(text, "and 1 more in open_items.csv"));
}

TEST_CASE("report_text: what is wrong with a file or a search is said") {
    auto run = test::small_run();
    run.bank.file.opening = money{0, "EUR"};
    run.bank.file.closing = money{307'511, "EUR"};
    run.bank.file.breaks = {{5, 1, 2}, {6, 1, 2}};
    run.result.limits = {{limit_reached::what::candidates, 3, 0},
                         {limit_reached::what::assignment, 1, 1'500'000}};
    auto const text = report_of(run, prove(run));
    CHECK(has(text, "closing 3,075.11 does not hold: 0.01 is missing"));
    CHECK(has(text, "the running balance breaks at line 5 and 1 more"));
    CHECK(has(text, "! 3 rows have more candidates than are looked at"));
    CHECK(has(text, "! 1 row is in a group too large"));
    ++run.result.totals[0].in.count;
    CHECK(has(report_of(run, prove(run)), "✗ It does not hold that the bank's EUR"));
}

TEST_CASE("report_text: when all is well it says so, and nothing else") {
    auto run = test::small_run();
    run.bank.file.rejected.clear();
    run.result.left_open.clear();
    run.result.right_open.clear();
    run.result.matches.pop_back();
    for (auto& total : run.result.totals)
        total.review = total.open = {};
    auto const text = report_of(run, prove(run));
    CHECK(has(text, "; nothing needs a person."));
    CHECK(!has(text, "For review"));
    CHECK(!has(text, "Open in"));
}
