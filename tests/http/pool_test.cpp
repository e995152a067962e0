#include "adapters/http/pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace recon::http;

namespace {

/// How far this thread gives way; 0 is as every other.
int niceness() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid))); }

} // namespace

TEST_CASE("threads that compute give way, those they start too, and nobody else's") {
    auto const own = niceness();
    std::promise<std::pair<int, int>> seen;
    worker_pool yielding(1, 4, true);
    yielding.post([&] {
        int of_helper = 0;
        std::thread helper([&] { of_helper = niceness(); });
        helper.join();
        seen.set_value({niceness(), of_helper});
    });
    auto const [of_worker, of_helper] = seen.get_future().get();
    CHECK(of_worker > own);
    CHECK(of_helper == of_worker);

    std::promise<int> plain;
    worker_pool others(1, 4, false);
    others.post([&] { plain.set_value(niceness()); });
    CHECK(plain.get_future().get() == own);
    CHECK(niceness() == own);
}

TEST_CASE("a full pool refuses, and what it has taken it finishes") {
    std::promise<void> begun;
    std::promise<void> go;
    std::atomic<int> done{0};
    worker_pool pool(1, 2, false);
    auto const gate = go.get_future().share();
    CHECK(pool.post([&] {
        begun.set_value();
        gate.wait();
        ++done;
    }));
    begun.get_future().wait();
    CHECK(pool.post([&] { ++done; }));
    CHECK(pool.post([&] { ++done; }));
    CHECK(pool.waiting() == 2);
    CHECK_FALSE(pool.post([&] { ++done; }));
    go.set_value();
    pool.stop();
    CHECK(done == 3);
    CHECK_FALSE(pool.post([&] { ++done; }));
}
