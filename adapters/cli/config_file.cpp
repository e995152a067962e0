#include "adapters/cli/config_file.hpp"

#include <recon/error.hpp>

#include <algorithm>
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace recon::cli {

namespace {

/// The text of a value as it stands in the file: a number keeps every digit, and is never a double.
std::string raw_text(std::string_view text, toml::source_region const& at) {
    auto const line_start = [&text](toml::source_index line) {
        std::size_t start = 0;
        for (toml::source_index l = 1; l < line; ++l)
            start = std::min(text.find('\n', start), text.size() - 1) + 1;
        return start;
    };
    auto const begin = line_start(at.begin.line) + at.begin.column - 1;
    auto const row = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
    std::string value(row.substr(0, row.find_first_of(" \t\r#")));
    std::erase(value, '_'); // 1_000 is a number in TOML
    return value;
}

void collect(toml::table const& from, bool at_top, std::string_view text, std::string const& file,
             std::vector<config_item>& items) {
    for (auto const& [key, node] : from) {
        std::string name(key.str());
        std::replace(name.begin(), name.end(), '_', '-');
        auto const line = std::size_t{node.source().begin.line};
        source_position const where{file, line};
        if (auto const* table = node.as_table()) {
            if (!at_top || name != "match")
                throw usage_error("the only table is [match], not [" + name + "]", where);
            collect(*table, false, text, file, items);
            continue;
        }
        for (auto const& item : items) {
            if (item.name == name)
                throw usage_error("'" + name + "' stands in line " + std::to_string(item.line)
                                      + " already",
                                  where);
        }
        if (auto const* quoted = node.as_string())
            items.push_back({std::move(name), quoted->get(), line});
        else if (node.is_number() || node.is_boolean() || node.is_date())
            items.push_back({std::move(name), raw_text(text, node.source()), line});
        else
            throw usage_error("'" + name
                                  + "' needs a number, true, false, a date or a string in "
                                    "quotes",
                              where);
    }
}

} // namespace

std::vector<config_item> parse_config(std::string_view text, std::string const& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<config_item> items;
    try {
        collect(toml::parse(text, file), true, text, file, items);
    } catch (toml::parse_error const& e) {
        throw usage_error("this is no TOML: " + std::string(e.description()),
                          {file, e.source().begin.line, e.source().begin.column});
    }
    std::sort(items.begin(), items.end(),
              [](config_item const& a, config_item const& b) { return a.line < b.line; });
    return items;
}

} // namespace recon::cli
