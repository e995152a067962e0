// adapters/store/sqlite.hpp - SQLite in a few lines: statements with parameters, and a thread that
// commits many writes with one sync of the disk.
#pragma once

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
struct sqlite3_stmt;

namespace recon::store {

/// A statement being stepped; reset at the end of its life. Values are bound, never pasted.
class query {
  public:
    explicit query(sqlite3_stmt* statement) : statement_(statement) {}
    query(query const&) = delete;
    query& operator=(query const&) = delete;
    ~query();

    query& bind(std::string_view text);
    query& bind(std::int64_t value);
    query& bind_blob(std::string_view bytes);
    query& bind_null();
    /// True while there is a row. Throws service_unavailable_error.
    bool next();
    std::string text(int column) const;
    std::int64_t number(int column) const;
    bool is_null(int column) const;

  private:
    sqlite3_stmt* statement_;
    int bound_ = 0;
};

class connection {
  public:
    connection(std::string const& path, bool read_only);
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;
    ~connection();

    /// A statement, prepared once. `sql` is a literal.
    query ask(char const* sql);
    /// Runs a statement that gives no rows, with its parameters; how many rows it changed.
    template <class... Values>
    std::int64_t run(char const* sql, Values const&... values) {
        auto statement = ask(sql);
        (statement.bind(values), ...);
        statement.next();
        return changed();
    }
    void script(char const* sql);
    std::int64_t changed() const;

  private:
    sqlite3* handle_ = nullptr;
    std::unordered_map<char const*, sqlite3_stmt*> prepared_;
};

/// The one writer. Jobs that arrive while the disk syncs are committed together with the next sync.
class writer {
  public:
    using job = std::function<void(connection&)>;

    explicit writer(std::string const& path);
    writer(writer const&) = delete;
    writer& operator=(writer const&) = delete;
    ~writer();

    /// Runs `what` in a transaction and returns once it is committed; rethrows what it throws, and
    /// then nothing of it is kept.
    void write(job const& what);
    /// The same without waiting: `done(ok)` after the commit, on the writer's thread.
    void write_later(job what, std::function<void(bool)> done);

  private:
    struct entry {
        job what;
        std::function<void(std::exception_ptr)> done;
    };
    void work();
    void commit(std::deque<entry>& batch);

    connection to_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<entry> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

/// Connections for reading, as many as there are readers at once.
class readers {
  public:
    explicit readers(std::string path) : path_(std::move(path)) {}
    template <class What>
    auto read(What const& what) {
        auto lease = take();
        struct giver {
            readers& of;
            std::unique_ptr<connection>& one;
            ~giver() { of.give(std::move(one)); }
        } const back{*this, lease};
        return what(*lease);
    }

  private:
    std::unique_ptr<connection> take();
    void give(std::unique_ptr<connection> one);

    std::string path_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<connection>> free_;
};

} // namespace recon::store
