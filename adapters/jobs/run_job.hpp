// adapters/jobs/run_job.hpp - one run from files in memory to the files of its result.
#pragma once

#include "adapters/cli/match_settings.hpp"
#include "adapters/store/records.hpp"

#include <recon/io/source.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::jobs {

struct job {
    std::vector<cli::given_option> settings;
    io::source bank;
    io::source ledger;
    std::optional<io::source> open_items;
    std::optional<io::source> holidays;
    std::optional<io::source> fx_rates;
    std::string decisions; ///< a decisions file; empty: none
    bool workbook = false; ///< report.xlsx as well
    unsigned threads = 1;
    std::string folder; ///< where the result goes; empty: into memory
    /// Told the stage and how much of it is done, now and then; throws to end the run.
    std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)> checkpoint;
    /// Told now and then how many bytes the result has so far; throws to end the run.
    std::function<void(std::uint64_t)> written;
};

struct job_result {
    std::vector<store::result_file> files; ///< where it went into memory
    std::uint64_t size = 0;
    std::uint64_t rows = 0;
    std::uint64_t rejected = 0; ///< rows that could not be read
    std::string counts;         ///< JSON: the figures that a list of runs shows
};

/// Throws recon::error.
job_result compute(job const& what);

/// In the order of io::ticket_format.
inline constexpr std::array<std::string_view, 5> ticket_formats{"jira", "servicenow", "n8n",
                                                                "email", "generic"};
/// The file of a result that holds the tickets in a format.
std::string tickets_file(std::string_view format);

/// The option of `recon match` that a field of a request stands for: one that can change the answer
/// and names no file, with underscores. The old product's names are known too. Nothing for a field
/// that is no setting.
std::optional<std::string> option_of_field(std::string const& field);

} // namespace recon::jobs
