#include <recon/io/discrepancies_csv.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("discrepancies_csv: a line each, the worst first") {
    auto const run = test::small_run();
    string_sink to;
    write_discrepancies(to, run, 2);
    CHECK(to.text.starts_with(
        "type,severity,side,position,counter_positions,amount,currency,amount_difference,"
        "date_difference_days,message,suggested_action,explanation\n"
        "missing_in_ledger,medium,bank,5,,-18.90,EUR,,,\"bank line 5 (-18.90 EUR of 2025-02-10, "
        "=HYPERLINK(1)) is not in the ledger\",\"Find the voucher, and book the payment of 18.90 "
        "EUR; without one, ask the bank for the order\",nothing comparable in the ledger\n"
        "ambiguous,medium,bank,3,4,-1190.00,EUR,0.00,3,\"bank line 3 "));
    CHECK(to.text.find("\namount_mismatch,low,bank,2,2,4284.00,EUR,0.50,2,") != std::string::npos);
}
