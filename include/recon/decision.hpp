// recon/decision.hpp - what a person has said of rows, and how the engine is told.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/error.hpp>
#include <recon/fx.hpp>
#include <recon/intake.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recon {

/// What a person has said of rows: that they are the same money, or that they are not. Of a
/// rejection, each left row with each right row is ruled out.
struct decision {
    std::vector<row_index> left;
    std::vector<row_index> right;
    bool confirmed = true;
};

namespace detail {

/// What a person has ruled out. Rows are told from their like by a tag of their own: their number
/// plus one. The facts are still in the order of rows. Throws validation_error for a row that is
/// not there.
inline ruled_out tag_rejected(intake& all, std::vector<decision> const& decisions) {
    buffer<keyed> pairs;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        auto const& d = decisions[i];
        for (std::size_t l = 0; !d.confirmed && l < d.left.size(); ++l) {
            auto const left = d.left[l] + 1;
            all.left[d.left[l]].tag = left;
            for (std::size_t r = 0; r < d.right.size(); ++r) {
                auto const right = d.right[r] + 1;
                all.right[d.right[r]].tag = right;
                pairs.push_back({std::uint64_t{left} << 32U | right, 0});
            }
        }
    }
    sort_by_key(pairs);
    ruled_out rejected(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
        rejected[i] = pairs[i].key;
    return rejected;
}

inline void check_rows(std::vector<row_index> const& rows, std::size_t size) {
    if (rows.empty()) throw validation_error("a decision needs rows of both sides");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] >= size)
            throw validation_error("a decision names row " + std::to_string(rows[i])
                                   + ", but there are only " + std::to_string(size));
    }
}

/// The only currency of rows of one side. Throws validation_error where there are two.
inline std::uint32_t book_of(intake const& all, buffer<fact> const& facts,
                             std::vector<row_index> const& rows) {
    auto const first = facts[rows.front()].book;
    for (auto const row : rows)
        if (auto const other = facts[row].book; other != first)
            throw validation_error("a decision confirms rows of one side in "
                                   + std::string(all.books[first].code()) + " and "
                                   + std::string(all.books[other].code())
                                   + ": each side of a match has one currency");
    return first;
}

/// Throws validation_error where a match of two currencies is confirmed and no rate could tell its
/// difference. The facts are still in the order of rows.
inline void check_books(intake const& all, decision const& d, fx_choices const& chosen) {
    if (!d.confirmed) return;
    auto const left = all.books[book_of(all, all.left, d.left)];
    auto const right = all.books[book_of(all, all.right, d.right)];
    if (left == right) return;
    if (chosen.rates == nullptr)
        throw validation_error("a decision confirms rows in " + std::string(left.code()) + " and "
                               + std::string(right.code())
                               + ": without exchange rates a match has one currency");
    (void)chosen.rates->at(right, left, all.left[d.left.front()].date());
}

} // namespace detail

} // namespace recon
