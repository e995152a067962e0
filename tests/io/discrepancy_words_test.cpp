#include <recon/io/discrepancy_words.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::io;

TEST_CASE("discrepancy_words: every kind has a title of its own") {
    std::set<std::string_view> titles;
    for (std::size_t kind = 0; kind < discrepancy_kinds; ++kind)
        titles.insert(title_of(static_cast<discrepancy_kind>(kind)));
    CHECK(titles.size() == discrepancy_kinds);
}

TEST_CASE("discrepancy_words: what is wrong names rows, amounts, days and texts") {
    auto const run = test::small_run();
    std::string all;
    for (auto const& d : run.findings.all)
        all += message_of(run, d) + '\n';
    CHECK(all
          == "bank line 5 (-18.90 EUR of 2025-02-10, =HYPERLINK(1)) is not in the ledger\n"
             "bank line 3 (-1,190.00 EUR of 2025-03-24, Brenner, \"Stahl\") against ledger line 4 "
             "(-1,190.00 EUR of 2025-03-21, Brenner): something else fits as well\n"
             "bank line 2 (4,284.00 EUR of 2025-03-03, Hofmann RE 98) against ledger line 2 "
             "(4,283.50 EUR of 2025-03-01, Hofmann Maschinenbau): the bank has 0.50 EUR more\n"
             "ledger line 3 (-1,190.00 EUR of 2025-03-20, Brenner) is booked, and the bank has not "
             "yet paid it\n");
}

TEST_CASE("discrepancy_words: of very many rows the first are named") {
    auto const run = test::small_run();
    std::vector<row_index> const rows{0, 1, 2, 0, 1, 2};
    std::string out;
    io::detail::append_places(out, run, side::left, rows);
    out += "; ";
    io::detail::append_places(out, run, side::left, std::span(rows).first(3));
    CHECK(out == "bank lines 2, 3, 5 and 3 more; bank lines 2, 3 and 5");
}

TEST_CASE("discrepancy_words: suspicions are listed") {
    CHECK(io::detail::reasons_of(fraud_sign::large | fraud_sign::future)
          == "very large, dated in the future");
}
