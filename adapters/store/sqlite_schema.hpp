// adapters/store/sqlite_schema.hpp - the tables in SQLite. A new version appends to the list;
// nothing is rewritten.
#pragma once

#include <array>

namespace recon::store {

/// Each entry brings the database from the version that is its index to the next.
inline constexpr std::array sqlite_schema_steps{
    R"sql(
CREATE TABLE user (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL, active INTEGER NOT NULL, created INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, user TEXT NOT NULL REFERENCES user(id),
  refresh_hash TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_expires ON session(expires);
CREATE TABLE api_key (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL,
  scopes TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL,
  revoked INTEGER NOT NULL
) STRICT;
CREATE INDEX api_key_tenant ON api_key(tenant);
CREATE TABLE upload (
  tenant TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, bytes BLOB,
  created INTEGER NOT NULL, PRIMARY KEY (tenant, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE run (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL,
  created_by TEXT NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL,
  started INTEGER NOT NULL DEFAULT 0, finished INTEGER NOT NULL DEFAULT 0,
  settings TEXT NOT NULL, decisions TEXT NOT NULL, result_key TEXT NOT NULL,
  from_cache INTEGER NOT NULL, error_code TEXT NOT NULL DEFAULT '',
  error_detail TEXT NOT NULL DEFAULT '', counts TEXT NOT NULL DEFAULT '',
  worker TEXT NOT NULL DEFAULT '', lease INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX run_tenant ON run(tenant, seq);
CREATE INDEX run_waiting ON run(state, seq) WHERE state IN ('queued', 'running');
CREATE INDEX run_result ON run(tenant, result_key);
CREATE TABLE run_input (
  run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, role TEXT NOT NULL,
  tenant TEXT NOT NULL, sha256 TEXT NOT NULL, label TEXT NOT NULL, size INTEGER NOT NULL,
  PRIMARY KEY (run, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_input_upload ON run_input(tenant, sha256);
CREATE TABLE result (
  tenant TEXT NOT NULL, key TEXT NOT NULL, created INTEGER NOT NULL, size INTEGER NOT NULL,
  in_folder INTEGER NOT NULL, PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE result_file (
  id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
  bytes BLOB NOT NULL, UNIQUE (tenant, key, name)
) STRICT;
CREATE TABLE usage (tenant TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;
CREATE TRIGGER upload_added AFTER INSERT ON upload BEGIN
  INSERT INTO usage(tenant, bytes) VALUES (new.tenant, new.size)
    ON CONFLICT(tenant) DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER upload_removed AFTER DELETE ON upload BEGIN
  UPDATE usage SET bytes = bytes - old.size WHERE tenant = old.tenant;
END;
CREATE TRIGGER result_added AFTER INSERT ON result BEGIN
  INSERT INTO usage(tenant, bytes) VALUES (new.tenant, new.size)
    ON CONFLICT(tenant) DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER result_removed AFTER DELETE ON result BEGIN
  UPDATE usage SET bytes = bytes - old.size WHERE tenant = old.tenant;
END;
CREATE TABLE decision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL,
  pair TEXT NOT NULL, what TEXT NOT NULL, bank_positions TEXT NOT NULL,
  ledger_positions TEXT NOT NULL, note TEXT NOT NULL, made_by TEXT NOT NULL, made INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_pair ON decision(tenant, pair);
CREATE TABLE idempotency (
  tenant TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, run TEXT NOT NULL,
  created INTEGER NOT NULL, PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, who TEXT NOT NULL,
  action TEXT NOT NULL, subject TEXT NOT NULL, request_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_tenant ON audit(tenant, seq);
)sql",
    R"sql(
CREATE TABLE webhook (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL,
  format TEXT NOT NULL, min_severity TEXT NOT NULL, secret TEXT NOT NULL, active INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_tenant ON webhook(tenant);
CREATE TABLE delivery (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL,
  webhook TEXT NOT NULL REFERENCES webhook(id) ON DELETE CASCADE, event TEXT NOT NULL,
  run TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending', part INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, created INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT '', worker TEXT NOT NULL DEFAULT '',
  lease INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX delivery_due ON delivery(due, seq) WHERE state = 'pending';
CREATE INDEX delivery_open ON delivery(state) WHERE state <> 'delivered';
CREATE INDEX delivery_webhook ON delivery(webhook, run, seq);
)sql",
    R"sql(
ALTER TABLE webhook ADD COLUMN paused_until INTEGER NOT NULL DEFAULT 0;
)sql",
    R"sql(
CREATE INDEX delivery_flying ON delivery(webhook, lease) WHERE state = 'pending';
)sql"};

} // namespace recon::store
