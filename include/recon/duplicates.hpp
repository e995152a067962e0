// recon/duplicates.hpp - open rows that stand on their side once more than they should.
#pragma once

#include <recon/detail/any_rows.hpp>
#include <recon/outcome.hpp>
#include <recon/reference.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace recon {

/// An open row and the one of the same side that it repeats.
struct repeated_row {
    row_index row = no_row;
    row_index original = no_row;
    bool original_settled = false; ///< the other side has that one; else it is open as well
    bool identical = false;        ///< in all that is known; else in reference and amount
    std::uint32_t occurrences = 0; ///< of such a row on its side, all of them
};

namespace detail {

/// Rows that could repeat each other have the same amount, and the same day or reference.
class repeat_finder {
  public:
    /// Two rows of one reference are the same payment only so near in time: others come monthly.
    static constexpr std::uint64_t reference_days = 14;

    /// `settled` says by row which are in a match.
    repeat_finder(any_rows const& rows, std::vector<bool> const& settled)
        : rows_(rows), settled_(settled) {}

    std::vector<repeated_row> find(std::vector<open_row> const& open) {
        if (open.empty()) return {};
        for (auto const& o : open) {
            auto const row = rows_[o.row];
            groups_[key_of(row.amount)];
        }
        for (row_index row = 0; row < rows_.size(); ++row) {
            auto const found = groups_.find(key_of(rows_[row].amount));
            if (found != groups_.end()) found->second.push_back(row);
        }
        std::vector<repeated_row> repeated;
        for (auto const& o : open) {
            auto const& group = groups_[key_of(rows_[o.row].amount)];
            if (group.size() < 2) continue;
            auto const found = repeat_of(o.row, group);
            if (found.original != no_row) repeated.push_back(found);
        }
        return repeated;
    }

  private:
    static std::uint64_t key_of(money const& amount) noexcept {
        std::uint64_t unit = 0;
        for (char const c : amount.unit.code())
            unit = unit << 8U | static_cast<unsigned char>(c);
        return (static_cast<std::uint64_t>(amount.minor) * 0x9E3779B97F4A7C15U) ^ unit;
    }

    static bool is_identical(seen_row const& a, seen_row const& b) {
        if (a.amount != b.amount || a.day != b.day || a.reference != b.reference) return false;
        std::string x, y;
        return a.text(x) == b.text(y);
    }
    static bool has_its_reference(seen_row const& a, seen_row const& b) {
        return a.amount == b.amount && a.reference == b.reference
               && distance((a.day - b.day).count(), 0) <= reference_days
               && !normalise_reference(a.reference).empty();
    }

    /// An identical original rather than one of the same reference, a settled one rather than one
    /// that is open, and of those the first.
    repeated_row repeat_of(row_index row, std::vector<row_index> const& group) const {
        constexpr std::size_t looked_at = 256; // of a popular amount, those beside the row
        repeated_row found{row};
        int best = -1;
        auto const self = std::lower_bound(group.begin(), group.end(), row) - group.begin();
        auto const at = static_cast<std::size_t>(self);
        auto const begin = at < looked_at ? 0 : at - looked_at;
        auto const end = std::min(group.size(), at + looked_at + 1);
        auto const here = rows_[row];
        for (auto i = begin; i < end; ++i) {
            auto const other = group[i];
            bool const identical = other == row || is_identical(here, rows_[other]);
            if (!identical && !has_its_reference(here, rows_[other])) continue;
            ++found.occurrences;
            bool const settled = settled_[other];
            int const rank = (identical ? 2 : 0) + (settled ? 1 : 0);
            if (other == row || rank <= best || (!settled && other > row)) continue;
            best = rank;
            found.original = other;
            found.original_settled = settled;
            found.identical = identical;
        }
        return found;
    }

    any_rows const& rows_;
    std::vector<bool> const& settled_;
    std::unordered_map<std::uint64_t, std::vector<row_index>> groups_; // by amount
};

} // namespace detail

} // namespace recon
