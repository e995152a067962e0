#include <recon/io/open_items.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
std::string error_of(std::string_view rows) {
    try {
        (void)read_open_items(
            from_bytes("side,date,amount,currency\n" + std::string(rows), "open.csv"));
    } catch (file_processing_error const& problem) {
        return problem.what();
    }
    return "";
}
} // namespace

TEST_CASE("open_items: what a run wrote is read back, by side") {
    auto const items = read_open_items(from_bytes(
        "side,position,id,date,amount,currency,description,reference,age_days,age_bucket,reason,"
        "nearest_position,nearest_reason\n"
        "bank,17,TX1,2024-01-31,-1234.50,EUR,\"'=SUM(A1), \"\"x\"\"\",RE 5,12,8-30,unmatched,,\n"
        "ledger,4,,2024-02-01,700,JPY,Office rent,,1,0-7,unmatched,9,amount\n",
        "open.csv"));
    REQUIRE(items.bank.size() == 1);
    REQUIRE(items.ledger.size() == 1);
    auto const& bank = items.bank[0];
    CHECK(bank.position == 2); // of this file
    CHECK(bank.amount == money{-123450, "EUR"});
    CHECK(to_iso(bank.day) == "2024-01-31");
    CHECK(bank.description == "=SUM(A1), \"x\""); // without the guard against formulas
    CHECK(bank.reference == "RE 5");
    CHECK(bank.id == "TX1");
    CHECK(items.ledger[0].amount == money{700, "JPY"});
}

TEST_CASE("open_items: the first cell that does not fit is an error with its place") {
    CHECK(error_of("bank,2024-01-31,1.00,EUR\n").empty());
    CHECK(error_of("Bank,2024-01-31,1.00,EUR\n")
          == "open.csv:2: column side: 'Bank' is neither bank nor ledger");
    CHECK(error_of("bank,31.01.2024,1.00,EUR\n")
          == "open.csv:2: column date: '31.01.2024' is no date, such as 2024-01-31");
    CHECK(error_of("bank,2024-01-31,\"1,00\",EUR\n")
          == "open.csv:2: column amount: '1,00' is no amount of EUR, such as -1234.50");
    CHECK(error_of("bank,2024-01-31,1.001,EUR\n").find("column amount") != std::string::npos);
    CHECK(error_of("bank,2024-01-31,1.00,EU\n")
          == "open.csv:2: column currency: 'EU' is no ISO 4217 currency code");
}
