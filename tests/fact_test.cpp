#include <recon/fact.hpp>

#include "support/random.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace recon;
using recon::test::highest;
using recon::test::lowest;

namespace {

/// Sorted as std::sort does it by the order of facts, one comparison at a time.
void check_sorted(std::vector<fact> const& rows) {
    detail::buffer<fact> facts;
    facts.append(rows.data(), rows.size());
    auto expected = rows;
    std::sort(expected.begin(), expected.end());
    detail::sort_facts(facts);
    REQUIRE(facts.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        REQUIRE(facts[i].row == expected[i].row);
    }
}

} // namespace

TEST_CASE("fact: sorted by currency, amount, day, text, reference, tag and row") {
    recon::test::random rng(5);
    for (int run = 0; run < 40; ++run) {
        CAPTURE(run);
        std::vector<fact> rows;
        auto const wide = run % 2 == 1; // some amounts leave no room for the day in one number
        for (row_index row = 0; row < 200; ++row) {
            auto minor = static_cast<std::int64_t>(rng.below(7)) - 3;
            if (wide && rng.below(5) == 0) minor = rng.below(2) == 0 ? lowest : highest;
            rows.push_back({minor, static_cast<std::int32_t>(rng.below(5)) - 2,
                            static_cast<std::uint32_t>(rng.below(3)),
                            static_cast<class_id>(rng.below(3)),
                            static_cast<std::uint32_t>(rng.below(3)),
                            static_cast<std::uint32_t>(rng.below(2)), row});
        }
        check_sorted(rows);
    }
    check_sorted({});
}
