#include <recon/io/report_html_data.hpp>

#include "support/small_run.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("report_html_data: tables are JSON with a cell for each column") {
    auto const run = test::small_run();
    for (auto const& text :
         {io::detail::discrepancy_rows(run, 9), io::detail::match_rows(run, false, 9),
          io::detail::match_rows(run, true, 9), io::detail::open_rows(run, 9),
          io::detail::rejected_rows(run, 9)}) {
        auto const table = json::parse(text);
        CHECK(!table["rows"].empty());
        for (auto const& row : table["rows"])
            CHECK(row.size() == table["columns"].size());
    }
}

TEST_CASE("report_html_data: reviews are apart from matches") {
    auto const run = test::small_run();
    CHECK(json::parse(io::detail::match_rows(run, false, 9))["rows"][0][0] == "M000001");
    CHECK(json::parse(io::detail::match_rows(run, true, 9))["rows"][0][0] == "M000002");
}
