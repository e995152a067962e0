#include <recon/reference_prefix.hpp>

#include <recon/intake.hpp>

#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

/// How many rows of both sides share a reference, the first with the first and so on.
std::size_t shared(std::vector<line> const& left, std::vector<line> const& right) {
    auto const all = take_in(left, right);
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
        count += all.left[i].reference != 0 && all.left[i].reference == all.right[i].reference;
    return count;
}

std::vector<line> rows(std::vector<std::string> const& references, std::int64_t first_amount,
                       std::int64_t step) {
    std::vector<line> made;
    for (std::size_t i = 0; i < references.size(); ++i)
        made.push_back({usd(first_amount + step * static_cast<std::int64_t>(i)), march(1), "",
                        references[i], ""});
    return made;
}

} // namespace

TEST_CASE("reference_prefix: what each system writes before a number is no part of it") {
    struct row {
        char const* what;
        std::vector<std::string> left, right;
        std::size_t shared;
    };
    std::vector<row> const table{
        {"each its own word",
         {"BANK71DCAB17", "BANK9C3942AD", "BANK0295EB00"},
         {"LEDGER71DCAB17", "LEDGER9C3942AD", "LEDGER0295EB00"},
         3},
        {"a word on one side only",
         {"71DCAB17", "9C3942AD", "0295EB00"},
         {"GL-71DCAB17", "GL-9C3942AD", "GL-0295EB00"},
         3},
        {"one of them is another's",
         {"BANK71DCAB17", "BANK9C3942AD", "BANK0295EB00", "BANK55555555"},
         {"LEDGER71DCAB17", "LEDGER9C3942AD", "LEDGER0295EB00", "LEDGER66666666"},
         3},
        {"the words are not on all of them",
         {"BANK71DCAB17", "X9C3942AD", "BANK0295EB00"},
         {"LEDGER71DCAB17", "LEDGER9C3942AD", "LEDGER0295EB00"},
         0},
        {"the same word is there anyway", {"INV1001", "INV1002"}, {"INV1001", "INV1002"}, 2},
        {"too few to know the words", {"BANK71DCAB17"}, {"LEDGER71DCAB17"}, 0},
        {"too short to mean something", {"B1", "B2", "B3"}, {"L1", "L2", "L3"}, 0},
        {"none has any", {"", "", ""}, {"", "", ""}, 0},
    };
    for (row const& r : table) {
        CAPTURE(r.what);
        CHECK(shared(rows(r.left, 100, 7), rows(r.right, 100, 7)) == r.shared);
        CHECK(shared(rows(r.right, 100, 7), rows(r.left, 100, 7)) == r.shared);
    }
}

TEST_CASE("reference_prefix: numbers of two systems that meet by chance differ in their amounts") {
    std::vector<std::string> const invoices{"INV1001", "INV1002", "INV1003", "INV1004"};
    std::vector<std::string> const orders{"PO1001", "PO1002", "PO1003", "PO1004"};
    CHECK(shared(rows(invoices, 100, 7), rows(orders, 100, 7)) == 4);
    CHECK(shared(rows(invoices, 100, 7), rows(orders, 5'000, 9)) == 0);
}
