#include "adapters/http/own_health.hpp"

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <string_view>

#include <poll.h>

namespace recon::http {

namespace {

using moment = std::chrono::steady_clock::time_point;

struct bio_deleter {
    void operator()(BIO* of) const noexcept { BIO_free_all(of); }
};
struct tls_deleter {
    void operator()(SSL_CTX* of) const noexcept { SSL_CTX_free(of); }
};
using bio = std::unique_ptr<BIO, bio_deleter>;

/// Waits until `on` can go on; false where it has failed or the time is over.
bool wait(BIO* on, moment until) {
    if (!BIO_should_retry(on)) return false;
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    int descriptor = -1;
    BIO_get_fd(on, &descriptor);
    ::pollfd one{descriptor, static_cast<short>(BIO_should_read(on) ? POLLIN : POLLOUT), 0};
    return descriptor >= 0 && ::poll(&one, 1, static_cast<int>(left.count())) > 0;
}

/// The certificate is not looked at: it is our own, and names no loopback address.
bio connection_of(service_settings const& of, SSL_CTX* with) {
    bio made(with != nullptr ? BIO_new_ssl_connect(with) : BIO_new(BIO_s_connect()));
    if (!made) return made;
    BIO_set_conn_hostname(made.get(), own_place(of).c_str());
    BIO_set_nbio(made.get(), 1);
    return made;
}

int status_in(std::string_view answer) {
    std::string_view const begin = "HTTP/1.1 ";
    if (!answer.starts_with(begin)) return 0;
    answer.remove_prefix(begin.size());
    int status = 0;
    std::from_chars(answer.data(), answer.data() + std::min<std::size_t>(3, answer.size()), status);
    return status;
}

} // namespace

std::string own_place(service_settings const& of) {
    auto const host = of.host == "0.0.0.0" ? "127.0.0.1" : of.host == "::" ? "::1" : of.host;
    auto const quoted = host.find(':') == host.npos ? host : '[' + host + ']';
    return quoted + ':' + std::to_string(of.port);
}

int own_health(service_settings const& of, std::chrono::milliseconds within) {
    auto const until = std::chrono::steady_clock::now() + within;
    std::unique_ptr<SSL_CTX, tls_deleter> const tls(
        of.tls_certificate.empty() ? nullptr : SSL_CTX_new(TLS_client_method()));
    auto const to = connection_of(of, tls.get());
    if (!to) return 0;
    while (BIO_do_connect(to.get()) <= 0)
        if (!wait(to.get(), until)) return 0;
    std::string_view rest = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    while (!rest.empty()) {
        auto const sent = BIO_write(to.get(), rest.data(), static_cast<int>(rest.size()));
        if (sent > 0)
            rest.remove_prefix(static_cast<std::size_t>(sent));
        else if (!wait(to.get(), until))
            return 0;
    }
    std::string answer;
    while (answer.size() < 12) { // "HTTP/1.1 200"
        char piece[512];
        auto const got = BIO_read(to.get(), piece, sizeof piece);
        if (got > 0)
            answer.append(piece, static_cast<std::size_t>(got));
        else if (!wait(to.get(), until))
            return 0;
    }
    return status_in(answer);
}

} // namespace recon::http
