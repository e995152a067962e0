// recon/io/amount.hpp - amounts as files write them, exactly: whole minor units, never rounded.
#pragma once

#include <recon/io/amount_cell.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace recon::io {

/// What a number tells about the decimal mark of its column.
enum class mark_evidence : std::uint8_t {
    none,  ///< no mark in it
    dot,   ///< the dot is the decimal mark
    comma, ///< the comma is
    open,  ///< "1.000": one thousand, or one with three decimals
    broken ///< "1,2,3": neither reading holds
};

enum class amount_fault : std::uint8_t { none, invalid, excess_decimals, overflow };

/// An amount in minor units, or why there is none.
struct amount_value {
    std::int64_t minor = 0;
    amount_fault fault = amount_fault::none;
};

namespace detail {

/// Whether the digits before the decimal mark are grouped as numbers are: 1,234,567 or 12,34,567.
constexpr bool grouped_well(std::string_view whole) noexcept {
    char kind = 0;
    std::size_t group = 0;  // digits of the group that is read
    std::size_t first = 0;  // digits of the first group
    std::size_t before = 0; // digits of each group between the first and the last
    std::size_t groups = 0; // that are complete
    for (std::size_t i = 0; i <= whole.size(); ++i) {
        if (digit_at(whole, i)) {
            ++group;
            continue;
        }
        if (i == whole.size()) break;
        if (kind != 0 && whole[i] != kind) return false;
        kind = whole[i];
        if (groups == 0) first = group;
        if (groups == 1) before = group;
        if (groups > 1 && group != before) return false;
        ++groups;
        group = 0;
    }
    if (groups == 0) return true;
    if (group != 3 || first < 1 || whole.front() == '0') return false; // nobody writes 0,123 so
    if (groups == 1) return first <= 3;
    return (before == 3 && first <= 3) || (before == 2 && first <= 2);
}

} // namespace detail

/// What the number tells about the decimal mark. O(size).
constexpr mark_evidence mark_of(amount_cell const& cell) noexcept {
    auto const text = cell.text();
    auto const last = text.find_last_of(".,");
    if (last == std::string_view::npos)
        return detail::grouped_well(text) ? mark_evidence::none : mark_evidence::broken;
    char const mark = text[last];
    auto const head = text.substr(0, last);
    auto const as_mark = mark == '.' ? mark_evidence::dot : mark_evidence::comma;
    auto const as_group = mark == '.' ? mark_evidence::comma : mark_evidence::dot;
    if (head.find(mark) != std::string_view::npos) // twice: it groups
        return detail::grouped_well(text) ? as_group : mark_evidence::broken;
    if (!detail::grouped_well(head)) return mark_evidence::broken;
    bool const other_groups = head.find_first_of(".,' ") != std::string_view::npos;
    bool const may_group = !other_groups && text.size() - last == 4 && !head.empty()
                           && head.size() <= 3 && head.front() != '0';
    return may_group ? mark_evidence::open : as_mark;
}

/// The amount in units of 10^-digits, signed as the cell is (a word like CR is the caller's). Under
/// a mark that the grouping contradicts it is invalid: "1,5" is not 15 where the dot is the mark.
constexpr amount_value value_of(amount_cell const& cell, char mark, unsigned digits) noexcept {
    auto const text = cell.text();
    auto const at = text.rfind(mark);
    auto const whole = text.substr(0, at);
    auto const fraction = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    if (!cell || !detail::grouped_well(whole) || whole.find(mark) != std::string_view::npos // twice
        || fraction.find_first_not_of("0123456789") != std::string_view::npos)
        return {0, amount_fault::invalid};
    auto const kept = fraction.substr(0, digits);
    if (fraction.find_first_not_of('0', kept.size()) != std::string_view::npos)
        return {0, amount_fault::excess_decimals};
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t value = 0;
    auto const add = [&value](std::uint64_t digit) {
        if (value > (most - digit) / 10) return false;
        value = value * 10 + digit;
        return true;
    };
    for (char const c : whole)
        if (c >= '0' && c <= '9' && !add(static_cast<std::uint64_t>(c - '0')))
            return {0, amount_fault::overflow};
    for (unsigned i = 0; i < digits; ++i)
        if (!add(i < kept.size() ? static_cast<std::uint64_t>(kept[i] - '0') : 0))
            return {0, amount_fault::overflow};
    auto const minor = static_cast<std::int64_t>(value);
    return {cell.negative ? -minor : minor, amount_fault::none};
}

/// A plain number, "-1234.56" and nothing else: what nearly all cells are. Nothing for any other,
/// which says nothing about it. O(size).
constexpr std::optional<std::int64_t> plain_amount(std::string_view text, char mark,
                                                   unsigned digits) noexcept {
    bool const negative = text.starts_with('-');
    auto const first = std::size_t{negative ? 1U : 0U};
    auto const size = text.size();
    if (size - first > 17 || size == first) return std::nullopt; // 17 digits and zeros fit
    std::int64_t value = 0;
    std::size_t at = first;
    while (detail::digit_at(text, at))
        value = value * 10 + (text[at++] - '0');
    if (at == first) return std::nullopt;
    unsigned missing = digits;
    if (at < size) {
        auto const decimals = size - at - 1;
        if (text[at] != mark || decimals == 0 || decimals > digits) return std::nullopt;
        for (++at; at < size; ++at) {
            if (!detail::digit_at(text, at)) return std::nullopt;
            value = value * 10 + (text[at] - '0');
        }
        missing = digits - static_cast<unsigned>(decimals);
    }
    if (missing != 0 && size - first > 14) return std::nullopt; // 14 digits and 4 zeros fit
    for (; missing > 0; --missing)
        value *= 10;
    return negative ? -value : value;
}

/// A whole cell under a known mark: parse_amount("1.234,50-", ',', 2) is -123450. CR counts as
/// plus, DR as minus. O(size).
constexpr amount_value parse_amount(std::string_view text, char mark, unsigned digits) noexcept {
    if (auto const plain = plain_amount(text, mark, digits)) return {*plain, amount_fault::none};
    auto const cell = read_amount_cell(text);
    auto result = value_of(cell, mark, digits);
    if (cell.word == direction::out && result.minor > 0) result.minor = -result.minor;
    return result;
}

} // namespace recon::io
