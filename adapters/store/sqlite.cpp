#include "adapters/store/sqlite.hpp"

#include "adapters/store/sqlite_schema.hpp"

#include <recon/error.hpp>

#include <sqlite3.h>

#include <exception>
#include <future>
#include <utility>

namespace recon::store {

namespace {

[[noreturn]] void fail(sqlite3* handle) {
    throw service_unavailable_error(std::string("the database fails: ")
                                    + (handle != nullptr ? ::sqlite3_errmsg(handle) : "no memory"));
}

constexpr std::size_t batch_max = 256;

} // namespace

/// Bound, stepped and reset; its values stay until then.
class sqlite_statement : public statement {
  public:
    explicit sqlite_statement(sqlite3_stmt* made) : statement_(made) {}
    sqlite_statement(sqlite_statement const&) = delete;
    sqlite_statement& operator=(sqlite_statement const&) = delete;
    ~sqlite_statement() override { ::sqlite3_finalize(statement_); }

    void bind(std::string_view text) override {
        auto* const data = text.data() == nullptr ? "" : text.data();
        ::sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    }
    void bind(std::int64_t value) override { ::sqlite3_bind_int64(statement_, ++bound_, value); }
    void bind_blob(std::string_view bytes) override {
        auto* const data = bytes.data() == nullptr ? "" : bytes.data();
        ::sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_TRANSIENT);
    }
    void bind_no_blob() override { ::sqlite3_bind_null(statement_, ++bound_); }

    bool step() override {
        auto const status = ::sqlite3_step(statement_);
        if (status == SQLITE_ROW) return true;
        if (status != SQLITE_DONE) fail(::sqlite3_db_handle(statement_));
        return false;
    }
    void reset() noexcept override {
        ::sqlite3_reset(statement_);
        ::sqlite3_clear_bindings(statement_);
        bound_ = 0;
    }
    std::string text(int column) const override {
        auto const* const data =
            static_cast<char const*>(::sqlite3_column_blob(statement_, column));
        auto const size = static_cast<std::size_t>(::sqlite3_column_bytes(statement_, column));
        return data == nullptr ? std::string() : std::string(data, size);
    }
    std::int64_t number(int column) const override {
        return ::sqlite3_column_int64(statement_, column);
    }
    std::int64_t changed() const override {
        return ::sqlite3_changes64(::sqlite3_db_handle(statement_));
    }

  private:
    sqlite3_stmt* statement_;
    int bound_ = 0;
};

sqlite_connection::sqlite_connection(std::string const& path) {
    auto const how =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (::sqlite3_open_v2(path.c_str(), &handle_, how, nullptr) != SQLITE_OK) {
        std::string why = handle_ != nullptr ? ::sqlite3_errmsg(handle_) : "no memory";
        ::sqlite3_close_v2(handle_);
        throw service_unavailable_error("the database cannot be opened: " + why, {path});
    }
    ::sqlite3_busy_timeout(handle_, 5'000);
    ::sqlite3_extended_result_codes(handle_, 1);
}

sqlite_connection::~sqlite_connection() {
    prepared_.clear();
    ::sqlite3_close_v2(handle_);
}

statement& sqlite_connection::prepared(char const* sql) {
    auto& made = prepared_[sql];
    if (made == nullptr) {
        sqlite3_stmt* raw = nullptr;
        if (::sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr)
            != SQLITE_OK)
            fail(handle_);
        made = std::make_unique<sqlite_statement>(raw);
    }
    return *made;
}

void sqlite_connection::script(char const* sql) {
    if (::sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_);
}

sqlite_database::sqlite_database(std::string path) : path_(std::move(path)), to_(path_) {
    to_.script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
               "PRAGMA wal_autocheckpoint=4000;");
    migrate();
    thread_ = std::thread([this] { work(); });
}

void sqlite_database::migrate() {
    to_.run("BEGIN IMMEDIATE");
    std::int64_t version = 0;
    {
        auto rows = to_.ask("PRAGMA user_version");
        if (rows.next()) version = rows.number(0);
    }
    auto const newest = static_cast<std::int64_t>(sqlite_schema_steps.size());
    if (version > newest)
        throw service_unavailable_error("the database is of a later version of recond");
    for (auto step = version; step < newest; ++step)
        to_.script(sqlite_schema_steps[static_cast<std::size_t>(step)]);
    if (version != newest) to_.script(("PRAGMA user_version=" + std::to_string(newest)).c_str());
    to_.run("COMMIT");
}

bool sqlite_database::healthy() {
    try {
        return read([](connection& db) {
            auto rows = db.ask("SELECT count(*) FROM audit WHERE seq < 0");
            return rows.next();
        });
    } catch (error const&) {
        return false;
    }
}

sqlite_database::~sqlite_database() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void sqlite_database::write(job const& what) {
    auto const promise = std::make_shared<std::promise<void>>(); // outlives whoever waits for it
    auto future = promise->get_future();
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back({what, [promise](std::exception_ptr failure) {
                              if (failure)
                                  promise->set_exception(failure);
                              else
                                  promise->set_value();
                          }});
    }
    changed_.notify_one();
    future.get();
}

void sqlite_database::write_later(job what, std::function<void(bool)> done) {
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back({std::move(what), [done = std::move(done)](std::exception_ptr failure) {
                              done(!failure);
                          }});
    }
    changed_.notify_one();
}

void sqlite_database::work() {
    for (;;) {
        std::deque<entry> batch;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            while (!queue_.empty() && batch.size() < batch_max) {
                batch.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        commit(batch);
    }
}

/// One transaction for all. A job that fails is rolled back alone; a commit that fails, all are.
void sqlite_database::commit(std::deque<entry>& batch) {
    std::vector<std::exception_ptr> failures(batch.size());
    try {
        to_.run("BEGIN IMMEDIATE");
        for (std::size_t i = 0; i < batch.size(); ++i) {
            to_.run("SAVEPOINT job");
            try {
                batch[i].what(to_);
            } catch (...) {
                failures[i] = std::current_exception();
                to_.run("ROLLBACK TO job");
            }
            to_.run("RELEASE job");
        }
        to_.run("COMMIT");
    } catch (...) {
        std::fill(failures.begin(), failures.end(), std::current_exception());
        try {
            to_.run("ROLLBACK");
        } catch (error const&) { // SQLite has rolled back by itself, as on a full disk
        }
    }
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].done(failures[i]);
}

std::unique_ptr<sqlite_connection> sqlite_database::take_reader() {
    {
        std::lock_guard const lock(readers_mutex_);
        if (!readers_.empty()) {
            auto one = std::move(readers_.back());
            readers_.pop_back();
            return one;
        }
    }
    auto one = std::make_unique<sqlite_connection>(path_);
    one->script("PRAGMA query_only=ON;");
    return one;
}

void sqlite_database::read_with(job const& what) {
    auto one = take_reader();
    struct giver {
        sqlite_database& of;
        std::unique_ptr<sqlite_connection>& one;
        ~giver() {
            std::lock_guard const lock(of.readers_mutex_);
            of.readers_.push_back(std::move(one));
        }
    } const back{*this, one};
    what(*one);
}

} // namespace recon::store
