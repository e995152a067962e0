// recon/candidates.hpp - which pairs are worth a look, without looking at all of them. Equal
// amounts lie together once sorted; of unequal ones, only those inside the windows of the
// tolerances are visited.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/assignment.hpp>
#include <recon/claims.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/edge_writer.hpp>
#include <recon/detail/near_search.hpp>
#include <recon/pool.hpp>

#include <cstddef>
#include <cstdint>

namespace recon {

/// All pairs within both tolerances that could take part, for left types [begin, end); where
/// matches compete, with what is claimed. Not more than `most` partners are looked at for one type:
/// those of the nearest amounts.
inline void candidates_within(pool const& left, std::uint32_t begin, std::uint32_t end,
                              pool const& right, amount_runs const& runs, near_reach const& reach,
                              any_comparer const& compare, claims const& claimed, std::size_t most,
                              detail::buffer<assign_edge>& edges, search_account& account,
                              bool equal_too = false) {
    detail::edge_writer writer(left, right, compare, most, edges, account);
    detail::near_search search(writer, runs, reach, claimed, most, equal_too);
    for (auto l = begin; l < end; ++l)
        search.around(l);
}

} // namespace recon
