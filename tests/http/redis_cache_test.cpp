#include "adapters/cache/redis_cache.hpp"

#include "support/redis_server.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::cache;
using namespace std::chrono_literals;

TEST_CASE("redis_cache: what one has put, the other finds, and memory stands in for a dead Redis") {
    test::redis_server server;
    if (!test::there(server)) return;
    instant const now{1h};
    auto settings = parse_redis_url(server.url());
    redis first(settings), second(settings);
    redis_cache one(first, 60s, 100'000'000), two(second, 60s, 100'000'000);
    auto const text = [](std::size_t size) {
        return std::make_shared<std::string const>(size, 'x');
    };
    one.put("a", text(100), now);
    REQUIRE(two.get("a", now));
    CHECK(two.get("a", now)->size() == 100);
    one.put("large", text(2'000'000), now);
    CHECK(one.get("large", now));
    CHECK_FALSE(two.get("large", now));
    settings.prefix = "other:";
    redis third(settings);
    redis_cache apart(third, 60s, 1'000'000);
    CHECK_FALSE(apart.get("a", now));
    redis_cache off(first, 0s, 1'000'000);
    off.put("off", text(1), now);
    CHECK_FALSE(two.get("off", now));

    server.kill();
    CHECK_FALSE(one.get("b", now));
    one.put("b", text(5), now);
    CHECK(one.get("b", now)->size() == 5);
    CHECK(two.get("a", now)); // what it has seen
}
