#include "adapters/http/router.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace recon::http {

namespace {

using enum access;
using id = route_id;
constexpr auto none = body_kind::none;
constexpr auto fields = body_kind::fields;
constexpr auto files = body_kind::files;

// clang-format off
constexpr std::array table{
    route{id::root,          "GET",  "/",                      anyone,     none,   worker::here, 0},
    route{id::livez,         "GET",  "/livez",                 anyone,     none,   worker::here, 0},
    route{id::readyz,        "GET",  "/readyz",                anyone,     none,   worker::here, 0},
    route{id::health,        "GET",  "/health",                anyone,     none,   worker::here, 0},
    route{id::metrics_page,  "GET",  "/metrics",               metrics,    none,   worker::pool, 0},
    route{id::openapi,       "GET",  "/openapi.json",          anyone,     none,   worker::pool, 1},
    route{id::docs,          "GET",  "/api/docs",              anyone,     none,   worker::pool, 1},
    route{id::redoc,         "GET",  "/api/redoc",             anyone,     none,   worker::pool, 1},
    route{id::docs_script,   "GET",  "/api/docs/docs.js",      anyone,     none,   worker::pool, 1},
    route{id::docs_style,    "GET",  "/api/docs/docs.css",     anyone,     none,   worker::pool, 1},

    // The page: its files are in the program, and its script shows what the path names.
    route{id::page_sign_in,  "GET",  "/sign-in",               anyone,     none,   worker::here, 0},
    route{id::page_new,      "GET",  "/new",                   anyone,     none,   worker::here, 0},
    route{id::page_compare,  "GET",  "/compare",               anyone,     none,   worker::here, 0},
    route{id::page_run,      "GET",  "/runs/{id}",             anyone,     none,   worker::here, 0},
    route{id::page_run_view, "GET",  "/runs/{id}/{view}",      anyone,     none,   worker::here, 0},
    route{id::page_asset,    "GET",  "/assets/{name}",         anyone,     none,   worker::here, 0},

    route{id::old_ingest_bank,     "POST", "/api/ingest/bank",            runs_write, files, worker::compute, 5},
    route{id::old_ingest_ledger,   "POST", "/api/ingest/ledger",          runs_write, files, worker::compute, 5},
    route{id::old_reconcile,       "POST", "/api/reconcile",              runs_write, files, worker::pool, 5},
    route{id::old_reconciliation,  "GET",  "/api/reconciliation/{id}",    runs_read,  none,  worker::pool, 1},
    route{id::old_report_csv,      "GET",  "/api/reports/{id}/csv",       runs_read,  none,  worker::pool, 1},
    route{id::old_report_summary,  "GET",  "/api/reports/{id}/summary",   runs_read,  none,  worker::compute, 1},
    route{id::old_report_readable, "GET",  "/api/reports/{id}/readable",  runs_read,  none,  worker::pool, 1},
    route{id::old_report_xlsx,     "GET",  "/api/reports/{id}/xlsx",      runs_read,  none,   worker::pool, 1},
    route{id::old_tickets,         "GET",  "/api/tickets/{id}",           runs_read,  none,  worker::compute, 1},

    route{id::register_user, "POST", "/api/auth/register", anyone,    fields, worker::password, 10},
    route{id::login,         "POST", "/api/auth/login",    anyone,    fields, worker::password, 10},
    route{id::refresh,       "POST", "/api/auth/refresh",  anyone,    fields, worker::pool,     1},
    route{id::me,            "GET",  "/api/auth/me",       signed_in, none,   worker::pool,     1},
    route{id::logout,        "POST", "/api/auth/logout",   signed_in, fields, worker::pool,     1},

    route{id::session_get,   "GET",    "/v1/session", anyone,    none,   worker::pool,     1},
    route{id::session_begin, "POST",   "/v1/session", anyone,    fields, worker::password, 10},
    route{id::session_end,   "DELETE", "/v1/session", signed_in, none,   worker::pool,     1},

    route{id::inspect,            "POST",   "/v1/inspect",                    runs_write, files,  worker::compute, 2},
    route{id::runs_create,        "POST",   "/v1/runs",                       runs_write, files,  worker::pool, 5},
    route{id::runs_list,          "GET",    "/v1/runs",                       runs_read,  none,   worker::pool, 1},
    route{id::run_get,            "GET",    "/v1/runs/{id}",                  runs_read,  none,   worker::pool, 1},
    route{id::run_delete,         "DELETE", "/v1/runs/{id}",                  runs_write, none,   worker::pool, 1},
    route{id::run_cancel,         "POST",   "/v1/runs/{id}/cancel",           runs_write, fields, worker::pool, 1},
    route{id::run_matches,        "GET",    "/v1/runs/{id}/matches",          runs_read,  none,   worker::pool, 1},
    route{id::run_open_items,     "GET",    "/v1/runs/{id}/open-items",       runs_read,  none,   worker::pool, 1},
    route{id::run_discrepancies,  "GET",    "/v1/runs/{id}/discrepancies",    runs_read,  none,   worker::pool, 1},
    route{id::run_rejected,       "GET",    "/v1/runs/{id}/rejected",         runs_read,  none,   worker::pool, 1},
    route{id::run_rows,           "GET",    "/v1/runs/{id}/rows",             runs_read,  none,   worker::pool, 1},
    route{id::run_statement,      "GET",    "/v1/runs/{id}/statement",        runs_read,  none,   worker::pool, 1},
    route{id::run_tickets,        "GET",    "/v1/runs/{id}/tickets",          runs_read,  none,   worker::compute, 1},
    route{id::run_report,         "GET",    "/v1/runs/{id}/report.{format}",  runs_read,  none,   worker::pool, 1},
    route{id::run_decisions_list, "GET",    "/v1/runs/{id}/decisions",        runs_read,  none,   worker::pool, 1},
    route{id::run_decisions_add,  "POST",   "/v1/runs/{id}/decisions",        runs_write, fields, worker::compute, 1},

    route{id::keys_list,   "GET",    "/v1/keys",      keys_admin, none,   worker::pool, 1},
    route{id::keys_create, "POST",   "/v1/keys",      keys_admin, fields, worker::pool, 1},
    route{id::keys_delete, "DELETE", "/v1/keys/{id}", keys_admin, none,   worker::pool, 1},

    // They carry a tenant's figures to somebody else, as a key does.
    route{id::webhooks_list,      "GET",    "/v1/webhooks",                 keys_admin, none,   worker::pool, 1},
    route{id::webhooks_create,    "POST",   "/v1/webhooks",                 keys_admin, fields, worker::pool, 1},
    route{id::webhooks_delete,    "DELETE", "/v1/webhooks/{id}",            keys_admin, none,   worker::pool, 1},
    route{id::webhooks_test,      "POST",   "/v1/webhooks/{id}/test",       keys_admin, fields, worker::pool, 1},
    route{id::webhook_deliveries, "GET",    "/v1/webhooks/{id}/deliveries", keys_admin, none,   worker::pool, 1},
    route{id::webhook_redeliver,  "POST",   "/v1/webhooks/{id}/deliveries/{delivery}/redeliver",
          keys_admin, fields, worker::pool, 1},
};
// clang-format on

/// Whether one segment fits its template, "report.{format}"; what stands for {…} goes to `values`.
bool segment_fits(std::string_view pattern, std::string const& segment,
                  std::vector<std::string>& values) {
    auto const brace = pattern.find('{');
    if (brace == pattern.npos) return pattern == segment;
    if (!segment.starts_with(pattern.substr(0, brace)) || segment.size() == brace) return false;
    values.push_back(segment.substr(brace));
    return true;
}

bool path_fits(std::string_view pattern, std::span<std::string const> segments,
               std::vector<std::string>& values) {
    pattern.remove_prefix(1);
    for (auto const& segment : segments) {
        auto const slash = std::min(pattern.find('/'), pattern.size());
        if (pattern.empty() || !segment_fits(pattern.substr(0, slash), segment, values))
            return false;
        pattern.remove_prefix(std::min(slash + 1, pattern.size()));
    }
    return pattern.empty();
}

/// The methods of a path, "GET, HEAD, POST", made once.
std::string_view methods_of(std::string_view path) {
    static auto const all = [] {
        std::map<std::string_view, std::string> made;
        for (auto const& r : table) {
            auto& list = made[r.path];
            if (!list.empty()) list += ", ";
            list += r.method;
            if (r.method == "GET") list += ", HEAD";
        }
        return made;
    }();
    return all.at(path);
}

} // namespace

std::span<route const> routes() noexcept { return table; }

routed route_of(std::string_view method, std::span<std::string const> segments) {
    routed out;
    auto const wanted = method == "HEAD" ? std::string_view("GET") : method;
    for (auto const& r : table) {
        std::vector<std::string> values;
        if (!path_fits(r.path, segments, values)) continue;
        out.allow = methods_of(r.path);
        if (r.method != wanted) continue;
        out.found = &r;
        out.values = std::move(values);
        return out;
    }
    return out;
}

} // namespace recon::http
