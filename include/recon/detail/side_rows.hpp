// recon/detail/side_rows.hpp - the rows of one side in the course of a run: which are taken, and
// where each stands in the order of facts.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/pool.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace recon::detail {

/// One side of a run.
struct side_rows {
    buffer<fact> const& facts;   // sorted
    buffer<bool> taken;          // by row
    buffer<std::uint32_t> place; // of a row among the facts

    explicit side_rows(buffer<fact> const& sorted)
        : facts(sorted), taken(sorted.size()), place(sorted.size()) {
        for (std::uint32_t i = 0; i < facts.size(); ++i)
            place[facts[i].row] = i;
    }
    fact const& of(row_index row) const { return facts[place[row]]; }
    /// How many rows are interchangeable with one. O(log rows).
    std::uint32_t alike_to(fact const& f) const {
        auto const size = static_cast<std::uint32_t>(facts.size());
        auto const at = place[f.row];
        bool const alone = (at == 0 || !interchangeable(facts[at - std::size_t{1}], f))
                           && (at + 1 == size || !interchangeable(facts[at + std::size_t{1}], f));
        if (alone) return 1;
        auto const first =
            first_not(0, at, [&](std::uint32_t i) { return !interchangeable(facts[i], f); });
        return first_not(at, size, [&](std::uint32_t i) { return interchangeable(facts[i], f); })
               - first;
    }

    /// What is still open, in the order of fact.
    buffer<fact> open_facts(bool with_reference = false) const {
        buffer<fact> open;
        open.resize_for_overwrite(facts.size());
        std::size_t count = 0;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            auto const& f = facts[i];
            if (!taken[f.row] && (f.reference != 0 || !with_reference)) open[count++] = f;
        }
        open.resize(count);
        return open;
    }
    /// What of a pool is still open, in its order.
    pool still_open(pool&& all) const {
        std::size_t count = 0;
        for (auto const& f : all.facts)
            if (!taken[f.row]) all.facts[count++] = f;
        all.facts.resize(count);
        return pool_of(std::move(all.facts));
    }
};

} // namespace recon::detail
