// adapters/store/postgres_schema.hpp - the tables in PostgreSQL. A new version appends to the list;
// nothing is rewritten.
#pragma once

#include <array>

namespace recon::store {

/// Each entry brings the database from the version that is its index to the next.
inline constexpr std::array postgres_schema_steps{
    R"sql(
CREATE TABLE "user" (
  id text PRIMARY KEY, tenant text NOT NULL, email text NOT NULL UNIQUE,
  password_hash text NOT NULL, active bigint NOT NULL, created bigint NOT NULL
);
CREATE TABLE session (
  id text PRIMARY KEY, tenant text NOT NULL, "user" text NOT NULL REFERENCES "user"(id),
  refresh_hash text NOT NULL, created bigint NOT NULL, expires bigint NOT NULL
);
CREATE INDEX session_expires ON session(expires);
CREATE TABLE api_key (
  id text PRIMARY KEY, tenant text NOT NULL, name text NOT NULL, hash text NOT NULL,
  scopes text NOT NULL, created bigint NOT NULL, expires bigint NOT NULL, revoked bigint NOT NULL
);
CREATE INDEX api_key_tenant ON api_key(tenant);
CREATE TABLE upload (
  tenant text NOT NULL, sha256 text NOT NULL, size bigint NOT NULL, bytes bytea,
  created bigint NOT NULL, PRIMARY KEY (tenant, sha256)
);
CREATE TABLE run (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE,
  tenant text NOT NULL, created_by text NOT NULL, state text NOT NULL, created bigint NOT NULL,
  started bigint NOT NULL DEFAULT 0, finished bigint NOT NULL DEFAULT 0,
  settings text NOT NULL, decisions text NOT NULL, result_key text NOT NULL,
  from_cache bigint NOT NULL, error_code text NOT NULL DEFAULT '',
  error_detail text NOT NULL DEFAULT '', counts text NOT NULL DEFAULT '',
  worker text NOT NULL DEFAULT '', lease bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0
);
CREATE INDEX run_tenant ON run(tenant, seq);
CREATE INDEX run_waiting ON run(attempts, seq) WHERE state IN ('queued', 'running');
CREATE INDEX run_result ON run(tenant, result_key);
CREATE TABLE run_input (
  run text NOT NULL REFERENCES run(id) ON DELETE CASCADE, role text NOT NULL,
  tenant text NOT NULL, sha256 text NOT NULL, label text NOT NULL, size bigint NOT NULL,
  PRIMARY KEY (run, role)
);
CREATE INDEX run_input_upload ON run_input(tenant, sha256);
CREATE TABLE result (
  tenant text NOT NULL, key text NOT NULL, created bigint NOT NULL, size bigint NOT NULL,
  in_folder bigint NOT NULL, PRIMARY KEY (tenant, key)
);
CREATE TABLE result_file (
  tenant text NOT NULL, key text NOT NULL, name text NOT NULL, bytes bytea NOT NULL,
  PRIMARY KEY (tenant, key, name)
);
CREATE TABLE file (
  tenant text NOT NULL, key text NOT NULL, name text NOT NULL, size bigint NOT NULL,
  created bigint NOT NULL, PRIMARY KEY (tenant, key, name)
);
CREATE TABLE file_piece (
  tenant text NOT NULL, key text NOT NULL, name text NOT NULL, piece bigint NOT NULL,
  bytes bytea NOT NULL, PRIMARY KEY (tenant, key, name, piece),
  FOREIGN KEY (tenant, key, name) REFERENCES file(tenant, key, name) ON DELETE CASCADE
);
CREATE TABLE usage (tenant text PRIMARY KEY, bytes bigint NOT NULL);
CREATE FUNCTION stored_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage(tenant, bytes) VALUES (new.tenant, new.size)
    ON CONFLICT (tenant) DO UPDATE SET bytes = usage.bytes + excluded.bytes;
  RETURN NULL;
END $$;
CREATE FUNCTION stored_less() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE usage SET bytes = bytes - old.size WHERE tenant = old.tenant;
  RETURN NULL;
END $$;
CREATE TRIGGER upload_added AFTER INSERT ON upload FOR EACH ROW EXECUTE FUNCTION stored_more();
CREATE TRIGGER upload_removed AFTER DELETE ON upload FOR EACH ROW EXECUTE FUNCTION stored_less();
CREATE TRIGGER result_added AFTER INSERT ON result FOR EACH ROW EXECUTE FUNCTION stored_more();
CREATE TRIGGER result_removed AFTER DELETE ON result FOR EACH ROW EXECUTE FUNCTION stored_less();
CREATE TABLE decision (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE,
  tenant text NOT NULL, pair text NOT NULL, what text NOT NULL, bank_positions text NOT NULL,
  ledger_positions text NOT NULL, note text NOT NULL, made_by text NOT NULL, made bigint NOT NULL
);
CREATE INDEX decision_pair ON decision(tenant, pair);
CREATE TABLE idempotency (
  tenant text NOT NULL, key text NOT NULL, fingerprint text NOT NULL, run text NOT NULL,
  created bigint NOT NULL, PRIMARY KEY (tenant, key)
);
CREATE TABLE audit (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant text NOT NULL, who text NOT NULL,
  action text NOT NULL, subject text NOT NULL, request_id text NOT NULL, at bigint NOT NULL
);
CREATE INDEX audit_tenant ON audit(tenant, seq);
)sql",
    R"sql(
CREATE TABLE webhook (
  id text PRIMARY KEY, tenant text NOT NULL, url text NOT NULL, events text NOT NULL,
  format text NOT NULL, min_severity text NOT NULL, secret text NOT NULL, active bigint NOT NULL,
  created bigint NOT NULL
);
CREATE INDEX webhook_tenant ON webhook(tenant);
CREATE TABLE delivery (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, tenant text NOT NULL,
  webhook text NOT NULL REFERENCES webhook(id) ON DELETE CASCADE, event text NOT NULL,
  run text NOT NULL, state text NOT NULL DEFAULT 'pending', part bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0, due bigint NOT NULL, created bigint NOT NULL,
  ended bigint NOT NULL DEFAULT 0, status bigint NOT NULL DEFAULT 0,
  failure text NOT NULL DEFAULT '', worker text NOT NULL DEFAULT '',
  lease bigint NOT NULL DEFAULT 0
);
CREATE INDEX delivery_due ON delivery(due, seq) WHERE state = 'pending';
CREATE INDEX delivery_open ON delivery(state) WHERE state <> 'delivered';
CREATE INDEX delivery_webhook ON delivery(webhook, run, seq);
)sql",
    R"sql(
ALTER TABLE webhook ADD COLUMN paused_until bigint NOT NULL DEFAULT 0;
)sql",
    R"sql(
CREATE INDEX delivery_flying ON delivery(webhook, lease) WHERE state = 'pending';
)sql"};

} // namespace recon::store
