#include "adapters/store/schema.hpp"
#include "adapters/store/sqlite.hpp"
#include "adapters/store/store.hpp"

#include <recon/error.hpp>

#include <string>
#include <utility>

namespace recon::store {

namespace {

constexpr char const* run_columns =
    "SELECT id, tenant, created_by, state, created, started, finished, settings, decisions,"
    " result_key, from_cache, error_code, error_detail, counts, worker, attempts FROM run ";

run_state state_of(std::string const& name) {
    for (auto const state : {run_state::queued, run_state::running, run_state::succeeded,
                             run_state::failed, run_state::cancelled})
        if (name == to_string(state)) return state;
    throw service_unavailable_error("the database holds a run in no state: " + name);
}

run run_from(query const& row) {
    run out;
    out.id = row.text(0);
    out.tenant = row.text(1);
    out.created_by = row.text(2);
    out.state = state_of(row.text(3));
    out.created = row.number(4);
    out.started = row.number(5);
    out.finished = row.number(6);
    out.settings = row.text(7);
    out.decisions = row.text(8);
    out.result_key = row.text(9);
    out.from_cache = row.number(10) != 0;
    out.error_code = row.text(11);
    out.error_detail = row.text(12);
    out.counts = row.text(13);
    out.worker = row.text(14);
    out.attempts = static_cast<int>(row.number(15));
    return out;
}

void read_inputs(connection& db, run& of) {
    auto rows = db.ask("SELECT role, sha256, label, size FROM run_input WHERE run=? ORDER BY role");
    rows.bind(of.id);
    while (rows.next())
        of.inputs.push_back({rows.text(0),
                             rows.text(1),
                             rows.text(2),
                             static_cast<std::uint64_t>(rows.number(3)),
                             {},
                             false});
}

std::optional<run> one_run(connection& db, std::string const& tenant, std::string const& id) {
    std::optional<run> out;
    {
        static std::string const sql = std::string(run_columns) + "WHERE tenant=? AND id=?";
        auto rows = db.ask(sql.c_str());
        rows.bind(tenant).bind(id);
        if (rows.next()) out = run_from(rows);
    }
    if (out) read_inputs(db, *out);
    return out;
}

std::int64_t count_of(connection& db, char const* sql, std::string const& tenant) {
    auto rows = db.ask(sql);
    rows.bind(tenant);
    return rows.next() ? rows.number(0) : 0;
}

api_key key_from(query const& row) {
    return {row.text(0), row.text(1),   row.text(2),   row.text(3),
            row.text(4), row.number(5), row.number(6), row.number(7)};
}

constexpr char const* key_by_id =
    "SELECT id, tenant, name, hash, scopes, created, expires, revoked FROM api_key WHERE id=?";
constexpr char const* keys_by_tenant = "SELECT id, tenant, name, hash, scopes, created, expires, "
                                       "revoked FROM api_key WHERE tenant=? ORDER BY created, id";

void insert_run(connection& db, run const& made, bool cached) {
    auto const state = cached ? run_state::succeeded : run_state::queued;
    db.run("INSERT INTO run(id, tenant, created_by, state, created, finished, settings, decisions,"
           " result_key, from_cache) VALUES (?,?,?,?,?,?,?,?,?,?)",
           made.id, made.tenant, made.created_by, to_string(state), made.created,
           cached ? made.created : std::int64_t{0}, made.settings, made.decisions, made.result_key,
           std::int64_t{cached});
    for (auto const& in : made.inputs) {
        auto upload =
            db.ask("INSERT INTO upload(tenant, sha256, size, bytes, created) "
                   "VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET created=excluded.created");
        upload.bind(made.tenant).bind(in.sha256).bind(static_cast<std::int64_t>(in.size));
        if (in.in_file)
            upload.bind_null();
        else
            upload.bind_blob(in.bytes);
        upload.bind(made.created);
        upload.next();
        db.run("INSERT INTO run_input(run, role, tenant, sha256, label, size) VALUES (?,?,?,?,?,?)",
               made.id, in.role, made.tenant, in.sha256, in.label,
               static_cast<std::int64_t>(in.size));
    }
}

/// Whether the tenant has the result of such a run already; its figures go to the new one.
std::optional<std::string> finished_like(connection& db, run const& made, limits const& rules) {
    auto rows = db.ask("SELECT run.counts FROM run JOIN result ON result.tenant=run.tenant AND"
                       " result.key=run.result_key WHERE run.tenant=? AND run.result_key=? AND"
                       " run.state='succeeded' AND result.created>=? ORDER BY seq DESC LIMIT 1");
    rows.bind(made.tenant).bind(made.result_key).bind(rules.cached_after);
    if (rows.next()) return rows.text(0);
    return std::nullopt;
}

class sqlite_store : public store {
  public:
    explicit sqlite_store(std::string const& path) : writer_(path), readers_(path) { migrate(); }

    bool healthy() override {
        try {
            return readers_.read([](connection& db) {
                auto rows = db.ask("SELECT count(*) FROM audit WHERE seq < 0");
                return rows.next();
            });
        } catch (error const&) {
            return false;
        }
    }

    bool add_user(user const& u) override {
        bool added = false;
        writer_.write([&](connection& db) {
            added =
                db.run("INSERT INTO user(id, tenant, email, password_hash, active, created)"
                       " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                       u.id, u.tenant, u.email, u.password_hash, std::int64_t{u.active}, u.created)
                == 1;
        });
        return added;
    }

    std::optional<user> user_by_email(std::string const& email) override {
        return readers_.read([&](connection& db) {
            auto rows = db.ask("SELECT id, tenant, email, password_hash, active, created FROM user"
                               " WHERE email=?");
            rows.bind(email);
            return user_of(rows);
        });
    }

    std::optional<user> user_by_id(std::string const& tenant, std::string const& id) override {
        return readers_.read([&](connection& db) {
            auto rows = db.ask("SELECT id, tenant, email, password_hash, active, created FROM user"
                               " WHERE tenant=? AND id=?");
            rows.bind(tenant).bind(id);
            return user_of(rows);
        });
    }

    void add_session(session const& s) override {
        writer_.write([&](connection& db) {
            db.run("INSERT INTO session(id, tenant, user, refresh_hash, created, expires)"
                   " VALUES (?,?,?,?,?,?)",
                   s.id, s.tenant, s.user, s.refresh_hash, s.created, s.expires);
        });
    }

    std::optional<session> find_session(std::string const& id) override {
        return readers_.read([&](connection& db) -> std::optional<session> {
            auto rows =
                db.ask("SELECT id, tenant, user, refresh_hash, created, expires FROM session"
                       " WHERE id=?");
            rows.bind(id);
            if (!rows.next()) return std::nullopt;
            return session{rows.text(0), rows.text(1),   rows.text(2),
                           rows.text(3), rows.number(4), rows.number(5)};
        });
    }

    bool rotate(std::string const& id, std::string const& old_hash, std::string const& new_hash,
                std::int64_t expires) override {
        bool rotated = false;
        writer_.write([&](connection& db) {
            rotated = db.run("UPDATE session SET refresh_hash=?, expires=? WHERE id=? AND"
                             " refresh_hash=?",
                             new_hash, expires, id, old_hash)
                      == 1;
            if (!rotated) db.run("DELETE FROM session WHERE id=?", id);
        });
        return rotated;
    }

    void end_session(std::string const& tenant, std::string const& id) override {
        writer_.write([&](connection& db) {
            db.run("DELETE FROM session WHERE tenant=? AND id=?", tenant, id);
        });
    }

    bool any_key() override {
        return readers_.read([](connection& db) {
            auto rows = db.ask("SELECT 1 FROM api_key LIMIT 1");
            return rows.next();
        });
    }

    void add_key(api_key const& k) override {
        writer_.write([&](connection& db) {
            db.run("INSERT INTO api_key(id, tenant, name, hash, scopes, created, expires, revoked)"
                   " VALUES (?,?,?,?,?,?,?,0)",
                   k.id, k.tenant, k.name, k.hash, k.scopes, k.created, k.expires);
        });
    }

    std::optional<api_key> find_key(std::string const& id) override {
        return readers_.read([&](connection& db) -> std::optional<api_key> {
            auto rows = db.ask(key_by_id);
            rows.bind(id);
            if (!rows.next()) return std::nullopt;
            return key_from(rows);
        });
    }

    std::vector<api_key> keys_of(std::string const& tenant) override {
        return readers_.read([&](connection& db) {
            std::vector<api_key> out;
            auto rows = db.ask(keys_by_tenant);
            rows.bind(tenant);
            while (rows.next())
                out.push_back(key_from(rows));
            return out;
        });
    }

    bool revoke_key(std::string const& tenant, std::string const& id, std::int64_t at) override {
        bool revoked = false;
        writer_.write([&](connection& db) {
            revoked = db.run("UPDATE api_key SET revoked=? WHERE tenant=? AND id=? AND revoked=0",
                             at, tenant, id)
                      == 1;
        });
        return revoked;
    }

    void audit(audit_entry const& e) override {
        // Not waited for: it is committed with the next sync, before any later answer.
        writer_.write_later(
            [e](connection& db) {
                db.run("INSERT INTO audit(tenant, who, action, subject, request_id, at)"
                       " VALUES (?,?,?,?,?,?)",
                       e.tenant, e.who, e.action, e.subject, e.request_id, e.at);
            },
            [](bool) {});
    }

    submission submit(run const& made, idempotency const& once, limits const& rules) override {
        submission out;
        writer_.write([&](connection& db) {
            out = {submission::what::queued, made.id};
            if (!once.key.empty()) {
                auto rows = db.ask("SELECT fingerprint, run FROM idempotency WHERE tenant=? AND"
                                   " key=?");
                rows.bind(made.tenant).bind(once.key);
                if (rows.next()) {
                    out.outcome = rows.text(0) == once.fingerprint
                                      ? submission::what::replayed
                                      : submission::what::other_request;
                    out.id = rows.text(1);
                    return;
                }
            }
            auto const counts = finished_like(db, made, rules);
            if (!counts && !has_room(db, made, rules, out)) return;
            insert_run(db, made, counts.has_value());
            if (counts) {
                db.run("UPDATE run SET counts=? WHERE id=?", *counts, made.id);
                out.outcome = submission::what::cached;
            }
            if (!once.key.empty())
                db.run("INSERT INTO idempotency(tenant, key, fingerprint, run, created)"
                       " VALUES (?,?,?,?,?)",
                       made.tenant, once.key, once.fingerprint, made.id, made.created);
        });
        return out;
    }

    std::optional<run> find_run(std::string const& tenant, std::string const& id) override {
        return readers_.read([&](connection& db) { return one_run(db, tenant, id); });
    }

    std::vector<run> runs_of(std::string const& tenant, std::string const& after,
                             std::size_t count) override {
        return readers_.read([&](connection& db) {
            std::vector<run> out;
            {
                static std::string const sql =
                    std::string(run_columns)
                    + "WHERE tenant=? AND seq < coalesce((SELECT seq FROM run WHERE tenant=? AND "
                      "id=?), 9223372036854775807) ORDER BY seq DESC LIMIT ?";
                auto rows = db.ask(sql.c_str());
                rows.bind(tenant).bind(tenant).bind(after).bind(static_cast<std::int64_t>(count));
                while (rows.next())
                    out.push_back(run_from(rows));
            }
            for (auto& one : out)
                read_inputs(db, one);
            return out;
        });
    }

    bool cancel(std::string const& tenant, std::string const& id, std::int64_t at) override {
        bool cancelled = false;
        writer_.write([&](connection& db) {
            cancelled = db.run("UPDATE run SET state='cancelled', finished=?, worker='' WHERE"
                               " tenant=? AND id=? AND state IN ('queued','running')",
                               at, tenant, id)
                        == 1;
        });
        return cancelled;
    }

    std::optional<swept> remove_run(std::string const& tenant, std::string const& id) override {
        std::optional<swept> out;
        writer_.write([&](connection& db) {
            out.reset();
            db.run("DELETE FROM idempotency WHERE tenant=? AND run=?", tenant, id);
            if (db.run("DELETE FROM run WHERE tenant=? AND id=?", tenant, id) == 0) return;
            out.emplace();
            drop_unused_results(db, *out);
            drop_uploads(db, *out, INT64_MAX, tenant);
        });
        return out;
    }

    std::vector<run> claim(std::string const& worker, std::size_t count, std::int64_t now,
                           std::int64_t lease_until) override {
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

    void renew(std::string const& worker, std::int64_t lease_until) override {
        writer_.write([&](connection& db) {
            db.run("UPDATE run SET lease=? WHERE state='running' AND worker=?", lease_until,
                   worker);
        });
    }

    void recover(std::vector<std::string> const& crashed, int attempts_max,
                 std::int64_t now) override {
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

    void finish(run const& of, run_end end, std::int64_t now,
                std::function<void(bool)> done) override {
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

    std::uint64_t waiting() override {
        return readers_.read([](connection& db) {
            auto rows = db.ask("SELECT count(*) FROM run WHERE state='queued'");
            return static_cast<std::uint64_t>(rows.next() ? rows.number(0) : 0);
        });
    }

    std::optional<run_input> upload(std::string const& tenant, std::string const& sha) override {
        return readers_.read([&](connection& db) -> std::optional<run_input> {
            auto rows = db.ask("SELECT size, bytes, bytes IS NULL FROM upload WHERE tenant=? AND"
                               " sha256=?");
            rows.bind(tenant).bind(sha);
            if (!rows.next()) return std::nullopt;
            return run_input{{},           sha,
                             {},           static_cast<std::uint64_t>(rows.number(0)),
                             rows.text(1), rows.number(2) != 0};
        });
    }

    std::optional<std::string> result_bytes(std::string const& tenant, std::string const& key,
                                            std::string const& name) override {
        return readers_.read([&](connection& db) -> std::optional<std::string> {
            auto rows = db.ask("SELECT bytes FROM result_file WHERE tenant=? AND key=? AND name=?");
            rows.bind(tenant).bind(key).bind(name);
            if (!rows.next()) return std::nullopt;
            return rows.text(0);
        });
    }

    bool has_result(std::string const& tenant, std::string const& key) override {
        return readers_.read([&](connection& db) {
            auto rows = db.ask("SELECT 1 FROM result WHERE tenant=? AND key=?");
            rows.bind(tenant).bind(key);
            return rows.next();
        });
    }

    void add_decisions(std::vector<decision> const& made) override {
        writer_.write([&](connection& db) {
            for (auto const& d : made)
                db.run("INSERT INTO decision(id, tenant, pair, what, bank_positions,"
                       " ledger_positions, note, made_by, made) VALUES (?,?,?,?,?,?,?,?,?)",
                       d.id, d.tenant, d.pair, d.what, d.bank_positions, d.ledger_positions, d.note,
                       d.by, d.made);
        });
    }

    bool undo_decision(std::string const& tenant, std::string const& pair,
                       std::string const& id) override {
        bool undone = false;
        writer_.write([&](connection& db) {
            undone =
                db.run("DELETE FROM decision WHERE tenant=? AND pair=? AND id=?", tenant, pair, id)
                == 1;
        });
        return undone;
    }

    std::vector<decision> decisions_of(std::string const& tenant,
                                       std::string const& pair) override {
        return readers_.read([&](connection& db) {
            std::vector<decision> out;
            auto rows = db.ask("SELECT id, tenant, pair, what, bank_positions, ledger_positions,"
                               " note, made_by, made FROM decision WHERE tenant=? AND pair=? ORDER"
                               " BY seq");
            rows.bind(tenant).bind(pair);
            while (rows.next())
                out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                               rows.text(5), rows.text(6), rows.text(7), rows.number(8)});
            return out;
        });
    }

    swept sweep(sweep_rules const& rules) override {
        swept out;
        writer_.write([&](connection& db) {
            out = {};
            db.run("DELETE FROM idempotency WHERE created<?", rules.idempotency_before);
            db.run("DELETE FROM session WHERE expires<?", rules.now);
            db.run("DELETE FROM run WHERE finished>0 AND finished<?", rules.runs_before);
            drop_unused_results(db, out);
            drop_uploads(db, out, rules.uploads_before, {});
        });
        return out;
    }

  private:
    static std::optional<user> user_of(query& rows) {
        if (!rows.next()) return std::nullopt;
        return user{rows.text(0), rows.text(1),        rows.text(2),
                    rows.text(3), rows.number(4) != 0, rows.number(5)};
    }

    static bool has_room(connection& db, run const& made, limits const& rules, submission& out) {
        auto waiting = db.ask("SELECT count(*) FROM run WHERE state='queued'");
        if (waiting.next() && static_cast<std::uint64_t>(waiting.number(0)) >= rules.queue_max) {
            out.outcome = submission::what::queue_full;
            return false;
        }
        auto used = count_of(db, "SELECT bytes FROM usage WHERE tenant=?", made.tenant);
        for (auto const& in : made.inputs)
            used += static_cast<std::int64_t>(in.size);
        if (static_cast<std::uint64_t>(used) <= rules.tenant_bytes_max) return true;
        out.outcome = submission::what::over_quota;
        return false;
    }

    static void keep_result(connection& db, run const& of, run_end const& end, std::int64_t now) {
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

    /// Results that no run refers to any more. A run that waits for one refers to it already.
    static void drop_unused_results(connection& db, swept& out) {
        std::vector<std::pair<std::string, std::string>> gone;
        {
            auto rows =
                db.ask("SELECT tenant, key, in_folder FROM result WHERE NOT EXISTS (SELECT 1"
                       " FROM run WHERE run.tenant=result.tenant AND"
                       " run.result_key=result.key)");
            while (rows.next()) {
                gone.emplace_back(rows.text(0), rows.text(1));
                if (rows.number(2) != 0) out.results.push_back(gone.back());
            }
        }
        for (auto const& [tenant, key] : gone) {
            db.run("DELETE FROM result_file WHERE tenant=? AND key=?", tenant, key);
            db.run("DELETE FROM result WHERE tenant=? AND key=?", tenant, key);
        }
        out.results_count += gone.size();
    }

    /// Uploads older than that which no unfinished run needs; of one tenant those of no run at all.
    static void drop_uploads(connection& db, swept& out, std::int64_t before,
                             std::string const& of_tenant) {
        std::vector<std::pair<std::string, std::string>> gone;
        {
            auto rows = db.ask(
                of_tenant.empty()
                    ? "SELECT tenant, sha256, bytes IS NULL FROM upload WHERE created<? AND ''=?"
                      " AND NOT EXISTS (SELECT 1 FROM run_input JOIN run ON run.id=run_input.run"
                      " WHERE run_input.tenant=upload.tenant AND run_input.sha256=upload.sha256 AND"
                      " run.state IN ('queued','running'))"
                    : "SELECT tenant, sha256, bytes IS NULL FROM upload WHERE created<? AND "
                      "tenant=?"
                      " AND NOT EXISTS (SELECT 1 FROM run_input WHERE"
                      " run_input.tenant=upload.tenant AND run_input.sha256=upload.sha256)");
            rows.bind(before).bind(of_tenant);
            while (rows.next()) {
                gone.emplace_back(rows.text(0), rows.text(1));
                if (rows.number(2) != 0) out.uploads.push_back(gone.back());
            }
        }
        for (auto const& [tenant, sha] : gone)
            db.run("DELETE FROM upload WHERE tenant=? AND sha256=?", tenant, sha);
        out.uploads_count += gone.size();
    }

    void migrate() {
        writer_.write([](connection& db) {
            std::int64_t version = 0;
            {
                auto rows = db.ask("PRAGMA user_version");
                if (rows.next()) version = rows.number(0);
            }
            auto const newest = static_cast<std::int64_t>(schema_steps.size());
            if (version > newest)
                throw service_unavailable_error("the database is of a later version of recond");
            for (auto step = version; step < newest; ++step)
                db.script(schema_steps[static_cast<std::size_t>(step)]);
            if (version != newest)
                db.script(("PRAGMA user_version=" + std::to_string(newest)).c_str());
        });
    }

    writer writer_;
    readers readers_;
};

} // namespace

std::unique_ptr<store> open_sqlite(std::string const& path) {
    return std::make_unique<sqlite_store>(path);
}

} // namespace recon::store
