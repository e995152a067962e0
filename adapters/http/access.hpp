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
