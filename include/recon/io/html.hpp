// recon/io/html.hpp - text that came from outside, inside an HTML page: never markup, never script.
#pragma once

#include <recon/io/byte_flags.hpp>
#include <recon/io/utf8.hpp>

#include <string>
#include <string_view>

namespace recon::io {

/// Appends text that came from outside as characters of a page: in an element or in a quoted
/// attribute.
template <class Text>
void append_html(Text& out, std::string_view text) {
    if (!is_clean_utf8(text)) return append_html(out, clean_utf8(text));
    for (char const c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? ' ' : c;
        }
    }
}

/// Appends text as a string of JSON that stands in a script element: no character of it can end the
/// element or begin another.
template <class Text>
void append_script_string(Text& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    auto const is_special = [](unsigned char c) {
        return detail::flag(c == '"') | detail::flag(c == '\\') | detail::flag(c == '<')
               | detail::flag(c == '>') | detail::flag(c == '&');
    };
    auto const odd = detail::flags_of(text, [&](unsigned char c) {
        return static_cast<detail::byte_flags>(
            detail::flag(static_cast<unsigned char>(c - ' ') > '~' - ' ') | is_special(c));
    });
    if (odd == 0) {
        ((out += '"') += text) += '"';
        return;
    }
    if (!is_clean_utf8(text)) return append_script_string(out, clean_utf8(text));
    out += '"';
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const special = is_special(byte) != 0;
        if (byte >= ' ' && byte != 0x7F && !special) {
            out += c;
            continue;
        }
        (out += "\\u00") += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
    out += '"';
}

} // namespace recon::io
