// adapters/http/net/connection.hpp - a connection, and the thread that it lives on. Only server.cpp
// includes what is in this folder.
#pragma once

#include "adapters/http/net/stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

namespace recon::http::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

inline constexpr auto use_result = asio::as_tuple(asio::use_awaitable);
inline constexpr auto never = clock::time_point::max();

struct shard;

/// One connection. Its deadline is looked at every tick: setting it costs an assignment.
struct connection {
    connection(std::shared_ptr<shard> home, tcp::socket of, tls_context tls, std::string from)
        : at(std::move(home)), socket(std::move(of), std::move(tls)), peer(std::move(from)),
          buffer(head_room) {}

    static constexpr std::size_t head_room = std::size_t{1} << 20U;

    std::shared_ptr<shard> at;
    stream socket;
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

} // namespace recon::http::net
