// recon inspect through its function: exit statuses, options, JSON.
#include "support/command.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <string>

using recon::test::recon_command;
using recon::test::spill;
using recon::test::work_folder;

TEST_CASE("inspect: 0 when all is clear, 1 when something needs a person, 65 when unusable") {
    work_folder const here;
    spill("clear.csv", "Date,Amount,Currency\n2025-03-13,1.00,EUR\n2025-03-14,-1.00,EUR\n");
    spill("rejects.csv", "Date,Amount\n2025-03-13,1.00\n2025-02-30,1.00\n");
    spill("page.csv", "<!DOCTYPE html><html></html>");
    CHECK(recon_command({"inspect", "clear.csv"}).status == 0);
    CHECK(recon_command({"inspect", "rejects.csv"}).status == 1);
    CHECK(recon_command({"inspect", "page.csv"}).status == 65);
    CHECK(recon_command({"inspect", "missing.csv"}).status == 66);
    CHECK(recon_command({"inspect"}).status == 2);
}

TEST_CASE("inspect: what is said about the file wins, and the flags it names are its own") {
    work_folder const here;
    spill("open.csv", "Date,Amount\n03/04/2025,1.00\n04/05/2025,2.00\n");
    auto const refused = recon_command({"inspect", "open.csv"});
    CHECK((refused.out + refused.err).find("--date-order") != std::string::npos);
    CHECK((refused.out + refused.err).find("--bank-") == std::string::npos);
    auto const american =
        recon_command({"inspect", "open.csv", "--date-order", "mdy", "--format", "json"});
    auto const told = recon::io::json::parse(american.out);
    CHECK(told.at("first_rows")[0].at("date") == "2025-03-04");
    auto const wrong = recon_command({"inspect", "open.csv", "--date-order", "dym"});
    CHECK(wrong.status == 2);
    CHECK(wrong.err.find("--date-order: ") != std::string::npos);
}

TEST_CASE("inspect: - is standard input, and --sign is said back") {
    work_folder const here;
    auto const read = recon_command({"inspect", "-", "--sign", "inverted", "--format", "json"},
                                    "Date,Amount,Currency\n2025-03-13,1.00,EUR\n");
    auto const told = recon::io::json::parse(read.out);
    CHECK(told.at("name") == "-");
    CHECK(told.at("first_rows")[0].at("amount") == "-1.00");
    CHECK(read.out.find("as --sign says") != std::string::npos);
}
