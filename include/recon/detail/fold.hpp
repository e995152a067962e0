// recon/detail/fold.hpp - one character as it is compared: upper case, no accent, ASCII if it can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace recon::detail {

/// One character of a text, and how many bytes spell it.
struct character {
    char32_t value;
    std::uint8_t size;
};

/// What a character becomes: up to 3 letters or digits, or nothing. Nothing either joins its
/// neighbours, as an apostrophe does, or parts them.
struct folded {
    char32_t letter = 0; ///< written as UTF-8, unless `ascii` has text
    char ascii[3]{};     ///< zero-terminated when shorter
    bool separator = false;
};

// clang-format off
// Two letters a character: its ASCII spelling, blank where it has none.
inline constexpr char latin_letters[] = // U+00C0 to U+024F
    "A A A A A A AEC E E E E I I I I "
    "D N O O O O O   O U U U U Y THSS"
    "A A A A A A AEC E E E E I I I I "
    "D N O O O O O   O U U U U Y THY "
    "A A A A A A C C C C C C C C D D "
    "D D E E E E E E E E E E G G G G "
    "G G G G H H H H I I I I I I I I "
    "I I IJIJJ J K K K L L L L L L L "
    "L L L N N N N N N N N N O O O O "
    "O O OEOER R R R R R S S S S S S "
    "S S T T T T T T U U U U U U U U "
    "U U U U W W Y Y Y Z Z Z Z Z Z S "
    "B B B B       C C   D D D       "
    "  F F G   HV  I K K L     N N O "
    "O O     P P           T T T T U "
    "U   V Y Y Z Z                   "
    "        DZDZDZLJLJLJNJNJNJA A I "
    "I O O U U U U U U U U U U   A A "
    "A A AEAEG G G G K K O O O O     "
    "J DZDZDZG G HV  N N A A AEAEO O "
    "A A A A E E E E I I I I O O O O "
    "R R R R U U U U S S T T     H H "
    "N D OUOUZ Z A A E E O O O O O O "
    "O O Y Y L N T J DBQPA C C L T S "
    "Z     B     E E J J   Q R R Y Y ";
inline constexpr char latin_additional[] = // U+1E00 to U+1EFF
    "A A B B B B B B C C D D D D D D "
    "D D D D E E E E E E E E E E F F "
    "G G H H H H H H H H H H I I I I "
    "K K K K K K L L L L L L L L M M "
    "M M M M N N N N N N N N O O O O "
    "O O O O P P P P R R R R R R R R "
    "S S S S S S S S S S T T T T T T "
    "T T U U U U U U U U U U V V V V "
    "W W W W W W W W W W X X X X Y Y "
    "Z Z Z Z Z Z H T W Y A S     SS  "
    "A A A A A A A A A A A A A A A A "
    "A A A A A A A A E E E E E E E E "
    "E E E E E E E E I I I I O O O O "
    "O O O O O O O O O O O O O O O O "
    "O O O O U U U U U U U U U U U U "
    "U U Y Y Y Y Y Y Y Y LLLL    Y Y ";
// clang-format on

constexpr folded separator_fold() noexcept { return {0, {}, true}; }
constexpr folded joiner_fold() noexcept { return {}; }
constexpr folded ascii_fold(char first, char second = 0, char third = 0) noexcept {
    return {0, {first, second, third}, false};
}
constexpr folded letter_fold(char32_t letter) noexcept { return {letter, {}, false}; }
constexpr bool between(char32_t value, char32_t first, char32_t last) noexcept {
    return value >= first && value <= last;
}
constexpr char digit(char32_t value, char32_t zero) noexcept {
    return static_cast<char>('0' + static_cast<int>(value - zero));
}

/// A byte that is no UTF-8, as Windows-1252 means it: many files are in that, or in Latin-1.
constexpr char32_t from_windows_1252(unsigned char byte) noexcept {
    switch (byte) {
    case 0x83: return 0x192;
    case 0x8A: return 0x160;
    case 0x8C: return 0x152;
    case 0x8E: return 0x17D;
    case 0x91:
    case 0x92: return 0x2019;
    case 0x9A: return 0x161;
    case 0x9C: return 0x153;
    case 0x9E: return 0x17E;
    case 0x9F: return 0x178;
    default: return byte; // Latin-1; what is left of 0x80-0x9F separates, as control characters do
    }
}

/// The character at `at`, which is inside `text`. Never fails: a byte that is not part of
/// well-formed UTF-8 (RFC 3629) is a character of its own.
constexpr character decode(std::string_view text, std::size_t at) noexcept {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    auto const follows = [&](std::size_t i) {
        return at + i < text.size() && (byte(i) & 0xC0U) == 0x80U;
    };
    auto const bits = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3FU); };
    unsigned char const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead >= 0xC2 && lead <= 0xDF && follows(1))
        return {(static_cast<char32_t>(lead & 0x1FU) << 6) | bits(1), 2};
    if (lead >= 0xE0 && lead <= 0xEF && follows(1) && follows(2)) {
        char32_t const value =
            (static_cast<char32_t>(lead & 0x0FU) << 12) | (bits(1) << 6) | bits(2);
        if (value >= 0x800 && !between(value, 0xD800, 0xDFFF)) return {value, 3};
    }
    if (lead >= 0xF0 && lead <= 0xF4 && follows(1) && follows(2) && follows(3)) {
        char32_t const value = (static_cast<char32_t>(lead & 0x07U) << 18) | (bits(1) << 12)
                               | (bits(2) << 6) | bits(3);
        if (between(value, 0x10000, 0x10FFFF)) return {value, 4};
    }
    return {from_windows_1252(lead), 1};
}

constexpr folded fold_table(char32_t value, char32_t first, char const* table) noexcept {
    auto const at = static_cast<std::size_t>(value - first) * 2;
    if (table[at] == ' ') return letter_fold(value);
    return ascii_fold(table[at], table[at + 1] == ' ' ? '\0' : table[at + 1]);
}

constexpr folded fold_greek(char32_t value) noexcept {
    if (between(value, 0x3B1, 0x3C9)) return letter_fold(value == 0x3C2 ? 0x3A3 : value - 0x20);
    switch (value) { // with tonos or dialytika
    case 0x37E:
    case 0x387: return separator_fold();
    case 0x386:
    case 0x3AC: return letter_fold(0x391);
    case 0x388:
    case 0x3AD: return letter_fold(0x395);
    case 0x389:
    case 0x3AE: return letter_fold(0x397);
    case 0x38A:
    case 0x390:
    case 0x3AA:
    case 0x3AF:
    case 0x3CA: return letter_fold(0x399);
    case 0x38C:
    case 0x3CC: return letter_fold(0x39F);
    case 0x38E:
    case 0x3AB:
    case 0x3B0:
    case 0x3CB:
    case 0x3CD: return letter_fold(0x3A5);
    case 0x38F:
    case 0x3CE: return letter_fold(0x3A9);
    default: return letter_fold(value);
    }
}

constexpr folded fold_cyrillic(char32_t value) noexcept {
    if (value == 0x401 || value == 0x451) return letter_fold(0x415); // io is written as ie
    if (between(value, 0x430, 0x44F)) return letter_fold(value - 0x20);
    if (between(value, 0x450, 0x45F)) return letter_fold(value - 0x50);
    if (between(value, 0x482, 0x489)) return joiner_fold();
    if (between(value, 0x4C1, 0x4CE)) return letter_fold(value % 2 == 0 ? value - 1 : value);
    if (value == 0x4CF) return letter_fold(0x4C0);
    if (value >= 0x460) return letter_fold(value & ~char32_t{1});
    return letter_fold(value);
}

/// U+0080 to U+00BF.
constexpr folded fold_latin_signs(char32_t value) noexcept {
    switch (value) {
    case 0xAA: return ascii_fold('A');
    case 0xAD:                       // soft hyphen
    case 0xB4: return joiner_fold(); // acute accent, typed for an apostrophe
    case 0xB2: return ascii_fold('2');
    case 0xB3: return ascii_fold('3');
    case 0xB5: return letter_fold(0x39C);
    case 0xB9: return ascii_fold('1');
    case 0xBA: return ascii_fold('O');
    default: return separator_fold();
    }
}

/// U+2000 to U+2BFF: punctuation, currency signs, arrows, drawings.
constexpr folded fold_symbols(char32_t value) noexcept {
    if (between(value, 0x2018, 0x201B) && value != 0x201A) return joiner_fold(); // quotes
    if (between(value, 0x200B, 0x200F) || between(value, 0x202A, 0x202E)
        || between(value, 0x2060, 0x206F) || value == 0x2032 || between(value, 0x20D0, 0x20FF))
        return joiner_fold(); // of no width
    if (value == 0x2070 || between(value, 0x2074, 0x2079)) return ascii_fold(digit(value, 0x2070));
    if (between(value, 0x2080, 0x2089)) return ascii_fold(digit(value, 0x2080));
    return separator_fold();
}

/// U+F900 to U+FFFF: ligatures, full width, half width.
constexpr folded fold_forms(char32_t value) noexcept {
    switch (value) {
    case 0xFB00: return ascii_fold('F', 'F');
    case 0xFB01: return ascii_fold('F', 'I');
    case 0xFB02: return ascii_fold('F', 'L');
    case 0xFB03: return ascii_fold('F', 'F', 'I');
    case 0xFB04: return ascii_fold('F', 'F', 'L');
    case 0xFB05:
    case 0xFB06: return ascii_fold('S', 'T');
    case 0xFEFF:
    case 0xFF07: return joiner_fold(); // byte order mark, full-width apostrophe
    default: break;
    }
    if (between(value, 0xFE00, 0xFE0F) || between(value, 0xFE20, 0xFE2F)) return joiner_fold();
    if (between(value, 0xFF10, 0xFF19)) return ascii_fold(digit(value, 0xFF10));
    if (between(value, 0xFF21, 0xFF3A)) return ascii_fold(static_cast<char>(value - 0xFF21 + 'A'));
    if (between(value, 0xFF41, 0xFF5A)) return ascii_fold(static_cast<char>(value - 0xFF41 + 'A'));
    if (between(value, 0xFE10, 0xFE6F) || between(value, 0xFF00, 0xFF65) || value >= 0xFFE0)
        return separator_fold();
    return letter_fold(value);
}

/// What a character from U+0080 on becomes. Letters of scripts that are not named here are kept as
/// they are.
constexpr folded fold(char32_t value) noexcept {
    if (value < 0xC0) return fold_latin_signs(value);
    if (value == 0xD7 || value == 0xF7) return separator_fold(); // multiplication, division
    if (value < 0x250) return fold_table(value, 0xC0, latin_letters);
    if (value == 0x2BC) return joiner_fold(); // modifier apostrophe
    if (between(value, 0x2B0, 0x2FF)) return separator_fold();
    if (between(value, 0x300, 0x36F)) return joiner_fold(); // combining accents
    if (between(value, 0x370, 0x3FF)) return fold_greek(value);
    if (between(value, 0x400, 0x52F)) return fold_cyrillic(value);
    if (between(value, 0x561, 0x586)) return letter_fold(value - 0x30); // Armenian
    if (value == 0x60C || value == 0x61B || value == 0x61F) return separator_fold();
    if (between(value, 0x660, 0x669)) return ascii_fold(digit(value, 0x660)); // Arabic-Indic
    if (between(value, 0x6F0, 0x6F9)) return ascii_fold(digit(value, 0x6F0));
    if (between(value, 0x1E00, 0x1EFF)) return fold_table(value, 0x1E00, latin_additional);
    if (between(value, 0x2000, 0x2BFF)) return fold_symbols(value);
    if (between(value, 0x2E00, 0x2E7F) || value == 0x30FB) return separator_fold();
    if (between(value, 0x3000, 0x303F) && !between(value, 0x3005, 0x3007)) return separator_fold();
    if (between(value, 0xE000, 0xF8FF)) return separator_fold(); // private
    if (between(value, 0xF900, 0xFFFF)) return fold_forms(value);
    if (between(value, 0x1F000, 0x1FAFF)) return separator_fold(); // pictures
    if (value >= 0xE0000) return joiner_fold();                    // tags
    return letter_fold(value);
}

/// Writes a folded character, at most 4 bytes, and returns the new end.
constexpr char* write(folded const& what, char* end) noexcept {
    if (what.ascii[0] != 0) {
        for (char const c : what.ascii)
            if (c != 0) *end++ = c;
        return end;
    }
    auto const put = [&end](char32_t byte) { *end++ = static_cast<char>(byte); };
    auto const tail = [](char32_t bits) { return 0x80U | (bits & 0x3FU); };
    char32_t const value = what.letter;
    if (value == 0) return end;
    if (value < 0x800) {
        put(0xC0U | (value >> 6));
    } else if (value < 0x10000) {
        put(0xE0U | (value >> 12));
        put(tail(value >> 6));
    } else {
        put(0xF0U | (value >> 18));
        put(tail(value >> 12));
        put(tail(value >> 6));
    }
    put(tail(value));
    return end;
}

} // namespace recon::detail
