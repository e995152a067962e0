#include <recon/detail/fixed_list.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <new>
#include <string>
#include <utility>

using recon::detail::fixed_list;

namespace {

struct counted {
    int* alive;
    explicit counted(int* of) : alive(of) {
        if (*alive == 3) throw std::bad_alloc();
        ++*alive;
    }
    ~counted() { --*alive; }
    counted(counted const&) = delete;
    counted& operator=(counted const&) = delete;
};

} // namespace

TEST_CASE("fixed_list: as many values as said, all made alike") {
    fixed_list<std::string> names(3, "a name that is too long to be stored in place");
    names[1] += "!";
    CHECK(names.size() == 3);
    std::string all;
    for (auto const& name : names)
        all += name.back();
    CHECK(all == "e!e");
    CHECK(fixed_list<int>(2)[1] == 0);
    CHECK(fixed_list<int>(0).size() == 0);
}

TEST_CASE("fixed_list: a copy has values of its own; moving hands them over, and {} frees them") {
    fixed_list<std::string> from(2, "x");
    fixed_list<std::string> copied(from);
    copied[0] = "y";
    CHECK(from[0] == "x");
    CHECK(copied[1] == "x");
    fixed_list<std::string> to;
    to = copied;
    CHECK(to[0] == "y");
    to = std::move(from);
    CHECK(to[0] == "x");
    CHECK(to.size() == 2);
    CHECK(to[1] == "x");
    to = {};
    CHECK(to.size() == 0);
}

TEST_CASE("fixed_list: every value is destroyed, also where one cannot be made") {
    int alive = 0;
    {
        fixed_list<counted> const three(3, &alive);
        CHECK(alive == 3);
    }
    CHECK(alive == 0);
    CHECK_THROWS_AS(fixed_list<counted>(4, &alive), std::bad_alloc);
    CHECK(alive == 0);
    CHECK_THROWS_AS(fixed_list<std::string>(static_cast<std::size_t>(-1)), std::bad_alloc);
}
