#include <recon/affinity.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using namespace recon;

namespace {

struct taught {
    text_book texts;
    std::vector<std::array<text_id, 2>> pairs;

    void pair(std::string const& left, std::string const& right, int times = 1) {
        for (int i = 0; i < times; ++i)
            pairs.push_back({texts.add(left), texts.add(right)});
    }
    class_id of(std::string const& text) { return texts.class_of(texts.add(text)); }
    affinity_book book(std::vector<affinity> const& known = {}) {
        texts.close();
        affinity_book result(texts);
        for (auto const& [left, right] : pairs)
            result.add(texts.class_of(left), texts.class_of(right));
        result.add(known);
        result.close();
        return result;
    }
};

} // namespace

TEST_CASE("affinity: words that come together in sure pairs go together") {
    taught t;
    t.pair("SOLRE MKTP 4711", "Beltor Wholesale");
    t.pair("SOLRE MKTP 99", "Beltor Wholesale, March");
    t.pair("SOLRE MKTP", "Beltor Wholesale");
    t.pair("NORDPOST PARCEL", "Nordpost parcels", 9); // alike by themselves
    auto const book = t.book();
    auto const at = book.between(t.of("SOLRE MKTP 4711"), t.of("Beltor Wholesale, March"));
    REQUIRE(at != affinity_book::none);
    CHECK(book.likeness(at) == 3 * score_max / 4 * 9 / 10);
    CHECK(book.all()[at].pairs == 3);
    CHECK(book.all()[at].left_pairs == 3);
    CHECK(book.between(t.of("SOLRE MKTP"), t.of("Nordpost parcels")) == affinity_book::none);
    CHECK(book.between(t.of("NORDPOST PARCEL"), t.of("Nordpost parcels")) == affinity_book::none);
    CHECK(book.between(t.of("Beltor Wholesale"), t.of("SOLRE MKTP")) == affinity_book::none);
    CHECK(book.between(0, t.of("Beltor Wholesale")) == affinity_book::none);
}

TEST_CASE("affinity: what is seldom, or goes with anything, is no affinity") {
    taught t;
    t.pair("KARIM SVC", "Fifin", 2); // twice may be chance
    for (char const* const each : {"Alpha", "Bravo", "Charlie", "Delta", "Foxtrot", "Golf"})
        t.pair("DIRECTDEBIT", each, 3); // each is one of six
    auto const book = t.book();
    CHECK(book.all().empty());
    CHECK(book.between(t.of("KARIM SVC"), t.of("Fifin")) == affinity_book::none);
    CHECK(book.between(t.of("DIRECTDEBIT"), t.of("Alpha")) == affinity_book::none);
}

TEST_CASE("affinity: earlier runs count, and are handed on") {
    taught t;
    t.pair("KARIM SVC", "Fifin", 2);
    std::vector<affinity> known(2);
    known[0].left = "KARIM";
    known[0].right = "FIFIN";
    known[0].pairs = known[0].left_pairs = known[0].right_pairs = 5;
    known[1].left = "ELSE";
    known[1].right = "WHERE";
    known[1].pairs = known[1].left_pairs = known[1].right_pairs = 4;
    auto const book = t.book(known);
    auto const at = book.between(t.of("KARIM SVC"), t.of("Fifin"));
    REQUIRE(at != affinity_book::none);
    CHECK(book.all()[at].pairs == 7);
    CHECK(book.all()[at].left_pairs == 7);
    CHECK(book.all().back().left == "ELSE"); // not here, but not forgotten
    CHECK(book.all().back().pairs == 4);
}
