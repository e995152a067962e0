// recon/assignment.hpp - the terms of a one-to-one assignment: what may go together, and what does.
#pragma once

#include <recon/detail/buffer.hpp>

#include <cstdint>

namespace recon {

/// That a row of a left type may go with a row of a right type, and how much speaks for it (> 0).
struct assign_edge {
    std::uint32_t left;
    std::uint32_t right;
    std::int32_t weight;

    friend constexpr bool operator==(assign_edge const&, assign_edge const&) = default;
};

/// `count` rows of a left type go with as many of a right type.
struct assigned {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t count;
    std::int32_t weight;
    /// How much the total would fall if one of them were forbidden. Exact in components of up to
    /// 1'000 edges; in larger ones up to margin_exact_max where each type has one row. Otherwise
    /// the total would fall by at least this.
    std::int32_t margin;
};

struct assignment {
    detail::buffer<assigned> pairs; ///< by left, then right
    std::int64_t total = 0;         ///< of the weights of all rows assigned
    std::int64_t loss = 0; ///< the best total is at most this much higher; 0: it is the best
    std::uint64_t rows_inexact = 0; ///< left rows in components where a limit was reached
};

struct assign_limits {
    /// Edges looked at, per component, before the rest of it is assigned to whoever is free.
    std::uint64_t steps_max = 200'000'000;
    /// Edges looked at for one margin.
    std::uint64_t margin_steps_max = 4'000;
    /// Margins are searched up to here.
    std::int32_t margin_exact_max = 200'000;
};

} // namespace recon
