// Files and results, and what has become too old.
#include "adapters/store/sql_store.hpp"

#include <string>
#include <utility>

namespace recon::store {

namespace {

/// Results that no run refers to any more: all such, or the one of a key. A run that waits for one
/// refers to it already; one that another process makes meanwhile holds on to it, or finds it gone.
void drop_unused_results(connection& db, swept& out, std::string const& of_tenant,
                         std::string const& of_key) {
    std::vector<std::pair<std::string, std::string>> gone;
    {
        auto rows = db.ask(
            of_key.empty() ? "SELECT tenant, key, in_folder FROM result WHERE ''=? AND ''=? AND"
                             " NOT EXISTS (SELECT 1 FROM run WHERE run.tenant=result.tenant AND"
                             " run.result_key=result.key) /*shared FOR UPDATE SKIP LOCKED*/"
                           : "SELECT tenant, key, in_folder FROM result WHERE tenant=? AND key=?"
                             " AND NOT EXISTS (SELECT 1 FROM run WHERE run.tenant=result.tenant AND"
                             " run.result_key=result.key) /*shared FOR UPDATE SKIP LOCKED*/");
        rows.bind(of_tenant).bind(of_key);
        while (rows.next()) {
            gone.emplace_back(rows.text(0), rows.text(1));
            if (rows.number(2) != 0) out.results.push_back(gone.back());
        }
    }
    for (auto const& [tenant, key] : gone) {
        if (db.run("DELETE FROM result WHERE tenant=? AND key=? AND NOT EXISTS (SELECT 1 FROM run"
                   " WHERE run.tenant=result.tenant AND run.result_key=result.key)",
                   tenant, key)
            == 0)
            continue;
        db.run("DELETE FROM result_file WHERE tenant=? AND key=?", tenant, key);
        ++out.results_count;
    }
}

/// Uploads older than that which no unfinished run needs; of one tenant those of no run at all.
void drop_uploads(connection& db, swept& out, std::int64_t before, std::string const& of_tenant) {
    std::vector<std::pair<std::string, std::string>> gone;
    {
        auto rows = db.ask(
            of_tenant.empty()
                ? "SELECT tenant, sha256, CASE WHEN bytes IS NULL THEN 1 ELSE 0 END FROM upload "
                  "WHERE created<? AND ''=?"
                  " AND NOT EXISTS (SELECT 1 FROM run_input JOIN run ON run.id=run_input.run"
                  " WHERE run_input.tenant=upload.tenant AND run_input.sha256=upload.sha256 AND"
                  " run.state IN ('queued','running')) /*shared FOR UPDATE SKIP LOCKED*/"
                : "SELECT tenant, sha256, CASE WHEN bytes IS NULL THEN 1 ELSE 0 END FROM upload "
                  "WHERE created<? AND "
                  "tenant=?"
                  " AND NOT EXISTS (SELECT 1 FROM run_input WHERE"
                  " run_input.tenant=upload.tenant AND run_input.sha256=upload.sha256)"
                  " /*shared FOR UPDATE SKIP LOCKED*/");
        rows.bind(before).bind(of_tenant);
        while (rows.next()) {
            gone.emplace_back(rows.text(0), rows.text(1));
            if (rows.number(2) != 0) out.uploads.push_back(gone.back());
        }
    }
    for (auto const& [tenant, sha] : gone)
        out.uploads_count += static_cast<std::uint64_t>(db.run(
            "DELETE FROM upload WHERE tenant=? AND sha256=? AND NOT EXISTS (SELECT 1 FROM run_input"
            " JOIN run ON run.id=run_input.run WHERE run_input.tenant=upload.tenant AND"
            " run_input.sha256=upload.sha256 AND run.state IN ('queued','running'))",
            tenant, sha));
}

} // namespace

std::optional<run_input> sql_store::upload(std::string const& tenant, std::string const& sha) {
    return db_->read([&](connection& db) -> std::optional<run_input> {
        auto rows = db.ask("SELECT size, bytes, CASE WHEN bytes IS NULL THEN 1 ELSE 0 END FROM "
                           "upload WHERE tenant=? AND"
                           " sha256=?");
        rows.bind(tenant).bind(sha);
        if (!rows.next()) return std::nullopt;
        return run_input{{},           sha,
                         {},           static_cast<std::uint64_t>(rows.number(0)),
                         rows.text(1), rows.number(2) != 0};
    });
}

std::optional<std::string> sql_store::result_bytes(std::string const& tenant,
                                                   std::string const& key,
                                                   std::string const& name) {
    return db_->read([&](connection& db) -> std::optional<std::string> {
        auto rows = db.ask("SELECT bytes FROM result_file WHERE tenant=? AND key=? AND name=?");
        rows.bind(tenant).bind(key).bind(name);
        if (!rows.next()) return std::nullopt;
        return rows.text(0);
    });
}

bool sql_store::has_result(std::string const& tenant, std::string const& key) {
    return db_->read([&](connection& db) {
        auto rows = db.ask("SELECT 1 FROM result WHERE tenant=? AND key=?");
        rows.bind(tenant).bind(key);
        return rows.next();
    });
}

std::optional<swept> sql_store::remove_run(std::string const& tenant, std::string const& id,
                                           audit_entry const& by) {
    std::optional<swept> out;
    db_->write([&](connection& db) {
        out.reset();
        std::string key;
        {
            auto rows = db.ask("SELECT result_key FROM run WHERE tenant=? AND id=?");
            rows.bind(tenant).bind(id);
            if (!rows.next()) return;
            key = rows.text(0);
        }
        db.run("DELETE FROM idempotency WHERE tenant=? AND run=?", tenant, id);
        if (db.run("DELETE FROM run WHERE tenant=? AND id=?", tenant, id) == 0) return;
        note(db, by);
        out.emplace();
        drop_unused_results(db, *out, tenant, key); // the others are the cleaning's
        drop_uploads(db, *out, INT64_MAX, tenant);
    });
    return out;
}

swept sql_store::sweep(sweep_rules const& rules) {
    swept out;
    db_->write([&](connection& db) {
        db.take_time();
        out = {};
        db.run("DELETE FROM idempotency WHERE created<?", rules.idempotency_before);
        db.run("DELETE FROM session WHERE expires<?", rules.now);
        db.run("DELETE FROM run WHERE finished>0 AND finished<?", rules.runs_before);
        db.run("DELETE FROM delivery WHERE state<>'pending' AND created<?", rules.runs_before);
        drop_unused_results(db, out, {}, {});
        drop_uploads(db, out, rules.uploads_before, {});
        // What was put here an hour ago and belongs to nothing: its process died, or its upload or
        // result is gone.
        if (db_->shared())
            db.run("DELETE FROM file WHERE created<? AND NOT EXISTS (SELECT 1 FROM upload WHERE"
                   " upload.tenant=file.tenant AND upload.sha256=file.key) AND NOT EXISTS (SELECT"
                   " 1 FROM result WHERE result.tenant=file.tenant AND result.key=file.key)",
                   rules.now - 3'600'000);
    });
    return out;
}

} // namespace recon::store
