#include "adapters/http/token.hpp"

#include "adapters/http/secret.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon::http;

namespace {

std::string const secret = "0123456789abcdef0123456789abcdef-secret";
constexpr std::int64_t now = 1'800'000'000;
token_claims const claims{"user-1", "tenant-1", "session-1", now, now + 600};

std::string signed_with(std::string const& key, std::string const& head, std::string const& body) {
    auto const text = base64url(head) + '.' + base64url(body);
    return text + '.' + base64url(hmac_sha256(key, text));
}
std::string token(std::string const& head, std::string const& body) {
    return signed_with(secret, head, body);
}

std::string const head = R"({"alg":"HS256","typ":"JWT"})";
std::string body(std::string const& more = {}, std::string const& exp = "1800000600",
                 std::string const& nbf = "1800000000", std::string const& iss = "\"recond\"",
                 std::string const& aud = "\"recond-api\"") {
    return R"({"iss":)" + iss + R"(,"aud":)" + aud
           + R"(,"sub":"u","tid":"t","sid":"s","jti":"x","iat":1800000000,"nbf":)" + nbf
           + R"(,"exp":)" + exp + more + '}';
}

} // namespace

TEST_CASE("our own tokens are good in their time") {
    auto const text = sign_token(claims, secret);
    auto const read = verify_token(text, secret, now + 10);
    REQUIRE(read);
    CHECK(read->user == "user-1");
    CHECK(read->tenant == "tenant-1");
    CHECK(read->session == "session-1");
    CHECK(verify_token(text, secret, now + 659));
    CHECK_FALSE(verify_token(text, secret, now + 661));
    CHECK_FALSE(verify_token(text, secret, now - 61));
    CHECK_FALSE(verify_token(text, secret + "x", now));
    CHECK(verify_token(token(head, body()), secret, now));
    CHECK(sign_token(claims, secret) != text); // each has its own jti
}

TEST_CASE("no other token is good") {
    auto const good = token(head, body());
    auto const first = good.find('.');
    auto const last = good.rfind('.');
    auto const with_head = [&](std::string const& other) { return token(other, body()); };
    std::vector<std::string> const bad{
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        good.substr(0, last),     // two parts
        good.substr(0, last + 1), // empty signature
        good + ".x",              // four
        good + ".x.y",            // five
        good + "=",               // padding
        good + " ",
        " " + good,
        good + "\n",
        good.substr(0, good.size() - 1), // truncated signature
        good.substr(0, last + 10),
        good.substr(0, first) + "=." + good.substr(first + 1),
        good.substr(0, last) + "." + base64url(std::string(32, '\0')),
        good.substr(0, last) + "." + base64url(std::string(33, 'x')),
        base64url(R"({"alg":"none","typ":"JWT"})") + '.' + base64url(body()) + '.',
        base64url(R"({"alg":"none","typ":"JWT"})") + good.substr(first),
        with_head(R"({"alg":"none","typ":"JWT"})"),
        with_head(R"({"alg":"None","typ":"JWT"})"),
        with_head(R"({"alg":"NONE","typ":"JWT"})"),
        with_head(R"({"alg":"","typ":"JWT"})"),
        with_head(R"({"alg":"HS384","typ":"JWT"})"),
        with_head(R"({"alg":"HS512","typ":"JWT"})"),
        with_head(R"({"alg":"RS256","typ":"JWT"})"),
        with_head(R"({"alg":"ES256","typ":"JWT"})"),
        with_head(R"({"alg":"hs256","typ":"JWT"})"),
        with_head(R"({"alg":256,"typ":"JWT"})"),
        with_head(R"({"alg":["HS256"],"typ":"JWT"})"),
        with_head(R"({"alg":null,"typ":"JWT"})"),
        with_head(R"({"typ":"JWT"})"),
        with_head(R"({"alg":"HS256"})"),
        with_head(R"({"alg":"HS256","typ":"at+jwt"})"),
        with_head(R"({"alg":"HS256","typ":"JWT","kid":"../../dev/null"})"),
        with_head(R"({"alg":"HS256","typ":"JWT","jku":"https://evil.example/k"})"),
        with_head(R"({"alg":"HS256","typ":"JWT","jwk":{"kty":"oct","k":"AA"}})"),
        with_head(R"({"alg":"HS256","typ":"JWT","x5u":"https://evil.example/c"})"),
        with_head(R"({"alg":"HS256","typ":"JWT","crit":["b64"],"b64":false})"),
        with_head(R"({"alg":"none","alg":"HS256","typ":"JWT"})"),
        with_head("[]"),
        with_head("null"),
        with_head("\"HS256\""),
        with_head("{"),
        with_head(""),
        token(head, ""),
        token(head, "[]"),
        token(head, "{}"),
        token(head, body(R"(,"exp":9900000000)")), // twice
        token(head, body(R"(,"sub":"admin")")),
        token(head, body({}, "\"1800000600\"")),
        token(head, body({}, "-1")),
        token(head, body({}, "1800000600.5")),
        token(head, body({}, "1e400")),
        token(head, body({}, "1e10")),
        token(head, body({}, "99999999999999999999999999")),
        token(head, body({}, "18446744073709551615")),
        token(head, body({}, "null")),
        token(head, body({}, "1799999000")),               // over
        token(head, body({}, "1800000600", "1800000100")), // not yet
        token(head, body({}, "1800000600", "1800000000", "\"other\"")),
        token(head, body({}, "1800000600", "1800000000", "\"recond\"", "\"other-api\"")),
        token(head, body({}, "1800000600", "1800000000", "\"recond\"", "[\"recond-api\"]")),
        token(head, R"({"iss":"recond","aud":"recond-api","sub":"u","exp":1800000600})"),
        token(head, body(R"(,"deep":{"a":{"b":{"c":{"d":1}}}})")),
        token(head, body() + "\n{}"),
        signed_with("", head, body()),
        signed_with("secret", head, body()),
        std::string(1'000'000, 'a'),
        std::string(9'000, '.'),
        token(head, body(",\"x\":\"" + std::string(9'000, 'y') + '"')),
    };
    for (auto const& text : bad) {
        CAPTURE(text.substr(0, 200));
        CHECK_FALSE(verify_token(text, secret, now));
    }
    CHECK(bad.size() >= 60);
}

TEST_CASE("a changed letter anywhere breaks a token") {
    auto const good = token(head, body());
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto other = good;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        if (other != good) CHECK_FALSE(verify_token(other, secret, now));
    }
}

TEST_CASE("no token is good for a short secret") {
    CHECK_FALSE(verify_token(signed_with("short", head, body()), "short", now));
    CHECK_FALSE(verify_token(signed_with("", head, body()), "", now));
}
