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

/// What became of a row.
enum class bucket : std::uint8_t { open, matched, review };

namespace detail {

/// In which bucket each row of a side is.
inline buffer<bucket> buckets_of(std::size_t rows, side s, outcome const& found) {
    buffer<bucket> where(rows, bucket::open);
    for (std::size_t i = 0; i < found.matches.size(); ++i) {
        auto const& m = found.matches[i];
        auto const to = m.status == match_status::matched ? bucket::matched : bucket::review;
        auto const first = m.members + (s == side::left ? 0 : m.left_count);
        auto const count = s == side::left ? m.left_count : m.right_count;
        for (std::uint32_t n = 0; n < count; ++n) {
            auto const row = found.members[std::size_t{first} + n];
            if (where[row] != bucket::open)
                throw matching_error("row " + std::to_string(row) + " is in two matches");
            where[row] = to;
        }
    }
    return where;
}

/// Throws matching_error unless the open rows are those in no match.
inline void check_open(buffer<bucket> const& where, std::vector<open_row> const& open) {
    std::size_t left_over = 0;
    for (auto const w : where)
        left_over += w == bucket::open ? 1 : 0;
    if (left_over != open.size())
        throw matching_error("the open rows are not those outside all matches");
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (where[open[i].row] != bucket::open)
            throw matching_error("row " + std::to_string(open[i].row) + " is open and matched");
        if (i > 0 && open[i - 1].row >= open[i].row)
            throw matching_error("row " + std::to_string(open[i].row) + " is open twice");
    }
}

} // namespace detail

/// Counts and sums each side's rows by currency and bucket. Throws matching_error when a row is in
/// two buckets: that would be a bug. O(rows).
inline std::vector<control_total> control_totals(intake const& all, outcome const& found) {
    std::vector<control_total> totals(all.books.size() * 2);
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
            switch (where[f.row]) {
            case bucket::open: total.open.add(f.minor); break;
            case bucket::matched: total.matched.add(f.minor); break;
            case bucket::review: total.review.add(f.minor); break;
            }
        }
        detail::check_open(where, s == side::left ? found.left_open : found.right_open);
    }
    return totals;
}

} // namespace recon
