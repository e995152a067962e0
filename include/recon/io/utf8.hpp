// recon/io/utf8.hpp - writing UTF-8, also of texts that are none.
#pragma once

#include <recon/detail/fold.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

/// Appends a code point up to U+10FFFF.
inline void append_utf8(std::string& out, char32_t value) {
    auto const trail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | (value >> shift & 0x3FU));
    };
    if (value < 0x80) {
        out += static_cast<char>(value);
        return;
    }
    if (value < 0x800) {
        out += static_cast<char>(0xC0U | value >> 6U);
    } else {
        if (value < 0x10000) {
            out += static_cast<char>(0xE0U | value >> 12U);
        } else {
            out += static_cast<char>(0xF0U | value >> 18U);
            trail(12);
        }
        trail(6);
    }
    trail(0);
}

/// Whether a text can stand in a UTF-8 file as it is: well-formed, and without NUL. O(size).
inline bool is_clean_utf8(std::string_view text) noexcept {
    auto const is_ascii = [](char c) { return static_cast<unsigned char>(c - 1) < 0x7F; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) return true;
    for (std::size_t at = 0; at < text.size();) {
        auto const [value, size] = recon::detail::decode(text, at);
        if (value == 0 || (size == 1 && value >= 0x80)) return false;
        at += size;
    }
    return true;
}

/// The text in UTF-8: a byte that is none is what Windows-1252 means by it, and NUL is U+FFFD.
inline std::string clean_utf8(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const [value, size] = recon::detail::decode(text, at);
        append_utf8(out, value == 0 ? 0xFFFD : value);
        at += size;
    }
    return out;
}

} // namespace recon::io
