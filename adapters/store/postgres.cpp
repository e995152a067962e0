#include "adapters/store/postgres.hpp"

#include "adapters/store/postgres_schema.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <libpq-fe.h>

namespace recon::store {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto pause_after_failure = 300ms;
constexpr std::size_t later_threads = 2;
constexpr std::size_t later_max = 20'000;
constexpr int tries_max = 5;
/// Of pg_advisory_lock: "recon" in letters.
constexpr char const* migration_lock = "SELECT pg_advisory_xact_lock(491260210030)";

} // namespace

postgres_database::postgres_database(postgres_settings settings) : settings_(std::move(settings)) {
    char* why = nullptr;
    auto* const read = ::PQconninfoParse(settings_.url.c_str(), &why);
    ::PQfreemem(why); // it may quote the password
    if (read == nullptr)
        throw usage_error("DATABASE_URL is no URI as libpq reads it: expected such as "
                          "postgresql://user:password@host:5432/recon?sslmode=verify-full");
    ::PQconninfoFree(read);
    migrate();
    for (std::size_t i = 0; i < later_threads; ++i)
        crew_.emplace_back([this] { work(); });
}

postgres_database::~postgres_database() {
    {
        std::lock_guard const lock(later_mutex_);
        stopping_ = true;
    }
    later_changed_.notify_all();
    for (auto& thread : crew_)
        thread.join();
}

std::unique_ptr<postgres_connection> postgres_database::connect(instant until) {
    auto made = std::make_unique<postgres_connection>(settings_.url, until);
    auto rows = made->ask("SELECT (extract(epoch FROM clock_timestamp())*1000)::bigint");
    using namespace std::chrono;
    if (rows.next())
        clock_offset_ =
            rows.number(0)
            - duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    return made;
}

std::unique_ptr<postgres_connection> postgres_database::take(instant until) {
    {
        std::unique_lock lock(mutex_);
        auto const room = [this] { return !free_.empty() || out_ < settings_.connections; };
        if (!changed_.wait_until(lock, until, room))
            throw postgres_error(postgres_error::reason::other, "all connections are in use");
        ++out_;
        while (!free_.empty()) {
            auto one = std::move(free_.back());
            free_.pop_back();
            if (one->alive()) return one;
        }
        if (steady_clock::now() < down_until_) {
            --out_;
            throw postgres_error(postgres_error::reason::other, "it has not answered just now");
        }
    }
    try {
        return connect(until);
    } catch (...) {
        give(nullptr);
        throw;
    }
}

/// Takes a connection back; nothing, where it was lost, and then nobody tries for a moment.
void postgres_database::give(std::unique_ptr<postgres_connection> one) noexcept {
    {
        std::lock_guard const lock(mutex_);
        --out_;
        if (one)
            free_.push_back(std::move(one));
        else
            down_until_ = steady_clock::now() + pause_after_failure;
    }
    changed_.notify_one();
}

void postgres_database::with_connection(std::function<void(postgres_connection&)> const& what) {
    auto const until = steady_clock::now() + settings_.timeout;
    for (int tries = 1;; ++tries) {
        auto one = take(until);
        one->set_deadline(until);
        try {
            what(*one);
            return give(std::move(one));
        } catch (postgres_error const& e) {
            bool const lost = e.kind == postgres_error::reason::lost;
            bool const again = e.kind != postgres_error::reason::other && tries < tries_max
                               && steady_clock::now() < until;
            if (!lost) {
                give(std::move(one));
            } else if (again) { // the server was started anew: the others are stale as well
                std::lock_guard const lock(mutex_);
                --out_;
                free_.clear();
            } else {
                give(nullptr);
            }
            if (!again) throw;
        } catch (...) {
            give(std::move(one));
            throw;
        }
    }
}

void postgres_database::read_with(job const& what) {
    with_connection([&](postgres_connection& db) { what(db); });
}

void postgres_database::write(job const& what) {
    with_connection([&](postgres_connection& db) {
        db.script("BEGIN");
        try {
            what(db);
        } catch (...) {
            auto const failure = std::current_exception();
            db.script("ROLLBACK"); // where the connection is lost this tells
            std::rethrow_exception(failure);
        }
        try {
            db.script("COMMIT");
        } catch (postgres_error const& e) {
            if (e.kind != postgres_error::reason::lost) throw;
            // Nobody knows whether it is committed, so it must not be done again here.
            throw service_unavailable_error(e.what());
        }
    });
}

void postgres_database::write_later(job what, std::function<void(bool)> done) {
    {
        std::lock_guard const lock(later_mutex_);
        if (!stopping_ && later_.size() < later_max) {
            later_.push_back({std::move(what), std::move(done)});
            done = nullptr;
        }
    }
    later_changed_.notify_one();
    if (done) done(false);
}

void postgres_database::work() {
    for (;;) {
        later next;
        {
            std::unique_lock lock(later_mutex_);
            later_changed_.wait(lock, [this] { return stopping_ || !later_.empty(); });
            if (later_.empty()) return;
            next = std::move(later_.front());
            later_.pop_front();
        }
        bool good = false;
        try {
            write(next.what);
            good = true;
        } catch (std::exception const&) { // told by `done`
        }
        next.done(good);
    }
}

bool postgres_database::healthy() {
    auto const until =
        steady_clock::now() + std::min<std::chrono::milliseconds>(1s, settings_.timeout);
    try {
        if (!probe_ || !probe_->alive()) {
            probe_.reset();
            probe_ = connect(until);
        }
        probe_->set_deadline(until);
        auto rows = probe_->ask("SELECT 1");
        return rows.next();
    } catch (error const&) {
        probe_.reset();
        return false;
    }
}

void postgres_database::migrate() {
    auto const db = connect(steady_clock::now() + 5s);
    db->take_time();
    db->script("BEGIN");
    db->take_time();
    db->script(migration_lock); // one process at a time
    db->script("CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL);"
               "INSERT INTO schema_version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM"
               " schema_version)");
    std::int64_t version = 0;
    {
        auto rows = db->ask("SELECT version FROM schema_version");
        if (rows.next()) version = rows.number(0);
    }
    auto const newest = static_cast<std::int64_t>(postgres_schema_steps.size());
    if (version > newest)
        throw service_unavailable_error("the database is of a later version of recond");
    for (auto step = version; step < newest; ++step)
        db->script(postgres_schema_steps[static_cast<std::size_t>(step)]);
    db->run("UPDATE schema_version SET version=?", newest);
    db->script("COMMIT");
}

} // namespace recon::store
