#include "adapters/http/token.hpp"

#include "adapters/http/secret.hpp"

#include <recon/io/json.hpp>

#include <jwt/jwt.hpp>

#include <array>
#include <limits>
#include <set>

namespace recon::http {

namespace {

using plain_json = nlohmann::json;

constexpr std::int64_t minute = 60;

/// A JSON object whose members are all different, at most four levels deep.
std::optional<plain_json> strict_object(std::string const& text) {
    bool fits = true;
    std::vector<std::set<std::string>> names;
    auto const check = [&](int depth, plain_json::parse_event_t event, plain_json& value) {
        if (depth > 4) fits = false;
        if (event == plain_json::parse_event_t::object_start) names.emplace_back();
        if (event == plain_json::parse_event_t::key && !names.empty())
            fits = names.back().insert(value.get<std::string>()).second && fits;
        if (event == plain_json::parse_event_t::object_end && !names.empty()) names.pop_back();
        return true;
    };
    auto value = plain_json::parse(text, check, false);
    if (!fits || value.is_discarded() || !value.is_object()) return std::nullopt;
    return value;
}

/// Header and payload; nothing unless there are just three strict parts.
std::optional<std::array<std::string, 2>> parts_of(std::string_view token) {
    auto const first = token.find('.');
    auto const second = first == token.npos ? first : token.find('.', first + 1);
    if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
    auto head = base64url_decoded(token.substr(0, first));
    auto body = base64url_decoded(token.substr(first + 1, second - first - 1));
    auto const signature = base64url_decoded(token.substr(second + 1));
    if (!head || !body || !signature || signature->size() != 32) return std::nullopt;
    return std::array{std::move(*head), std::move(*body)};
}

/// Only what we write ourselves: no key and no algorithm from the token, no extension.
bool is_our_head(std::string const& text) {
    auto const head = strict_object(text);
    return head && head->size() == 2 && head->value("alg", plain_json()) == "HS256"
           && head->value("typ", plain_json()) == "JWT";
}

std::optional<std::string> text_claim(plain_json const& body, char const* name) {
    auto const found = body.find(name);
    if (found == body.end() || !found->is_string()) return std::nullopt;
    auto text = found->get<std::string>();
    if (text.empty() || text.size() > 100) return std::nullopt;
    return text;
}

/// A whole number of seconds; not a string, a fraction or a negative one.
std::optional<std::int64_t> time_claim(plain_json const& body, char const* name) {
    auto const found = body.find(name);
    if (found == body.end() || !found->is_number_unsigned()) return std::nullopt;
    auto const value = found->get<std::uint64_t>();
    if (value > std::uint64_t{1} << 40U) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

/// The signature, by the library; the algorithm is ours, never the token's. The times are checked
/// by ourselves, against the clock of the caller: hence the leeway of decades.
bool signature_holds(std::string_view token, std::string const& secret) {
    using namespace jwt::params;
    constexpr std::uint32_t decades = 1'000'000'000;
    std::error_code failure;
    auto const decoded =
        jwt::decode(jwt::string_view(token.data(), token.size()), algorithms({"HS256"}), failure,
                    jwt::params::secret(secret), verify(true), jwt::params::leeway(decades));
    return !failure && decoded.header().algo() == jwt::algorithm::HS256;
}

std::optional<token_claims> verified(std::string_view token, std::string const& secret,
                                     std::int64_t now) {
    if (token.size() > token_max || secret.size() < 32) return std::nullopt;
    auto const parts = parts_of(token);
    if (!parts || !is_our_head((*parts)[0])) return std::nullopt;
    auto const body = strict_object((*parts)[1]);
    if (!body) return std::nullopt;
    auto const issued = time_claim(*body, "iat");
    auto const not_before = time_claim(*body, "nbf");
    auto const expires = time_claim(*body, "exp");
    // First the times: the library converts them whatever they are, 1e26 too.
    if (!issued || !not_before || !expires || !signature_holds(token, secret)) return std::nullopt;
    auto const user = text_claim(*body, "sub");
    auto const tenant = text_claim(*body, "tid");
    auto const session = text_claim(*body, "sid");
    if (text_claim(*body, "iss") != token_issuer || text_claim(*body, "aud") != token_audience)
        return std::nullopt;
    if (!user || !tenant || !session) return std::nullopt;
    if (now > *expires + minute || now < *not_before - minute || now < *issued - minute)
        return std::nullopt;
    return token_claims{*user, *tenant, *session, *issued, *expires};
}

} // namespace

std::string sign_token(token_claims const& claims, std::string const& secret) {
    using namespace jwt::params;
    jwt::jwt_object token{algorithm("HS256"), jwt::params::secret(secret)};
    token.add_claim("iss", std::string(token_issuer))
        .add_claim("aud", std::string(token_audience))
        .add_claim("sub", claims.user)
        .add_claim("tid", claims.tenant)
        .add_claim("sid", claims.session)
        .add_claim("jti", random_hex(16))
        .add_claim("iat", static_cast<std::uint64_t>(claims.issued))
        .add_claim("nbf", static_cast<std::uint64_t>(claims.issued))
        .add_claim("exp", static_cast<std::uint64_t>(claims.expires));
    return token.signature();
}

std::optional<token_claims> verify_token(std::string_view token, std::string const& secret,
                                         std::int64_t now) noexcept {
    try {
        return verified(token, secret, now);
    } catch (...) {
        return std::nullopt; // the library throws on some malformed tokens
    }
}

} // namespace recon::http
