// adapters/cli/engine.hpp - the settings of the command line, as a run of the engine. In a unit of
// its own, because the engine is compiled once for each kind of policy.
#pragma once

#include "adapters/cli/match_settings.hpp"

#include <recon/calendar.hpp>
#include <recon/io/statement.hpp>
#include <recon/reconcile.hpp>

#include <vector>

namespace recon::cli {

outcome run_engine(std::vector<io::entry> const& bank, std::vector<io::entry> const& ledger,
                   match_settings const& settings, calendar const& business,
                   std::vector<decision> decisions, unsigned threads, progress on_progress,
                   run_model const* known, rate_book const* rates = nullptr);

} // namespace recon::cli
