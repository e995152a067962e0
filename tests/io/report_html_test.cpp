#include <recon/io/report_html.hpp>

#include "support/small_run.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/find_discrepancies.hpp>
#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {

std::string page_of(finished_run const& run, html_limits const& limits = {}) {
    string_sink to;
    write_report_html(to, run, prove(run), limits);
    return to.text;
}
bool holds(std::string_view page, std::string_view text) {
    return page.find(text) != std::string_view::npos;
}
std::size_t count(std::string_view page, std::string_view text) {
    std::size_t found = 0;
    for (auto at = page.find(text); at != page.npos; at = page.find(text, at + 1))
        ++found;
    return found;
}
/// The rows that the page holds for its script.
json data_of(std::string_view page) {
    constexpr std::string_view begin = "<script type=\"application/json\" id=\"data\">";
    auto const at = page.find(begin) + begin.size();
    return json::parse(page.substr(at, page.find("</script>", at) - at));
}

} // namespace

TEST_CASE("report_html: what matters first, and the proof") {
    auto const page = page_of(test::small_run());
    CHECK(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    CHECK(holds(page, "<h1>bank.csv against ledger.csv</h1>"));
    CHECK(holds(page, "Matched 1 of 3 bank rows (33 %) and 1 of 3 ledger rows (33 %)"));
    CHECK(holds(page, "Adds up to the cent; every row in exactly one place"));
    CHECK(holds(page, "Adjusted bank balance"));
    CHECK(holds(page, "aria-label=\"bank: 33 % of 3 rows matched\""));
}

TEST_CASE("report_html: nothing from a file becomes markup or script") {
    auto run = test::small_run();
    run.bank.file.name = "<img src=x onerror=alert(1)>.csv";
    run.bank.file.entries[0].description = "</script><script>alert(1)</script>";
    run.bank.file.entries[1].description = "<b onclick='x'>\"quoted\"</b>";
    run.bank.file.entries[2].amount.minor = -2'000'000; // critical: told in words at the top
    run.bank.file.entries[2].description = "<script>alert(2)</script>";
    run.bank.file.rejected[0].raw = "<iframe>";
    run.bank.file.assumptions = {{"<u>dates</u>", "<i>all</i>", "--x <y>", false}};
    run.settings = {{"bank-columns", "date=<s>"}};
    run.findings = find_discrepancies(run.bank.file.entries, run.ledger.file.entries, run.result,
                                      tolerances{recon::within{"5.00"}, recon::within_days(7)});
    auto const page = page_of(run);
    for (auto const* const text : {"<img", "<script>alert", "<b onclick", "<iframe", "<u>", "<i>",
                                   "<s>", "onerror=alert(1)>"})
        CHECK_FALSE(holds(page, text));
    CHECK(count(page, "<script") == 2); // the rows, and the script
    CHECK(count(page, "</script>") == 2);
    bool told = false;
    for (auto const& table : data_of(page))
        for (auto const& row : table["rows"])
            for (auto const& cell : row)
                told =
                    told || cell.get<std::string>().find("<script>alert(2)") != std::string::npos;
    CHECK(told); // the text itself is there, as text
}

TEST_CASE("report_html: loads nothing, and runs under a strict policy") {
    auto const page = page_of(test::small_run());
    for (auto const* const text : {"src=", "http:", "https:", "url(", "@import", " style=", "eval(",
                                   "innerHTML", "onclick="})
        CHECK_FALSE(holds(page, text));
    CHECK(holds(page, "default-src 'none'; script-src 'sha256-" + sha256_base64(report_script)
                          + "'; style-src 'sha256-"));
    CHECK(holds(page, "<script>" + std::string(report_script) + "</script>"));
    CHECK(holds(page, "<style>" + std::string(report_style_sheet) + "</style>"));
}

TEST_CASE("report_html: a formula is a text like others") {
    auto const page = page_of(test::small_run());
    bool found = false;
    for (auto const& table : data_of(page))
        if (table["id"] == "table-open") found = table["rows"][1][7] == "=HYPERLINK(1)";
    CHECK(found);
}

TEST_CASE("report_html: of very many rows some are embedded, and it says so") {
    html_limits limits;
    limits.open = 1;
    limits.discrepancies = 2;
    auto const page = page_of(test::small_run(), limits);
    for (auto const& table : data_of(page)) {
        if (table["id"] == "table-open") {
            CHECK(table["rows"].size() == 1);
            CHECK(table["rows"][0][5] == "-1190.00"); // the largest
            CHECK(table["note"] == "The first 1 of 2 rows; all are in open_items.csv.");
        }
        if (table["id"] == "table-discrepancies") CHECK(table["rows"].size() == 2);
        if (table["id"] == "table-matches") CHECK_FALSE(table.contains("note"));
    }
}

TEST_CASE("report_html: a run without any row") {
    finished_run run;
    run.bank.file.name = run.ledger.file.name = "empty.csv";
    auto const page = page_of(run);
    CHECK(holds(page, "nothing needs a person"));
    CHECK(data_of(page).empty());
}
