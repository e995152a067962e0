#include "adapters/http/password_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace recon::http;

TEST_CASE("passwords that are tried first are refused, whatever their case") {
    for (auto const* const bad :
         {"password", "Password1", "iLoveYou", "aaaaaaaa", "abababab", "12121212", "abcdefgh",
          "hgfedcba", "zzzzzzzzzzzzzzzzzzzz", "ann@example.com", "ANN@example.com", "short", ""}) {
        CAPTURE(bad);
        CHECK(password_fault(bad, "ann@example.com") != nullptr);
    }
    CHECK(password_fault("barbara.jones", "barbara.jones@example.com") != nullptr);
    CHECK(password_fault(std::string(257, 'a') + "b", "a@b.c") != nullptr);
}

TEST_CASE("long ones, letters of any kind and blanks are welcome") {
    for (auto const* const good : {"correct horse battery", "grün wie die Hoffnung",
                                   "пароль-для-счёта", "x9 lamp tumbler", "aaaaaaab c"}) {
        CAPTURE(good);
        CHECK(password_fault(good, "ann@example.com") == nullptr);
    }
    CHECK(password_fault(std::string(255, 'a') + "b", "a@b.c") == nullptr);
}

TEST_CASE("the list has 3,000 entries where its source was there, and each is refused") {
    auto const list = common_password_list;
    auto const count = std::count(list.begin(), list.end(), '\n');
    CHECK((count == 0 || count == 3'000)); // 0: built without the list, and CMake said so
    for (std::size_t at = 0; at < list.size();) {
        auto const end = list.find('\n', at);
        auto const word = list.substr(at, end - at);
        CHECK(word.size() >= 8);
        CHECK(password_fault(word, "a@b.c") != nullptr);
        at = end + 1;
    }
}
