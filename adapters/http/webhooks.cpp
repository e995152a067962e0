// Who is told of what happens, and what they were told.
#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"

#include "adapters/jobs/run_job.hpp"
#include "adapters/notify/signature.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <array>

namespace recon::http {

namespace {

constexpr std::array<std::string_view, 4> event_names{"run.completed", "run.failed",
                                                      "discrepancies.found", "ticket.created"};
constexpr std::size_t webhooks_max = 20; ///< of a tenant
constexpr std::size_t tickets_max = 100; ///< of a run; the most severe
constexpr std::size_t tickets_bytes = std::size_t{4} << 20U;

[[noreturn]] void bad_member(std::string const& name, std::string detail) {
    throw problem(400, "VALIDATION_ERROR", "A webhook cannot be made of this.",
                  {{'/' + name, std::move(detail)}});
}

[[noreturn]] void not_there() {
    throw problem(404, "RESOURCE_NOT_FOUND", "There is no such webhook.");
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (end != 0) out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

io::json webhook_json(store::webhook const& of) {
    return {{"id", of.id},
            {"url", of.url},
            {"events", words(of.events)},
            {"ticket_format", of.format},
            {"min_severity", of.min_severity},
            {"active", of.active},
            {"paused_until",
             of.paused_until > now_ms() ? io::json(utc_text(of.paused_until)) : io::json()},
            {"created_at", utc_text(of.created)}};
}

/// `paused_until` is its webhook's.
io::json delivery_json(store::delivery const& of, std::int64_t paused_until) {
    auto const when = [](std::int64_t at) { return at == 0 ? io::json() : io::json(utc_text(at)); };
    return {{"id", of.id},
            {"event", of.event},
            {"run_id", of.run.empty() ? io::json() : io::json(of.run)},
            {"state", of.state},
            {"parts_delivered", of.part},
            {"attempts", of.attempts},
            {"created_at", when(of.created)},
            {"next_attempt_at", of.state == "pending"
                                    ? when(std::max({of.due, of.created, paused_until}))
                                    : io::json()},
            {"ended_at", when(of.ended)},
            {"last_status", of.status == 0 ? io::json() : io::json(of.status)},
            {"last_failure", of.failure.empty() ? io::json() : io::json(of.failure)}};
}

std::string text_member(io::json const& body, char const* name, std::string fallback) {
    auto const found = body.find(name);
    if (found == body.end() || found->is_null()) return fallback;
    if (!found->is_string()) bad_member(name, "expected a string");
    return found->get<std::string>();
}

std::string events_of(io::json const& body) {
    auto const found = body.find("events");
    std::string out;
    if (found == body.end()) {
        for (auto const name : event_names)
            (out += out.empty() ? "" : " ") += name;
        return out;
    }
    if (!found->is_array() || found->empty()) bad_member("events", "expected a list of events");
    for (auto const& name : *found) {
        if (!name.is_string()
            || std::find(event_names.begin(), event_names.end(), name.get<std::string>())
                   == event_names.end())
            bad_member("events", "expected run.completed, run.failed, discrepancies.found or "
                                 "ticket.created");
        (out += out.empty() ? "" : " ") += name.get<std::string>();
    }
    return out;
}

store::webhook webhook_of(context& of, exchange const& x) {
    auto const found = of.store->find_webhook(x.who.tenant, x.value(0));
    if (!found) not_there();
    return *found;
}

/// The same text whenever it is made.
std::string message(std::string_view type, std::int64_t at, io::json data) {
    return io::json{{"type", type}, {"timestamp", utc_text(at)}, {"data", std::move(data)}}.dump(
        -1, ' ', false, io::json::error_handler_t::replace);
}

} // namespace

std::vector<std::string> webhook_messages(context& of, store::delivery const& told,
                                          store::webhook const& to) {
    if (told.run.empty()) return {message(told.event, told.created, {{"webhook_id", to.id}})};
    auto const run = of.store->find_run(told.tenant, told.run);
    if (!run) throw not_found_error("the run is no longer kept");
    auto const shown = run_json(*run);
    if (told.event.starts_with("run.")) return {message(told.event, run->finished, shown)};
    auto const& counts = shown.at("counts");
    if (!counts.is_object() || counts.value("discrepancies", 0) == 0) return {};
    if (told.event == "discrepancies.found")
        return {message(told.event, run->finished,
                        {{"run_id", run->id},
                         {"counts", counts},
                         {"links", shown.value("links", io::json::object())}})};
    auto const list = tickets_of(of, *run, to.format, to.min_severity, tickets_bytes);
    auto const tickets = io::json::parse(list.text, nullptr, false);
    std::vector<std::string> out;
    auto const count = tickets.is_array() ? std::min(tickets.size(), tickets_max) : 0;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(message(told.event, run->finished,
                              {{"run_id", run->id},
                               {"number", i + 1},
                               {"of", count},
                               {"format", to.format},
                               {"ticket", tickets[i]}}));
    return out;
}

response webhooks_list(context& of, exchange& x) {
    io::json items = io::json::array();
    for (auto const& one : of.store->webhooks_of(x.who.tenant))
        items.push_back(webhook_json(one));
    return json_response(200, {{"items", items}});
}

response webhooks_create(context& of, exchange& x) {
    auto const body = io::json::parse(x.in.body, nullptr, false);
    if (!body.is_object()) throw problem(400, "malformed-json", "Expected a JSON object.");
    for (auto const& [name, value] : body.items())
        if (name != "url" && name != "events" && name != "ticket_format" && name != "min_severity")
            bad_member(name, "no such member: see /openapi.json");
    store::webhook made;
    made.url = text_member(body, "url", "");
    if (auto const fault = notify::fault_of_url(made.url, of.sending); !fault.empty())
        bad_member("url", fault);
    made.events = events_of(body);
    made.format = text_member(body, "ticket_format", "n8n");
    auto const& formats = jobs::ticket_formats;
    if (std::find(formats.begin(), formats.end(), made.format) == formats.end())
        bad_member("ticket_format", "expected jira, servicenow, n8n, generic or email");
    made.min_severity = text_member(body, "min_severity", "low");
    constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};
    if (std::find(severities.begin(), severities.end(), made.min_severity) == severities.end())
        bad_member("min_severity", "expected low, medium, high or critical");
    if (of.store->webhooks_of(x.who.tenant).size() >= webhooks_max)
        throw problem(409, "too-many-webhooks", "A tenant has at most 20 webhooks: remove one.");
    made.id = "wh_" + random_hex(12);
    made.tenant = x.who.tenant;
    made.secret = notify::make_secret();
    made.created = now_ms();
    of.store->add_webhook(made, audit_entry_of(x, "webhook_created", made.id));
    auto shown = webhook_json(made);
    shown["secret"] = made.secret; // shown this once
    auto out = json_response(201, shown);
    out.set("Location", "/v1/webhooks/" + made.id);
    return out;
}

response webhooks_delete(context& of, exchange& x) {
    if (!of.store->remove_webhook(x.who.tenant, x.value(0),
                                  audit_entry_of(x, "webhook_deleted", x.value(0))))
        not_there();
    response out;
    out.status = 204;
    return out;
}

response webhooks_test(context& of, exchange& x) {
    auto const to = webhook_of(of, x);
    store::delivery made;
    made.id = "msg_" + random_hex(16);
    made.tenant = to.tenant;
    made.webhook = to.id;
    made.event = "test";
    made.created = now_ms();
    made.due = store::sent_first;
    of.store->add_delivery(made, audit_entry_of(x, "webhook_tested", to.id));
    of.deliverer->poke();
    return json_response(202, delivery_json(made, 0));
}

response webhook_deliveries(context& of, exchange& x) {
    constexpr std::size_t page = 50;
    auto const to = webhook_of(of, x);
    auto const state = std::string(x.parameter("state"));
    if (!state.empty() && state != "pending" && state != "delivered" && state != "dead")
        throw problem(400, "VALIDATION_ERROR", "There is no such state.",
                      {{"state", "expected pending, delivered or dead"}});
    auto const all = of.store->deliveries_of(to.tenant, to.id, state,
                                             std::string(x.parameter("cursor")), page + 1);
    io::json items = io::json::array();
    for (std::size_t i = 0; i < all.size() && i < page; ++i)
        items.push_back(delivery_json(all[i], to.paused_until));
    return json_response(
        200, {{"items", items},
              {"next_cursor", all.size() > page ? io::json(all[page - 1].id) : io::json()}});
}

response webhook_redeliver(context& of, exchange& x) {
    auto const to = webhook_of(of, x);
    if (!of.store->redeliver(to.tenant, to.id, x.value(1),
                             audit_entry_of(x, "webhook_redelivered", x.value(1))))
        throw problem(404, "RESOURCE_NOT_FOUND", "There is no dead delivery of that name.");
    of.deliverer->poke();
    return json_response(202, {{"id", x.value(1)}, {"state", "pending"}});
}

} // namespace recon::http
