#include "adapters/notify/signature.hpp"

#include "adapters/http/secret.hpp"

#include <recon/error.hpp>

#include <array>

#include <sodium.h>

namespace recon::notify {

namespace {

constexpr std::string_view prefix = "whsec_";

std::string base64(std::string_view bytes) {
    constexpr auto kind = sodium_base64_VARIANT_ORIGINAL;
    std::string out(sodium_base64_encoded_len(bytes.size(), kind), '\0');
    ::sodium_bin2base64(out.data(), out.size(),
                        reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), kind);
    out.pop_back(); // the NUL
    return out;
}

std::string key_of(std::string_view secret) {
    std::array<unsigned char, 64> bytes{};
    std::size_t size = 0;
    bool const good =
        secret.starts_with(prefix)
        && ::sodium_base642bin(bytes.data(), bytes.size(), secret.data() + prefix.size(),
                               secret.size() - prefix.size(), nullptr, &size, nullptr,
                               sodium_base64_VARIANT_ORIGINAL)
               == 0;
    if (!good) throw validation_error("a webhook's secret is whsec_ and up to 64 bytes in base64");
    return {reinterpret_cast<char const*>(bytes.data()), size};
}

} // namespace

std::string make_secret() {
    std::string bytes(32, '\0');
    ::randombytes_buf(bytes.data(), bytes.size());
    return std::string(prefix) + base64(bytes);
}

std::string signature_of(std::string_view secret, std::string_view id, std::int64_t seconds,
                         std::string_view body) {
    std::string text(id);
    ((text += '.') += std::to_string(seconds)) += '.';
    text += body;
    return "v1," + base64(http::hmac_sha256(key_of(secret), text));
}

} // namespace recon::notify
