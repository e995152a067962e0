// adapters/cli/verification.hpp - whether the outputs of a run belong to its inputs, and add up.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace recon::cli {

/// One thing that must hold. What does not is told with file and line.
struct verified {
    static constexpr std::size_t failures_max = 5;

    std::string what;
    std::vector<std::string> failures{};
    std::size_t more = 0; ///< failures beyond the first few

    void fail(std::string detail) {
        if (failures.size() < failures_max)
            failures.push_back(std::move(detail));
        else
            ++more;
    }
};

/// Throws what the readers throw, and tampered_error when summary.json is no summary of a run.
std::vector<verified> verify_run(std::string const& folder, std::string const& bank,
                                 std::string const& ledger, std::istream& in);

} // namespace recon::cli
