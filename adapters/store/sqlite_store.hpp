// adapters/store/sqlite_store.hpp - the store in SQLite. What it does is in a file a subject:
// sqlite_people.cpp, sqlite_runs.cpp, sqlite_queue.cpp, sqlite_content.cpp.
#pragma once

#include "adapters/store/sqlite.hpp"
#include "adapters/store/store.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace recon::store {

// --- rows of runs, in sqlite_rows.cpp
inline constexpr char const* run_columns =
    "SELECT id, tenant, created_by, state, created, started, finished, settings, decisions,"
    " result_key, from_cache, error_code, error_detail, counts, worker, attempts FROM run ";
/// The run in a row of run_columns, without its inputs.
run run_from(query const& row);
void read_inputs(connection& db, run& of);
std::optional<run> one_run(connection& db, std::string const& tenant, std::string const& id);

class sqlite_store : public store {
  public:
    explicit sqlite_store(std::string const& path) : writer_(path), readers_(path) { migrate(); }

    bool healthy() override;

    // --- sqlite_people.cpp
    bool add_user(user const& u) override;
    std::optional<user> user_by_email(std::string const& email) override;
    std::optional<user> user_by_id(std::string const& tenant, std::string const& id) override;
    void add_session(session const& s) override;
    std::optional<session> find_session(std::string const& id) override;
    bool rotate(std::string const& id, std::string const& old_hash, std::string const& new_hash,
                std::int64_t expires) override;
    void end_session(std::string const& tenant, std::string const& id) override;
    bool any_key() override;
    void add_key(api_key const& k) override;
    std::optional<api_key> find_key(std::string const& id) override;
    std::vector<api_key> keys_of(std::string const& tenant) override;
    bool revoke_key(std::string const& tenant, std::string const& id, std::int64_t at) override;
    void audit(audit_entry const& e) override;

    // --- sqlite_runs.cpp
    submission submit(run const& made, idempotency const& once, limits const& rules) override;
    std::optional<run> find_run(std::string const& tenant, std::string const& id) override;
    std::vector<run> runs_of(std::string const& tenant, std::string const& after,
                             std::size_t count) override;
    bool cancel(std::string const& tenant, std::string const& id, std::int64_t at) override;
    void add_decisions(std::vector<decision> const& made) override;
    bool undo_decision(std::string const& tenant, std::string const& pair,
                       std::string const& id) override;
    std::vector<decision> decisions_of(std::string const& tenant, std::string const& pair) override;

    // --- sqlite_queue.cpp
    std::vector<run> claim(std::string const& worker, std::size_t count, std::int64_t now,
                           std::int64_t lease_until) override;
    void renew(std::string const& worker, std::int64_t lease_until) override;
    void recover(std::vector<std::string> const& crashed, int attempts_max,
                 std::int64_t now) override;
    void finish(run const& of, run_end end, std::int64_t now,
                std::function<void(bool)> done) override;
    std::uint64_t waiting() override;

    // --- sqlite_content.cpp
    std::optional<run_input> upload(std::string const& tenant, std::string const& sha) override;
    std::optional<std::string> result_bytes(std::string const& tenant, std::string const& key,
                                            std::string const& name) override;
    bool has_result(std::string const& tenant, std::string const& key) override;
    std::optional<swept> remove_run(std::string const& tenant, std::string const& id) override;
    swept sweep(sweep_rules const& rules) override;

  private:
    void migrate();

    writer writer_;
    readers readers_;
};

} // namespace recon::store
