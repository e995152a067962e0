// The sign-in of the page: a cookie that no script can read, instead of tokens that one must keep.
#include "adapters/http/access.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"

#include "adapters/cli/workbook_output.hpp"

#include <recon/io/sha256.hpp>
#include <recon/version.hpp>

namespace recon::http {

namespace {

/// SameSite=Strict: no other site's link or form brings it along. Over TLS with __Host-, so that no
/// other host of the domain can set it.
std::string cookie_text(exchange const& x, std::string const& value) {
    auto out =
        std::string(session_cookie(x.in)) + '=' + value + "; Path=/; HttpOnly; SameSite=Strict";
    if (value.empty()) out += "; Max-Age=0";
    return x.in.secure ? out + "; Secure" : out;
}

io::json session_json(context& of, principal const& who) {
    io::json user;
    if (who.kind == principal::what::user)
        if (auto const found = of.store->user_by_id(who.tenant, who.id))
            user = {{"id", found->id}, {"email", found->email}};
    return {{"signed_in", who.known()},
            {"user", user},
            {"sign_in_needed", of.settings.auth},
            {"registration", of.settings.auth && of.settings.registration},
            {"version", RECON_VERSION},
            {"workbooks", cli::has_workbooks()},
            {"explanations", of.explainer != nullptr},
            {"upload_max", of.settings.upload_max},
            {"upload_retention_days", of.settings.upload_retention_days},
            {"retention_days", of.settings.retention_days}};
}

} // namespace

response session_get(context& of, exchange& x) {
    return json_response(200, session_json(of, authenticate(of, x.in)));
}

response session_begin(context& of, exchange& x) {
    require_own_page(x.in);
    auto const user = user_of_credentials(of, x);
    auto const now = now_ms();
    store::session made{random_hex(16), user.tenant, user.id, {}, now, now + session_idle_ms};
    auto const value = made.id + '.' + random_text(32);
    made.refresh_hash = hash_of_session(value);
    x.who = {principal::what::user, user.id, user.tenant, made.id, std::string(all_scopes)};
    of.store->add_session(made, audit_entry_of(x, "user_login", user.id));
    auto out = json_response(200, session_json(of, x.who));
    out.set("Set-Cookie", cookie_text(x, value));
    return out;
}

response session_end(context& of, exchange& x) {
    if (!x.who.session.empty())
        of.store->end_session(x.who.tenant, x.who.session,
                              audit_entry_of(x, "user_logout", x.who.id));
    response out;
    out.status = 204;
    out.set("Set-Cookie", cookie_text(x, {}));
    return out;
}

} // namespace recon::http
