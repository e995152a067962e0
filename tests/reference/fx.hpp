// tests/reference/fx.hpp - every pair of two currencies that passes, by looking at all of them.
#pragma once

#include <recon/comparer.hpp>
#include <recon/fx.hpp>
#include <recon/intake.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace recon::reference {

inline std::vector<std::pair<row_index, row_index>>
fx_pairs(intake const& all, any_comparer const& compare, fx_choices const& chosen) {
    std::vector<std::pair<row_index, row_index>> found;
    for (auto const& f : all.left) {
        for (auto const& g : all.right) {
            money const left{f.minor, all.books[f.book]};
            money const right{g.minor, all.books[g.book]};
            if (left.unit == right.unit || !compare.days_pass(f, g)) continue;
            auto const rate = chosen.rates->find(right.unit, left.unit, f.date());
            if (!rate) continue;
            auto const converted = rate->minor(right.minor);
            if (!converted || *converted == 0 || left.minor == 0) continue;
            if (chosen.tolerance(left, {*converted, left.unit})) found.emplace_back(f.row, g.row);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace recon::reference
