// recon/io/sha256.hpp - the fingerprint of a file. The only header that includes OpenSSL's digests.
#pragma once

#include <recon/error.hpp>

#include <openssl/evp.h>

#include <array>
#include <string>
#include <string_view>

namespace recon::io {

/// The SHA-256 (FIPS 180-4) of the bytes in 64 lower-case hexadecimal digits. Throws matching_error
/// when the cryptographic library has no SHA-256. O(size).
inline std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1
        || size != 32)
        throw matching_error("the cryptographic library cannot compute SHA-256");
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (unsigned i = 0; i < size; ++i) {
        text += hex[digest[i] >> 4U];
        text += hex[digest[i] & 15U];
    }
    return text;
}

} // namespace recon::io
