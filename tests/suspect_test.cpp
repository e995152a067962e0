#include <recon/reconcile.hpp>
#include <recon/suspect.hpp>

#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

money eur(std::int64_t minor) { return {minor, "EUR"}; }

/// Whether a bank row and an entry are suspected, among rows enough for a text to be rare.
bool suspected(line const& bank_row, line const& entry, bool among_many = true) {
    std::vector<line> bank{bank_row};
    std::vector<line> books{entry};
    static constexpr char const* names[]{"Alpha",   "Bravo", "Carbon", "Delta", "Echo",
                                         "Foxtrot", "Gamma", "Hotel",  "India", "Juliet"};
    for (int i = 0; i < 60 && among_many; ++i) {
        line const l{eur(-20'00 - i * 3'17), march(1 + i % 28),
                     std::string(names[i % 10]) + ' ' + names[i / 6]};
        bank.push_back(l);
        books.push_back(l);
    }
    settings<exactly, day_window> const chosen{tolerances{exactly{}, within_days(7)}};
    auto const found = reconcile(bank, books, chosen);
    for (auto const& m : found.matches) {
        if (found.left_of(m).empty() || found.left_of(m)[0] != 0) continue;
        CHECK(m.stage == match_stage::suspicion);
        CHECK(m.status == match_status::review);
        CHECK(m.reason == review_reason::outside_tolerance);
        CHECK(found.right_of(m)[0] == 0);
        return true;
    }
    return false;
}

TEST_CASE("digits that have changed places, with the same party") {
    CHECK(suspected({eur(197'07'50), march(7), "WIRE IN CALDER SECURITY"},
                    {eur(190'77'50), march(4), "Calder Security Ltd"}));
    CHECK(suspected({eur(197'07'50), march(7), "WIRE IN CALDER SECURITY"},
                    {eur(190'77'50), march(4), "Calder Security Ltd"}, false)); // even among few
    CHECK_FALSE(suspected({eur(197'07'50), march(7), "WIRE IN CALDER SECURITY"},
                          {eur(190'77'50), march(4), "Oakley Foods"}));
    CHECK_FALSE(suspected({eur(197'07'50), march(7), "WIRE IN CALDER SECURITY"},
                          {eur(180'78'50), march(4), "Calder Security Ltd"}));
}

TEST_CASE("the same payment, long under way") {
    line const bank{eur(-83'00'00), march(20), "ACH DEBIT RIVER TELECOM"};
    CHECK(suspected(bank, {eur(-83'00'00), march(4), "River Telecom Ltd"}));
    CHECK_FALSE(suspected(bank, {eur(-83'00'00), march(4), "River Telecom Ltd"}, false));
    CHECK_FALSE(suspected(bank, {eur(-83'00'00), march(4), "Office lease"}));
    auto long_ago = line{eur(-83'00'00), march(20), "River Telecom Ltd"};
    long_ago.day -= std::chrono::days{suspect_days_max + 1};
    CHECK_FALSE(suspected(bank, long_ago));
}

TEST_CASE("the same reference, another amount") {
    CHECK(suspected({eur(950'00), march(5), "Customer", "INV-2025-118"},
                    {eur(1'000'00), march(3), "Invoice", "INV-2025-118"}, false));
    CHECK_FALSE(suspected({eur(950'00), march(5), "Customer", "INV-2025-118"},
                          {eur(1'000'00), march(3), "Invoice", "INV-2025-119"}, false));
}

TEST_CASE("the same reference, and texts that earlier runs have seen together") {
    std::vector<line> const bank{{eur(-100'00), march(7), "AMZN MKTP", "INV-7701", ""}};
    std::vector<line> const books{{eur(-40'00), march(7), "Warehouse", "INV-7701", ""}};
    run_model known;
    settings<exactly, day_window> chosen{tolerances{exactly{}, within_days(7)}};
    chosen.known = &known;
    CHECK(reconcile(bank, books, chosen).matches.empty());
    known.affinities.push_back({"AMZN", "WAREHOUSE", 20, 20, 20});
    auto const found = reconcile(bank, books, chosen);
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].stage == match_stage::suspicion);
}

TEST_CASE("an invoice in a list, paid in part") {
    line const bank{eur(800'00), march(20), "Wire in Acme inv 17762, 17767, 17774"};
    CHECK(suspected(bank, {eur(870'00), march(19), "Acme Corp", "INV-17767"}));
    CHECK(suspected({eur(800'00), march(20), "Wire in", "INV-17767"},
                    {eur(870'00), march(19), "Invoices 17762 inv 17767 17774"}));
    CHECK_FALSE(suspected(bank, {eur(870'00), march(19), "Acme Corp", "INV-17768"}));
}

TEST_CASE("a payer who keeps a discount, or pays a little too much") {
    CHECK(suspected({eur(980'00), march(7), "WIRE IN CALDER SECURITY"},
                    {eur(1000'00), march(4), "Calder Security Ltd"}));
    CHECK(suspected({eur(1050'00), march(7), "WIRE IN CALDER SECURITY"},
                    {eur(1000'00), march(4), "Calder Security Ltd"}));
    CHECK_FALSE(suspected({eur(940'00), march(7), "WIRE IN CALDER SECURITY"},
                          {eur(1000'00), march(4), "Calder Security Ltd"}));
    CHECK_FALSE(suspected({eur(980'00), march(7), "WIRE IN CALDER SECURITY"},
                          {eur(1000'00), march(4), "Oakley Foods"}));
    CHECK_FALSE(suspected({eur(980'00), march(20), "WIRE IN CALDER SECURITY"},
                          {eur(1000'00), march(4), "Calder Security Ltd"}));
}

TEST_CASE("a sign the wrong way round, of a party that is rare") {
    CHECK(suspected({eur(-412'60), march(5), "Hamlet Printing"},
                    {eur(412'60), march(4), "Hamlet Printing"}));
    CHECK_FALSE(suspected({eur(-412'60), march(5), "Hamlet Printing"},
                          {eur(412'60), march(4), "Hamlet Printing"}, false));
}

TEST_CASE("two things wrong at once are too much") {
    CHECK_FALSE(suspected({eur(197'07'50), march(20), "CALDER SECURITY"},
                          {eur(190'77'50), march(4), "Calder Security Ltd"}));
}

} // namespace
