#include <recon/io/csv_statement.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
statement read_text(std::string_view text, read_options const& options = {}) {
    auto result = read_csv(from_bytes(text, "bank.csv"), options);
    CHECK(result.records == result.entries.size() + result.rejected.size() + result.noted.size());
    return result;
}

/// "2: 2024-01-31 -12.50 EUR"
std::string text_of(entry const& row) {
    return std::to_string(row.position) + ": " + to_iso(row.day) + " " + to_string(row.amount) + " "
           + std::string(row.amount.unit.code());
}
std::vector<std::string> rows_of(statement const& read) {
    std::vector<std::string> rows;
    for (auto const& row : read.entries)
        rows.push_back(text_of(row));
    return rows;
}
/// "3:4 invalid_amount"
std::vector<std::string> faults_of(statement const& read) {
    std::vector<std::string> faults;
    for (auto const& issue : read.rejected)
        faults.push_back(std::to_string(issue.position) + ":" + std::to_string(issue.column) + " "
                         + std::string(to_string(issue.code)));
    return faults;
}
std::vector<std::string> notes_of(statement const& read) {
    std::vector<std::string> notes;
    for (auto const& row : read.noted)
        notes.push_back(std::to_string(row.position) + " " + std::string(to_string(row.kind)));
    return notes;
}
std::string error_of(std::string_view text, read_options const& options = {}) {
    try {
        (void)read_csv(from_bytes(text, "bank.csv"), options);
    } catch (error const& problem) {
        return problem.what();
    }
    return "";
}
bool assumes(statement const& read, std::string_view what) {
    return std::any_of(read.assumptions.begin(), read.assumptions.end(),
                       [what](assumption const& a) { return a.what == what; });
}
using list = std::vector<std::string>;
} // namespace

TEST_CASE("csv_statement: debit and credit columns, and a balance before each row") {
    auto const read = read_text("Date,Description,Debit,Credit,Balance,Reference\n"
                                "2024-12-01,WAGES,,4156.79,10000.00,BANKA6\n"
                                "2024-12-02,GAS STATION,63.43,,14156.79,BANK71\n"
                                "2024-12-03,AMZN,67.08,0.00,14093.36,BANKFF\n");
    CHECK(rows_of(read)
          == list{"2: 2024-12-01 4156.79 USD", "3: 2024-12-02 -63.43 USD",
                  "4: 2024-12-03 -67.08 USD"});
    CHECK(read.entries[1].description == "GAS STATION");
    CHECK(read.entries[1].reference == "BANK71");
    CHECK(read.breaks.empty());
    CHECK(to_string(*read.opening) == "10000.00");
    CHECK(to_string(*read.closing) == "14026.28");
    CHECK(assumes(read, "amounts are in USD"));
}

TEST_CASE("csv_statement: a type column says which way, and the posting date is the day") {
    auto const read =
        read_text("Transaction Date,Posting Date,Description,Amount,Type,Reference,Account\n"
                  "2024-11-27,2024-11-28,WAGES,4156.79,Credit,LEDGER1,Income\n"
                  "2024-12-03,2024-12-04,AMZN,67.08,Debit,LEDGER2,Expenses\n");
    CHECK(rows_of(read) == list{"2: 2024-11-28 4156.79 USD", "3: 2024-12-04 -67.08 USD"});
    CHECK(to_iso(*read.entries[0].value_day) == "2024-11-27");
    CHECK(read.entries[0].account == "Income");
}

TEST_CASE("csv_statement: a German statement") {
    auto const read =
        read_text("\xEF\xBB\xBF\"Buchungstag\";\"Wertstellung\";\"Auftraggeber / Begünstigter\";"
                  "\"Verwendungszweck\";\"Betrag (EUR)\";\"Saldo\"\r\n"
                  "\"31.01.2024\";\"01.02.2024\";\"Vermieter\";\"Miete "
                  "\"\"Januar\"\"\";\"-1.234,50\";\"65,50\"\r\n"
                  "\"01.02.2024\";\"01.02.2024\";\"Kundin\";\"RE 17\";\"100,00\";\"165,50\"\r\n");
    CHECK(rows_of(read) == list{"2: 2024-01-31 -1234.50 EUR", "3: 2024-02-01 100.00 EUR"});
    CHECK(read.entries[0].description == "Miete \"Januar\"");
    CHECK(read.entries[0].counterparty == "Vermieter");
    CHECK(read.breaks.empty());
    CHECK(to_string(*read.opening) == "1300.00");
}

TEST_CASE("csv_statement: sign models") {
    struct row {
        std::string_view text;
        std::string_view minors;
    };
    constexpr row table[]{
        {"Date,Amount\n2024-01-13,-5\n2024-01-14,7\n", "-500 700 "},
        // a negative debit column is the same money out
        {"Date,Debit,Credit\n2024-01-13,-5,\n2024-01-14,,7\n", "-500 700 "},
        {"Date,Soll,Haben\n2024-01-13,5,\n2024-01-14,,7\n", "-500 700 "},
        {"Date,Paid out,Paid in\n2024-01-13,5,0.00\n2024-01-14,0.00,7\n", "-500 700 "},
        // mixed: what is rare is a reversal
        {"Date,Debit,Credit\n2024-01-13,5,\n2024-01-14,6,\n2024-01-15,-6,\n", "-500 -600 600 "},
        {"Date,Amount,D/C\n2024-01-13,5,D\n2024-01-14,7,C\n", "-500 700 "},
        {"Datum;Betrag;S/H\n2024-01-13;5,0;S\n2024-01-14;7,0;H\n", "-500 700 "},
        {"Datum;Bedrag;Af Bij\n2024-01-13;5,0;Af\n2024-01-14;7,0;Bij\n", "-500 700 "},
        // the type agrees with the signs: they say it already
        {"Date,Amount,Type\n2024-01-13,-5,Debit\n2024-01-14,7,Credit\n", "-500 700 "},
        // all opposite: the words win
        {"Date,Amount,Type\n2024-01-13,5,Debit\n2024-01-14,-7,Credit\n", "-500 700 "},
        // both in one column: a minus reverses
        {"Date,Amount,Type\n2024-01-13,5,Debit\n2024-01-14,7,Credit\n2024-01-15,-5,Debit\n",
         "-500 700 500 "},
        {"Date,Amount\n2024-01-13,5.00 DR\n2024-01-14,7.00 CR\n", "-500 700 "},
        {"Date,Amount\n2024-01-13,5.00\n2024-01-14,7.00 CR\n", "-500 700 "}, // unmarked: the other
        {"Date,Amount,Type\n2024-01-13,5,Sale\n2024-01-14,-7,Payment\n", "500 -700 "}, // no words
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        std::string minors;
        for (auto const& entry : read_text(r.text).entries)
            minors += std::to_string(entry.amount.minor) + " ";
        CHECK(minors == r.minors);
    }
}

TEST_CASE("csv_statement: the user may invert the signs") {
    read_options options;
    options.sign = sign_rule::inverted;
    CHECK(rows_of(read_text("Date,Amount\n2024-01-13,5\n2024-01-14,-7\n", options))
          == list{"2: 2024-01-13 -5.00 USD", "3: 2024-01-14 7.00 USD"});
}

TEST_CASE("csv_statement: balances that hold only with inverted signs invert them, and say so") {
    auto const read = read_text("Date,Amount,Balance\n2024-01-13,5,100\n2024-01-14,7,93\n"
                                "2024-01-15,3,90\n2024-01-16,-8,98\n");
    CHECK(read.entries[0].amount.minor == -500);
    CHECK(assumes(read, "money in is negative in the file: all signs are inverted"));
    read_options as_is;
    as_is.sign = sign_rule::as_is;
    CHECK(read_text("Date,Amount,Balance\n2024-01-13,5,100\n2024-01-14,7,93\n"
                    "2024-01-15,3,90\n2024-01-16,-8,98\n",
                    as_is)
              .entries[0]
              .amount.minor
          == 500);
}

TEST_CASE("csv_statement: day and month are told apart by evidence, or asked for") {
    struct row {
        std::string_view rows;
        std::string_view first; // "" is refused
    };
    constexpr row table[]{
        {"05/06/2024,1\n13/06/2024,1\n", "2024-06-05"}, // no month 13
        {"05/06/2024,1\n06/13/2024,1\n", "2024-05-06"},
        {"05/06/2024,1\n06/06/2024,1\n", ""},
        {"05/05/2024,1\n06/06/2024,1\n", "2024-05-05"}, // the same either way
        {"01/02/2024,1\n03/02/2024,1\n07/02/2024,1\n02/03/2024,1\n05/03/2024,1\n", "2024-02-01"},
        {"02/01/2024,1\n02/03/2024,1\n02/07/2024,1\n03/02/2024,1\n03/05/2024,1\n", "2024-02-01"},
        {"13/06/2024,1\n06/13/2024,1\n13/06/2024,1\n", ""}, // proof of both
    };
    for (row const& r : table) {
        CAPTURE(r.rows);
        auto const text = "Date,Amount\n" + std::string(r.rows);
        if (r.first.empty()) {
            auto const problem = error_of(text);
            CHECK(problem.find("--bank-date-order dmy or --bank-date-order mdy")
                  != std::string::npos);
            read_options options;
            options.order = date_order::mdy;
            CHECK(read_text(text, options).entries.size() >= 1);
        } else {
            CHECK(to_iso(read_text(text).entries[0].day) == r.first);
        }
    }
}

TEST_CASE("csv_statement: two dates of a row are near each other in the right order only") {
    auto const read = read_text("Date,Value Date,Amount\n04/03/2024,04/05/2024,1\n");
    CHECK(to_iso(read.entries[0].day) == "2024-04-03");
    CHECK(to_iso(*read.entries[0].value_day) == "2024-04-05");
}

TEST_CASE("csv_statement: the decimal mark is told by all amounts, or asked for") {
    struct row {
        std::string_view amounts; // parted by spaces
        std::string_view minors;  // "" is refused
    };
    constexpr row table[]{
        {"1.000 2,50", "100000 250 "}, // the comma in line 3 settles line 2
        {"1.000 2.50", "100 250 "},
        {"1.000 -29.000", ""},
        {"1.234 1.000", "123400 100000 "}, // money has no third decimal that is not zero
        {"1 2", "100 200 "},
        {"1,000 2,000", ""},
        {"1,000 2,345", "100000 234500 "},
        {"1.5 2,5", ""}, // both
        {"1.234.567 2", "123456700 200 "},
    };
    for (row const& r : table) {
        CAPTURE(r.amounts);
        std::string text = "Date;Amount\n2024-01-13;";
        for (char const c : r.amounts)
            text += c == ' ' ? "\n2024-01-14;" : std::string(1, c);
        if (r.minors.empty()) {
            CHECK(error_of(text).find("--bank-decimal-mark") != std::string::npos);
            continue;
        }
        std::string minors;
        for (auto const& entry : read_text(text).entries)
            minors += std::to_string(entry.amount.minor) + " ";
        CHECK(minors == r.minors);
    }
}

TEST_CASE("csv_statement: one slip among many cells is a bad row, not a bad file") {
    std::string text = "Date;Amount\n";
    for (int day = 10; day < 30; ++day)
        text += std::to_string(day) + "/06/2024;1.5\n";
    auto const read = read_text(text + "06/13/2024;1.5\n15/06/2024;1,5\n");
    CHECK(read.entries.size() == 20);
    CHECK(faults_of(read) == list{"22:1 invalid_date", "23:2 invalid_amount"});
    CHECK(std::count_if(read.assumptions.begin(), read.assumptions.end(),
                        [](assumption const& a) { return !a.decided; })
          == 4); // the order, the mark, the signs, the currency
}

TEST_CASE("csv_statement: what cannot be read is rejected with its place and reason") {
    auto const read = read_text("Date,Description,Amount,Currency\n"
                                "2024-01-01,fine,1.00,EUR\n"
                                "2024-01-02,no number,12..34,EUR\n"
                                "2024-01-32,no day,1.00,EUR\n"
                                ",no date,1.00,EUR\n"
                                "2024-01-03,no amount,,EUR\n"
                                "2024-01-04,too fine,1.005,EUR\n"
                                "2024-01-05,too large,99999999999999999999.00,EUR\n"
                                "2024-01-06,an,extra comma,1.00,EUR\n"
                                "2024-01-07,short\n"
                                "2024-01-08,what,1.00,E??\n"
                                "\"2024-01-09,open,1.00,EUR\n"
                                "2024-01-10,fine,-2.00,EUR\n");
    CHECK(rows_of(read) == list{"2: 2024-01-01 1.00 EUR", "13: 2024-01-10 -2.00 EUR"});
    CHECK(faults_of(read)
          == list{"3:3 invalid_amount", "4:1 invalid_date", "5:1 missing_date",
                  "6:3 missing_amount", "7:3 excess_decimals", "8:3 amount_overflow",
                  "9:0 too_many_fields", "10:0 too_few_fields", "11:4 unknown_currency",
                  "12:0 open_quote"});
    CHECK(read.rejected[0].raw == "2024-01-02,no number,12..34,EUR");
    CHECK(read.rejected[0].detail == "'12..34' is no amount with a decimal dot");
}

TEST_CASE("csv_statement: rows that are no transactions are noted with what they are") {
    auto const read = read_text("Account 123\n"
                                "\n"
                                "Date,Description,Amount,Status\n"
                                ",Opening balance,100.00,\n"
                                "2024-01-01,Coffee,-3.00,\n"
                                "pending,Hotel,-80.00,\n"
                                "2024-01-02,Hotel,-80.00,Pending\n"
                                ",and more about it,,\n"
                                "\n"
                                "Date,Description,Amount,Status\n"
                                "2024-01-03,TOTAL FUEL,-40.00,\n"
                                ",Total,-43.00,\n"
                                "2024-01-03,Closing balance,57.00,\n"
                                "Printed on demand,,,\n");
    CHECK(rows_of(read) == list{"5: 2024-01-01 -3.00 USD", "11: 2024-01-03 -40.00 USD"});
    CHECK(read.rejected.empty());
    CHECK(notes_of(read)
          == list{"1 information", "2 information", "4 opening", "6 pending", "7 pending",
                  "8 information", "9 information", "10 information", "12 total", "13 closing",
                  "14 information"});
}

TEST_CASE("csv_statement: a record may span lines, and a stray quote does not swallow others") {
    auto const read = read_text("Date,Description,Amount\n"
                                "2024-01-01,\"two\nlines\",1.00\n"
                                "2024-01-02,\"stray,2.00\n"
                                "2024-01-03,fine,3.00\n"
                                "2024-01-04,\"x\",4.00\n");
    CHECK(rows_of(read)
          == list{"2: 2024-01-01 1.00 USD", "5: 2024-01-03 3.00 USD", "6: 2024-01-04 4.00 USD"});
    CHECK(read.entries[0].description == "two\nlines");
    CHECK(faults_of(read) == list{"4:0 open_quote"}); // two rows later a quote would close it
}

TEST_CASE("csv_statement: missing cells at the end are empty, unless they matter") {
    auto const read = read_text("Date,Amount,Description,Note\n"
                                "2024-01-01,1.00,a,b\n2024-01-02,2.00,c\n2024-01-03,3.00,d,e,,\n"
                                "2024-01-04,4.00,f,g,h\n2024-01-05\n");
    CHECK(read.entries.size() == 4);
    CHECK(faults_of(read) == list{"6:0 too_few_fields"});
}

TEST_CASE("csv_statement: more fields than columns are more text, unless cells may have slid") {
    auto const read = read_text("Date;Currency;Amount;Text\n"
                                "2024-01-01;EUR;150,00;transfer;A name;REF 1\n"
                                "2024-01-02;EUR;-5,00;fee\n");
    CHECK(rows_of(read) == list{"2: 2024-01-01 150.00 EUR", "3: 2024-01-02 -5.00 EUR"});
    CHECK(read.entries[0].description == "transfer A name REF 1");
    CHECK(assumes(read, "records that have more fields than there are columns have more text in "
                        "them"));
    // a comma in the text has moved the amount
    CHECK(faults_of(read_text("Date,Text,Amount,Note\n2024-01-01,a, 5,-10.00,x\n"
                              "2024-01-02,b,2.00,y\n"))
          == list{"2:0 too_many_fields"});
    // an amount with a comma lies in two fields
    CHECK(faults_of(read_text("Date,Amount,Text\n2024-01-01,1,234.56,Rent\n2024-01-02,2.00,b\n"))
          == list{"2:0 too_many_fields"});
    // a currency in its place shows that the text before it moved nothing
    CHECK(read_text("Date,Text,Currency,Amount,Note\n2024-01-01,a,EUR,1.00,n,more\n"
                    "2024-01-02,b,EUR,2.00,m\n")
              .entries.size()
          == 2);
}

TEST_CASE("csv_statement: the user's columns win") {
    read_options options;
    options.columns = {{"date", "When"}, {"amount", "How much"}, {"description", "2"}};
    auto const read = read_text("When,What,How much,Amount\n2024-01-01,a,1.00,9\n", options);
    CHECK(rows_of(read) == list{"2: 2024-01-01 1.00 USD"});
    CHECK(read.entries[0].description == "a");
    options.columns = {{"date", "1"}, {"amount", "3"}};
    CHECK(rows_of(read_text("2024-01-01,a,1.00\n2024-01-02,b,2.00\n", options)).size() == 2);
    options.columns = {{"date", "Wann"}, {"amount", "How much"}};
    CHECK(error_of("When,What,How much\n2024-01-01,a,1.00\n", options).find("--bank-columns")
          != std::string::npos);
    options.columns = {{"datum", "When"}};
    CHECK_THROWS_AS((void)read_text("When,Amount\n2024-01-01,1\n", options), validation_error);
}

TEST_CASE("csv_statement: a currency comes from its column, the header, or the cell") {
    CHECK(rows_of(read_text("Date,Amount,Currency\n2024-01-01,1000,JPY\n2024-01-01,1.5,kwd\n"))
          == list{"2: 2024-01-01 1000 JPY", "3: 2024-01-01 1.500 KWD"});
    CHECK(rows_of(read_text("Datum;Betrag in CHF\n2024-01-01;1,50\n"))
          == list{"2: 2024-01-01 1.50 CHF"});
    CHECK(rows_of(read_text("Date,Amount\n2024-01-01,£1.50\n")) == list{"2: 2024-01-01 1.50 GBP"});
    // a row that names none is in the currency of all others, or in none
    CHECK(rows_of(read_text("Date,Amount,Currency\n2024-01-01,1,EUR\n2024-01-01,2,\n"))[1]
          == "3: 2024-01-01 2.00 EUR");
    CHECK(faults_of(read_text("Date,Amount,Currency\n2024-01-01,1,EUR\n2024-01-01,2,CHF\n"
                              "2024-01-01,3,\n"))
          == list{"4:3 unknown_currency"});
    CHECK(faults_of(read_text("Date,Amount\n2024-01-01,€1\n2024-01-01,£2\n2024-01-01,3.00\n"))
          == list{"4:2 unknown_currency"});
    auto const dollars = read_text("Date,Amount\n2024-01-01,$1.50\n");
    CHECK(rows_of(dollars) == list{"2: 2024-01-01 1.50 USD"});
    CHECK(assumes(dollars, "amounts are in USD"));
}

TEST_CASE("csv_statement: running balances are checked in either row order, breaks by line") {
    auto const newest = read_text("Date,Amount,Balance\n2024-01-16,4,10\n2024-01-15,3,6\n"
                                  "2024-01-14,2,3\n2024-01-13,1,2\n");
    REQUIRE(newest.breaks.size() == 1); // 2 + 2 is not 3
    CHECK(newest.breaks[0].position == 4);
    CHECK(newest.breaks[0].expected_minor == 400);
    CHECK(newest.breaks[0].found_minor == 300);
    CHECK(to_string(*newest.closing) == "10.00");
}

TEST_CASE("csv_statement: delimiters are told by the transactions that they give") {
    CHECK(read_text("Date;Description;Amount\n2024-01-01;a,b,c;1,50\n").entries.size() == 1);
    CHECK(read_text("Date\tAmount\n2024-01-01\t1.50\n").entries.size() == 1);
    CHECK(read_text("Date|Amount\n2024-01-01|1.50\n").entries.size() == 1);
    CHECK(read_text("sep=;\r\nDate;Amount\r\n2024-01-01;1,50\r\n").entries[0].position == 3);
    CHECK(read_text("Date,Amount\r2024-01-01,1.50\r").entries[0].position == 2);
}

TEST_CASE("csv_statement: a file without a header says what was expected") {
    CHECK(error_of("just,some\ntext,here\n")
          == "bank.csv: no header line found among the first 60 records: expected a line with a "
             "date and an amount column, such as 'Date,Description,Amount'. Name the columns with "
             "--bank-columns date=...,amount=...");
    read_options options;
    options.side = "ledger";
    CHECK(error_of("x", options).find("--ledger-columns") != std::string::npos);
}

TEST_CASE("csv_statement: more records than allowed are an error") {
    read_options options;
    options.rows_max = 1;
    CHECK_THROWS_AS((void)read_text("Date,Amount\n2024-01-01,1\n2024-01-02,2\n", options),
                    limit_error);
}

TEST_CASE(
    "csv_statement: rows that say neither in nor out are read by their outcome, or rejected") {
    auto const read = read_text("时间,说明,收/支,金额,交易状态\n"
                                "2024-01-02,shop,支出,10.00,交易成功\n"
                                "2024-01-03,gift,收入,4.00,交易成功\n"
                                "2024-01-04,back,不计收支,3.00,退款成功\n"
                                "2024-01-05,home,不计收支,2.50,提现已到账\n"
                                "2024-01-06,never,不计收支,8.00,交易关闭\n"
                                "2024-01-07,free,不计收支,0.00,交易成功\n"
                                "2024-01-08,fund,不计收支,7.00,交易成功\n"
                                "2024-01-09,paid then closed,支出,5.00,交易关闭\n");
    CHECK(rows_of(read)
          == list{"2: 2024-01-02 -10.00 USD", "3: 2024-01-03 4.00 USD", "4: 2024-01-04 3.00 USD",
                  "5: 2024-01-05 -2.50 USD", "7: 2024-01-07 0.00 USD", "9: 2024-01-09 -5.00 USD"});
    CHECK(faults_of(read) == list{"8:3 unknown_direction"});
    CHECK(notes_of(read) == list{"6 information"});
    CHECK(assumes(read, "rows that say neither money in nor money out are read by their status"));
}

TEST_CASE("csv_statement: an amount with a note about a refund is what was paid, and asked about") {
    auto const read = read_text("Date,Amount,Type,Currency\n"
                                "2024-01-02,131.77(已退款89.84),支出,CNY\n"
                                "2024-01-03,89.84,收入,CNY\n"
                                "2024-01-04,5.00(see note),支出,CNY\n");
    CHECK(rows_of(read) == list{"2: 2024-01-02 -131.77 CNY", "3: 2024-01-03 89.84 CNY"});
    CHECK(faults_of(read) == list{"4:2 invalid_amount"});
    auto const& asked = read.assumptions.back();
    CHECK_FALSE(asked.decided);
    CHECK(asked.evidence == "1 amounts: line 2 has '131.77(已退款89.84)'");
}

TEST_CASE(
    "csv_statement: what is masked is rejected, what a program wrote everywhere is a notice") {
    auto const read = read_text("Date,Text,Amount,Currency\n"
                                "********,****,******,***\n"
                                "2024-01-02,a,1.00,EUR\n"
                                "XX.XX.XXXX,b,X.XX,EUR\n"
                                "End of page 2,End of page 2,End of page 2,\n");
    CHECK(faults_of(read) == list{"4:1 invalid_date"});
    CHECK(notes_of(read) == list{"2 information", "5 information"});
}

TEST_CASE("csv_statement: a currency inside a line above the header counts") {
    auto const read = read_text("Total of this month: 28.50元,\nDate,Text,Amount\n"
                                "2024-01-02,a,-1.00\n");
    CHECK(rows_of(read) == list{"3: 2024-01-02 -1.00 CNY"});
    CHECK(assumes(read, "amounts are in CNY"));
}

TEST_CASE("csv_statement: dates that contradict each other, and dates without a year, say so") {
    auto const both = error_of("Date,Amount\n13/06/2026,1.00\n06/14/2026,2.00\n");
    CHECK(both.find("line 2 has '13/06/2026', line 3 has '06/14/2026'") != std::string::npos);
    for (std::string_view const cell : {"01/09", "September 15", "15 Sep"}) {
        CAPTURE(cell);
        auto const problem = error_of("Date,Text,Amount\n" + std::string(cell) + ",a,1.00\n");
        CHECK(problem.find("have no year, such as '" + std::string(cell)) != std::string::npos);
    }
}

TEST_CASE("csv_statement: what leaves no choice is said beside the assumptions") {
    auto const says = [](statement const& read, std::string_view what) {
        return std::any_of(read.evident.begin(), read.evident.end(),
                           [what](assumption const& a) { return a.what == what; });
    };
    auto const plain = read_text("Date;Amount;Currency\n2024-01-02;-1.00;EUR\n");
    CHECK(plain.delimiter == "semicolon");
    CHECK(plain.header_line == 1);
    CHECK(says(plain, "dates tell day from month by themselves"));
    CHECK(says(plain, "the decimal mark is a dot"));
    CHECK(says(plain, "the signs of the amounts say which way money moves"));
    CHECK(says(plain, "amounts are in EUR"));
    auto const mixed = read_text("Date,Amount,Currency\n2024-01-02,-1.00,EUR\n"
                                 "2024-01-02,-1.00,USD\n");
    CHECK(says(mixed, "amounts are in several currencies"));
    CHECK_FALSE(says(mixed, "amounts are in EUR"));
    auto const german = read_text("Datum,Betrag EUR\n13.01.2024,\"-1,00\"\n02.01.2024,\"1,00\"\n");
    auto const& order = german.assumptions.front();
    CHECK(order.evidence == "1 of 2 dates have a day above 12: line 2 has '13.01.2024'");
}
