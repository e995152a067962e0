#include "adapters/http/access.hpp"

#include "adapters/http/secret.hpp"
#include "adapters/http/token.hpp"

#include <recon/io/sha256.hpp>

#include <algorithm>

namespace recon::http {

namespace {

constexpr std::size_t key_size = 3 + 8 + 1 + 43;

std::string_view bearer_of(request const& in) {
    auto value = in.header_value("authorization"); // empty when there are two
    constexpr std::string_view scheme = "bearer ";
    if (value.size() <= scheme.size() || !same_word(value.substr(0, scheme.size()), scheme))
        return {};
    value.remove_prefix(scheme.size());
    auto const begin = value.find_first_not_of(' ');
    return begin == value.npos ? std::string_view{} : value.substr(begin);
}

principal by_key(context const& of, std::string_view text) {
    if (text.size() != key_size || text[11] != '_') return {};
    auto const found = of.store->find_key(std::string(text.substr(3, 8)));
    auto const hash = io::sha256(text);
    if (!found || !same_secret(found->hash, hash) || found->revoked != 0) return {};
    if (found->expires != 0 && found->expires < now_ms()) return {};
    return {principal::what::key, found->id, found->tenant, {}, found->scopes};
}

principal by_token(context const& of, std::string_view text) {
    auto const claims = verify_token(text, of.jwt_secret, now_ms() / 1'000);
    if (!claims) return {};
    auto const session = of.store->find_session(claims->session);
    if (!session || session->user != claims->user || session->tenant != claims->tenant) return {};
    return {principal::what::user, claims->user, claims->tenant, claims->session,
            std::string(all_scopes)};
}

/// The value of a cookie; empty where it is missing.
std::string_view cookie_of(request const& in, std::string_view name) {
    auto rest = in.header_value("cookie");
    while (!rest.empty()) {
        auto const end = std::min(rest.find(';'), rest.size());
        auto item = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (!item.empty() && item.front() == ' ')
            item.remove_prefix(1);
        if (item.size() > name.size() && item.starts_with(name) && item[name.size()] == '=')
            return item.substr(name.size() + 1);
    }
    return {};
}

principal by_cookie(context const& of, request const& in) {
    constexpr std::size_t id_size = 32;
    auto const value = cookie_of(in, session_cookie(in));
    if (value.size() < id_size + 2 || value.size() > 200 || value[id_size] != '.') return {};
    auto const found = of.store->find_session(std::string(value.substr(0, id_size)));
    auto const hash = hash_of_session(value);
    auto const now = now_ms();
    auto const whole =
        std::chrono::duration_cast<std::chrono::milliseconds>(of.settings.refresh_ttl).count();
    if (!found || !same_secret(found->refresh_hash, hash) || found->expires < now
        || found->created + whole < now)
        return {};
    if (in.method != "GET" && in.method != "HEAD") require_own_page(in);
    if (found->expires - now < session_idle_ms / 2) // used: it lives on, and is written seldom
        of.store->rotate(found->id, hash, hash, now + session_idle_ms);
    return {principal::what::user, found->user, found->tenant, found->id, std::string(all_scopes)};
}

bool is_loopback_host(std::string_view host) {
    auto const colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
    auto const name = host.substr(0, colon);
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

/// Without sign-in a page of another origin must not be able to act through somebody's browser.
bool is_local_request(context const& of, request const& in) {
    auto const host = in.header_value("host");
    if (!host.empty() && !is_loopback_host(host)) return false;
    auto const origin = in.header_value("origin");
    if (origin.empty()) return in.header_count("origin") == 0;
    auto const& allowed = of.settings.cors_origins;
    return origin == (in.secure ? "https://" : "http://") + std::string(host)
           || std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
}

rate_policy default_policy(service_settings const& settings) {
    return {"default", settings.rate_per_minute,
            std::chrono::ceil<std::chrono::microseconds>(std::chrono::nanoseconds(60'000'000'000)
                                                         / settings.rate_per_minute)};
}

[[noreturn]] void refuse_rate(context& of, exchange const& x, std::string_view policy,
                              rate_verdict const& verdict) {
    of.counted->rate_limited(policy);
    of.log->write(log_level::warning, "rate_limited",
                  {{"request_id", x.request_id}, {"principal", x.who.name()}, {"policy", policy}});
    throw problem(429, "rate-limited",
                  "Too many requests: try again in " + std::to_string(verdict.retry.count())
                      + " seconds.")
        .with("Retry-After", std::to_string(verdict.retry.count()));
}

} // namespace

bool principal::may(std::string_view scope) const noexcept {
    for (std::string_view rest = scopes; !rest.empty();) {
        auto const end = std::min(rest.find(' '), rest.size());
        if (rest.substr(0, end) == scope) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

std::string principal::name() const {
    switch (kind) {
    case what::nobody: return "nobody";
    case what::user: return "user:" + id;
    case what::key: return "key:" + id;
    case what::local: return "local";
    }
    return "?";
}

store::audit_entry audit_entry_of(exchange const& x, std::string_view action,
                                  std::string_view subject) {
    return {x.who.tenant,         x.who.name(), std::string(action),
            std::string(subject), x.request_id, now_ms()};
}

std::string client_of(request const& of, service_settings const& settings) {
    auto const trusted = [&](std::string_view address) {
        return std::find(settings.trusted_proxies.begin(), settings.trusted_proxies.end(), address)
               != settings.trusted_proxies.end();
    };
    std::string address = of.peer;
    auto rest = of.header_value("x-forwarded-for");
    while (trusted(address) && !rest.empty()) {
        auto const comma = rest.rfind(',');
        auto item = comma == rest.npos ? rest : rest.substr(comma + 1);
        rest = comma == rest.npos ? std::string_view{} : rest.substr(0, comma);
        while (!item.empty() && item.front() == ' ')
            item.remove_prefix(1);
        while (!item.empty() && item.back() == ' ')
            item.remove_suffix(1);
        bool const fits = !item.empty() && item.size() <= 45
                          && item.find_first_not_of("0123456789abcdefABCDEF.:") == item.npos;
        if (!fits) break;
        address = item;
    }
    return address;
}

std::string_view session_cookie(request const& in) noexcept {
    return in.secure ? "__Host-recon" : "recon_session";
}

std::string hash_of_session(std::string_view value) {
    return io::sha256("page session " + std::string(value));
}

void require_own_page(request const& in) {
    auto const origin = in.header_value("origin");
    auto const host = origin.find("://");
    bool const foreign =
        in.header_count("origin") != 0
        && (host == origin.npos || origin.substr(host + 3) != in.header_value("host"));
    if (foreign || in.header_count("x-recon-page") == 0)
        throw problem(403, "foreign-origin",
                      "Only the service's own page may do this by its cookie: send X-Recon-Page.");
}

principal authenticate(context const& of, request const& in) {
    if (!of.settings.auth) {
        if (!is_local_request(of, in))
            throw problem(403, "foreign-origin",
                          "Without sign-in only this machine's own pages may ask.");
        return {principal::what::local,
                "local",
                std::string(local_tenant),
                {},
                std::string(all_scopes)};
    }
    if (in.header_count("authorization") == 0) return by_cookie(of, in);
    auto const credentials = bearer_of(in);
    if (credentials.empty() || credentials.size() > token_max) return {};
    return credentials.starts_with("rk_") ? by_key(of, credentials) : by_token(of, credentials);
}

void require_access(context const& of, exchange const& x) {
    auto const who = x.to.found->who;
    if (who == access::anyone || (who == access::metrics && of.settings.metrics_public)) return;
    if (!x.who.known())
        throw problem(401, "not-authenticated",
                      "Sign in at /api/auth/login or use a key: Authorization: Bearer …")
            .with("WWW-Authenticate", "Bearer realm=\"recond\"");
    auto const scope = who == access::runs_read    ? "runs:read"
                       : who == access::runs_write ? "runs:write"
                       : who == access::keys_admin ? "keys:admin"
                                                   : "";
    if (*scope != '\0' && !x.who.may(scope))
        throw problem(403, "scope-missing", std::string("This key lacks the scope ") + scope + '.')
            .with("WWW-Authenticate",
                  std::string("Bearer error=\"insufficient_scope\", scope=\"") + scope + '"');
}

void require_rate(context& of, exchange& x) {
    if (of.settings.rate_per_minute == 0 || x.to.found->cost == 0) return;
    auto const policy = default_policy(of.settings);
    auto const key = x.who.known() ? x.who.name() : "address:" + x.client;
    x.rate = of.limits->take(policy, key, std::chrono::steady_clock::now(), x.to.found->cost);
    if (!x.rate->allowed) refuse_rate(of, x, policy.name, *x.rate);
}

void require_login_rate(context& of, exchange& x, std::string const& email) {
    if (of.settings.rate_per_minute == 0) return;
    rate_policy const policy{"login", 10, std::chrono::seconds(6)};
    auto const now = std::chrono::steady_clock::now();
    // With a secret, because addresses can be guessed and tried.
    auto const tried = base64url(hmac_sha256(of.cursor_secret, "email " + email));
    for (auto const& key : {"address:" + x.client, "email:" + tried}) {
        auto const verdict = of.limits->take(policy, key, now);
        if (!verdict.allowed) refuse_rate(of, x, policy.name, verdict);
    }
}

made_key make_key(std::string tenant, std::string name, std::string scopes) {
    made_key out;
    auto const id = random_hex(4);
    out.text = "rk_" + id + '_' + random_text(32);
    out.record = {id,
                  std::move(tenant),
                  std::move(name),
                  io::sha256(out.text),
                  std::move(scopes),
                  now_ms(),
                  0,
                  0};
    return out;
}

} // namespace recon::http
