#include "adapters/http/access.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/password_rules.hpp"
#include "adapters/http/secret.hpp"
#include "adapters/http/target.hpp"
#include "adapters/http/token.hpp"

#include <recon/io/sha256.hpp>
#include <recon/io/utf8.hpp>

#include <algorithm>

namespace recon::http {

namespace {

/// A field of a form or of a JSON object; empty where it is missing.
std::string field_of(exchange const& x, std::string const& name) {
    if (auto const* const found = x.field(name)) return *found;
    if (x.in.body.empty()) return {};
    auto const body = io::json::parse(x.in.body, nullptr, false);
    if (body.is_discarded() || !body.is_object())
        throw problem(400, "malformed-json", "Expected a JSON object.");
    auto const found = body.find(name);
    if (found == body.end()) return {};
    if (!found->is_string())
        throw problem(400, "VALIDATION_ERROR", "A field has the wrong type.",
                      {{'/' + name, "expected a string"}});
    return found->get<std::string>();
}

std::string email_of(exchange const& x) {
    auto const email = lower(field_of(x, "email"));
    auto const at = email.find('@');
    bool const fits = email.size() >= 3 && email.size() <= 254 && at != email.npos && at != 0
                      && at + 1 < email.size() && email.find('@', at + 1) == email.npos
                      && io::is_clean_utf8(email)
                      && std::all_of(email.begin(), email.end(), [](char c) {
                             return static_cast<unsigned char>(c) > 0x20 && c != '\x7F' && c != ','
                                    && c != ';' && c != '<' && c != '>' && c != '"';
                         });
    if (!fits)
        throw problem(400, "VALIDATION_ERROR", "This is no email address.",
                      {{"email", "expected such as name@example.com"}});
    return email;
}

void check_password(std::string const& password, std::string const& email) {
    if (auto const* const fault = password_fault(password, email))
        throw problem(400, "VALIDATION_ERROR", "The password cannot be used.",
                      {{"password", fault}});
}

io::json user_json(store::user const& u) {
    return {{"id", u.id},
            {"email", u.email},
            {"is_active", u.active},
            {"created_at", utc_text(u.created)}};
}

/// "SESSION.SECRET": the session is found by the one, and held by the other.
std::string new_refresh(std::string const& session) { return session + '.' + random_text(32); }

io::json tokens_json(context const& of, store::session const& s, std::string const& refresh) {
    auto const now = now_ms() / 1'000;
    auto const ttl = std::chrono::duration_cast<std::chrono::seconds>(of.settings.access_ttl);
    auto const token = sign_token({s.user, s.tenant, s.id, now, now + ttl.count()}, of.jwt_secret);
    return {{"access_token", token},
            {"refresh_token", refresh},
            {"token_type", "bearer"},
            {"expires_in", ttl.count()}};
}

std::int64_t refresh_ms(context const& of) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(of.settings.refresh_ttl).count();
}

[[noreturn]] void bad_login() {
    throw problem(401, "bad-credentials", "Address or password is wrong.")
        .with("WWW-Authenticate", "Bearer realm=\"recond\"");
}

io::json key_json(store::api_key const& k) {
    io::json scopes = io::json::array();
    for (auto const scope : {"runs:read", "runs:write", "keys:admin"})
        if (principal{{}, {}, {}, {}, k.scopes}.may(scope)) scopes.push_back(scope);
    auto const when = [](std::int64_t at) { return at == 0 ? io::json() : io::json(utc_text(at)); };
    return {{"id", k.id},
            {"name", k.name},
            {"scopes", scopes},
            {"created_at", utc_text(k.created)},
            {"expires_at", when(k.expires)},
            {"revoked_at", when(k.revoked)}};
}

} // namespace

response register_user(context& of, exchange& x) {
    if (!of.settings.registration)
        throw problem(403, "registration-closed", "New users are not taken here.");
    auto const email = email_of(x);
    auto const password = field_of(x, "password");
    check_password(password, email);
    require_login_rate(of, x, email);
    store::user made{random_uuid(), random_hex(16), email, hash_password(password), true, now_ms()};
    principal const who{principal::what::user, made.id, made.tenant, {}, {}};
    auto by = audit_entry_of(x, "user_registered", made.id);
    by.tenant = who.tenant;
    by.who = who.name();
    if (!of.store->add_user(made, by))
        throw problem(400, "VALIDATION_ERROR", "This address cannot be registered.",
                      {{"email", "sign in, or use another address"}});
    x.who = who;
    return json_response(201, user_json(made));
}

store::user user_of_credentials(context& of, exchange& x) {
    auto const email = email_of(x);
    auto const password = field_of(x, "password");
    require_login_rate(of, x, email);
    auto const found = of.store->user_by_email(email);
    // Somebody unknown takes as long as somebody known.
    auto const& hash = found ? found->password_hash : of.password_of_nobody;
    bool const fits = password.size() <= password_max && password_fits(hash, password);
    of.counted->login(found && fits && found->active);
    if (!found || !fits || !found->active) {
        of.log->write(log_level::warning, "login_failed",
                      {{"request_id", x.request_id}, {"client", x.client}});
        bad_login();
    }
    return *found;
}

response login(context& of, exchange& x) {
    auto const user = user_of_credentials(of, x);
    auto const now = now_ms();
    store::session made{random_hex(16), user.tenant, user.id, {}, now, now + refresh_ms(of)};
    auto const refresh = new_refresh(made.id);
    made.refresh_hash = io::sha256(refresh);
    x.who = {principal::what::user, user.id, user.tenant, made.id, {}};
    of.store->add_session(made, audit_entry_of(x, "user_login", user.id));
    of.log->write(log_level::info, "login",
                  {{"request_id", x.request_id}, {"principal", x.who.name()}});
    return json_response(200, tokens_json(of, made, refresh));
}

response refresh(context& of, exchange& x) {
    auto const given = field_of(x, "refresh_token");
    auto const dot = given.find('.');
    if (given.size() > 200 || dot != 32) bad_login();
    auto found = of.store->find_session(given.substr(0, dot));
    auto const now = now_ms();
    if (!found || found->expires < now) bad_login();
    auto const user = of.store->user_by_id(found->tenant, found->user);
    auto const next = new_refresh(found->id);
    auto const until = now + refresh_ms(of);
    if (!of.store->rotate(found->id, io::sha256(given), io::sha256(next), until)) {
        of.log->write(log_level::warning, "refresh_token_reused",
                      {{"request_id", x.request_id}, {"client", x.client}});
        bad_login();
    }
    if (!user || !user->active) {
        of.store->end_session(found->tenant, found->id);
        bad_login();
    }
    return json_response(200, tokens_json(of, *found, next));
}

response me(context& of, exchange& x) {
    if (x.who.kind == principal::what::user) {
        auto const found = of.store->user_by_id(x.who.tenant, x.who.id);
        if (!found) throw problem(404, "RESOURCE_NOT_FOUND", "There is no such user.");
        return json_response(200, user_json(*found));
    }
    return json_response(200, {{"id", x.who.id},
                               {"email", nullptr},
                               {"is_active", true},
                               {"created_at", nullptr},
                               {"scopes", x.who.scopes}});
}

response logout(context& of, exchange& x) {
    if (!x.who.session.empty()) // a key has none, and goes on
        of.store->end_session(x.who.tenant, x.who.session,
                              audit_entry_of(x, "user_logout", x.who.id));
    response out;
    out.status = 204;
    return out;
}

response keys_list(context& of, exchange& x) {
    io::json items = io::json::array();
    for (auto const& key : of.store->keys_of(x.who.tenant))
        items.push_back(key_json(key));
    return json_response(200, {{"items", items}});
}

response keys_create(context& of, exchange& x) {
    auto const name = field_of(x, "name");
    if (name.empty() || name.size() > 100)
        throw problem(400, "VALIDATION_ERROR", "The key needs a name.",
                      {{"name", "1 to 100 bytes"}});
    auto wanted = field_of(x, "scopes");
    if (wanted.empty()) wanted = "runs:read runs:write";
    std::string scopes;
    for (std::string_view rest = wanted; !rest.empty();) {
        auto const end = std::min(rest.find(' '), rest.size());
        auto const scope = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (scope.empty()) continue;
        // Nobody can give away what they do not have.
        bool const known = scope == "runs:read" || scope == "runs:write" || scope == "keys:admin";
        if (!known || !x.who.may(scope))
            throw problem(400, "VALIDATION_ERROR", "A scope cannot be given.",
                          {{"scopes", "expected runs:read, runs:write or keys:admin, parted by "
                                      "blanks, and no more than you have"}});
        if (!scopes.empty()) scopes += ' ';
        scopes += scope;
    }
    auto const made = make_key(x.who.tenant, name, scopes);
    of.store->add_key(made.record, audit_entry_of(x, "key_created", made.record.id));
    auto body = key_json(made.record);
    body["key"] = made.text; // shown this once
    auto out = json_response(201, body);
    out.set("Location", "/v1/keys/" + made.record.id);
    return out;
}

response keys_delete(context& of, exchange& x) {
    if (!of.store->revoke_key(x.who.tenant, x.value(0), now_ms(),
                              audit_entry_of(x, "key_revoked", x.value(0))))
        throw problem(404, "RESOURCE_NOT_FOUND", "There is no such key.");
    response out;
    out.status = 204;
    return out;
}

} // namespace recon::http
