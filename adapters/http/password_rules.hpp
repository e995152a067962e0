// adapters/http/password_rules.hpp - which passwords are taken.
#pragma once

#include <cstddef>
#include <string_view>

namespace recon::http {

inline constexpr std::size_t password_min = 8;
inline constexpr std::size_t password_max = 256; ///< bytes; nothing is cut off silently

/// What is the matter with a password; null: nothing. Letters of any kind are welcome, and no
/// mixture of kinds is asked for. `email` is in lower case.
char const* password_fault(std::string_view password, std::string_view email);

/// The most common passwords of eight letters and more, a line each, in lower case: 3,000 of
/// zxcvbn's where it was there at build time, else none. A short list of our own comes on top.
extern std::string_view const common_password_list;

} // namespace recon::http
