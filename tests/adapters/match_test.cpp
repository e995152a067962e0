// recon match through its function: exit statuses, outputs, decisions, carried items.
#include "support/command.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using recon::test::recon_command;
using recon::test::slurp;
using recon::test::spill;
using recon::test::work_folder;
namespace fs = std::filesystem;

namespace {

constexpr char const* bank = "Date,Description,Debit,Credit,Balance,Reference\n"
                             "2025-03-03,HOFMANN INV 98,,4284.00,14284.00,INV98\n"
                             "2025-03-24,BRENNER STEEL,1190.00,,13094.00,\n"
                             "2025-03-31,ACCOUNT FEE,18.90,,13075.10,\n";
constexpr char const* ledger =
    "Transaction Date,Posting Date,Description,Amount,Type,Reference,Account\n"
    "2025-03-01,2025-03-01,Hofmann,4284.00,Credit,INV98,Sales\n"
    "2025-03-20,2025-03-20,Brenner Steel,1190.00,Debit,,Purchases\n"
    "2025-03-21,2025-03-21,Brenner Steel,1190.00,Debit,,Purchases\n";

void write_inputs() {
    spill("bank.csv", bank);
    spill("ledger.csv", ledger);
}

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("match: everything matched is 0, and nothing is written without --out") {
    work_folder const here;
    spill("bank.csv", std::string(bank).substr(0, std::string(bank).find("2025-03-24")));
    spill("ledger.csv", std::string(ledger).substr(0, std::string(ledger).find("2025-03-20")));
    auto const run = recon_command({"match", "bank.csv", "ledger.csv", "--currency", "EUR"});
    CHECK(run.status == 0);
    CHECK(has(run.out, "; nothing needs a person."));
    CHECK(run.err.empty());
    CHECK(std::distance(fs::directory_iterator("."), fs::directory_iterator{}) == 2);
}

TEST_CASE("match: open rows are 1, and all the files are written") {
    work_folder const here;
    write_inputs();
    auto const run = recon_command({"match", "bank.csv", "ledger.csv", "--out", "a/b"});
    CHECK(run.status == 1);
    CHECK(has(run.out, "ACCOUNT FEE"));
    for (auto const* const name :
         {"matches.csv", "open_items.csv", "discrepancies.csv", "rejected.csv", "statement.csv",
          "report.html", "report.txt", "summary.json"})
        CHECK(fs::file_size(fs::path("a/b") / name) > 0);
    CHECK(std::distance(fs::directory_iterator("a/b"), fs::directory_iterator{}) == 8);
    CHECK(has(slurp("a/b/matches.csv"), "M000001,one_to_one,matched,"));
    auto const summary = recon::io::json::parse(slurp("a/b/summary.json"));
    CHECK(summary["counts"]["bank"]["transactions"] == 3);
    CHECK(summary["proof"]["holds"] == true);
    CHECK(summary["discrepancies"]["by_type"]["fee"] == 1);
    CHECK(summary["outputs"].size() == 7);
}

TEST_CASE("match: the same bytes for any number of threads, and on standard output") {
    work_folder const here;
    CHECK(recon_command({"generate", "--rows", "3000", "--out", "."}).status == 0);
    std::string first;
    for (auto const* const threads : {"1", "2", "5"}) {
        auto const run = recon_command({"match", "bank.csv", "ledger.csv", "--out", threads,
                                        "--threads", threads, "--format", "csv"});
        CHECK(run.status == 1);
        std::string all;
        for (auto const* const name :
             {"matches.csv", "open_items.csv", "discrepancies.csv", "rejected.csv", "statement.csv",
              "report.html", "report.txt", "summary.json"})
            all += slurp(std::string(threads) + '/' + name);
        CHECK(run.out == slurp(std::string(threads) + "/matches.csv"));
        if (first.empty()) first = all;
        CHECK(all == first);
    }
    auto const json = recon_command({"match", "bank.csv", "ledger.csv", "--format", "json"});
    CHECK(recon::io::json::parse(json.out)["schema_version"] == 1);
}

TEST_CASE("match: standard input is one of the files") {
    work_folder const here;
    write_inputs();
    auto const run = recon_command({"match", "-", "ledger.csv", "--format", "json"}, bank);
    CHECK(run.status == 1);
    CHECK(recon::io::json::parse(run.out)["inputs"]["bank"]["name"] == "-");
    CHECK(recon_command({"match", "-", "-"}).status == 2);
}

TEST_CASE("match: --quiet writes files and says nothing; --timings go to standard error") {
    work_folder const here;
    write_inputs();
    auto const run =
        recon_command({"match", "bank.csv", "ledger.csv", "--out", "o", "--quiet", "--timings"});
    CHECK(run.out.empty());
    CHECK(has(run.err, "reading"));
    CHECK(has(run.err, "total"));
    CHECK(!has(slurp("o/summary.json"), " ms"));
}

TEST_CASE("match: each failure has its exit status and one sentence") {
    work_folder const here;
    write_inputs();
    spill("empty.csv", "");
    spill("file", "x");
    struct row {
        std::vector<std::string> args;
        int status;
        char const* said;
    };
    row const table[] = {
        {{"match", "bank.csv"}, 2, "recon: LEDGER is missing"},
        {{"match", "bank.csv", "ledger.csv", "--amount-tolerance", "nan"},
         2,
         "recon: --amount-tolerance: expected"},
        {{"match", "bank.csv", "none.csv"}, 66, "recon: none.csv: cannot be read: No such file"},
        {{"match", "bank.csv", "empty.csv"}, 65, "recon: empty.csv: "},
        {{"match", "bank.csv", "ledger.csv", "--out", "file/o"}, 73, "recon: file/o: cannot"},
        {{"match", "bank.csv", "ledger.csv", "--open-items", "none.csv"}, 66, "recon: none.csv: "},
        {{"match", "bank.csv", "ledger.csv", "--config", "none.toml"}, 66, "recon: none.toml: "},
        {{"match", "bank.csv", "ledger.csv", "--tickets", "jira"},
         2,
         "recon: --tickets needs --out DIR"},
        {{"match", "bank.csv", "ledger.csv", "--out", "o", "--tickets", "trello"},
         2,
         "recon: --tickets: "},
        {{"match", "bank.csv", "ledger.csv", "--business-days", "--holidays", "file"},
         65,
         "recon: file: holds no date"},
    };
    for (auto const& r : table) {
        CAPTURE(r.said);
        auto const run = recon_command(r.args);
        CHECK(run.status == r.status);
        CHECK(run.out.empty());
        CHECK(run.err.starts_with(r.said));
        CHECK(run.err.find('\n') == run.err.size() - 1);
    }
}

TEST_CASE("match: an output that cannot be written leaves nothing behind") {
    work_folder const here;
    write_inputs();
    fs::create_directories("o/summary.json");
    auto const run = recon_command({"match", "bank.csv", "ledger.csv", "--out", "o"});
    CHECK(run.status == 73);
    CHECK(run.out.empty());
    CHECK(std::distance(fs::directory_iterator("o"), fs::directory_iterator{}) == 1);
}

TEST_CASE("match: what a person has decided is done, and what was rejected is not offered") {
    work_folder const here;
    write_inputs();
    spill("decided.csv", "decision,bank_positions,ledger_positions,bank_amount,ledger_amount,note\n"
                         "confirm,3,4,-1190.00,-1190.00,the second delivery\n"
                         "reject,2,2,,,another customer\n");
    auto const run = recon_command(
        {"match", "bank.csv", "ledger.csv", "--decisions", "decided.csv", "--format", "csv"});
    CHECK(run.status == 1);
    CHECK(has(run.out, "matched,1.000000,3,4,-1190.00,-1190.00,"));
    CHECK(has(run.out, "confirmed by a decision; same amount"));
    CHECK(!has(run.out, ",2,2,4284.00"));
}

TEST_CASE("match: a decision to match two currencies is refused with its line") {
    work_folder const here;
    spill("bank.csv", "Date,Amount,Currency\n2025-03-03,10.00,EUR\n2025-03-04,-2.00,EUR\n");
    spill("ledger.csv", "Date,Amount,Currency\n2025-03-03,10.00,USD\n2025-03-04,-2.00,USD\n");
    spill("decided.csv", "decision,bank_positions,ledger_positions\nconfirm,2,2\n");
    auto const run =
        recon_command({"match", "bank.csv", "ledger.csv", "--decisions", "decided.csv"});
    CHECK(run.status == 65);
    CHECK(
        run.err.starts_with("recon: decided.csv:2: the rows that it confirms are in EUR and USD"));
}

TEST_CASE("match: with rates, a decision to match two currencies is made where there is one") {
    work_folder const here;
    spill("bank.csv", "Date,Amount,Currency\n2025-03-03,10.00,EUR\n2025-03-04,-2.00,EUR\n");
    spill("ledger.csv", "Date,Amount,Currency\n2025-03-03,11.50,USD\n2025-03-04,-2.00,CHF\n");
    spill("rates.csv", "date,from,to,rate\n2025-03-01,EUR,USD,1.1\n");
    auto const decide = [](char const* rows) {
        spill("decided.csv",
              "decision,bank_positions,ledger_positions\n" + std::string(rows) + '\n');
        return recon_command({"match", "bank.csv", "ledger.csv", "--decisions", "decided.csv",
                              "--fx-rates", "rates.csv", "--format", "csv"});
    };
    auto const made = decide("confirm,2,2");
    CHECK(made.status == 1);
    CHECK(has(made.out, "matched,1.000000,2,2,10.00,11.50,EUR;USD,-0.45,0,"));
    CHECK(has(made.out, "confirmed by a decision; converted 11.50 USD to 10.45 EUR at the rate of "
                        "2025-03-01; bank 0.45 less"));
    auto const none = decide("confirm,3,3");
    CHECK(none.status == 65);
    CHECK(none.err.starts_with("recon: decided.csv:2: there is no exchange rate between CHF and "
                               "EUR for 2025-03-04, or for the 7 days before it: add it to the "
                               "--fx-rates file"));
    auto const mixed = decide("confirm,2,2;3");
    CHECK(mixed.status == 65);
    CHECK(mixed.err.starts_with("recon: decided.csv:2: the rows of the ledger that it confirms are "
                                "in USD and CHF: each side of a match has one currency"));
}

TEST_CASE("match: a decision about other files is refused with its line") {
    work_folder const here;
    write_inputs();
    struct row {
        char const* decision;
        char const* said;
    };
    constexpr row table[] = {
        {"confirm,3,99,,",
         "recon: decided.csv:2: no transaction stands at line 99 of the ledger file ledger.csv"},
        {"confirm,carried:1,2,,",
         "recon: decided.csv:2: no transaction stands at line 1 of the open"},
        {"confirm,3,4,-1190.01,", "recon: decided.csv:2: the decision is about -1190.01"},
        {"confirm,3,4,,5.00", "recon: decided.csv:2: the decision is about 5.00"},
    };
    for (auto const& [decision, said] : table) {
        spill("decided.csv", std::string("decision,bank_positions,ledger_positions,bank_amount,"
                                         "ledger_amount\n")
                                 + decision + '\n');
        auto const run =
            recon_command({"match", "bank.csv", "ledger.csv", "--decisions", "decided.csv"});
        CHECK(run.status == 65);
        CHECK(run.err.starts_with(said));
    }
}

TEST_CASE("match: the open items of one run are carried into the next") {
    work_folder const here;
    write_inputs();
    CHECK(recon_command({"match", "bank.csv", "ledger.csv", "--out", "march"}).status == 1);
    spill("april.csv", "Date,Description,Debit,Credit,Balance,Reference\n"
                       "2025-04-02,BRENNER STEEL,1190.00,,11885.10,\n");
    spill("books.csv", "Transaction Date,Posting Date,Description,Amount,Type,Reference,Account\n"
                       "2025-04-01,2025-04-01,Account fee,18.90,Debit,,Bank\n");
    auto const run =
        recon_command({"match", "april.csv", "books.csv", "--open-items", "march/open_items.csv",
                       "--date-window", "14", "--out", "april"});
    auto const matches = slurp("april/matches.csv");
    CHECK(has(matches, ",carried:2,2,-18.90,-18.90,USD,"));
    CHECK(has(matches, ",2,carried:3,-1190.00,-1190.00,USD,"));
    auto const summary = recon::io::json::parse(slurp("april/summary.json"));
    CHECK(summary["counts"]["bank"]["carried_in"] == 1);
    CHECK(summary["inputs"]["others"][0]["role"] == "open-items");
    auto const verified = recon_command({"verify", "april", "april.csv", "books.csv"});
    CHECK(verified.status == 0);
}

TEST_CASE("match: business days bridge a weekend, and holidays more") {
    work_folder const here;
    spill("bank.csv", "Date,Description,Amount\n2025-04-22,Rent April,-500.00\n");
    spill("ledger.csv", "Date,Description,Amount\n2025-04-17,Rent April,-500.00\n");
    auto const with = [](std::vector<std::string> more) {
        std::vector<std::string> args{"match", "bank.csv", "ledger.csv", "--date-window", "1"};
        args.insert(args.end(), more.begin(), more.end());
        return recon_command(args).status;
    };
    CHECK(with({}) == 1);
    CHECK(with({"--business-days"}) == 1); // Friday the 18th and Monday the 21st are weekdays
    spill("easter.csv", "date,name\n2025-04-18,Good Friday\n2025-04-21,Easter Monday\n");
    CHECK(with({"--business-days", "--holidays", "easter.csv"}) == 0);
}

TEST_CASE("match: tickets from a severity on, due from --as-of") {
    work_folder const here;
    write_inputs();
    CHECK(recon_command({"match", "bank.csv", "ledger.csv", "--out", "o", "--tickets", "jira",
                         "--as-of", "2025-06-30"})
              .status
          == 1);
    auto const all = recon::io::json::parse(slurp("o/tickets.json"));
    REQUIRE(!all.empty());
    CHECK(all[0]["fields"]["duedate"].get<std::string>().starts_with("2025-07-"));
    CHECK(recon_command({"match", "bank.csv", "ledger.csv", "--out", "p", "--tickets", "jira",
                         "--min-severity", "critical"})
              .status
          == 1);
    CHECK(slurp("p/tickets.json") == "[]\n");
}
