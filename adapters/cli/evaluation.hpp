// adapters/cli/evaluation.hpp - a run's matches beside the truth: how many of the matches, and how
// many of the pairs of rows that they put together, are right.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace recon::cli {

/// Shares are whole millionths, cut. A share of nothing is whole.
struct figures {
    std::uint64_t right = 0; ///< of the found
    std::uint64_t found = 0;
    std::uint64_t met = 0; ///< of the true; differs from `right` only by kind
    std::uint64_t truth = 0;

    std::uint64_t precision() const noexcept;
    std::uint64_t recall() const noexcept;
    std::uint64_t f1() const noexcept;
};

/// What is matched and for review, and what is matched alone.
struct figures_by_status {
    figures all;
    figures matched;
};

/// In total and by kind. What was found counts under the kind that was found, what is true under
/// the kind that it is.
struct scores {
    figures_by_status total;
    std::map<std::string, figures_by_status> kinds;
};

struct evaluation {
    scores matches; ///< right when exactly the rows of a true match are in it
    /// Of a bank row and a ledger row; where a match has one side alone, of two rows of it.
    scores pairs;
};

/// Reads the truth (kind,bank_positions,ledger_positions) and the matches of a run
/// (kind,status,bank_positions,ledger_positions). Throws file_processing_error with the line when a
/// row of either cannot be read. O(rows) and 100 bytes a row.
evaluation evaluate_files(std::string const& truth_path, std::string const& matches_path);

} // namespace recon::cli
