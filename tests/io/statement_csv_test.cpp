#include <recon/io/statement_csv.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("statement_csv: balances, what stands between them, and the difference") {
    auto run = test::small_run();
    run.bank.file.opening = money{100'00, "EUR"};
    run.bank.file.closing = money{100'00 + 307'510, "EUR"};
    run.bank.file.breaks = {{3, 1'000, 1'250}};
    string_sink to;
    write_statement(to, run, bridges_of(run));
    CHECK(to.text
          == "currency,section,line,text,count,amount\n"
             "EUR,bank,opening_balance,Opening balance,,100.00\n"
             "EUR,bank,movements,Movements of the file,,3075.10\n"
             "EUR,bank,balance,Balance per bank statement,,3175.10\n"
             "EUR,bank,outstanding_payments,Less: outstanding payments,1,-1190.00\n"
             "EUR,bank,adjusted_balance,Adjusted bank balance,,1985.10\n"
             "EUR,bank,running_balance_break,\"Line 3: expected 10.00, found 12.50\",,2.50\n"
             "EUR,ledger,opening_balance,\"Opening balance, assumed\",,100.00\n"
             "EUR,ledger,movements,Movements of the file,,1903.50\n"
             "EUR,ledger,balance,\"Balance per ledger, from the bank's opening balance\",,2003.50\n"
             "EUR,ledger,payments_to_book,Less: payments not in the ledger,1,-18.90\n"
             "EUR,ledger,differences,Differences between matched amounts,1,0.50\n"
             "EUR,ledger,adjusted_balance,Adjusted ledger balance,,1985.10\n"
             "EUR,result,difference,Difference,,0.00\n");
}
