// adapters/http/handlers.hpp - a function a route, by subject; each is defined in a file of that
// name. They throw problem or recon::error, and the service makes an answer of it.
#pragma once

#include "adapters/http/context.hpp"

#include <recon/io/json.hpp>

namespace recon::http {

/// JSON that nobody else may keep.
response json_response(int status, io::json const& body);

/// Calls the handler of the request's route, in dispatch.cpp.
response dispatch(context& of, exchange& x);

// --- system.cpp
response root(context& of, exchange& x);
response livez(context& of, exchange& x);
response readyz(context& of, exchange& x);
response health(context& of, exchange& x);
response metrics_page(context& of, exchange& x);
response static_page(context& of, exchange& x);

// --- page.cpp
/// The page, where it was built in. Its script shows what the path names.
response page(context& of, exchange& x);
response page_asset(context& of, exchange& x);

// --- session.cpp
response session_get(context& of, exchange& x);
response session_begin(context& of, exchange& x);
response session_end(context& of, exchange& x);

// --- inspect.cpp
response inspect_file(context& of, exchange& x);

// --- accounts.cpp
/// Whose address and password the request holds. Throws problem 401, and counts.
store::user user_of_credentials(context& of, exchange& x);
response register_user(context& of, exchange& x);
response login(context& of, exchange& x);
response refresh(context& of, exchange& x);
response me(context& of, exchange& x);
response logout(context& of, exchange& x);
response keys_list(context& of, exchange& x);
response keys_create(context& of, exchange& x);
response keys_delete(context& of, exchange& x);

// --- runs.cpp
/// The run of the path. Throws problem 404, also for another tenant's.
store::run run_of(context& of, exchange const& x);
io::json run_json(store::run const& run);
/// Makes and commits a run from the request's form; gives its id.
std::string submit_run(context& of, exchange& x);
response runs_create(context& of, exchange& x);
response runs_list(context& of, exchange& x);
response run_get(context& of, exchange& x);
response run_delete(context& of, exchange& x);
response run_cancel(context& of, exchange& x);

// --- results.cpp
response run_page(context& of, exchange& x, std::string const& file);
response run_report(context& of, exchange& x);
/// A report as json, txt, csv, html or xlsx. Throws problem 404 for others.
response report_in(context& of, exchange& x, store::run const& run, std::string_view format);
/// A whole file of a run's result. Throws problem 404 or 409.
response result_download(context& of, exchange& x, store::run const& run, std::string const& file,
                         std::string_view type, std::string const& name);
/// The same in memory. Throws problem 413 where it is larger than result_text_max.
cache::bytes result_text(context& of, store::run const& run, std::string const& file);
inline constexpr std::uint64_t result_text_max = std::uint64_t{64} << 20U;
/// The first bytes of it.
std::string result_start(context& of, store::run const& run, std::string const& file,
                         std::size_t most);

// --- tickets.cpp
/// Tickets as a JSON array, the most severe first: as many as fit into `bytes_max`.
struct ticket_list {
    std::string text;
    bool whole = true;
};
ticket_list tickets_of(context& of, store::run const& run, std::string_view format,
                       std::string_view min_severity, std::size_t bytes_max);
response run_tickets(context& of, exchange& x);

// --- decisions.cpp
response decisions_list(context& of, exchange& x);
response decisions_add(context& of, exchange& x);
/// The decisions about two files, as a file that `recon match --decisions` reads; empty: none.
std::string decisions_file(context& of, std::string const& tenant, std::string const& bank_sha,
                           std::string const& ledger_sha);

// --- webhooks.cpp
/// The bodies of a message to a webhook. Throws not_found_error.
std::vector<std::string> webhook_messages(context& of, store::delivery const& told,
                                          store::webhook const& to);
response webhooks_list(context& of, exchange& x);
response webhooks_create(context& of, exchange& x);
response webhooks_delete(context& of, exchange& x);
response webhooks_test(context& of, exchange& x);
response webhook_deliveries(context& of, exchange& x);
response webhook_redeliver(context& of, exchange& x);

// --- old_api.cpp
response old_ingest(context& of, exchange& x, std::string const& side);
response old_reconcile(context& of, exchange& x);
response old_reconciliation(context& of, exchange& x);
response old_report(context& of, exchange& x);
response old_tickets(context& of, exchange& x);

} // namespace recon::http
