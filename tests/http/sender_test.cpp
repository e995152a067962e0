#include "adapters/notify/sender.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace recon::notify;

namespace {

std::vector<address> names_of(std::vector<std::string> const& texts) {
    std::vector<address> out;
    for (auto const& text : texts)
        out.push_back(*address_of(text));
    return out;
}

} // namespace

TEST_CASE("a URL is judged before anybody is asked") {
    send_rules const rules;
    for (auto const* const bad : {"",
                                  "example.com",
                                  "//example.com",
                                  "ftp://example.com/",
                                  "file:///etc/passwd",
                                  "gopher://example.com/",
                                  "http://example.com/",
                                  "https://user@example.com/",
                                  "https://user:pass@example.com/",
                                  "https://127.0.0.1/",
                                  "https://127.1/",
                                  "https://2130706433/",
                                  "https://0x7f.0.0.1/",
                                  "https://0x7f000001/",
                                  "https://0177.0.0.1/",
                                  "https://0/",
                                  "https://[::1]/",
                                  "https://[::ffff:127.0.0.1]/",
                                  "https://[fe80::1%25eth0]/",
                                  "https://[64:ff9b::7f00:1]/",
                                  "https://169.254.169.254/x",
                                  "https://10.0.0.1:8443/",
                                  "https://a b/",
                                  "https://example.com\\@10.0.0.1/",
                                  "https://example.com/\r\nX: y",
                                  "javascript:alert(1)"}) {
        CAPTURE(bad);
        CHECK_FALSE(fault_of_url(bad, rules).empty());
    }
    CHECK(fault_of_url("https://example.com/hook?a=b", rules).empty());
    CHECK(fault_of_url("https://8.8.8.8/hook", rules).empty());
    send_rules const home{{*network_of("10.0.0.0/8")}};
    CHECK(fault_of_url("http://10.0.0.1:5678/webhook/x", home).empty());
    CHECK_FALSE(fault_of_url("http://8.8.8.8/", home).empty()); // in clear through the internet
    CHECK_FALSE(fault_of_url("http://127.0.0.1/", home).empty());
}

TEST_CASE("a name that leads inside is refused, also when only one of its addresses does") {
    send_rules const rules;
    for (auto const& addresses : {std::vector<std::string>{"127.0.0.1"},
                                  {"8.8.8.8", "10.0.0.1"},
                                  {"2606:4700::1", "::1"},
                                  {"::ffff:127.0.0.1"},
                                  {"169.254.169.254"}}) {
        auto const out = post("https://hook.example/", {}, "{}", rules,
                              [&](std::string const&) { return names_of(addresses); });
        CHECK(out.refused);
        CHECK(out.status == 0);
    }
    auto const unknown = post("https://hook.example/", {}, "{}", rules,
                              [](std::string const&) { return std::vector<address>{}; });
    CHECK_FALSE(unknown.failure.empty());
}

TEST_CASE("a name is asked for once, and nothing but its answer is connected to") {
    send_rules rules{{*network_of("127.0.0.2/32")}};
    rules.timeout = std::chrono::milliseconds(500);
    int asked = 0;
    // Nobody listens on this port; what matters is that "localhost" is not looked up again.
    auto const out = post("http://localhost:9/", {}, "{}", rules, [&](std::string const&) {
        ++asked;
        return names_of({"127.0.0.2"});
    });
    CHECK(asked == 1);
    CHECK(out.status == 0);
    CHECK(out.failure == "it cannot be reached");
}

TEST_CASE("a receiver may ask for a day of waiting, not for more") {
    for (auto const& [said, heard] :
         {std::pair("9223372036854775806", 86'400), {"90000", 86'400}, {"7", 7}}) {
        CAPTURE(said);
        int const door = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::socklen_t size = sizeof here;
        auto* const generic = reinterpret_cast<::sockaddr*>(&here);
        REQUIRE(::bind(door, generic, size) == 0);
        REQUIRE(::listen(door, 1) == 0);
        REQUIRE(::getsockname(door, generic, &size) == 0);
        auto const answer = "HTTP/1.1 503 Busy\r\nRetry-After: " + std::string(said)
                            + "\r\nContent-Length: 0\r\n\r\n";
        std::thread receiver([&] {
            int const in = ::accept(door, nullptr, nullptr);
            char read[4'096];
            static_cast<void>(::recv(in, read, sizeof read, 0));
            static_cast<void>(::send(in, answer.data(), answer.size(), MSG_NOSIGNAL));
            ::close(in);
        });
        auto const url = "http://127.0.0.1:" + std::to_string(ntohs(here.sin_port)) + '/';
        auto const out = post(url, {}, "{}", {{*network_of("127.0.0.1/32")}});
        ::shutdown(door, SHUT_RDWR); // should nobody have come
        receiver.join();
        ::close(door);
        CHECK(out.status == 503);
        CHECK(out.retry_after == heard);
    }
}
