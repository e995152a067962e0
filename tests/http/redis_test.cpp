#include "adapters/cache/redis.hpp"

#include "support/redis_server.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::cache;
using namespace std::chrono_literals;

namespace {

std::optional<redis_reply> ask(redis& at, std::vector<std::string_view> const& words) {
    return at.command(words);
}

auto timed(auto const& work) {
    auto const began = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - began;
}

} // namespace

TEST_CASE("redis: addresses, as they are usually written") {
    auto const full = parse_redis_url("redis://ann:p%40ss@cache.lan:6380/3");
    CHECK(full.host == "cache.lan");
    CHECK(full.port == 6'380);
    CHECK(full.user == "ann");
    CHECK(full.password == "p@ss");
    CHECK(full.database == 3);
    CHECK(parse_redis_url("redis://localhost").port == 6'379);
    CHECK(parse_redis_url("redis://:secret@localhost").password == "secret");
    CHECK(parse_redis_url("redis://secret@localhost/").password == "secret");
    CHECK(parse_redis_url("redis://[::1]:7").host == "::1");
    CHECK(parse_redis_url("unix:///run/r.sock?db=2").socket == "/run/r.sock");
    for (auto const* const bad :
         {"localhost:6379", "redis://", "redis://host:0", "redis://host:x", "redis://host/x",
          "redis://[::1", "redis://u:secret@", "redis://%zz@host", "unix://r.sock",
          "rediss://:secret@host", "redis://host:6379?x"}) {
        CAPTURE(bad);
        try {
            parse_redis_url(bad);
            FAIL("accepted");
        } catch (validation_error const& e) {
            CHECK(std::string(e.what()).find("secret") == std::string::npos);
        }
    }
}

TEST_CASE("redis: stalled, killed and back") {
    test::redis_server server;
    if (!test::there(server)) return;
    int failed = 0;
    std::vector<bool> changes;
    redis at(parse_redis_url(server.url() + "?db=1"),
             {[&](redis_result how) { failed += how == redis_result::failed ? 1 : 0; },
              [&](bool up) { changes.push_back(up); }});
    REQUIRE(ask(at, {"SET", "a", "1"}));
    CHECK(ask(at, {"GET", "a"})->text == "1");
    CHECK_FALSE(ask(at, {"GET", "b"})->text);
    CHECK_FALSE(ask(at, {"NONSENSE"})); // an error is an answer, and no reason to go without
    CHECK(at.up());

    server.send(SIGSTOP);
    failed = 0;
    CHECK(timed([&] { CHECK_FALSE(ask(at, {"GET", "a"})); }) < 300ms); // 50, and a busy machine
    CHECK(timed([&] {
              for (int i = 0; i < 1'000; ++i)
                  CHECK_FALSE(ask(at, {"GET", "a"}));
          })
          < 300ms);
    CHECK(failed == 1);
    CHECK_FALSE(at.ping());
    server.send(SIGCONT);
    CHECK(test::comes(at));
    CHECK(ask(at, {"GET", "a"})->text == "1");

    server.kill();
    server.start();
    CHECK(ask(at, {"GET", "a"})); // connections that were idle are made again, and it is empty
    CHECK(at.up());
    server.kill();
    CHECK_FALSE(ask(at, {"GET", "a"}));
    CHECK_FALSE(at.ping());
    CHECK(changes == std::vector<bool>{false, true, false});
}
