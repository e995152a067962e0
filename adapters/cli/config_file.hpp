// adapters/cli/config_file.hpp - settings from a TOML file: `name = value` lines, where a value is
// a string, a number, a boolean or a date; at the top or in one table, [match].
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace recon::cli {

struct config_item {
    std::string name; ///< with dashes: "amount-tolerance"
    std::string value;
    std::size_t line;
};

/// Throws usage_error with the line on anything else. `file` is for the messages.
std::vector<config_item> parse_config(std::string_view text, std::string const& file);

} // namespace recon::cli
