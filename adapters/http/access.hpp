// adapters/http/access.hpp - who asks, and whether they may.
#pragma once

#include "adapters/http/context.hpp"

namespace recon::http {

inline constexpr std::string_view all_scopes = "runs:read runs:write keys:admin";
inline constexpr std::string_view local_tenant = "local";

/// The address that asked: the peer, or behind trusted proxies the last address that they vouch
/// for.
std::string client_of(request const& of, service_settings const& settings);

/// Finds out who asks; nobody where the credentials are missing or not good.
principal authenticate(context const& of, request const& in);

/// The cookie of the page's sign-in.
std::string_view session_cookie(request const& in) noexcept;
/// What is kept of a cookie's value. Not what is kept of a refresh token: neither can stand in for
/// the other.
std::string hash_of_session(std::string_view value);
/// A session of the page ends when it is left alone for so long, or after the life of a refresh
/// token.
inline constexpr std::int64_t session_idle_ms = 12 * 3'600'000;

/// A page of another site must not act through somebody's cookie: what changes something needs a
/// header that such a page cannot send. Throws problem 403.
void require_own_page(request const& in);

/// Throws problem: 401 where somebody must sign in, 403 where they lack the scope.
void require_access(context const& of, exchange const& x);

/// Takes one from the caller's allowance, and notes it for the headers. Throws problem 429.
void require_rate(context& of, exchange& x);
/// The same for sign-ins, by address and by who is tried.
void require_login_rate(context& of, exchange& x, std::string const& email);

/// A new key in full: it is shown once, and only its hash is kept.
struct made_key {
    std::string text;
    store::api_key record;
};
made_key make_key(std::string tenant, std::string name, std::string scopes);

} // namespace recon::http
