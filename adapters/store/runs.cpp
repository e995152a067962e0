// Runs as their tenants see them, and decisions.
#include "adapters/store/sql_store.hpp"

#include <recon/error.hpp>

#include <string>
#include <utility>

namespace recon::store {

namespace {

std::int64_t count_of(connection& db, char const* sql, std::string const& tenant) {
    auto rows = db.ask(sql);
    rows.bind(tenant);
    return rows.next() ? rows.number(0) : 0;
}

void insert_run(connection& db, run const& made, bool cached) {
    auto const state = cached ? run_state::succeeded : run_state::queued;
    db.run("INSERT INTO run(id, tenant, created_by, state, created, finished, settings, decisions,"
           " result_key, from_cache) VALUES (?,?,?,?,?,?,?,?,?,?)",
           made.id, made.tenant, made.created_by, to_string(state), made.created,
           cached ? made.created : std::int64_t{0}, made.settings, made.decisions, made.result_key,
           std::int64_t{cached});
    for (auto const& in : made.inputs) {
        auto upload = db.ask("INSERT INTO upload(tenant, sha256, size, bytes, created) "
                             "VALUES (?,?,?,?,?) ON CONFLICT (tenant, sha256) DO UPDATE SET "
                             "created=excluded.created");
        upload.bind(made.tenant).bind(in.sha256).bind(static_cast<std::int64_t>(in.size));
        if (in.in_file)
            upload.bind_no_blob();
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
                       " run.state='succeeded' AND result.created>=? ORDER BY seq DESC LIMIT 1"
                       " /*shared FOR SHARE OF result*/"); // nobody removes it meanwhile
    rows.bind(made.tenant).bind(made.result_key).bind(rules.cached_after);
    if (rows.next()) return rows.text(0);
    return std::nullopt;
}

/// `used` are the bytes that the tenant stores.
bool has_room(connection& db, run const& made, limits const& rules, std::int64_t used,
              submission& out) {
    if (count_waiting(db) >= rules.queue_max) {
        out.outcome = submission::what::queue_full;
        return false;
    }
    for (auto const& in : made.inputs)
        used += static_cast<std::int64_t>(in.size);
    if (static_cast<std::uint64_t>(used) <= rules.tenant_bytes_max) return true;
    out.outcome = submission::what::over_quota;
    return false;
}

/// Takes the key for this run; false where another run has it. Waits for a process that is about to
/// take it.
bool is_first(connection& db, run const& made, idempotency const& once, submission& out) {
    if (db.run("INSERT INTO idempotency(tenant, key, fingerprint, run, created)"
               " VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
               made.tenant, once.key, once.fingerprint, made.id, made.created)
        == 1)
        return true;
    auto rows = db.ask("SELECT fingerprint, run FROM idempotency WHERE tenant=? AND key=?");
    rows.bind(made.tenant).bind(once.key);
    if (!rows.next()) throw service_unavailable_error("a key was removed while it was used");
    out.outcome = rows.text(0) == once.fingerprint ? submission::what::replayed
                                                   : submission::what::other_request;
    out.id = rows.text(1);
    return false;
}

} // namespace

submission sql_store::submit(run const& made, idempotency const& once, limits const& rules,
                             audit_entry const& by) {
    submission out;
    db_->write([&](connection& db) {
        out = {submission::what::queued, made.id};
        if (!once.key.empty() && !is_first(db, made, once, out)) return;
        // Runs of a tenant are made one after the other, by whichever process.
        auto const used = count_of(
            db, "SELECT bytes FROM usage WHERE tenant=? /*shared FOR UPDATE*/", made.tenant);
        auto const counts = finished_like(db, made, rules);
        if (!counts && !has_room(db, made, rules, used, out)) {
            db.run("DELETE FROM idempotency WHERE tenant=? AND key=? AND run=?", made.tenant,
                   once.key, made.id);
            return;
        }
        insert_run(db, made, counts.has_value());
        note(db, by);
        if (counts) {
            db.run("UPDATE run SET counts=? WHERE id=?", *counts, made.id);
            out.outcome = submission::what::cached;
            announce(db, made.tenant, made.id, run_state::succeeded, made.created);
        }
    });
    return out;
}

std::optional<submission> sql_store::refusal_of(run const& made, idempotency const& once,
                                                limits const& rules) {
    std::optional<submission> refused;
    db_->write([&](connection& db) {
        refused.reset();
        if (!once.key.empty()) {
            auto known = db.ask("SELECT 1 FROM idempotency WHERE tenant=? AND key=?");
            known.bind(made.tenant).bind(once.key);
            if (known.next()) return; // it may be a repetition
        }
        if (finished_like(db, made, rules)) return;
        submission out;
        auto const used = count_of(db, "SELECT bytes FROM usage WHERE tenant=?", made.tenant);
        if (!has_room(db, made, rules, used, out)) refused = out;
    });
    return refused;
}

std::optional<run> sql_store::find_run(std::string const& tenant, std::string const& id) {
    return db_->read([&](connection& db) { return one_run(db, tenant, id); });
}

std::vector<run> sql_store::runs_of(std::string const& tenant, std::string const& after,
                                    std::size_t count) {
    return db_->read([&](connection& db) {
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

bool sql_store::cancel(std::string const& tenant, std::string const& id, std::int64_t at,
                       audit_entry const& by) {
    bool cancelled = false;
    db_->write([&](connection& db) {
        cancelled = db.run("UPDATE run SET state='cancelled', finished=?, worker='' WHERE"
                           " tenant=? AND id=? AND state IN ('queued','running')",
                           at, tenant, id)
                    == 1;
        if (cancelled) note(db, by);
    });
    return cancelled;
}

void sql_store::change_decisions(std::string const& tenant, std::string const& pair,
                                 std::vector<std::string> const& undone,
                                 std::vector<decision> const& made, audit_entry const& by) {
    auto told = by;
    auto const tell = [&](connection& db, std::string const& action, std::string const& subject) {
        if (by.action.empty()) return;
        told.action = by.action + '_' + action;
        told.subject = subject;
        note(db, told);
    };
    db_->write([&](connection& db) {
        for (auto const& id : undone)
            if (db.run("DELETE FROM decision WHERE tenant=? AND pair=? AND id=?", tenant, pair, id)
                == 1)
                tell(db, "undone", id);
        for (auto const& d : made) {
            db.run("INSERT INTO decision(id, tenant, pair, what, bank_positions,"
                   " ledger_positions, note, made_by, made) VALUES (?,?,?,?,?,?,?,?,?)",
                   d.id, d.tenant, d.pair, d.what, d.bank_positions, d.ledger_positions, d.note,
                   d.by, d.made);
            tell(db, d.what, d.id);
        }
    });
}

std::vector<decision> sql_store::decisions_of(std::string const& tenant, std::string const& pair) {
    return db_->read([&](connection& db) {
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

} // namespace recon::store
