// The only unit that includes Boost: it takes half a minute to compile.
#include "adapters/http/server.hpp"

#include <recon/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

namespace recon::http {

namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using head_parser = beast_http::request_parser<beast_http::buffer_body>;

constexpr auto use_result = asio::as_tuple(asio::use_awaitable);
constexpr auto never = clock::time_point::max();
constexpr auto tick = 250ms;
constexpr std::size_t chunk_size = 65'536;
constexpr std::size_t request_line_max = 8'192;
constexpr std::size_t linger_bytes = std::size_t{8} << 20U;
constexpr auto linger_time = 2s;

/// A refusal of the protocol: nothing that follows on the connection can be trusted.
struct refusal {
    int status;
    std::string_view code;
    char const* detail;
};

struct shard;

/// One connection. Its deadline is looked at every tick: setting it costs an assignment.
struct connection {
    connection(std::shared_ptr<shard> home, tcp::socket of, std::string from)
        : at(std::move(home)), socket(std::move(of)), peer(std::move(from)), buffer(head_room) {}

    static constexpr std::size_t head_room = std::size_t{1} << 20U;

    std::shared_ptr<shard> at;
    tcp::socket socket;
    std::string peer;
    boost::beast::flat_buffer buffer;
    std::string chunk; ///< made when a body comes
    clock::time_point deadline = never;
    bool idle = true; ///< between requests: may be closed at any time
    bool timed_out = false;
    asio::steady_timer* waiting = nullptr; ///< for a run to end
};

/// A thread with its connections.
struct shard {
    asio::io_context context{1};
    asio::steady_timer timer{context};
    std::unordered_set<connection*> connections;
};

std::string lower_name(boost::string_view name) {
    return lower(std::string_view(name.data(), name.size()));
}

std::string_view view_of(boost::string_view text) { return {text.data(), text.size()}; }

/// What Beast 1.81 lets through although two servers could read it in two ways. Everything about
/// the length and the meaning of a request is decided here and now, right after its head: Beast
/// adds trailers to the headers later.
std::optional<refusal> ambiguity(head_parser const& parser, request const& in,
                                 server_limits const& limits) {
    auto const version = parser.get().version();
    if (version != 10 && version != 11) return refusal{505, "http-version", "Expected HTTP/1.1."};
    if (in.target.size() + in.method.size() + 11 > request_line_max)
        return refusal{414, "uri-too-long", "The request line is longer than 8 KiB."};
    if (in.headers.size() > limits.fields)
        return refusal{431, "too-many-headers", "The request has more than 100 header fields."};
    auto const hosts = in.header_count("host");
    if (hosts > 1 || (hosts == 0 && version == 11))
        return refusal{400, "host", "Expected one Host header."};
    auto const host = in.header_value("host");
    if (host.find_first_of(" \t/\\@?#,\"<>") != host.npos)
        return refusal{400, "host", "The Host header is malformed."};
    auto const codings = in.header_count("transfer-encoding");
    auto const lengths = in.header_count("content-length");
    if (codings != 0
        && (codings > 1 || lengths != 0 || version == 10
            || !same_word(in.header_value("transfer-encoding"), "chunked")))
        return refusal{400, "ambiguous-length", "Transfer-Encoding must be chunked and alone."};
    if (lengths > 1) return refusal{400, "ambiguous-length", "Two Content-Length headers."};
    auto const length = in.header_value("content-length");
    if (lengths == 1
        && (length.empty() || length.size() > 18
            || length.find_first_not_of("0123456789") != length.npos))
        return refusal{400, "ambiguous-length", "The Content-Length is no number."};
    auto const expect = in.header_value("expect");
    if (in.header_count("expect") != 0 && !same_word(expect, "100-continue"))
        return refusal{417, "expectation", "Expected nothing but 100-continue."};
    static constexpr std::string_view known[] = {"GET",     "HEAD",  "POST", "DELETE",
                                                 "OPTIONS", "PATCH", "PUT"};
    if (std::find(std::begin(known), std::end(known), in.method) == std::end(known))
        return refusal{501, "method", "This method is not known here."};
    return std::nullopt;
}

/// The absolute form, "http://host/path", is the origin form where it names the same host.
bool to_origin_form(request& in) {
    auto const scheme = in.target.starts_with("http://")    ? 7U
                        : in.target.starts_with("https://") ? 8U
                                                            : 0U;
    if (scheme == 0) return true;
    auto const slash = std::min(in.target.find('/', scheme), in.target.size());
    if (!same_word(std::string_view(in.target).substr(scheme, slash - scheme),
                   in.header_value("host")))
        return false;
    in.target.erase(0, slash);
    if (in.target.empty()) in.target = "/";
    return true;
}

request request_of(head_parser const& parser, std::string const& peer) {
    auto const& head = parser.get();
    request out;
    out.method = std::string(view_of(head.method_string()));
    out.target = std::string(view_of(head.target()));
    out.peer = peer;
    for (auto const& field : head)
        out.headers.push_back(
            {lower_name(field.name_string()), std::string(view_of(field.value()))});
    return out;
}

/// How a broken head is answered; nothing where there is nobody to answer.
std::optional<refusal> refusal_of(error_code const& failure) {
    using beast_http::error;
    if (failure == error::header_limit)
        return refusal{431, "head-too-long", "The head of the request is longer than 16 KiB."};
    if (failure == error::bad_version) return refusal{505, "http-version", "Expected HTTP/1.1."};
    if (failure == error::body_limit) return refusal{413, "too-large", "The request is too large."};
    if (failure == error::end_of_stream || failure == error::partial_message) return std::nullopt;
    if (failure.category() == beast_http::make_error_code(error::bad_method).category())
        return refusal{400, "malformed", "This is no HTTP request."};
    return std::nullopt;
}

} // namespace

struct server::inner {
    inner(service& of, server_limits with) : app(of), limits(with) {
        for (unsigned i = 0; i < std::max(1U, limits.threads); ++i)
            shards.push_back(std::make_shared<shard>());
    }

    service& app;
    server_limits limits;
    std::vector<std::shared_ptr<shard>> shards; ///< shared with those who wake a connection
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::signal_set> signals;
    std::atomic<unsigned> open{0};
    std::atomic<bool> stopping{false};
    std::atomic<bool> draining{false};
    clock::time_point drain_until = never;
    std::mutex mutex;
    std::map<std::string, unsigned> by_address;

    // --- connections

    asio::awaitable<void> accept() {
        for (std::size_t turn = 0; !draining; ++turn) {
            auto home = shards[turn % shards.size()];
            tcp::endpoint from;
            tcp::socket socket(home->context);
            auto const [failure] = co_await acceptor->async_accept(socket, from, use_result);
            if (draining) break;
            if (failure == asio::error::operation_aborted) break;
            if (failure) { // no descriptors: the connections there are go on
                asio::steady_timer pause(shards.front()->context, 100ms);
                co_await pause.async_wait(use_result);
                continue;
            }
            auto address = from.address().to_string();
            if (auto const* const why = no_room(address)) {
                turn_away(socket, why);
                continue;
            }
            auto& where = home->context;
            asio::post(where, [this, home, s = std::move(socket), address]() mutable {
                auto& context = home->context;
                asio::co_spawn(context, live(home, std::move(s), std::move(address)),
                               asio::detached);
            });
        }
    }

    /// Counts a connection in, or says why not.
    char const* no_room(std::string const& address) {
        if (open >= limits.connections) return "total";
        auto const& proxies = app.parts().settings.trusted_proxies;
        bool const loopback = address.starts_with("127.") || address == "::1";
        bool const exempt = (limits.exempt_loopback && loopback)
                            || std::find(proxies.begin(), proxies.end(), address) != proxies.end();
        std::lock_guard const lock(mutex);
        auto& count = by_address[address];
        if (!exempt && count >= limits.connections_per_address) return "address";
        ++count;
        ++open;
        app.parts().counted->connections(1);
        return nullptr;
    }

    void count_out(std::string const& address) {
        std::lock_guard const lock(mutex);
        auto const found = by_address.find(address);
        if (--found->second == 0) by_address.erase(found);
        --open;
        app.parts().counted->connections(-1);
    }

    /// As far as it goes without waiting for the client.
    void turn_away(tcp::socket& socket, char const* why) {
        app.parts().counted->refused_connection(why);
        auto out = app.malformed(503, "too-many-connections", "Too many connections: try later.");
        out.set("Retry-After", "2");
        auto const text = head_bytes(out, false) + *out.body;
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(text), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    asio::awaitable<void> live(std::shared_ptr<shard> home, tcp::socket socket,
                               std::string address) {
        connection c(home, std::move(socket), address);
        home->connections.insert(&c);
        try {
            error_code ignored;
            c.socket.set_option(tcp::no_delay(true), ignored);
            // The system would buffer megabytes for a reader that takes nothing.
            c.socket.set_option(asio::socket_base::send_buffer_size(262'144), ignored);
            co_await serve(c);
            c.socket.shutdown(tcp::socket::shutdown_both, ignored);
            c.socket.close(ignored);
        } catch (std::exception const&) { // a socket that is gone
        }
        home->connections.erase(&c);
        count_out(address);
    }

    asio::awaitable<void> serve(connection& c) {
        for (unsigned n = 0; n < limits.requests_per_connection && !draining; ++n) {
            head_parser parser;
            parser.header_limit(limits.head_bytes);
            parser.body_limit(boost::none); // ours are counted while the body streams
            if (!co_await read_head(c, parser)) co_return;
            auto in = request_of(parser, c.peer);
            auto problem_found = ambiguity(parser, in, limits);
            if (!problem_found && !to_origin_form(in))
                problem_found = refusal{400, "host", "Target and Host name different hosts."};
            if (problem_found) co_return co_await refuse(c, *problem_found);
            bool const last = n + 1 == limits.requests_per_connection;
            if (!co_await exchange_one(c, parser, in, last)) co_return;
        }
    }

    /// False when the connection is over.
    asio::awaitable<bool> read_head(connection& c, head_parser& parser) {
        c.idle = true;
        c.timed_out = false;
        if (c.buffer.size() == 0) {
            c.deadline = clock::now() + limits.idle;
            c.buffer.reserve(4'096);
            auto const [failure, got] =
                co_await c.socket.async_read_some(c.buffer.prepare(4'096), use_result);
            if (failure) co_return false;
            c.buffer.commit(got);
        }
        c.idle = false;
        c.deadline = clock::now() + limits.head;
        auto const [failure, got] =
            co_await beast_http::async_read_header(c.socket, c.buffer, parser, use_result);
        if (!failure) co_return true;
        if (c.timed_out)
            co_await refuse(c, {408, "slow-head", "The head of the request took too long."});
        else if (auto const answer = refusal_of(failure))
            co_await refuse(c, *answer);
        co_return false;
    }

    asio::awaitable<bool> exchange_one(connection& c, head_parser& parser, request& in, bool last) {
        bool const chunked = in.header_count("transfer-encoding") != 0;
        bool const has_body = chunked || parser.content_length().value_or(0) != 0;
        bool const keep = parser.get().version() == 11 && !last
                          && !list_item(in.header_value("connection"), "close");
        bool const head_only = in.method == "HEAD";
        bool const continues = in.header_count("expect") != 0 && parser.get().version() == 11;
        c.deadline = never; // its own work is bounded elsewhere
        auto x = app.begin(std::move(in));
        bool body_read = !has_body;
        if (!x->out && has_body && x->to.found->body == body_kind::none)
            app.refuse(*x, 400, "no-body", "This path takes no body.");
        if (!x->out && parser.content_length().value_or(0) > app.body_max(*x))
            app.refuse(*x, 413, "too-large", "The request is larger than is taken here.");
        if (!x->out && !has_body) {
            auto const all = [this, &x] {
                app.admit(*x);
                if (!x->out && x->receiver) app.end_body(*x);
                if (!x->out) app.handle(*x);
            };
            co_await work(c, *x, all);
        } else if (!x->out) {
            auto const admit = [this, &x] { app.admit(*x); };
            co_await work(c, *x, admit);
            if (!x->out && continues) co_await say_continue(c);
            if (!x->out) body_read = co_await read_body(c, parser, *x);
            auto const handle = [this, &x] {
                app.end_body(*x);
                if (!x->out) app.handle(*x);
            };
            if (!x->out) co_await work(c, *x, handle);
        }
        if (!x->out && !x->wait_run.empty()) co_await wait_for_run(c, *x);
        app.finish(*x);
        bool const stay = keep && body_read && !x->out->close && !draining;
        bool const sent = co_await send(c, *x->out, stay, head_only);
        x.reset();
        if (sent && !body_read) co_await linger(c);
        co_return sent&& stay;
    }

    // --- work elsewhere

    /// Runs a step where the route says, and comes back to this thread. The step is a named value
    /// of the caller: GCC 12 destroys a temporary in an awaited expression twice.
    template <class Step>
    asio::awaitable<void> work(connection& c, exchange& x, Step const& step) {
        if (x.where == worker::here) {
            step();
            co_return;
        }
        asio::steady_timer done(c.at->context, never);
        bool finished = false;
        auto const taken = app.post(x.where, [&] {
            step();
            asio::post(c.at->context, [&] {
                finished = true;
                done.cancel();
            });
        });
        if (!taken) {
            app.refuse(x, 503, "SERVICE_UNAVAILABLE", "Too much to do: try again soon.");
            co_return;
        }
        while (!finished)
            co_await done.async_wait(use_result);
    }

    asio::awaitable<void> wait_for_run(connection& c, exchange& x) {
        auto const ended = std::make_shared<std::atomic<bool>>(false);
        asio::steady_timer timer(c.at->context, x.wait_until);
        c.waiting = &timer;
        // The connection may be gone by then: it is looked for on its own thread.
        auto const wake = [home = c.at, who = &c, ended] {
            *ended = true;
            asio::post(home->context, [home, who] {
                if (home->connections.contains(who) && who->waiting != nullptr)
                    who->waiting->cancel();
            });
        };
        auto const register_wake = [this, &x, &wake] { app.when_ended(x, wake); };
        co_await work(c, x, register_wake);
        while (!*ended && clock::now() < x.wait_until && !cut_off())
            co_await timer.async_wait(use_result);
        c.waiting = nullptr;
        x.wait_over = true;
        auto const handle = [this, &x] { app.handle(x); };
        co_await work(c, x, handle);
    }

    // --- reading

    asio::awaitable<void> say_continue(connection& c) {
        static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
        c.deadline = clock::now() + limits.stall;
        co_await asio::async_write(c.socket, asio::buffer(text), use_result);
    }

    /// Streams the body into the request's receiver; false when the rest of it was not read.
    asio::awaitable<bool> read_body(connection& c, head_parser& parser, exchange& x) {
        auto const began = clock::now();
        auto const most = app.body_max(x);
        c.chunk.resize(chunk_size);
        c.buffer.reserve(chunk_size);
        std::uint64_t total = 0;
        while (!parser.is_done()) {
            c.deadline =
                began + limits.stall + std::chrono::seconds(total / limits.bytes_per_second);
            auto& body = parser.get().body();
            body.data = c.chunk.data();
            body.size = c.chunk.size();
            body.more = true;
            auto [failure, got] =
                co_await beast_http::async_read_some(c.socket, c.buffer, parser, use_result);
            if (failure == beast_http::error::need_buffer) failure = {};
            auto const size = c.chunk.size() - body.size;
            total += size;
            if (failure) {
                if (c.timed_out)
                    app.refuse(x, 408, "slow-body", "The body of the request came too slowly.");
                else
                    app.refuse(x, 400, "malformed", "The body of the request is malformed.");
                co_return false;
            }
            if (total > most)
                app.refuse(x, 413, "too-large", "The request is larger than is taken here.");
            else if (size != 0)
                app.take_body(x, std::string_view(c.chunk).substr(0, size));
            if (x.out) co_return parser.is_done();
        }
        c.deadline = never;
        c.chunk = {};
        if (c.buffer.size() == 0) c.buffer = boost::beast::flat_buffer(connection::head_room);
        co_return true;
    }

    // --- writing

    asio::awaitable<bool> send(connection& c, response const& out, bool stay, bool head_only) {
        auto const head = head_bytes(out, stay);
        bool const bodiless = head_only || out.status == 204 || out.status == 304;
        c.timed_out = false;
        if (out.file && !bodiless) co_return co_await send_file(c, head, *out.file);
        std::string_view body;
        if (!bodiless && out.body) body = *out.body;
        auto const first = body.substr(0, std::min(body.size(), chunk_size));
        c.deadline = clock::now() + limits.stall;
        std::array const both{asio::buffer(head), asio::buffer(first.data(), first.size())};
        auto const [failure, sent] = co_await asio::async_write(c.socket, both, use_result);
        if (failure) co_return false;
        co_return co_await send_text(c, body.substr(first.size()));
    }

    /// Each chunk has its time: a reader that takes nothing is not waited for.
    asio::awaitable<bool> send_text(connection& c, std::string_view text) {
        while (!text.empty()) {
            auto const part = text.substr(0, std::min(text.size(), chunk_size));
            c.deadline = clock::now() + limits.stall;
            auto const [failure, sent] = co_await asio::async_write(
                c.socket, asio::buffer(part.data(), part.size()), use_result);
            if (failure) co_return false;
            text.remove_prefix(part.size());
        }
        co_return true;
    }

    asio::awaitable<bool> send_file(connection& c, std::string const& head, file_body const& file) {
        if (!co_await send_text(c, head)) co_return false;
        std::string part;
        for (std::uint64_t at = 0; at < file.size;) {
            part.resize(std::min<std::uint64_t>(chunk_size * 4, file.size - at));
            auto const got =
                ::pread(*file.descriptor, part.data(), part.size(), static_cast<::off_t>(at));
            if (got <= 0) co_return false; // the connection ends short of its length: no silent end
            part.resize(static_cast<std::size_t>(got));
            if (!co_await send_text(c, part)) co_return false;
            at += part.size();
        }
        co_return true;
    }

    asio::awaitable<void> refuse(connection& c, refusal why) {
        auto const out = app.malformed(why.status, why.code, why.detail);
        if (co_await send(c, out, false, false)) co_await linger(c);
    }

    /// Reads on for a little, so that the client sees the answer and not a reset.
    asio::awaitable<void> linger(connection& c) {
        error_code ignored;
        c.socket.shutdown(tcp::socket::shutdown_send, ignored);
        c.deadline = clock::now() + linger_time;
        c.idle = true;
        c.chunk.resize(chunk_size);
        for (std::size_t total = 0; total < linger_bytes;) {
            auto const [failure, got] =
                co_await c.socket.async_read_some(asio::buffer(c.chunk), use_result);
            if (failure) co_return;
            total += got;
        }
    }

    // --- time and the end

    asio::awaitable<void> look_at_deadlines(shard& of) {
        for (;;) {
            of.timer.expires_after(tick);
            co_await of.timer.async_wait(use_result);
            auto const now = clock::now();
            bool const cut = cut_off();
            for (auto* const c : of.connections) {
                bool const end = now >= c->deadline || cut || (draining && c->idle);
                if (cut && c->waiting != nullptr) c->waiting->cancel();
                if (!end) continue;
                c->timed_out = true;
                c->deadline = never;
                error_code ignored;
                c->socket.cancel(ignored);
            }
            if (draining && open == 0) co_return;
        }
    }

    bool cut_off() const { return draining && clock::now() >= drain_until; }

    void stop() {
        if (stopping.exchange(true)) return;
        drain_until = clock::now() + limits.drain;
        draining = true; // after it others read the time above
        app.drain();
        asio::post(shards.front()->context, [this] {
            error_code ignored;
            if (acceptor) acceptor->close(ignored);
            if (signals) signals->cancel(ignored);
        });
        for (auto const& one : shards)
            asio::post(one->context, [&one] { one->timer.cancel(); }); // look now
    }
};

server::server(service& of, server_limits limits) : inner_(std::make_unique<inner>(of, limits)) {}

server::~server() = default;

std::uint16_t server::listen(std::string const& host, std::uint16_t port) {
    auto& in = *inner_;
    auto const where = host + ':' + std::to_string(port);
    error_code failure;
    auto const address = asio::ip::make_address(host, failure);
    if (failure) throw service_unavailable_error("this is no address to listen on", {where});
    tcp::endpoint const at(address, port);
    auto& acceptor = in.acceptor.emplace(in.shards.front()->context);
    acceptor.open(at.protocol(), failure);
    if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure) acceptor.bind(at, failure);
    if (!failure) acceptor.listen(1'024, failure);
    if (failure)
        throw service_unavailable_error("cannot listen there: " + failure.message(), {where});
    return acceptor.local_endpoint().port();
}

void server::stop_on_signals() {
    auto& in = *inner_;
    auto& signals = in.signals.emplace(in.shards.front()->context, SIGTERM, SIGINT);
    signals.async_wait([&in](error_code const& failure, int) {
        if (!failure) in.stop();
    });
}

void server::run() {
    auto& in = *inner_;
    asio::co_spawn(in.shards.front()->context, in.accept(), asio::detached);
    for (auto const& one : in.shards)
        asio::co_spawn(one->context, in.look_at_deadlines(*one), asio::detached);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < in.shards.size(); ++i)
        threads.emplace_back([&one = *in.shards[i]] { one.context.run(); });
    in.shards.front()->context.run();
    for (auto& thread : threads)
        thread.join();
}

void server::stop() { inner_->stop(); }

} // namespace recon::http
