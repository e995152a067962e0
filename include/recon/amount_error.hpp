// recon/amount_error.hpp - the slips by which one amount becomes another on its way into the books.
#pragma once

#include <recon/money.hpp>

#include <cstdint>
#include <string_view>

namespace recon {

/// How two amounts differ, where the difference is one that typing makes. Bookkeepers look for the
/// first two by dividing a difference by nine.
enum class amount_error : std::uint8_t {
    none,
    transposed_digits, ///< 54.20 for 45.20: two neighbouring digits have changed places
    shifted_decimal,   ///< 4,520.00 for 45.20: a factor of ten or a hundred
    sign_flipped       ///< -45.20 for 45.20
};

constexpr std::string_view to_string(amount_error error) noexcept {
    switch (error) {
    case amount_error::none: return "none";
    case amount_error::transposed_digits: return "transposed_digits";
    case amount_error::shifted_decimal: return "shifted_decimal";
    case amount_error::sign_flipped: return "sign_flipped";
    }
    return "?";
}

namespace detail {

/// Whether two different numbers have the same digits but for two neighbours that are swapped.
constexpr bool digits_transposed(std::uint64_t a, std::uint64_t b) noexcept {
    constexpr unsigned none = 20;
    unsigned first = none;
    unsigned digits_differing = 0;
    std::uint64_t low_a = 0, low_b = 0, high_a = 0, high_b = 0;
    for (unsigned place = 0; a != 0 || b != 0; ++place, a /= 10, b /= 10) {
        if (a % 10 == b % 10) continue;
        if (++digits_differing > 2) return false;
        if (digits_differing == 1) {
            first = place;
            low_a = a % 10;
            low_b = b % 10;
        } else if (place != first + 1) {
            return false;
        } else {
            high_a = a % 10;
            high_b = b % 10;
        }
    }
    return digits_differing == 2 && low_a == high_b && high_a == low_b;
}

constexpr bool is_multiple(std::uint64_t large, std::uint64_t small) noexcept {
    for (std::uint64_t const factor : {10U, 100U})
        if (small != 0 && large % factor == 0 && large / factor == small) return true;
    return false;
}

} // namespace detail

/// The slip that makes `b` of `a`, or `a` of `b`, both in minor units of one currency. O(digits).
constexpr amount_error amount_error_between(std::int64_t a, std::int64_t b) noexcept {
    auto const x = magnitude(a);
    auto const y = magnitude(b);
    if (x == y) return a == b ? amount_error::none : amount_error::sign_flipped;
    if ((a < 0) != (b < 0)) return amount_error::none;
    if (detail::is_multiple(x, y) || detail::is_multiple(y, x))
        return amount_error::shifted_decimal;
    return detail::digits_transposed(x, y) ? amount_error::transposed_digits : amount_error::none;
}

} // namespace recon
