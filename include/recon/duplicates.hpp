// recon/duplicates.hpp - open rows that stand on their side once more than they should.
#pragma once

#include <recon/detail/any_rows.hpp>
#include <recon/outcome.hpp>
#include <recon/reference.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
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

/// Finds what open rows repeat among all rows of their side: rows that are the same in all that is
/// known, and rows of one reference and amount within two weeks.
class repeat_finder {
  public:
    /// Rows of one reference further apart are another payment: many come monthly.
    static constexpr std::uint64_t reference_days = 14;

    /// `settled` says by row which are in a match.
    repeat_finder(any_rows const& rows, std::vector<bool> const& settled)
        : rows_(rows), settled_(settled) {}

    /// By row. O(rows + open rows * log open rows).
    std::vector<repeated_row> find(list<open_row> const& open) {
        std::vector<repeated_row> repeated;
        if (open.empty()) return repeated;
        collect(open);
        for (std::size_t i = 0; i < open.size(); ++i) {
            auto const& o = open[i];
            repeated_row found{o.row};
            if (i + ahead < open.size()) rows_.prefetch(open[i + ahead].row);
            int best = -1;
            auto const here = rows_[o.row];
            look_in(alike_, full_key(here, false), here, found, best);
            if (!here.reference.empty())
                look_in(referenced_, full_key(here, true), here, found, best);
            if (found.original != no_row) repeated.push_back(found);
        }
        return repeated;
    }

  private:
    static constexpr row_index ahead = 16; // rows that are asked for before they are looked at

    struct keyed_row {
        std::uint64_t key;
        row_index row;
        friend bool operator<(keyed_row const& a, keyed_row const& b) noexcept {
            return a.key != b.key ? a.key < b.key : a.row < b.row;
        }
    };

    static std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
        auto const m = (a ^ b * 0x9E3779B97F4A7C15U) * 0xD6E8FEB86659FD93U;
        return m ^ m >> 32U;
    }
    /// Of amount and day, or of amount and reference.
    static std::uint64_t key_of(seen_row const& row, bool by_reference) noexcept {
        std::uint64_t key = mixed(static_cast<std::uint64_t>(row.amount.minor), by_reference);
        if (!by_reference)
            return mixed(key, static_cast<std::uint64_t>(row.day.time_since_epoch().count()));
        return mixed(key, std::hash<std::string_view>{}(row.reference));
    }

    /// The same, and of the texts as well where rows are to be identical: many have an amount on a
    /// day.
    static std::uint64_t full_key(seen_row const& row, bool by_reference) noexcept {
        auto const key = key_of(row, by_reference);
        return by_reference ? key : mixed(key, std::hash<std::string_view>{}(row.description));
    }

    /// Keys of open rows, a bit each: most other rows have none of them.
    class wanted_keys {
      public:
        explicit wanted_keys(std::size_t open) {
            std::size_t bits = 1024;
            while (bits < open * 16)
                bits *= 2;
            bits_.resize(bits);
        }
        void add(std::uint64_t key) { bits_[key & (bits_.size() - 1)] = true; }
        bool has(std::uint64_t key) const { return bits_[key & (bits_.size() - 1)]; }

      private:
        std::vector<bool> bits_;
    };

    /// Keeps the rows that have the key of an open row.
    void collect(list<open_row> const& open) {
        wanted_keys alike(open.size());
        wanted_keys referenced(open.size());
        for (auto const& o : open) {
            auto const row = rows_[o.row];
            alike.add(key_of(row, false));
            if (!row.reference.empty()) referenced.add(key_of(row, true));
        }
        for (row_index at = 0; at < rows_.size(); ++at) {
            if (at + ahead < rows_.size()) rows_.prefetch(at + ahead);
            auto const row = rows_[at];
            if (alike.has(key_of(row, false))) alike_.push_back({full_key(row, false), at});
            if (row.reference.empty()) continue;
            if (auto const key = key_of(row, true); referenced.has(key))
                referenced_.push_back({key, at});
        }
        std::sort(alike_.begin(), alike_.end());
        std::sort(referenced_.begin(), referenced_.end());
    }

    static bool is_identical(seen_row const& a, seen_row const& b) {
        if (a.amount != b.amount || a.day != b.day || a.reference != b.reference) return false;
        return a.description == b.description && a.counterparty == b.counterparty;
    }
    static bool has_its_reference(seen_row const& a, seen_row const& b) {
        return a.amount == b.amount && a.reference == b.reference
               && distance((a.day - b.day).count(), 0) <= reference_days
               && !normalise_reference(a.reference).empty();
    }

    /// An identical original rather than one of the same reference, a settled one rather than one
    /// that is open, and of those the first.
    void look_in(std::vector<keyed_row> const& rows, std::uint64_t key, seen_row const& here,
                 repeated_row& found, int& best) const {
        constexpr std::size_t looked_at = 128; // of very many, those beside the row
        auto const self = static_cast<std::size_t>(
            std::lower_bound(rows.begin(), rows.end(), keyed_row{key, found.row}) - rows.begin());
        auto begin = self;
        while (begin > 0 && self - begin < looked_at && rows[begin - 1].key == key)
            --begin;
        std::uint32_t occurrences = 1; // itself
        for (auto at = begin; at < rows.size() && at < self + looked_at; ++at) {
            auto const& other = rows[at];
            if (other.key != key) break;
            if (other.row == found.row) continue;
            auto const seen = rows_[other.row];
            bool const identical = is_identical(here, seen);
            if (!identical && !has_its_reference(here, seen)) continue;
            ++occurrences;
            bool const settled = settled_[other.row];
            int const rank = (identical ? 2 : 0) + (settled ? 1 : 0);
            if (rank <= best || (!settled && other.row > found.row)) continue;
            best = rank;
            found.original = other.row;
            found.original_settled = settled;
            found.identical = identical;
        }
        found.occurrences = std::max(found.occurrences, occurrences);
    }

    any_rows const& rows_;
    std::vector<bool> const& settled_;
    std::vector<keyed_row> alike_, referenced_; // those with the key of an open row, by key
};

} // namespace detail

} // namespace recon
