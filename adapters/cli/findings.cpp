#include "adapters/cli/findings.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/find_discrepancies.hpp>
#include <recon/tolerance.hpp>

namespace recon::cli {

discrepancies find_discrepancies(io::finished_run const& run, match_settings const& settings,
                                 calendar const& business, unsigned threads) {
    discrepancy_rules rules;
    rules.as_of = run.as_of;
    either const amount{within{settings.amount_tolerance},
                        within_percent{percent{settings.amount_tolerance_percent}, settings.base}};
    auto const find = [&](auto const& day) {
        return recon::find_discrepancies(run.bank.file.entries, run.ledger.file.entries, run.result,
                                         tolerances{amount, day}, rules, threads);
    };
    auto const before = settings.days_before();
    auto const after = settings.days_after();
    if (settings.business_days) return find(business_day_window{before, after, business});
    return find(day_window{before, after});
}

} // namespace recon::cli
