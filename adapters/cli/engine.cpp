#include "adapters/cli/engine.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/likelihood.hpp>
#include <recon/score.hpp>
#include <recon/tolerance.hpp>

#include <utility>

namespace recon::cli {

namespace {

/// What is the same for every kind of policy.
struct common {
    std::vector<io::entry> const& bank;
    std::vector<io::entry> const& ledger;
    match_settings const& chosen;
    std::vector<decision> decisions;
    unsigned threads;
    progress on_progress;
    run_model const* known;
    rate_book const* rates;
};

template <class Day, class Scorer>
outcome run_with(common& run, Day const& day, Scorer const& score) {
    either const amount{
        within{run.chosen.amount_tolerance},
        within_percent{percent{run.chosen.amount_tolerance_percent}, run.chosen.base}};
    settings chosen{tolerances{amount, day}, score};
    chosen.min_confidence = run.chosen.min_confidence;
    chosen.auto_confidence = run.chosen.auto_confidence;
    chosen.decisions = std::move(run.decisions);
    chosen.threads = run.threads;
    chosen.on_progress = run.on_progress;
    chosen.known = run.known;
    chosen.fx = {run.rates, within_percent{percent{run.chosen.fx_percent()}}};
    chosen.groups.mode = run.chosen.groups;
    chosen.groups.tolerance = within{run.chosen.group_tolerance};
    chosen.groups.members_max = static_cast<std::size_t>(run.chosen.max_group_size);
    return reconcile(run.bank, run.ledger, chosen);
}

template <class Day>
outcome run_with(common& run, Day const& day) {
    if (run.chosen.scorer == scorer_choice::weighted) return run_with(run, day, weighted{});
    return run_with(run, day, likelihood{});
}

} // namespace

outcome run_engine(std::vector<io::entry> const& bank, std::vector<io::entry> const& ledger,
                   match_settings const& settings, calendar const& business,
                   std::vector<decision> decisions, unsigned threads, progress on_progress,
                   run_model const* known, rate_book const* rates) {
    common run{bank, ledger, settings, std::move(decisions), threads, on_progress, known, rates};
    auto const before = settings.days_before();
    auto const after = settings.days_after();
    if (settings.business_days) return run_with(run, business_day_window{before, after, business});
    return run_with(run, day_window{before, after});
}

} // namespace recon::cli
