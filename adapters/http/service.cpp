#include "adapters/http/service.hpp"

#include "adapters/http/access.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"
#include "adapters/http/target.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <cstdio>
#include <future>
#include <new>

namespace recon::http {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t request_threads = 32; ///< they mostly wait for the disk
constexpr std::size_t request_queue = 1'024;
constexpr std::size_t password_threads = 2;
constexpr std::size_t password_queue = 32;
constexpr std::int64_t day_ms = 86'400'000;

std::string make_secret() { return random_text(48); }

/// The origin, where it is one that may call.
std::string_view allowed_origin(context const& of, request const& in) {
    auto const origin = in.header_value("origin");
    auto const& allowed = of.settings.cors_origins;
    bool const fits = std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
    return fits ? origin : std::string_view{};
}

bool is_page(route const* to) noexcept {
    return to != nullptr
           && (to->id == route_id::docs || to->id == route_id::docs_script
               || to->id == route_id::docs_style);
}

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'";

} // namespace

service::service(service_settings settings, std::unique_ptr<logger> log) {
    start_secrets();
    auto& c = context_;
    c.settings = std::move(settings);
    c.log = std::move(log);
    c.counted = std::make_unique<metrics>();
    c.limits = std::make_unique<memory_limiter>();
    c.cached = std::make_unique<cache::memory_cache>(c.settings.cache_ttl, c.settings.cache_bytes);
    c.content = std::make_unique<store::content>(c.settings.data_dir);
    c.store = store::open_sqlite(c.content->database());
    c.jwt_secret = c.settings.jwt_secret.empty() ? c.content->secret("jwt.secret", make_secret)
                                                 : c.settings.jwt_secret;
    c.cursor_secret = hmac_sha256(c.jwt_secret, "cursors");
    c.password_of_nobody = hash_password(random_text(24));
    if (c.settings.auth && !c.store->any_key()) first_key_ = new_admin_key();
    c.queue =
        std::make_unique<jobs::run_queue>(c.settings, *c.store, *c.content, *c.counted, *c.log);
    pool_ = std::make_unique<worker_pool>(request_threads, request_queue, false);
    passwords_ = std::make_unique<worker_pool>(password_threads, password_queue, true);
    c.queue->start();
    watcher_ = std::thread([this] { watch(); });
}

service::~service() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    if (watcher_.joinable()) watcher_.join();
    if (pool_) pool_->stop();
    if (passwords_) passwords_->stop();
    if (context_.queue) context_.queue->stop();
    context_.store.reset(); // its writer calls back into the queue
}

std::string service::new_admin_key() {
    auto const made = make_key(std::string(local_tenant), "admin", std::string(all_scopes));
    context_.store->add_key(made.record);
    return made.text;
}

bool service::post(worker where, std::function<void()> job) {
    return (where == worker::password ? passwords_ : pool_)->post(std::move(job));
}

std::uint64_t service::body_max(exchange const& x) const noexcept {
    bool const files = x.to.found != nullptr && x.to.found->body == body_kind::files;
    return files ? context_.settings.upload_max + small_body_max : small_body_max;
}

/// Runs a step of a request, and makes a response of whatever goes wrong in it.
template <class What>
void service::guarded(exchange& x, What const& what) noexcept {
    try {
        try {
            what();
        } catch (problem const& p) {
            x.out = problem_response(p, x.request_id);
        } catch (error const& e) {
            auto const p = problem_of(e);
            if (p.status >= 500) {
                context_.log->write(log_level::error, "request_failed",
                                    {{"request_id", x.request_id},
                                     {"code", to_string(e.code())},
                                     {"detail", std::string_view(e.what())}});
                if (e.code() == errc::unavailable) context_.counted->store_error();
            }
            auto shown = p;
            if (p.status == 503) {
                shown.detail = "A service that is needed does not answer: try again soon.";
                shown.headers.push_back({"Retry-After", "2"});
            } else if (e.code() == errc::unwritable_output) {
                shown = problem(507, "no-room", "The server cannot store files now.");
                shown.headers.push_back({"Retry-After", "60"});
            }
            x.out = problem_response(shown, x.request_id);
        }
    } catch (std::bad_alloc const&) {
        x.out = problem_response({503, "SERVICE_UNAVAILABLE", "Too much to do: try again soon."},
                                 x.request_id);
    } catch (std::exception const& e) {
        context_.log->write(log_level::error, "request_failed",
                            {{"request_id", x.request_id}, {"detail", std::string_view(e.what())}});
        x.out = problem_response({500, "INTERNAL_SERVER_ERROR",
                                  "The service has failed at this request. The log tells why."},
                                 x.request_id);
    }
}

std::unique_ptr<exchange> service::begin(request in) {
    auto x = std::make_unique<exchange>();
    context_.counted->in_flight(1);
    x->in = std::move(in);
    x->request_id = request_id_of(x->in.header_value("x-request-id"));
    x->traced = next_trace(x->in.header_value("traceparent"));
    guarded(*x, [&] {
        x->client = client_of(x->in, context_.settings);
        if (!read_target(x->in.target, x->in))
            throw problem(400, "malformed-target", "The path or the query is malformed.");
        x->to = route_of(x->in.method, x->in.segments);
        if (x->in.method == "OPTIONS") return preflight(*x);
        if (x->to.found == nullptr && x->to.allow.empty())
            throw problem(404, "not-found", "There is nothing here: see /api/docs.");
        if (x->to.found == nullptr)
            throw problem(405, "method-not-allowed", "This path takes other methods.")
                .with("Allow", std::string(x->to.allow));
        x->where = x->to.found->where;
    });
    return x;
}

void service::preflight(exchange& x) {
    if (x.to.allow.empty() && x.to.found == nullptr)
        throw problem(404, "not-found", "There is nothing here: see /api/docs.");
    response out;
    out.status = 204;
    out.set("Allow", x.to.allow);
    if (!allowed_origin(context_, x.in).empty()) {
        out.set("Access-Control-Allow-Methods", x.to.allow);
        out.set("Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer, "
                "X-Request-Id, traceparent");
        out.set("Access-Control-Max-Age", "600");
    }
    x.out = std::move(out);
}

void service::admit(exchange& x) noexcept {
    guarded(x, [&] {
        if (context_.health.draining && x.to.found->body == body_kind::files)
            throw problem(503, "draining", "The service is stopping: try again soon.")
                .with("Retry-After", "5");
        if (x.to.found->who != access::anyone || !context_.settings.auth)
            x.who = authenticate(context_, x.in);
        require_rate(context_, x);
        require_access(context_, x);
        if (x.in.header_count("content-encoding") != 0
            && !same_word(x.in.header_value("content-encoding"), "identity"))
            throw problem(415, "unsupported-encoding", "Send the body as it is, not compressed.");
        if (x.to.found->body == body_kind::none) return;
        x.receiver = receiver_for(x.in, x.to.found->body == body_kind::files,
                                  {body_max(x), context_.settings.upload_max,
                                   context_.content->incoming(), context_.settings.free_floor});
    });
}

void service::take_body(exchange& x, std::string_view bytes) noexcept {
    x.bytes_in += bytes.size();
    guarded(x, [&] { x.receiver->write(bytes); });
}

void service::end_body(exchange& x) noexcept {
    guarded(x, [&] { x.receiver->finish(x.in); });
    x.receiver.reset();
}

void service::handle(exchange& x) noexcept {
    guarded(x, [&] {
        auto out = dispatch(x);
        if (x.wait_run.empty() || x.wait_over) x.out = std::move(out);
    });
}

response service::dispatch(exchange& x) {
    auto& c = context_;
    switch (x.to.found->id) { // no default, so that -Wswitch names a route without a handler
    case route_id::root: return root(c, x);
    case route_id::livez: return livez(c, x);
    case route_id::readyz: return readyz(c, x);
    case route_id::health: return health(c, x);
    case route_id::metrics_page: return metrics_page(c, x);
    case route_id::openapi:
    case route_id::docs:
    case route_id::docs_script:
    case route_id::docs_style: return static_page(c, x);
    case route_id::old_ingest_bank: return old_ingest(c, x, "bank");
    case route_id::old_ingest_ledger: return old_ingest(c, x, "ledger");
    case route_id::old_reconcile: return old_reconcile(c, x);
    case route_id::old_reconciliation: return old_reconciliation(c, x);
    case route_id::old_report_csv:
    case route_id::old_report_summary:
    case route_id::old_report_readable: return old_report(c, x);
    case route_id::old_tickets: return old_tickets(c, x);
    case route_id::register_user: return register_user(c, x);
    case route_id::login: return login(c, x);
    case route_id::refresh: return refresh(c, x);
    case route_id::me: return me(c, x);
    case route_id::logout: return logout(c, x);
    case route_id::runs_create: return runs_create(c, x);
    case route_id::runs_list: return runs_list(c, x);
    case route_id::run_get: return run_get(c, x);
    case route_id::run_delete: return run_delete(c, x);
    case route_id::run_cancel: return run_cancel(c, x);
    case route_id::run_matches: return run_page(c, x, "matches.csv");
    case route_id::run_open_items: return run_page(c, x, "open_items.csv");
    case route_id::run_discrepancies: return run_page(c, x, "discrepancies.csv");
    case route_id::run_rejected: return run_page(c, x, "rejected.csv");
    case route_id::run_tickets: return run_tickets(c, x);
    case route_id::run_report: return run_report(c, x);
    case route_id::run_decisions_list: return decisions_list(c, x);
    case route_id::run_decisions_add: return decisions_add(c, x);
    case route_id::keys_list: return keys_list(c, x);
    case route_id::keys_create: return keys_create(c, x);
    case route_id::keys_delete: return keys_delete(c, x);
    case route_id::count: break;
    }
    throw problem(404, "not-found", "There is nothing here: see /api/docs.");
}

void service::set_common_headers(exchange const& x, response& out) const {
    auto const* const to = x.to.found;
    out.set("X-Request-Id", x.request_id);
    out.set("traceparent", x.traced.header());
    char seconds[32];
    auto const took = std::chrono::steady_clock::now() - x.began;
    std::snprintf(seconds, sizeof seconds, "%.6f", std::chrono::duration<double>(took).count());
    out.set("X-Process-Time", seconds);
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Content-Security-Policy",
            is_page(to) ? page_policy : "default-src 'none'; frame-ancestors 'none'");
    out.set("Referrer-Policy", "no-referrer");
    out.set("Cross-Origin-Opener-Policy", "same-origin");
    out.set("Cross-Origin-Resource-Policy", "same-origin");
    out.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    out.set("Cache-Control", "no-store");
    if (x.in.secure) out.set("Strict-Transport-Security", "max-age=31536000");
    if (!context_.settings.cors_origins.empty()) {
        out.set("Vary", "Origin, Accept");
        if (auto const origin = allowed_origin(context_, x.in); !origin.empty()) {
            out.set("Access-Control-Allow-Origin", origin);
            out.set("Access-Control-Allow-Credentials", "true");
            out.set("Access-Control-Expose-Headers",
                    "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, "
                    "Idempotency-Replayed");
        }
    }
    if (!x.rate) return;
    auto const quota = std::to_string(context_.settings.rate_per_minute);
    auto const left = std::to_string(x.rate->remaining);
    auto const reset = std::to_string((x.rate->allowed ? x.rate->reset : x.rate->retry).count());
    out.set("RateLimit-Policy", "\"default\";q=" + quota + ";w=60");
    out.set("RateLimit", "\"default\";r=" + left + ";t=" + reset);
    out.set("X-RateLimit-Limit", quota);
    out.set("X-RateLimit-Remaining", left);
    out.set("X-RateLimit-Reset", reset);
}

void service::finish(exchange& x) noexcept {
    context_.counted->in_flight(-1);
    if (!x.out) {
        x.out =
            problem_response({500, "INTERNAL_SERVER_ERROR", "No answer was made."}, x.request_id);
    }
    guarded(x, [&] { set_common_headers(x, *x.out); });
    auto const took = std::chrono::steady_clock::now() - x.began;
    auto const* const to = x.to.found;
    context_.counted->request(to, x.in.method, x.out->status, took, x.bytes_in);
    bool const probe = to != nullptr && !to->limited && x.out->status < 400;
    auto const level = x.out->status >= 500 ? log_level::error
                       : probe              ? log_level::debug
                                            : log_level::info;
    if (!context_.log->enabled(level)) return;
    guarded(x, [&] {
        context_.log->write(
            level, "request",
            {{"request_id", x.request_id},
             {"trace_id", x.traced.trace_id},
             {"span_id", x.traced.span_id},
             {"principal", x.who.name()},
             {"client", x.client},
             {"method", to != nullptr ? to->method : "other"},
             {"route", to != nullptr ? to->path : "other"},
             {"status", std::int64_t{x.out->status}},
             {"duration_ms", std::chrono::duration<double, std::milli>(took).count()},
             {"bytes_in", static_cast<std::int64_t>(x.bytes_in)},
             {"bytes_out", static_cast<std::int64_t>(x.out->size())},
             {"run_id", x.run}});
    });
}

response service::malformed(int status, std::string_view code, std::string detail) {
    auto x = std::make_unique<exchange>();
    context_.counted->in_flight(1);
    x->request_id = request_id_of({});
    x->traced = next_trace({});
    refuse(*x, status, code, std::move(detail));
    finish(*x);
    x->out->close = true;
    return std::move(*x->out);
}

void service::refuse(exchange& x, int status, std::string_view code, std::string detail) noexcept {
    guarded(x, [&] { throw problem(status, code, std::move(detail)); });
}

response service::answer(request in, std::string_view body) {
    auto x = begin(std::move(in));
    if (!x->out) admit(*x);
    if (!x->out && x->receiver) {
        if (!body.empty()) take_body(*x, body);
        if (!x->out) end_body(*x);
    }
    if (!x->out) {
        handle(*x);
        if (!x->out && !x->wait_run.empty()) {
            auto const ended = std::make_shared<std::promise<void>>();
            when_ended(*x, [ended] { ended->set_value(); });
            ended->get_future().wait_until(x->wait_until);
            x->wait_over = true;
            handle(*x);
        }
    }
    finish(*x);
    return std::move(*x->out);
}

void service::when_ended(exchange const& x, std::function<void()> done) {
    auto const called = std::make_shared<std::atomic_flag>();
    auto const once = [called, done = std::move(done)] {
        if (!called->test_and_set()) done();
    };
    context_.queue->when_ended(x.wait_run, once);
    try { // it may have ended before we asked to be told
        auto const run = context_.store->find_run(x.who.tenant, x.wait_run);
        bool const going =
            run
            && (run->state == store::run_state::queued || run->state == store::run_state::running);
        if (!going) once();
    } catch (error const&) {
        once();
    }
}

/// Asks the dependencies, so that asking for health costs nothing, and cleans up.
void service::watch() {
    auto& c = context_;
    auto sweep_at = std::chrono::steady_clock::now() + 5s;
    for (;;) {
        c.health.store = c.store->healthy();
        c.health.writable = c.content->writable();
        c.health.disk = c.content->free_bytes() >= c.settings.free_floor;
        try {
            c.health.waiting = c.store->waiting();
            c.counted->queue(c.health.waiting);
            if (std::chrono::steady_clock::now() >= sweep_at) {
                sweep_at = std::chrono::steady_clock::now() + 10min;
                sweep();
            }
        } catch (std::exception const&) {
            c.counted->store_error();
        }
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, 2s, [this] { return stopping_; })) return;
    }
}

void service::sweep() {
    auto const now = now_ms();
    store::sweep_rules const rules{
        now, now - std::int64_t{context_.settings.upload_retention_days} * day_ms,
        now - std::int64_t{context_.settings.retention_days} * day_ms, now - day_ms};
    std::unique_lock const alone(context_.content->guard());
    auto const gone = context_.store->sweep(rules);
    context_.content->drop(gone);
    auto orphans = context_.content->old_files();
    std::erase_if(orphans.uploads, [&](auto const& file) {
        return context_.store->upload(file.first, file.second).has_value();
    });
    std::erase_if(orphans.results, [&](auto const& folder) {
        return context_.store->has_result(folder.first, folder.second);
    });
    context_.content->drop(orphans);
    context_.counted->cleaned("uploads", gone.uploads_count);
    context_.counted->cleaned("results", gone.results_count);
    if (gone.uploads_count + gone.results_count != 0)
        context_.log->write(log_level::info, "cleaned",
                            {{"uploads", static_cast<std::int64_t>(gone.uploads_count)},
                             {"results", static_cast<std::int64_t>(gone.results_count)}});
}

} // namespace recon::http
