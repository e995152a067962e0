// recon/detail/amount_index.hpp - how many rows of one side have which amounts.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// How many rows of one side have which amounts.
class amount_index {
  public:
    /// Of facts in their order. O(size).
    explicit amount_index(buffer<fact> const& sorted) : slots_(sorted.size()) {
        for (std::uint32_t i = 0; i < sorted.size(); ++i) {
            fact const& f = sorted[i];
            bool const begins = i == 0 || sorted[i - 1].book != f.book || minors_.back() != f.minor;
            if (begins) {
                while (books_.size() <= f.book)
                    books_.push_back(static_cast<std::uint32_t>(minors_.size()));
                minors_.push_back(f.minor);
                begins_.push_back(i);
            }
            slots_[f.row] = static_cast<std::uint32_t>(minors_.size() - 1);
        }
        books_.push_back(static_cast<std::uint32_t>(minors_.size()));
        begins_.push_back(static_cast<std::uint32_t>(sorted.size()));
    }

    /// Of a row whose amount nobody else has, how many others are expected to have it, in
    /// thousandths: as the rows that share theirs with one other tell (Good, Biometrika 40, 1953).
    std::uint64_t unseen() const {
        std::uint64_t once = 1;
        std::uint64_t twice = 1;
        for (std::size_t i = 0; i + 1 < begins_.size(); ++i) {
            auto const rows = begins_[i + 1] - begins_[i];
            once += rows == 1 ? 1 : 0;
            twice += rows == 2 ? 1 : 0;
        }
        return std::min<std::uint64_t>(2'000 * twice / once, 1'000);
    }

    /// Rows of the book of `own`, a row of this side, with amounts from its own to `other`, both
    /// included. O(log amounts), and O(1) where few lie between.
    std::uint64_t rows(fact const& own, std::int64_t other) const {
        auto first = slots_[own.row];
        auto last = first + 1;
        constexpr std::uint32_t few = 8;
        if (other > own.minor) {
            auto const end = books_[own.book + std::size_t{1}];
            while (last < end && last - first < few && minors_[last] <= other)
                ++last;
            if (last - first == few)
                last = first_not(last, end, [&](std::uint32_t i) { return minors_[i] <= other; });
        } else if (other < own.minor) {
            auto const begin = books_[own.book];
            while (first > begin && last - first < few && minors_[first - 1] >= other)
                --first;
            if (last - first == few)
                first =
                    first_not(begin, first, [&](std::uint32_t i) { return minors_[i] < other; });
        }
        return begins_[last] - begins_[first];
    }

    /// How many rows have less than an amount, in the order of fact; and as much or less.
    struct place {
        std::uint32_t below;
        std::uint32_t upto;
    };
    /// The place of an amount in a book. `hint` is 0 at first, and carried from question to
    /// question; no amount may be less than the one before. O(1) where few lie between, or O(log
    /// amounts).
    place place_of(std::uint32_t book, std::int64_t minor, std::uint32_t& hint) const {
        auto const begin = books_[std::min<std::size_t>(book, books_.size() - 1)];
        auto const end = books_[std::min<std::size_t>(std::size_t{book} + 1, books_.size() - 1)];
        constexpr std::uint32_t few = 8;
        auto at = std::max(hint, begin);
        auto const far = at + few;
        while (at < end && at < far && minors_[at] < minor)
            ++at;
        if (at == far) at = first_not(at, end, [&](std::uint32_t i) { return minors_[i] < minor; });
        hint = at;
        bool const there = at < end && minors_[at] == minor;
        return {begins_[at], begins_[there ? at + std::size_t{1} : at]};
    }

    std::size_t amounts() const noexcept { return minors_.size(); }
    std::uint32_t slot(row_index row) const { return slots_[row]; }

    /// Rows of a book with amounts from `low` to `high`, both included. O(log amounts).
    std::uint64_t rows_between(std::uint32_t book, std::int64_t low, std::int64_t high) const {
        if (std::size_t{book} + 1 >= books_.size()) return 0;
        auto const end = books_[std::size_t{book} + 1];
        auto const first =
            first_not(books_[book], end, [&](std::uint32_t i) { return minors_[i] < low; });
        auto const last =
            first_not(first, end, [&](std::uint32_t i) { return minors_[i] <= high; });
        return begins_[last] - begins_[first];
    }

  private:
    buffer<std::int64_t> minors_;  // distinct in their book
    buffer<std::uint32_t> begins_; // where each begins among the facts
    buffer<std::uint32_t> books_;  // where each begins among the amounts
    buffer<std::uint32_t> slots_;  // which of the amounts each row has
};

} // namespace recon::detail
