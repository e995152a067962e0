// recon/claims.hpp - rows that a stage has left open although they fit there: what speaks for their
// belonging to somebody else when a later stage looks at them.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/fact.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon {

/// How likely it is that a row which a stage has left open belongs to one of its candidates there.
struct row_claim {
    row_index row;
    score_t claim;
};

/// What earlier stages take off the odds of each row's pairs, in millinats, by row: chances of
/// being free multiply, so their logarithms add up.
struct claims {
    detail::buffer<std::int32_t> left, right;

    claims(std::size_t lefts, std::size_t rights) : left(lefts), right(rights) {}
    detail::buffer<std::int32_t>& of(side s) noexcept { return s == side::left ? left : right; }
    detail::buffer<std::int32_t> const& of(side s) const noexcept {
        return s == side::left ? left : right;
    }
    std::int32_t against(row_index l, row_index r) const noexcept { return left[l] + right[r]; }

    static void add(detail::buffer<row_claim> const& from, detail::buffer<std::int32_t>& to) {
        constexpr score_t free_least = 1'000; // nothing is claimed for certain
        for (auto const& [row, claim] : from) {
            auto const free = std::max(score_max - claim, free_least);
            to[row] +=
                static_cast<std::int32_t>(detail::natural_log(score_max)
                                          - detail::natural_log(static_cast<std::uint64_t>(free)));
        }
    }
};

} // namespace recon
