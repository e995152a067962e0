// recon/io/detect.hpp - what kind of file it is, by its first bytes and never by its name.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon::io {

enum class file_format : std::uint8_t {
    empty,
    csv, ///< or any other text of lines
    camt,
    mt940,
    ofx,
    qif,
    bai2,
    gzip,
    zip,
    xls,
    xlsx,
    pdf,
    html,
    xml,
    json_text,
    utf16,
    binary
};

constexpr std::string_view to_string(file_format format) noexcept {
    switch (format) {
    case file_format::empty: return "empty";
    case file_format::csv: return "csv";
    case file_format::camt: return "camt";
    case file_format::mt940: return "mt940";
    case file_format::ofx: return "ofx";
    case file_format::qif: return "qif";
    case file_format::bai2: return "bai2";
    case file_format::gzip: return "gzip";
    case file_format::zip: return "zip";
    case file_format::xls: return "xls";
    case file_format::xlsx: return "xlsx";
    case file_format::pdf: return "pdf";
    case file_format::html: return "html";
    case file_format::xml: return "xml";
    case file_format::json_text: return "json";
    case file_format::utf16: return "utf16";
    case file_format::binary: return "binary";
    }
    return "?";
}

namespace detail {

/// Whether `text` begins with `word`, whatever the case of its letters; `word` is in lower case.
constexpr bool begins(std::string_view text, std::string_view word) noexcept {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char const c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != word[i]) return false;
    }
    return true;
}

constexpr bool line_begins(std::string_view text, std::string_view word) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(word)) return true;
        at = text.find_first_of("\r\n", at);
        if (at == std::string_view::npos) return false;
        ++at;
    }
    return false;
}

constexpr file_format format_of_markup(std::string_view text) noexcept {
    if (begins(text, "<!doctype html") || begins(text, "<html") || begins(text, "<table"))
        return file_format::html;
    if (begins(text, "<ofx") || text.find("<OFX>") != std::string_view::npos)
        return file_format::ofx;
    bool const camt = text.find("camt.05") != std::string_view::npos
                      || text.find("BkToCstmr") != std::string_view::npos;
    if (camt) return file_format::camt;
    if (text.find("<html") != std::string_view::npos) return file_format::html;
    return begins(text, "<?xml") ? file_format::xml : file_format::csv;
}

/// UTF-16 without a mark has a NUL in nearly every second byte.
constexpr bool looks_like_utf16(std::string_view head) noexcept {
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
    auto const half = head.size() / 2;
    return half >= 4 && std::max(even, odd) * 10 >= half * 6 && std::min(even, odd) * 10 <= half;
}

/// NULs and control characters that no text has, beyond what a damaged file may hold.
constexpr bool looks_binary(std::string_view head) noexcept {
    std::size_t strange = 0;
    for (char const c : head) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && byte != 0x1A)
            ++strange;
    }
    return strange * 20 > head.size();
}

} // namespace detail

/// The format of a file. Looks at the first 4,096 bytes. O(1).
constexpr file_format detect(std::string_view bytes) noexcept {
    using namespace std::string_view_literals;
    auto head = bytes.substr(0, 4096);
    if (head.find_first_not_of(" \t\r\n\0\x1A"sv) == std::string_view::npos)
        return file_format::empty;
    if (head.starts_with("\x1F\x8B")) return file_format::gzip;
    if (head.starts_with("PK\x03\x04"))
        return head.find("[Content_Types].xml") != std::string_view::npos
                       || head.find("xl/") != std::string_view::npos
                   ? file_format::xlsx
                   : file_format::zip;
    if (head.starts_with("\xD0\xCF\x11\xE0")) return file_format::xls;
    if (head.starts_with("%PDF-")) return file_format::pdf;
    if (detail::looks_like_utf16(head)) return file_format::utf16;
    if (detail::looks_binary(head)) return file_format::binary;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (head.starts_with('<')) return detail::format_of_markup(head);
    if (detail::begins(head, "ofxheader") || detail::line_begins(head, "<OFX>"))
        return file_format::ofx;
    if (detail::begins(head, "!type:") || detail::begins(head, "!account")
        || detail::begins(head, "!option"))
        return file_format::qif;
    if (head.starts_with("01,") && detail::line_begins(head, "02,")) return file_format::bai2;
    if (head.starts_with("{1:")
        || (detail::line_begins(head, ":20:")
            && (detail::line_begins(head, ":25:") || detail::line_begins(head, ":60F:"))))
        return file_format::mt940;
    if (head.starts_with('{') || head.starts_with("[{") || head.starts_with("[\n"))
        return file_format::json_text;
    return file_format::csv;
}

} // namespace recon::io
