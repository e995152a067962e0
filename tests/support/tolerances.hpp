// tests/support/tolerances.hpp - what holds for every tolerance, whatever it tolerates.
#pragma once

#include <recon/tolerance.hpp>

#include "support/random.hpp"
#include "support/values.hpp"

#include <doctest/doctest.h>

#include <cstdint>

namespace recon::test {

/// An amount in euros of any size: a few cents, near a round one, or at the ends of what there is.
inline money any_amount(random& rng) {
    constexpr std::int64_t ends[]{lowest, lowest + 1, highest, highest - 1, 0, 1, -1};
    switch (rng.below(4)) {
    case 0: return eur(ends[rng.below(std::size(ends))]);
    case 1: return eur(static_cast<std::int64_t>(rng.below(41)) - 20);
    default: break;
    }
    auto const size = static_cast<std::int64_t>(rng.next() >> (1 + rng.below(62)));
    return eur(rng.below(2) == 0 ? size : -size);
}

/// An amount near another one, so that it often passes and often just fails.
inline money amount_near(random& rng, money const& other) {
    if (rng.below(8) == 0) return any_amount(rng);
    auto const reach = (std::uint64_t{1} << rng.below(20)) + (magnitude(other.minor) >> 6U);
    auto const step = rng.below(reach);
    auto const to_end =
        rng.below(2) == 0 ? distance(highest, other.minor) : distance(lowest, other.minor);
    auto const by = step < to_end ? step : to_end;
    bool const up = to_end == distance(highest, other.minor);
    auto const from = static_cast<std::uint64_t>(other.minor);
    return {static_cast<std::int64_t>(up ? from + by : from - by), other.unit};
}

inline std::chrono::sys_days any_day(random& rng) {
    return march(static_cast<int>(rng.below(80)) - 40);
}

/// A pair that passes lies inside the window; closeness is over 0 just where the pair passes, in
/// its range, and highest at equality.
template <class Policy, class V>
void check_contract(Policy const& policy, V const& left, V const& right) {
    static_assert(tolerance_for<Policy, V>);
    bool const passes = policy(left, right);
    auto const window = policy.window(left);
    bool const inside = !detail::below(right, window.low) && !detail::below(window.high, right);
    REQUIRE((inside || !passes));
    auto const close = policy.closeness(left, right);
    REQUIRE((close > 0) == passes);
    REQUIRE(close <= score_max);
    if (left == right && passes) REQUIRE(close == score_max);
    if (passes && policy(left, left)) REQUIRE(close <= policy.closeness(left, left));
}

/// How many of `runs` random pairs pass: for a test to see that it has seen both.
template <class Policy>
int check_amounts(Policy const& policy, std::uint64_t seed, int runs = 4'000) {
    random rng(seed);
    int passed = 0;
    for (int run = 0; run < runs; ++run) {
        auto const left = any_amount(rng);
        auto const right = amount_near(rng, left);
        CAPTURE(left.minor);
        CAPTURE(right.minor);
        check_contract(policy, left, right);
        passed += policy(left, right) ? 1 : 0;
    }
    return passed;
}

template <class Policy>
int check_days(Policy const& policy, std::uint64_t seed, int runs = 4'000) {
    random rng(seed);
    int passed = 0;
    for (int run = 0; run < runs; ++run) {
        auto const left = any_day(rng);
        auto const right = any_day(rng);
        CAPTURE(left.time_since_epoch().count());
        CAPTURE(right.time_since_epoch().count());
        check_contract(policy, left, right);
        passed += policy(left, right) ? 1 : 0;
    }
    return passed;
}

} // namespace recon::test
