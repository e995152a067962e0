// Runs as the workers see them.
#include "adapters/store/sql_store.hpp"

#include <memory>
#include <string>
#include <utility>

namespace recon::store {

namespace {

void keep_result(connection& db, run const& of, run_end const& end, std::int64_t now) {
    if (db.run("INSERT INTO result(tenant, key, created, size, in_folder) VALUES (?,?,?,?,?)"
               " ON CONFLICT (tenant, key) DO UPDATE SET created=excluded.created",
               of.tenant, of.result_key, now, static_cast<std::int64_t>(end.size),
               std::int64_t{end.in_folder})
        == 0)
        return;
    for (auto const& file : end.files) {
        auto add = db.ask("INSERT INTO result_file(tenant, key, name, bytes) VALUES (?,?,?,?)"
                          " ON CONFLICT DO NOTHING");
        add.bind(of.tenant).bind(of.result_key).bind(file.name).bind_blob(file.bytes);
        add.next();
    }
}

/// A process that has not renewed its lease has died, or has lost the database for a minute.
constexpr std::int64_t expiries_max = 10;

void give_up(connection& db, std::string const& id, std::int64_t attempts_max, std::int64_t now) {
    std::string tenant;
    {
        auto rows = db.ask("SELECT tenant FROM run WHERE id=?");
        rows.bind(id);
        if (rows.next()) tenant = rows.text(0);
    }
    bool const given_up =
        db.run("UPDATE run SET state='failed', finished=?, worker='', error_code='RUN_CRASHED',"
               " error_detail='The service ended several times while it computed this run;"
               " it will not be tried again.' WHERE id=? AND state='running' AND attempts>=?",
               now, id, attempts_max)
        == 1;
    if (given_up) announce(db, tenant, id, run_state::failed, now);
}

} // namespace

std::vector<run> sql_store::claim(std::string const& worker, std::size_t count, std::int64_t now,
                                  std::int64_t lease_until) {
    std::vector<run> out;
    db_->write([&](connection& db) {
        out.clear();
        {
            static std::string const sql =
                std::string(run_columns)
                + "WHERE state IN ('queued','running') AND (state='queued' OR lease < ?) ORDER"
                  " BY attempts, seq LIMIT ? /*shared FOR UPDATE SKIP LOCKED*/";
            auto rows = db.ask(sql.c_str());
            rows.bind(now).bind(static_cast<std::int64_t>(count));
            while (rows.next())
                out.push_back(run_from(rows));
        }
        std::erase_if(out, [&](run& one) {
            if (one.state != run_state::running || ++one.attempts < expiries_max) return false;
            db.run("UPDATE run SET attempts=attempts+1 WHERE id=?", one.id);
            give_up(db, one.id, expiries_max, now);
            return true;
        });
        for (auto& one : out) {
            db.run("UPDATE run SET state='running', worker=?, lease=?, started=?, attempts=?"
                   " WHERE id=?",
                   worker, lease_until, now, std::int64_t{one.attempts}, one.id);
            one.state = run_state::running;
            one.worker = worker;
            one.started = now;
            read_inputs(db, one);
        }
    });
    return out;
}

void sql_store::renew(std::string const& worker, std::vector<std::string> const& held,
                      std::int64_t lease_until) {
    db_->write([&](connection& db) {
        for (auto const& id : held)
            db.run("UPDATE run SET lease=? WHERE id=? AND state='running' AND worker=?",
                   lease_until, id, worker);
    });
}

std::vector<std::string> sql_store::held_by(std::string const& worker) {
    return db_->read([&](connection& db) {
        std::vector<std::string> out;
        auto rows = db.ask("SELECT id FROM run WHERE state IN ('queued','running') AND"
                           " state='running' AND worker=?");
        rows.bind(worker);
        while (rows.next())
            out.push_back(rows.text(0));
        return out;
    });
}

std::vector<std::string> sql_store::ended_of(std::vector<std::string> const& ids) {
    return db_->read([&](connection& db) {
        std::vector<std::string> out;
        for (auto const& id : ids) {
            auto rows = db.ask("SELECT 1 FROM run WHERE id=? AND state IN ('queued','running')");
            rows.bind(id);
            if (!rows.next()) out.push_back(id);
        }
        return out;
    });
}

void sql_store::recover(std::string const& of, std::vector<std::string> const& crashed,
                        int attempts_max, std::int64_t now) {
    db_->write([&](connection& db) {
        for (auto const& id : crashed) {
            db.run("UPDATE run SET attempts=attempts+1 WHERE id=? AND state='running' AND"
                   " substr(worker,1,length(?))=?",
                   id, of, of);
            give_up(db, id, attempts_max, now);
        }
        db.run("UPDATE run SET state='queued', worker='', lease=0 WHERE state='running' AND"
               " substr(worker,1,length(?))=?",
               of, of);
    });
}

void sql_store::finish(run const& of, run_end const& end, std::int64_t now,
                       std::function<void(finished)> done) {
    auto const kept = std::make_shared<bool>(false);
    auto const ended = std::make_shared<run_end const>(end);
    db_->write_later(
        [=](connection& db) {
            *kept = db.run("UPDATE run SET state=?, finished=?, error_code=?, error_detail=?,"
                           " counts=?, worker='' WHERE id=? AND state='running' AND worker=?",
                           to_string(ended->state), now, ended->error_code, ended->error_detail,
                           ended->counts, of.id, of.worker)
                    == 1;
            if (*kept && ended->state == run_state::succeeded) keep_result(db, of, *ended, now);
            if (*kept) announce(db, of.tenant, of.id, ended->state, now);
        },
        [=, done = std::move(done)](bool committed) {
            done(!committed ? finished::failed : *kept ? finished::kept : finished::late);
        });
}

std::uint64_t sql_store::waiting() {
    return db_->read([](connection& db) { return count_waiting(db); });
}

} // namespace recon::store
