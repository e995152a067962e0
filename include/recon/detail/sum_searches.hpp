// recon/detail/sum_searches.hpp - the searches for sums among the candidates of one row: those of a
// few days at a time, of which more can be looked at, or all together.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/group_pool.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/subset_sum.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon::detail {

/// Searches that are begun for one pool of candidates after the other.
class sum_searches {
  public:
    /// Puts the candidates in the order of their days, and begins searches in which every subset
    /// begins on a day of its own and is of few days: none where the whole pool is, or where there
    /// are too many days. O(rows * days).
    void begin_days(buffer<group_pool::candidate>& rows) {
        constexpr std::int32_t few_days = 3;
        used_ = 0;
        order_.clear();
        for (std::uint32_t i = 0; i < rows.size(); ++i)
            order_.push_back({key_of(rows[i].of, fact_key::day), i});
        sort_by_key(order_);
        sorted_.clear();
        for (auto const& item : order_)
            sorted_.push_back(rows[item.index]);
        rows.swap(sorted_);
        sort_amounts(rows);
        if (rows.back().of.day - rows[0].of.day <= few_days) return;
        for (std::size_t begin = 0, next = 0; begin < rows.size(); begin = next) {
            auto const day = rows[begin].of.day;
            next = begin;
            auto end = begin;
            while (end < rows.size() && rows[end].of.day - day <= few_days) {
                next += rows[end].of.day == day ? 1 : 0;
                ++end;
            }
            if (end - begin < 2) continue;
            if (used_ == searches_.size()) {
                used_ = 0;
                return;
            }
            look_for(rows, begin, end, day);
        }
    }

    /// One search among all candidates, after begin_days().
    void begin_whole(buffer<group_pool::candidate> const& rows) {
        used_ = 0;
        look_for(rows, 0, rows.size(), no_day);
    }

    std::size_t size() const noexcept { return used_; }
    subset_search& operator[](std::size_t at) noexcept { return searches_[at]; }

    /// How many candidates the largest of them has.
    std::size_t largest() const noexcept {
        std::size_t most = 0;
        for (std::size_t i = 0; i < used_; ++i)
            most = std::max(most, searches_[i].size());
        return most;
    }
    /// About how many sums of so many members there are for each amount, in the densest of them: a
    /// logarithm in millinats.
    std::int64_t densest(sum_target const& target, std::size_t members) const noexcept {
        constexpr std::int64_t none = -1'000'000;
        auto dense = none;
        for (std::size_t i = 0; i < used_; ++i)
            dense = std::max(dense, searches_[i].expected(target.low, members));
        return dense;
    }
    /// How many choices of all members but the last, which is looked up, the largest of them tries:
    /// a logarithm in millinats.
    std::int64_t tried(std::size_t members) const noexcept {
        std::int64_t most = 0;
        for (std::size_t i = 0; i < used_; ++i)
            most = std::max(most, log_of_choices(searches_[i].kinds(), members - 1));
        return most;
    }

  private:
    static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

    /// Puts the candidates in order of their amounts, the largest first, once for all searches.
    /// They are sorted by day, those that are interchangeable next to each other.
    void sort_amounts(buffer<group_pool::candidate> const& rows) {
        constexpr auto most = std::int64_t{1} << 62U;
        order_.clear();
        falling_.clear();
        kinds_.clear();
        std::uint32_t kind = 0;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            bool const again = i > 0 && interchangeable(rows[i - 1].of, rows[i].of)
                               && rows[i - 1].evidence == rows[i].evidence;
            if (!again) kind = i;
            order_.push_back({static_cast<std::uint64_t>(most - rows[i].of.minor), i});
            kinds_.push_back(kind);
        }
        sort_by_key(order_);
        for (auto const& item : order_) {
            auto const& each = rows[item.index];
            falling_.push_back(
                {each.of.minor, kinds_[item.index], item.index, each.evidence, false});
        }
    }

    /// One more search: among candidates [begin, end), one of `day` in every subset.
    void look_for(buffer<group_pool::candidate> const& rows, std::size_t begin, std::size_t end,
                  std::int32_t day) {
        amounts_.clear();
        for (auto each : falling_) {
            if (each.id < begin || each.id >= end) continue;
            each.needed = rows[each.id].of.day == day;
            amounts_.push_back(each);
        }
        searches_[used_++].assign_sorted(amounts_);
    }

    std::array<subset_search, 32> searches_;
    std::size_t used_ = 0;
    buffer<subset_search::amount> falling_; // of the candidates, the largest first
    buffer<subset_search::amount> amounts_; // of the search that begins
    buffer<std::uint32_t> kinds_;           // by candidate
    buffer<keyed> order_;
    buffer<group_pool::candidate> sorted_;
};

} // namespace recon::detail
