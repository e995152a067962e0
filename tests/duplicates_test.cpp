#include <recon/duplicates.hpp>

#include "support/rows.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

std::vector<repeated_row> repeats(std::vector<line> const& rows, std::vector<row_index> open_rows) {
    std::vector<bool> settled(rows.size(), true);
    recon::list<open_row> open;
    for (auto const row : open_rows) {
        settled[row] = false;
        open.push_back({row});
    }
    recon::detail::any_rows const seen(rows);
    return recon::detail::repeat_finder(seen, settled).find(open);
}

line coffee(int day = 3) { return {{-3'50, "EUR"}, march(day), "Coffee"}; }

} // namespace

TEST_CASE("duplicates: two equal rows that the other side has twice are none") {
    CHECK(repeats({coffee(), coffee()}, {}).empty());
}

TEST_CASE("duplicates: an open row that equals a settled one repeats it") {
    auto const found = repeats({coffee(), coffee(), coffee(4)}, {1, 2});
    REQUIRE(found.size() == 1); // that of another day is no repetition
    CHECK(found[0].row == 1);
    CHECK(found[0].original == 0);
    CHECK(found[0].original_settled);
    CHECK(found[0].identical);
    CHECK(found[0].occurrences == 2);
}

TEST_CASE("duplicates: of equal open rows the first may be real") {
    auto const found = repeats({coffee(), coffee(), coffee()}, {0, 1, 2});
    REQUIRE(found.size() == 2);
    CHECK(found[0].row == 1);
    CHECK(found[1].row == 2);
    CHECK_FALSE(found[0].original_settled);
    CHECK(found[0].occurrences == 3);
}

TEST_CASE("duplicates: the settled original comes after the open row as well") {
    auto const found = repeats({coffee(), coffee()}, {0});
    REQUIRE(found.size() == 1);
    CHECK(found[0].original == 1);
}

TEST_CASE("duplicates: the same reference and amount within two weeks is an invoice paid twice") {
    line const paid{{-90'00, "EUR"}, march(3), "Invoice", "INV-7"};
    auto again = paid;
    again.day = march(10);
    again.description = "invoice 7, second run";
    auto next_month = paid;
    next_month.day = march(20);
    auto unreferenced = again;
    unreferenced.reference = "NOTPROVIDED";
    auto unreferenced_too = unreferenced;
    unreferenced_too.day = march(11);
    auto const found =
        repeats({paid, again, next_month, unreferenced, unreferenced_too}, {1, 2, 3, 4});
    REQUIRE(found.size() == 2);
    CHECK(found[0].row == 1);
    CHECK(found[0].original == 0);
    CHECK_FALSE(found[0].identical);
    CHECK(found[1].row == 2); // ten days after the second
    CHECK(found[1].original == 1);
}

TEST_CASE("duplicates: other currencies, amounts and texts repeat nothing") {
    auto dollars = coffee();
    dollars.amount.unit = currency("USD");
    auto tea = coffee();
    tea.description = "Tea";
    auto more = coffee();
    more.amount.minor = -3'60;
    CHECK(repeats({coffee(), dollars, tea, more}, {1, 2, 3}).empty());
}
