// recon/prove.hpp - the account of a run: every row of either side in one bucket, counts and sums.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/error.hpp>
#include <recon/intake.hpp>
#include <recon/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recon {

namespace detail {

/// In which bucket each row of a side is, by row.
inline buffer<tally control_total::*> buckets_of(std::size_t rows, side s, outcome const& found) {
    buffer<tally control_total::*> where(rows, &control_total::open);
    for (std::size_t i = 0; i < found.matches.size(); ++i) {
        auto const& m = found.matches[i];
        for (auto const row : s == side::left ? found.left_of(m) : found.right_of(m)) {
            if (where[row] != &control_total::open)
                throw matching_error("row " + std::to_string(row) + " is in two matches");
            where[row] = bucket_of(m);
        }
    }
    return where;
}

/// Throws matching_error unless the open rows are those in no match.
inline void check_open(buffer<tally control_total::*> const& where, list<open_row> const& open) {
    std::size_t left_over = 0;
    for (auto const w : where)
        left_over += w == &control_total::open ? 1 : 0;
    if (left_over != open.size())
        throw matching_error("the open rows are not those outside all matches");
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (where[open[i].row] != &control_total::open)
            throw matching_error("row " + std::to_string(open[i].row) + " is open and matched");
        if (i > 0 && open[i - 1].row >= open[i].row)
            throw matching_error("row " + std::to_string(open[i].row) + " is open twice");
    }
}

} // namespace detail

/// Counts and sums each side's rows by currency and bucket. Throws matching_error when a row is in
/// two buckets: that would be a bug. O(rows).
inline list<control_total> control_totals(intake const& all, outcome const& found) {
    list<control_total> totals(all.books.size() * 2);
    for (std::size_t i = 0; i < totals.size(); ++i) {
        totals[i].unit = all.books[i / 2];
        totals[i].of = i % 2 == 0 ? side::left : side::right;
    }
    for (auto const s : {side::left, side::right}) {
        auto const& facts = all.of(s);
        auto const where = detail::buckets_of(facts.size(), s, found);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            auto const& f = facts[i];
            auto& total = totals[f.book * std::size_t{2} + (s == side::left ? 0 : 1)];
            total.in.add(f.minor);
            (total.*where[f.row]).add(f.minor);
        }
        detail::check_open(where, s == side::left ? found.left_open : found.right_open);
    }
    return totals;
}

} // namespace recon
