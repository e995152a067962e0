// adapters/http/secret.hpp - random names, keys and password hashes. The only header that stands
// for libsodium.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

/// Must be called once before the others. Throws service_unavailable_error where the system has no
/// randomness.
void start_secrets();

/// `bytes` random bytes in base64url without padding.
std::string random_text(std::size_t bytes);
/// A random UUID (version 4): what the old product's ids look like. 122 bits.
std::string random_uuid();
std::string random_hex(std::size_t bytes);

std::string base64url(std::string_view bytes);
/// Strict: no padding, no other letters, no bits left over.
std::optional<std::string> base64url_decoded(std::string_view text);

/// In a time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b) noexcept;

/// HMAC-SHA-256 as bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// Argon2id, 19 MiB and two passes, in its own text form. Throws std::bad_alloc.
std::string hash_password(std::string_view password);
bool password_fits(std::string const& hash, std::string_view password);

} // namespace recon::http
