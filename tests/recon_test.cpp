#include <recon/recon.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace recon;

namespace {
// Two structs of somebody else's program: one reads as it is, the other by its traits.
struct bank_line {
    money amount;
    std::chrono::sys_days day;
    std::string description;
};
struct ledger_entry {
    std::int64_t cents;
    std::chrono::year_month_day posted;
    char const* memo;
};
} // namespace

template <>
struct recon::record_traits<ledger_entry> {
    static money amount(ledger_entry const& e) { return {e.cents, "EUR"}; }
    static std::chrono::sys_days day(ledger_entry const& e) { return e.posted; }
    static std::string_view description(ledger_entry const& e) { return e.memo; }
};

TEST_CASE("recon: one header and one's own structs are enough") {
    using namespace std::chrono;
    std::vector<bank_line> const bank{
        {{-42'00, "EUR"}, sys_days{year{2024} / 3 / 4}, "CARD STADTWERKE MUENCHEN"},
        {{1'250'00, "EUR"}, sys_days{year{2024} / 3 / 5}, "ACME GMBH INV 1042"},
        {{-9'99, "EUR"}, sys_days{year{2024} / 3 / 6}, "SPOTIFY"}};
    std::vector<ledger_entry> const ledger{{1'250'00, year{2024} / 3 / 4, "Acme invoice 1042"},
                                           {-42'00, year{2024} / 3 / 3, "Stadtwerke München"}};
    auto const found = reconcile(bank, ledger, tolerances{within{"5.00"}, within_days(7)});
    REQUIRE(found.matches.size() == 2);
    CHECK(found.left_of(found.matches[0])[0] == 0);
    CHECK(found.right_of(found.matches[0])[0] == 1);
    CHECK(found.left_of(found.matches[1])[0] == 1);
    CHECK(found.right_of(found.matches[1])[0] == 0);
    REQUIRE(found.left_open.size() == 1);
    CHECK(found.left_open[0].row == 2);
    CHECK(found.right_open.empty());
}
