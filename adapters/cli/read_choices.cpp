#include "adapters/cli/read_choices.hpp"

#include "adapters/cli/option_values.hpp"

#include <recon/error.hpp>

#include <array>
#include <cstddef>

namespace recon::cli {

void choose_format(io::read_options&, std::string const& value) {
    (void)choice_value(value, {"auto", "csv"});
}

void choose_columns(io::read_options& options, std::string const& value) {
    options.columns = columns_value(value);
}

void choose_date_order(io::read_options& options, std::string const& value) {
    options.order = static_cast<io::date_order>(choice_value(value, {"dmy", "mdy", "ymd"}));
}

void choose_decimal_mark(io::read_options& options, std::string const& value) {
    if (value != "." && value != ",")
        throw validation_error("expected . or , as the decimal mark, not '" + value + "'");
    options.decimal_mark = value.front();
}

void choose_sign(io::read_options& options, std::string const& value) {
    options.sign = static_cast<io::sign_rule>(choice_value(value, {"auto", "as-is", "inverted"}));
}

std::string chosen_columns(io::read_options const& options) {
    std::string out;
    for (auto const& [meaning, header] : options.columns)
        out.append(out.empty() ? "" : ",").append(meaning).append("=").append(header);
    return out;
}

std::string chosen_date_order(io::read_options const& options) {
    constexpr std::array<char const*, 3> names{"dmy", "mdy", "ymd"};
    return options.order ? names[static_cast<std::size_t>(*options.order)] : "";
}

std::string chosen_decimal_mark(io::read_options const& options) {
    return options.decimal_mark ? std::string(1, *options.decimal_mark) : "";
}

std::string chosen_sign(io::read_options const& options) {
    constexpr std::array<char const*, 3> names{"", "as-is", "inverted"};
    return names[static_cast<std::size_t>(options.sign)];
}

} // namespace recon::cli
