// recon/io/csv_cells.hpp - cells of the CSV files that we write: RFC 4180, LF, and no formulas.
#pragma once

#include <recon/io/byte_flags.hpp>
#include <recon/io/utf8.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace recon::io {

/// Whether a spreadsheet would run the text as a formula. OWASP, "CSV Injection".
constexpr bool starts_formula(std::string_view text) noexcept {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

namespace detail {

/// Leaves the first `size` characters of a text.
template <class Text>
void shorten(Text& out, std::size_t size) {
    if constexpr (requires { out.shorten(size); })
        out.shorten(size);
    else
        out.resize(size);
}

/// What of a text matters to a cell.
struct cell_needs {
    bool quotes;       ///< RFC 4180 wants it in quotes
    bool doubles;      ///< it holds quotes
    bool beyond_ascii; ///< or a NUL, which is no text either
};
inline cell_needs needs_of(std::string_view text) noexcept {
    enum : unsigned { quote = 1, separator = 2, beyond_ascii = 4 };
    auto const seen = flags_of(text, [](unsigned char c) {
        return static_cast<byte_flags>(
            flag(c == '"', quote) | flag(c == ',', separator) | flag(c == '\n', separator)
            | flag(c == '\r', separator)
            | flag(static_cast<unsigned char>(c - 1) >= 0x7F, beyond_ascii));
    });
    return {(seen & (quote | separator)) != 0, (seen & quote) != 0, (seen & beyond_ascii) != 0};
}

} // namespace detail

/// Appends text that came from outside as one cell: in UTF-8, quoted where RFC 4180 says so, and
/// with a leading apostrophe where a spreadsheet would run it. Never for our own figures: a
/// negative amount begins with '-' and must stay a number.
template <class Text>
void append_text_cell(Text& out, std::string_view text) {
    auto const needs = detail::needs_of(text);
    if (needs.beyond_ascii && !is_clean_utf8(text)) return append_text_cell(out, clean_utf8(text));
    if (needs.quotes) out += '"';
    if (starts_formula(text)) out += '\'';
    if (!needs.doubles) {
        out += text;
    } else {
        for (char const c : text) {
            if (c == '"') out += '"';
            out += c;
        }
    }
    if (needs.quotes) out += '"';
}

/// The same of a text that `make()` appends to `out`: nearly always it is right where it stands.
template <class Text, class Make>
void append_made_cell(Text& out, Make const& make) {
    auto const begin = out.size();
    out += '"'; // most of our sentences hold a comma
    make();
    std::string_view const text(out.data() + begin + 1, out.size() - begin - 1);
    auto const needs = detail::needs_of(text);
    if (needs.doubles || starts_formula(text) || (needs.beyond_ascii && !is_clean_utf8(text))) {
        std::string const made(text);
        detail::shorten(out, begin);
        return append_text_cell(out, made);
    }
    if (needs.quotes) {
        out += '"';
        return;
    }
    std::memmove(out.data() + begin, out.data() + begin + 1, text.size());
    detail::shorten(out, begin + text.size());
}

} // namespace recon::io
