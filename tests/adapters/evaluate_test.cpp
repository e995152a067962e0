#include "support/command.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using recon::test::recon_command;
using recon::test::spill;
using recon::test::work_folder;

TEST_CASE("evaluate: precision, recall and F1, for all and for matched alone, by kind") {
    work_folder const here;
    spill("truth.csv", "kind,bank_positions,ledger_positions\n"
                       "one_to_one,2,2\n"
                       "one_to_one,3,3\n"
                       "one_to_one,4,4\n"
                       "one_to_many,5,5;6\n"
                       "missing_in_ledger,7,\n"
                       "missing_in_bank,,9\n");
    spill("matches.csv", "match_id,kind,status,bank_positions,ledger_positions\n"
                         "M1,one_to_one,matched,2,2\n"
                         "M2,one_to_one,review,3,3\n"
                         "M3,one_to_one,matched,4,7\n"
                         "M4,one_to_many,matched,5,6;5\n");
    auto const run = recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "json"});
    CHECK(run.status == 0);
    auto const json = recon::io::json::parse(run.out);
    CHECK(json["all"].dump()
          == R"({"precision":0.75,"recall":0.75,"f1":0.75,"right":3,"found":4,"true":4})");
    CHECK(json["matched"].dump()
          == R"({"precision":0.666666,"recall":0.5,"f1":0.571428,"right":2,"found":3,"true":4})");
    CHECK(json["by_kind"]["one_to_many"]["matched"]["f1"] == 1.0);
    CHECK(json["by_kind"]["one_to_one"]["matched"]["right"] == 1);
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv"}).out
          == "                      Precision  Recall      F1  Right  Found  True\n"
             "  matched and review     0.7500  0.7500  0.7500      3      4     4\n"
             "  matched alone          0.6666  0.5000  0.5714      2      3     4\n"
             "  -----------------------------------------------------------------\n"
             "  one_to_many            1.0000  1.0000  1.0000      1      1     1\n"
             "    matched alone        1.0000  1.0000  1.0000      1      1     1\n"
             "  one_to_one             0.6666  0.6666  0.6666      2      3     3\n"
             "    matched alone        0.5000  0.3333  0.4000      1      2     3\n");
}

TEST_CASE("evaluate: a match that is found twice is right once") {
    work_folder const here;
    spill("truth.csv", "kind,bank_positions,ledger_positions\none_to_one,2,2\n");
    spill("matches.csv", "kind,status,bank_positions,ledger_positions\n"
                         "one_to_one,matched,2,2\none_to_one,matched,2,2\n");
    auto const run = recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "json"});
    CHECK(recon::io::json::parse(run.out)["all"]["precision"] == 0.5);
}

TEST_CASE("evaluate: files of another kind are refused with their line") {
    work_folder const here;
    spill("truth.csv", "kind,bank_positions,ledger_positions\none_to_one,2,2\n");
    struct row {
        char const* matches;
        char const* said;
    };
    constexpr row table[] = {
        {"", "recon: matches.csv:1: the column"},
        {"kind,status,bank_positions\n", "recon: matches.csv:1: the column"},
        {"kind,status,bank_positions,ledger_positions\na,b\n",
         "recon: matches.csv:2: the row has fewer cells"},
        {"kind,status,bank_positions,ledger_positions\na,sure,1,2\n",
         "recon: matches.csv:2: column status: expected matched or review"},
    };
    for (auto const& [matches, said] : table) {
        spill("matches.csv", matches);
        auto const run = recon_command({"evaluate", "truth.csv", "matches.csv"});
        CHECK(run.status == 65);
        CHECK(run.err.starts_with(said));
    }
    CHECK(recon_command({"evaluate", "truth.csv", "none.csv"}).status == 66);
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "xml"}).status == 2);
    spill("truth.csv", "kind,bank_positions,ledger_positions\na,1,2\na,1,2\n");
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv"}).err
          == "recon: truth.csv:3: column bank_positions: the same match stands above already\n");
}
