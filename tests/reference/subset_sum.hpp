// tests/reference/subset_sum.hpp - the slow, obvious twin of subset_search: every subset there is.
#pragma once

#include <recon/subset_sum.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

namespace recon::reference {

/// The distinct multisets of kinds with exactly `members` amounts, by whether their sum is wanted.
struct subsets {
    std::set<std::vector<std::uint32_t>> hits;
    std::set<std::vector<std::uint32_t>> near;
    std::set<std::vector<std::uint32_t>> near_alike;
};

/// At most 20 amounts.
inline subsets all_subsets(std::vector<subset_search::amount> const& amounts,
                           sum_target const& target, std::size_t members) {
    subsets found;
    bool const any_needed =
        std::any_of(amounts.begin(), amounts.end(), [](auto const& a) { return a.needed; });
    for (std::uint32_t mask = 0; mask < std::uint32_t{1} << amounts.size(); ++mask) {
        std::vector<std::uint32_t> kinds;
        std::int64_t sum = 0;
        bool counts = !any_needed;
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            if ((mask >> i & 1U) == 0) continue;
            kinds.push_back(amounts[i].kind);
            sum += amounts[i].minor;
            counts = counts || amounts[i].needed;
        }
        if (kinds.size() != members || !counts) continue;
        std::sort(kinds.begin(), kinds.end());
        if (sum >= target.low && sum <= target.high)
            found.hits.insert(kinds);
        else if (sum >= target.low - target.around && sum <= target.high + target.around) {
            found.near.insert(kinds);
            if ((sum - target.low) % 100 == 0) found.near_alike.insert(kinds);
        }
    }
    return found;
}

} // namespace recon::reference
