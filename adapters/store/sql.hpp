// adapters/store/sql.hpp - what both databases have in common: statements with parameters, rows and
// transactions, so that every query is written once. Parameters are "?" and are bound, never
// pasted; "/*shared …*/" in a statement holds for a database that several processes use.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace recon::store {

/// A prepared statement of one connection.
class statement {
  public:
    virtual ~statement() = default;
    virtual void bind(std::string_view text) = 0;
    virtual void bind(std::int64_t value) = 0;
    virtual void bind_blob(std::string_view bytes) = 0;
    virtual void bind_no_blob() = 0;
    virtual bool step() = 0; ///< true while there is a row
    virtual void reset() noexcept = 0;
    virtual std::string text(int column) const = 0; ///< bytes, too; empty where there are none
    virtual std::int64_t number(int column) const = 0;
    virtual std::int64_t changed() const = 0; ///< how many rows the statement wrote

  protected:
    statement() = default;
    statement(statement const&) = default;
    statement& operator=(statement const&) = default;
};

/// A statement being stepped; reset at the end of its life.
class query {
  public:
    explicit query(statement& of) : of_(of) {}
    query(query const&) = delete;
    query& operator=(query const&) = delete;
    ~query() { of_.reset(); }

    query& bind(std::string_view text) { return of_.bind(text), *this; }
    query& bind(std::int64_t value) { return of_.bind(value), *this; }
    query& bind_blob(std::string_view bytes) { return of_.bind_blob(bytes), *this; }
    query& bind_no_blob() { return of_.bind_no_blob(), *this; }
    /// True while there is a row. Throws service_unavailable_error.
    bool next() { return of_.step(); }
    std::string text(int column) const { return of_.text(column); }
    std::int64_t number(int column) const { return of_.number(column); }
    std::int64_t changed() const { return of_.changed(); }

  private:
    statement& of_;
};

class connection {
  public:
    virtual ~connection() = default;
    /// A statement, prepared once. `sql` is a literal, or lives as long as the program.
    query ask(char const* sql) { return query(prepared(sql)); }
    /// Runs a statement that gives no rows, with its parameters; how many rows it wrote.
    template <class... Values>
    std::int64_t run(char const* sql, Values const&... values) {
        auto made = ask(sql);
        (made.bind(values), ...);
        made.next();
        return made.changed();
    }
    /// Several statements, without parameters.
    virtual void script(char const* sql) = 0;
    /// What follows may take a minute: removing much, or writing large files.
    virtual void take_time() {}

  protected:
    connection() = default;
    connection(connection const&) = default;
    connection& operator=(connection const&) = default;

  private:
    virtual statement& prepared(char const* sql) = 0;
};

/// A database with its connections. Everything throws service_unavailable_error when it does not
/// answer, or not in time.
class database {
  public:
    using job = std::function<void(connection&)>;

    virtual ~database() = default;
    /// Gives what `what(connection)` gives. It only reads, and may be begun again.
    template <class What>
    auto read(What const& what) {
        std::optional<decltype(what(std::declval<connection&>()))> out;
        read_with([&](connection& db) { out.emplace(what(db)); });
        return std::move(*out);
    }
    /// Runs `what` in a transaction and returns once it is committed; rethrows what it throws, and
    /// then nothing of it is kept. It may be begun again.
    virtual void write(job const& what) = 0;
    /// The same without waiting: `done(ok)` after the commit, on another thread.
    virtual void write_later(job what, std::function<void(bool)> done) = 0;
    virtual bool healthy() = 0;
    /// Whether other processes use it, and see nothing of this one's files.
    virtual bool shared() const noexcept = 0;
    /// The database's clock less this machine's, in milliseconds.
    virtual std::int64_t clock_offset() const noexcept { return 0; }

  protected:
    database() = default;
    database(database const&) = default;
    database& operator=(database const&) = default;

  private:
    virtual void read_with(job const& what) = 0;
};

} // namespace recon::store
