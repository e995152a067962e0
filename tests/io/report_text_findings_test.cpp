#include <recon/io/report_text_findings.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("report_text_findings: the bridge, aligned") {
    auto const run = test::small_run();
    report_style style;
    style.unicode = false;
    CHECK(io::detail::bridge_text(bridges_of(run).front(), style)
          == "  From bank to ledger                    Rows        EUR\n"
             "  Movements of the bank                         3,075.10\n"
             "    Less: outstanding payments              1  -1,190.00\n"
             "  Adjusted bank balance                         1,885.10\n"
             "  ------------------------------------------------------\n"
             "  Movements of the ledger                       1,903.50\n"
             "    Less: payments not in the ledger        1     -18.90\n"
             "    Differences between matched amounts     1       0.50\n"
             "  Adjusted ledger balance                       1,885.10\n"
             "  ------------------------------------------------------\n"
             "  Difference                                        0.00\n");
}

TEST_CASE("report_text_findings: kinds in a table, the worst first") {
    CHECK(io::detail::discrepancy_table(test::small_run().findings)
          == "                         Critical  High  Medium  Low\n"
             "  Missing in the ledger                       1\n"
             "  Ambiguous                                   1\n"
             "  Amount mismatch                                  1\n"
             "  Outstanding payment                              1\n");
}

TEST_CASE("report_text_findings: ages of what is open") {
    std::string out;
    io::detail::append_ageing(out, test::small_run(), {});
    CHECK(out
          == "\nOpen for how many days\n"
             "               future       0-30   31-60  61-90  over 90\n"
             "  Bank rows                            1\n"
             "    EUR                           -18.90\n"
             "  Ledger rows                  1\n"
             "    EUR                -1,190.00\n");
}
