#include <recon/group.hpp>
#include <recon/reconcile.hpp>

#include "support/random.hpp"
#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {

money eur(std::int64_t minor) { return {minor, "EUR"}; }

settings<exactly, day_window> exact(group_choices groups = {}) {
    settings<exactly, day_window> chosen{tolerances{exactly{}, within_days(7)}};
    chosen.groups = groups;
    return chosen;
}

/// "one_to_many matched: 0 = 0 1", one line a match.
std::string told(outcome const& found) {
    std::string text;
    for (auto const& m : found.matches) {
        text += std::string(to_string(m.kind)) + ' ' + std::string(to_string(m.status)) + ":";
        for (auto const row : found.left_of(m))
            text += ' ' + std::to_string(row);
        text += " =";
        for (auto const row : found.right_of(m))
            text += ' ' + std::to_string(row);
        text += '\n';
    }
    return text;
}

TEST_CASE("one bank line and the entries that it is the sum of") {
    std::vector<line> const bank{{eur(300'00), march(10), "DEPOSIT"}};
    std::vector<line> const books{{eur(100'00), march(9), "Cheque Jones"},
                                  {eur(200'00), march(10), "Cheque Smith"},
                                  {eur(77'50), march(10), "Cheque Miller"}};
    CHECK(told(reconcile(bank, books, exact())) == "one_to_many matched: 0 = 0 1\n");
    CHECK(told(reconcile(books, bank, exact())) == "many_to_one matched: 0 1 = 0\n");
}

TEST_CASE("what is not asked for is not looked for") {
    std::vector<line> const one{{eur(300'00), march(10), "ACME"}};
    std::vector<line> const two{{eur(100'00), march(9), "Acme"}, {eur(200'00), march(9), "Acme"}};
    group_choices chosen;
    chosen.mode = group_mode::one_to_many;
    CHECK(told(reconcile(one, two, exact(chosen))) == "one_to_many matched: 0 = 0 1\n");
    CHECK(told(reconcile(two, one, exact(chosen))).empty());
    chosen.mode = group_mode::none;
    CHECK(told(reconcile(one, two, exact(chosen))).empty());
    chosen = {};
    chosen.members_max = 2;
    std::vector<line> const three{{eur(90'00), march(9), "Acme"},
                                  {eur(95'00), march(9), "Acme"},
                                  {eur(115'00), march(9), "Acme"}};
    CHECK(told(reconcile(one, three, exact(chosen))).empty());
    chosen.members_max = 3;
    CHECK(told(reconcile(one, three, exact(chosen))) == "one_to_many matched: 0 = 0 1 2\n");
    chosen.members_max = 65;
    CHECK_THROWS_AS(reconcile(one, three, exact(chosen)), policy_error);
}

TEST_CASE("a payout is sales less fees and refunds") {
    std::vector<line> const bank{{eur(171'50), march(5), "STRIPE PAYOUT"}};
    std::vector<line> const books{{eur(100'00), march(4), "Stripe charge"},
                                  {eur(120'00), march(4), "Stripe charge"},
                                  {eur(-6'50), march(4), "Stripe fee"},
                                  {eur(-42'00), march(5), "Stripe refund"}};
    CHECK(told(reconcile(bank, books, exact())) == "one_to_many matched: 0 = 0 1 2 3\n");
}

TEST_CASE("several lines against several entries, where no part of them agrees") {
    std::vector<line> const bank{
        {eur(100'00), march(1), "P"}, {eur(200'00), march(1), "P"}, {eur(300'00), march(1), "P"}};
    std::vector<line> const books{{eur(250'00), march(1), "P"}, {eur(350'00), march(1), "P"}};
    CHECK(told(reconcile(bank, books, exact())) == "many_to_many matched: 0 1 2 = 0 1\n");
}

TEST_CASE("two different sums that fit are for review, with the other one") {
    std::vector<line> const bank{{eur(800'00), march(10), "Payment"}};
    std::vector<line> const books{{eur(500'00), march(10), "One"},
                                  {eur(300'00), march(10), "Two"},
                                  {eur(200'00), march(10), "Three"},
                                  {eur(100'00), march(10), "Four"}};
    auto const found = reconcile(bank, books, exact());
    REQUIRE(found.matches.size() == 1);
    CHECK(found.matches[0].status == match_status::review);
    CHECK(found.matches[0].reason == review_reason::ambiguous);
    REQUIRE(found.alternatives.size() == 1);
    CHECK(found.alternatives[0].match == 0);
    auto const other = found.right_of(found.alternatives[0]);
    CHECK(std::vector<row_index>(other.begin(), other.end()) == std::vector<row_index>{0, 2, 3});
}

TEST_CASE("sums within the group tolerance, to the boundary") {
    std::vector<line> const bank{{eur(300'00), march(1), "Agency 7"}};
    std::vector<line> const books{{eur(100'00), march(1), "Agency 7"},
                                  {eur(203'00), march(1), "Agency 7"}};
    group_choices chosen;
    chosen.tolerance = within{"3.00"};
    auto const found = reconcile(bank, books, exact(chosen));
    REQUIRE(told(found) == "one_to_many review: 0 = 0 1\n"); // a sum near by is soon an accident
    CHECK(found.matches[0].amount_difference == -3'00);
    chosen.tolerance = within{"2.99"};
    CHECK(told(reconcile(bank, books, exact(chosen))).empty());
}

TEST_CASE("a party in common outweighs a sum of strangers") {
    std::vector<line> const bank{{eur(800'00), march(10), "ACME CORP"}};
    std::vector<line> const books{{eur(500'00), march(10), "Acme Corp"},
                                  {eur(300'00), march(10), "Acme Corp"},
                                  {eur(450'00), march(10), "Zebra Ltd"},
                                  {eur(350'00), march(10), "Yak Ltd"}};
    CHECK(told(reconcile(bank, books, exact())) == "one_to_many matched: 0 = 0 1\n");
}

TEST_CASE("the invoices of a payer, not those of one whose name is a little like it") {
    std::vector<line> const bank{{eur(800'00), march(10), "WIRE IN FJORD MOTORS"},
                                 {eur(70'00), march(4), "ZENITH MOTORS"}};
    std::vector<line> books{{eur(500'00), march(9), "Fjord Motors Inc"},
                            {eur(300'00), march(9), "Fjord Motors Inc"},
                            {eur(450'00), march(9), "Zenith Motors SA"},
                            {eur(350'00), march(9), "Zenith Motors SA"},
                            {eur(70'00), march(4), "Zenith Motors SA"}};
    auto const all = told(reconcile(bank, books, exact()));
    CHECK(all.find("one_to_many matched: 0 = 0 1\n") != all.npos);
    books.erase(books.begin()); // then there is nothing that the payer has paid
    auto const none = told(reconcile(bank, books, exact()));
    CHECK(none.find("one_to_many matched") == none.npos);
}

TEST_CASE("rows that name a payment which is there are no part of another") {
    std::vector<line> bank{{eur(800'00), march(10), "ACME CORP INV 17762, 17767"}};
    std::vector<line> books{{eur(500'00), march(10), "Acme Corp", "INV-17762"},
                            {eur(300'00), march(10), "Acme Corp", "INV-17767"},
                            {eur(450'00), march(10), "Acme Corp", "INV-20001"},
                            {eur(350'00), march(10), "Acme Corp", "INV-20002"}};
    CHECK(told(reconcile(bank, books, exact())) == "one_to_many matched: 0 = 0 1\n");
    bank[0].description = "ACME CORP INV 20001, 20002";
    CHECK(told(reconcile(bank, books, exact())) == "one_to_many matched: 0 = 2 3\n");
    books[2].amount = eur(451'00); // then it is not paid as it was sent; the others are not meant
    CHECK(told(reconcile(bank, books, exact())).find("matched") == std::string::npos);
}

TEST_CASE("invoices that a late payment names are for review, others stay open") {
    std::vector<line> bank{{eur(800'00), march(28), "ACME CORP INV 17762, 17767"}};
    std::vector<line> const books{{eur(500'00), march(9), "Acme Corp", "INV-17762"},
                                  {eur(300'00), march(10), "Acme Corp", "INV-17767"}};
    auto const found = reconcile(bank, books, exact());
    CHECK(told(found) == "one_to_many review: 0 = 0 1\n");
    CHECK(found.matches[0].reason == review_reason::outside_tolerance);
    bank[0].description = "ACME CORP";
    CHECK(told(reconcile(bank, books, exact())).empty());
    // and where it is the other side's texts that hold the numbers
    bank[0].description = "ACME CORP INV 17762, 17767";
    std::vector<line> const texts{{eur(500'00), march(1), "Invoice 17762 Acme Corp"},
                                  {eur(300'00), march(2), "Invoice 17767 Acme Corp"}};
    CHECK(told(reconcile(bank, texts, exact())) == "one_to_many review: 0 = 0 1\n");
}

TEST_CASE("a sum of two is a group among few rows of a payer, and chance among hundreds") {
    for (std::uint64_t const count : {12U, 240U}) {
        recon::test::random rng(11);
        std::vector<line> books;
        for (std::uint64_t i = 0; i < count; ++i)
            books.push_back({eur(static_cast<std::int64_t>(10'00 + rng.below(600'00))),
                             march(1 + static_cast<int>(i % 7)), "Trinity Farms"});
        std::vector<line> const bank{
            {books[3].amount + books[5].amount, march(7), "TRINITY FARMS"}};
        auto const found = told(reconcile(bank, books, exact()));
        CAPTURE(found);
        CHECK((found.find("one_to_many matched: 0 = 3 5") != found.npos) == (count == 12));
        CHECK((found.find("matched") != found.npos) == (count == 12));
    }
}

TEST_CASE("hundreds of rows that add up to nothing end in bounded time, and that is said") {
    recon::test::random rng(4);
    std::vector<line> bank, books;
    for (int i = 0; i < 400; ++i) {
        bank.push_back({eur(static_cast<std::int64_t>(90'000'00 + rng.below(9'000'000))), march(1),
                        "SETTLEMENT"});
        books.push_back(
            {eur(static_cast<std::int64_t>(1'00 + rng.below(900'000))), march(1), "Settlement"});
    }
    auto const found = reconcile(bank, books, exact());
    bool said = false;
    for (auto const& limit : found.limits)
        said = said || limit.kind == limit_reached::what::groups;
    CHECK(said);
}

/// All subsets of right rows that add up to a left row exactly, in its window: the obvious twin of
/// the search, which must find the one there is.
std::set<std::vector<row_index>> sums_of(line const& sum, std::vector<line> const& rows) {
    std::set<std::vector<row_index>> found;
    for (std::uint32_t set = 1; set < std::uint32_t{1} << rows.size(); ++set) {
        std::vector<row_index> members;
        std::int64_t total = 0;
        for (row_index i = 0; i < rows.size(); ++i) {
            if ((set >> i & 1U) == 0) continue;
            members.push_back(i);
            total += rows[i].amount.minor;
        }
        if (members.size() >= 2 && total == sum.amount.minor) found.insert(members);
    }
    return found;
}

TEST_CASE("equals the slow twin: the only sum there is, whatever the rows") {
    recon::test::random rng(11);
    int unique = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<line> books;
        auto const count = 2 + rng.below(9);
        for (std::uint64_t i = 0; i < count; ++i)
            books.push_back({eur(static_cast<std::int64_t>(1 + rng.below(400'000))),
                             march(1 + static_cast<int>(rng.below(3)))});
        std::int64_t sum = 0;
        auto const members = 2 + rng.below(std::min<std::uint64_t>(count - 1, 4));
        for (std::uint64_t i = 0; i < members; ++i)
            sum += books[i].amount.minor;
        std::vector<line> const bank{{eur(sum), march(3)}};
        auto const expected = sums_of(bank[0], books);
        auto const found = reconcile(bank, books, exact());
        for (auto const& m : found.matches) {
            auto const rows = found.right_of(m);
            CHECK(expected.contains(std::vector<row_index>(rows.begin(), rows.end())));
        }
        if (expected.size() != 1) continue;
        ++unique;
        CAPTURE(round);
        REQUIRE(found.matches.size() == 1);
        auto const rows = found.right_of(found.matches[0]);
        CHECK(std::vector<row_index>(rows.begin(), rows.end()) == *expected.begin());
    }
    CHECK(unique > 250);
}

TEST_CASE("the denser the sums around it, the likelier an accident") {
    sum_target const target{1'000, 1'000, 500};
    near_sums few, many;
    for (int i = 0; i < 3; ++i)
        few.add(300, 500, 0, false);
    for (int i = 0; i < 300; ++i)
        many.add(static_cast<std::uint64_t>(i), 500, 0, i % 100 == 0);
    CHECK(accidents(target, few, 0) < accidents(target, many, 0));
    CHECK(accidents(target, few, 0) <= accidents({1'000, 1'200, 500}, few, 0)); // a wider target
    CHECK(accidents(target, many, 1'000) < accidents(target, many, 0)); // none has so much evidence
    group_weight sum, party, reference;
    party.evidence = group_evidence::party;
    reference.evidence = group_evidence::reference;
    CHECK(group_odds(sum) < group_odds(party));
    CHECK(group_odds(party) < group_odds(reference));
}

} // namespace
