// Rows of runs, as more than one part of the store reads them.
#include "adapters/store/sql_store.hpp"

#include <recon/error.hpp>

#include <string>
#include <utility>

namespace recon::store {

namespace {

run_state state_of(std::string const& name) {
    for (auto const state : {run_state::queued, run_state::running, run_state::succeeded,
                             run_state::failed, run_state::cancelled})
        if (name == to_string(state)) return state;
    throw service_unavailable_error("the database holds a run in no state: " + name);
}

} // namespace

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

std::uint64_t count_waiting(connection& db) {
    // Both conditions, because SQLite takes an index of some rows only for its own words.
    auto rows = db.ask("SELECT count(*) FROM run WHERE state IN ('queued','running') AND"
                       " state='queued'");
    return static_cast<std::uint64_t>(rows.next() ? rows.number(0) : 0);
}

} // namespace recon::store
