// recon/io/report_text_parts.hpp - the pieces that the text report is put together from.
#pragma once

#include <recon/io/day.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/text_table.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// How a report looks. The defaults are those of a file.
struct report_style {
    std::size_t width = 100;       ///< columns, from 60
    bool unicode = true;           ///< false: ASCII marks
    bool colour = false;           ///< ANSI escapes
    std::size_t items_max = 1'000; ///< of each kind; more are counted
    std::size_t urgent_max = 100;  ///< discrepancies told in words
    bool all_assumptions = true;   ///< false: those that the evidence decides in one sentence
};

namespace detail {

enum class ink : std::uint8_t { plain, strong, good, warning, bad, faint };

inline std::string painted(std::string_view text, ink colour, report_style const& style) {
    constexpr std::string_view codes[] = {"", "1", "32", "33", "31", "2"};
    if (!style.colour || colour == ink::plain) return std::string(text);
    auto out = std::string("\x1b[").append(codes[static_cast<std::size_t>(colour)]);
    return out.append("m").append(text).append("\x1b[0m");
}

inline void append_heading(std::string& out, std::string_view text, report_style const& style) {
    out += '\n';
    out += painted(text, ink::strong, style);
    out += '\n';
}

/// Lines of text below each other, all indented alike.
inline void append_wrapped(std::string& out, std::string_view text, std::size_t indent,
                           report_style const& style, ink colour = ink::plain) {
    for (auto const& line : wrapped(text, style.width - std::min(style.width, indent + 1)))
        out.append(indent, ' ').append(painted(line, colour, style)) += '\n';
}

inline void append_check(std::string& out, bool holds, std::string_view text,
                         report_style const& style) {
    std::string_view const mark = style.unicode ? (holds ? "✓" : "✗") : (holds ? "ok" : "NO");
    out += "  ";
    out += painted(mark, holds ? ink::good : ink::bad, style);
    auto const indent = 3 + display_width(mark);
    bool first = true;
    for (auto const& line : wrapped(text, style.width - indent - 1)) {
        out.append(first ? 1 : indent, ' ').append(line) += '\n';
        first = false;
    }
}

/// "  0.71  bank line 12        2025-03-04       -119.00 EUR  Telekom Deutschland GmbH"
inline void append_item(std::string& out, finished_run const& run, side which, row_index row,
                        std::string_view lead, report_style const& style) {
    auto const& item = run.of(which).at(row);
    auto line = std::string(lead);
    append_place(line, run, which, row);
    line = padded_right(line, lead.size() + 18) + "  ";
    append_iso(line, item.day);
    line += padded_left(grouped_amount(item.amount), 14);
    line += ' ';
    line += padded_right(item.amount.unit.code(), 3);
    line += "  ";
    auto const room = style.width > display_width(line) ? style.width - display_width(line) : 0;
    line += clipped(printable(text_of(item)), room, style.unicode);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line += '\n';
}

/// The first `most` of a list by size of amount; equal amounts keep their order.
template <class Amount>
std::vector<std::size_t> largest_first(std::vector<std::size_t> indices, std::size_t most,
                                       Amount const& amount) {
    using amount_type = decltype(amount(std::size_t{}));
    struct sized {
        amount_type amount;
        std::size_t index;
    };
    std::vector<sized> all;
    all.reserve(indices.size());
    for (auto const i : indices)
        all.push_back({amount(i), i});
    auto const larger = [](sized const& a, sized const& b) {
        return a.amount != b.amount ? a.amount > b.amount : a.index < b.index;
    };
    auto const shown = std::min(most, all.size());
    auto const end = all.begin() + static_cast<std::ptrdiff_t>(shown);
    std::nth_element(all.begin(), end, all.end(), larger);
    std::sort(all.begin(), end, larger);
    indices.resize(shown);
    for (std::size_t i = 0; i < shown; ++i)
        indices[i] = all[i].index;
    return indices;
}

inline void append_more(std::string& out, std::size_t all, std::size_t shown,
                        std::string_view where, report_style const& style) {
    if (all > shown)
        append_wrapped(out, "and " + grouped_count(all - shown) + " more in " + std::string(where),
                       2, style, ink::faint);
}

} // namespace detail

} // namespace recon::io
