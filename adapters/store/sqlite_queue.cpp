// Runs as the workers see them.
#include "adapters/store/sqlite_store.hpp"

#include <memory>
#include <string>
#include <utility>

namespace recon::store {

namespace {

void keep_result(connection& db, run const& of, run_end const& end, std::int64_t now) {
    if (db.run("INSERT INTO result(tenant, key, created, size, in_folder) VALUES (?,?,?,?,?)"
               " ON CONFLICT DO UPDATE SET created=excluded.created",
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

} // namespace

std::vector<run> sqlite_store::claim(std::string const& worker, std::size_t count, std::int64_t now,
                                     std::int64_t lease_until) {
    std::vector<run> out;
    writer_.write([&](connection& db) {
        out.clear();
        {
            static std::string const sql =
                std::string(run_columns)
                + "WHERE state IN ('queued','running') AND (state='queued' OR lease < ?) ORDER"
                  " BY attempts, seq LIMIT ?";
            auto rows = db.ask(sql.c_str());
            rows.bind(now).bind(static_cast<std::int64_t>(count));
            while (rows.next())
                out.push_back(run_from(rows));
        }
        for (auto& one : out) {
            db.run("UPDATE run SET state='running', worker=?, lease=?, started=? WHERE id=?",
                   worker, lease_until, now, one.id);
            one.state = run_state::running;
            one.worker = worker;
            one.started = now;
            read_inputs(db, one);
        }
    });
    return out;
}

void sqlite_store::renew(std::string const& worker, std::int64_t lease_until) {
    writer_.write([&](connection& db) {
        db.run("UPDATE run SET lease=? WHERE state='running' AND worker=?", lease_until, worker);
    });
}

void sqlite_store::recover(std::vector<std::string> const& crashed, int attempts_max,
                           std::int64_t now) {
    writer_.write([&](connection& db) {
        for (auto const& id : crashed) {
            db.run("UPDATE run SET attempts=attempts+1 WHERE id=? AND state='running'", id);
            db.run("UPDATE run SET state='failed', finished=?, error_code='RUN_CRASHED',"
                   " error_detail='The service ended several times while it computed this run;"
                   " it will not be tried again.' WHERE id=? AND state='running' AND"
                   " attempts>=?",
                   now, id, std::int64_t{attempts_max});
        }
        db.run("UPDATE run SET state='queued', worker='', lease=0 WHERE state='running'");
    });
}

void sqlite_store::finish(run const& of, run_end end, std::int64_t now,
                          std::function<void(bool)> done) {
    auto const kept = std::make_shared<bool>(false);
    auto const ended = std::make_shared<run_end>(std::move(end));
    writer_.write_later(
        [=](connection& db) {
            *kept = db.run("UPDATE run SET state=?, finished=?, error_code=?, error_detail=?,"
                           " counts=?, worker='' WHERE id=? AND state='running' AND worker=?",
                           to_string(ended->state), now, ended->error_code, ended->error_detail,
                           ended->counts, of.id, of.worker)
                    == 1;
            if (*kept && ended->state == run_state::succeeded) keep_result(db, of, *ended, now);
        },
        [=, done = std::move(done)](bool committed) { done(committed && *kept); });
}

std::uint64_t sqlite_store::waiting() {
    return readers_.read([](connection& db) {
        auto rows = db.ask("SELECT count(*) FROM run WHERE state='queued'");
        return static_cast<std::uint64_t>(rows.next() ? rows.number(0) : 0);
    });
}

} // namespace recon::store
