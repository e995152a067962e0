// adapters/http/token.hpp - access tokens: JWT signed with HS256, and nothing else is accepted.
// RFC 7519, and the rules of RFC 8725.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

/// What an access token says. Times are seconds since 1970.
struct token_claims {
    std::string user;    ///< sub
    std::string tenant;  ///< tid
    std::string session; ///< sid: the sign-in it came from, which can be ended
    std::int64_t issued = 0;
    std::int64_t expires = 0;
};

inline constexpr std::size_t token_max = 8'192;
inline constexpr std::string_view token_issuer = "recond";
inline constexpr std::string_view token_audience = "recond-api";

std::string sign_token(token_claims const& claims, std::string const& secret);

/// The claims of a token that is ours and in its time; nothing otherwise, whatever is wrong with
/// it. Throws nothing. `now` in seconds since 1970; a minute of leeway.
std::optional<token_claims> verify_token(std::string_view token, std::string const& secret,
                                         std::int64_t now) noexcept;

} // namespace recon::http
