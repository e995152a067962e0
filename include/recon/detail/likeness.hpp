// recon/detail/likeness.hpp - how alike two different words are: cut off, abbreviated or misspelt.
#pragma once

#include <recon/detail/fold.hpp>
#include <recon/normalise.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon::detail {

// Likeness is in thousandths: 0 has nothing in common, 1000 is equal.
inline constexpr int likeness_equal = 1000;
inline constexpr int likeness_joined = 950;      ///< "OFFICEDEPOT" of "OFFICE DEPOT"
inline constexpr int likeness_cut_off = 900;     ///< a prefix of 4 letters that ends its text
inline constexpr int likeness_short_cut = 700;   ///< a prefix of 3 letters that ends its text
inline constexpr int likeness_abbreviated = 800; ///< "AMZN" of "AMAZON", of 4 letters or more
inline constexpr int likeness_short_form = 600;  ///< "SVC" of "SERVICE", of 3 letters
inline constexpr int likeness_ratio_min = 600;   ///< a lower Indel ratio counts 0

inline constexpr std::size_t letters_compared = 64; ///< so that a word's set fits one integer

/// One byte a letter, the first 64: ASCII as it is, others as 128 and their low seven bits, which
/// tell the letters of one alphabet apart.
inline void append_letters(std::string_view word, std::string& out) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size() && count < letters_compared; ++count) {
        auto const [value, size] = decode(word, at);
        out.push_back(static_cast<char>(value < 0x80 ? value : 0x80U | (value & 0x7FU)));
        at += size;
    }
}

/// A bit for each letter that occurs. Letters may share a bit: a bit that is missing proves an
/// absence, one that is set proves nothing.
constexpr std::uint32_t letter_bit(char letter) noexcept {
    return std::uint32_t{1} << (static_cast<unsigned char>(letter) & 31U);
}
constexpr std::uint32_t letter_set(std::string_view letters) noexcept {
    std::uint32_t set = 0;
    for (char const letter : letters)
        set |= letter_bit(letter);
    return set;
}

/// The length of the longest common subsequence of two words of at most 64 letters.
/// Bit-parallel: H. Hyyro, "Bit-parallel LCS-length computation revisited", AWOCA 2004.
inline int common_letters(std::string_view a, std::string_view b) noexcept {
    std::array<std::uint64_t, 256> places; // of a letter in a; only those that occur are ever read
    for (char const letter : b)
        places[static_cast<unsigned char>(letter)] = 0;
    for (char const letter : a)
        places[static_cast<unsigned char>(letter)] = 0;
    std::uint64_t bit = 1;
    for (char const letter : a) {
        places[static_cast<unsigned char>(letter)] |= bit;
        bit <<= 1;
    }
    std::uint64_t row = ~std::uint64_t{0};
    for (char const letter : b) {
        std::uint64_t const found = row & places[static_cast<unsigned char>(letter)];
        row = (row + found) | (row - found);
    }
    return std::popcount(~row); // bits above a's length stay set
}

constexpr bool is_vowel(char letter) noexcept {
    return letter == 'A' || letter == 'E' || letter == 'I' || letter == 'O' || letter == 'U';
}

/// Whether `brief` is how `full` is abbreviated: it is shorter, has three letters or more, and
/// keeps the first. Then it is a prefix, or its letters occur in order and are at least half of
/// `full`, or it has no vowel after the first letter, and its letters are consonants in order.
constexpr bool abbreviates(std::string_view brief, std::string_view full) noexcept {
    if (brief.size() < 3 || brief.size() >= full.size() || brief[0] != full[0]) return false;
    bool const skeleton = std::none_of(brief.begin() + 1, brief.end(), is_vowel);
    if (full.substr(0, brief.size()) == brief) return true;
    if (!skeleton && brief.size() * 2 < full.size()) return false;
    std::size_t found = 1;
    for (std::size_t i = 1; i < full.size() && found < brief.size(); ++i)
        found += full[i] == brief[found] ? 1 : 0;
    return found == brief.size();
}

/// A word as it is compared with others.
struct word_shape {
    std::string_view letters; ///< of append_letters()
    std::uint32_t set;        ///< letter_set(letters)
    word_kind kind;
    bool digits; ///< holds a digit: then only an equal word is alike
    bool last;   ///< the last word of its text, which a field of fixed width may have cut off
};

/// The likeness of two different words, symmetric. Words of different kinds, with a digit, or with
/// different first letters are not alike: a wrong first letter is rare, and this rule lets most
/// pairs be skipped.
inline int likeness(word_shape const& a, word_shape const& b) noexcept {
    if (a.kind != b.kind || a.digits || b.digits || a.letters[0] != b.letters[0]) return 0;
    bool const a_brief = a.letters.size() < b.letters.size();
    word_shape const& brief = a_brief ? a : b;
    word_shape const& full = a_brief ? b : a;
    auto const size = static_cast<int>(brief.letters.size());
    auto const full_size = static_cast<int>(full.letters.size());
    bool const inside = (brief.set & ~full.set) == 0;
    if (inside && brief.last && size >= 3 && size < full_size
        && full.letters.substr(0, brief.letters.size()) == brief.letters)
        return size == 3 ? likeness_short_cut : likeness_cut_off;
    int best = 0;
    if (inside && abbreviates(brief.letters, full.letters))
        best = size == 3 ? likeness_short_form : likeness_abbreviated;
    if (size < 4) return best; // one letter of three makes another word
    // Letters that the other word lacks cannot be common.
    int const common_max = std::min(size - std::popcount(brief.set & ~full.set),
                                    full_size - std::popcount(full.set & ~brief.set));
    int const both = size + full_size;
    if (2 * common_max * 1000 < likeness_ratio_min * both) return best;
    int const ratio = 2 * common_letters(brief.letters, full.letters) * 1000 / both;
    // From 0 at 0.6 to 950 at 1: unrelated words of one language often reach 0.6.
    int const typo = std::max(ratio - likeness_ratio_min, 0) * 19 / 8;
    return std::max(best, typo);
}

} // namespace recon::detail
