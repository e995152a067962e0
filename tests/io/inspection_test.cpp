#include <recon/io/inspection.hpp>

#include "support/read_rows.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
statement file_of(std::string_view rows) {
    return test::read_any("Date,Amount,Currency,Account,Status\n" + std::string(rows));
}
} // namespace

TEST_CASE("inspection: the order of the rows") {
    struct row {
        std::string_view rows;
        row_order order;
    };
    constexpr std::string_view a = "2024-01-01,1.00,EUR,,\n";
    constexpr std::string_view b = "2024-01-31,1.00,EUR,,\n";
    auto const text = [](std::initializer_list<std::string_view> parts) {
        std::string all;
        for (auto const part : parts)
            all += part;
        return all;
    };
    CHECK(inspect(file_of(text({a, a}))).order == row_order::none);
    CHECK(inspect(file_of(text({a, a, b}))).order == row_order::oldest_first);
    CHECK(inspect(file_of(text({b, a, a}))).order == row_order::newest_first);
    auto const mixed = inspect(file_of(text({a, b, b, a})));
    CHECK(mixed.order == row_order::mixed);
    CHECK(mixed.rises == 1);
    CHECK(mixed.falls == 1);
}

TEST_CASE("inspection: sums by currency, and the period") {
    auto const file = file_of("2024-01-31,10.00,USD,,\n2024-01-02,-2.50,EUR,,\n"
                              "2024-02-01,-0.50,EUR,,\n2024-01-03,0.00,EUR,,\n");
    auto const seen = inspect(file);
    REQUIRE(seen.sums.size() == 2);
    CHECK(seen.sums[0].unit.code() == "EUR");
    CHECK(seen.sums[0].out_count == 2);
    CHECK(seen.sums[0].in_count == 0); // nothing moved on the third
    CHECK(seen.sums[0].net() == -300);
    CHECK(seen.sums[1].in == 1'000);
    CHECK(seen.first_day == std::chrono::sys_days{std::chrono::year{2024} / 1 / 2});
    CHECK(seen.last_day == std::chrono::sys_days{std::chrono::year{2024} / 2 / 1});
}

TEST_CASE("inspection: every record is something") {
    auto const file = file_of("2024-01-31,10.00,EUR,,booked\n2024-02-30,1.00,EUR,,booked\n"
                              "2024-02-01,-9.00,EUR,,pending\n");
    auto const seen = inspect(file);
    CHECK(file.records == 3);
    CHECK(seen.of(row_kind::transaction) == 1);
    CHECK(seen.of(row_kind::pending) == 1);
    CHECK(file.rejected.size() == 1);
    CHECK(seen.all_accounted(file));
    auto lost = file;
    lost.rejected.clear();
    CHECK_FALSE(seen.all_accounted(lost));
}

TEST_CASE("inspection: accounts are told apart, and bounded") {
    CHECK(inspect(file_of("2024-01-31,1.00,EUR,DE1,\n2024-01-31,1.00,EUR,DE2,\n"
                          "2024-01-31,1.00,EUR,DE1,\n"))
              .accounts.size()
          == 2);
    std::string many;
    for (int i = 0; i < 30; ++i)
        many += "2024-01-31,1.00,EUR,A" + std::to_string(i) + ",\n";
    auto const file = file_of(many);
    CHECK(inspect(file).accounts.size() == inspection::accounts_max);
    CHECK(inspect(file).accounts_more == 10);
}

TEST_CASE("inspection: stated balances hold, or do not") {
    auto const with_balance = [](std::string_view last) {
        return test::read_any("Date,Amount,Balance\n2024-01-01,1.00,11.00\n2024-01-02,2.00,13.00\n"
                              "2024-01-03,3.00,16.00\n2024-01-04,4.00,"
                              + std::string(last) + "\n");
    };
    auto const file = with_balance("20.00");
    auto const seen = inspect(file);
    REQUIRE(seen.balances);
    CHECK(seen.balances->opening.minor == 1'000);
    CHECK(seen.balances->movements == 1'000);
    CHECK(seen.balances->hold());
    auto off = file;
    off.closing = money{2'001, off.closing->unit};
    CHECK_FALSE(inspect(off).balances->hold());
}
