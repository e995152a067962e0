#include <recon/detail/parallel.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

using recon::detail::for_each_task;

TEST_CASE("parallel: each task is done once, by a worker that there is") {
    for (unsigned const threads : {0U, 1U, 2U, 3U, 16U}) {
        for (std::size_t const tasks : {0U, 1U, 2U, 5U, 1'000U}) {
            std::vector<std::atomic<int>> done(tasks);
            std::vector<std::atomic<int>> at_work(threads + std::size_t{1});
            std::atomic<bool> well{true};
            for_each_task(tasks, threads, [&](unsigned worker, std::size_t task) {
                if (worker >= at_work.size() || at_work[worker]++ != 0) well = false;
                ++done[task];
                --at_work[worker];
            });
            CHECK(well);
            for (auto const& times : done)
                REQUIRE(times == 1);
        }
    }
}

TEST_CASE("parallel: of several failures one is reported, on one thread the first") {
    for (unsigned const threads : {1U, 2U, 8U}) {
        for (int run = 0; run < 50; ++run) {
            std::string what;
            try {
                for_each_task(100, threads, [](unsigned, std::size_t task) {
                    if (task >= 10 && task % 3 == 1) throw std::runtime_error(std::to_string(task));
                });
            } catch (std::runtime_error const& e) {
                what = e.what();
            }
            REQUIRE_FALSE(what.empty());
            auto const task = std::stoi(what);
            REQUIRE(task % 3 == 1);
            REQUIRE(task >= 10);
            if (threads == 1) REQUIRE(task == 10);
        }
    }
}
