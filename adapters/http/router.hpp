// adapters/http/router.hpp - every path of the service, once: what it is for, who may, and what
// body it takes. Routing, access, limits, metrics and the tests are made from this table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recon::http {

/// Who may use a route.
enum class access : std::uint8_t {
    anyone,
    signed_in,  ///< any principal
    runs_read,  ///< a principal with the scope runs:read
    runs_write, ///< runs:write
    keys_admin, ///< keys:admin
    metrics     ///< anyone where METRICS_PUBLIC=true, else any principal
};

enum class body_kind : std::uint8_t {
    none,
    fields, ///< a small form or a JSON document
    files   ///< a form with files
};

/// Where a request is worked on. The I/O threads only do what takes microseconds.
enum class worker : std::uint8_t {
    here,    ///< on the I/O thread: touches neither disk nor store
    pool,    ///< on the pool of requests, which mostly wait for the disk
    compute, ///< on the few threads for what reads a whole file, or makes much of one
    password ///< on the pool for password hashes, which are slow on purpose
};

enum class route_id : std::uint8_t {
    root,
    livez,
    readyz,
    health,
    metrics_page,
    openapi,
    docs,
    redoc,
    docs_script,
    docs_style,
    page_sign_in,
    page_new,
    page_compare,
    page_run,
    page_run_view,
    page_asset,
    session_get,
    session_begin,
    session_end,
    old_ingest_bank,
    old_ingest_ledger,
    old_reconcile,
    old_reconciliation,
    old_report_csv,
    old_report_summary,
    old_report_readable,
    old_report_xlsx,
    old_tickets,
    register_user,
    login,
    refresh,
    me,
    logout,
    inspect,
    runs_create,
    runs_list,
    run_get,
    run_delete,
    run_cancel,
    run_matches,
    run_open_items,
    run_discrepancies,
    run_rejected,
    run_rows,
    run_statement,
    run_tickets,
    run_report,
    run_decisions_list,
    run_decisions_add,
    keys_list,
    keys_create,
    keys_delete,
    webhooks_list,
    webhooks_create,
    webhooks_delete,
    webhooks_test,
    webhook_deliveries,
    webhook_redeliver,
    count
};

struct route {
    route_id id;
    std::string_view method;
    std::string_view path; ///< "/v1/runs/{id}/report.{format}"
    access who;
    body_kind body;
    worker where;
    std::uint8_t cost; ///< counts so much against the rate limit; 0: exempt
};

std::span<route const> routes() noexcept;

/// What a path leads to.
struct routed {
    route const* found = nullptr;    ///< the route, if there is one for the method
    std::string_view allow;          ///< the methods of the path, where there is none: 405
    std::vector<std::string> values; ///< what stands for {…}, in order
};

/// HEAD is answered by the route of GET.
routed route_of(std::string_view method, std::span<std::string const> segments);

} // namespace recon::http
