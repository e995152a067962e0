// tests/support/database.hpp - which database the tests run on: SQLite, or PostgreSQL where
// RECON_TEST_DATABASE is the URL of one.
#pragma once

#include "adapters/store/postgres_connection.hpp"

#include <chrono>
#include <cstdlib>
#include <string>

#include <unistd.h>

namespace recon::test {

/// A DATABASE_URL with no table in it yet; empty: SQLite.
inline std::string fresh_database() {
    auto const* const url = std::getenv("RECON_TEST_DATABASE");
    if (url == nullptr) return {};
    static int number = 0;
    auto const schema = "t" + std::to_string(::getpid()) + '_' + std::to_string(++number);
    store::postgres_connection db(url, std::chrono::steady_clock::now() + std::chrono::seconds(10));
    db.script(("CREATE SCHEMA " + schema).c_str());
    return std::string(url) + "?options=-csearch_path%3D" + schema;
}

} // namespace recon::test
