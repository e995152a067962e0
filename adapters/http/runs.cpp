#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"

#include "adapters/cli/match_settings.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/cli/workbook_output.hpp"

#include <recon/error.hpp>
#include <recon/io/sha256.hpp>
#include <recon/version.hpp>

#include <algorithm>
#include <charconv>
#include <shared_mutex>

namespace recon::http {

namespace {

constexpr std::string_view severities[] = {"low", "medium", "high", "critical"};

[[noreturn]] void bad_field(std::string const& name, std::string detail) {
    throw problem(400, "VALIDATION_ERROR", "A field of the request has a wrong value.",
                  {{name, std::move(detail)}});
}

bool is_uuid(std::string_view text) noexcept {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool const hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (dash ? text[i] != '-' : !hex) return false;
    }
    return true;
}

/// Members of a small JSON object as fields: a client may send either.
void read_json_fields(exchange& x) {
    if (x.in.body.empty()) return;
    auto const body = io::json::parse(x.in.body, nullptr, false);
    if (body.is_discarded() || !body.is_object())
        throw problem(400, "malformed-json", "Expected a JSON object.");
    for (auto const& [name, value] : body.items()) {
        if (value.is_string())
            x.in.form.emplace_back(name, value.get<std::string>());
        else if (value.is_boolean() || value.is_number_integer())
            x.in.form.emplace_back(name, value.dump());
        else
            bad_field('/' + name, "expected a string; decimals too are strings, such as \"5.00\"");
    }
}

struct chosen {
    std::vector<cli::given_option> options;
    std::string min_severity = "low";
    std::string rerun_of;
    bool workbook = false;
    bool explain = false; ///< by a language model
};

/// The fields of the form, each known and given once.
chosen read_fields(exchange const& x) {
    chosen out;
    std::vector<std::string> seen;
    for (auto const& [name, value] : x.in.form) {
        if (std::find(seen.begin(), seen.end(), name) != seen.end())
            bad_field(name, "stands there twice");
        seen.push_back(name);
        if (name == "enable_llm") {
            if (value != "true" && value != "false") bad_field(name, "expected true or false");
            out.explain = value == "true";
        } else if (name == "min_severity_for_tickets" || name == "min_severity") {
            if (std::find(std::begin(severities), std::end(severities), value)
                == std::end(severities))
                bad_field(name, "expected low, medium, high or critical");
            out.min_severity = value;
        } else if (name == "xlsx") { // costs more than all the rest of a small run
            if (value != "true" && value != "false") bad_field(name, "expected true or false");
            out.workbook = value == "true";
            if (out.workbook && !cli::has_workbooks())
                bad_field(name, "this recond was built without libxlsxwriter");
        } else if (name == "rerun_of") {
            out.rerun_of = value;
        } else if (auto option = jobs::option_of_field(name)) {
            out.options.push_back({std::move(*option), value});
        } else {
            bad_field(name, "no such field: see /openapi.json");
        }
    }
    // The product before recon knew no second bound; a higher lower one moves it along.
    auto const has = [&](std::string_view name) {
        return std::find_if(out.options.begin(), out.options.end(),
                            [&](auto const& o) { return o.name == name; });
    };
    auto const low = has("min-confidence");
    if (low != out.options.end() && has("auto-confidence") == out.options.end()) {
        try {
            if (cli::confidence_value(low->value) > cli::match_settings{}.auto_confidence)
                out.options.push_back({"auto-confidence", low->value});
        } catch (error const&) { // told where the settings are read
        }
    }
    return out;
}

/// The settings as they are recorded with a run: only those that can change the answer, in a fixed
/// order.
std::string settings_json(chosen const& fields, bool has_model) {
    io::json match = io::json::object();
    try {
        for (auto const& [name, value] : cli::recorded_settings(cli::settings_of(fields.options)))
            match[name] = value;
    } catch (error const& e) {
        auto where = e.where().file;
        auto detail = std::string(e.what());
        if (auto const prefix = where + ": "; !where.empty() && detail.starts_with(prefix))
            detail.erase(0, prefix.size());
        std::replace(where.begin(), where.end(), '-', '_');
        bad_field(where.empty() ? "settings" : where, in_field_names(detail));
    }
    io::json all{{"match", match}, {"min_severity", fields.min_severity}};
    if (fields.workbook) all["xlsx"] = true;
    if (fields.explain) all["explain"] = has_model ? "llm" : "not_configured";
    return all.dump();
}

void take_upload(store::run& run, upload& file) {
    static constexpr std::pair<std::string_view, std::string_view> roles[] = {
        {"bank_file", "bank"},
        {"ledger_file", "ledger"},
        {"open_items", "open-items"},
        {"holidays", "holidays"},
        {"fx_rates", "fx-rates"}};
    for (auto const& [field, role] : roles) {
        if (file.field != field) continue;
        if (run.input(role) != nullptr) bad_field(file.field, "stands there twice");
        if (file.size == 0)
            throw problem(422, "FILE_PROCESSING_ERROR", "A file is empty.",
                          {{file.field, "expected a header line and rows"}});
        run.inputs.push_back({std::string(role), file.sha256, file.label, file.size,
                              std::move(file.bytes), !file.path.empty()});
        return;
    }
    bad_field("file",
              "the files of a run are bank_file, ledger_file, open_items, holidays and fx_rates");
}

/// The files of an earlier run, as long as they are kept.
void take_inputs_of(context& of, store::run& run, exchange const& x, std::string const& earlier) {
    if (!is_uuid(earlier)) bad_field("rerun_of", "expected the id of a run");
    auto const found = of.store->find_run(x.who.tenant, earlier);
    if (!found) bad_field("rerun_of", "there is no such run");
    for (auto const& in : found->inputs) {
        auto kept = of.store->upload(x.who.tenant, in.sha256);
        if (!kept)
            throw problem(422, "FILE_PROCESSING_ERROR",
                          "The files of that run are no longer kept: upload them again.");
        run.inputs.push_back(
            {in.role, in.sha256, in.label, in.size, std::move(kept->bytes), kept->in_file});
    }
}

std::string result_key_of(store::run const& run) {
    std::string text = RECON_VERSION;
    for (auto const* const role : {"bank", "ledger", "open-items", "holidays", "fx-rates"})
        if (auto const* const in = run.input(role))
            ((((text += '\n') += role) += ' ') += in->sha256) += ' ' + in->label;
    ((text += '\n') += run.settings) += '\n';
    return io::sha256(text += run.decisions);
}

store::idempotency idempotency_of(exchange const& x, store::run const& run) {
    auto key = x.in.header_value("idempotency-key");
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
        key = key.substr(1, key.size() - 2);
    if (key.empty() && x.in.header_count("idempotency-key") == 0) return {};
    bool const fits = key.size() >= 8 && key.size() <= 255
                      && std::all_of(key.begin(), key.end(),
                                     [](char c) { return c > ' ' && c < '\x7F' && c != '"'; });
    if (!fits) bad_field("Idempotency-Key", "expected 8 to 255 visible characters");
    return {std::string(key), io::sha256(std::string(x.to.found->path) + run.result_key)};
}

void read_submission(exchange& x, store::submission const& done) {
    using what = store::submission::what;
    switch (done.outcome) {
    case what::queued: return;
    case what::cached: x.cached = true; return;
    case what::replayed: x.replayed = true; return;
    case what::other_request:
        throw problem(422, "idempotency-key-reused",
                      "This Idempotency-Key was used for another request.");
    case what::queue_full:
        throw problem(503, "queue-full", "Too many runs are waiting: try again soon.")
            .with("Retry-After", "5");
    case what::over_quota:
        throw problem(507, "quota", "Your storage is full: delete runs that you no longer need.");
    }
}

} // namespace

store::run run_of(context& of, exchange const& x) {
    if (is_uuid(x.value(0)))
        if (auto found = of.store->find_run(x.who.tenant, x.value(0))) return std::move(*found);
    throw problem(404, "RESOURCE_NOT_FOUND", "There is no such run.");
}

io::json run_json(store::run const& run) {
    auto const when = [](std::int64_t at) { return at == 0 ? io::json() : io::json(utc_text(at)); };
    io::json inputs = io::json::array();
    for (auto const& in : run.inputs)
        inputs.push_back(
            {{"role", in.role}, {"name", in.label}, {"sha256", in.sha256}, {"size", in.size}});
    auto const path = "/v1/runs/" + run.id;
    io::json out{{"id", run.id},
                 {"state", to_string(run.state)},
                 {"created_at", utc_text(run.created)},
                 {"started_at", when(run.started)},
                 {"finished_at", when(run.finished)},
                 {"from_cache", run.from_cache},
                 {"inputs", inputs},
                 {"settings", io::json::parse(run.settings).at("match")},
                 {"counts", run.counts.empty() ? io::json() : io::json::parse(run.counts)},
                 {"error", nullptr}};
    auto const explain = io::json::parse(run.settings).value("explain", "");
    out["explanations"] = explain.empty()    ? io::json()
                          : explain != "llm" ? io::json{{"state", explain}}
                          : out["counts"].is_object()
                              ? out["counts"].value("llm", io::json{{"state", "pending"}})
                              : io::json{{"state", "pending"}};
    if (!run.error_code.empty())
        out["error"] = {{"code", run.error_code}, {"detail", run.error_detail}};
    if (run.state == store::run_state::succeeded)
        out["links"] = {{"matches", path + "/matches"},
                        {"open_items", path + "/open-items"},
                        {"discrepancies", path + "/discrepancies"},
                        {"rejected", path + "/rejected"},
                        {"rows", path + "/rows"},
                        {"statement", path + "/statement"},
                        {"tickets", path + "/tickets"},
                        {"decisions", path + "/decisions"},
                        {"report", path + "/report.txt"},
                        {"summary", path + "/report.json"}};
    return out;
}

std::string submit_run(context& of, exchange& x) {
    read_json_fields(x);
    auto fields = read_fields(x);
    store::run run;
    run.id = random_uuid();
    run.tenant = x.who.tenant;
    run.created_by = x.who.name();
    run.created = now_ms();
    if (!fields.rerun_of.empty() && !x.in.uploads.empty())
        bad_field("rerun_of", "give either files or an earlier run");
    if (!fields.rerun_of.empty()) take_inputs_of(of, run, x, fields.rerun_of);
    for (auto& file : x.in.uploads)
        take_upload(run, file);
    for (auto const& [role, field] : {std::pair("bank", "bank_file"), {"ledger", "ledger_file"}})
        if (run.input(role) == nullptr) bad_field(field, "a file is expected here");
    // Settings may ask for these files, and the files for settings.
    if (run.input("fx-rates") != nullptr) fields.options.push_back({"fx-rates", "fx-rates"});
    if (run.input("holidays") != nullptr && fields.rerun_of.empty())
        fields.options.push_back({"holidays", "holidays"});
    run.settings = settings_json(fields, of.explainer != nullptr);
    run.decisions =
        decisions_file(of, run.tenant, run.input("bank")->sha256, run.input("ledger")->sha256);
    run.result_key = result_key_of(run);
    auto const once = idempotency_of(x, run);
    // What a model says is kept by its question; a run that went without is not to be had again.
    if (fields.explain && of.explainer) run.result_key = io::sha256(run.result_key + '\n' + run.id);

    store::limits const rules{
        run.created
            - std::chrono::duration_cast<std::chrono::milliseconds>(of.settings.cache_ttl).count(),
        of.settings.queue_max, of.settings.tenant_quota};
    bool const large = std::any_of(x.in.uploads.begin(), x.in.uploads.end(),
                                   [](auto const& file) { return !file.path.empty(); });
    if (large && of.store->shared()) // before they are copied to where all can read them
        if (auto const refused = of.store->refusal_of(run, once, rules))
            read_submission(x, *refused);
    std::shared_lock const guarded(of.content->guard());
    for (auto const& file : x.in.uploads)
        if (!file.path.empty()) {
            of.content->keep_upload(run.tenant, file.sha256, file.path);
            of.content->share_upload(*of.store, run.tenant, file.sha256);
        }
    // What it refuses, the cleaning removes.
    auto const done = of.store->submit(run, once, rules, audit_entry_of(x, "run_created", run.id));
    read_submission(x, done);
    if (done.outcome == store::submission::what::queued) of.queue->poke();
    if (x.cached) of.deliverer->poke();
    of.counted->cache(x.cached ? "run_hit" : "run_miss");
    x.run = done.id;
    return done.id;
}

namespace {

/// Seconds that the caller would wait: "Prefer: wait=10".
std::chrono::seconds preferred_wait(exchange const& x) {
    auto const wait = list_item(x.in.header_value("prefer"), "wait");
    if (!wait || wait->empty() || wait->size() > 4) return {};
    unsigned seconds = 0;
    auto const [end, failed] = std::from_chars(wait->data(), wait->data() + wait->size(), seconds);
    if (failed != std::errc{} || end != wait->data() + wait->size()) return {};
    return std::chrono::seconds(std::min(seconds, 60U));
}

bool has_ended(store::run const& run) noexcept {
    return run.state != store::run_state::queued && run.state != store::run_state::running;
}

response state_response(context& of, exchange& x, std::string const& id, bool wait_over) {
    auto const run = of.store->find_run(x.who.tenant, id);
    if (!run) throw problem(404, "RESOURCE_NOT_FOUND", "There is no such run.");
    auto const wait = preferred_wait(x);
    if (!has_ended(*run) && wait.count() != 0 && !wait_over) {
        x.wait_run = id;
        x.wait_until = std::chrono::steady_clock::now() + wait;
        return {};
    }
    bool const waited = wait.count() != 0 && has_ended(*run);
    auto out = json_response(waited ? 200 : 202, run_json(*run));
    out.set("Location", "/v1/runs/" + id);
    if (wait.count() != 0) out.set("Preference-Applied", "wait=" + std::to_string(wait.count()));
    if (x.replayed) out.set("Idempotency-Replayed", "true");
    if (x.cached) out.set("X-Cache", "hit");
    return out;
}

} // namespace

response runs_create(context& of, exchange& x) {
    if (x.wait_over) return state_response(of, x, x.wait_run, true);
    auto const id = submit_run(of, x);
    return state_response(of, x, id, false);
}

response runs_list(context& of, exchange& x) {
    constexpr std::size_t page = 50;
    auto const cursor = x.parameter("cursor");
    if (!cursor.empty() && !is_uuid(cursor)) bad_field("cursor", "take it from next_cursor");
    auto const runs = of.store->runs_of(x.who.tenant, std::string(cursor), page + 1);
    io::json items = io::json::array();
    for (std::size_t i = 0; i < runs.size() && i < page; ++i)
        items.push_back(run_json(runs[i]));
    auto const next = runs.size() > page ? io::json(runs[page - 1].id) : io::json();
    return json_response(200, {{"items", items}, {"next_cursor", next}});
}

response run_get(context& of, exchange& x) {
    auto const run = run_of(of, x);
    auto body = run_json(run);
    if (run.state == store::run_state::running)
        if (auto const now = of.queue->progress_of(run.id))
            body["progress"] = {{"stage", now->stage}, {"done", now->done}, {"total", now->total}};
    return json_response(200, body);
}

response run_delete(context& of, exchange& x) {
    auto const run = run_of(of, x);
    {
        std::unique_lock alone(of.content->guard(), std::defer_lock);
        if (!of.store->shared()) alone.lock(); // see service::sweep()
        auto const gone =
            of.store->remove_run(x.who.tenant, run.id, audit_entry_of(x, "run_deleted", run.id));
        if (!alone.owns_lock()) alone.lock();
        if (gone) of.content->drop(*gone);
    }
    of.queue->cancelled(run.id);
    response out;
    out.status = 204;
    return out;
}

response run_cancel(context& of, exchange& x) {
    auto const run = run_of(of, x);
    if (!of.store->cancel(x.who.tenant, run.id, now_ms(),
                          audit_entry_of(x, "run_cancelled", run.id)))
        throw problem(409, "run-ended", "The run has ended already.");
    of.queue->cancelled(run.id);
    return json_response(200, run_json(run_of(of, x)));
}

} // namespace recon::http
