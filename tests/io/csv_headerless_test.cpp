#include <recon/io/csv_headerless.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include "support/read_rows.hpp"

using namespace recon;
using namespace recon::test;

TEST_CASE("csv_headerless: columns are told by their cells, or asked for") {
    struct row {
        char const* what;
        std::string_view text;
        list expected; ///< nothing: refused
    };
    row const table[]{
        {"money out and in with zeros in the other, confirmed by the balance",
         "11/13/2024,0,Deposit,0,500.00,500.00\n11/14/2024,101,Check,100.00,0,400.00\n"
         "11/15/2024,102,Check,100.00,0,300.00\n",
         {"2024-11-13 500.00 USD", "2024-11-14 -100.00 USD", "2024-11-15 -100.00 USD"}},
        {"one column has minus signs throughout, and rows are missing from the chain",
         "4/15/2024,Check,-$76.00,,\"$1,750.06\"\n3/28/2024,Pay,,+$327.49,\"$1,826.06\"\n"
         "3/20/2024,Check,-$88.55,,\"$9,298.57\"\n",
         {"2024-04-15 -76.00 USD", "2024-03-28 327.49 USD", "2024-03-20 -88.55 USD"}},
        {"signed amounts before a balance whose chain is cut",
         "16-11-2024;Shop;-48,00;26550,33\n26-10-2024;Cafe;-79,00;26054,54\n"
         "22-10-2024;Back;497,90;25433,54\n",
         {"2024-11-16 -48.00 USD", "2024-10-26 -79.00 USD", "2024-10-22 497.90 USD"}},
        {"a word for the direction, and a balance",
         "25-03-2024,NL00,\"23,45\",Debet,Shop,\"976,55\"\n22-03-2024,NL00,\"900,00\",Credit,Pay,"
         "\"999,99\"\n",
         {"2024-03-25 -23.45 USD", "2024-03-22 900.00 USD"}},
        {"an account number of eight digits is no date",
         "11773016,T,-2345,HUF,20240325,SHOP\n11773016,J,100000,HUF,20240322,PAY\n",
         {"2024-03-25 -2345.00 HUF", "2024-03-22 100000.00 HUF"}},
        {"a first record that sums up the file",
         "2024-03-31,01-03-2024,JAN,PLN,\"0,00\",\"976,55\"\n"
         "25-03-2024,23-03-2024,SHOP,,\"-23,45\",\"976,55\"\n"
         "22-03-2024,22-03-2024,PAY,,\"1000,00\",\"1000,00\"\n",
         {"2024-03-25 -23.45 PLN", "2024-03-22 1000.00 PLN"}},
        {"two columns of amounts, and nothing says which is what",
         "25-03-2024,A,33.87,\n24-03-2024,B,,5.00\n",
         {}},
        {"an amount that may be in or out", "25-03-2024,A,33.87\n24-03-2024,B,5.00\n", {}},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        if (r.expected.empty()) {
            CHECK(why_refused(r.text).find("--bank-columns date=1") != std::string::npos);
            continue;
        }
        auto const read = read_rows(r.text);
        CHECK(rows_of(read) == r.expected);
        CHECK(assumes(read, "the file has no header line", false));
    }
}

TEST_CASE("csv_headerless: a first record of another form is said to be a title") {
    auto const read =
        read_rows("2024-03-31,\"0,00\"\n25-03-2024,\"-23,45\"\n22-03-2024,\"9,00\"\n");
    CHECK(others_of(read) == list{"1 information"});
    CHECK(assumes(read, "line 1 is a title", false));
}
