#include <recon/io/csv_columns.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include "support/read_rows.hpp"

using namespace recon;
using namespace recon::test;

TEST_CASE("csv_columns: of several amounts, the one that the account sees") {
    struct row {
        char const* what;
        std::string_view text;
        list expected;
    };
    row const table[]{
        {"in the account's currency, which stands beside it",
         "Дата операции;Сумма операции;Валюта операции;Сумма в валюте счета;Валюта счета\n"
         "2024-01-13;-4,50;EUR;-336,15;RUB\n2024-01-14;-3,80;EUR;-283,48;RUB\n",
         {"2024-01-13 -336.15 RUB", "2024-01-14 -283.48 RUB"}},
        {"unless it is empty",
         "Дата операции;Сумма операции;Валюта операции;Сумма в валюте счета;Валюта счета\n"
         "2024-01-13;-4,50;EUR;;\n2024-01-14;-3,80;EUR;;\n",
         {"2024-01-13 -4.50 EUR", "2024-01-14 -3.80 EUR"}},
        {"after fees, where there are fees",
         "Date,Gross,Fee,Net,Tax\n2024-01-13,10.00,-0.59,9.41,0.00\n2024-01-14,-5,0,-5,0.00\n",
         {"2024-01-13 9.41 USD", "2024-01-14 -5.00 USD"}},
        {"with taxes, where there are taxes",
         "Invoice Date,Net Amount,VAT,Gross Amount\n2024-01-13,-100.00,-20.00,-120.00\n"
         "2024-01-14,10.00,2.00,12.00\n",
         {"2024-01-13 -120.00 USD", "2024-01-14 12.00 USD"}},
        {"what was paid, not what was ordered",
         "交易时间,收/支,订单金额,实付金额\n2024-01-13 10:00:00,支出,¥22.30,¥21.17\n"
         "2024-01-14 10:00:00,收入,¥20.00,¥20.00\n",
         {"2024-01-13 -21.17 USD", "2024-01-14 20.00 USD"}},
        {"a currency beside columns for in and out",
         "Date,Gross Currency,Gross Debit (GC),Gross Credit (GC),Net Currency,Net Debit (NC),"
         "Net Credit (NC)\n2024-01-13,USD,,31.45,EUR,,31.15\n2024-01-14,USD,19.95,,EUR,19.90,\n",
         {"2024-01-13 31.15 EUR", "2024-01-14 -19.90 EUR"}},
        {"a header that is but a currency",
         "Transaction Date,Description 1,CAD$,USD$\n2024-01-13,SHOP,-184.27,\n2024-01-14,PAY,9,\n",
         {"2024-01-13 -184.27 CAD", "2024-01-14 9.00 CAD"}},
        {"signed amounts below a header for directions",
         "Buchungstag;Soll/Haben;Text\n13.01.2024;-23,45;a\n14.01.2024;1.000,00;b\n",
         {"2024-01-13 -23.45 USD", "2024-01-14 1000.00 USD"}},
        {"words for directions below a header for kinds",
         "Dátum,Suma,Typ\n13.01.2024,23.45,Debet\n14.01.2024,1000.00,Kredit\n",
         {"2024-01-13 -23.45 USD", "2024-01-14 1000.00 USD"}},
        {"a column for credits whose sums have a stray mark",
         "Data,Addebiti,Accrediti,Descrizione\n31/12/23,,26851.95|,SALDO INIZIALE\n"
         "13/01/24,2.90,,BOLLO\n14/01/24,,250.00,BONIFICO\n31/01/24,,28359.05|,SALDO FINALE\n",
         {"2024-01-13 -2.90 USD", "2024-01-14 250.00 USD"}},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        CHECK(rows_of(read_rows(r.text)) == r.expected);
    }
}
