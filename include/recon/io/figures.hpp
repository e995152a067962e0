// recon/io/figures.hpp - amounts, counts and scores as decimals, for files and for people. From
// integers only: what is printed is exact.
#pragma once

#include <recon/detail/wide.hpp>
#include <recon/money.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {
using recon::detail::int128;
using recon::detail::uint128;

/// Room at the end of a text, which the caller fills.
template <class Text>
char* extended(Text& out, std::size_t size) {
    if constexpr (requires { out.extend(size); }) {
        return out.extend(size);
    } else {
        out.append(size, ' ');
        return out.data() + (out.size() - size);
    }
}

/// How many digits a number has; 0 has one.
constexpr unsigned digits_in(std::uint64_t value) noexcept {
    for (unsigned digits = 1;; digits += 4, value /= 10'000) {
        if (value < 10) return digits;
        if (value < 100) return digits + 1;
        if (value < 1'000) return digits + 2;
        if (value < 10'000) return digits + 3;
    }
}

/// Writes the last `digits` digits of a number so that they end before `end`.
inline void put_digits(char* end, std::uint64_t value, unsigned digits) noexcept {
    static constexpr auto pairs = [] { // "00" to "99"
        std::array<char, 200> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<char>('0' + static_cast<int>(i % 2 == 0 ? i / 20 : i / 2 % 10));
        return all;
    }();
    for (; digits >= 2; digits -= 2, value /= 100) {
        end -= 2;
        std::memcpy(end, &pairs[static_cast<std::size_t>(value % 100) * 2], 2);
    }
    if (digits != 0) end[-1] = static_cast<char>('0' + static_cast<int>(value % 10));
}

/// The decimal of a number that 64 bits hold.
template <class Text>
void append_decimal(Text& out, std::uint64_t value, unsigned decimals, bool negative) {
    auto const digits = std::max(digits_in(value), decimals + 1);
    auto const size = digits + (decimals != 0 ? 1U : 0U) + (negative ? 1U : 0U);
    char* const begin = extended(out, size);
    char* end = begin + size;
    if (negative) *begin = '-';
    if (decimals != 0) {
        put_digits(end, value, decimals);
        end -= decimals + 1;
        *end = '.';
        for (unsigned i = 0; i < decimals; ++i)
            value /= 10;
    }
    put_digits(end, value, digits - decimals);
}

/// The decimal of an unsigned number, with a comma before every third digit on request.
template <class Text, class Unsigned>
void append_digits(Text& out, Unsigned value, unsigned decimals, bool grouped) {
    char buffer[64];
    auto at = sizeof buffer;
    for (unsigned written = 0; value != 0 || written <= decimals; ++written) {
        if (written == decimals && decimals != 0) buffer[--at] = '.';
        if (grouped && written > decimals && (written - decimals) % 3 == 0) buffer[--at] = ',';
        buffer[--at] = static_cast<char>('0' + static_cast<int>(value % 10));
        value /= 10;
    }
    out.append(buffer + at, sizeof buffer - at);
}

template <class Text>
void append_signed(Text& out, int128 value, unsigned decimals, bool grouped) {
    auto const size = value < 0 ? ~static_cast<uint128>(value) + 1 : static_cast<uint128>(value);
    auto const small = static_cast<std::uint64_t>(size); // divides ten times faster
    if (small == size && !grouped) return append_decimal(out, small, decimals, value < 0);
    if (value < 0) out += '-';
    if (small == size)
        append_digits(out, small, decimals, grouped);
    else
        append_digits(out, size, decimals, grouped);
}
} // namespace detail

/// Appends a count, "1234567".
template <class Text>
void append_count(Text& out, std::uint64_t count) {
    detail::append_decimal(out, count, 0, false);
}

/// Appends a sum as files have it: "-1234567.50".
template <class Text>
void append_sum(Text& out, recon::detail::int128 minor, unsigned digits) {
    detail::append_signed(out, minor, digits, false);
}
inline std::string plain_sum(recon::detail::int128 minor, unsigned digits) {
    std::string out;
    append_sum(out, minor, digits);
    return out;
}

/// Appends a sum as people read it: "-1,234,567.50".
template <class Text>
void append_grouped_sum(Text& out, recon::detail::int128 minor, unsigned digits) {
    detail::append_signed(out, minor, digits, true);
}
inline std::string grouped_sum(recon::detail::int128 minor, unsigned digits) {
    std::string out;
    append_grouped_sum(out, minor, digits);
    return out;
}
inline std::string grouped_amount(money const& amount) {
    return grouped_sum(amount.minor, amount.unit.digits());
}
/// A count as people read it: "1,234,567".
inline std::string grouped_count(std::uint64_t count) {
    std::string out;
    detail::append_digits(out, count, 0, true);
    return out;
}

/// Appends a score of 0..1'000'000 as files have it, "0.912345".
template <class Text>
void append_score(Text& out, score_t score) {
    detail::append_signed(out, score, 6, false);
}

/// Appends a score as people read it, "0.91". Cut, not rounded, so that what is below a threshold
/// never looks as if it had reached it.
template <class Text>
void append_short_score(Text& out, score_t score) {
    detail::append_signed(out, score / 10'000, 2, false);
}
inline std::string short_score(score_t score) {
    std::string out;
    append_short_score(out, score);
    return out;
}

/// "1 row", "2,000 rows".
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    auto out = grouped_count(count);
    out += ' ';
    out += count == 1 ? one : many;
    return out;
}

} // namespace recon::io
