// recon/detail/confusable.hpp - Greek and Cyrillic letters that look Latin, in Latin words.
#pragma once

#include <recon/detail/fold.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace recon::detail {

/// The Latin capital that a Greek or Cyrillic capital looks like, or 0.
constexpr char latin_twin(char32_t letter) noexcept {
    constexpr char32_t letters[] = U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅ";
    constexpr char twins[] = "ABEZHIKMNOPTYXABEKMHOPCTYXIJS";
    static_assert(std::size(letters) == std::size(twins));
    for (std::size_t i = 0; i + 1 < std::size(letters); ++i)
        if (letters[i] == letter) return twins[i];
    return 0;
}

/// Whether a word of upper-case letters mixes Latin ones with look-alikes of them, and nothing
/// else: somebody typed it with the keyboard set to another script.
constexpr bool is_mixed(std::string_view word) noexcept {
    bool latin = false;
    bool twins = false;
    for (std::size_t at = 0; at < word.size();) {
        auto const [value, size] = decode(word, at);
        at += size;
        if (value >= 0x80) {
            if (latin_twin(value) == 0) return false;
            twins = true;
        } else if (value >= 'A' && value <= 'Z') {
            latin = true;
        }
    }
    return latin && twins;
}

/// Spells the mixed words of a normalised text in Latin, in place, and returns the new end.
constexpr char* unmix(char* begin, char* end) noexcept {
    char* out = begin;
    for (char const* at = begin; at != end;) {
        char const* const stop = std::find(at, static_cast<char const*>(end), ' ');
        std::string_view const word(at, static_cast<std::size_t>(stop - at));
        if (is_mixed(word)) {
            for (std::size_t i = 0; i < word.size();) { // out is never beyond what is read
                auto const [value, size] = decode(word, i);
                i += size;
                *out++ = value < 0x80 ? static_cast<char>(value) : latin_twin(value);
            }
        } else {
            out = std::copy(at, stop, out);
        }
        at = stop;
        if (at != end) *out++ = *at++;
    }
    return out;
}

} // namespace recon::detail
