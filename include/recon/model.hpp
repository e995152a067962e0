// recon/model.hpp - what a run has learnt, to be looked at, and to be built upon by the next run.
#pragma once

#include <recon/affinity.hpp>
#include <recon/learn.hpp>

#include <cstdint>
#include <vector>

namespace recon {

/// Counts and what they mean. Earlier runs are included, so that each model replaces the last.
struct run_model {
    std::uint64_t sure_pairs = 0; ///< of which the tables speak
    evidence_table evidence;      ///< empty: there were too few sure pairs to learn from
    std::vector<affinity> affinities;
};

} // namespace recon
