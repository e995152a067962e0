#include <recon/io/csv_rows.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include "support/read_rows.hpp"

using namespace recon;
using namespace recon::test;

TEST_CASE("csv_rows: what is announced is pending, by word, by status, by flag, by an empty date") {
    auto const by_status = read_rows("Started Date,Completed Date,Text,Amount,State\n"
                                     "2024-01-02,2024-01-03,a,-1.00,COMPLETED\n"
                                     "2024-01-04,,b,-2.00,PENDING\n");
    CHECK(rows_of(by_status) == list{"2024-01-03 -1.00 USD"});
    CHECK(others_of(by_status) == list{"3 pending"});

    auto const by_flag = read_rows("date,name,amount,pending\n2024-01-02,a,-1.00,False\n"
                                   "2024-01-03,b,-2.00,True\n2024-01-04,c,5.00,False\n");
    CHECK(rows_of(by_flag) == list{"2024-01-02 -1.00 USD", "2024-01-04 5.00 USD"});
    CHECK(others_of(by_flag) == list{"3 pending"});

    // a hold has its own column for the amount, and no booking date yet
    auto const by_date = read_rows("Booking Date,Transaction Date,Text,Amount,Hold\n"
                                   "2024-01-02,2024-01-01,a,-1.00,\n,2024-01-03,b,,-50.00\n");
    CHECK(others_of(by_date) == list{"3 pending"});
}

TEST_CASE("csv_rows: a payment that was never made is left out, and said") {
    auto const read = read_rows("Date,Text,Amount,Status\n2024-01-02,a,-1.00,Sent\n"
                                "2024-01-03,b,-2.00,Failed\n2024-01-04,c,-3.00,DECLINED\n"
                                "2024-01-05,d,4.00,Refunded\n");
    CHECK(rows_of(read) == list{"2024-01-02 -1.00 USD", "2024-01-05 4.00 USD"});
    CHECK(others_of(read) == list{"3 information", "4 information"});
    CHECK(assumes(read, "payments that were never made", true));
}

TEST_CASE("csv_rows: balances and sums without a date are told by their first word") {
    auto const read = read_rows("Solde en fin de période;;;;655,25\n"
                                "Date;Numéro;Libellé;Débit;Crédit\n"
                                "15/01/2024;1;VIREMENT;;250,50\n16/01/2024;2;CB;-75,25;\n"
                                "Total debits;;;-75,25;\n人民币合计;;;-75,25;\n"
                                "Solde en début de période;;;;500,00\n");
    CHECK(rows_of(read) == list{"2024-01-15 250.50 USD", "2024-01-16 -75.25 USD"});
    CHECK(others_of(read) == list{"1 closing", "5 total", "6 total", "7 opening"});
    // with a date it is a shop, and with a spoilt one nobody knows
    auto const shop = read_rows("Date,Text,Amount\n2024-01-15,Total Debits Shop,-5.00\n"
                                "2024-01-32,Total Debits Shop,-6.00\n");
    CHECK(rows_of(shop) == list{"2024-01-15 -5.00 USD"});
    CHECK(others_of(shop) == list{"3 invalid_date"});
}

TEST_CASE("csv_rows: a notice with a stray quote is a notice, a row with one is rejected") {
    auto const read = read_rows("Date,Text,Amount\n2024-01-15,a,-5.00\n"
                                "\"Date downloaded\" 01/31/2024, 9:11\n"
                                "2024-01-16,\"b,-6.00\n");
    CHECK(rows_of(read) == list{"2024-01-15 -5.00 USD"});
    CHECK(others_of(read) == list{"3 information", "4 open_quote"});
}

TEST_CASE("csv_rows: transactions of two tables are never read as one") {
    auto const giro = "Umsätze Girokonto\n"
                      "Buchungstag;Vorgang;Buchungstext;Umsatz in EUR\n"
                      "27.01.2024;Lastschrift;REWE;-31,24\n\n";
    auto const visa = "Umsätze Karte\n"
                      "Buchungstag;Umsatztag;Vorgang;Referenz;Buchungstext;Umsatz in EUR\n"
                      "28.01.2024;27.01.2024;Umsatz;123;HOTEL;-37,99\n"
                      "29.01.2024;27.01.2024;Umsatz;124;HOTEL;-7,99\n";
    CHECK(why_refused(std::string(giro) + visa).find("second table") != std::string::npos);
    CHECK(rows_of(read_rows(visa)).size() == 2);
}

TEST_CASE("csv_rows: one opening and one closing balance that the file states are its balances") {
    auto const read = read_rows("\"Neuer Kontostand\";\"958,86 EUR\"\n"
                                "Buchungstag;Text;Umsatz in EUR\n27.01.2024;REWE;-41,14\n"
                                "26.01.2024;GEHALT;1.000,00\n\"Alter Kontostand\";\"0,00 EUR\"\n");
    REQUIRE(read.opening);
    REQUIRE(read.closing);
    CHECK(read.opening->minor == 0);
    CHECK(read.closing->minor == 958'86);
    // two of a kind are of two accounts, and a balance of today has no counterpart
    CHECK_FALSE(read_rows("Kontostand;1,00 EUR\nDatum;Betrag EUR\n27.01.2024;1,00\n").closing);
    CHECK_FALSE(read_rows("Datum;Text;Betrag EUR\n01.01.2024;Anfangssaldo;1,00\n"
                          "27.01.2024;a;1,00\n31.01.2024;Endsaldo;2,00\n31.01.2024;Endsaldo;3,00\n")
                    .closing);
}
