#include "adapters/http/secret.hpp"

#include <recon/error.hpp>

#include <sodium.h>

#include <new>
#include <vector>

namespace recon::http {

namespace {

unsigned char const* raw(std::string_view text) noexcept {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = std::size_t{19} << 20U;

} // namespace

void start_secrets() {
    if (sodium_init() < 0) throw service_unavailable_error("the system gives no random numbers");
}

std::string base64url(std::string_view bytes) {
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), variant);
    out.pop_back(); // the NUL
    return out;
}

std::optional<std::string> base64url_decoded(std::string_view text) {
    std::string out(text.size() * 3 / 4 + 3, '\0');
    std::size_t size = 0;
    char const* end = nullptr;
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    if (sodium_base642bin(to, out.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            != 0
        || end != text.data() + text.size())
        return std::nullopt;
    out.resize(size);
    if (base64url(out) != text) return std::nullopt;
    return out;
}

std::string random_text(std::size_t bytes) { return base64url(random_bytes(bytes)); }

std::string random_hex(std::size_t bytes) {
    auto const random = random_bytes(bytes);
    std::string out(bytes * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), raw(random), random.size());
    out.pop_back();
    return out;
}

std::string random_uuid() {
    auto hex = random_hex(16);
    hex[12] = '4';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4U];
    for (std::size_t const at : {20U, 16U, 12U, 8U})
        hex.insert(at, 1, '-');
    return hex;
}

bool same_secret(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    crypto_auth_hmacsha256_state state;
    std::string out(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(text), text.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
    return out;
}

std::string hash_password(std::string_view password) {
    std::vector<char> out(crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        throw std::bad_alloc();
    return out.data();
}

bool password_fits(std::string const& hash, std::string_view password) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

} // namespace recon::http
