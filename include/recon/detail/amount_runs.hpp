// recon/detail/amount_runs.hpp - what a search for partners of unequal amount walks through: the
// right types by amount, in spans of days; and how far it is worth walking.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/claims.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/reference_signatures.hpp>
#include <recon/detail/rivals.hpp>
#include <recon/detail/sort.hpp>
#include <recon/pool.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon {

/// The right types of a pool in the order of fact, an amount at a time, and as many days of it as a
/// date window has: what lies outside one is not even looked at.
class amount_runs {
  public:
    struct run {
        std::uint32_t begin, end; ///< of the types
        std::uint32_t alike;      ///< rows of its largest type
        std::int64_t minor;
        std::int32_t first_day, last_day;
        detail::rivals::place place; ///< among the rows of both sides
    };

    /// What is asked of a type before its rows are looked at.
    struct partner {
        detail::reference_signature names;
        std::int32_t day;
        std::int32_t claimed; ///< of its first row, in millinats
        std::uint32_t rows;
        bool referenced;
    };

    amount_runs() noexcept = default;
    amount_runs(pool const& sorted, any_comparer const& compare, claims const& claimed) {
        if (sorted.types.size() > 0) divide_days(sorted, compare);
        detail::rivals::hints hints;
        detail::buffer<run> runs;
        detail::buffer<std::uint32_t> span_of;
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            auto const here = span_at(f.book, f.day);
            if (runs.empty() || runs.back().minor != f.minor || span_of.back() != here) {
                runs.push_back({r, r, 0, f.minor, f.day, f.day,
                                compare.rivals().place_of(f.book, f.minor, hints)});
                span_of.push_back(here);
            }
            auto& last = runs.back();
            auto const rows = sorted.types[r].count;
            last.end = r + 1;
            last.last_day = f.day;
            last.alike = std::max(last.alike, rows);
            partners_.push_back(
                {compare.signature_of(f), f.day, claimed.right[f.row], rows, f.reference != 0});
        }
        share_alike(runs);
        arrange(runs, span_of);
    }

    partner const& of(std::uint32_t type) const { return partners_[type]; }
    run const& operator[](std::size_t at) const { return runs_[at]; }

    /// Runs of a book and some days, by amount.
    struct span {
        std::uint32_t begin, end;
    };
    /// How many spans a window of days touches, and the first of them.
    struct spans {
        std::uint32_t first, count;
    };
    spans touched(std::uint32_t book, std::int64_t low, std::int64_t high) const noexcept {
        auto const last = first_day_ + static_cast<std::int64_t>(per_book_) * width_ - 1;
        if (per_book_ == 0 || book >= books_ || low > high || high < first_day_ || low > last)
            return {0, 0};
        auto const from = span_at(book, std::max<std::int64_t>(low, first_day_));
        return {from, span_at(book, std::min(high, last)) - from + 1};
    }
    span operator()(std::uint32_t number) const noexcept {
        return {span_begin_[number], span_begin_[number + std::size_t{1}]};
    }
    /// The first of a span that is not below an amount. O(log amounts).
    std::uint32_t first_from(span const& among, std::int64_t minor) const {
        return detail::first_not(among.begin, among.end,
                                 [&](std::uint32_t i) { return runs_[i].minor < minor; });
    }

  private:
    /// Spans are as wide as a date window, and not too many.
    void divide_days(pool const& sorted, any_comparer const& compare) {
        constexpr std::int64_t spans_most = 1'024;
        auto const window = compare.day_window(sorted.first(0));
        auto last_day = sorted.first(0).day;
        first_day_ = last_day;
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            first_day_ = std::min<std::int64_t>(first_day_, f.day);
            last_day = std::max(last_day, f.day);
            books_ = std::max(books_, f.book + 1);
        }
        auto const days = last_day - first_day_ + 1;
        width_ = std::clamp<std::int64_t>((window.high - window.low).count() + 1,
                                          days / spans_most + 1, days);
        per_book_ = static_cast<std::uint32_t>((days - 1) / width_ + 1);
    }
    std::uint32_t span_at(std::uint32_t book, std::int64_t day) const noexcept {
        return book * per_book_ + static_cast<std::uint32_t>((day - first_day_) / width_);
    }
    /// Runs of one amount count its largest type, in whatever span it is: that decides how far
    /// the search goes.
    static void share_alike(detail::buffer<run>& runs) {
        for (std::size_t begin = 0, end = 0; begin < runs.size(); begin = end) {
            std::uint32_t most = 0;
            auto const& place = runs[begin].place; // tells the books apart as well
            for (; end < runs.size() && runs[end].minor == runs[begin].minor
                   && runs[end].place.right.below == place.right.below;
                 ++end)
                most = std::max(most, runs[end].alike);
            for (auto i = begin; i < end; ++i)
                runs[i].alike = most;
        }
    }
    /// By span; those of each stay in the order of their amounts.
    void arrange(detail::buffer<run> const& runs, detail::buffer<std::uint32_t> const& span_of) {
        span_begin_.resize(std::size_t{books_} * per_book_ + 1);
        for (auto const number : span_of)
            ++span_begin_[number + std::size_t{1}];
        for (std::size_t i = 1; i < span_begin_.size(); ++i)
            span_begin_[i] += span_begin_[i - 1];
        auto next = span_begin_;
        runs_.resize_for_overwrite(runs.size());
        for (std::size_t i = 0; i < runs.size(); ++i)
            runs_[next[span_of[i]]++] = runs[i];
    }

    detail::buffer<run> runs_;
    detail::buffer<partner> partners_;         // by type
    detail::buffer<std::uint32_t> span_begin_; // among the runs
    std::int64_t first_day_ = 0, width_ = 1;
    std::uint32_t per_book_ = 0, books_ = 0;
};

/// The most rivals that a pair of a left type can have and take part, by what is claimed of it.
class near_reach {
  public:
    near_reach() noexcept = default;
    /// O(types), and a search for each claim that occurs.
    near_reach(pool const& left, claims const& claimed, any_comparer const& compare) {
        if (!compare.competes()) return;
        for (auto const& type : left.types) {
            auto const& f = left.facts[type.begin];
            auto const claim = static_cast<std::size_t>(claimed.left[f.row]);
            auto& most = most_[compare.refers(f) ? 1 : 0];
            if (claim >= most.size()) most.resize(claim + 1, unknown);
            if (most[claim] == unknown)
                most[claim] = compare.most_rivals(claimed.left[f.row], compare.refers(f));
        }
    }
    std::uint32_t most(std::int32_t claim, bool refers) const {
        return most_[refers ? 1 : 0][static_cast<std::size_t>(claim)];
    }

  private:
    static constexpr auto unknown = ~std::uint32_t{0};
    detail::buffer<std::uint32_t> most_[2]; // by claim
};

} // namespace recon
