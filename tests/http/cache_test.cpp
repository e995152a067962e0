#include "adapters/cache/cache.hpp"

#include <doctest/doctest.h>

using namespace recon::cache;
using namespace std::chrono_literals;

namespace {
instant const start{1h};
bytes text_of(std::size_t size) { return std::make_shared<std::string const>(size, 'x'); }
} // namespace

TEST_CASE("a value is there until its time is over") {
    memory_cache cache(60s, 100'000);
    cache.put("a", text_of(10), start);
    CHECK(cache.get("a", start + 59s));
    CHECK_FALSE(cache.get("a", start + 60s));
    CHECK(cache.size() == 0);
    memory_cache off(0s, 100'000);
    off.put("a", text_of(10), start);
    CHECK_FALSE(off.get("a", start));
}

TEST_CASE("a full cache forgets what was not used longest") {
    memory_cache cache(60s, 5 * 1'256);
    for (char name = 'a'; name < 'f'; ++name)
        cache.put(std::string(1, name), text_of(1'000), start);
    CHECK(cache.get("a", start));
    cache.put("f", text_of(1'000), start);
    CHECK(cache.get("a", start));
    CHECK_FALSE(cache.get("b", start));
    CHECK(cache.size() <= 5 * 1'256);
    cache.put("large", text_of(5'000), start); // would push out all the others
    CHECK_FALSE(cache.get("large", start));
    CHECK(cache.get("f", start));
    cache.put("f", text_of(500), start);
    CHECK(cache.get("f", start)->size() == 500);
}
