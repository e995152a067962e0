// recon/io/csv_cells.hpp - cells of the CSV files that we write: RFC 4180, LF, and no formulas.
#pragma once

#include <recon/io/utf8.hpp>

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
    if (!is_clean_utf8(text)) return append_text_cell(out, clean_utf8(text));
    bool const formula = starts_formula(text);
    bool const quoted = text.find_first_of(",\"\r\n") != text.npos;
    if (quoted) out += '"';
    if (formula) out += '\'';
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

} // namespace recon::io
