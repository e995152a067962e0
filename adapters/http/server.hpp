// adapters/http/server.hpp - the sockets of the service. What is behind it, Boost.Asio and Beast,
// is in server.cpp and nowhere else.
#pragma once

#include "adapters/http/service.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace recon::http {

/// What a client may take of the server.
struct server_limits {
    std::chrono::milliseconds head{10'000};  ///< from a request's first byte to the end of its head
    std::chrono::milliseconds idle{10'000};  ///< between requests
    std::chrono::milliseconds stall{10'000}; ///< a body may be late by this much
    std::uint64_t bytes_per_second = 16'384; ///< which it then must have on average
    std::uint32_t head_bytes = 16'384;
    std::uint32_t fields = 100;
    unsigned requests_per_connection = 1'000;
    unsigned connections = 2'000;
    unsigned connections_per_address = 64;
    bool exempt_loopback = true;             ///< from the limit by address: a proxy stands there
    std::chrono::milliseconds drain{20'000}; ///< until what is not answered is cut off
    unsigned threads = 2;
};

/// PEM files of a server's certificate, with those of its issuers after it, and of its key.
struct tls_files {
    std::string certificate;
    std::string key;
};

class server {
  public:
    explicit server(service& of, server_limits limits = {});
    server(server const&) = delete;
    server& operator=(server const&) = delete;
    ~server();

    /// Every connection is enciphered from now on; SIGHUP reads the files again, and keeps what it
    /// has where they are no good. Before run(). Throws usage_error where they cannot be used.
    void encipher(tls_files const& files);
    /// Listens; gives the port. Throws service_unavailable_error when the address cannot be had.
    std::uint16_t listen(std::string const& host, std::uint16_t port);
    /// Serves until stop(), and then until every connection is over.
    void run();
    /// No new connections; idle ones are closed, requests are answered. From any thread.
    void stop();
    /// Calls stop() on SIGTERM and SIGINT.
    void stop_on_signals();

  private:
    struct inner;
    std::unique_ptr<inner> inner_;
};

} // namespace recon::http
