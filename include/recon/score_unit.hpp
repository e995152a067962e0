// recon/score_unit.hpp - the unit of every score: a whole number, so that all compilers agree.
#pragma once

#include <cstdint>

namespace recon {

/// A score from 0 (nothing in common) to score_max (the same).
using score_t = std::int32_t;
inline constexpr score_t score_max = 1'000'000;

} // namespace recon
