// Which handler answers which route.
#include "adapters/http/handlers.hpp"

namespace recon::http {

response dispatch(context& c, exchange& x) {
    switch (x.to.found->id) { // no default, so that -Wswitch names a route without a handler
    case route_id::root: return root(c, x);
    case route_id::livez: return livez(c, x);
    case route_id::readyz: return readyz(c, x);
    case route_id::health: return health(c, x);
    case route_id::metrics_page: return metrics_page(c, x);
    case route_id::openapi:
    case route_id::docs:
    case route_id::redoc:
    case route_id::docs_script:
    case route_id::docs_style: return static_page(c, x);
    case route_id::page_sign_in:
    case route_id::page_new:
    case route_id::page_compare:
    case route_id::page_run:
    case route_id::page_run_view: return page(c, x);
    case route_id::page_asset: return page_asset(c, x);
    case route_id::session_get: return session_get(c, x);
    case route_id::session_begin: return session_begin(c, x);
    case route_id::session_end: return session_end(c, x);
    case route_id::old_ingest_bank: return old_ingest(c, x, "bank");
    case route_id::old_ingest_ledger: return old_ingest(c, x, "ledger");
    case route_id::old_reconcile: return old_reconcile(c, x);
    case route_id::old_reconciliation: return old_reconciliation(c, x);
    case route_id::old_report_csv:
    case route_id::old_report_summary:
    case route_id::old_report_readable:
    case route_id::old_report_xlsx: return old_report(c, x);
    case route_id::old_tickets: return old_tickets(c, x);
    case route_id::register_user: return register_user(c, x);
    case route_id::login: return login(c, x);
    case route_id::refresh: return refresh(c, x);
    case route_id::me: return me(c, x);
    case route_id::logout: return logout(c, x);
    case route_id::inspect: return inspect_file(c, x);
    case route_id::runs_create: return runs_create(c, x);
    case route_id::runs_list: return runs_list(c, x);
    case route_id::run_get: return run_get(c, x);
    case route_id::run_delete: return run_delete(c, x);
    case route_id::run_cancel: return run_cancel(c, x);
    case route_id::run_matches: return run_page(c, x, "matches.csv");
    case route_id::run_open_items: return run_page(c, x, "open_items.csv");
    case route_id::run_discrepancies: return run_page(c, x, "discrepancies.csv");
    case route_id::run_rejected: return run_page(c, x, "rejected.csv");
    case route_id::run_rows: return run_page(c, x, "rows.csv");
    case route_id::run_statement: return run_page(c, x, "statement.csv");
    case route_id::run_tickets: return run_tickets(c, x);
    case route_id::run_report: return run_report(c, x);
    case route_id::run_decisions_list: return decisions_list(c, x);
    case route_id::run_decisions_add: return decisions_add(c, x);
    case route_id::keys_list: return keys_list(c, x);
    case route_id::keys_create: return keys_create(c, x);
    case route_id::keys_delete: return keys_delete(c, x);
    case route_id::webhooks_list: return webhooks_list(c, x);
    case route_id::webhooks_create: return webhooks_create(c, x);
    case route_id::webhooks_delete: return webhooks_delete(c, x);
    case route_id::webhooks_test: return webhooks_test(c, x);
    case route_id::webhook_deliveries: return webhook_deliveries(c, x);
    case route_id::webhook_redeliver: return webhook_redeliver(c, x);
    case route_id::count: break;
    }
    throw problem(404, "not-found", "There is nothing here: see /api/docs.");
}

} // namespace recon::http
