// recon/io/sha256.hpp - the fingerprint of a file. The only header that includes OpenSSL's digests.
#pragma once

#include <recon/error.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

struct digest {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    static constexpr std::size_t size = 32;
};

[[noreturn]] inline void throw_no_sha256() {
    throw matching_error("the cryptographic library cannot compute SHA-256");
}

inline digest digest_of(std::string_view bytes) {
    digest found;
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), found.bytes.data(), &size, EVP_sha256(), nullptr)
            != 1
        || size != digest::size)
        throw_no_sha256();
    return found;
}

inline std::string in_hexadecimal(digest const& found) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest::size);
    for (std::size_t i = 0; i < digest::size; ++i) {
        text += hex[found.bytes[i] >> 4U];
        text += hex[found.bytes[i] & 15U];
    }
    return text;
}

} // namespace detail

/// The SHA-256 (FIPS 180-4) of the bytes in 64 lower-case hexadecimal digits. Throws matching_error
/// when the cryptographic library has no SHA-256. O(size).
inline std::string sha256(std::string_view bytes) {
    return detail::in_hexadecimal(detail::digest_of(bytes));
}

/// The same of bytes that come one after the other.
class sha256_stream {
  public:
    sha256_stream() : state_(EVP_MD_CTX_new()) {
        if (!state_ || EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr) != 1)
            detail::throw_no_sha256();
    }

    void add(std::string_view bytes) {
        if (EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) != 1)
            detail::throw_no_sha256();
    }
    /// Of all that was added; once, at the end.
    std::string finish() {
        detail::digest found;
        unsigned size = 0;
        if (EVP_DigestFinal_ex(state_.get(), found.bytes.data(), &size) != 1
            || size != detail::digest::size)
            detail::throw_no_sha256();
        return detail::in_hexadecimal(found);
    }

  private:
    struct release {
        void operator()(EVP_MD_CTX* state) const noexcept { EVP_MD_CTX_free(state); }
    };
    std::unique_ptr<EVP_MD_CTX, release> state_;
};

/// The same in base 64, as a Content-Security-Policy names a script.
inline std::string sha256_base64(std::string_view bytes) {
    auto const found = detail::digest_of(bytes);
    std::array<unsigned char, 48> text{};
    auto const size = EVP_EncodeBlock(text.data(), found.bytes.data(), detail::digest::size);
    return {text.begin(), text.begin() + size};
}

} // namespace recon::io
