#include <recon/intake.hpp>

#include "support/random.hpp"
#include "support/rows.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <deque>
#include <span>
#include <string>
#include <vector>

using namespace recon;
using namespace recon::test;

namespace {
struct entry { // has a counterparty too
    money amount;
    std::chrono::sys_days day;
    std::string description;
    std::string counterparty;
};
} // namespace

TEST_CASE("intake: a row becomes numbers, and the currencies are in the order of the alphabet") {
    std::vector<line> const left{{usd(5), march(2), "Rent", "INV-7", ""},
                                 {eur(-7), march(9), "", "", ""}};
    std::vector<line> const right{{kwd(lowest), march(1), "RENT!", "inv 7", ""}};
    auto const all = take_in(left, right);
    REQUIRE(all.books.size() == 3);
    CHECK(all.books[0] == currency{"EUR"});
    CHECK(all.books[1] == currency{"KWD"});
    CHECK(all.books[2] == currency{"USD"});
    REQUIRE(all.left.size() == 2);
    CHECK(all.left[0].minor == 5);
    CHECK(all.left[0].date() == march(2));
    CHECK(all.left[0].book == 2);
    CHECK(all.left[0].row == 0);
    CHECK(all.left[1].book == 0);
    CHECK(all.left[1].row == 1);
    CHECK(all.left[1].text == 0);
    CHECK(all.left[1].reference == 0);
    CHECK(all.right[0].minor == lowest);
    CHECK(all.right[0].book == 1);
    CHECK(all.left[0].text == all.right[0].text); // they normalise alike
    CHECK(all.left[0].reference == all.right[0].reference);
    CHECK(all.references.normal(all.left[0].reference) == "INV7");
    CHECK(all.days == 9); // from 1 to 9 March
}

TEST_CASE("intake: description and counterparty are one text, each said once") {
    std::vector<entry> const left{{eur(1), march(1), "Rent March", "Acme"},
                                  {eur(1), march(1), "", "Acme"},
                                  {eur(1), march(1), "Acme", "Acme"},
                                  {eur(1), march(1), "Acme", ""}};
    auto const all = take_in(left, std::vector<entry>{});
    CHECK(all.texts.normal(all.left[0].text) == "ACME RENT MARCH");
    for (std::size_t i = 1; i < 4; ++i)
        CHECK(all.texts.normal(all.left[i].text) == "ACME");
}

TEST_CASE("intake: what stands for no reference is none") {
    std::vector<line> const left{
        {eur(1), march(1), "", "NOTPROVIDED", ""}, {eur(1), march(1), "", "0000", ""},
        {eur(1), march(1), "", "n/a", ""},         {eur(1), march(1), "", "-", ""},
        {eur(1), march(1), "", "00123", ""},       {eur(1), march(1), "", "123", ""}};
    auto const all = take_in(left, std::vector<line>{});
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(all.left[i].reference == 0);
    CHECK(all.left[4].reference != 0);
    CHECK(all.left[4].reference == all.left[5].reference);
}

TEST_CASE("intake: a day that no calendar has is refused") {
    using std::chrono::days;
    using std::chrono::sys_days;
    std::vector<line> const none;
    for (int const at : {12'000'001, -12'000'001}) {
        std::vector<line> const rows{{eur(1), sys_days{days{at}}}};
        CHECK_THROWS_AS((void)take_in(rows, none), validation_error);
        CHECK_THROWS_AS((void)take_in(none, rows), validation_error);
    }
    std::vector<line> const far{{eur(1), sys_days{days{12'000'000}}},
                                {eur(1), sys_days{days{-12'000'000}}}};
    CHECK(take_in(far, none).days == 24'000'001);
    CHECK_THROWS_AS((void)take_in(std::vector<line>{{eur(1), sys_days::max()}}, none),
                    validation_error);
}

TEST_CASE("intake: nothing is nothing") {
    auto const all = take_in(std::vector<line>{}, std::vector<line>{});
    CHECK(all.left.empty());
    CHECK(all.books.empty());
    CHECK(all.days == 1);
}

TEST_CASE("intake: any range with random access will do") {
    std::deque<line> const left{{eur(1)}, {eur(2)}};
    line const array[]{{eur(3)}};
    auto const all = take_in(left, std::span(array));
    CHECK(all.left[1].minor == 2);
    CHECK(all.right[0].minor == 3);
}

TEST_CASE("intake: facts that differ in their row alone are interchangeable") {
    fact const a{100, 19'000, 0, 1, 2, 0, 5};
    auto const changed = [&](auto member, auto value) {
        auto b = a;
        b.*member = value;
        return b;
    };
    CHECK(interchangeable(a, changed(&fact::row, 9U)));
    CHECK_FALSE(interchangeable(a, changed(&fact::minor, 101)));
    CHECK_FALSE(interchangeable(a, changed(&fact::day, 19'001)));
    CHECK_FALSE(interchangeable(a, changed(&fact::book, 1U)));
    CHECK_FALSE(interchangeable(a, changed(&fact::text, 0U)));
    CHECK_FALSE(interchangeable(a, changed(&fact::reference, 3U)));
    CHECK_FALSE(interchangeable(a, changed(&fact::tag, 1U)));
    CHECK(a < changed(&fact::row, 9U)); // but in the order of rows
    CHECK(a < changed(&fact::book, 1U));
    CHECK(changed(&fact::minor, -101) < a);
}

TEST_CASE("intake: references compare by number as they do by their letters") {
    reference_book book;
    std::vector<std::string> const raw{"",         "INV1042", "inv 1042", "1042", "001042",
                                       "10421042", "RF18539", "NA",       "X",    "ABCD",
                                       "ABCDEF",   "2024",    "INV-2024", "É77",  "18539"};
    for (auto const& a : raw) {
        for (auto const& b : raw) {
            CAPTURE(a);
            CAPTURE(b);
            CHECK(book.compare(book.add(a), book.add(b))
                  == compare_references(normalise_reference(a), normalise_reference(b)));
        }
    }
}

TEST_CASE("intake: a text mentions a reference as the words say, found by looking up") {
    constexpr char const* words[]{"PAID", "INV",  "1042", "INV1042", "00",   "0010421", "10421",
                                  "RF18", "5390", "0754", "X7",      "2024", "A"};
    std::vector<std::string> const references{"INV1042",  "1042",   "10421", "RF1853900754",
                                              "INV10421", "X72024", "2024",  "AX7"};
    recon::test::random rng(62);
    int found = 0;
    for (int run = 0; run < 400; ++run) {
        std::string text;
        for (auto n = 1 + rng.below(7); n-- > 0;)
            text.append(words[rng.below(std::size(words))]).append(" ");
        std::vector<line> left{{eur(1), march(1), text}};
        std::vector<line> right;
        for (auto const& r : references)
            right.push_back({eur(1), march(1), "", r});
        auto const all = take_in(left, right);
        for (auto const& f : all.right) {
            auto const reference = all.references.normal(f.reference);
            CAPTURE(text);
            CAPTURE(reference);
            bool const said = mentions(all.texts.normal(all.left[0].text), reference);
            REQUIRE(all.mentions.mentions(all.left[0].text, f.reference) == said);
            found += said ? 1 : 0;
        }
        REQUIRE_FALSE(all.mentions.mentions(0, all.right[0].reference));
        REQUIRE_FALSE(all.mentions.mentions(all.left[0].text, 0));
    }
    CHECK(found > 100);
}
