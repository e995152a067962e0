// tests/support/read_rows.hpp - a CSV text as short lines that a test can compare. Defined apart,
// because the reader is long to compile.
#pragma once

#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace recon::test {

/// "2024-01-31 -12.50 EUR", one an entry.
std::vector<std::string> rows_of(io::statement const& read);
/// "3 pending", one a record that is no entry; rejected ones are "4 invalid_amount".
std::vector<std::string> others_of(io::statement const& read);
bool assumes(io::statement const& read, std::string_view beginning, bool decided);
io::statement read_rows(std::string_view text, io::read_options const& options = {});
/// As read_rows(), but of any format, which the content tells.
io::statement read_any(std::string_view bytes);
std::string why_refused(std::string_view text, io::read_options const& options = {});
using list = std::vector<std::string>;

} // namespace recon::test
