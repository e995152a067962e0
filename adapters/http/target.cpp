#include "adapters/http/target.hpp"

#include <recon/io/utf8.hpp>

#include <algorithm>

namespace recon::http {

namespace {

int hex_of(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

bool plain_path_character(char c) noexcept {
    constexpr std::string_view marks = "-._~!$&'()*+,=:@%/";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || marks.find(c) != marks.npos;
}

bool read_segments(std::string_view path, request& to) {
    if (path.empty() || path.front() != '/') return false;
    if (!std::all_of(path.begin(), path.end(), plain_path_character)) return false;
    path.remove_prefix(1);
    while (!path.empty()) {
        auto const slash = std::min(path.find('/'), path.size());
        auto segment = percent_decoded(path.substr(0, slash), false);
        if (!segment || segment->empty() || *segment == "." || *segment == "..") return false;
        if (segment->find_first_of("/\\") != std::string::npos) return false;
        if (to.segments.size() == segments_max) return false;
        to.segments.push_back(std::move(*segment));
        if (slash + 1 == path.size()) return false; // "/v1/runs/" is not "/v1/runs"
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return true;
}

} // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plus_is_space) c = ' ';
        if (c == '%') {
            if (i + 2 >= text.size() || hex_of(text[i + 1]) < 0 || hex_of(text[i + 2]) < 0)
                return std::nullopt;
            c = static_cast<char>(hex_of(text[i + 1]) * 16 + hex_of(text[i + 2]));
            i += 2;
        }
        if (is_control(c)) return std::nullopt;
        out += c;
    }
    if (!io::is_clean_utf8(out)) return std::nullopt;
    return out;
}

bool read_target(std::string_view target, request& to) {
    if (target.size() > target_max) return false;
    auto const mark = std::min(target.find('?'), target.size());
    if (!read_segments(target.substr(0, mark), to)) return false;
    if (mark == target.size()) return true;
    auto const query = target.substr(mark + 1);
    if (query.find('#') != query.npos) return false;
    auto read = read_form(query);
    if (!read) return false;
    to.query = std::move(*read);
    return true;
}

std::optional<parameters> read_form(std::string_view text) {
    parameters out;
    while (!text.empty()) {
        auto const end = std::min(text.find('&'), text.size());
        auto const field = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (field.empty()) continue;
        auto const equals = std::min(field.find('='), field.size());
        auto name = percent_decoded(field.substr(0, equals), true);
        auto value = percent_decoded(field.substr(std::min(equals + 1, field.size())), true);
        if (!name || !value || value->size() > field_value_max || out.size() == fields_max)
            return std::nullopt;
        out.emplace_back(std::move(*name), std::move(*value));
    }
    return out;
}

std::string clean_label(std::string_view name) {
    constexpr std::size_t label_max = 100;
    if (auto const slash = name.find_last_of("/\\"); slash != name.npos)
        name.remove_prefix(slash + 1);
    auto const text = io::clean_utf8(name);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_control(text[i])) continue;
        // U+200E, U+200F, U+202A..U+202E and U+2066..U+2069 turn the order of letters around.
        auto const code = std::string_view(text).substr(i, 3);
        bool const turns = code.size() == 3 && code[0] == '\xE2'
                           && ((code[1] == '\x80' && (code[2] == '\x8E' || code[2] == '\x8F'))
                               || (code[1] == '\x80' && code[2] >= '\xAA' && code[2] <= '\xAE')
                               || (code[1] == '\x81' && code[2] >= '\xA6' && code[2] <= '\xA9'));
        if (turns) {
            i += 2;
            continue;
        }
        out += text[i];
    }
    while (out.size() > label_max || (!out.empty() && !io::is_clean_utf8(out)))
        out.pop_back();
    return out.empty() || out == "." || out == ".." ? "file" : out;
}

} // namespace recon::http
