#include "adapters/explain/folder_cache.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

using namespace recon;
using namespace recon::explain;

TEST_CASE("folder_cache: keeps small texts by name, and misses what it cannot read") {
    auto const folder =
        (std::filesystem::temp_directory_path() / ("recon-answers-" + std::to_string(::getpid())))
            .string();
    {
        folder_cache known(folder);
        CHECK(known.get("a", {}) == nullptr);
        known.put("a", std::make_shared<std::string const>("one"), {});
        known.put("a", std::make_shared<std::string const>("two"), {});
    }
    folder_cache known(folder);
    REQUIRE(known.get("a", {}) != nullptr);
    CHECK(*known.get("a", {}) == "two");
    std::ofstream(folder + "/b") << std::string(100'000, 'x');
    CHECK(known.get("b", {}) == nullptr);
    std::filesystem::remove_all(folder);
    known.put("c", std::make_shared<std::string const>("x"), {}); // makes the folder again
    CHECK(known.get("c", {}) != nullptr);
    std::filesystem::remove_all(folder);
    CHECK_THROWS_AS(folder_cache("/proc/none/of/that"), output_error);
}
