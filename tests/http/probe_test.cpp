#include "adapters/http/probe.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

using namespace recon::http;
using namespace std::chrono_literals;

TEST_CASE("probe: nothing is known before the first answer, and then the latest") {
    std::atomic<int> mode{0}; // 0: waits; 1: good; 2: fails
    probe asked(
        [&] {
            for (int i = 0; mode == 0 && i < 1'000; ++i)
                std::this_thread::sleep_for(1ms);
            if (mode == 2) throw std::runtime_error("gone");
            return true;
        },
        1ms);
    CHECK_FALSE(asked.seen().asked);
    mode = 1;
    for (int i = 0; !asked.seen().asked && i < 5'000; ++i)
        std::this_thread::sleep_for(1ms);
    CHECK(asked.seen().good);
    CHECK(asked.seen().age <= 5s);
    mode = 2;
    for (int i = 0; asked.seen().good && i < 5'000; ++i)
        std::this_thread::sleep_for(1ms);
    CHECK_FALSE(asked.seen().good);
}
