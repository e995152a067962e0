// adapters/cli/run_inputs.hpp - the files of a run: the two sides, open items carried in, holidays,
// exchange rates.
#pragma once

#include "adapters/cli/match_settings.hpp"

#include <recon/calendar.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/source.hpp>
#include <recon/model.hpp>

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace recon::cli {

struct run_inputs {
    io::finished_run run; ///< all but the result
    calendar business;
    std::optional<run_model> known; ///< what earlier runs have learnt
};

/// The files beside the two sides, in memory; none where there is none.
struct other_sources {
    std::optional<io::source> open_items;
    std::optional<io::source> holidays;
    std::optional<io::source> model;
    std::optional<io::source> fx_rates{};
};

/// Puts together what was read already; no file is touched. Throws what the readers throw.
run_inputs gather_inputs(match_settings const& settings, io::statement bank, io::statement ledger,
                         other_sources const& others);

/// Reads everything but the decisions. On two threads, both sides at once. Throws what the readers
/// throw, and usage_error when both sides are standard input.
run_inputs read_inputs(match_settings const& settings, std::string const& bank,
                       std::string const& ledger, std::istream& in, unsigned threads);

/// One side alone.
io::statement read_side(std::string const& path, io::read_options const& options, std::istream& in);

} // namespace recon::cli
