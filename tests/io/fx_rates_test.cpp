#include <recon/io/fx_rates.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;
using namespace std::chrono;

namespace {

std::string error_of(std::string_view bytes) {
    try {
        (void)read_fx_rates(from_bytes(bytes, "rates.csv"));
    } catch (file_processing_error const& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("fx_rates: columns in any order, others ignored, codes in either case") {
    auto const book = read_fx_rates(from_bytes("rate,to,source,from,date\n"
                                               "1.0842,usd,ECB,EUR,2025-03-14\n"
                                               "163.25,JPY,ECB,EUR,2025-03-14\n"
                                               "1.08420,USD,again,EUR,2025-03-14\n",
                                               "rates.csv"),
                                    3);
    CHECK(book.days_max() == 3);
    CHECK(book.rates().size() == 3);
    auto const day = sys_days{2025y / 3 / 17};
    CHECK(book.at("EUR", "USD", day)(money{100'00, "EUR"}) == money{108'42, "USD"});
    CHECK(book.at("USD", "JPY", day).via() == currency{"EUR"});
    CHECK_FALSE(book.find("EUR", "USD", day + days{1}));
}

TEST_CASE("fx_rates: what does not fit is an error with its place") {
    struct row {
        char const* rows;
        char const* said;
    };
    row const table[] = {
        {"2025-03-14,EUR,USD,1.1\n14.03.2025,EUR,USD,1.1\n",
         "rates.csv:3: column date: '14.03.2025' is no date: expected YYYY-MM-DD"},
        {"2025-02-30,EUR,USD,1.1\n",
         "rates.csv:2: column date: '2025-02-30' is no date: expected YYYY-MM-DD"},
        {"2025-03-14,EURO,USD,1.1\n",
         "rates.csv:2: column from: 'EURO' is no ISO 4217 currency code"},
        {"2025-03-14,EUR,,1.1\n", "rates.csv:2: column to: '' is no ISO 4217 currency code"},
        {"2025-03-14,EUR,eur,1\n",
         "rates.csv:2: column to: a rate from EUR to itself converts nothing"},
        {"2025-03-14,EUR,USD,0\n",
         "rates.csv:2: column rate: '0' is no exchange rate: expected a decimal above 0 with at "
         "most 12 decimals and 17 digits, such as 1.0842"},
        {"2025-03-14,EUR,USD,1.1\n2025-03-14,EUR,USD,1.2\n",
         "rates.csv:3: column rate: line 2 has another rate for this day"},
        {"2025-03-14,EUR,USD\n", "rates.csv:2: the row has fewer cells than the header"},
        {"", "rates.csv: holds no rate: expected lines such as 2025-03-14,EUR,USD,1.0842 below "
             "date,from,to,rate"},
    };
    for (auto const& r : table) {
        CAPTURE(r.rows);
        CHECK(error_of("date,from,to,rate\n" + std::string(r.rows)) == r.said);
    }
    CHECK(error_of("date,from,rate\n2025-03-14,EUR,1\n")
          == "rates.csv:1: the column 'to' is missing: expected a first line with "
             "date,from,to,rate, parted by commas");
}
