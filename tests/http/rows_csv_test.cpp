#include "adapters/jobs/rows_csv.hpp"

#include "support/served.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using test::json_of;
using test::served;
using test::text_of;

TEST_CASE("rows.csv has every row of both files, once, at its position") {
    served at;
    auto const id = at.run().at("id").get<std::string>();
    auto const csv = at.get("/v1/runs/" + id + "/rows", {{"accept", "text/csv"}});
    CHECK(text_of(csv)
          == std::string(jobs::rows_header)
                 + "bank,2,2025-01-15,,100.00,USD,Invoice 17,,,,\n"
                   "bank,3,2025-01-16,,-42.50,USD,Coffee beans,,,,\n"
                   "bank,4,2025-01-20,,12500.00,USD,Big customer,,,,\n"
                   "ledger,2,2025-01-15,,100.00,USD,INV 17,,,,\n"
                   "ledger,3,2025-01-17,,-42.50,USD,Beans of coffee,,,,\n"
                   "ledger,4,2025-02-01,,77.00,USD,'=1+1 never paid,,,,\n");
    auto const page = json_of(at.get("/v1/runs/" + id + "/rows?limit=6"));
    CHECK(page.at("items")[5].at("description") == "=1+1 never paid");
    CHECK(page.at("next_cursor").is_null());
}
