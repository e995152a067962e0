// The only unit that includes Boost, also by what is in net/: it takes half a minute to compile.
#include "adapters/http/server.hpp"

#include "adapters/http/net/session.hpp"
#include "adapters/http/net/tls.hpp"

#include <recon/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <sys/socket.h>

namespace recon::http {

namespace {

namespace asio = boost::asio;
using net::clock;
using net::connection;
using net::error_code;
using net::never;
using net::shard;
using net::tcp;
using net::use_result;
using namespace std::chrono_literals;

constexpr auto tick = 250ms;

} // namespace

struct server::inner {
    inner(service& of, server_limits with) : state{of, with} {
        for (unsigned i = 0; i < std::max(1U, with.threads); ++i)
            shards.push_back(std::make_shared<shard>());
    }

    net::shared_state state;
    std::vector<std::shared_ptr<shard>> shards; ///< shared with those who wake a connection
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::signal_set> signals;
    std::optional<asio::signal_set> hangup;
    net::tls_context tls; ///< of new connections; touched by the first thread only
    std::atomic<unsigned> open{0};
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::map<std::string, unsigned> by_address;

    // --- connections

    asio::awaitable<void> accept() {
        for (std::size_t turn = 0; !state.draining; ++turn) {
            auto home = shards[turn % shards.size()];
            tcp::endpoint from;
            tcp::socket socket(home->context);
            auto const [failure] = co_await acceptor->async_accept(socket, from, use_result);
            if (state.draining) break;
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
            asio::post(where, [this, home, s = std::move(socket), by = tls, address]() mutable {
                auto& context = home->context;
                asio::co_spawn(context, live(home, std::move(s), std::move(by), std::move(address)),
                               asio::detached);
            });
        }
    }

    /// Counts a connection in, or says why not.
    char const* no_room(std::string const& address) {
        if (open >= state.limits.connections) return "total";
        auto const& proxies = state.app.parts().settings.trusted_proxies;
        bool const loopback = address.starts_with("127.") || address == "::1";
        bool const exempt = (state.limits.exempt_loopback && loopback)
                            || std::find(proxies.begin(), proxies.end(), address) != proxies.end();
        std::lock_guard const lock(mutex);
        auto& count = by_address[address];
        if (!exempt && count >= state.limits.connections_per_address) return "address";
        ++count;
        ++open;
        state.app.parts().counted->connections(1);
        return nullptr;
    }

    void count_out(std::string const& address) {
        std::lock_guard const lock(mutex);
        auto const found = by_address.find(address);
        if (--found->second == 0) by_address.erase(found);
        --open;
        state.app.parts().counted->connections(-1);
    }

    /// As far as it goes without waiting for the client.
    void turn_away(tcp::socket& socket, char const* why) {
        state.app.parts().counted->refused_connection(why);
        auto out =
            state.app.malformed(503, "too-many-connections", "Too many connections: try later.");
        out.set("Retry-After", "2");
        auto const text = head_bytes(out, false) + *out.body;
        error_code ignored;
        socket.non_blocking(true, ignored);
        if (!tls) socket.write_some(asio::buffer(text), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    asio::awaitable<void> live(std::shared_ptr<shard> home, tcp::socket socket, net::tls_context by,
                               std::string address) {
        connection c(home, std::move(socket), std::move(by), address);
        home->connections.insert(&c);
        try {
            error_code ignored;
            auto& plain = c.socket.socket();
            plain.set_option(tcp::no_delay(true), ignored);
            // The system would buffer megabytes for a reader that takes nothing.
            plain.set_option(asio::socket_base::send_buffer_size(262'144), ignored);
            net::session session(state, c);
            if (co_await session.greet()) {
                co_await session.serve();
                co_await session.say_goodbye();
            }
            plain.shutdown(tcp::socket::shutdown_both, ignored);
            plain.close(ignored);
        } catch (std::exception const&) { // a socket that is gone
        }
        home->connections.erase(&c);
        count_out(address);
    }

    // --- time and the end

    asio::awaitable<void> look_at_deadlines(shard& of) {
        for (;;) {
            of.timer.expires_after(tick);
            co_await of.timer.async_wait(use_result);
            auto const now = clock::now();
            bool const cut = state.cut_off();
            for (auto* const c : of.connections) {
                bool const end = now >= c->deadline || cut || (state.draining && c->idle);
                if (cut && c->waiting != nullptr) c->waiting->cancel();
                if (!end) continue;
                c->timed_out = true;
                c->deadline = never;
                error_code ignored;
                c->socket.socket().cancel(ignored);
            }
            if (state.draining && open == 0) co_return;
        }
    }

    /// Takes a renewed certificate for new connections.
    void reload_on_hangup(tls_files files) {
        hangup->async_wait([this, files](error_code const& failure, int) {
            if (failure) return;
            try {
                tls = net::tls_of(files);
                state.app.parts().log->write(log_level::info, "certificate_reloaded", {});
            } catch (error const& e) { // the one before goes on
                state.app.parts().log->write(log_level::error, "certificate_refused",
                                             {{"detail", std::string_view(e.what())}});
            }
            reload_on_hangup(files);
        });
    }

    void stop() {
        if (stopping.exchange(true)) return;
        state.drain_until = clock::now() + state.limits.drain;
        state.draining = true; // after it others read the time above
        state.app.drain();
        asio::post(shards.front()->context, [this] {
            error_code ignored;
            if (acceptor) acceptor->close(ignored);
            if (signals) signals->cancel(ignored);
            if (hangup) hangup->cancel(ignored);
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

void server::encipher(tls_files const& files) {
    auto& in = *inner_;
    in.tls = net::tls_of(files);
    in.hangup.emplace(in.shards.front()->context, SIGHUP);
    in.reload_on_hangup(files);
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
