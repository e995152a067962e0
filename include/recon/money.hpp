// recon/money.hpp - an exact amount: whole minor units (cents, pence, yen) of one currency.
#pragma once

#include <recon/currency.hpp>
#include <recon/detail/wide.hpp>
#include <recon/error.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace recon {

/// 10^digits for digits 0 to 18.
constexpr std::uint64_t power_of_ten(unsigned digits) noexcept {
    std::uint64_t power = 1;
    while (digits-- > 0)
        power *= 10;
    return power;
}

/// |a - b|, unsigned, so that no pair of amounts overflows.
constexpr std::uint64_t distance(std::int64_t a, std::int64_t b) noexcept {
    auto const x = static_cast<std::uint64_t>(a);
    auto const y = static_cast<std::uint64_t>(b);
    return a > b ? x - y : y - x;
}

/// |a|, unsigned, so that the lowest value does not overflow.
constexpr std::uint64_t magnitude(std::int64_t a) noexcept { return distance(a, 0); }

/// An amount, signed from the account holder's view: money in is positive, money out negative.
struct money {
    std::int64_t minor = 0; ///< whole minor units
    currency unit{};

    friend constexpr bool operator==(money const&, money const&) = default;
};

namespace detail {
constexpr void require_same_unit(money const& a, money const& b) {
    if (a.unit != b.unit)
        throw validation_error("amounts of " + std::string(a.unit.code()) + " and "
                               + std::string(b.unit.code())
                               + " have no common sum: convert one of them first");
}
constexpr money checked(int128 minor, currency unit) {
    if (minor > std::numeric_limits<std::int64_t>::max()
        || minor < std::numeric_limits<std::int64_t>::min())
        throw limit_error("the amount does not fit into 64 bits of minor units");
    return {static_cast<std::int64_t>(minor), unit};
}
} // namespace detail

/// Throws validation_error when the currencies differ, limit_error when the sum does not fit.
constexpr money operator+(money const& a, money const& b) {
    detail::require_same_unit(a, b);
    return detail::checked(static_cast<detail::int128>(a.minor) + b.minor, a.unit);
}
/// Throws as operator+ does.
constexpr money operator-(money const& a, money const& b) {
    detail::require_same_unit(a, b);
    return detail::checked(static_cast<detail::int128>(a.minor) - b.minor, a.unit);
}
/// Throws limit_error for the one value that has no opposite.
constexpr money operator-(money const& a) {
    return detail::checked(-static_cast<detail::int128>(a.minor), a.unit);
}

/// Reads a plain decimal, "-1234.5", as whole units of 10^-digits. Nothing is rounded: a decimal
/// with more digits than that (but for trailing zeros), or one that does not fit, gives nothing.
/// Grouping, symbols and decimal commas are a file's matter: recon/io/amount.hpp. O(size).
constexpr std::optional<std::int64_t> parse_decimal(std::string_view text,
                                                    unsigned digits) noexcept {
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    constexpr auto most = std::uint64_t{1} << 63U; // the magnitude of the lowest value
    std::uint64_t value = 0;
    unsigned decimals = 0;
    bool seen_mark = false;
    bool seen_digit = false;
    for (char const c : text) {
        if (c == '.' && !seen_mark) {
            seen_mark = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        seen_digit = true;
        if (seen_mark && decimals == digits) {
            if (c != '0') return std::nullopt;
            continue;
        }
        auto const digit = static_cast<std::uint64_t>(c - '0');
        if (value > (most - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
        if (seen_mark) ++decimals;
    }
    if (!seen_digit) return std::nullopt;
    for (; decimals < digits; ++decimals) {
        if (value > most / 10) return std::nullopt;
        value *= 10;
    }
    if (!negative && value == most) return std::nullopt;
    return static_cast<std::int64_t>(negative ? ~value + 1 : value);
}

/// `parse_money("12.50", "EUR")`. Throws validation_error when the text is no plain decimal, has
/// more decimals than the currency, or does not fit.
constexpr money parse_money(std::string_view text, currency unit) {
    if (auto const minor = parse_decimal(text, unit.digits())) return {*minor, unit};
    throw validation_error("'" + std::string(text) + "' is no amount of " + std::string(unit.code())
                           + ": expected digits with at most " + std::to_string(unit.digits())
                           + " decimals, such as -1234.50");
}

/// Appends "-1234.50" for -123450 with two digits; always all the digits of the currency.
inline void append_decimal(std::string& out, std::int64_t minor, unsigned digits) {
    std::array<char, 32> buffer{};
    auto at = buffer.size();
    auto rest = magnitude(minor);
    for (unsigned written = 0; rest != 0 || written <= digits; ++written) {
        if (written == digits && digits != 0) buffer[--at] = '.';
        buffer[--at] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    if (minor < 0) buffer[--at] = '-';
    out.append(buffer.data() + at, buffer.size() - at);
}

/// "-1234.50", without the currency.
inline std::string to_string(money const& amount) {
    std::string text;
    append_decimal(text, amount.minor, amount.unit.digits());
    return text;
}

} // namespace recon
