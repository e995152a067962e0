#include "adapters/cache/redis_limiter.hpp"

#include "support/redis_server.hpp"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

using namespace recon;
using namespace recon::cache;
using namespace std::chrono_literals;
using http::instant;

namespace {

constexpr http::rate_policy minute{"default", 60, 1s};
instant const start{std::chrono::hours(100)};

/// A Redis, and two processes' ways to it.
struct two_clients {
    test::redis_server server;
    redis one{parse_redis_url(server.url())};
    redis two{parse_redis_url(server.url())};

    bool ready() {
        if (!test::there(server)) return false;
        come();
        return true;
    }
    /// A loaded machine may take longer than a command.
    void come() {
        REQUIRE(test::comes(one));
        REQUIRE(test::comes(two));
    }
};

} // namespace

TEST_CASE("redis_limiter: the script counts as the memory does, to the last one") {
    two_clients of;
    if (!of.ready()) return;
    redis_limiter shared(of.one, "s", {{}, true});
    http::memory_limiter reference;
    auto now = start;
    unsigned seed = 5;
    int denied = 0;
    for (int i = 0; i < 5'000; ++i) {
        seed = seed * 1'103'515'245U + 12'345U;
        now += std::chrono::microseconds((seed >> 8U) % 900'000);
        auto const cost = 1 + (seed >> 16U) % 3;
        auto const a = shared.take(minute, "k", now, cost);
        auto const b = reference.take(minute, "k", now, cost);
        REQUIRE(a.allowed == b.allowed);
        REQUIRE(a.remaining == b.remaining);
        REQUIRE(a.reset == b.reset);
        REQUIRE(a.retry == b.retry);
        denied += a.allowed ? 0 : 1;
    }
    CHECK(denied > 1'000);
    CHECK(shared.take(minute, "costly", now, 1'000).remaining == 0);
    CHECK_FALSE(shared.take(minute, "costly", now).allowed);
}

TEST_CASE("redis_limiter: exactly the burst is allowed, however many ask") {
    two_clients of;
    if (!of.ready()) return;
    redis_limiter a(of.one, "s"), b(of.two, "s");
    constexpr http::rate_policy hourly{"hourly", 60, 1h};
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i)
                if ((t % 2 == 0 ? a : b).take(hourly, "k", start).allowed) ++allowed;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(allowed == 60);
}

TEST_CASE("redis_limiter: the names tell nothing to whoever has no secret") {
    two_clients of;
    if (!of.ready()) return;
    redis_limiter a(of.one, "s", {{}, true}), b(of.two, "other", {{}, true});
    CHECK(a.take(minute, "address:10.0.0.1", start).remaining == 59);
    CHECK(b.take(minute, "address:10.0.0.1", start).remaining == 59);
    std::array<std::string_view, 1> const how_many{"DBSIZE"};
    auto const told = of.one.command(how_many);
    REQUIRE(told);
    CHECK(told->numbers == std::vector<std::int64_t>{2});
}

TEST_CASE("redis_limiter: alone it goes on from where it was, and tells when it is not") {
    two_clients of;
    if (!of.ready()) return;
    int alone = 0;
    redis_limiter a(of.one, "s", {[&] { ++alone; }, true}), b(of.two, "s", {{}, true});
    for (int i = 0; i < 30; ++i)
        CHECK(a.take(minute, "k", start).allowed);
    of.server.kill(); // and all that it knew
    for (int i = 0; i < 20; ++i)
        CHECK(a.take(minute, "k", start).allowed);
    CHECK(alone == 20);
    CHECK(a.take(minute, "k", start).remaining == 9);
    of.server.start();
    of.come();
    CHECK(a.take(minute, "k", start).remaining == 8);
    CHECK(b.take(minute, "k", start).remaining == 7);
    for (int i = 0; i < 7; ++i)
        CHECK(b.take(minute, "k", start).allowed);
    CHECK_FALSE(a.take(minute, "k", start).allowed);
    CHECK(a.take(minute, "k", start).retry == 1s);
}
