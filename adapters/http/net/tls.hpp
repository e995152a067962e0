// adapters/http/net/tls.hpp - how the server enciphers.
#pragma once

#include "adapters/http/net/stream.hpp"
#include "adapters/http/server.hpp"

#include <recon/error.hpp>

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>

namespace recon::http::net {

/// TLS 1.2 and 1.3, with forward secrecy, without compression and renegotiation. Throws usage_error
/// with one line where the files cannot be used.
inline tls_context tls_of(tls_files const& files) {
    namespace ssl = boost::asio::ssl;
    auto const made = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* const inner = made->native_handle();
    SSL_CTX_set_min_proto_version(inner, TLS1_2_VERSION);
    SSL_CTX_set_options(inner, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION
                                   | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(inner, "ECDHE+AESGCM:ECDHE+CHACHA20"); // of 1.2; those of 1.3 are good
    SSL_CTX_set_mode(inner, SSL_MODE_RELEASE_BUFFERS);             // of idle connections
    auto const require = [](boost::system::error_code const& failure, char const* setting,
                            std::string const& file) {
        if (failure)
            throw usage_error(std::string(setting) + ": '" + file
                              + "' cannot be used: " + failure.message());
    };
    boost::system::error_code failure;
    // Nobody is there to type a passphrase.
    made->set_password_callback([](std::size_t, auto) { return std::string(); }, failure);
    made->use_certificate_chain_file(files.certificate, failure);
    require(failure, "TLS_CERTIFICATE_FILE", files.certificate);
    made->use_private_key_file(files.key, ssl::context::pem, failure);
    require(failure, "TLS_KEY_FILE", files.key);
    if (SSL_CTX_check_private_key(inner) != 1)
        throw usage_error("TLS_KEY_FILE: '" + files.key + "' is not the key of '"
                          + files.certificate + "'");
    return made;
}

} // namespace recon::http::net
