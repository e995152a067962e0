#include "adapters/http/access.hpp"

#include "support/served.hpp"

#include "adapters/http/secret.hpp"
#include "adapters/http/token.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::http;
using test::sent;
using test::served;

namespace {

service_settings unlimited() {
    service_settings s;
    s.rate_per_minute = 0;
    return s;
}

/// The target of a route, with a run of somebody in it.
std::string target_of(route const& of, std::string const& id) {
    std::string out(of.path);
    for (auto const& [name, value] : {std::pair<std::string, std::string>("{id}", id),
                                      {"{format}", "json"},
                                      {"{delivery}", "msg_0"}})
        if (auto const at = out.find(name); at != out.npos) out.replace(at, name.size(), value);
    return out;
}

/// A body that the route would take.
sent request_to(route const& of, std::string const& id, std::string const& key) {
    sent out{std::string(of.method), target_of(of, id), {}, {}, key, {{"x-recon-page", "1"}}};
    if (of.body == body_kind::fields) {
        out.type = "application/json";
        out.body = R"({"decisions":[{"decision":"confirm","match_id":"M000001"}],"name":"n"})";
    } else if (of.body == body_kind::files) {
        out.type = test::multipart_type;
        out.body = of.path.starts_with("/api/ingest")
                       ? test::multipart({{"file;a.csv", std::string(test::small_bank)}})
                       : test::multipart({{"bank_file;b.csv", std::string(test::small_bank)},
                                          {"ledger_file;l.csv", std::string(test::small_ledger)}});
    }
    return out;
}

std::string key_with(served& of, std::string const& tenant, std::string const& scopes) {
    auto const made = make_key(tenant, "test", scopes);
    of.app->parts().store->add_key(made.record);
    return made.text;
}

} // namespace

TEST_CASE("route x role x tenant: nobody gets past the table") {
    served at(unlimited());
    auto const run = at.run();
    REQUIRE(run.at("state") == "succeeded");
    auto const id = run.at("id").get<std::string>();
    struct role {
        std::string scopes;
        bool read, write, admin;
    };
    role const roles[] = {
        {"runs:read", true, false, false},  {"runs:write", false, true, false},
        {"keys:admin", false, false, true}, {"runs:read runs:write", true, true, false},
        {"", false, false, false},          {"runs:readx", false, false, false}};
    for (auto const& r : routes()) {
        if (r.id == route_id::run_delete || r.id == route_id::keys_delete) continue; // below
        CAPTURE(r.path);
        CAPTURE(r.method);
        bool const open = r.who == access::anyone || r.who == access::metrics;
        auto const nobody = at.ask(request_to(r, id, ""));
        CHECK((open ? nobody.status != 401 || r.path.starts_with("/api/auth")
                    : nobody.status == 401));
        for (auto const& one : roles) {
            CAPTURE(one.scopes);
            auto const out = at.ask(request_to(r, id, key_with(at, "local", one.scopes)));
            bool const may = open || r.who == access::signed_in
                             || (r.who == access::runs_read && one.read)
                             || (r.who == access::runs_write && one.write)
                             || (r.who == access::keys_admin && one.admin);
            CHECK((out.status == 403) == !may);
            CHECK(out.status != 500);
        }
        // A foreign run is not there, whatever the key may do in its own tenant.
        if (r.path.find("{id}") != r.path.npos && !open) {
            auto const foreign = key_with(at, "other", std::string(all_scopes));
            CHECK(at.ask(request_to(r, id, foreign)).status == 404);
            for (auto const* const bad : {"x", "00000000-0000-4000-8000-000000000000",
                                          "%27%20OR%201", "1e1", "-1", "abc%2e"})
                CHECK(at.ask(request_to(r, bad, at.key)).status == 404);
        }
    }
    auto const foreign = key_with(at, "other", std::string(all_scopes));
    CHECK(at.ask({"DELETE", "/v1/runs/" + id, {}, {}, foreign, {}}).status == 404);
    CHECK(at.ask({"DELETE", "/v1/keys/" + at.key.substr(3, 8), {}, {}, foreign, {}}).status == 404);
    CHECK(at.ask({"DELETE", "/v1/runs/" + id, {}, {}, "", {}}).status == 401);
    CHECK(
        at.ask({"DELETE", "/v1/runs/" + id, {}, {}, key_with(at, "local", "runs:read"), {}}).status
        == 403);
    CHECK(at.get("/v1/runs/" + id).status == 200); // still there
    CHECK(test::json_of(at.ask({"GET", "/v1/runs", {}, {}, foreign, {}})).at("items").empty());
}

TEST_CASE("no credentials but good ones") {
    served at(unlimited());
    auto const key = at.key;
    auto const revoked = key_with(at, "local", std::string(all_scopes));
    at.app->parts().store->revoke_key("local", revoked.substr(3, 8), 1);
    auto expired = make_key("local", "old", std::string(all_scopes));
    expired.record.expires = 1;
    at.app->parts().store->add_key(expired.record);
    auto const ghost =
        sign_token({"u", "local", "no-such-session", now_ms() / 1'000, now_ms() / 1'000 + 600},
                   at.app->parts().jwt_secret);
    std::string other = key;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    std::vector<std::vector<header>> bad{
        {},
        {{"authorization", ""}},
        {{"authorization", "Bearer"}},
        {{"authorization", "Bearer "}},
        {{"authorization", "Bearer  "}},
        {{"authorization", key}},
        {{"authorization", "Bearer" + key}},
        {{"authorization", "Basic " + key}},
        {{"authorization", "Token " + key}},
        {{"authorization", "Digest " + key}},
        {{"authorization", "Negotiate " + key}},
        {{"authorization", "Basic YWRtaW46YWRtaW4="}},
        {{"authorization", "Bearer null"}},
        {{"authorization", "Bearer undefined"}},
        {{"authorization", "Bearer admin"}},
        {{"authorization", "Bearer " + key.substr(0, 11)}},
        {{"authorization", "Bearer " + key.substr(0, 12)}},
        {{"authorization", "Bearer " + key.substr(0, key.size() - 1)}},
        {{"authorization", "Bearer " + key + "A"}},
        {{"authorization", "Bearer " + key + " "}},
        {{"authorization", "Bearer " + key + "," + key}},
        {{"authorization", "Bearer \"" + key + "\""}},
        {{"authorization", "Bearer " + other}},
        {{"authorization", "Bearer " + lower(key) + (lower(key) == key ? "x" : "")}},
        {{"authorization", "Bearer rk_"}},
        {{"authorization", "Bearer rk_%"}},
        {{"authorization", "Bearer rk_________" + key.substr(11)}},
        {{"authorization", "Bearer rk_' OR 1=1" + key.substr(14)}},
        {{"authorization", "Bearer rk_" + std::string(8, '%') + key.substr(11)}},
        {{"authorization", "Bearer " + key.substr(0, 12) + std::string(43, 'A')}},
        {{"authorization", "Bearer " + key.substr(0, 11) + "-" + key.substr(12)}},
        {{"authorization", "Bearer " + revoked}},
        {{"authorization", "Bearer " + expired.text}},
        {{"authorization", "Bearer " + ghost}},
        {{"authorization", "Bearer " + ghost.substr(0, ghost.rfind('.') + 1)}},
        {{"authorization", "Bearer " + std::string(100'000, 'a')}},
        {{"authorization", "Bearer a.b.c"}},
        {{"authorization", "Bearer " + key}, {"authorization", "Bearer " + key}},
        {{"authorization", "Bearer " + key}, {"authorization", "Bearer x"}},
        {{"authorization", "Bearer x"}, {"authorization", "Bearer " + key}},
        {{"proxy-authorization", "Bearer " + key}},
        {{"x-authorization", "Bearer " + key}},
        {{"authorization_", "Bearer " + key}},
        {{"x-api-key", key}},
        {{"cookie", "session=" + key}},
        {{"cookie", "access_token=" + ghost}},
        {{"x-forwarded-for", "127.0.0.1"}},
        {{"x-forwarded-user", "admin"}},
        {{"x-remote-user", "admin"}},
        {{"x-original-url", "/livez"}},
        {{"x-rewrite-url", "/livez"}},
        {{"x-http-method-override", "GET"}},
        {{"forwarded", "for=127.0.0.1"}},
        {{"x-real-ip", "127.0.0.1"}},
        {{"host", "127.0.0.1"}},
    };
    for (auto const& headers : bad) {
        CAPTURE((headers.empty() ? std::string("none") : headers[0].value.substr(0, 80)));
        CHECK(at.ask({"GET", "/v1/runs", {}, {}, "", headers}).status == 401);
        CHECK(at.ask({"HEAD", "/v1/runs", {}, {}, "", headers}).status == 401);
    }
    CHECK(bad.size() >= 55);
    for (auto const* const target :
         {"/v1/runs?access_token=", "/v1/runs?api_key=", "/v1/runs?token=", "/v1/runs?key="})
        CHECK(at.ask({"GET", target + key, {}, {}, "", {}}).status == 401);
    for (auto const* const target :
         {"//v1/runs", "/v1//runs", "/v1/runs/", "/v1/%72uns/", "/V1/runs", "/v1/runs;a=b",
          "/livez/../v1/runs", "/livez%2f..%2fv1%2fruns", "/v1%2fruns", "/./v1/runs", "/v1/runs%00",
          "/v1/runs%20"}) {
        auto const status = at.ask({"GET", target, {}, {}, "", {}}).status;
        CHECK((status == 400 || status == 404));
    }
    CHECK(at.ask({"GET", "/v1/%72uns", {}, {}, "", {}}).status == 401); // the same path
    CHECK(at.ask({"OPTIONS", "/v1/runs", {}, {}, "", {}}).status == 204);
    CHECK(at.ask({"GET", "/v1/runs", {}, {}, "", {{"authorization", "bearer " + key}}}).status
          == 200);
}

TEST_CASE("without sign-in only pages of this machine may ask") {
    auto settings = unlimited();
    settings.auth = false;
    served at(settings);
    CHECK(at.get("/v1/runs").status == 200);
    CHECK(at.get("/v1/runs", {{"origin", "http://localhost:8000"}}).status == 200);
    CHECK(at.get("/v1/runs", {{"origin", "https://evil.example"}}).status == 403);
    CHECK(at.get("/v1/runs", {{"origin", "null"}}).status == 403);
    request in;
    in.method = "GET";
    in.target = "/v1/runs";
    in.headers = {{"host", "rebound.evil.example:8000"}};
    CHECK(at.app->answer(in).status == 403);
}

TEST_CASE("the client is who the trusted proxies say, counted from the right") {
    service_settings s;
    request in;
    in.peer = "10.0.0.1";
    in.headers = {{"x-forwarded-for", "1.2.3.4, 5.6.7.8, 10.0.0.2"}};
    CHECK(client_of(in, s) == "10.0.0.1");
    s.trusted_proxies = {"10.0.0.1", "10.0.0.2"};
    CHECK(client_of(in, s) == "5.6.7.8");
    in.headers = {{"x-forwarded-for", "evil\"x"}};
    CHECK(client_of(in, s) == "10.0.0.1");
    in.headers = {};
    CHECK(client_of(in, s) == "10.0.0.1");
}

namespace {

/// Registers somebody and signs them in by the page's cookie; gives "name=value".
std::string page_cookie(served& at, std::string const& email) {
    auto const body = R"({"email":")" + email + R"(","password":"correct horse battery"})";
    CHECK(at.ask({"POST", "/api/auth/register", body, "application/json", {}, {}}).status == 201);
    auto const in =
        at.ask({"POST", "/v1/session", body, "application/json", {}, {{"x-recon-page", "1"}}});
    REQUIRE(in.status == 200);
    auto const cookie = std::string(in.get("Set-Cookie"));
    for (auto const* const part : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
        CHECK(cookie.find(part) != cookie.npos);
    CHECK(cookie.find("Secure") == cookie.npos); // over plain HTTP the browser would drop it
    return cookie.substr(0, cookie.find(';'));
}

response with_cookie(served& at, std::string const& method, std::string const& target,
                     std::string const& cookie, std::vector<header> more) {
    more.push_back({"cookie", "theme=dark; " + cookie});
    return at.ask({method,
                   target,
                   method == "POST" ? "{}" : "",
                   method == "POST" ? "application/json" : "",
                   {},
                   std::move(more)});
}

} // namespace

TEST_CASE("the page is signed in by a cookie, until it signs out") {
    served at(unlimited());
    auto const cookie = page_cookie(at, "ann@example.com");
    auto const session = test::json_of(with_cookie(at, "GET", "/v1/session", cookie, {}));
    CHECK(session.at("signed_in") == true);
    CHECK(session.at("user").at("email") == "ann@example.com");
    CHECK(with_cookie(at, "GET", "/v1/runs", cookie, {}).status == 200);
    auto const out = with_cookie(at, "DELETE", "/v1/session", cookie, {{"x-recon-page", "1"}});
    CHECK(out.status == 204);
    CHECK(out.get("Set-Cookie").find("Max-Age=0") != std::string_view::npos);
    CHECK(with_cookie(at, "GET", "/v1/runs", cookie, {}).status == 401);
    auto const after = test::json_of(with_cookie(at, "GET", "/v1/session", cookie, {}));
    CHECK(after.at("signed_in") == false);
}

TEST_CASE("a page of another site cannot act through the cookie") {
    served at(unlimited());
    auto const cookie = page_cookie(at, "ann@example.com");
    auto const post = [&](std::vector<header> more) {
        return with_cookie(at, "POST", "/v1/runs", cookie, std::move(more)).status;
    };
    CHECK(post({}) == 403);
    CHECK(post({{"x-recon-page", "1"}, {"origin", "https://evil.example"}}) == 403);
    CHECK(post({{"x-recon-page", "1"}, {"origin", "null"}}) == 403);
    CHECK(post({{"x-recon-page", "1"}, {"origin", "http://localhost:8000"}}) == 400); // no files
    CHECK(at.ask({"POST",
                  "/v1/session",
                  R"({"email":"ann@example.com","password":"x"})",
                  "application/json",
                  {},
                  {}})
              .status
          == 403);
}

TEST_CASE("no other text stands in for the cookie") {
    served at(unlimited());
    auto const cookie = page_cookie(at, "ann@example.com");
    auto const fails = [&](std::string const& other) {
        CHECK(with_cookie(at, "GET", "/v1/runs", other, {}).status == 401);
    };
    fails(cookie.substr(0, cookie.size() - 1));
    fails(cookie + 'x');
    fails("recon_session=");
    fails("recon_session=" + std::string(32, '0') + ".x");
    fails("x" + cookie);
    auto const tokens =
        test::json_of(at.ask({"POST",
                              "/api/auth/login",
                              R"({"email":"ann@example.com","password":"correct horse battery"})",
                              "application/json",
                              {},
                              {}}));
    fails("recon_session=" + tokens.at("refresh_token").get<std::string>());
    fails("recon_session=" + tokens.at("access_token").get<std::string>());
    // And the cookie's value is no refresh token.
    auto const value = cookie.substr(cookie.find('=') + 1);
    CHECK(at.ask({"POST",
                  "/api/auth/refresh",
                  "refresh_token=" + value,
                  "application/x-www-form-urlencoded",
                  {},
                  {}})
              .status
          == 401);
}

TEST_CASE("over TLS the cookie belongs to this host alone") {
    request secure;
    secure.secure = true;
    CHECK(session_cookie(secure) == "__Host-recon");
    CHECK(session_cookie(request{}) == "recon_session");
}
