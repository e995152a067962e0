#include <recon/io/csv_layout.hpp> // first: proves the header stands alone

#include "support/read_rows.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
/// "2024-01-13 -500 INR; ..." and then what was not an entry: "p" pending, "o" opening, "c"
/// closing, "t" total, "+" continuation, "i" information, "!" rejected.
std::string read_as(std::string_view text) {
    std::string result;
    statement found;
    try {
        found = test::read_any(text);
    } catch (error const& problem) {
        return problem.what();
    }
    for (auto const& row : found.entries)
        result += to_iso(row.day) + " " + std::to_string(row.amount.minor) + " "
                  + std::string(row.amount.unit.code()) + "; ";
    for (auto const& row : found.noted) {
        switch (row.kind) {
        case row_kind::pending: result += 'p'; break;
        case row_kind::opening: result += 'o'; break;
        case row_kind::closing: result += 'c'; break;
        case row_kind::total: result += 't'; break;
        case row_kind::continuation: result += '+'; break;
        case row_kind::information: result += 'i'; break;
        case row_kind::transaction: result += '?'; break;
        }
    }
    return result + std::string(found.rejected.size(), '!');
}
} // namespace

// Each layout is one that a bank really writes, with invented rows.
TEST_CASE("csv_layout: layouts of many countries") {
    struct row {
        char const* what;
        std::string_view text;
        std::string_view expected;
    };
    constexpr row table[]{
        {"India: flag columns of the same name, lakh grouping",
         "Account Statement\n"
         "Sl. No.,Transaction Date,Value Date,Description,Chq / Ref No.,Amount,Dr / Cr,Balance,Dr "
         "/ Cr\n"
         "1,13-01-2024,13-01-2024,UPI,1,500.00,DR,\"1,11,800.00\",CR\n"
         "2,14-01-2024,14-01-2024,NEFT,2,\"1,200.00\",CR,\"1,13,000.00\",CR\n",
         "2024-01-13 -50000 USD; 2024-01-14 120000 USD; i"},
        {"India: separators of asterisks, a summary table below",
         "MR X,,,,,,\n"
         "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n"
         "********,****,****,****,****,****,****\n"
         "13/01/24,UPI,01,13/01/24,500.00,,\"11,300.00\"\n"
         "14/01/24,SALARY,02,14/01/24,,\"1,000.00\",\"12,300.00\"\n"
         "********,****,****,****,****,****,****\n"
         "STATEMENT SUMMARY  :-,,,,,,\n"
         "Opening Balance,Dr Count,Cr Count,Debits,Credits,Closing Bal,\n"
         "\"11,800.00\",1,1,500.00,\"1,000.00\",\"12,300.00\",\n",
         "2024-01-13 -50000 USD; 2024-01-14 100000 USD; iiiiii"},
        {"Lithuania: balances and turnovers as rows like any other",
         "\"Sąskaitos "
         "Nr.\",\"\",\"Data\",\"Gavėjas\",\"Paaiškinimai\",\"Suma\",\"Valiuta\",\"D/K\",\n"
         "\"LT1\",\"10\",\"2024-01-01\",\"\",\"Likutis pradžiai\",\"100.00\",\"EUR\",\"K\",\n"
         "\"LT1\",\"20\",\"2024-01-02\",\"UAB \"Naktida\"\",\"Prekės\",\"10.50\",\"EUR\",\"D\",\n"
         "\"LT1\",\"82\",\"2024-01-31\",\"\",\"Apyvarta\",\"10.50\",\"EUR\",\"D\",\n"
         "\"LT1\",\"86\",\"2024-01-31\",\"\",\"Likutis pabaigai\",\"89.50\",\"EUR\",\"K\",\n",
         "2024-01-02 -1050 EUR; otc"},
        {"Sweden: sep=, a balance row between, NBSP",
         "sep=;\r\nReskontradag;Transaktionsdag;Text;Belopp;Saldo\r\n"
         "2024-01-13;2024-01-13;Kort;-12,50;87,50\r\n;;Saldo per dag;;87,50\r\n"
         "2024-01-14;2024-01-14;Lön;1\u00A0000,00;1\u00A0087,50\r\n",
         "2024-01-13 -1250 USD; 2024-01-14 100000 USD; c"},
        {"Sweden: a word for a date is a pending row",
         "Bokföringsdag;Belopp;Mottagare;Rubrik;Saldo;Valuta\n"
         "Reserverat;-20,00;;ICA;;SEK\n2024-01-14;-10,00;;Kort;90,00;SEK\n",
         "2024-01-14 -1000 SEK; p"},
        {"Germany: a preamble with a balance, Windows-1252",
         ";\r\n\"Ums\xE4tze Girokonto\";\"Zeitraum: 30 Tage\";\r\n\"Neuer Kontostand\";\"1.234,56 "
         "EUR\";\r\n"
         "\"Buchungstag\";\"Wertstellung (Valuta)\";\"Vorgang\";\"Buchungstext\";\"Umsatz in "
         "EUR\";\r\n"
         "\"offen\";\"15.01.2024\";\"Karte\";\"Laden\";\"-5,00\";\r\n"
         "\"13.01.2024\";\"13.01.2024\";\"\xDC"
         "bertrag\";\"M\xFCller\";\"-1.200,00\";\r\n",
         "2024-01-13 -120000 EUR; iicp"},
        {"Germany: a status among the remarks",
         "\"Buchungstag\";\"Verwendungszweck\";\"Betrag\";\"Waehrung\";\"Info\"\n"
         "\"15.01.24\";\"Laden\";\"-5,00\";\"EUR\";\"Umsatz vorgemerkt\"\n"
         "\"14.01.24\";\"Lohn\";\"1.000,00\";\"EUR\";\"Umsatz gebucht\"\n",
         "2024-01-14 100000 EUR; p"},
        {"Switzerland: negative debits, apostrophes, the currency above the header",
         "Bewertet "
         "in:;CHF;\n\nBuchungsdatum;Valutadatum;Belastung;Gutschrift;Saldo;Beschreibung1;\n"
         "2024-01-13;2024-01-13;-1'012.50;;87.50;A;\n",
         "2024-01-13 -101250 CHF; ii"},
        {"Britain: only credits are marked, in a column without a name",
         "Date,Description,Amount,\nPending,SHOP,£1.00,\n13-Jan-2024,WAITROSE,£10.00,\n"
         "14-Jan-2024,PAYMENT RECEIVED,£50.00,CR\n",
         "2024-01-13 -1000 GBP; 2024-01-14 5000 GBP; p"},
        {"Netherlands: the value stands in the unnamed column after its currency",
         "Datum,Tijd,Valutadatum,Omschrijving,FX,Mutatie,,Saldo,,Order Id\n"
         "14-01-2024,09:00,13-01-2024,Kosten,,EUR,\"-2,00\",EUR,\"98,00\",\n",
         "2024-01-14 -200 EUR; "},
        {"Indonesia: flags in an unnamed column, dates after an apostrophe",
         "Tanggal,Keterangan,Cabang,Jumlah,,Saldo\n"
         "'13/01/2024,TRSF,0000,\"10,000.00\",DB,\"90,000.00\"\n"
         "'14/01/2024,TRSF,0000,\"5,000.00\",CR,\"95,000.00\"\n"
         "Saldo Awal,:,\"100,000.00\",,,\nMutasi Debet,:,\"10,000.00\",1,,\n",
         "2024-01-13 -1000000 USD; 2024-01-14 500000 USD; ot"},
        {"Singapore: the description goes on in the next record",
         "Transaction date,Value date,Description,Withdrawals (SGD),Deposits (SGD)\n"
         "13/01/2024,13/01/2024,DEBIT PURCHASE,12.50,\n,,SHOP SINGAPORE,,\n",
         "2024-01-13 -1250 SGD; +"},
        {"a wallet: delimiters in spaces, the year before the month",
         "Completed Date ; Description ; Paid Out (EUR) ; Paid In (EUR) ; Balance (EUR)\n"
         "2018 August 28 ; Shop ; 12.50 ;  ; 987.50\n2018 August 27 ; Top-Up ;  ; 1,000.00 ; "
         "1,000.00\n",
         "2018-08-28 -1250 EUR; 2018-08-27 100000 EUR; "},
        {"a wallet: signs apart from the amount, balances on rows of their own",
         "Account Activity,,,,,,\n,ID,Datetime,Note,Amount (total),Amount (fee),Ending Balance\n"
         ",,,,,,$23.40\n,1,2024-01-13T10:00:00,pizza,- $35.02,,\n"
         ",2,2024-01-14T10:00:00,rent,\"+ $1,100.00\",,\n",
         "2024-01-13 -3502 USD; 2024-01-14 110000 USD; ii"},
        {"Spain: what the balance sees is net of the fee",
         "\"Fecha\",\"Nombre\",\"Divisa\",\"Bruto \",\"Comisión \",\"Neto \",\"Saldo\"\n"
         "\"13/01/2024\",\"A\",\"EUR\",\"100,00\",\"-3,00\",\"97,00\",\"184,50\"\n"
         "\"14/01/2024\",\"A\",\"EUR\",\"-4,50\",\"0,00\",\"-4,50\",\"180,00\"\n",
         "2024-01-13 9700 EUR; 2024-01-14 -450 EUR; "},
        {"Greece: flags are Greek letters, numbers in Excel's quotes",
         "Α/Α;Ημ/νία;Αιτιολογία;Τοκισμός από;Αρ. συναλλαγής;Ποσό;Πρόσημο ποσού\n"
         "1;13/01/2024;ΑΓΟΡΑ;13/01/2024;=\"001\";12,50;Χ\n2;14/01/2024;Μ;14/01/"
         "2024;=\"002\";1.000,00;Π\n",
         "2024-01-13 -1250 USD; 2024-01-14 100000 USD; "},
        {"Hong Kong: a tab after the closing quote",
         "Date,Description,Billing amount,Billing currency\n13/01/2024,\"A\",\"-1,099.14\"\t,HKD\n",
         "2024-01-13 -109914 HKD; "},
        {"China: padded cells, income and spending in two columns, a sum at the end",
         "交易日期,摘要,交易金额(收入),交易金额(支出),交易币种,余额\n"
         "2023-04-22  ,\"付  \",\"  \",\"0.01  \",人民币,\"-6,086.11\"\n"
         "2023-04-25  ,\"还  \",\"4,621.01 \",\" "
         "\",人民币,\"-1,465.10\"\n合计金额,,\"1.0\",\"2.0\",,\n",
         "2023-04-22 -1 CNY; 2023-04-25 462101 CNY; t"},
        {"China: neither in nor out is for a person to say",
         "交易时间,交易类型,收/支,金额(元)\n2019-09-26 12:45:27,消费,支出,¥28.16\n"
         "2019-09-27 12:45:27,消费,收入,¥1.00\n2019-09-28 12:45:27,提现,/,¥5.00\n",
         "2019-09-26 -2816 CNY; 2019-09-27 100 CNY; !"},
        {"a row without a booking date is not booked",
         "date,post_date,desc,amount\n2025-06-28,2025-07-01,A,-12.34\n2025-07-03,,B,-5.67\n",
         "2025-07-01 -1234 USD; p"},
        {"pipes", "Date|Details|Debit|Credit\n13/01/2024|A|12.50|\n", "2024-01-13 -1250 USD; "},
        {"no header: signed amounts and a balance",
         "2024-01-13,A,-10.00,90.00\n2024-01-14,B,50.00,140.00\n2024-01-15,C,5.00,145.00\n",
         "2024-01-13 -1000 USD; 2024-01-14 5000 USD; 2024-01-15 500 USD; "},
        {"no header: apostrophes quote",
         "13-01-2024,-10.00,'Betaalpas, winkel'\n14-01-2024,50.00,'loon'\n",
         "2024-01-13 -1000 USD; 2024-01-14 5000 USD; "},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        CHECK(read_as(r.text) == r.expected);
    }
}

TEST_CASE("csv_layout: what is no statement, or two, is refused and says so") {
    struct row {
        std::string_view text;
        std::string_view part; ///< of the sentence
    };
    constexpr row table[]{
        {"Datum;Beginsaldo;Eindsaldo\n2024-01-13;100,00;90,00\n2024-01-14;90,00;80,00\n",
         "line 1 is the header of a list of balances"},
        {"Trans Date,Description,Amount\n01/02,SHOP,12.50\n",
         "the dates below line 1 have no year, such as '01/02'"},
        {"Date,Description,Amount\n2024-01-13,SHOP,X.XX\n",
         "line 1 looks like the header, but no column under it holds amounts"},
        {"Date,Description,Amount\n2024-01-13,A,1.00\n\nDate,Amount,Fee,Details\n2024-01-14,2.00,0."
         "10,B\n",
         "bank.csv:5: a second table with other columns stands above this line"},
        {"2024-01-13,A,,33.87\n2024-01-14,B,5.00,\n", "columns 3 and 4 hold amounts"},
        {"2024-01-13,A,33.87\n2024-01-14,B,5.00\n", "none is negative"},
        {"Date,Amount\n2024-01-32,1.00\n2024-01-33,2.00\n", "no row can be read"},
        {"Symbol,Quantity,Price\nAAPL,1,2.00\n", "no header line found"},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        auto const found = read_as(r.text);
        CAPTURE(found);
        CHECK(found.find(r.part) != std::string::npos);
    }
}

TEST_CASE("csv_layout: a header alone is an empty statement") {
    CHECK(read_as("Date,Description,Amount\n").empty());
}

TEST_CASE("csv_layout: texts of one transaction are brought together") {
    auto const read =
        test::read_any("Transaction date,Description,Withdrawals,Deposits\n"
                       "2024-01-13,DEBIT PURCHASE,12.50,\n,SHOP SINGAPORE,,\n,CARD 1,,\n");
    CHECK(read.entries[0].description == "DEBIT PURCHASE SHOP SINGAPORE CARD 1");
}
