#include "support/command.hpp"

#include <doctest/doctest.h>

using recon::test::recon_command;
using recon::test::work_folder;

TEST_CASE("run: help and version are results; a missing command is a usage error") {
    CHECK(recon_command({"--version"}).out.starts_with("recon 0.1.0\nbuilt with "));
    CHECK(recon_command({"--help"}).out.find("recon match bank.csv ledger.csv")
          != std::string::npos);
    auto const help = recon_command({"match", "--help"});
    CHECK(help.status == 0);
    for (auto const* const part : {"--amount-tolerance AMOUNT", "[5.00]",
                                   "Examples:", "Exit status:", "RECON_AMOUNT_TOLERANCE"})
        CHECK(help.out.find(part) != std::string::npos);
    for (auto const* const command : {"generate", "evaluate", "verify"})
        CHECK(recon_command({command, "--help"}).out.starts_with("Usage: recon "));
    auto const nothing = recon_command({});
    CHECK(nothing.status == 2);
    CHECK(nothing.out.empty());
    CHECK(nothing.err.starts_with("recon: a command is missing"));
}

TEST_CASE("run: an error cannot steer the terminal") {
    auto const run = recon_command({"match", "a\x1b[31m\nb", "c"});
    CHECK(run.status == 66);
    CHECK(run.err.find('\x1b') == std::string::npos);
    CHECK(run.err.find('\n') == run.err.size() - 1);
}

TEST_CASE("run: generate needs its two settings, and refuses what makes no sense") {
    work_folder const here;
    CHECK(recon_command({"generate"}).err.starts_with("recon: --rows is missing"));
    CHECK(recon_command({"generate", "--rows", "5"}).err.starts_with("recon: --out is missing"));
    for (auto const* const rows : {"0", "-1", "1e6", "many"})
        CHECK(recon_command({"generate", "--rows", rows, "--out", "."}).status == 2);
    CHECK(recon_command({"generate", "--rows", "5", "--out", ".", "--difficulty", "fun"}).err
          == "recon: --difficulty: expected easy, medium or hard, not 'fun'\n");
    auto const run = recon_command({"generate", "--rows", "5", "--seed", "3", "--out", "d"});
    CHECK(run.status == 0);
    CHECK(run.out.starts_with("d: bank.csv with 5 rows, ledger.csv with "));
}
