// recon/detail/day_index.hpp - the types of a pool, a day at a time.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/pool.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace recon {

/// The right types of a pool that is sorted by book, day and amount, a day at a time.
class day_index {
  public:
    struct run {
        std::uint32_t book;
        std::int32_t day;
        std::uint32_t begin;
        std::uint32_t end;
    };
    struct runs { ///< in order of day
        run const* first;
        run const* last;

        run const* begin() const noexcept { return first; }
        run const* end() const noexcept { return last; }
        std::size_t size() const noexcept { return static_cast<std::size_t>(last - first); }
    };

    explicit day_index(pool const& sorted) {
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            if (runs_.empty() || runs_.back().book != f.book || runs_.back().day != f.day)
                runs_.push_back({f.book, f.day, r, r});
            runs_.back().end = r + 1;
        }
    }

    /// The days of a book from `low` to `high`. O(log days).
    runs days(std::uint32_t book, std::chrono::sys_days low, std::chrono::sys_days high) const {
        auto const count = static_cast<std::uint32_t>(runs_.size());
        std::int64_t const first_day = low.time_since_epoch().count();
        std::int64_t const last_day = high.time_since_epoch().count();
        auto const first = detail::first_not(0, count, [&](std::uint32_t i) {
            return runs_[i].book != book ? runs_[i].book < book : runs_[i].day < first_day;
        });
        auto const last = detail::first_not(first, count, [&](std::uint32_t i) {
            return runs_[i].book == book && runs_[i].day <= last_day;
        });
        return {runs_.data() + first, runs_.data() + last};
    }

  private:
    detail::buffer<run> runs_;
};

} // namespace recon
