// recon/io/summary.hpp - a run in figures, for programs: settings, inputs, counts, control totals,
// proof. Without times, paths or numbers of threads: two runs give the same bytes.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/json.hpp>
#include <recon/io/proof.hpp>
#include <recon/outcome.hpp>
#include <recon/version.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace recon::io {

/// Raised when a member of summary.json changes its meaning, or goes.
inline constexpr int summary_schema_version = 1;

/// A file that a run has written.
struct written_file {
    std::string name;
    std::string sha256;
};

/// How many of one side's records ended where.
struct side_counts {
    std::uint64_t transactions = 0; ///< with those carried in
    std::uint64_t matched = 0;      ///< one to one
    std::uint64_t grouped = 0;
    std::uint64_t netted = 0;
    std::uint64_t review = 0;
    std::uint64_t open = 0;

    /// Rows that are settled, in whatever way.
    std::uint64_t settled() const noexcept { return matched + grouped + netted; }
};
inline side_counts counts_of(finished_run const& run, side which) {
    side_counts counts;
    for (auto const& total : run.result.totals) {
        if (total.of != which) continue;
        counts.transactions += total.in.count;
        counts.matched += total.matched.count;
        counts.grouped += total.grouped.count;
        counts.netted += total.netted.count;
        counts.review += total.review.count;
        counts.open += total.open.count;
    }
    return counts;
}

namespace detail {

inline json input_json(run_side const& of) {
    auto const& file = of.file;
    json assumptions = json::array();
    for (auto const& a : file.assumptions)
        assumptions.push_back(
            {{"what", a.what}, {"evidence", a.evidence}, {"flag", a.flag}, {"decided", a.decided}});
    return {{"name", file.name},         {"sha256", file.sha256},   {"format", file.format},
            {"encoding", file.encoding}, {"records", file.records}, {"columns", file.columns},
            {"assumptions", assumptions}};
}

inline json counts_json(finished_run const& run, side which) {
    auto const counts = counts_of(run, which);
    auto const& of = run.of(which);
    std::uint64_t broken = 0;
    for (auto const& d : run.findings.all)
        broken += d.kind == discrepancy_kind::invalid_check_digit && d.of == which ? 1 : 0;
    return {{"records", of.file.records},
            {"carried_in", of.carried_count()},
            {"transactions", counts.transactions},
            {"matched", counts.matched},
            {"grouped", counts.grouped},
            {"netted", counts.netted},
            {"review", counts.review},
            {"open", counts.open},
            {"rejected", of.file.rejected.size()},
            {"noted", of.file.noted.size()},
            {"references_with_wrong_check_digits", broken}};
}

inline json matches_json(finished_run const& run) {
    std::vector<std::uint64_t> by_kind(5);
    std::uint64_t matched = 0;
    for (auto const& m : run.result.matches) {
        ++by_kind[static_cast<std::size_t>(m.kind)];
        matched += m.status == match_status::matched ? 1 : 0;
    }
    json kinds = json::object();
    for (std::size_t kind = 0; kind < by_kind.size(); ++kind)
        kinds[std::string(to_string(static_cast<match_kind>(kind)))] = by_kind[kind];
    return {
        {"matched", matched}, {"review", run.result.matches.size() - matched}, {"by_kind", kinds}};
}

inline json tally_json(tally const& of, unsigned digits) {
    return {{"count", of.count}, {"sum", plain_sum(of.sum_minor, digits)}};
}

inline json totals_json(finished_run const& run) {
    json totals = json::array();
    for (auto const& total : run.result.totals) {
        auto const digits = total.unit.digits();
        json each{{"currency", total.unit.code()},
                  {"side", name_of(total.of)},
                  {"in", tally_json(total.in, digits)}};
        for (auto const& [name, of] : buckets)
            each[std::string(name)] = tally_json(total.*of, digits);
        each["holds"] = total.holds();
        totals.push_back(std::move(each));
    }
    return totals;
}

inline json balances_json(finished_run const& run) {
    json balances = json::array();
    for (auto const which : {side::left, side::right}) {
        auto const& of = run.of(which);
        json breaks = json::array();
        for (auto const& b : of.file.breaks)
            breaks.push_back(b.position);
        if (auto const check = check_balances(of)) {
            auto const unit = check->opening.unit;
            balances.push_back({{"side", name_of(which)},
                                {"currency", unit.code()},
                                {"opening", plain_sum(check->opening.minor, unit.digits())},
                                {"movements", plain_sum(check->movements, unit.digits())},
                                {"closing", plain_sum(check->closing.minor, unit.digits())},
                                {"holds", check->holds()},
                                {"breaks", breaks}});
        } else if (!breaks.empty()) {
            balances.push_back({{"side", name_of(which)}, {"holds", false}, {"breaks", breaks}});
        }
    }
    return balances;
}

inline json discrepancies_json(finished_run const& run) {
    json kinds = json::object();
    json levels = json::object();
    auto const by_kind = run.findings.by_kind();
    for (std::size_t i = 0; i < by_kind.size(); ++i)
        kinds[std::string(to_string(static_cast<discrepancy_kind>(i)))] = by_kind[i];
    auto const by_severity = run.findings.by_severity();
    for (std::size_t i = by_severity.size(); i-- > 0;)
        levels[std::string(to_string(static_cast<severity>(i)))] = by_severity[i];
    return {{"count", run.findings.all.size()}, {"by_type", kinds}, {"by_severity", levels}};
}

inline json ageing_json(finished_run const& run) {
    json all = json::array();
    for (auto const& a : ageing_of(run)) {
        json each{{"currency", a.unit.code()}, {"side", name_of(a.of)}};
        for (std::size_t i = 0; i < age_buckets.size(); ++i)
            each[std::string(age_buckets[i])] = tally_json(a.by_age[i], a.unit.digits());
        all.push_back(std::move(each));
    }
    return all;
}

inline json bridges_json(proof const& proven) {
    json all = json::array();
    for (auto const& b : proven.bridges) {
        auto const digits = b.unit.digits();
        all.push_back({{"currency", b.unit.code()},
                       {"bank_balance", plain_sum(b.bank.balance, digits)},
                       {"adjusted_bank_balance", plain_sum(b.bank.adjusted, digits)},
                       {"ledger_balance", plain_sum(b.ledger.balance, digits)},
                       {"adjusted_ledger_balance", plain_sum(b.ledger.adjusted, digits)},
                       {"difference", plain_sum(b.difference(), digits)}});
    }
    return all;
}

inline json limits_json(finished_run const& run) {
    json limits = json::array();
    for (auto const& limit : run.result.limits)
        limits.push_back(
            {{"limit", to_string(limit.kind)}, {"rows", limit.rows}, {"loss", limit.loss}});
    return limits;
}

inline json proof_json(proof const& of) {
    json checks = json::array();
    for (auto const& check : of.checks)
        checks.push_back({{"check", check.name}, {"holds", check.holds}});
    return {{"holds", of.holds()}, {"checks", checks}};
}

} // namespace detail

/// summary.json. `outputs` are the other files of the run, in the order of their writing.
inline json summary_of(finished_run const& run, proof const& proven,
                       std::vector<written_file> const& outputs = {}) {
    json settings = json::object();
    for (auto const& [name, value] : run.settings)
        settings[name] = value;
    json others = json::array();
    for (auto const& other : run.other_inputs)
        others.push_back({{"role", other.role}, {"name", other.name}, {"sha256", other.sha256}});
    json files = json::array();
    for (auto const& file : outputs)
        files.push_back({{"name", file.name}, {"sha256", file.sha256}});
    std::string as_of;
    append_iso(as_of, run.as_of);
    json out{{"schema_version", summary_schema_version},
             {"recon_version", RECON_VERSION},
             {"as_of", as_of},
             {"settings", settings},
             {"inputs",
              {{"bank", detail::input_json(run.bank)},
               {"ledger", detail::input_json(run.ledger)},
               {"others", others}}},
             {"counts",
              {{"bank", detail::counts_json(run, side::left)},
               {"ledger", detail::counts_json(run, side::right)}}},
             {"matches", detail::matches_json(run)},
             {"control_totals", detail::totals_json(run)},
             {"balances", detail::balances_json(run)},
             {"bridges", detail::bridges_json(proven)},
             {"discrepancies", detail::discrepancies_json(run)},
             {"ageing", detail::ageing_json(run)},
             {"proof", detail::proof_json(proven)},
             {"limits", detail::limits_json(run)},
             {"outputs", files}};
    if (run.notes) out["llm"] = to_json(*run.notes);
    return out;
}

} // namespace recon::io
