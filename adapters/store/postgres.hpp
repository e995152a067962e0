// adapters/store/postgres.hpp - PostgreSQL behind sql.hpp, over libpq without ever blocking: an
// operation ends by its time, whatever has become of the server.
#pragma once

#include "adapters/store/sql.hpp"
#include "adapters/store/store.hpp"

#include <recon/error.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

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

/// A bounded number of connections, each made when it is needed and made anew when it was lost.
class postgres_database : public database {
  public:
    /// Connects, and brings the tables up to date, one process at a time.
    explicit postgres_database(postgres_settings settings);
    postgres_database(postgres_database const&) = delete;
    postgres_database& operator=(postgres_database const&) = delete;
    ~postgres_database() override;

    void write(job const& what) override;
    void write_later(job what, std::function<void(bool)> done) override;
    bool healthy() override;
    bool shared() const noexcept override { return true; }
    std::int64_t clock_offset() const noexcept override { return clock_offset_; }

  private:
    using instant = postgres_connection::instant;
    struct later {
        job what;
        std::function<void(bool)> done;
    };

    void read_with(job const& what) override;
    /// Calls `what` with a connection; again with another where the first was lost.
    void with_connection(std::function<void(postgres_connection&)> const& what);
    std::unique_ptr<postgres_connection> take(instant until);
    void give(std::unique_ptr<postgres_connection> one) noexcept;
    std::unique_ptr<postgres_connection> connect(instant until);
    void migrate();
    void work();

    postgres_settings settings_;
    std::atomic<std::int64_t> clock_offset_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<postgres_connection>> free_;
    unsigned out_ = 0;     ///< connections that are in use
    instant down_until_{}; ///< nobody waits for a server that has just not answered
    std::unique_ptr<postgres_connection> probe_;

    std::mutex later_mutex_;
    std::condition_variable later_changed_;
    std::deque<later> later_;
    bool stopping_ = false;
    std::vector<std::thread> crew_;
};

} // namespace recon::store
