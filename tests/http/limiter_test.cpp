#include "adapters/http/limiter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace recon::http;
using namespace std::chrono_literals;

namespace {
constexpr rate_policy minute{"default", 60, 1s};
instant const start{std::chrono::hours(100)};
} // namespace

TEST_CASE("a burst, and then one every interval") {
    memory_limiter limits;
    for (unsigned i = 0; i < 60; ++i) {
        auto const v = limits.take(minute, "k", start);
        CHECK(v.allowed);
        CHECK(v.remaining == 59 - i);
    }
    auto const denied = limits.take(minute, "k", start);
    CHECK_FALSE(denied.allowed);
    CHECK(denied.retry == 1s);
    CHECK(denied.reset == 60s);
    CHECK_FALSE(limits.take(minute, "k", start + 999ms).allowed);
    CHECK(limits.take(minute, "k", start + 1s).allowed);
    CHECK_FALSE(limits.take(minute, "k", start + 1s).allowed);
    CHECK(limits.take(minute, "other", start).allowed);
    for (int i = 0; i < 60; ++i)
        CHECK(limits.take(minute, "k", start + 120s).allowed);
    CHECK_FALSE(limits.take(minute, "k", start + 120s).allowed);
}

TEST_CASE("a denied request costs nothing") {
    memory_limiter limits;
    for (int i = 0; i < 1'000; ++i)
        limits.take(minute, "k", start);
    CHECK(limits.take(minute, "k", start + 1s).allowed);
}

TEST_CASE("what costs more takes more, and one that costs more than all takes all") {
    memory_limiter limits;
    CHECK(limits.take(minute, "k", start, 5).remaining == 55);
    CHECK(limits.take(minute, "k", start, 10).remaining == 45);
    CHECK(limits.take(minute, "k", start, 43).remaining == 2);
    auto const denied = limits.take(minute, "k", start, 5);
    CHECK_FALSE(denied.allowed);
    CHECK(denied.retry == 3s);
    CHECK(denied.remaining == 2);
    CHECK_FALSE(limits.take(minute, "k", start + 2'999ms, 5).allowed);
    CHECK(limits.take(minute, "k", start + 3s, 5).allowed);
    CHECK(limits.take(minute, "other", start, 1'000).remaining == 0);
    CHECK_FALSE(limits.take(minute, "other", start).allowed);
    CHECK(limits.take(minute, "other", start + 1s).allowed);
}

TEST_CASE("what is allowed is the burst and what has come since, to the last one") {
    memory_limiter limits; // against a bucket that is filled by the millisecond
    double level = 60;
    auto now = start;
    unsigned seed = 5;
    for (int i = 0; i < 20'000; ++i) {
        seed = seed * 1'103'515'245U + 12'345U;
        auto const pause = std::chrono::milliseconds((seed >> 16U) % 900);
        auto const cost = 1 + (seed >> 8U) % 3;
        now += pause;
        level = std::min(60.0, level + static_cast<double>(pause.count()) / 1'000);
        bool const fits = level >= cost - 1e-6;
        if (fits) level -= cost;
        REQUIRE(limits.take(minute, "k", now, cost).allowed == fits);
    }
}

TEST_CASE("exactly the burst is allowed, from however many threads") {
    memory_limiter limits;
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 400; ++i)
                if (limits.take(minute, "k", start).allowed) ++allowed;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(allowed == 60);
}

TEST_CASE("keys whose debt is paid are forgotten") {
    memory_limiter limits;
    for (int i = 0; i < 20'000; ++i)
        limits.take(minute, std::to_string(i), start + i * 100ms);
    CHECK(limits.size() < 2'100);
}
