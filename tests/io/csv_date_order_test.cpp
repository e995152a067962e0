#include <recon/io/csv_date_order.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include "support/read_rows.hpp"

using namespace recon;
using namespace recon::test;

TEST_CASE("csv_date_order: the period above the header settles what the rows leave open") {
    auto const read = read_rows("Period: 01/03/2024 to 31/03/2024\nDate,Text,Amount\n"
                                "05/03/2024,a,1.00\n06/03/2024,b,2.00\n");
    CHECK(rows_of(read) == list{"2024-03-05 1.00 USD", "2024-03-06 2.00 USD"});
    CHECK(assumes(read, "dates are day-month-year", true));
    auto const month_first = read_rows("From;03/01/2024;to;03/31/2024\nDate;Text;Amount\n"
                                       "03/05/2024;a;1.00\n");
    CHECK(rows_of(month_first) == list{"2024-03-05 1.00 USD"});
}

TEST_CASE("csv_date_order: other dates above the header settle nothing") {
    auto const refused = [](std::string_view above) {
        return why_refused(std::string(above) + "\nDate,Text,Amount\n05/03/2024,a,1.00\n")
                   .find("--bank-date-order dmy")
               != std::string::npos;
    };
    CHECK(refused("From 01/02/2024 to 05/03/2024")); // they are as open
    CHECK(refused("From 01.03.2024 to 31.03.2024")); // written in another way
    CHECK(refused("03/31/2024 and 31/03/2024"));     // they contradict each other
    CHECK(refused("no date"));
}

TEST_CASE("csv_date_order: a refusal shows the cell as it stands in the file") {
    auto const why = why_refused("Date,Text,Amount\n2025-01-31,a,1.00\n01.02.2025,b,2.00\n");
    CHECK_MESSAGE(why.find("(line 3 has '01.02.2025')") != std::string::npos, why);
}
