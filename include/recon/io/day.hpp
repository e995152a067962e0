// recon/io/day.hpp - dates as files write them. The only header that includes Hinnant's date.h.
#pragma once

#include <recon/io/month_names.hpp>
#include <recon/io/read_options.hpp>

#include <date/date.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recon::io {

/// What the numbers of a date cell are, before the file's order of day and month is known.
enum class date_shape : std::uint8_t {
    none,         ///< not a date
    complete,     ///< year, month, day: the year stands first, or the month is named
    day_or_month, ///< two numbers, then a year of four digits
    any_order     ///< three numbers of at most two digits
};

/// A date cell as it stands: three numbers. Of a complete one: year, month, day.
struct date_cell {
    date_shape shape = date_shape::none;
    int first = 0;
    int second = 0;
    int third = 0;
};

/// The day, or nothing when the calendar has none such. O(1).
inline std::optional<std::chrono::sys_days> make_day(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
    date::year_month_day const ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return std::nullopt;
    auto const count = date::sys_days{ymd}.time_since_epoch().count();
    return std::chrono::sys_days{std::chrono::days{count}};
}

/// The year of two digits: 70 to 99 are of the 20th century, 00 to 69 of the 21st (as POSIX has
/// it).
constexpr int full_year(int two_digits) noexcept {
    return two_digits + (two_digits < 70 ? 2000 : 1900);
}

namespace detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

constexpr bool all_digits(std::string_view text) noexcept {
    for (char const c : text)
        if (!is_digit(c)) return false;
    return !text.empty();
}

constexpr int number_of(std::string_view digits) noexcept {
    int value = 0;
    for (char const c : digits)
        value = value * 10 + (c - '0');
    return value;
}

constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0;
}

/// The signs for year, month and day of Chinese, Japanese and Korean, three bytes each.
constexpr bool starts_with_date_sign(std::string_view text) noexcept {
    if (text.empty() || (text.front() & '\x80') == 0) return false; // nearly every letter
    for (std::string_view const sign : {"年", "月", "日", "년", "월", "일"})
        if (text.starts_with(sign)) return true;
    return false;
}

/// What follows a date in its cell: nothing, a time, or a zone.
constexpr bool is_time(std::string_view rest) noexcept {
    if (!rest.empty() && rest.front() == '.') rest.remove_prefix(1); // "2019.04.19."
    bool const attached = !rest.empty() && !is_space(rest.front());
    rest = trim(rest);
    if (rest.empty()) return true;
    if (rest.size() > 48) return false;
    if (!attached && rest.starts_with("as of ") && rest.size() > 6) // "09/16/2024 as of 09/15/2024"
        return is_digit(rest[6]);
    if (rest.front() == 'T' || rest.front() == ',' || rest.front() == '_') {
        rest = trim(rest.substr(1));
        if (rest.empty()) return true;
    } else if (attached) { // "2024-01-05Z", "2024-01-05+01:00", "2024-01-05-06:00"
        return rest == "Z" || (rest.size() == 6 && rest[3] == ':' && all_digits(rest.substr(1, 2)));
    }
    if (rest.front() == '(' || rest.front() == '+' || rest.front() == '[') rest.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < rest.size() && is_digit(rest[digits]))
        ++digits;
    if (digits == 0) { // a zone or a day of the week: one word
        for (char const c : rest)
            if (!is_letter(c) && c != '.' && c != ')' && c != '/' && c != '_') return false;
        return true;
    }
    if (digits == rest.size()) return digits == 4 || digits == 6 || digits == 9;
    char const after = rest[digits];
    return (digits <= 2 && (after == ':' || after == '.' || after == 'h' || after == ' '))
           || (digits >= 4 && is_space(after));
}

/// One number or word of a date.
struct date_token {
    std::string_view text;
    bool number = false;
};

/// The parts up to the third number or month; `rest` is what follows. False when there are fewer.
struct date_tokens {
    std::array<date_token, 3> parts;
    std::size_t count = 0;
    unsigned month = 0; ///< named, 0 otherwise
    std::string_view rest;
};

constexpr bool is_filler(std::string_view word) noexcept {
    for (std::string_view const filler : {"de", "del", "of", "the", "st", "nd", "rd", "th", "er"})
        if (word == filler) return true;
    return false;
}

inline date_tokens tokens_of(std::string_view text) {
    date_tokens found;
    std::size_t at = 0;
    bool skipped_word = false;
    while (at < text.size() && found.count < 3) {
        char const c = text[at];
        auto const from = at;
        if (is_digit(c)) {
            while (at < text.size() && is_digit(text[at]))
                ++at;
            found.parts[found.count++] = {text.substr(from, at - from), true};
        } else if (starts_with_date_sign(text.substr(at))) {
            at += 3;
        } else if (is_letter(c)) {
            while (at < text.size() && is_letter(text[at])
                   && !starts_with_date_sign(text.substr(at)))
                ++at;
            auto const word = text.substr(from, at - from);
            if (auto const month = month_of(word); month != 0 && found.month == 0) {
                found.month = month;
                found.parts[found.count++] = {word, false};
            } else if (!is_filler(word)) {
                if (found.count != 0 || skipped_word) return {}; // one day of the week may lead
                skipped_word = true;
            }
        } else if (c == '/' || c == '-' || c == '.' || c == ',' || c == '\'' || is_space(c)) {
            ++at;
        } else {
            return {};
        }
        if (at - from > 32) return {};
    }
    if (starts_with_date_sign(text.substr(at))) at += 3;
    found.rest = text.substr(at);
    return found.count == 3 ? found : date_tokens{};
}

inline date_cell named_month(date_tokens const& found) {
    auto const month = static_cast<int>(found.month);
    std::array<std::string_view, 2> numbers;
    std::size_t count = 0;
    for (auto const& part : found.parts)
        if (part.number && count < 2) numbers[count++] = part.text;
    if (count != 2 || numbers[0].size() > 4 || numbers[1].size() > 4) return {};
    if (numbers[0].size() == 4)
        return {date_shape::complete, number_of(numbers[0]), month, number_of(numbers[1])};
    auto const year = number_of(numbers[1]);
    return {date_shape::complete, numbers[1].size() <= 2 ? full_year(year) : year, month,
            number_of(numbers[0])};
}

inline date_cell read_tokens(std::string_view text) {
    auto const found = tokens_of(text);
    if (found.count != 3 || !is_time(found.rest)) return {};
    if (found.month != 0) return named_month(found);
    auto const [a, b, c] = found.parts;
    auto const shape = [&](date_shape what) {
        return date_cell{what, number_of(a.text), number_of(b.text), number_of(c.text)};
    };
    if (b.text.size() > 2) return {};
    if (a.text.size() == 4 && c.text.size() <= 2) return shape(date_shape::complete);
    if (a.text.size() > 2) return {};
    if (c.text.size() == 4) return shape(date_shape::day_or_month);
    return c.text.size() == 2 ? shape(date_shape::any_order) : date_cell{};
}

/// 20240131, or 31012024, with a time or without: 20240131235959.
inline date_cell read_run(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    if (digits != 8 && digits != 14 && digits != 12) return {};
    if (!is_time(text.substr(digits))) return {};
    auto const year = number_of(text.substr(0, 4));
    auto const month = number_of(text.substr(4, 2));
    auto const day = number_of(text.substr(6, 2));
    if (year >= 1900 && year < 2200 && make_day(year, month, day))
        return {date_shape::complete, year, month, day};
    auto const last = number_of(text.substr(4, 4));
    auto const one = number_of(text.substr(0, 2));
    auto const two = number_of(text.substr(2, 2));
    bool const any =
        last >= 1900 && last < 2200 && (make_day(last, one, two) || make_day(last, two, one));
    if (digits != 8 || !any) return {}; // an account number
    return {date_shape::day_or_month, number_of(text.substr(0, 2)), number_of(text.substr(2, 2)),
            number_of(text.substr(4, 4))};
}

} // namespace detail

/// Takes a cell apart: 2024-01-31, 31.01.2024, 1/31/24, 20240131, 31-Jan-2024, January 31, 2024,
/// 2024年1月31日; a time and a zone may follow, and are ignored: a date is the day that the file
/// says, in the file's own zone. O(size), and cells over 64 bytes are no dates.
inline date_cell read_date_cell(std::string_view text) {
    text = detail::trim(text);
    if (text.size() < 6 || text.size() > 64) return {};
    auto const digits = [&](std::size_t at, std::size_t count) {
        return detail::all_digits(text.substr(at, count));
    };
    auto const number = [&](std::size_t at, std::size_t count) {
        return detail::number_of(text.substr(at, count));
    };
    if (text.size() == 10 && digits(0, 2)) { // what nearly all files have
        if (text[4] == '-' && text[7] == '-' && digits(2, 2) && digits(5, 2) && digits(8, 2))
            return {date_shape::complete, number(0, 4), number(5, 2), number(8, 2)};
        bool const parted = text[2] == text[5] && (text[2] == '.' || text[2] == '/');
        if (parted && digits(3, 2) && digits(6, 4))
            return {date_shape::day_or_month, number(0, 2), number(3, 2), number(6, 4)};
    }
    if (text.size() >= 8 && digits(0, 8)) return detail::read_run(text);
    return detail::read_tokens(text);
}

/// The day that a cell means under an order of day and month, or nothing when the calendar has none
/// such. A complete cell means the same under each.
inline std::optional<std::chrono::sys_days> day_of(date_cell const& cell, date_order order) {
    switch (cell.shape) {
    case date_shape::none: return std::nullopt;
    case date_shape::complete: return make_day(cell.first, cell.second, cell.third);
    case date_shape::day_or_month:
        if (order == date_order::dmy) return make_day(cell.third, cell.second, cell.first);
        if (order == date_order::mdy) return make_day(cell.third, cell.first, cell.second);
        return std::nullopt;
    case date_shape::any_order:
        switch (order) {
        case date_order::dmy: return make_day(full_year(cell.third), cell.second, cell.first);
        case date_order::mdy: return make_day(full_year(cell.third), cell.first, cell.second);
        case date_order::ymd: return make_day(full_year(cell.first), cell.second, cell.third);
        }
    }
    return std::nullopt;
}

/// A date in a known order, or nothing. Never guesses: "05/06/2024" under ymd is nothing.
inline std::optional<std::chrono::sys_days> parse_day(std::string_view text,
                                                      date_order order = date_order::ymd) {
    return day_of(read_date_cell(text), order);
}

/// Appends "2024-01-31". Years outside 0 to 9999 have a sign or more digits (ISO 8601).
template <class Text>
void append_iso(Text& out, std::chrono::sys_days day) {
    std::chrono::year_month_day const ymd{day};
    auto year = static_cast<int>(ymd.year());
    if (year < 0) {
        out += '-';
        year = -year;
    }
    if (year > 9999) out += std::to_string(year / 10'000);
    auto const month = static_cast<unsigned>(ymd.month());
    auto const dom = static_cast<unsigned>(ymd.day());
    auto const digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
    auto const y = static_cast<unsigned>(year);
    std::array<char, 10> const text{
        digit(y / 1000),   digit(y / 100), digit(y / 10), digit(y),        '-',
        digit(month / 10), digit(month),   '-',           digit(dom / 10), digit(dom)};
    out += std::string_view(text.data(), text.size());
}

inline std::string to_iso(std::chrono::sys_days day) {
    std::string text;
    append_iso(text, day);
    return text;
}

} // namespace recon::io
