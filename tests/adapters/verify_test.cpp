// recon verify: a run that is as it was, and every way in which it is not.
#include "adapters/cli/workbook_output.hpp"
#include "support/command.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using recon::test::recon_command;
using recon::test::slurp;
using recon::test::spill;
using recon::test::work_folder;

namespace {

void make_run() {
    spill("bank.csv", "Date,Description,Amount\n"
                      "2025-03-03,Hofmann,4284.00\n"
                      "2025-03-05,Brenner,-100.00\n"
                      "2025-02-30,Nobody,-1.00\n"
                      "2025-03-06,Fee,-18.90\n");
    spill("ledger.csv", "Date,Description,Amount\n"
                        "2025-03-01,Hofmann,4284.00\n"
                        "2025-03-04,Brenner,-100.00\n");
    std::vector<std::string> args{"match", "bank.csv",  "ledger.csv", "--out",
                                  "o",     "--tickets", "generic"};
    if (recon::cli::has_workbooks()) args.push_back("--xlsx");
    REQUIRE(recon_command(args).status == 1);
}

void replace(std::string const& path, std::string_view from, std::string_view to) {
    auto text = slurp(path);
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    spill(path, text.replace(at, from.size(), to));
}

} // namespace

TEST_CASE("verify: a run that is as it was") {
    work_folder const here;
    make_run();
    ::setenv("LC_ALL", "C.UTF-8", 1);
    auto const run = recon_command({"verify", "o", "bank.csv", "ledger.csv"});
    CHECK(run.status == 0);
    CHECK(run.out.find("✗") == std::string::npos);
    CHECK(run.out.ends_with("\nThe run is verified.\n"));
    ::setenv("LC_ALL", "C", 1);
    CHECK(
        recon_command({"verify", "o", "bank.csv", "ledger.csv"}).out.starts_with("  ok the bank"));
    ::unsetenv("LC_ALL");
}

TEST_CASE("verify: whatever has changed is found, with file and line") {
    struct row {
        char const* path;
        char const* from;
        char const* to;
        char const* said;
    };
    constexpr row table[] = {
        {"bank.csv", "-18.90", "-18.91",
         "open_items.csv:2: has -18.90, but the bank has -18.91 there"},
        {"bank.csv", "2025-03-06,Fee", "2025-03-07,Fee", "bank.csv: SHA-256 is "},
        {"ledger.csv", "2025-03-04,Brenner,-100.00\n", "", "ledger.csv: has 1 records, not 2"},
        {"o/matches.csv", "4284.00,4284.00", "4284.00,4384.00",
         "matches.csv:2: has 4384.00, but the ledger has 4284.00 there"},
        {"o/matches.csv", "M000002", "M000003", "matches.csv: SHA-256 is "},
        {"o/matches.csv", ",3,3,", ",2,3,", "matches.csv:3: bank line 2 stands there again"},
        {"o/matches.csv", ",3,3,", ",9,3,", "matches.csv:3: no transaction stands at bank line 9"},
        {"o/matches.csv", ",3,3,", ",2,3,", "bank.csv:3: is neither matched nor open"},
        {"o/open_items.csv", ",5,", ",carried:1,", "but 1 came out"},
        {"o/open_items.csv", "USD", "EUR", "bank line 5 is in another currency"},
        {"o/rejected.csv", "bank,4,", "bank,3,", "rejected.csv:2: expected bank line 4"},
        {"o/report.txt", "bank.csv", "benk.csv", "report.txt: SHA-256 is "},
        {"o/report.html", "bank.csv", "benk.csv", "report.html: SHA-256 is "},
        {"o/tickets.json", "-18.90", "-18.91", "tickets.json: SHA-256 is "},
        {"o/report.xlsx", "PK", "pk", "report.xlsx: SHA-256 is "},
        {"o/discrepancies.csv", "fee,low,bank,5,,-18.90", "fee,low,bank,5,,-18.91",
         "discrepancies.csv:2: has -18.91, but the bank has -18.90 there"},
        {"o/discrepancies.csv", "fee,low,bank,5", "fee,low,bank,3", "1 open rows are missing"},
        {"o/discrepancies.csv", "fee,low", "fee,high",
         "summary.json: 0 high, but discrepancies.csv has 1"},
        {"o/summary.json", "\"fee\": 1", "\"fee\": 2",
         "summary.json: 2 fee, but discrepancies.csv has 1"},
        {"o/statement.csv", "fees_to_book,", "fees_to_boot,", "statement.csv: SHA-256 is "},
        {"o/statement.csv", ",1,-18.90", ",1,-18.80", "the lines above add up to"},
        {"o/summary.json", "\"adjusted_bank_balance\": \"4", "\"adjusted_bank_balance\": \"5",
         "the adjusted bank balance in USD is not that of statement.csv"},
        {"o/summary.json", "\"4184.00\"", "\"4184.01\"", "summary.json: bank USD matched is {"},
    };
    for (auto const& r : table) {
        CAPTURE(r.said);
        if (std::string_view(r.path) == "o/report.xlsx" && !recon::cli::has_workbooks()) continue;
        work_folder const here;
        make_run();
        replace(r.path, r.from, r.to);
        auto const run = recon_command({"verify", "o", "bank.csv", "ledger.csv"});
        CHECK(run.status == 65);
        CAPTURE(run.out);
        CHECK(run.out.find(r.said) != std::string::npos);
        CHECK(run.out.ends_with("\nThe run is not verified.\n"));
    }
}

TEST_CASE("verify: a folder that is no run is refused") {
    work_folder const here;
    make_run();
    CHECK(recon_command({"verify", "none", "bank.csv", "ledger.csv"}).status == 66);
    struct row {
        char const* text;
        char const* said;
    };
    constexpr row table[] = {
        {"", "recon: summary.json: is no summary of recon match"},
        {"[1]", "recon: summary.json: is no summary of recon match"},
        {"{}", "recon: summary.json: has schema version null, expected 1"},
        {"{\"schema_version\":1}", "recon: summary.json: is no summary of recon match"},
        {"{\"schema_version\":\"1\"}", "recon: summary.json: "},
        {"{\"schema_version\":1,\"settings\":{\"scorer\":\"x\"}}", "recon: summary.json: scorer: "},
        {"{\"schema_version\":1,\"settings\":[]}", "recon: summary.json: "},
    };
    for (auto const& [text, said] : table) {
        CAPTURE(text);
        spill("o/summary.json", text);
        auto const run = recon_command({"verify", "o", "bank.csv", "ledger.csv"});
        CHECK(run.status == 65);
        CHECK(run.err.starts_with(said));
    }
}
