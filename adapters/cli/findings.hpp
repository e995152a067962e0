// adapters/cli/findings.hpp - what of a run a person has to look into, by the settings of the run.
#pragma once

#include "adapters/cli/match_settings.hpp"

#include <recon/calendar.hpp>
#include <recon/discrepancy.hpp>
#include <recon/io/finished_run.hpp>

namespace recon::cli {

/// The discrepancies of a run that has its result. The tolerance and window are those that
/// run_engine() was given.
discrepancies find_discrepancies(io::finished_run const& run, match_settings const& settings,
                                 calendar const& business, unsigned threads = 1);

} // namespace recon::cli
