// tests/support/engine.hpp - the stages' inputs, made as reconcile() makes them.
#pragma once

#include <recon/candidates.hpp>
#include <recon/intake.hpp>

#include "support/rows.hpp"

#include <algorithm>
#include <vector>

namespace recon::test {

inline intake sorted_intake(two_sides const& rows) {
    auto all = take_in(rows.left, rows.right);
    std::sort(all.left.begin(), all.left.end());
    std::sort(all.right.begin(), all.right.end());
    return all;
}

inline fact const& fact_of(detail::buffer<fact> const& facts, row_index row) {
    return *std::find_if(facts.begin(), facts.end(), [&](fact const& f) { return f.row == row; });
}

/// Those of the facts whose row is open, in an order.
template <class Before>
pool open_pool(detail::buffer<fact> const& facts, std::vector<bool> const& open, Before before) {
    detail::buffer<fact> kept;
    for (auto const& f : facts) {
        if (open[f.row]) kept.push_back(f);
    }
    return make_pool(std::move(kept), before);
}

} // namespace recon::test
