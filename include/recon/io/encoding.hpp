// recon/io/encoding.hpp - text of any encoding as UTF-8, the encoding told by evidence. The only
// header that includes iconv.
#pragma once

#include <recon/detail/fold.hpp>
#include <recon/error.hpp>
#include <recon/io/header_match.hpp>
#include <recon/io/source.hpp>

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

/// A file as UTF-8.
struct decoded_text {
    source file;              ///< the same bytes where they were UTF-8 already
    std::string encoding;     ///< "UTF-8", "UTF-16LE", "WINDOWS-1250", ...
    std::string evidence;     ///< why that one; empty where nothing was guessed
    std::string proof;        ///< why that one, where nothing was guessed
    std::size_t replaced = 0; ///< characters that the encoding does not have, now U+FFFD
};

namespace detail {

/// Whether all of the text is well-formed UTF-8 (RFC 3629); NUL counts as a character. O(size).
inline bool is_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (text.size() - at >= 8) { // eight at a time while they are ASCII
            std::uint64_t chunk = 0;
            std::memcpy(&chunk, text.data() + at, 8);
            if ((chunk & 0x8080'8080'8080'8080U) == 0) {
                at += 8;
                continue;
            }
        }
        auto const letter = recon::detail::decode(text, at);
        if (letter.size == 1 && letter.value >= 0x80) return false;
        at += letter.size;
    }
    return true;
}

/// A file that is UTF-8 but for a few bytes: most of what is not ASCII is well-formed.
inline bool is_damaged_utf8(std::string_view text) noexcept {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const letter = recon::detail::decode(text, at);
        if (letter.size > 1) ++good;
        if (letter.size == 1 && letter.value >= 0x80) ++bad;
        at += letter.size;
    }
    return good >= 4 * bad;
}

/// The bytes in UTF-8; what the encoding does not have becomes U+FFFD, and is counted. Throws
/// matching_error when the system does not know the encoding.
inline std::pair<std::string, std::size_t> to_utf8(std::string_view bytes, char const* encoding) {
    struct closer {
        void operator()(void* handle) const noexcept { iconv_close(handle); }
    };
    auto* const opened = iconv_open("UTF-8", encoding);
    if (reinterpret_cast<std::intptr_t>(opened) == -1)
        throw matching_error(std::string("the system cannot convert ") + encoding);
    std::unique_ptr<void, closer> const handle(opened);
    std::pair<std::string, std::size_t> result;
    auto& [text, replaced] = result;
    std::string input(bytes); // iconv wants what it never writes to as not const
    char* from = input.data();
    auto left = input.size();
    std::array<char, 65'536> buffer{};
    while (left != 0) {
        char* to = buffer.data();
        auto room = buffer.size();
        auto const done = iconv(handle.get(), &from, &left, &to, &room);
        text.append(buffer.data(), buffer.size() - room);
        if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        text += "\xEF\xBF\xBD";
        ++replaced;
        ++from;
        --left;
    }
    return result;
}

/// The encodings that statements come in, from the likeliest on.
inline constexpr std::array legacy_encodings{
    "WINDOWS-1252", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1254",
    "WINDOWS-1255", "WINDOWS-1257", "GB18030",      "CP932",        "CP949"};

/// Whether the first lines name a currency of the countries that use the encoding.
inline bool names_currency_of(std::string_view head, std::string_view encoding) {
    using home = std::pair<std::string_view, std::string_view>;
    constexpr std::array homes{home{"WINDOWS-1250", "CZK PLN HUF RON"},
                               home{"WINDOWS-1251", "RUB RUR UAH BGN BYN KZT"},
                               home{"WINDOWS-1254", "TRY"},
                               home{"WINDOWS-1255", "ILS"},
                               home{"WINDOWS-1257", "LTL LVL EEK"},
                               home{"GB18030", "CNY"},
                               home{"CP932", "JPY"},
                               home{"CP949", "KRW"}};
    for (auto const& [name, codes] : homes) {
        if (name != encoding) continue;
        for (std::size_t at = 0; at < codes.size(); at += 4)
            if (head.substr(0, 4'096).find(codes.substr(at, 3)) != std::string_view::npos)
                return true;
    }
    return false;
}

/// How many cells of the first lines are known headers that are not plain ASCII.
inline std::size_t header_words_of(std::string_view text) {
    std::size_t found = 0;
    std::size_t at = 0;
    for (int line = 0; line < 60 && at < text.size(); ++line) {
        auto const end = std::min(text.find_first_of("\r\n", at), text.size());
        auto const row = text.substr(at, std::min<std::size_t>(end - at, 4'096));
        at = end + 1;
        for (std::size_t cell = 0; cell < row.size();) {
            auto const stop = std::min(row.find_first_of(",;\t|\"", cell), row.size());
            auto const word = row.substr(cell, stop - cell);
            cell = stop + 1;
            bool const ascii =
                std::all_of(word.begin(), word.end(), [](char c) { return (c & '\x80') == 0; });
            if (!ascii && !match_header(word).exact.empty()) ++found;
        }
    }
    return found;
}

enum class script : std::uint8_t { ascii_letter, other_ascii, money, latin, runs, east_asian, odd };

inline script script_of(char32_t value) noexcept {
    if (value < 0x80)
        return (value | 0x20) >= 'a' && (value | 0x20) <= 'z' ? script::ascii_letter
                                                              : script::other_ascii;
    if (value < 0xA0 || value == 0xFFFD || (value >= 0xE000 && value < 0xF900)) return script::odd;
    if (value == 0xA3 || value == 0xA5 || value == 0x20AC) return script::money; // £ ¥ €
    if (value < 0xC0 || value == 0xD7 || value == 0xF7) return script::other_ascii;
    if (value < 0x250) return script::latin;
    if (value >= 0x370 && value < 0x600) return script::runs; // Greek, Cyrillic, Hebrew
    return value >= 0x3000 && value < 0xFFEF ? script::east_asian : script::other_ascii;
}

/// How natural the letters beyond ASCII look, 0 to 1,000: accented ones stand alone among plain
/// ones, those of other scripts in runs.
inline std::size_t naturalness(std::string_view text) {
    std::size_t good = 0;
    std::size_t bad = 0;
    auto before = script::other_ascii;
    for (std::size_t at = 0; at < text.size();) {
        auto const letter = recon::detail::decode(text, at);
        auto const here = script_of(letter.value);
        at += letter.size;
        auto const after = at < text.size() ? recon::detail::decode(text, at).value : U' ';
        auto const next = script_of(after);
        if (here == script::money && after >= '0' && after <= '9') ++good;
        if (here == script::odd) bad += 2;
        if (here == script::latin) {
            bool const run = before == script::latin && next == script::latin;
            bool const alone = before != script::ascii_letter && next != script::ascii_letter;
            ++(run || alone ? bad : good);
        }
        if (here == script::runs) ++(before == here || next == here ? good : bad);
        if (here == script::east_asian) ++(before == script::ascii_letter ? bad : good);
        before = here;
    }
    return good + bad == 0 ? 0 : good * 1'000 / (good + bad);
}

inline decoded_text decode_as(source const& file, std::string_view bytes, char const* encoding,
                              std::string evidence) {
    auto [text, replaced] = to_utf8(bytes, encoding);
    std::string proof = evidence.empty() ? "its byte order mark says so" : "";
    return {owning(file.name, std::move(text)), encoding, std::move(evidence), std::move(proof),
            replaced};
}

/// Whether UTF-16 without a byte order mark has its high bytes first: NULs stand at even places.
inline bool high_byte_first(std::string_view bytes) noexcept {
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 4'096); ++i)
        if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
    return even > odd;
}

inline decoded_text decode_utf16(source const& file) {
    auto const bytes = file.bytes;
    if (bytes.starts_with("\xFF\xFE")) return decode_as(file, bytes.substr(2), "UTF-16LE", "");
    if (bytes.starts_with("\xFE\xFF")) return decode_as(file, bytes.substr(2), "UTF-16BE", "");
    return decode_as(file, bytes, high_byte_first(bytes) ? "UTF-16BE" : "UTF-16LE",
                     "nearly every second byte is NUL");
}

inline decoded_text decode_legacy(source const& file) {
    constexpr std::size_t head_max = std::size_t{1} << 16U;
    auto head = file.bytes.substr(0, head_max);
    char const* best = legacy_encodings[0];
    std::size_t best_words = 0;
    std::size_t best_score = 0;
    for (auto const* const encoding : legacy_encodings) {
        auto const [text, replaced] = to_utf8(head, encoding);
        auto const words = header_words_of(text);
        auto const natural = naturalness(text);
        auto const at_home = replaced == 0 && names_currency_of(head, encoding) ? 400U : 0U;
        auto const score = words * 1'000 + natural - std::min(natural, replaced * 20) + at_home;
        // a little more natural is chance: the likelier encoding stands earlier in the list
        bool const first = encoding == legacy_encodings[0];
        if (!first && score <= best_score + (words > best_words ? 0 : 200)) continue;
        best = encoding;
        best_words = words;
        best_score = score;
    }
    return decode_as(file, file.bytes, best,
                     best_words != 0
                         ? std::to_string(best_words) + " headers are words only in this encoding"
                         : "its letters look most natural in this encoding");
}

} // namespace detail

/// Decodes by the byte order mark, by the NULs of UTF-16, as UTF-8 where it is well-formed or
/// nearly so, and else in the encoding under which the headers are known words. No byte makes it
/// fail. O(size).
inline decoded_text decode_text(source const& file, bool utf16) {
    if (utf16) return detail::decode_utf16(file);
    if (detail::is_utf8(file.bytes)) return {file, "UTF-8", "", "all of it is well-formed", 0};
    if (detail::is_damaged_utf8(file.bytes)) return {file, "UTF-8", "but for a few bytes", "", 0};
    return detail::decode_legacy(file);
}

} // namespace recon::io
