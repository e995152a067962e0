#include <recon/version.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

TEST_CASE("version: three numbers, as packages expect") {
    constexpr std::string_view version = RECON_VERSION;
    CHECK(std::count(version.begin(), version.end(), '.') == 2);
    CHECK(version.find_first_not_of("0123456789.") == std::string_view::npos);
    CHECK(version.front() != '.');
    CHECK(version.back() != '.');
    CHECK(version.find("..") == std::string_view::npos);
}
