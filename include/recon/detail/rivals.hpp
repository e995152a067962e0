// recon/detail/rivals.hpp - how many other rows have such an amount: what makes an equal one say
// little, and an unequal one next to nothing.
#pragma once

#include <recon/detail/amount_index.hpp>
#include <recon/detail/wide.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>
#include <recon/money.hpp>
#include <recon/score.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon {

/// How many rows are interchangeable with each row of a pair, itself included.
struct alike_rows {
    std::uint32_t left = 1;
    std::uint32_t right = 1;
};

namespace detail {

/// Counts rows by amount, and how many of them are expected inside one date window, in thousandths.
class rivals {
  public:
    using days = interval<std::chrono::sys_days>; ///< a date window
    static constexpr std::uint32_t most = 1U << 31U;

    /// Of facts in their order. O(rows).
    explicit rivals(intake const& all)
        : left_(all.left), right_(all.right), unseen_(std::max(left_.unseen(), right_.unseen())),
          days_(static_cast<std::uint64_t>(all.days)) {}

    /// Of the rows of either side, with those in question, the others on the fuller side. Rows that
    /// are interchangeable with the one in question are no rivals: it does not matter which of them
    /// it is.
    static std::uint64_t others(std::uint64_t left_rows, std::uint64_t right_rows,
                                alike_rows const& alike) noexcept {
        auto const beside = [](std::uint64_t rows, std::uint32_t same) {
            return rows > same ? rows - same : 0;
        };
        return std::max(beside(left_rows, alike.left), beside(right_rows, alike.right));
    }
    /// Those with an amount from that of one row to that of the other, both included. O(log rows).
    std::uint64_t between(fact const& left, fact const& right, alike_rows const& alike) const {
        return others(left_.rows(left, right.minor), right_.rows(right, left.minor), alike);
    }
    /// So many others, and what is not seen of a rare amount, inside a window.
    std::uint32_t expected(std::uint64_t others, days const& window) const {
        return inside(1'000 * others + unseen_, window);
    }
    /// Of `reach` times the distance of two amounts to either side a part is between them: how many
    /// that lets expect. O(log rows).
    std::uint32_t crowd(fact const& left, fact const& right, days const& window) const {
        constexpr std::uint64_t reach = 8;
        auto const [low, high] = around(left.minor, right.minor, reach);
        auto const rows = std::max(left_.rows_between(left.book, low, high),
                                   right_.rows_between(right.book, low, high));
        return inside(1'000 * (rows + 1) / (2 * reach + 1), window);
    }
    /// How many others there may be for not more than so many to be expected; -1: not even none.
    std::int64_t most_others(std::uint32_t expected, days const& window) const {
        if (expected < rivals_least) return -1;
        if (expected >= most) return std::numeric_limits<std::int64_t>::max();
        auto const rows = ((std::uint64_t{expected} + 1) * days_ - 1) / width(window);
        return rows < unseen_ ? -1 : static_cast<std::int64_t>((rows - unseen_) / 1'000);
    }

    /// How many rows of a side have the amount of one of them, itself included. O(1).
    std::uint64_t rows_of_amount(fact const& own, side s) const {
        return (s == side::left ? left_ : right_).rows(own, own.minor);
    }
    /// Amounts of the left side, and which of them a row has.
    std::size_t amounts() const noexcept { return left_.amounts(); }
    std::uint32_t amount_of(row_index left) const { return left_.slot(left); }

    /// Where an amount lies among those of both sides: rows that have less, and as much or less.
    struct place {
        amount_index::place left, right;
    };
    struct hints {
        std::uint32_t left = 0, right = 0;
    };
    /// In the order of fact. O(1) where few amounts lie between two questions.
    place place_of(std::uint32_t book, std::int64_t minor, hints& before) const {
        return {left_.place_of(book, minor, before.left),
                right_.place_of(book, minor, before.right)};
    }

  private:
    /// Of rows at any time, in thousandths, as many as are expected inside one window.
    std::uint32_t inside(std::uint64_t rows, days const& window) const {
        return static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(rows * width(window) / days_, rivals_least, most));
    }
    std::uint64_t width(days const& window) const {
        return static_cast<std::uint64_t>(std::clamp<std::int64_t>(
            (window.high - window.low).count() + 1, 1, static_cast<std::int64_t>(days_)));
    }
    /// From `times` the distance of two amounts below the smaller to as much above the larger.
    static std::array<std::int64_t, 2> around(std::int64_t a, std::int64_t b, std::uint64_t times) {
        auto const low = static_cast<int128>(std::min(a, b));
        auto const high = static_cast<int128>(std::max(a, b));
        auto const more = (high - low) * times;
        constexpr int128 least_minor = std::numeric_limits<std::int64_t>::min();
        constexpr int128 most_minor = std::numeric_limits<std::int64_t>::max();
        return {static_cast<std::int64_t>(std::max(low - more, least_minor)),
                static_cast<std::int64_t>(std::min(high + more, most_minor))};
    }

    amount_index left_, right_;
    std::uint64_t unseen_;
    std::uint64_t days_; // from the first of either side to the last
};

} // namespace detail

} // namespace recon
