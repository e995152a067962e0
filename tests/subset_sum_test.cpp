#include <recon/subset_sum.hpp>

#include "reference/subset_sum.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace {

using recon::subset_search;
using recon::sum_target;

constexpr std::uint64_t no_limit = ~std::uint64_t{0};

subset_search searching(std::vector<subset_search::amount> const& amounts) {
    recon::detail::buffer<subset_search::amount> copy;
    copy.append(amounts.data(), amounts.size());
    return subset_search(copy);
}

using subsets = std::vector<std::vector<std::uint32_t>>;

struct collected : recon::sum_hits {
    recon::near_sums near;
};
collected collect(subset_search& in, sum_target const& target, std::size_t members, subsets& found,
                  std::uint64_t steps = no_limit) {
    collected all;
    static_cast<recon::sum_hits&>(all) = in.find(
        target, members, steps, all.near, [&](std::span<std::uint32_t const> ids, std::int64_t) {
            found.emplace_back(ids.begin(), ids.end());
            std::sort(found.back().begin(), found.back().end());
        });
    return all;
}

TEST_CASE("a payout is found as items less fees") {
    auto in = searching({{600'00, 0, 0}, {400'00, 1, 1}, {-30'00, 2, 2}, {77'00, 3, 3}});
    subsets found;
    auto const seen = collect(in, {970'00, 970'00, 0}, 3, found);
    CHECK(found == subsets{{0, 1, 2}});
    CHECK(seen.hits == 1);
    CHECK(seen.complete);
}

TEST_CASE("interchangeable amounts make one subset, not many") {
    auto in = searching({{5'00, 7, 0}, {5'00, 7, 1}, {5'00, 7, 2}, {5'00, 8, 3}});
    subsets found;
    CHECK(collect(in, {10'00, 10'00, 0}, 2, found).hits == 2); // two alike, or one of each
    found.clear();
    CHECK(collect(in, {15'00, 15'00, 0}, 3, found).hits == 2);
}

TEST_CASE("where some amounts are needed, every subset holds one of them") {
    auto in = searching({{5'00, 0, 0}, {4'00, 1, 1, 0, true}, {3'00, 2, 2}, {6'00, 3, 3}});
    subsets found;
    CHECK(collect(in, {9'00, 9'00, 0}, 2, found).hits == 1); // not 6.00 and 3.00
    CHECK(found == subsets{{0, 1}});
}

TEST_CASE("sums beside the target are counted, and those that end alike") {
    auto in = searching({{10'00, 0, 0}, {11'00, 1, 1}, {20'50, 2, 2}, {90'00, 3, 3}});
    subsets found;
    auto const seen = collect(in, {30'50, 30'50, 1'00}, 2, found);
    CHECK(found == subsets{{0, 2}});
    CHECK(seen.near.from(-100'000).all == 1); // 31.50
    CHECK(seen.near.from(-100'000).alike == 1);
}

TEST_CASE("sums that come near are told apart by the evidence for their rows") {
    auto in = searching({{10'00, 0, 0, 1'000}, {11'00, 1, 1, -2'000}, {20'00, 2, 2, 1'000}});
    subsets found;
    auto const near = collect(in, {30'50, 30'50, 1'00}, 2, found).near;
    CHECK(near.from(-1'000).all == 2); // 30.00, and 31.00 against which something speaks
    CHECK(near.from(-500).all == 1);
    CHECK(near.from(2'000).all == 1);
    CHECK(near.from(2'500).all == 0);
}

TEST_CASE("a search that runs out of steps says so") {
    std::vector<subset_search::amount> amounts;
    for (std::uint32_t i = 0; i < 60; ++i)
        amounts.push_back({1'000 + i, i, i});
    auto in = searching(amounts);
    subsets found;
    auto const seen = collect(in, {9'999'999, 9'999'999, 0}, 6, found);
    CHECK(seen.complete); // the bounds show at once that nothing comes near
    CHECK(seen.steps < 10);
    auto const cut = collect(in, {6'177, 6'177, 0}, 6, found, 500);
    CHECK_FALSE(cut.complete);
    CHECK(cut.steps <= 501);
}

TEST_CASE("nothing, or fewer amounts than members, adds up to nothing") {
    subsets found;
    auto none = searching({});
    CHECK(collect(none, {0, 0, 100}, 2, found).hits == 0);
    auto one = searching({{5, 0, 0}});
    CHECK(collect(one, {5, 5, 100}, 2, found).hits == 0);
    CHECK(collect(one, {5, 5, 100}, 1, found).hits == 1);
}

TEST_CASE("equals the slow twin, which looks at every subset") {
    recon::test::random random(20'260'301);
    for (int round = 0; round < 400; ++round) {
        auto const count = random.below(13);
        auto const few_amounts = random.below(2) == 0;
        auto const signs = random.below(3);
        bool const some_needed = random.below(2) == 0;
        std::vector<subset_search::amount> amounts;
        for (std::uint32_t i = 0; i < count; ++i) {
            auto minor = static_cast<std::int64_t>(random.below(few_amounts ? 6 : 5'000)) + 1;
            if (signs == 1 || (signs == 2 && random.below(2) == 0)) minor = -minor;
            std::uint32_t kind = i;
            bool needed = some_needed && random.below(3) == 0;
            for (auto const& known : amounts) { // some equal amounts are interchangeable
                if (known.minor != minor || random.below(2) == 0) continue;
                kind = known.kind;
                needed = known.needed;
            }
            amounts.push_back({minor, kind, i, 0, needed});
        }
        auto const low = static_cast<std::int64_t>(random.below(few_amounts ? 20 : 12'000)) - 4'000;
        sum_target const target{low, low + static_cast<std::int64_t>(random.below(3)),
                                static_cast<std::int64_t>(random.below(800))};
        auto in = searching(amounts);
        for (std::size_t members = 1; members <= 6; ++members) {
            CAPTURE(round);
            CAPTURE(members);
            subsets found;
            auto const seen = collect(in, target, members, found);
            auto const expected = recon::reference::all_subsets(amounts, target, members);
            CHECK(seen.complete);
            CHECK(seen.hits == expected.hits.size());
            auto const near = seen.near.from(-100'000);
            CHECK(near.all == expected.near.size());
            CHECK(near.alike == expected.near_alike.size());
            std::set<std::vector<std::uint32_t>> kinds;
            for (auto const& ids : found) {
                std::vector<std::uint32_t> of;
                for (auto const id : ids)
                    of.push_back(amounts[id].kind);
                std::sort(of.begin(), of.end());
                kinds.insert(of);
            }
            CHECK(kinds == expected.hits);
        }
    }
}

TEST_CASE("subset_sum: how many sums to expect is about right, and rather too few") {
    recon::test::random rng(31);
    for (int run = 0; run < 40; ++run) {
        std::vector<subset_search::amount> amounts;
        auto const size = static_cast<std::uint32_t>(14 + rng.below(6));
        std::int64_t all = 0;
        for (std::uint32_t i = 0; i < size; ++i) {
            amounts.push_back({static_cast<std::int64_t>(100 + rng.below(2'000)), i, i});
            all += amounts.back().minor;
        }
        auto search = searching(amounts);
        for (std::size_t const members : {4U, 6U, 8U}) {
            CAPTURE(run);
            CAPTURE(members);
            // Counted in the middle, where there are many: from 150 below the mean to 150 above it.
            auto const middle = all * static_cast<std::int64_t>(members) / size;
            subsets found;
            auto const seen = collect(search, {middle - 150, middle + 150, 0}, members, found);
            REQUIRE(seen.hits > 10);
            auto const counted =
                recon::detail::natural_log(seen.hits) - recon::detail::natural_log(301);
            auto const expected = search.expected(middle, members);
            CHECK(expected < counted + 800);
            CHECK(expected > counted - 800);
        }
    }
}

} // namespace
