#include "adapters/explain/budget.hpp"

#include <doctest/doctest.h>

using namespace recon::explain;

TEST_CASE("budget: what is set aside counts until it is settled") {
    llm_settings settings;
    settings.run_tokens = 1'000;
    budget b(settings);
    CHECK(b.reserve({400, 100}));
    CHECK(b.reserve({400, 100}));
    CHECK_FALSE(b.reserve({1, 0}));
    b.settle({400, 100}, {50, 10});
    CHECK(b.reserve({340, 100}));
    CHECK_FALSE(b.reserve({1, 0}));
    b.settle({400, 100}, {0, 0}); // refused: nothing was used
    CHECK(b.spent().prompt == 50);
    CHECK(b.spent().completion == 10);
    CHECK(b.cost().empty());
}

TEST_CASE("budget: money is exact, and its bound holds to the last millionth") {
    llm_settings settings;
    settings.prompt_price = 150'000;     // 0.15 for a million
    settings.completion_price = 600'000; // 0.60
    settings.run_cost = 100;             // 0.000100
    budget b(settings);
    CHECK_FALSE(b.reserve({668, 0})); // 0.0001002
    CHECK(b.reserve({664, 0}));       // 0.0000996
    CHECK_FALSE(b.reserve({0, 1}));   // and 0.0000006 make 0.0001002
    CHECK(b.reserve({2, 0}));         // 0.0000999
    b.settle({664, 0}, {664, 0});
    CHECK(b.cost() == "0.000100");              // rounded up
    b.settle({2, 0}, {UINT64_MAX, UINT64_MAX}); // a server that counts nonsense
    CHECK(b.spent().prompt == 1'000'000'664);
    CHECK(b.cost() == "750.000100");
}
