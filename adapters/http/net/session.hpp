// adapters/http/net/session.hpp - the requests of one connection, one after the other: read, worked
// on elsewhere, answered. Every wait has a deadline.
#pragma once

#include "adapters/http/net/connection.hpp"
#include "adapters/http/net/request_head.hpp"
#include "adapters/http/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

namespace recon::http::net {

/// What all connections look at.
struct shared_state {
    service& app;
    server_limits limits;
    std::atomic<bool> draining{false};
    clock::time_point drain_until = never; ///< written before `draining`

    bool cut_off() const { return draining && clock::now() >= drain_until; }
};

class session {
  public:
    session(shared_state& of, connection& c) : of_(of), c_(c) {}

    asio::awaitable<void> serve() {
        for (unsigned n = 0; n < of_.limits.requests_per_connection && !of_.draining; ++n) {
            head_parser parser;
            parser.header_limit(of_.limits.head_bytes);
            parser.body_limit(boost::none); // ours are counted while the body streams
            if (!co_await read_head(parser)) co_return;
            auto in = request_of(parser, c_.peer);
            in.secure = c_.socket.tls() != nullptr;
            auto problem_found = ambiguity(parser, in, of_.limits);
            if (!problem_found && !to_origin_form(in))
                problem_found = refusal{400, "host", "Target and Host name different hosts."};
            if (problem_found) co_return co_await refuse(*problem_found);
            bool const last = n + 1 == of_.limits.requests_per_connection;
            if (!co_await exchange_one(parser, in, last)) co_return;
        }
    }

    /// Begins to encipher, where that is wanted; false when the other end cannot.
    asio::awaitable<bool> greet() {
        auto* const tls = c_.socket.tls();
        if (tls == nullptr) co_return true;
        c_.idle = true; // nothing was asked yet
        c_.deadline = clock::now() + of_.limits.head;
        auto const [failure] =
            co_await tls->async_handshake(asio::ssl::stream_base::server, use_result);
        co_return !failure;
    }

    /// The end as TLS has it, so that nobody takes a cut for the end. Not waited for long.
    asio::awaitable<void> say_goodbye() {
        auto* const tls = c_.socket.tls();
        if (tls == nullptr) co_return;
        c_.idle = false;
        c_.deadline = clock::now() + goodbye_time;
        co_await tls->async_shutdown(use_result);
    }

  private:
    static constexpr auto goodbye_time = std::chrono::seconds(1);
    static constexpr std::size_t chunk_size = 65'536;
    static constexpr std::size_t linger_bytes = std::size_t{8} << 20U;
    static constexpr auto linger_time = std::chrono::seconds(2);

    /// False when the connection is over.
    asio::awaitable<bool> read_head(head_parser& parser) {
        c_.idle = true;
        c_.timed_out = false;
        if (c_.buffer.size() == 0) {
            c_.deadline = clock::now() + of_.limits.idle;
            c_.buffer.reserve(4'096);
            auto const [failure, got] =
                co_await c_.socket.async_read_some(c_.buffer.prepare(4'096), use_result);
            if (failure) co_return false;
            c_.buffer.commit(got);
        }
        c_.idle = false;
        c_.deadline = clock::now() + of_.limits.head;
        auto const [failure, got] =
            co_await beast_http::async_read_header(c_.socket, c_.buffer, parser, use_result);
        if (!failure) co_return true;
        if (c_.timed_out)
            co_await refuse({408, "slow-head", "The head of the request took too long."});
        else if (auto const answer = refusal_of(failure))
            co_await refuse(*answer);
        co_return false;
    }

    asio::awaitable<bool> exchange_one(head_parser& parser, request& in, bool last) {
        bool const chunked = in.header_count("transfer-encoding") != 0;
        bool const has_body = chunked || parser.content_length().value_or(0) != 0;
        bool const keep = parser.get().version() == 11 && !last
                          && !list_item(in.header_value("connection"), "close");
        bool const head_only = in.method == "HEAD";
        bool const continues = in.header_count("expect") != 0 && parser.get().version() == 11;
        c_.deadline = never; // its own work is bounded elsewhere
        auto x = of_.app.begin(std::move(in));
        bool body_read = !has_body;
        if (!x->out && has_body && x->to.found->body == body_kind::none)
            of_.app.refuse(*x, 400, "no-body", "This path takes no body.");
        if (!x->out && parser.content_length().value_or(0) > of_.app.body_max(*x))
            of_.app.refuse(*x, 413, "too-large", "The request is larger than is taken here.");
        // Whoever may not is told so before those who compute have time for it.
        auto const door = x->where == worker::compute ? worker::pool : x->where;
        if (!x->out && !has_body && door == x->where) {
            auto const all = [this, &x] {
                of_.app.admit(*x);
                if (!x->out && x->receiver) of_.app.end_body(*x);
                if (!x->out) of_.app.handle(*x);
            };
            co_await work(*x, door, all);
        } else if (!x->out) {
            auto const admit = [this, &x] { of_.app.admit(*x); };
            co_await work(*x, door, admit);
            if (!x->out && has_body && continues) co_await say_continue();
            if (!x->out && has_body) body_read = co_await read_body(parser, *x);
            auto const handle = [this, &x] {
                if (x->receiver) of_.app.end_body(*x);
                if (!x->out) of_.app.handle(*x);
            };
            if (!x->out) co_await work(*x, x->where, handle);
        }
        if (!x->out && !x->wait_run.empty()) co_await wait_for_run(*x);
        of_.app.finish(*x);
        bool const stay = keep && body_read && !x->out->close && !of_.draining;
        bool const sent = co_await send(*x->out, stay, head_only);
        x.reset();
        if (sent && !body_read) co_await linger();
        co_return sent&& stay;
    }

    // --- work elsewhere

    /// Runs a step on the threads for it, and comes back to this one. The step is a named value of
    /// the caller: GCC 12 destroys a temporary in an awaited expression twice.
    template <class Step>
    asio::awaitable<void> work(exchange& x, worker where, Step const& step) {
        if (where == worker::here) {
            step();
            co_return;
        }
        asio::steady_timer done(c_.at->context, never);
        bool finished = false;
        auto const taken = of_.app.post(where, [&] {
            step();
            asio::post(c_.at->context, [&] {
                finished = true;
                done.cancel();
            });
        });
        if (!taken) {
            of_.app.refuse(x, 503, "SERVICE_UNAVAILABLE", "Too much to do: try again soon.");
            co_return;
        }
        while (!finished)
            co_await done.async_wait(use_result);
    }

    asio::awaitable<void> wait_for_run(exchange& x) {
        auto const ended = std::make_shared<std::atomic<bool>>(false);
        asio::steady_timer timer(c_.at->context, x.wait_until);
        c_.waiting = &timer;
        // The connection may be gone by then: it is looked for on its own thread.
        auto const wake = [home = c_.at, who = &c_, ended] {
            *ended = true;
            asio::post(home->context, [home, who] {
                if (home->connections.contains(who) && who->waiting != nullptr)
                    who->waiting->cancel();
            });
        };
        auto const register_wake = [this, &x, &wake] { of_.app.when_ended(x, wake); };
        co_await work(x, worker::pool, register_wake);
        while (!*ended && clock::now() < x.wait_until && !of_.cut_off())
            co_await timer.async_wait(use_result);
        c_.waiting = nullptr;
        x.wait_over = true;
        auto const handle = [this, &x] { of_.app.handle(x); };
        co_await work(x, x.where, handle);
    }

    // --- reading

    asio::awaitable<void> say_continue() {
        static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
        c_.deadline = clock::now() + of_.limits.stall;
        co_await asio::async_write(c_.socket, asio::buffer(text), use_result);
    }

    /// Streams the body into the request's receiver; false when the rest of it was not read.
    asio::awaitable<bool> read_body(head_parser& parser, exchange& x) {
        auto const began = clock::now();
        auto const most = of_.app.body_max(x);
        c_.chunk.resize(chunk_size);
        c_.buffer.reserve(chunk_size);
        std::uint64_t total = 0;
        while (!parser.is_done()) {
            c_.deadline = began + of_.limits.stall
                          + std::chrono::seconds(total / of_.limits.bytes_per_second);
            auto& body = parser.get().body();
            body.data = c_.chunk.data();
            body.size = c_.chunk.size();
            body.more = true;
            auto [failure, got] =
                co_await beast_http::async_read_some(c_.socket, c_.buffer, parser, use_result);
            if (failure == beast_http::error::need_buffer) failure = {};
            auto const size = c_.chunk.size() - body.size;
            total += size;
            if (failure) {
                if (c_.timed_out)
                    of_.app.refuse(x, 408, "slow-body", "The body of the request came too slowly.");
                else
                    of_.app.refuse(x, 400, "malformed", "The body of the request is malformed.");
                co_return false;
            }
            if (total > most)
                of_.app.refuse(x, 413, "too-large", "The request is larger than is taken here.");
            else if (size != 0)
                of_.app.take_body(x, std::string_view(c_.chunk).substr(0, size));
            if (x.out) co_return parser.is_done();
        }
        c_.deadline = never;
        c_.chunk = {};
        if (c_.buffer.size() == 0) c_.buffer = boost::beast::flat_buffer(connection::head_room);
        co_return true;
    }

    // --- writing

    asio::awaitable<bool> send(response const& out, bool stay, bool head_only) {
        auto const head = head_bytes(out, stay);
        bool const bodiless = head_only || out.status == 204 || out.status == 304;
        c_.timed_out = false;
        if (out.file && !bodiless) co_return co_await send_file(head, *out.file);
        std::string_view body;
        if (!bodiless && out.body) body = *out.body;
        auto const first = body.substr(0, std::min(body.size(), chunk_size));
        c_.deadline = clock::now() + of_.limits.stall;
        std::array const both{asio::buffer(head), asio::buffer(first.data(), first.size())};
        auto const [failure, sent] = co_await asio::async_write(c_.socket, both, use_result);
        if (failure) co_return false;
        co_return co_await send_text(body.substr(first.size()));
    }

    /// Each chunk has its time: a reader that takes nothing is not waited for.
    asio::awaitable<bool> send_text(std::string_view text) {
        while (!text.empty()) {
            auto const part = text.substr(0, std::min(text.size(), chunk_size));
            c_.deadline = clock::now() + of_.limits.stall;
            auto const [failure, sent] = co_await asio::async_write(
                c_.socket, asio::buffer(part.data(), part.size()), use_result);
            if (failure) co_return false;
            text.remove_prefix(part.size());
        }
        co_return true;
    }

    asio::awaitable<bool> send_file(std::string const& head, file_body const& file) {
        if (!co_await send_text(head)) co_return false;
        std::string part;
        for (std::uint64_t at = 0; at < file.size;) {
            part.resize(std::min<std::uint64_t>(chunk_size * 4, file.size - at));
            auto const got =
                ::pread(*file.descriptor, part.data(), part.size(), static_cast<::off_t>(at));
            if (got <= 0) co_return false; // the connection ends short of its length: no silent end
            part.resize(static_cast<std::size_t>(got));
            if (!co_await send_text(part)) co_return false;
            at += part.size();
        }
        co_return true;
    }

    asio::awaitable<void> refuse(refusal why) {
        auto const out = of_.app.malformed(why.status, why.code, why.detail);
        if (co_await send(out, false, false)) co_await linger();
    }

    /// Reads on for a little, so that the client sees the answer and not a reset.
    asio::awaitable<void> linger() {
        error_code ignored;
        co_await say_goodbye();
        c_.socket.socket().shutdown(tcp::socket::shutdown_send, ignored);
        c_.deadline = clock::now() + linger_time;
        c_.idle = true;
        c_.chunk.resize(chunk_size);
        for (std::size_t total = 0; total < linger_bytes;) {
            auto const [failure, got] =
                co_await c_.socket.socket().async_read_some(asio::buffer(c_.chunk), use_result);
            if (failure) co_return;
            total += got;
        }
    }

    shared_state& of_;
    connection& c_;
};

} // namespace recon::http::net
