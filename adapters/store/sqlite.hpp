// adapters/store/sqlite.hpp - SQLite behind sql.hpp: connections, and a thread that commits many
// writes with one sync of the disk.
#pragma once

#include "adapters/store/sql.hpp"

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

struct sqlite3;

namespace recon::store {

class sqlite_statement;

class sqlite_connection : public connection {
  public:
    explicit sqlite_connection(std::string const& path);
    sqlite_connection(sqlite_connection const&) = delete;
    sqlite_connection& operator=(sqlite_connection const&) = delete;
    ~sqlite_connection() override;

    void script(char const* sql) override;

  private:
    statement& prepared(char const* sql) override;

    sqlite3* handle_ = nullptr;
    std::unordered_map<char const*, std::unique_ptr<sqlite_statement>> prepared_;
};

/// One writer and as many readers as there are at once. Jobs that arrive while the disk syncs are
/// committed together with the next sync.
class sqlite_database : public database {
  public:
    /// Opens or makes the file, and brings its tables up to date.
    explicit sqlite_database(std::string path);
    sqlite_database(sqlite_database const&) = delete;
    sqlite_database& operator=(sqlite_database const&) = delete;
    ~sqlite_database() override;

    void write(job const& what) override;
    void write_later(job what, std::function<void(bool)> done) override;
    bool healthy() override;
    bool shared() const noexcept override { return false; }

  private:
    struct entry {
        job what;
        std::function<void(std::exception_ptr)> done;
    };
    void read_with(job const& what) override;
    void migrate();
    void work();
    void commit(std::deque<entry>& batch);
    std::unique_ptr<sqlite_connection> take_reader();

    std::string path_;
    sqlite_connection to_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<entry> queue_;
    bool stopping_ = false;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<sqlite_connection>> readers_;
    std::thread thread_;
};

} // namespace recon::store
