// The paths of the product before recon, in its body shapes.
#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"

#include "adapters/cli/match_settings.hpp"

#include <recon/error.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/inspection.hpp>
#include <recon/io/inspection_json.hpp>
#include <recon/io/read.hpp>

#include <algorithm>

namespace recon::http {

namespace {

constexpr std::size_t tickets_inside_max = std::size_t{8} << 20U; ///< bytes, in another answer
constexpr std::size_t listed_max = 10'000;                        ///< discrepancies, the worst

std::string_view old_state(store::run_state state) noexcept {
    switch (state) {
    case store::run_state::queued: return "pending";
    case store::run_state::running: return "processing";
    case store::run_state::succeeded: return "completed";
    case store::run_state::failed: return "failed";
    case store::run_state::cancelled: return "cancelled";
    }
    return "?";
}

double seconds_of(store::run const& run) {
    auto const begin = run.started == 0 ? run.created : run.started;
    return static_cast<double>(std::max<std::int64_t>(run.finished - begin, 0)) / 1'000;
}

/// Amounts are text: a reader that makes binary fractions of them does so by itself.
io::json stats_of(io::statement const& file, io::inspection const& seen) {
    io::json stats{{"total_parsed", file.records},
                   {"total_valid", file.entries.size()},
                   {"total_invalid", file.rejected.size()},
                   {"date_range", nullptr},
                   {"amount_range", nullptr},
                   {"total_debits", 0},
                   {"total_credits", 0},
                   {"total_debit_amount", "0"},
                   {"total_credit_amount", "0"}};
    if (seen.first_day && seen.last_day)
        stats["date_range"] = {{"min", io::to_iso(*seen.first_day)},
                               {"max", io::to_iso(*seen.last_day)}};
    if (seen.sums.empty()) return stats;
    auto const& sums = seen.sums.front();
    auto const digits = sums.unit.digits();
    std::int64_t low = INT64_MAX;
    std::int64_t high = INT64_MIN;
    for (auto const& row : file.entries) {
        if (row.amount.unit != sums.unit) continue;
        low = std::min(low, row.amount.minor);
        high = std::max(high, row.amount.minor);
    }
    stats["amount_range"] = {{"min", io::plain_sum(low, digits)},
                             {"max", io::plain_sum(high, digits)}};
    stats["total_debits"] = sums.out_count;
    stats["total_credits"] = sums.in_count;
    stats["total_debit_amount"] = io::plain_sum(-sums.out, digits);
    stats["total_credit_amount"] = io::plain_sum(sums.in, digits);
    stats["currency"] = sums.unit.code();
    return stats;
}

io::json report_json(store::run const& run, io::json const& counts) {
    auto const llm = counts.value("llm", io::json::object());
    return {{"reconciliation_id", run.id},
            {"run_at", utc_text(run.created)},
            {"status", old_state(run.state)},
            {"bank_transactions_count", counts.at("bank_rows")},
            {"ledger_transactions_count", counts.at("ledger_rows")},
            {"matched_count", counts.at("matches")},
            {"unmatched_bank_count", counts.at("unmatched_bank")},
            {"unmatched_ledger_count", counts.at("unmatched_ledger")},
            {"discrepancy_count", counts.at("discrepancies")},
            {"processing_time_seconds", seconds_of(run)},
            {"llm_calls_made", llm.value("calls", 0)},
            {"llm_tokens_used", llm.value("prompt_tokens", 0) + llm.value("completion_tokens", 0)}};
}

/// The discrepancies of a run: their number by type and by severity, and each of them.
io::json discrepancies_json(context& of, store::run const& run) {
    auto const text = result_text(of, run, "discrepancies.csv");
    io::json all = io::json::array();
    std::size_t total = 0;
    io::json by_type = io::json::object();
    io::json by_severity = io::json::object();
    std::size_t at = 0;
    auto const header = next_record(*text, at);
    while (header) {
        auto const record = next_record(*text, at);
        if (!record) break;
        io::json one = io::json::object();
        for (std::size_t i = 0; i < record->size() && i < header->size(); ++i)
            one[(*header)[i]] = (*record)[i].empty() ? io::json() : io::json((*record)[i]);
        for (auto* const count :
             {&by_type[one.value("type", "?")], &by_severity[one.value("severity", "?")]})
            *count = count->is_null() ? 1 : count->get<int>() + 1;
        if (++total <= listed_max) all.push_back(std::move(one));
    }
    io::json out{{"total_discrepancies", total},
                 {"by_type", by_type},
                 {"by_severity", by_severity},
                 {"discrepancies", all}};
    if (total > listed_max) out["truncated"] = true; // all are at /v1/runs/ID/discrepancies
    return out;
}

io::json summary_json(context& of, store::run const& run) {
    auto const counts = io::json::parse(run.counts);
    auto const rows = counts.at("bank_rows").get<double>();
    auto const open = counts.at("unmatched_bank").get<double>();
    return {{"reconciliation", report_json(run, counts)},
            {"matching",
             {{"total_matches", counts.at("matches")},
              {"unmatched_bank", counts.at("unmatched_bank")},
              {"unmatched_ledger", counts.at("unmatched_ledger")},
              {"match_rate", rows == 0 ? 0.0 : (rows - open) / rows}}},
            {"discrepancies", discrepancies_json(of, run)},
            {"recon", io::json::parse(*result_text(of, run, "summary.json"))}};
}

/// A run that failed, as the request that asked for it fails.
[[noreturn]] void throw_failed(store::run const& run) {
    auto const status = run.error_code == "VALIDATION_ERROR" || run.error_code == "POLICY_ERROR"
                            ? 400
                        : run.error_code == "LIMIT_ERROR"         ? 413
                        : run.error_code == "SERVICE_UNAVAILABLE" ? 507
                        : run.error_code.starts_with("INTERNAL") || run.error_code == "RUN_CRASHED"
                                || run.error_code == "MATCHING_ERROR"
                            ? 500
                            : 422;
    throw problem(status,
                  status == 422   ? "FILE_PROCESSING_ERROR"
                  : status == 400 ? "VALIDATION_ERROR"
                  : status == 413 ? "LIMIT_ERROR"
                  : status == 507 ? "SERVICE_UNAVAILABLE"
                                  : "MATCHING_ERROR",
                  run.error_detail);
}

response reconcile_response(context& of, exchange& x, std::string const& id) {
    auto const run = of.store->find_run(x.who.tenant, id);
    if (!run) throw problem(404, "RESOURCE_NOT_FOUND", "There is no such run.");
    if (run->state == store::run_state::failed) throw_failed(*run);
    auto const reports = "/api/reports/" + id;
    io::json body{{"reconciliation_id", id},
                  {"status", old_state(run->state)},
                  {"report_url", reports + "/csv"},
                  {"summary_url", reports + "/summary"},
                  {"readable_url", reports + "/readable"},
                  {"tickets_url", "/api/tickets/" + id}};
    std::string tickets;
    if (run->state == store::run_state::succeeded) {
        auto const counts = io::json::parse(run->counts);
        body["summary"] = {{"matched", counts.at("matches")},
                           {"unmatched_bank", counts.at("unmatched_bank")},
                           {"unmatched_ledger", counts.at("unmatched_ledger")},
                           {"discrepancies", counts.at("discrepancies")},
                           {"processing_time", seconds_of(*run)}};
        body["from_cache"] = run->from_cache;
        auto const least = io::json::parse(run->settings).value("min_severity", "low");
        auto const list = tickets_of(of, *run, "n8n", least, tickets_inside_max);
        if (!list.whole) body["tickets_truncated"] = true; // all are at tickets_url
        tickets = ",\"tickets\":" + list.text;
    }
    auto text = body.dump(-1, ' ', false, io::json::error_handler_t::replace);
    text.insert(text.size() - 1, tickets); // without parsing them, which would take much memory
    auto out = text_response(run->state == store::run_state::succeeded ? 200 : 202,
                             "application/json", std::move(text));
    if (x.replayed) out.set("Idempotency-Replayed", "true");
    if (x.cached) out.set("X-Cache", "hit");
    return out;
}

} // namespace

response old_ingest(context&, exchange& x, std::string const& side) {
    if (x.in.uploads.size() != 1 || x.in.uploads.front().field != "file")
        throw problem(400, "VALIDATION_ERROR", "Expected one file.",
                      {{"file", "a file is expected here"}});
    auto& given = x.in.uploads.front();
    io::read_options options;
    options.side = side;
    auto source = given.path.empty() ? io::from_bytes(given.bytes, given.label)
                                     : io::load(given.path, options);
    source.name = given.label;
    auto const file = io::read(source, options);
    if (file.entries.empty())
        throw file_processing_error("the file holds no transaction that can be read: "
                                        + (file.rejected.empty()
                                               ? std::string("expected a header line and rows")
                                               : file.rejected.front().detail),
                                    {given.label});
    auto const seen = io::inspect(file);
    return json_response(
        200, {{"status", file.rejected.empty() ? "success" : "partial"},
              {"transactions_count", file.entries.size()},
              {"errors", file.rejected.size()},
              {"warnings", std::count_if(file.assumptions.begin(), file.assumptions.end(),
                                         [](auto const& a) { return !a.decided; })},
              {"stats", stats_of(file, seen)},
              {"inspection", io::inspection_to_json(file, seen, 5)}});
}

response old_reconcile(context& of, exchange& x) {
    if (x.wait_over) return reconcile_response(of, x, x.wait_run);
    x.wait_run = submit_run(of, x);
    x.wait_until = std::chrono::steady_clock::now() + of.settings.run_max;
    x.where = worker::compute; // the answer reads all tickets
    return {};
}

response old_reconciliation(context& of, exchange& x) {
    auto const run = run_of(of, x);
    io::json body{{"reconciliation_id", run.id},
                  {"status", old_state(run.state)},
                  {"report", nullptr},
                  {"summary", nullptr}};
    if (run.state == store::run_state::succeeded) {
        auto const counts = io::json::parse(run.counts);
        body["report"] = report_json(run, counts);
        body["summary"] = {{"matches", counts.at("matches")},
                           {"discrepancies", counts.at("discrepancies")}};
    }
    if (!run.error_detail.empty()) body["error"] = run.error_detail;
    return json_response(200, body);
}

response old_report(context& of, exchange& x) {
    auto const run = run_of(of, x);
    auto const short_id = run.id.substr(0, 8);
    switch (x.to.found->id) {
    case route_id::old_report_csv:
        return result_download(of, x, run, "report.csv", "text/csv; charset=utf-8",
                               "reconciliation_report_" + short_id + ".csv");
    case route_id::old_report_readable:
        return result_download(of, x, run, "report.txt", "text/plain; charset=utf-8",
                               "reconciliation_readable_" + short_id + ".txt");
    case route_id::old_report_xlsx: return report_in(of, x, run, "xlsx");
    default: break;
    }
    static_cast<void>(result_text(of, run, "summary.json")); // 404 and 409 come first
    auto out = json_response(200, summary_json(of, run));
    auto const name = "reconciliation_summary_" + short_id + ".json";
    out.set("Content-Disposition", "attachment; filename=\"" + name + '"');
    return out;
}

response old_tickets(context& of, exchange& x) { return run_tickets(of, x); }

} // namespace recon::http
