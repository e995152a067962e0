// recon/io/csv_cells.hpp - cells of the CSV files that we write: RFC 4180, LF, and no formulas.
#pragma once

#include <recon/io/utf8.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

/// Whether a spreadsheet would run the text as a formula. OWASP, "CSV Injection".
constexpr bool starts_formula(std::string_view text) noexcept {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

/// Appends text that came from outside as one cell: in UTF-8, quoted where RFC 4180 says so, and
/// with a leading apostrophe where a spreadsheet would run it. Never for our own figures: a
/// negative amount begins with '-' and must stay a number.
inline void append_text_cell(std::string& out, std::string_view text) {
    enum : unsigned char { plain, quotes, beyond_ascii };
    static constexpr auto kinds = [] {
        std::array<unsigned char, 256> table{};
        table[0] = beyond_ascii; // NUL is no text either
        for (std::size_t c = 0x80; c < table.size(); ++c)
            table[c] = beyond_ascii;
        for (char const c : {',', '"', '\r', '\n'})
            table[static_cast<unsigned char>(c)] = quotes;
        return table;
    }();
    unsigned seen = 0;
    for (char const c : text)
        seen |= 1U << kinds[static_cast<unsigned char>(c)];
    if ((seen >> beyond_ascii & 1U) != 0 && !is_clean_utf8(text))
        return append_text_cell(out, clean_utf8(text));
    bool const quoted = (seen >> quotes & 1U) != 0;
    if (quoted) out += '"';
    if (starts_formula(text)) out += '\'';
    if (!quoted) {
        out += text;
        return;
    }
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

} // namespace recon::io
