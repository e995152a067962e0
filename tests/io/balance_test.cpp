#include <recon/io/balance.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
/// One entry a day from 1 January, or, when falling, up to it.
statement with_amounts(std::vector<std::int64_t> const& amounts, bool falling = false) {
    statement made;
    auto day = std::chrono::sys_days(std::chrono::year{2024} / 1 / 1);
    for (auto const minor : amounts) {
        entry row;
        row.amount = {minor, "EUR"};
        row.day = day;
        row.position = static_cast<std::uint32_t>(made.entries.size() + 2);
        made.entries.push_back(row);
        day += std::chrono::days(falling ? -1 : 1);
    }
    return made;
}
} // namespace

TEST_CASE("balance: each way in which statements print balances is followed") {
    struct row {
        char const* what;
        bool falling;
        std::vector<std::int64_t> amounts, balances;
        std::int64_t opening, closing;
    };
    std::vector<row> const table{
        {"oldest first", false, {5, -2, 4}, {105, 103, 107}, 100, 107},
        {"newest first", true, {4, -2, 5}, {107, 103, 105}, 100, 107},
        {"oldest first, balance before", false, {5, -2, 4}, {100, 105, 103}, 100, 107},
        {"newest first, balance before", true, {4, -2, 5}, {103, 105, 100}, 100, 107},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        auto made = with_amounts(r.amounts, r.falling);
        check_balances(made, r.balances, {});
        CHECK(made.breaks.empty());
        CHECK(made.assumptions.empty());
        REQUIRE(made.opening);
        CHECK(made.opening->minor == r.opening);
        CHECK(made.closing->minor == r.closing);
    }
}

TEST_CASE("balance: a break is where the chain stops, and the rest holds") {
    auto made = with_amounts({5, -2, 4, 1});
    check_balances(made, {105, 103, 108, 109}, {});
    REQUIRE(made.breaks.size() == 1);
    CHECK(made.breaks[0].position == 4);
    CHECK(made.breaks[0].expected_minor == 107);
    CHECK(made.breaks[0].found_minor == 108);
}

TEST_CASE("balance: a chain that hardly ever holds is said and not used") {
    auto made = with_amounts({5, -2, 4, 1});
    check_balances(made, {1, 2, 9, 4}, {});
    CHECK(made.breaks.empty());
    CHECK_FALSE(made.opening);
    CHECK(made.assumptions.size() == 1);
}

TEST_CASE("balance: rows without a balance, and extreme values, do no harm") {
    auto made = with_amounts({5, -2, 4});
    check_balances(made, {105, no_balance, 107}, {});
    CHECK(made.breaks.empty());
    auto extreme = with_amounts({INT64_MAX, INT64_MAX, -INT64_MAX});
    check_balances(extreme, {INT64_MAX, INT64_MIN + 1, INT64_MAX}, {});
    statement empty;
    check_balances(empty, {}, {});
    CHECK(empty.assumptions.empty());
}

TEST_CASE("balance: how many steps hold is told, and that none could be checked") {
    auto file = with_amounts({5, -2, 4, 1});
    check_balances(file, {105, 103, 107, 999}, {});
    CHECK(file.agreement.steps == 3);
    CHECK(file.agreement.holds == 2);
    auto by_turns = with_amounts({5, -2});
    by_turns.entries[1].account = "other";
    check_balances(by_turns, {105, 103}, {});
    CHECK(by_turns.agreement.steps == 0);
    REQUIRE(by_turns.evident.size() == 1);
    CHECK(by_turns.evident[0].what == "the running balances are not checked");
}
