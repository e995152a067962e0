// adapters/http/net/stream.hpp - the bytes of a connection, enciphered or not.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace recon::http::net {

using tls_context = std::shared_ptr<boost::asio::ssl::context>;

/// A stream as Asio and Beast know it: one type for both kinds, so that the code above is compiled
/// once.
class stream {
  public:
    using socket_type = boost::asio::ip::tcp::socket;
    using tls_type = boost::asio::ssl::stream<socket_type&>;
    using executor_type = socket_type::executor_type;

    /// `by` is null where nothing is enciphered.
    stream(socket_type of, tls_context by) : socket_(std::move(of)), context_(std::move(by)) {
        if (context_) tls_.emplace(socket_, *context_);
    }
    stream(stream const&) = delete;
    stream& operator=(stream const&) = delete;

    socket_type& socket() noexcept { return socket_; }
    tls_type* tls() noexcept { return tls_ ? &*tls_ : nullptr; }
    executor_type get_executor() { return socket_.get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& into, Token&& token) {
        if (tls_) return tls_->async_read_some(into, std::forward<Token>(token));
        return socket_.async_read_some(into, std::forward<Token>(token));
    }
    template <class Buffers, class Token>
    auto async_write_some(Buffers const& from, Token&& token) {
        if (tls_) return tls_->async_write_some(from, std::forward<Token>(token));
        return socket_.async_write_some(from, std::forward<Token>(token));
    }

  private:
    socket_type socket_;
    tls_context context_; ///< a connection keeps the certificate that it began with
    std::optional<tls_type> tls_;
};

} // namespace recon::http::net
