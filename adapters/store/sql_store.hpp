// adapters/store/sql_store.hpp - the store in a database. What it does is in a file a subject:
// people.cpp, runs.cpp, queue.cpp, kept.cpp, files.cpp.
#pragma once

#include "adapters/store/sql.hpp"
#include "adapters/store/store.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recon::store {

// --- rows of runs, in rows.cpp
inline constexpr char const* run_columns =
    "SELECT id, tenant, created_by, state, created, started, finished, settings, decisions,"
    " result_key, from_cache, error_code, error_detail, counts, worker, attempts FROM run ";
/// The run in a row of run_columns, without its inputs.
run run_from(query const& row);
void read_inputs(connection& db, run& of);
std::optional<run> one_run(connection& db, std::string const& tenant, std::string const& id);
/// Runs that nobody computes yet; does not look at those that have ended.
std::uint64_t count_waiting(connection& db);

/// Writes what is to be told of a run that has ended, in the transaction that ends it; in
/// outbox.cpp.
void announce(connection& db, std::string const& tenant, std::string const& run, run_state state,
              std::int64_t now);

/// Writes who did what, in the transaction that does it; in people.cpp.
void note(connection& db, audit_entry const& entry);

class sql_store : public store {
  public:
    explicit sql_store(std::unique_ptr<database> of) : db_(std::move(of)) {}

    bool healthy() override { return db_->healthy(); }
    bool shared() const noexcept override { return db_->shared(); }
    std::int64_t clock_offset() const noexcept override { return db_->clock_offset(); }

    // --- people.cpp
    bool add_user(user const& u, audit_entry const& by) override;
    std::optional<user> user_by_email(std::string const& email) override;
    std::optional<user> user_by_id(std::string const& tenant, std::string const& id) override;
    void add_session(session const& s, audit_entry const& by) override;
    std::optional<session> find_session(std::string const& id) override;
    bool rotate(std::string const& id, std::string const& old_hash, std::string const& new_hash,
                std::int64_t expires) override;
    void end_session(std::string const& tenant, std::string const& id,
                     audit_entry const& by) override;
    bool any_key() override;
    void add_key(api_key const& k, audit_entry const& by) override;
    std::optional<api_key> find_key(std::string const& id) override;
    std::vector<api_key> keys_of(std::string const& tenant) override;
    bool revoke_key(std::string const& tenant, std::string const& id, std::int64_t at,
                    audit_entry const& by) override;
    std::vector<audit_entry> audit_of(std::string const& tenant, std::size_t count) override;

    // --- runs.cpp
    submission submit(run const& made, idempotency const& once, limits const& rules,
                      audit_entry const& by) override;
    std::optional<submission> refusal_of(run const& made, idempotency const& once,
                                         limits const& rules) override;
    std::optional<run> find_run(std::string const& tenant, std::string const& id) override;
    std::vector<run> runs_of(std::string const& tenant, std::string const& after,
                             std::size_t count) override;
    bool cancel(std::string const& tenant, std::string const& id, std::int64_t at,
                audit_entry const& by) override;
    void change_decisions(std::string const& tenant, std::string const& pair,
                          std::vector<std::string> const& undone, std::vector<decision> const& made,
                          audit_entry const& by) override;
    std::vector<decision> decisions_of(std::string const& tenant, std::string const& pair) override;

    // --- queue.cpp
    std::vector<run> claim(std::string const& worker, std::size_t count, std::int64_t now,
                           std::int64_t lease_until) override;
    void renew(std::string const& worker, std::vector<std::string> const& held,
               std::int64_t lease_until) override;
    std::vector<std::string> held_by(std::string const& worker) override;
    std::vector<std::string> ended_of(std::vector<std::string> const& ids) override;
    void recover(std::string const& of, std::vector<std::string> const& crashed, int attempts_max,
                 std::int64_t now) override;
    void finish(run const& of, run_end const& end, std::int64_t now,
                std::function<void(finished)> done) override;
    std::uint64_t waiting() override;

    // --- kept.cpp
    std::optional<run_input> upload(std::string const& tenant, std::string const& sha) override;
    std::optional<std::string> result_bytes(std::string const& tenant, std::string const& key,
                                            std::string const& name) override;
    bool has_result(std::string const& tenant, std::string const& key) override;
    std::optional<swept> remove_run(std::string const& tenant, std::string const& id,
                                    audit_entry const& by) override;
    swept sweep(sweep_rules const& rules) override;

    // --- outbox.cpp
    void add_webhook(webhook const& made, audit_entry const& by) override;
    std::vector<webhook> webhooks_of(std::string const& tenant) override;
    std::optional<webhook> find_webhook(std::string const& tenant, std::string const& id) override;
    bool remove_webhook(std::string const& tenant, std::string const& id,
                        audit_entry const& by) override;
    void disable_webhook(std::string const& tenant, std::string const& id) override;
    void add_delivery(delivery const& made, audit_entry const& by) override;
    std::vector<delivery> deliveries_of(std::string const& tenant, std::string const& webhook,
                                        std::string const& state, std::string const& after,
                                        std::size_t count) override;
    bool redeliver(std::string const& tenant, std::string const& webhook, std::string const& id,
                   audit_entry const& by) override;
    std::vector<delivery> claim_deliveries(std::string const& worker, std::size_t count,
                                           std::int64_t now, std::int64_t lease_until) override;
    bool note_delivery(std::string const& worker, delivery const& is,
                       std::int64_t lease_until) override;
    void pause_webhook(std::string const& webhook, std::int64_t until) override;
    backlog undelivered() override;

    // --- files.cpp
    void keep_file(file_name const& what, std::string const& path) override;
    bool fetch_file(file_name const& what, std::string const& path) override;

  private:
    std::unique_ptr<database> db_;
};

} // namespace recon::store
