#include <recon/detail/sort.hpp>

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

using recon::detail::buffer;
using recon::detail::first_not;
using recon::detail::keyed;

TEST_CASE("sort: by key, and equal keys stay in order") {
    recon::test::random rng(1);
    for (std::size_t const size : {0U, 1U, 2U, 47U, 48U, 49U, 300U, 5'000U}) {
        for (std::uint64_t const mask :
             {0ULL, 1ULL, 0xFFULL, 0xFF00ULL, 0xFFFF'FFFFULL, 0xF000'0000'0000'000FULL, ~0ULL}) {
            buffer<keyed> items;
            for (std::uint32_t i = 0; i < size; ++i)
                items.push_back({rng.next() & mask, i});
            std::vector<keyed> expected(items.begin(), items.end());
            std::stable_sort(expected.begin(), expected.end(),
                             [](keyed const& a, keyed const& b) { return a.key < b.key; });
            recon::detail::sort_by_key(items);
            REQUIRE(items.size() == size);
            for (std::size_t i = 0; i < size; ++i) {
                REQUIRE(items[i].key == expected[i].key);
                REQUIRE(items[i].index == expected[i].index);
            }
        }
    }
}

TEST_CASE("sort: values in place") {
    recon::test::random rng(2);
    for (std::size_t const size : {0U, 1U, 2U, 3U, 10U, 100U, 1'001U}) {
        for (std::uint64_t const mask : {0ULL, 7ULL, ~0ULL}) {
            std::vector<std::uint64_t> values(size);
            for (auto& value : values)
                value = rng.next() & mask;
            auto expected = values;
            std::sort(expected.begin(), expected.end());
            recon::detail::sort_values(values.data(), size, [](auto a, auto b) { return a < b; });
            REQUIRE(values == expected);
        }
    }
}

TEST_CASE("sort: the first of which something is not true") {
    for (std::uint32_t count = 0; count < 20; ++count) {
        for (std::uint32_t at = 0; at <= count; ++at)
            REQUIRE(first_not(0, count, [&](std::uint32_t i) { return i < at; }) == at);
    }
    CHECK(first_not(5, 5, [](std::uint32_t) { return true; }) == 5);
    CHECK(first_not(5, 9, [](std::uint32_t) { return false; }) == 5);
}
