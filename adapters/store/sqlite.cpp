#include "adapters/store/sqlite.hpp"

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

query::~query() {
    ::sqlite3_reset(statement_);
    ::sqlite3_clear_bindings(statement_);
}

query& query::bind(std::string_view text) {
    auto* const data = text.data() == nullptr ? "" : text.data();
    ::sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

query& query::bind(std::int64_t value) {
    ::sqlite3_bind_int64(statement_, ++bound_, value);
    return *this;
}

query& query::bind_blob(std::string_view bytes) {
    auto* const data = bytes.data() == nullptr ? "" : bytes.data();
    ::sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

query& query::bind_null() {
    ::sqlite3_bind_null(statement_, ++bound_);
    return *this;
}

bool query::next() {
    auto const status = ::sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) fail(::sqlite3_db_handle(statement_));
    return false;
}

std::string query::text(int column) const {
    auto const* const data = static_cast<char const*>(::sqlite3_column_blob(statement_, column));
    auto const size = static_cast<std::size_t>(::sqlite3_column_bytes(statement_, column));
    return data == nullptr ? std::string() : std::string(data, size);
}

std::int64_t query::number(int column) const { return ::sqlite3_column_int64(statement_, column); }

bool query::is_null(int column) const {
    return ::sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

connection::connection(std::string const& path, bool read_only) {
    auto const how = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
                     | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (::sqlite3_open_v2(path.c_str(), &handle_, how, nullptr) != SQLITE_OK) {
        std::string why = handle_ != nullptr ? ::sqlite3_errmsg(handle_) : "no memory";
        ::sqlite3_close_v2(handle_);
        throw service_unavailable_error("the database cannot be opened: " + why, {path});
    }
    ::sqlite3_busy_timeout(handle_, 5'000);
    ::sqlite3_extended_result_codes(handle_, 1);
}

connection::~connection() {
    for (auto const& [sql, statement] : prepared_)
        ::sqlite3_finalize(statement);
    ::sqlite3_close_v2(handle_);
}

query connection::ask(char const* sql) {
    auto& statement = prepared_[sql];
    if (statement == nullptr
        && ::sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
               != SQLITE_OK)
        fail(handle_);
    return query(statement);
}

void connection::script(char const* sql) {
    if (::sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_);
}

std::int64_t connection::changed() const { return ::sqlite3_changes64(handle_); }

writer::writer(std::string const& path) : to_(path, false) {
    to_.script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
               "PRAGMA wal_autocheckpoint=4000;");
    thread_ = std::thread([this] { work(); });
}

writer::~writer() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void writer::write(job const& what) {
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

void writer::write_later(job what, std::function<void(bool)> done) {
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back({std::move(what), [done = std::move(done)](std::exception_ptr failure) {
                              done(!failure);
                          }});
    }
    changed_.notify_one();
}

void writer::work() {
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
void writer::commit(std::deque<entry>& batch) {
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

std::unique_ptr<connection> readers::take() {
    {
        std::lock_guard const lock(mutex_);
        if (!free_.empty()) {
            auto one = std::move(free_.back());
            free_.pop_back();
            return one;
        }
    }
    auto one = std::make_unique<connection>(path_, false);
    one->script("PRAGMA query_only=ON;");
    return one;
}

void readers::give(std::unique_ptr<connection> one) {
    std::lock_guard const lock(mutex_);
    free_.push_back(std::move(one));
}

} // namespace recon::store
