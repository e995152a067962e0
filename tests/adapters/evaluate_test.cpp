#include "support/command.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using recon::test::recon_command;
using recon::test::slurp;
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
          == R"({"precision":0.75,"recall":0.75,"f1":0.75,"right":3,"found":4,"met":3,"true":4})");
    CHECK(json["matched"].dump()
          == R"({"precision":0.666666,"recall":0.5,"f1":0.571428,)"
             R"("right":2,"found":3,"met":2,"true":4})");
    CHECK(json["by_kind"]["one_to_many"]["matched"]["f1"] == 1.0);
    CHECK(json["by_kind"]["one_to_one"]["matched"]["right"] == 1);
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv"}).out
          == R"(  Matches             Precision  Recall      F1  Right  Found  Met  True
  ----------------------------------------------------------------------
  matched and review     0.7500  0.7500  0.7500      3      4    3     4
    matched alone        0.6666  0.5000  0.5714      2      3    2     4
  ----------------------------------------------------------------------
  one_to_many            1.0000  1.0000  1.0000      1      1    1     1
    matched alone        1.0000  1.0000  1.0000      1      1    1     1
  one_to_one             0.6666  0.6666  0.6666      2      3    2     3
    matched alone        0.5000  0.3333  0.4000      1      2    1     3

  Pairs of rows       Precision  Recall      F1  Right  Found  Met  True
  ----------------------------------------------------------------------
  matched and review     0.8000  0.8000  0.8000      4      5    4     5
    matched alone        0.7500  0.6000  0.6666      3      4    3     5
  ----------------------------------------------------------------------
  one_to_many            1.0000  1.0000  1.0000      2      2    2     2
    matched alone        1.0000  1.0000  1.0000      2      2    2     2
  one_to_one             0.6666  0.6666  0.6666      2      3    2     3
    matched alone        0.5000  0.3333  0.4000      1      2    1     3
)");
}

TEST_CASE("evaluate: the parts of a group are right where its whole is not") {
    work_folder const here;
    spill("truth.csv", "kind,bank_positions,ledger_positions\n"
                       "one_to_many,2,2;3;4\n"
                       "many_to_many,3;4,5;6;7\n"
                       "one_to_one,5,8\n");
    spill("matches.csv", "kind,status,bank_positions,ledger_positions\n"
                         "one_to_many,matched,2,2;3;9\n" // two of three pairs
                         "one_to_one,review,3,5\n"       // one of six, found as another kind
                         "many_to_one,matched,4;5,6\n"   // one more of the six
                         "one_to_one,matched,3,5\n");    // again
    auto const run = recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "json"});
    auto const json = recon::io::json::parse(run.out);
    CHECK(json["all"]["right"] == 0);
    auto const& pairs = json["pairs"];
    struct row {
        char const* kind;
        int right, found, met, truth;
    };
    constexpr row table[] = {
        {"one_to_many", 2, 3, 2, 3},
        {"many_to_many", 0, 0, 2, 6},
        {"many_to_one", 1, 2, 0, 0},
        {"one_to_one", 1, 2, 0, 1},
    };
    for (auto const& [kind, right, found, met, truth] : table) {
        CAPTURE(kind);
        auto const& all = pairs["by_kind"][kind]["all"];
        CHECK(all["right"] == right);
        CHECK(all["found"] == found);
        CHECK(all["met"] == met);
        CHECK(all["true"] == truth);
    }
    CHECK(pairs["all"]["right"] == 4);
    CHECK(pairs["all"]["met"] == 4);
    CHECK(pairs["matched"]["right"] == 3);
    CHECK(pairs["by_kind"]["many_to_one"]["all"]["f1"] == 0.0);
    CHECK(pairs["all"]["f1"] == 0.470588); // 8 of 17
}

TEST_CASE("evaluate: rows netted on one side, and a position carried from another run") {
    work_folder const here;
    spill("truth.csv", "kind,bank_positions,ledger_positions\n"
                       "netted,2;3,\n"
                       "netted,,2;3;4\n"
                       "many_to_one,5;6,9\n"
                       "netted,7;8,\n");
    spill("matches.csv", "kind,status,bank_positions,ledger_positions\n"
                         "netted,matched,3;2,\n"
                         "netted,matched,,2;3\n" // one of the three pairs
                         "netted,matched,5;6,\n" // no such pair: the two are one payment
                         "one_to_one,review,7,8\n"
                         "netted,review,8;carried:8,\n");
    auto const run = recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "json"});
    CHECK(run.status == 0);
    auto const json = recon::io::json::parse(run.out);
    CHECK(json["by_kind"]["netted"]["matched"].dump()
          == R"({"precision":0.333333,"recall":0.333333,"f1":0.333333,)"
             R"("right":1,"found":3,"met":1,"true":3})");
    CHECK(
        json["pairs"]["by_kind"]["netted"]["all"].dump()
        == R"({"precision":0.5,"recall":0.4,"f1":0.444444,"right":2,"found":4,"met":2,"true":5})");
    CHECK(json["pairs"]["by_kind"]["one_to_one"]["all"]["right"] == 0);
}

TEST_CASE("evaluate: a run over generated files meets most of their truth") {
    work_folder const here;
    CHECK(recon_command({"generate", "--rows", "1000", "--difficulty", "easy", "--out", "."}).status
          == 0);
    CHECK(recon_command({"match", "bank.csv", "ledger.csv", "--out", "out", "--quiet"}).status
          == 1);
    auto const run =
        recon_command({"evaluate", "truth.csv", "out/matches.csv", "--format", "json"});
    auto const json = recon::io::json::parse(run.out);
    CHECK(json["matched"]["precision"] > 0.98);
    CHECK(json["all"]["recall"] > 0.9);
    CHECK(json["by_kind"].contains("netted"));
    // Truth against itself: nothing is wrong.
    auto const itself = slurp("truth.csv");
    std::string found = "kind,status,bank_positions,ledger_positions\n";
    for (std::size_t at = itself.find('\n') + 1; at < itself.size();) {
        auto const end = itself.find('\n', at);
        auto line = itself.substr(at, end - at);
        if (!line.starts_with("missing_")) found += line.insert(line.find(','), ",matched") + '\n';
        at = end + 1;
    }
    spill("found.csv", found);
    auto const perfect = recon::io::json::parse(
        recon_command({"evaluate", "truth.csv", "found.csv", "--format", "json"}).out);
    CHECK(perfect["matched"]["f1"] == 1.0);
    CHECK(perfect["pairs"]["matched"]["f1"] == 1.0);
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
        {"kind,status,bank_positions,ledger_positions\na,review,1,2;x\n",
         "recon: matches.csv:2: column ledger_positions: expected lines such as 17"},
        {"kind,status,bank_positions,ledger_positions\na,review,,\n",
         "recon: matches.csv:2: column bank_positions: a match without rows"},
    };
    for (auto const& [matches, said] : table) {
        spill("matches.csv", matches);
        auto const run = recon_command({"evaluate", "truth.csv", "matches.csv"});
        CHECK(run.status == 65);
        CHECK(run.err.starts_with(said));
    }
    CHECK(recon_command({"evaluate", "truth.csv", "none.csv"}).status == 66);
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv", "--format", "xml"}).status == 2);
    spill("truth.csv", "kind,bank_positions,ledger_positions\na,1,2\na,3,4;2\n");
    CHECK(recon_command({"evaluate", "truth.csv", "matches.csv"}).err
          == "recon: truth.csv:3: column ledger_positions: a row of it stands above already\n");
}
