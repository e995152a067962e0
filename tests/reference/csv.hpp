// tests/reference/csv.hpp - the obvious CSV splitter: one character after the other, no index, no
// blocks. Says the same as io::csv_reader for every text without an open quote.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace recon::test {

using csv_rows = std::vector<std::vector<std::string>>;

/// One field from `at` on, which moves behind it.
inline std::string read_csv_field(std::string const& text, std::size_t& at, char delimiter) {
    auto const blank = [&](std::size_t i) {
        return i < text.size() && (text[i] == ' ' || text[i] == '\t') && text[i] != delimiter;
    };
    auto const ends = [&](std::size_t i) {
        while (blank(i))
            ++i;
        return i == text.size() || text[i] == delimiter || text[i] == '\n' || text[i] == '\r';
    };
    auto start = at;
    while (blank(start))
        ++start;
    if (start >= text.size() || text[start] != '"') {
        std::string field;
        while (at < text.size() && text[at] != delimiter && text[at] != '\n' && text[at] != '\r')
            field += text[at++];
        return field;
    }
    std::string as_it_stands;
    std::string without_doubles;
    bool bare = false;
    bool line_ends = false;
    for (auto i = start + 1; i < text.size(); ++i) {
        bool const pair = text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"';
        if (pair && !(bare && ends(i + 2))) {
            as_it_stands += "\"\"";
            without_doubles += '"';
            ++i;
            continue;
        }
        if (pair) as_it_stands += text[i++];
        if (text[i] == '"' && ends(i + 1)) {
            at = i + 1;
            while (blank(at))
                ++at;
            return bare ? as_it_stands : without_doubles;
        }
        bare = bare || text[i] == '"';
        line_ends = line_ends || text[i] == '\n' || text[i] == '\r';
        if (bare && line_ends) return "OPEN";
        as_it_stands += text[i];
        without_doubles += text[i];
    }
    return "OPEN";
}

/// All records; an empty list when a quote is open.
inline csv_rows split_csv(std::string const& text, char delimiter) {
    csv_rows rows;
    std::size_t at = 0;
    while (at < text.size()) {
        rows.emplace_back();
        for (;;) {
            auto field = read_csv_field(text, at, delimiter);
            if (field == "OPEN") return {};
            rows.back().push_back(std::move(field));
            if (at >= text.size() || text[at] != delimiter) break;
            ++at;
        }
        if (at < text.size()) at += text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
    }
    return rows;
}

} // namespace recon::test
