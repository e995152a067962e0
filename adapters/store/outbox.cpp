// Webhooks, and what is to be sent to them.
#include "adapters/store/sql_store.hpp"

#include <recon/io/sha256.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace recon::store {

namespace {

constexpr char const* webhooks_by_tenant =
    "SELECT id, tenant, url, events, format, min_severity, secret, active, created, paused_until"
    " FROM webhook"
    " WHERE tenant=? ORDER BY created, id";

constexpr char const* delivery_columns =
    "SELECT id, tenant, webhook, event, run, state, part, attempts, due, created, ended, status,"
    " failure FROM delivery ";

delivery delivery_from(query const& row) {
    return {row.text(0),    row.text(1),    row.text(2),   row.text(3),   row.text(4),
            row.text(5),    row.number(6),  row.number(7), row.number(8), row.number(9),
            row.number(10), row.number(11), row.text(12)};
}

std::vector<webhook> webhooks(connection& db, std::string const& tenant) {
    std::vector<webhook> out;
    auto rows = db.ask(webhooks_by_tenant);
    rows.bind(tenant);
    while (rows.next())
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                       rows.text(5), rows.text(6), rows.number(7) != 0, rows.number(8),
                       rows.number(9)});
    return out;
}

void insert_delivery(connection& db, delivery const& made) {
    db.run("INSERT INTO delivery(id, tenant, webhook, event, run, due, created)"
           " VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
           made.id, made.tenant, made.webhook, made.event, made.run, made.due, made.created);
}

/// Whoever sends something by hand has reason to think that the receiver answers again.
void end_pause(connection& db, std::string const& tenant, std::string const& webhook) {
    db.run("UPDATE webhook SET paused_until=0 WHERE tenant=? AND id=?", tenant, webhook);
}

} // namespace

void announce(connection& db, std::string const& tenant, std::string const& run, run_state state,
              std::int64_t now) {
    constexpr std::array<std::string_view, 3> of_success{"run.completed", "discrepancies.found",
                                                         "ticket.created"};
    constexpr std::array<std::string_view, 1> of_failure{"run.failed"};
    auto const tell = [&](webhook const& to, std::string_view event) {
        if ((' ' + to.events + ' ').find(' ' + std::string(event) + ' ') == std::string::npos)
            return;
        // The same message has the same name, however often it is written.
        auto const name = io::sha256(to.id + ' ' + run + ' ' + std::string(event));
        insert_delivery(db, {"msg_" + name.substr(0, 32),
                             tenant,
                             to.id,
                             std::string(event),
                             run,
                             {},
                             0,
                             0,
                             now,
                             now,
                             0,
                             0,
                             {}});
    };
    for (auto const& to : webhooks(db, tenant)) {
        if (!to.active) continue;
        if (state == run_state::succeeded)
            for (auto const event : of_success)
                tell(to, event);
        else if (state == run_state::failed)
            for (auto const event : of_failure)
                tell(to, event);
    }
}

void sql_store::add_webhook(webhook const& made, audit_entry const& by) {
    db_->write([&](connection& db) {
        db.run("INSERT INTO webhook(id, tenant, url, events, format, min_severity, secret, active,"
               " created) VALUES (?,?,?,?,?,?,?,?,?)",
               made.id, made.tenant, made.url, made.events, made.format, made.min_severity,
               made.secret, std::int64_t{made.active}, made.created);
        note(db, by);
    });
}

std::vector<webhook> sql_store::webhooks_of(std::string const& tenant) {
    return db_->read([&](connection& db) { return webhooks(db, tenant); });
}

std::optional<webhook> sql_store::find_webhook(std::string const& tenant, std::string const& id) {
    auto all = webhooks_of(tenant);
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const& w) { return w.id == id; });
    return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

bool sql_store::remove_webhook(std::string const& tenant, std::string const& id,
                               audit_entry const& by) {
    bool removed = false;
    db_->write([&](connection& db) {
        removed = db.run("DELETE FROM webhook WHERE tenant=? AND id=?", tenant, id) == 1;
        if (removed) note(db, by);
    });
    return removed;
}

void sql_store::disable_webhook(std::string const& tenant, std::string const& id) {
    db_->write([&](connection& db) {
        db.run("UPDATE webhook SET active=0 WHERE tenant=? AND id=?", tenant, id);
        db.run("UPDATE delivery SET state='dead', failure='the receiver is gone (410)' WHERE"
               " webhook=? AND tenant=? AND state='pending'",
               id, tenant);
    });
}

void sql_store::add_delivery(delivery const& made, audit_entry const& by) {
    db_->write([&](connection& db) {
        insert_delivery(db, made);
        end_pause(db, made.tenant, made.webhook);
        note(db, by);
    });
}

std::vector<delivery> sql_store::deliveries_of(std::string const& tenant,
                                               std::string const& webhook, std::string const& state,
                                               std::string const& after, std::size_t count) {
    return db_->read([&](connection& db) {
        std::vector<delivery> out;
        static std::string const sql =
            std::string(delivery_columns)
            + "WHERE tenant=? AND webhook=? AND (?='' OR state=?) AND seq < coalesce((SELECT seq"
              " FROM delivery WHERE tenant=? AND id=?), 9223372036854775807) ORDER BY seq DESC"
              " LIMIT ?";
        auto rows = db.ask(sql.c_str());
        rows.bind(tenant).bind(webhook).bind(state).bind(state).bind(tenant).bind(after).bind(
            static_cast<std::int64_t>(count));
        while (rows.next())
            out.push_back(delivery_from(rows));
        return out;
    });
}

bool sql_store::redeliver(std::string const& tenant, std::string const& webhook,
                          std::string const& id, audit_entry const& by) {
    bool again = false;
    db_->write([&](connection& db) {
        again = db.run("UPDATE delivery SET state='pending', attempts=0, due=?, lease=0, worker=''"
                       " WHERE tenant=? AND webhook=? AND id=? AND state='dead'",
                       sent_first, tenant, webhook, id)
                == 1;
        if (!again) return;
        end_pause(db, tenant, webhook);
        note(db, by);
    });
    return again;
}

std::vector<delivery> sql_store::claim_deliveries(std::string const& worker, std::size_t count,
                                                  std::int64_t now, std::int64_t lease_until) {
    bool const any = db_->read([&](connection& db) { // seldom: no transaction for nothing
        auto rows = db.ask("SELECT 1 FROM delivery WHERE state='pending' AND due<=? AND lease<?"
                           " AND NOT EXISTS (SELECT 1 FROM webhook WHERE"
                           " webhook.id=delivery.webhook AND webhook.paused_until>?) LIMIT 1");
        rows.bind(now).bind(now).bind(now);
        return rows.next();
    });
    std::vector<delivery> out;
    if (!any) return out;
    db_->write([&](connection& db) {
        out.clear();
        {
            static std::string const sql =
                std::string(delivery_columns)
                + "WHERE state='pending' AND due<=? AND lease<? AND NOT EXISTS (SELECT 1 FROM"
                  " webhook WHERE webhook.id=delivery.webhook AND webhook.paused_until>?) AND"
                  " NOT EXISTS (SELECT 1 FROM delivery AS earlier WHERE delivery.run<>'' AND"
                  " earlier.webhook=delivery.webhook AND earlier.run=delivery.run AND"
                  " earlier.state='pending' AND earlier.seq<delivery.seq) AND NOT EXISTS (SELECT 1"
                  " FROM delivery AS flying WHERE flying.webhook=delivery.webhook AND"
                  " flying.state='pending' AND flying.lease>=?) ORDER BY due, seq LIMIT ?"
                  " /*shared FOR UPDATE SKIP LOCKED*/";
            auto rows = db.ask(sql.c_str());
            rows.bind(now).bind(now).bind(now).bind(now).bind(static_cast<std::int64_t>(count));
            while (rows.next())
                out.push_back(delivery_from(rows));
        }
        for (auto const& one : out)
            db.run("UPDATE delivery SET worker=?, lease=? WHERE id=?", worker, lease_until, one.id);
    });
    return out;
}

bool sql_store::note_delivery(std::string const& worker, delivery const& is,
                              std::int64_t lease_until) {
    bool noted = false;
    db_->write([&](connection& db) {
        noted = db.run("UPDATE delivery SET state=?, part=?, attempts=?, due=?, ended=?, status=?,"
                       " failure=?, lease=? WHERE id=? AND worker=? AND state='pending'",
                       is.state, is.part, is.attempts, is.due, is.ended, is.status, is.failure,
                       lease_until, is.id, worker)
                == 1;
    });
    return noted;
}

void sql_store::pause_webhook(std::string const& webhook, std::int64_t until) {
    db_->write([&](connection& db) {
        db.run("UPDATE webhook SET paused_until=? WHERE id=? AND paused_until<?", until, webhook,
               until);
    });
}

backlog sql_store::undelivered() {
    return db_->read([](connection& db) {
        backlog out;
        auto rows = db.ask("SELECT state, count(*) FROM delivery WHERE state<>'delivered' GROUP BY"
                           " state");
        while (rows.next())
            (rows.text(0) == "dead" ? out.dead : out.pending) =
                static_cast<std::uint64_t>(rows.number(1));
        return out;
    });
}

} // namespace recon::store
