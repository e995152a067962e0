// adapters/store/postgres_connection.hpp - one connection to PostgreSQL behind sql.hpp, over libpq
// without ever blocking: an operation ends by its time, whatever has become of the server.
#pragma once

#include "adapters/store/sql.hpp"

#include <recon/error.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>

struct pg_conn;
struct pg_result;

namespace recon::store {

/// What went wrong, as far as it tells whether to begin again.
struct postgres_error : service_unavailable_error {
    enum class reason {
        other,
        clash, ///< two transactions stood in each other's way: this one was rolled back
        lost   ///< the connection is gone, or was given up
    };
    postgres_error(reason of_kind, std::string const& detail)
        : service_unavailable_error("the database fails: " + detail), kind(of_kind) {}
    reason kind;
};

class postgres_statement;

class postgres_connection : public connection {
  public:
    using instant = std::chrono::steady_clock::time_point;

    /// Connects, or throws until then.
    postgres_connection(std::string const& url, instant until);
    postgres_connection(postgres_connection const&) = delete;
    postgres_connection& operator=(postgres_connection const&) = delete;
    ~postgres_connection() override;

    void script(char const* sql) override;
    void take_time() override;
    void set_deadline(instant until) noexcept { until_ = until; }
    /// False once the server has closed it; asks nobody.
    bool alive() const noexcept;

  private:
    friend class postgres_statement;
    using result = std::unique_ptr<pg_result, void (*)(pg_result*)>;

    statement& prepared(char const* sql) override;
    void connect(std::string const& url);
    void wait_for(short events);
    /// The outcome of what was sent.
    result outcome();
    [[noreturn]] void fail(std::string const& detail = {});

    pg_conn* handle_ = nullptr;
    instant until_;
    bool broken_ = false;
    std::unordered_map<char const*, std::unique_ptr<postgres_statement>> prepared_;
};

} // namespace recon::store
