#include "adapters/http/password_rules.hpp"

#include "adapters/http/message.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace recon::http {

namespace {

/// Known without any list.
constexpr std::array own_list{
    "password",    "12345678", "123456789", "1234567890", "qwertyui", "qwerty123", "password1",
    "iloveyou",    "11111111", "00000000",  "letmein1",   "welcome1", "admin123",  "abc12345",
    "sunshine",    "princess", "football",  "baseball",   "trustno1", "superman",  "passw0rd",
    "password123", "87654321", "1q2w3e4r",  "1qaz2wsx",   "changeme", "secret123"};

bool is_common(std::string_view lower_case) {
    static auto const all = [] {
        std::unordered_set<std::string_view> made(own_list.begin(), own_list.end());
        for (auto rest = common_password_list; !rest.empty();) {
            auto const end = std::min(rest.find('\n'), rest.size());
            made.insert(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return made;
    }();
    return all.contains(lower_case);
}

/// "aaaaaaaa", "abababab", "12121212": a piece of up to four letters over and over.
bool is_repeated(std::string_view text) {
    for (std::size_t period = 1; period <= 4; ++period)
        if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(),
                       text.begin()))
            return true;
    return false;
}

/// "abcdefgh", "87654321": each letter the next or the one before.
bool is_sequence(std::string_view text) {
    for (int const step : {1, -1}) {
        bool const follows = std::adjacent_find(text.begin(), text.end(),
                                                [&](char a, char b) { return b - a != step; })
                             == text.end();
        if (follows) return true;
    }
    return false;
}

} // namespace

char const* password_fault(std::string_view password, std::string_view email) {
    if (password.size() < password_min) return "at least 8 characters; 15 are advised";
    if (password.size() > password_max) return "at most 256 bytes";
    auto const plain = lower(password);
    if (is_common(plain)) return "this one is tried first everywhere: choose another";
    if (is_repeated(plain) || is_sequence(plain)) return "too regular: choose another";
    if (plain == email || plain == email.substr(0, email.find('@')))
        return "not the address itself";
    return nullptr;
}

} // namespace recon::http
