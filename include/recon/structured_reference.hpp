// recon/structured_reference.hpp - payment references that carry check digits, and whether they
// hold.
//
// An equal one on both sides is as good as a signature; one whose check digits fail was mistyped,
// or cut, by somebody. Formats that are marked by their own shape can be proved broken; a plain
// number passes a check by chance, so that it can only be taken for one.
#pragma once

#include <recon/normalise.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

enum class reference_kind : std::uint8_t {
    none,
    creditor, ///< ISO 11649: RF, two check digits, up to 21 letters and digits
    swiss,    ///< Swiss QR reference and the ESR before it: 27 digits, the last one checks
    belgian   ///< OGM/VCS: +++123/4567/89012+++, the last two of its 12 digits check
};

constexpr std::string_view to_string(reference_kind kind) noexcept {
    switch (kind) {
    case reference_kind::none: return "none";
    case reference_kind::creditor: return "ISO 11649";
    case reference_kind::swiss: return "Swiss QR";
    case reference_kind::belgian: return "Belgian OGM";
    }
    return "?";
}

namespace detail {

constexpr bool all_digits(std::string_view text) noexcept {
    for (char const c : text)
        if (!is_digit(c)) return false;
    return !text.empty();
}
constexpr bool is_alnum(char c) noexcept {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}
constexpr char to_upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace detail

/// ISO 11649 with the check digits of ISO 7064 MOD 97-10: "RF18539007547034", upper case, without
/// blanks. O(size).
constexpr bool is_creditor_reference(std::string_view text) noexcept {
    if (text.size() < 5 || text.size() > 25 || text[0] != 'R' || text[1] != 'F') return false;
    if (!detail::is_digit(text[2]) || !detail::is_digit(text[3])) return false;
    unsigned rest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) { // RF and the check digits come last
        char const c = text[(i + 4) % text.size()];
        if (detail::is_digit(c))
            rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
        else if (detail::is_upper(c))
            rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
        else
            return false;
    }
    return rest == 1;
}

/// Swiss Implementation Guidelines QR-bill, annex B: modulo 10, recursive. Zeros in front may be
/// missing. O(size).
constexpr bool is_swiss_reference(std::string_view digits) noexcept {
    constexpr std::array<unsigned, 10> next{0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
    if (!detail::all_digits(digits) || digits.size() > 27) return false;
    unsigned carry = 0;
    for (char const c : digits.substr(0, digits.size() - 1))
        carry = next[(carry + static_cast<unsigned>(c - '0')) % 10];
    return (10 - carry) % 10 == static_cast<unsigned>(digits.back() - '0');
}

/// Febelfin, "gestructureerde mededeling": the first ten digits modulo 97, 97 for 0. Zeros in front
/// may be missing. O(size).
constexpr bool is_belgian_reference(std::string_view digits) noexcept {
    if (!detail::all_digits(digits) || digits.size() < 3 || digits.size() > 12) return false;
    std::uint64_t number = 0;
    for (char const c : digits)
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    auto const rest = number / 100 % 97;
    return number % 100 == (rest == 0 ? 97 : rest);
}

/// Finance Finland, "viitenumero": 4 to 20 digits, weights 7, 3, 1 from the right. One number in
/// ten passes by chance. O(size).
constexpr bool is_finnish_reference(std::string_view digits) noexcept {
    constexpr std::array<unsigned, 3> weights{7, 3, 1};
    if (!detail::all_digits(digits) || digits.size() < 4 || digits.size() > 20) return false;
    unsigned sum = 0;
    for (std::size_t i = 1; i < digits.size(); ++i)
        sum += weights[(i - 1) % 3] * static_cast<unsigned>(digits[digits.size() - 1 - i] - '0');
    return (10 - sum % 10) % 10 == static_cast<unsigned>(digits.back() - '0');
}

/// Bits AS, "KID": 4 to 25 digits, modulo 10 (Luhn) or modulo 11 with weights 2 to 7. One number in
/// five passes by chance. O(size).
constexpr bool is_norwegian_reference(std::string_view digits) noexcept {
    if (!detail::all_digits(digits) || digits.size() < 4 || digits.size() > 25) return false;
    unsigned luhn = 0;
    unsigned eleven = 0;
    for (std::size_t i = 1; i < digits.size(); ++i) {
        auto const digit = static_cast<unsigned>(digits[digits.size() - 1 - i] - '0');
        auto const twice = digit * (i % 2 == 1 ? 2 : 1);
        luhn += twice > 9 ? twice - 9 : twice;
        eleven += digit * (2 + static_cast<unsigned>((i - 1) % 6));
    }
    auto const check = static_cast<unsigned>(digits.back() - '0');
    return (10 - luhn % 10) % 10 == check || (11 - eleven % 11) % 11 == check;
}

/// A reference that is marked as one, as normalise_reference() gives it.
struct structured_reference {
    reference_kind kind = reference_kind::none;
    bool valid = false;
    std::string text;
};

namespace detail {

/// Looks for marked references in a text as it stands in a file. Stops at the first valid one.
class reference_finder {
  public:
    explicit constexpr reference_finder(std::string_view raw) noexcept : raw_(raw) {}

    structured_reference find() {
        for (std::size_t i = 0; i < raw_.size() && !found_.valid; ++i) {
            char const c = raw_[i];
            bool const starts = i == 0 || !is_alnum(raw_[i - 1]);
            if ((c == 'R' || c == 'r') && starts) look_for_creditor(i);
            if ((c == '+' || c == '*') && raw_.substr(i, 3) == std::string(3, c))
                look_for_belgian(i);
            if (is_digit(c) && starts) look_for_swiss(i);
        }
        return found_;
    }

  private:
    char at(std::size_t i) const noexcept { return i < raw_.size() ? raw_[i] : '\0'; }

    void take(reference_kind kind, bool valid, std::string_view text) {
        if (found_.kind != reference_kind::none && !valid) return; // the first that is broken
        found_.kind = kind;
        found_.valid = valid;
        found_.text = text;
        if (kind == reference_kind::creditor) return;
        auto const zeros = found_.text.find_first_not_of('0');
        found_.text.erase(0, zeros == std::string::npos ? found_.text.size() : zeros);
    }

    /// "RF18539007547034" or "RF18 5390 0754 7034". What follows it may look like one more group,
    /// so the longest that holds is taken.
    void look_for_creditor(std::size_t i) {
        constexpr std::size_t certain = 12; // shorter codes begin with RF without being one
        if (to_upper(at(i + 1)) != 'F' || !is_digit(at(i + 2)) || !is_digit(at(i + 3))) return;
        std::string text;
        std::size_t group = 0;
        std::string longest; // that could be meant
        std::string valid;
        bool digits = false;
        for (; text.size() < 25; ++i) {
            if (is_alnum(at(i))) {
                text += to_upper(at(i));
                digits = digits || is_digit(at(i));
                ++group;
                continue;
            }
            if (digits) longest = text;
            if (digits && is_creditor_reference(text)) valid = text;
            if (at(i) != ' ' || group != 4 || !is_alnum(at(i + 1))) break;
            group = 0;
            digits = false;
        }
        if (digits && text.size() == 25 && !is_alnum(at(i)) && is_creditor_reference(text))
            valid = text;
        if (!valid.empty())
            take(reference_kind::creditor, true, valid);
        else if (longest.size() >= certain)
            take(reference_kind::creditor, false, longest);
    }

    /// "+++090/9337/55493+++", or with asterisks.
    void look_for_belgian(std::size_t i) {
        constexpr std::string_view shape = "xxxddd/dddd/dddddxxx";
        char const mark = at(i);
        std::string digits;
        for (std::size_t k = 0; k < shape.size(); ++k) {
            char const c = at(i + k);
            bool const fits = shape[k] == 'x'   ? c == mark
                              : shape[k] == 'd' ? is_digit(c)
                                                : c == '/';
            if (!fits) return;
            if (shape[k] == 'd') digits += c;
        }
        take(reference_kind::belgian, is_belgian_reference(digits), digits);
    }

    /// 27 digits in a row, or as "21 00000 00003 13947 14300 09017".
    void look_for_swiss(std::size_t i) {
        std::string digits;
        bool const grouped = at(i + 2) == ' ';
        for (; digits.size() < 27; ++i) {
            if (is_digit(at(i)))
                digits += at(i);
            else if (!grouped || at(i) != ' ' || (digits.size() + 3) % 5 != 0
                     || !is_digit(at(i + 1)))
                return;
        }
        if (!is_alnum(at(i))) take(reference_kind::swiss, is_swiss_reference(digits), digits);
    }

    std::string_view raw_;
    structured_reference found_;
};

} // namespace detail

namespace detail {

/// Whether a text has what every marked reference has. Nearly all have not, so that no byte of them
/// decides where to go on.
constexpr bool may_hold_reference(std::string_view raw) noexcept {
    constexpr unsigned swiss = 27;
    unsigned digits = 0;
    unsigned marked = 0;
    for (std::size_t at = 0; at + 2 < raw.size(); ++at) {
        auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(raw[at + i]); };
        auto const is = [&](std::size_t i, unsigned lower) {
            return static_cast<unsigned>((byte(i) | 0x20U) == lower);
        };
        auto const digit = [&](std::size_t i) {
            return static_cast<unsigned>(static_cast<unsigned char>(byte(i) - '0') < 10);
        };
        auto const thrice =
            static_cast<unsigned>(byte(0) == byte(1)) & static_cast<unsigned>(byte(1) == byte(2));
        auto const sign =
            static_cast<unsigned>(byte(0) == '+') | static_cast<unsigned>(byte(0) == '*');
        marked |= (is(0, 'r') & is(1, 'f') & digit(2)) | (thrice & sign);
        digits += digit(0);
    }
    return marked != 0 || digits + 2 >= swiss;
}

} // namespace detail

/// The first valid marked reference in a text; else the first broken one; else none. O(size).
inline structured_reference find_structured_reference(std::string_view raw) {
    if (!detail::may_hold_reference(raw)) return {};
    return detail::reference_finder(raw).find();
}

} // namespace recon
