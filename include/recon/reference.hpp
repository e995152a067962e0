// recon/reference.hpp - when two payment references (invoice, cheque, end-to-end id) are the same.
#pragma once

#include <recon/normalise.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

/// A shorter reference inside a longer one, or inside a text, is evidence only from this many
/// characters on, and with a digit among them: "2024" is a year, and "BILL" a word.
inline constexpr std::size_t contained_reference_min = 4;
/// A reference longer than this is never looked for inside another, or inside a text: hostile input
/// must not cost its square. ISO 20022 allows 35 characters, SWIFT 16.
inline constexpr std::size_t contained_reference_max = 140;

/// How two normalised references compare, the better the greater.
enum class reference_match : std::uint8_t {
    absent,    ///< one of them is empty: this says nothing
    different, ///< both are there, and not the same
    contained, ///< the shorter lies inside the longer, and is long enough to mean something
    equal
};

namespace detail {

constexpr bool has_digit(std::string_view text) noexcept {
    for (char const c : text)
        if (is_digit(c)) return true;
    return false;
}
/// Digits alone, or nothing.
constexpr bool is_number(std::string_view text) noexcept {
    for (char const c : text)
        if (!is_digit(c)) return false;
    return true;
}

/// Whether a normalised reference stands for "there is none".
constexpr bool is_no_reference(std::string_view reference) noexcept {
    constexpr std::string_view words[] = {"NOTPROVIDED", "NOTAVAILABLE", "NONREF", "NOREF",
                                          "NOREFERENCE", "NONE",         "NULL",   "NIL",
                                          "UNKNOWN",     "NA",           "TBD",    "NAN"};
    if (reference.size() < 2) return true;
    if (reference.find_first_not_of('X') == std::string_view::npos) return true; // a mask
    for (auto const word : words)
        if (word == reference) return true;
    return false;
}

constexpr bool is_telling(std::string_view reference) noexcept {
    return reference.size() >= contained_reference_min
           && reference.size() <= contained_reference_max && has_digit(reference);
}

} // namespace detail

/// Writes over `reference` the letters and digits of one in upper-case ASCII: width and accents are
/// folded, all else is dropped, and so are the leading zeros of one that is wholly numeric. Empty
/// when it is no reference: "NOTPROVIDED" and its like, zeros alone, a single character. O(size).
inline void normalise_reference(std::string_view raw, std::string& reference) {
    normalise(raw, reference);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        char const c = reference[i];
        if (detail::is_digit(c) || detail::is_upper(c)) reference[kept++] = c;
    }
    reference.resize(kept);
    if (detail::is_number(reference))
        reference.erase(0, std::min(reference.find_first_not_of('0'), reference.size()));
    if (detail::is_no_reference(reference)) reference.clear();
}
/// The same, as a new string.
inline std::string normalise_reference(std::string_view raw) {
    std::string reference;
    normalise_reference(raw, reference);
    return reference;
}

/// Compares two references as normalise_reference() gives them. Symmetric. O(size).
constexpr reference_match compare_references(std::string_view a, std::string_view b) noexcept {
    if (a.empty() || b.empty()) return reference_match::absent;
    if (a == b) return reference_match::equal;
    std::string_view const part = a.size() < b.size() ? a : b;
    std::string_view const whole = a.size() < b.size() ? b : a;
    return detail::is_telling(part) && whole.find(part) != std::string_view::npos
               ? reference_match::contained
               : reference_match::different;
}

/// Whether a normalised text holds a normalised reference as whole words: "INV1042" is mentioned in
/// "PAID INV 1042 THANKS", not in "INV10421". Zeros before a numeric reference are passed over.
/// False for a reference that is too short, too long or has no digit. O(size).
constexpr bool mentions(std::string_view normalised_text, std::string_view reference) noexcept {
    if (!detail::is_telling(reference)) return false;
    bool const numeric = detail::is_number(reference);
    for (std::size_t start = 0; start < normalised_text.size();) {
        std::size_t at = start;
        if (numeric)
            at = std::min(normalised_text.find_first_not_of('0', at), normalised_text.size());
        std::size_t found = 0;
        for (; at < normalised_text.size() && found < reference.size(); ++at) {
            if (normalised_text[at] == ' ') continue;
            if (normalised_text[at] != reference[found]) break;
            ++found;
        }
        bool const whole = at == normalised_text.size() || normalised_text[at] == ' ';
        if (found == reference.size() && whole) return true;
        std::size_t const gap = normalised_text.find(' ', start);
        if (gap == std::string_view::npos) return false;
        start = gap + 1;
    }
    return false;
}

} // namespace recon
