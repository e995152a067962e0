// adapters/notify/signature.hpp - messages as Standard Webhooks signs them
// (https://www.standardwebhooks.com), so that receivers can use any of its libraries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace recon::notify {

/// "whsec_" and 32 random bytes in base64.
std::string make_secret();

/// The header webhook-signature: "v1,…" over the id, the time in seconds and the body.
std::string signature_of(std::string_view secret, std::string_view id, std::int64_t seconds,
                         std::string_view body);

} // namespace recon::notify
