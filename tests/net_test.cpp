#include <recon/net.hpp>
#include <recon/reconcile.hpp>

#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

money eur(std::int64_t minor) { return {minor, "EUR"}; }

/// The netted rows of either side, "left 0 1; right 2 3", and then how many other matches.
std::string netted(std::vector<line> const& bank, std::vector<line> const& books) {
    settings<exactly, day_window> const chosen{tolerances{exactly{}, within_days(7)}};
    auto const found = reconcile(bank, books, chosen);
    std::string text;
    int others = 0;
    for (auto const& m : found.matches) {
        if (m.kind != match_kind::netted) {
            ++others;
            continue;
        }
        CHECK(m.amount_difference == 0);
        bool const left = m.left_count != 0;
        text += left ? "left" : "right";
        for (auto const row : left ? found.left_of(m) : found.right_of(m))
            text += ' ' + std::to_string(row);
        text += m.status == match_status::matched ? "; " : " (review); ";
    }
    for (auto const& total : found.totals)
        CHECK(total.holds());
    return text + std::to_string(others);
}

TEST_CASE("a payment and its reversal on one side") {
    std::vector<line> const other{{eur(7'00), march(9), "Something else"}};
    CHECK(netted({{eur(-100'00), march(10), "ACH Payment Acme"},
                  {eur(100'00), march(10), "ACH Reversal Acme"}},
                 other)
          == "left 0 1; 0");
    CHECK(netted(other, {{eur(-750'00), march(10), "Cheque 1002 Vendor B"},
                         {eur(750'00), march(12), "Void cheque 1002 Vendor B"}})
          == "right 0 1; 0");
    CHECK(netted(other, {{eur(-75'00), march(2), "Toner", "AP-17"},
                         {eur(75'00), march(30), "Wrong account", "AP-17"}})
          == "right 0 1; 0");
}

TEST_CASE("equal and opposite is not enough") {
    std::vector<line> const other{{eur(7'00), march(9), "Something else"}};
    CHECK(netted({{eur(-80'00), march(10), "Coffee Supplies Ltd"},
                  {eur(80'00), march(10), "Customer Smith"}},
                 other)
          == "0");
    CHECK(netted({{eur(-80'00), march(10)}, {eur(80'00), march(10)}}, other) == "0");
    std::vector<line> far{{eur(-100'00), march(1), "Acme"},
                          {eur(100'00), march(1), "Acme reversal"}};
    far[1].day += std::chrono::days{net_days_max + 1};
    CHECK(netted(far, other) == "0");
}

TEST_CASE("rows that have their partners are not netted") {
    std::vector<line> const bank{{eur(-80'00), march(10), "Vendor A"},
                                 {eur(80'00), march(12), "Refund Vendor A"}};
    CHECK(netted(bank, bank) == "2");
    CHECK(netted(bank, {{eur(-80'00), march(10), "Vendor A"}}) == "1");
}

TEST_CASE("a wrong entry, its reversal and the right one") {
    CHECK(netted({{eur(-540'00), march(20), "Initech"}},
                 {{eur(-450'00), march(18), "Initech"},
                  {eur(450'00), march(19), "Initech reversal"},
                  {eur(-540'00), march(19), "Initech"}})
          == "right 0 1; 1");
}

TEST_CASE("one reversal of two equal payments is for review") {
    std::vector<line> const other{{eur(7'00), march(9), "Something else"}};
    CHECK(netted(other, {{eur(-30'00), march(3), "Taxi Berlin", "", "a"},
                         {eur(-30'00), march(3), "Taxi Berlin", "", "b"},
                         {eur(30'00), march(4), "Storno Taxi Berlin"}})
          == "right 0 2 (review); 0");
}

TEST_CASE("words that take something back") {
    for (auto const* word : {"VOID", "STORNO", "REFUND", "CHARGEBACK"})
        CHECK(is_reversal_word(word));
    for (auto const* word : {"REVENUE", "VOIDS", ""})
        CHECK_FALSE(is_reversal_word(word));
}

} // namespace
