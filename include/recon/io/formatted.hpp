// recon/io/formatted.hpp - text from values, by a format that is checked when it is compiled. The
// only header that includes fmt.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace recon::io {

/// "{} of {}" with its values, as a text.
template <class... Values>
std::string formatted(fmt::format_string<Values...> format, Values&&... values) {
    return fmt::format(format, std::forward<Values>(values)...);
}

/// The same, appended.
template <class... Values>
void append_formatted(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

} // namespace recon::io
