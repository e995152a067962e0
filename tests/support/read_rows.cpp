#include "support/read_rows.hpp"

#include <recon/io/read.hpp>

#include <algorithm>

namespace recon::test {

std::vector<std::string> rows_of(io::statement const& read) {
    std::vector<std::string> rows;
    for (auto const& row : read.entries)
        rows.push_back(io::to_iso(row.day) + " " + to_string(row.amount) + " "
                       + std::string(row.amount.unit.code()));
    return rows;
}

std::vector<std::string> others_of(io::statement const& read) {
    std::vector<std::string> others;
    for (auto const& row : read.noted)
        others.push_back(std::to_string(row.position) + " " + std::string(to_string(row.kind)));
    for (auto const& row : read.rejected)
        others.push_back(std::to_string(row.position) + " " + std::string(to_string(row.code)));
    return others;
}

bool assumes(io::statement const& read, std::string_view beginning, bool decided) {
    return std::any_of(read.assumptions.begin(), read.assumptions.end(),
                       [&](io::assumption const& a) {
                           return a.what.starts_with(beginning) && a.decided == decided;
                       });
}

io::statement read_rows(std::string_view text, io::read_options const& options) {
    return io::read_csv(io::from_bytes(text, "bank.csv"), options);
}

io::statement read_any(std::string_view bytes) { return io::read_bytes(bytes, "bank.csv"); }

std::string why_refused(std::string_view text, io::read_options const& options) {
    try {
        (void)read_rows(text, options);
    } catch (error const& problem) {
        return problem.what();
    }
    return "";
}

} // namespace recon::test
