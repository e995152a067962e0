#include <recon/detail/buffer.hpp>

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

using recon::detail::buffer;

namespace {

bool same(buffer<std::uint32_t> const& a, std::vector<std::uint32_t> const& b) {
    return std::vector<std::uint32_t>(a.begin(), a.end()) == b && a.size() == b.size()
           && a.empty() == b.empty();
}

} // namespace

TEST_CASE("buffer: does what std::vector does") {
    recon::test::random rng(1);
    buffer<std::uint32_t> tried;
    std::vector<std::uint32_t> expected;
    for (int step = 0; step < 20'000; ++step) {
        auto const value = static_cast<std::uint32_t>(rng.next());
        auto const size = static_cast<std::size_t>(rng.below(60));
        switch (rng.below(9)) {
        case 0:
            tried.resize(size, value);
            expected.resize(size, value);
            break;
        case 1:
            tried.assign(size, value);
            expected.assign(size, value);
            break;
        case 2:
            if (expected.empty()) break;
            tried.pop_back();
            expected.pop_back();
            break;
        case 3: {
            std::vector<std::uint32_t> const more(size / 8, value);
            tried.append(more.data(), more.size());
            expected.insert(expected.end(), more.begin(), more.end());
            break;
        }
        case 4:
            if (rng.below(20) != 0) break;
            tried.clear();
            expected.clear();
            break;
        default:
            tried.push_back(value);
            expected.push_back(value);
            REQUIRE(tried.back() == value);
        }
        REQUIRE(same(tried, expected));
    }
}

TEST_CASE("buffer: a copy is another, and what is moved from is empty or as good as new") {
    buffer<std::uint32_t> first(3, 7);
    auto second = first;
    second[0] = 8;
    CHECK(first[0] == 7);
    first = second;
    CHECK(same(first, {8, 7, 7}));
    first = *&first; // itself
    CHECK(same(first, {8, 7, 7}));

    auto third = std::move(first);
    CHECK(same(third, {8, 7, 7}));
    first = std::move(third);
    CHECK(same(first, {8, 7, 7}));
    third = {};
    third.push_back(1);
    CHECK(same(third, {1}));
    third.swap(first);
    CHECK(same(first, {1}));
    first.reset();
    CHECK(first.empty());
    CHECK(buffer<std::uint32_t>(buffer<std::uint32_t>()).empty());
}

namespace {
std::size_t blocks_made = 0;
std::size_t blocks_released = 0;
} // namespace

TEST_CASE("buffer: a program may give the memory of all arrays") {
    auto const usual = recon::memory_of_arrays;
    recon::memory_of_arrays = {[](void* block, std::size_t bytes) noexcept -> void* {
                                   blocks_made += block == nullptr ? 1 : 0;
                                   return bytes > 1'000'000 ? nullptr : std::realloc(block, bytes);
                               },
                               [](void* block) noexcept {
                                   ++blocks_released;
                                   std::free(block);
                               }};
    {
        recon::detail::buffer<int> small(10);
        CHECK_THROWS_AS(small.resize(1'000'000), std::bad_alloc);
        CHECK(small.size() == 10); // as it was
    }
    recon::memory_of_arrays = usual;
    CHECK(blocks_made == 1);
    CHECK(blocks_released == 1);
}
