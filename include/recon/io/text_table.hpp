// recon/io/text_table.hpp - columns, wrapping and clipping of plain text by what a terminal shows.
#pragma once

#include <recon/detail/fold.hpp>
#include <recon/io/byte_flags.hpp>
#include <recon/io/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {
using recon::detail::decode;

constexpr bool in(char32_t value, char32_t first, char32_t last) noexcept {
    return value >= first && value <= last;
}

/// What a terminal would obey rather than show: controls, and marks that reverse the text.
constexpr bool is_control(char32_t c) noexcept {
    return c < 0x20 || in(c, 0x7F, 0x9F) || in(c, 0x200E, 0x200F) || in(c, 0x2028, 0x202E)
           || in(c, 0x2066, 0x2069) || c == 0xFEFF;
}

/// Columns of one code point: 0 for combining marks, 2 for East Asian wide (the usual blocks of
/// Unicode's EastAsianWidth), else 1.
constexpr std::size_t columns_of(char32_t c) noexcept {
    if (in(c, 0x300, 0x36F) || in(c, 0x200B, 0x200D) || in(c, 0xFE00, 0xFE0F)) return 0;
    if (in(c, 0x1100, 0x115F) || in(c, 0x2E80, 0xA4CF) || in(c, 0xAC00, 0xD7A3)
        || in(c, 0xF900, 0xFAFF) || in(c, 0xFE30, 0xFE6F) || in(c, 0xFF00, 0xFF60)
        || in(c, 0xFFE0, 0xFFE6) || in(c, 0x1F300, 0x1F64F) || in(c, 0x20000, 0x3FFFD))
        return 2;
    return 1;
}

} // namespace detail

/// Whether every character takes one column and is shown as it stands: ASCII without controls, and
/// without blanks that printable() would leave out.
inline bool is_plain(std::string_view text) noexcept {
    if (text.empty()) return true;
    if (text.front() == ' ' || text.back() == ' ' || text.find("  ") != text.npos) return false;
    return detail::flags_of(text,
                            [](unsigned char c) {
                                return detail::flag(static_cast<unsigned char>(c - ' ')
                                                    > '~' - ' ');
                            })
           == 0;
}

/// A text from a file, safe on a terminal: controls become blanks, runs of blanks one blank, and
/// bytes that are no UTF-8 what Windows-1252 means by them. Files may hold escape sequences; none
/// reaches the screen.
inline std::string printable(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const [value, size] = detail::decode(text, at);
        if (value != ' ' && !detail::is_control(value))
            append_utf8(out, value);
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
        at += size;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

/// How many columns a text takes on a terminal.
inline std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at] - ' ') <= '~' - ' ') {
            ++width;
            ++at;
            continue;
        }
        auto const [value, size] = detail::decode(text, at);
        width += detail::columns_of(value);
        at += size;
    }
    return width;
}

/// The text, or as much of it as fits before an ellipsis.
inline std::string clipped(std::string_view text, std::size_t width, bool unicode = true) {
    if (display_width(text) <= width) return std::string(text);
    std::string_view const mark = unicode ? "…" : "..";
    auto const mark_width = display_width(mark);
    if (width <= mark_width) return std::string(width, '.');
    std::string out;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const [value, size] = detail::decode(text, at);
        used += detail::columns_of(value);
        if (used > width - mark_width) break;
        out.append(text.substr(at, size));
        at += size;
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out += mark;
}

inline std::string padded_left(std::string_view text, std::size_t width) {
    auto const shown = display_width(text);
    return std::string(shown < width ? width - shown : 0, ' ').append(text);
}
inline std::string padded_right(std::string_view text, std::size_t width) {
    auto const shown = display_width(text);
    return std::string(text).append(shown < width ? width - shown : 0, ' ');
}

/// Breaks a text at blanks into lines of at most `width` columns; a longer word has its own line.
inline std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        auto const word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

/// Rows of cells, each column as wide as its widest cell.
class text_table {
  public:
    enum class align : std::uint8_t { left, right };

    explicit text_table(std::vector<align> columns) : columns_(std::move(columns)) {}

    /// Cells beyond the columns are dropped; missing ones are blank.
    void row(std::vector<std::string> cells) {
        cells.resize(columns_.size());
        rows_.push_back({std::move(cells), false});
    }
    /// A line across the table.
    void rule() { rows_.push_back({{}, true}); }

    /// The rows, each indented and ended by LF, without trailing blanks.
    std::string str(std::size_t indent = 2, std::string_view gap = "  ",
                    std::string_view rule_mark = "-") const {
        std::vector<std::size_t> widths(columns_.size());
        for (auto const& r : rows_) {
            for (std::size_t i = 0; i < r.cells.size(); ++i)
                widths[i] = std::max(widths[i], display_width(r.cells[i]));
        }
        std::size_t total = columns_.empty() ? 0 : gap.size() * (columns_.size() - 1);
        for (auto const width : widths)
            total += width;
        std::string out;
        for (auto const& r : rows_) {
            std::string line(indent, ' ');
            for (std::size_t i = 0; r.is_rule && i < total; ++i)
                line += rule_mark;
            for (std::size_t i = 0; i < r.cells.size(); ++i) {
                if (i != 0) line += gap;
                line += columns_[i] == align::left ? padded_right(r.cells[i], widths[i])
                                                   : padded_left(r.cells[i], widths[i]);
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line += '\n';
        }
        return out;
    }

  private:
    struct table_row {
        std::vector<std::string> cells;
        bool is_rule;
    };
    std::vector<align> columns_;
    std::vector<table_row> rows_;
};

} // namespace recon::io
