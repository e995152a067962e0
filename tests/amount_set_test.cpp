#include <recon/detail/amount_set.hpp>

#include <doctest/doctest.h>

TEST_CASE("an amount is as sure as the least sure change of it") {
    recon::detail::amount_set set;
    CHECK(set.empty());
    recon::fact f{};
    f.minor = 500;
    set.add(f, 900'000);
    set.add(f, 700'000);
    set.close();
    CHECK(set.has(f));
    CHECK(set.sure(f) == 700'000);
    f.book = 1;
    CHECK_FALSE(set.has(f));
    CHECK(set.sure(f) == recon::score_max);
    f = {};
    f.minor = 501;
    CHECK_FALSE(set.has(f));
}
