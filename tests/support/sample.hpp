// tests/support/sample.hpp - what a scorer may have been shown by a run.
#pragma once

#include "support/random.hpp"

#include <recon/learn.hpp>

#include <cstdint>
#include <cstdlib>

namespace recon::test {

/// What some run has shown: texts of sure pairs are alike, and most lags are small.
inline evidence_sample some_sample(random& rng) {
    evidence_sample seen;
    seen.first_lag = -4;
    for (int lag = -4; lag <= 4; ++lag)
        seen.lags.push_back({50, score_max - 100'000 * std::abs(lag)});
    for (int i = 0; i < 300; ++i) {
        pair_evidence e;
        e.lag = static_cast<std::int32_t>(rng.below(5)) - 2;
        e.text = static_cast<score_t>(300'000 + rng.below(700'001));
        seen.sure.push_back(e);
        e.text = static_cast<score_t>(rng.below(600'001));
        seen.chance.push_back(e);
        e.text = static_cast<score_t>(rng.below(900'001));
        seen.namesakes.push_back(e);
    }
    seen.sure_pairs = seen.sure.size();
    return seen;
}

} // namespace recon::test
