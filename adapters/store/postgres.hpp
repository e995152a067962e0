// adapters/store/postgres.hpp - PostgreSQL behind sql.hpp: its connections, what is begun again,
// and its tables.
#pragma once

#include "adapters/store/postgres_connection.hpp"
#include "adapters/store/store.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace recon::store {

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
