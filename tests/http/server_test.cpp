#include "adapters/http/server.hpp"

#include "support/served.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace recon;
using namespace recon::http;
using namespace std::chrono_literals;

namespace {

service_settings open_to_all() {
    service_settings s;
    s.rate_per_minute = 0;
    s.auth = false;
    return s;
}

/// A server on a port of its own, until the end of its life.
struct running {
    explicit running(server_limits limits, service_settings settings = open_to_all())
        : at(std::move(settings)), front(*at.app, limits) {
        port = front.listen("127.0.0.1", 0);
        thread = std::thread([this] { front.run(); });
    }
    running(running const&) = delete;
    running& operator=(running const&) = delete;
    ~running() {
        front.stop();
        thread.join();
    }
    test::served at;
    server front;
    std::uint16_t port = 0;
    std::thread thread;
};

/// A client's socket, from an address of its own choice in 127.0.0.0/8.
class client {
  public:
    explicit client(running const& to, char const* from = "127.0.0.1")
        : number_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        ::timeval const patience{20, 0};
        ::setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        auto here = address(from, 0);
        auto there = address("127.0.0.1", to.port);
        REQUIRE(::bind(number_, reinterpret_cast<::sockaddr*>(&here), sizeof here) == 0);
        REQUIRE(::connect(number_, reinterpret_cast<::sockaddr*>(&there), sizeof there) == 0);
    }
    client(client&& from) noexcept : number_(std::exchange(from.number_, -1)) {}
    client& operator=(client&&) = delete;
    ~client() { close(); }

    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    void send(std::string_view text) {
        static_cast<void>(::send(number_, text.data(), text.size(), MSG_NOSIGNAL));
    }
    /// Until the other end closes, or `enough` stands in what came.
    std::string receive(std::string_view enough = "\n\nnever") {
        std::string out;
        char part[4'096];
        while (out.find(enough) == std::string::npos) {
            auto const got = ::recv(number_, part, sizeof part, 0);
            if (got <= 0) break;
            out.append(part, static_cast<std::size_t>(got));
        }
        return out;
    }
    std::string ask(std::string_view more = "") {
        send("GET /livez HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n");
        return receive("\"pass\"}");
    }

  private:
    static ::sockaddr_in address(char const* text, std::uint16_t port) {
        ::sockaddr_in out{};
        out.sin_family = AF_INET;
        out.sin_port = htons(port);
        ::inet_pton(AF_INET, text, &out.sin_addr);
        return out;
    }
    int number_;
};

bool is_refused(client& one) {
    auto const answer = one.receive();
    return answer.starts_with("HTTP/1.1 503 ") && answer.find("Retry-After: 2") != answer.npos
           && answer.find("too-many-connections") != answer.npos;
}

/// Whether it holds soon: the server's threads have to come to it.
template <class What>
bool soon(What const& what) {
    for (int i = 0; i < 1'000; ++i) {
        if (what()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

} // namespace

TEST_CASE("the 65th connection of an address is refused, others are served, and room comes back") {
    server_limits limits;
    limits.exempt_loopback = false;
    running here(limits);
    std::vector<client> of_one;
    for (int i = 0; i < 64; ++i) {
        of_one.emplace_back(here, "127.0.0.2");
        CHECK(of_one.back().ask().starts_with("HTTP/1.1 200 "));
    }
    client more(here, "127.0.0.2");
    CHECK(is_refused(more));
    CHECK(client(here, "127.0.0.3").ask().starts_with("HTTP/1.1 200 "));
    CHECK(of_one.front().ask().starts_with("HTTP/1.1 200 "));
    of_one.pop_back();
    CHECK(soon([&] { return client(here, "127.0.0.2").ask().starts_with("HTTP/1.1 200 "); }));
    CHECK(test::text_of(here.at.get("/metrics"))
              .find("recon_http_connections_refused_total{reason=\"address\"}")
          != std::string::npos);
}

TEST_CASE("one connection more than all is refused, whoever asks, and room comes back") {
    server_limits limits;
    limits.connections = 200;
    running here(limits); // this machine is exempt from the limit by address only
    std::vector<client> all;
    for (int i = 0; i < 200; ++i)
        all.emplace_back(here);
    for (auto& one : all)
        CHECK(one.ask().starts_with("HTTP/1.1 200 "));
    client more(here);
    CHECK(is_refused(more));
    client other(here, "127.0.0.9");
    CHECK(is_refused(other));
    all.clear();
    CHECK(soon([&] { return client(here).ask().starts_with("HTTP/1.1 200 "); }));
}

TEST_CASE("a connection ends after its last request, and says so before") {
    server_limits limits;
    limits.requests_per_connection = 3;
    running here(limits);
    client one(here);
    CHECK(one.ask().find("Connection: close") == std::string::npos);
    CHECK(one.ask().find("Connection: close") == std::string::npos);
    CHECK(one.ask().find("Connection: close") != std::string::npos);
    CHECK(one.receive().empty());
}

TEST_CASE("what is late is ended: silence, a head, a body") {
    server_limits limits;
    limits.idle = limits.head = limits.stall = 1'500ms;
    running here(limits);
    auto const began = std::chrono::steady_clock::now();
    client silent(here);
    client head(here);
    head.send("GET /livez HTTP/1.1\r\nHost: loc");
    client body(here);
    body.send("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              "application/json\r\nContent-Length: 900\r\n\r\n{");
    client after(here);
    CHECK(after.ask().starts_with("HTTP/1.1 200 "));
    CHECK(silent.receive().empty());
    CHECK(head.receive().starts_with("HTTP/1.1 408 "));
    CHECK(body.receive().starts_with("HTTP/1.1 408 "));
    CHECK(after.receive().empty());
    CHECK(std::chrono::steady_clock::now() - began < 20s); // on a busy machine, too
}

TEST_CASE("stop: idle connections are closed, and what is asked is answered") {
    auto here = std::make_unique<running>(server_limits{});
    client idle(*here);
    CHECK(idle.ask().starts_with("HTTP/1.1 200 "));
    client late(*here);
    late.send("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              "application/json\r\nContent-Length: 2\r\n\r\n{");
    CHECK(soon([&] { // the server waits for the rest, and works on the question about it
        return test::text_of(here->at.get("/metrics")).find("recon_http_requests_in_flight 2")
               != std::string::npos;
    }));
    here->front.stop();
    CHECK(idle.receive().empty());
    late.send("}");
    CHECK(late.receive().starts_with("HTTP/1.1 400 "));
    here.reset(); // returns, for nothing is left
}

TEST_CASE("whoever may not is told so without the threads that compute") {
    running here(server_limits{}, {});
    std::promise<void> enough;
    auto const until = enough.get_future().share();
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        REQUIRE(here.at.app->post(worker::compute, [until] { until.wait(); }));
    client stranger(here);
    stranger.send("GET /v1/runs/some/tickets HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(stranger.receive("not-authenticated").starts_with("HTTP/1.1 401 "));
    client known(here);
    known.send("GET /v1/runs/some/tickets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
               + here.at.key + "\r\n\r\n");
    enough.set_value();
    CHECK(known.receive("RESOURCE_NOT_FOUND").starts_with("HTTP/1.1 404 "));
}
