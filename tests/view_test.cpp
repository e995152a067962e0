#include <recon/view.hpp>

#include <recon/detail/buffer.hpp>

#include <doctest/doctest.h>

#include <span>
#include <type_traits>
#include <vector>

using recon::view;

static_assert(std::is_constructible_v<view<int>, std::vector<int>>);
static_assert(!std::is_constructible_v<view<int>, std::vector<long>>);
static_assert(!std::is_constructible_v<view<int>, int>);

TEST_CASE("view: of arrays, vectors, buffers and parts of them") {
    int const few[] = {1, 2, 3};
    view<int> const of_array = few;
    CHECK(of_array.size() == 3);
    CHECK(of_array.back() == 3);
    std::vector<int> const values{4, 5, 6, 7};
    view<int> const all = values;
    CHECK(all.front() == 4);
    CHECK(all.first(2).size() == 2);
    CHECK(all.subspan(1, 2)[1] == 6);
    CHECK(all.subspan(3).back() == 7);
    int sum = 0;
    for (int const value : all)
        sum += value;
    CHECK(sum == 22);
    recon::detail::buffer<int> const none;
    CHECK(view<int>(none).empty());
    CHECK(view<int>().size() == 0);
}

TEST_CASE("view: becomes a std::span") {
    std::vector<int> const values{1, 2};
    std::span<int const> const same = view<int>(values);
    CHECK(same.data() == values.data());
    CHECK(same.size() == 2);
}
