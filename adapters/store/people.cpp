// Users, their sessions, keys, and who did what.
#include "adapters/store/sql_store.hpp"

#include <string>
#include <utility>

namespace recon::store {

namespace {

api_key key_from(query const& row) {
    return {row.text(0), row.text(1),   row.text(2),   row.text(3),
            row.text(4), row.number(5), row.number(6), row.number(7)};
}

constexpr char const* key_by_id =
    "SELECT id, tenant, name, hash, scopes, created, expires, revoked FROM api_key WHERE id=?";
constexpr char const* keys_by_tenant = "SELECT id, tenant, name, hash, scopes, created, expires, "
                                       "revoked FROM api_key WHERE tenant=? ORDER BY created, id";

std::optional<user> user_of(query& rows) {
    if (!rows.next()) return std::nullopt;
    return user{rows.text(0), rows.text(1),        rows.text(2),
                rows.text(3), rows.number(4) != 0, rows.number(5)};
}

} // namespace

void note(connection& db, audit_entry const& entry) {
    if (entry.action.empty()) return;
    db.run("INSERT INTO audit(tenant, who, action, subject, request_id, at) VALUES (?,?,?,?,?,?)",
           entry.tenant, entry.who, entry.action, entry.subject, entry.request_id, entry.at);
}

bool sql_store::add_user(user const& u, audit_entry const& by) {
    bool added = false;
    db_->write([&](connection& db) {
        added = db.run("INSERT INTO \"user\"(id, tenant, email, password_hash, active, created)"
                       " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                       u.id, u.tenant, u.email, u.password_hash, std::int64_t{u.active}, u.created)
                == 1;
        if (added) note(db, by);
    });
    return added;
}

std::optional<user> sql_store::user_by_email(std::string const& email) {
    return db_->read([&](connection& db) {
        auto rows = db.ask("SELECT id, tenant, email, password_hash, active, created FROM \"user\""
                           " WHERE email=?");
        rows.bind(email);
        return user_of(rows);
    });
}

std::optional<user> sql_store::user_by_id(std::string const& tenant, std::string const& id) {
    return db_->read([&](connection& db) {
        auto rows = db.ask("SELECT id, tenant, email, password_hash, active, created FROM \"user\""
                           " WHERE tenant=? AND id=?");
        rows.bind(tenant).bind(id);
        return user_of(rows);
    });
}

void sql_store::add_session(session const& s, audit_entry const& by) {
    db_->write([&](connection& db) {
        db.run("INSERT INTO session(id, tenant, \"user\", refresh_hash, created, expires)"
               " VALUES (?,?,?,?,?,?)",
               s.id, s.tenant, s.user, s.refresh_hash, s.created, s.expires);
        note(db, by);
    });
}

std::optional<session> sql_store::find_session(std::string const& id) {
    return db_->read([&](connection& db) -> std::optional<session> {
        auto rows =
            db.ask("SELECT id, tenant, \"user\", refresh_hash, created, expires FROM session"
                   " WHERE id=?");
        rows.bind(id);
        if (!rows.next()) return std::nullopt;
        return session{rows.text(0), rows.text(1),   rows.text(2),
                       rows.text(3), rows.number(4), rows.number(5)};
    });
}

bool sql_store::rotate(std::string const& id, std::string const& old_hash,
                       std::string const& new_hash, std::int64_t expires) {
    bool rotated = false;
    db_->write([&](connection& db) {
        rotated = db.run("UPDATE session SET refresh_hash=?, expires=? WHERE id=? AND"
                         " refresh_hash=?",
                         new_hash, expires, id, old_hash)
                  == 1;
        if (!rotated) db.run("DELETE FROM session WHERE id=?", id);
    });
    return rotated;
}

void sql_store::end_session(std::string const& tenant, std::string const& id,
                            audit_entry const& by) {
    db_->write([&](connection& db) {
        db.run("DELETE FROM session WHERE tenant=? AND id=?", tenant, id);
        note(db, by);
    });
}

bool sql_store::any_key() {
    return db_->read([](connection& db) {
        auto rows = db.ask("SELECT 1 FROM api_key LIMIT 1");
        return rows.next();
    });
}

void sql_store::add_key(api_key const& k, audit_entry const& by) {
    db_->write([&](connection& db) {
        db.run("INSERT INTO api_key(id, tenant, name, hash, scopes, created, expires, revoked)"
               " VALUES (?,?,?,?,?,?,?,0)",
               k.id, k.tenant, k.name, k.hash, k.scopes, k.created, k.expires);
        note(db, by);
    });
}

std::optional<api_key> sql_store::find_key(std::string const& id) {
    return db_->read([&](connection& db) -> std::optional<api_key> {
        auto rows = db.ask(key_by_id);
        rows.bind(id);
        if (!rows.next()) return std::nullopt;
        return key_from(rows);
    });
}

std::vector<api_key> sql_store::keys_of(std::string const& tenant) {
    return db_->read([&](connection& db) {
        std::vector<api_key> out;
        auto rows = db.ask(keys_by_tenant);
        rows.bind(tenant);
        while (rows.next())
            out.push_back(key_from(rows));
        return out;
    });
}

bool sql_store::revoke_key(std::string const& tenant, std::string const& id, std::int64_t at,
                           audit_entry const& by) {
    bool revoked = false;
    db_->write([&](connection& db) {
        revoked = db.run("UPDATE api_key SET revoked=? WHERE tenant=? AND id=? AND revoked=0", at,
                         tenant, id)
                  == 1;
        if (revoked) note(db, by);
    });
    return revoked;
}

std::vector<audit_entry> sql_store::audit_of(std::string const& tenant, std::size_t count) {
    return db_->read([&](connection& db) {
        std::vector<audit_entry> out;
        auto rows = db.ask("SELECT tenant, who, action, subject, request_id, at FROM audit WHERE"
                           " tenant=? ORDER BY seq DESC LIMIT ?");
        rows.bind(tenant).bind(static_cast<std::int64_t>(count));
        while (rows.next())
            out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                           rows.number(5)});
        return out;
    });
}

} // namespace recon::store
