#include <recon/detail/named_rows.hpp>

#include "support/engine.hpp"
#include "support/rows.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::test;

namespace {

/// Whether the only left row names something of the right ones, which hold `count` like `other`.
bool names(line const& own, line const& other, std::size_t count = 1) {
    two_sides rows;
    rows.left.push_back(own);
    rows.right.assign(count, other);
    auto const all = sorted_intake(rows);
    return detail::named_rows(all).names(all.left[0], side::left);
}
line with(std::string const& description, std::string const& reference) {
    line l;
    l.amount = eur(100);
    l.description = description;
    l.reference = reference;
    return l;
}

} // namespace

TEST_CASE("named rows: a reference or a number that the other side has") {
    CHECK(names(with("Paid INV 4711", ""), with("Acme", "INV-4711")));
    CHECK(names(with("Acme", "INV-4711"), with("Paid INV 4711", "")));
    CHECK(names(with("Acme", "INV-4711"), with("Beta", "INV-4711")));
    CHECK(names(with("Cheque no 4740", ""), with("Check 4740", "")));
    CHECK_FALSE(names(with("Paid INV 4711", ""), with("Acme", "INV-4712")));
    CHECK_FALSE(names(with("Acme", "INV-4711"), with("Acme", "")));
    CHECK_FALSE(names(with("Acme", ""), with("Acme", "INV-4711")));
}

TEST_CASE("named rows: what is on many rows names no payment") {
    auto const most = detail::named_rows::rows_most;
    CHECK(names(with("x", "BATCH-77"), with("y", "BATCH-77"), most));
    CHECK_FALSE(names(with("x", "BATCH-77"), with("y", "BATCH-77"), most + 1));
}
