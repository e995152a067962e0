// recon/io/figures.hpp - amounts, counts and scores as decimals, for files and for people. From
// integers only: what is printed is exact.
#pragma once

#include <recon/detail/wide.hpp>
#include <recon/money.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {
using recon::detail::int128;
using recon::detail::uint128;

/// The decimal of an unsigned number, with a comma before every third digit on request.
template <class Unsigned>
void append_digits(std::string& out, Unsigned value, unsigned decimals, bool grouped) {
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

inline void append_signed(std::string& out, int128 value, unsigned decimals, bool grouped) {
    if (value < 0) out += '-';
    auto const size = value < 0 ? ~static_cast<uint128>(value) + 1 : static_cast<uint128>(value);
    auto const small = static_cast<std::uint64_t>(size); // divides ten times faster
    if (small == size)
        append_digits(out, small, decimals, grouped);
    else
        append_digits(out, size, decimals, grouped);
}
} // namespace detail

/// Appends a count, "1234567".
inline void append_count(std::string& out, std::uint64_t count) {
    char buffer[24];
    auto const end = std::to_chars(buffer, buffer + sizeof buffer, count).ptr;
    out.append(buffer, end);
}

/// Appends a sum as files have it: "-1234567.50".
inline void append_sum(std::string& out, recon::detail::int128 minor, unsigned digits) {
    detail::append_signed(out, minor, digits, false);
}
inline std::string plain_sum(recon::detail::int128 minor, unsigned digits) {
    std::string out;
    append_sum(out, minor, digits);
    return out;
}

/// A sum as people read it: "-1,234,567.50".
inline std::string grouped_sum(recon::detail::int128 minor, unsigned digits) {
    std::string out;
    detail::append_signed(out, minor, digits, true);
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
inline void append_score(std::string& out, score_t score) {
    detail::append_signed(out, score, 6, false);
}

/// Appends a score as people read it, "0.91". Cut, not rounded, so that what is below a threshold
/// never looks as if it had reached it.
inline void append_short_score(std::string& out, score_t score) {
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
