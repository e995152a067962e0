// adapters/store/store.hpp - where users, keys, runs, results and decisions are kept. Every query
// of a tenant's things names the tenant, so that nobody can reach another's by an id. Every
// function may throw service_unavailable_error.
#pragma once

#include "adapters/store/outbox.hpp"
#include "adapters/store/records.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::store {

/// What has become too old: files and folders that the caller may now remove.
struct swept {
    std::vector<std::pair<std::string, std::string>> uploads; ///< tenant and SHA-256, in files
    std::vector<std::pair<std::string, std::string>> results; ///< tenant and key, in folders
    std::uint64_t uploads_count = 0;
    std::uint64_t results_count = 0;
};

struct sweep_rules {
    std::int64_t now = 0;
    std::int64_t uploads_before = 0;
    std::int64_t runs_before = 0;
    std::int64_t idempotency_before = 0;
};

struct limits {
    std::int64_t cached_after = 0; ///< results older than this are not used again
    std::uint64_t queue_max = 100;
    std::uint64_t tenant_bytes_max = 0;
};

/// What became of the end of a run.
enum class finished : std::uint8_t {
    kept,
    late,  ///< the run is no longer this worker's: cancelled, or taken up by another
    failed ///< the store did not answer: say it again
};

/// A file of an upload ("upload" under its SHA-256) or of a result.
struct file_name {
    std::string tenant;
    std::string key;
    std::string name;
};

class store : public outbox {
  public:
    virtual bool healthy() = 0; ///< asks the database; may take its time
    /// Whether other processes use it too. Then files stand in it, and folders only hold copies.
    virtual bool shared() const noexcept = 0;
    /// The store's clock less this machine's, in milliseconds: leases of several machines are
    /// compared.
    virtual std::int64_t clock_offset() const noexcept = 0;

    // --- people and programs; what changes something takes the audit log's entry for it
    virtual bool add_user(user const& made, audit_entry const& by = {}) = 0; ///< false: is taken
    virtual std::optional<user> user_by_email(std::string const& email) = 0;
    virtual std::optional<user> user_by_id(std::string const& tenant, std::string const& id) = 0;
    virtual void add_session(session const& made, audit_entry const& by = {}) = 0;
    virtual std::optional<session> find_session(std::string const& id) = 0;
    /// Exchanges the refresh token. False, and the session is over, when the old one is not the
    /// newest: it was stolen, or is used a second time.
    virtual bool rotate(std::string const& id, std::string const& old_hash,
                        std::string const& new_hash, std::int64_t expires) = 0;
    virtual void end_session(std::string const& tenant, std::string const& id,
                             audit_entry const& by = {}) = 0;
    virtual bool any_key() = 0;
    virtual void add_key(api_key const& made, audit_entry const& by = {}) = 0;
    virtual std::optional<api_key> find_key(std::string const& id) = 0;
    virtual std::vector<api_key> keys_of(std::string const& tenant) = 0;
    virtual bool revoke_key(std::string const& tenant, std::string const& id, std::int64_t at,
                            audit_entry const& by = {}) = 0;
    /// Newest first.
    virtual std::vector<audit_entry> audit_of(std::string const& tenant, std::size_t count) = 0;

    // --- runs
    /// Commits a run before it returns.
    virtual submission submit(run const& made, idempotency const& once, limits const& rules,
                              audit_entry const& by = {}) = 0;
    /// Why submit() would not take it now, if so: there is no room. Nothing is kept.
    virtual std::optional<submission> refusal_of(run const& made, idempotency const& once,
                                                 limits const& rules) = 0;
    virtual std::optional<run> find_run(std::string const& tenant, std::string const& id) = 0;
    /// Newest first, those older than the run `after` (empty: all).
    virtual std::vector<run> runs_of(std::string const& tenant, std::string const& after,
                                     std::size_t count) = 0;
    /// False where there is no such run, or it has ended.
    virtual bool cancel(std::string const& tenant, std::string const& id, std::int64_t at,
                        audit_entry const& by = {}) = 0;
    virtual std::optional<swept> remove_run(std::string const& tenant, std::string const& id,
                                            audit_entry const& by = {}) = 0;

    // --- the queue
    /// The oldest runs that wait, or whose lease is over; from now on `worker` has them. Those that
    /// were being computed when a process died come after the others.
    virtual std::vector<run> claim(std::string const& worker, std::size_t count, std::int64_t now,
                                   std::int64_t lease_until) = 0;
    virtual void renew(std::string const& worker, std::vector<std::string> const& held,
                       std::int64_t lease_until) = 0;
    virtual std::vector<std::string> held_by(std::string const& worker) = 0;
    /// Those of the runs that have ended, or are no more.
    virtual std::vector<std::string> ended_of(std::vector<std::string> const& ids) = 0;
    /// Gives back what workers whose names begin with `of` held when their process died; `crashed`
    /// were being computed.
    virtual void recover(std::string const& of, std::vector<std::string> const& crashed,
                         int attempts_max, std::int64_t now) = 0;
    /// Ends a run, if this worker still has it. `done` is told once that is committed, on another
    /// thread.
    virtual void finish(run const& of, run_end const& end, std::int64_t now,
                        std::function<void(finished)> done) = 0;
    virtual std::uint64_t waiting() = 0;

    // --- content
    virtual std::optional<run_input> upload(std::string const& tenant, std::string const& sha) = 0;
    virtual std::optional<std::string>
    result_bytes(std::string const& tenant, std::string const& key, std::string const& name) = 0;

    virtual bool has_result(std::string const& tenant, std::string const& key) = 0;
    /// Copies a file into a shared store, before the upload or the result that it belongs to is
    /// committed; a store of one process leaves it where it is.
    virtual void keep_file(file_name const& what, std::string const& path) = 0;
    /// Writes such a file to `path`, whole or not at all. False: the store does not have it.
    virtual bool fetch_file(file_name const& what, std::string const& path) = 0;

    // --- decisions
    /// All or none: takes back the decisions `undone` about two files, and adds others. Each has an
    /// entry of its own in the audit log: of the action "decision", decision_undone and the like.
    virtual void change_decisions(std::string const& tenant, std::string const& pair,
                                  std::vector<std::string> const& undone,
                                  std::vector<decision> const& made,
                                  audit_entry const& by = {}) = 0;
    virtual std::vector<decision> decisions_of(std::string const& tenant,
                                               std::string const& pair) = 0;

    virtual swept sweep(sweep_rules const& rules) = 0;

  protected:
    store() = default;
    store(store const&) = default;
    store& operator=(store const&) = default;
};

/// SQLite in one file; its folder is locked for this process. Throws service_unavailable_error.
std::unique_ptr<store> open_sqlite(std::string const& path);

struct postgres_settings {
    std::string url; ///< postgresql://…, as libpq reads it
    unsigned connections = 10;
    std::chrono::milliseconds timeout{2'000}; ///< of an operation, with connecting and waiting
};

/// PostgreSQL, which several processes may share. Throws service_unavailable_error.
std::unique_ptr<store> open_postgres(postgres_settings settings);

} // namespace recon::store
