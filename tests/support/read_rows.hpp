// tests/support/read_rows.hpp - a CSV text as short lines that a test can compare.
#pragma once

#include <recon/io/csv_statement.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace recon::test {

/// "2024-01-31 -12.50 EUR", one an entry.
inline std::vector<std::string> rows_of(io::statement const& read) {
    std::vector<std::string> rows;
    for (auto const& row : read.entries)
        rows.push_back(io::to_iso(row.day) + " " + to_string(row.amount) + " "
                       + std::string(row.amount.unit.code()));
    return rows;
}
/// "3 pending", one a record that is no entry; rejected ones are "4 invalid_amount".
inline std::vector<std::string> others_of(io::statement const& read) {
    std::vector<std::string> others;
    for (auto const& row : read.noted)
        others.push_back(std::to_string(row.position) + " " + std::string(to_string(row.kind)));
    for (auto const& row : read.rejected)
        others.push_back(std::to_string(row.position) + " " + std::string(to_string(row.code)));
    return others;
}
inline bool assumes(io::statement const& read, std::string_view beginning, bool decided) {
    return std::any_of(read.assumptions.begin(), read.assumptions.end(),
                       [&](io::assumption const& a) {
                           return a.what.starts_with(beginning) && a.decided == decided;
                       });
}
inline io::statement read_rows(std::string_view text, io::read_options const& options = {}) {
    return io::read_csv(io::from_bytes(text, "bank.csv"), options);
}
inline std::string why_refused(std::string_view text, io::read_options const& options = {}) {
    try {
        (void)read_rows(text, options);
    } catch (error const& problem) {
        return problem.what();
    }
    return "";
}
using list = std::vector<std::string>;

} // namespace recon::test
