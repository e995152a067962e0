#include "adapters/http/service.hpp"

#include "adapters/cache/redis_cache.hpp"
#include "adapters/cache/redis_limiter.hpp"
#include "adapters/http/access.hpp"
#include "adapters/http/answer_headers.hpp"
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
constexpr std::size_t compute_queue = 256; ///< each may hold an upload
constexpr std::size_t password_threads = 2;
constexpr std::size_t password_queue = 32;

std::string make_secret() { return random_text(48); }

std::unique_ptr<store::store> open_store(service_settings const& s, std::string const& file) {
    if (s.database_url.empty()) return store::open_sqlite(file);
    return store::open_postgres({s.database_url, s.database_connections, s.database_timeout});
}

std::string add_admin_key(store::store& to) {
    auto const made = make_key(std::string(local_tenant), "admin", std::string(all_scopes));
    to.add_key(made.record,
               {made.record.tenant, "operator", "key_created", made.record.id, {}, now_ms()});
    return made.text;
}

} // namespace

std::string add_admin_key(service_settings const& settings) {
    start_secrets();
    // A database of its own belongs to the one process that holds the folder's lock.
    std::optional<store::content> folder;
    if (settings.database_url.empty()) folder.emplace(settings.data_dir);
    return add_admin_key(*open_store(settings, folder ? folder->database() : std::string()));
}

service::service(service_settings settings, std::unique_ptr<logger> log) {
    start_secrets();
    auto& c = context_;
    c.settings = std::move(settings);
    c.log = std::move(log);
    c.counted = std::make_unique<metrics>();
    c.content = std::make_unique<store::content>(c.settings.data_dir);
    c.store = open_store(c.settings, c.content->database());
    c.jwt_secret = c.settings.jwt_secret.empty() ? c.content->secret("jwt.secret", make_secret)
                                                 : c.settings.jwt_secret;
    c.cursor_secret = hmac_sha256(c.jwt_secret, "cursors");
    use_redis();
    c.password_of_nobody = hash_password(random_text(24));
    if (c.settings.auth && !c.store->any_key()) first_key_ = add_admin_key(*c.store);
    for (auto const& network : c.settings.webhook_networks)
        c.sending.allowed.push_back(*notify::network_of(network));
    c.deliverer = std::make_unique<notify::deliverer>(
        *c.store, notify::delivery_rules{c.sending, c.settings.webhook_retries, notify::resolve},
        [&c](auto const& told, auto const& to) { return webhook_messages(c, told, to); },
        random_hex(8), [&c](std::string_view outcome) { c.counted->delivery(outcome); });
    if (c.settings.llm.configured()) {
        c.explainer = std::make_unique<explain::explainer>(
            c.settings.llm, explain::http_endpoint(c.settings.llm), c.cached.get());
        c.llm_probe = std::make_unique<probe>([&c] { return c.explainer->reachable(); }, 30s);
    }
    c.queue = std::make_unique<jobs::run_queue>(c.settings, *c.store, *c.content, *c.counted,
                                                *c.log, c.explainer.get());
    pool_ = std::make_unique<worker_pool>(request_threads, request_queue, false);
    // One a core: more of them would only take turns.
    computing_ = std::make_unique<worker_pool>(std::max(1U, std::thread::hardware_concurrency()),
                                               compute_queue, true);
    passwords_ = std::make_unique<worker_pool>(password_threads, password_queue, true);
    c.queue->on_end([&c] { c.deliverer->poke(); });
    c.queue->start();
    c.deliverer->start();
    watcher_ = std::thread([this] { watch(); });
    cleaner_ = std::thread([this] { clean(); });
}

/// Cache and limits: shared where a Redis is configured.
void service::use_redis() {
    auto& c = context_;
    auto const& s = c.settings;
    if (!s.redis) {
        c.limits = std::make_unique<memory_limiter>();
        c.cached = std::make_unique<cache::memory_cache>(s.cache_ttl, s.cache_bytes);
        return;
    }
    cache::redis_hooks told;
    told.done = [&c](cache::redis_result how) { c.counted->redis_command(how); };
    told.changed = [&c](bool up) {
        c.counted->redis_up(up);
        c.log->write(up ? log_level::info : log_level::warning,
                     up ? "redis_back" : "redis_unavailable", {});
    };
    c.counted->redis_up(true);
    c.redis = std::make_unique<cache::redis>(*s.redis, std::move(told));
    c.limits = std::make_unique<cache::redis_limiter>(
        *c.redis, c.cursor_secret,
        cache::redis_limiter::options{[&c] { c.counted->rate_counted_alone(); }});
    c.cached = std::make_unique<cache::redis_cache>(*c.redis, s.cache_ttl, s.cache_bytes);
    c.redis_probe = std::make_unique<probe>([&c] { return c.redis->ping(); }, 500ms);
}

service::~service() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    for (auto* const thread : {&watcher_, &cleaner_})
        if (thread->joinable()) thread->join();
    if (pool_) pool_->stop();
    if (computing_) computing_->stop();
    if (passwords_) passwords_->stop();
    if (context_.queue) context_.queue->stop();
    if (context_.deliverer) context_.deliverer->stop();
    context_.store.reset(); // its writer calls back into the queue
}

bool service::post(worker where, std::function<void()> job) {
    auto& threads = where == worker::password  ? *passwords_
                    : where == worker::compute ? *computing_
                                               : *pool_;
    return threads.post(std::move(job));
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
        if (x->in.method == "OPTIONS") return answer_options(context_, *x);
        if (x->to.found == nullptr && x->to.allow.empty())
            throw problem(404, "not-found", "There is nothing here: see /api/docs.");
        if (x->to.found == nullptr)
            throw problem(405, "method-not-allowed", "This path takes other methods.")
                .with("Allow", std::string(x->to.allow));
        x->where = x->to.found->where;
    });
    return x;
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
        auto out = dispatch(context_, x);
        if (x.wait_run.empty() || x.wait_over) x.out = std::move(out);
    });
}

void service::finish(exchange& x) noexcept {
    context_.counted->in_flight(-1);
    if (!x.out) {
        x.out =
            problem_response({500, "INTERNAL_SERVER_ERROR", "No answer was made."}, x.request_id);
    }
    guarded(x, [&] { set_common_headers(context_, x, *x.out); });
    auto const took = std::chrono::steady_clock::now() - x.began;
    auto const* const to = x.to.found;
    context_.counted->request(to, x.in.method, x.out->status, took, x.bytes_in);
    bool const probe = to != nullptr && to->cost == 0 && x.out->status < 400;
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

} // namespace recon::http
