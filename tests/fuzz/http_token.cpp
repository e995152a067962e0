// Tokens: none that we have not signed is good, and none makes the reader throw.
#include "adapters/http/secret.hpp"
#include "adapters/http/token.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace recon::http;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static std::string const secret = "a secret of the fuzzer, of 40 characters";
    constexpr std::int64_t now = 1'800'000'000;
    std::string const text(reinterpret_cast<char const*>(data), size);
    if (verify_token(text, secret, now)) std::abort();
    // Signed rightly, header and payload are whatever they are: never more than a refusal.
    auto const dot = text.find('\n');
    auto const head =
        dot == text.npos ? std::string(R"({"alg":"HS256","typ":"JWT"})") : text.substr(0, dot);
    auto const body = dot == text.npos ? text : text.substr(dot + 1);
    auto const parts = base64url(head) + '.' + base64url(body);
    auto const claims =
        verify_token(parts + '.' + base64url(hmac_sha256(secret, parts)), secret, now);
    if (claims && (claims->user.empty() || claims->expires + 60 < now)) std::abort();
    if (auto const raw = base64url_decoded(text); raw && base64url(*raw) != text) std::abort();
    return 0;
}
