// adapters/http/csv_page.hpp - a part of a CSV file of ours as records, without reading what stands
// before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::http {

using csv_record = std::vector<std::string>;

/// The record at `at`, which moves behind it; nothing when it is not complete in `text`. Quotes are
/// taken off, and the apostrophe that keeps a spreadsheet from running a text as a formula.
std::optional<csv_record> next_record(std::string_view text, std::size_t& at);

} // namespace recon::http
