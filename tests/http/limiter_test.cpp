#include "adapters/http/limiter.hpp"

#include <doctest/doctest.h>

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
