// recon/calendar.hpp - which days banks work on, and how many of them lie between two days.
#pragma once

#include <recon/detail/sort.hpp>
#include <recon/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace recon {

/// Weekends and holidays. A plain value.
class calendar {
  public:
    /// Saturdays and Sundays are no business days; there are no holidays.
    calendar() : calendar(std::vector<std::chrono::sys_days>{}) {}

    /// Holidays in any order, repeated or on weekends as they may be. `weekend` has bit n set for
    /// weekday n, counted from Sunday = 0. Throws policy_error when no weekday is left.
    explicit calendar(std::vector<std::chrono::sys_days> holidays, unsigned weekend = 0b100'0001)
        : weekend_(weekend & 0x7FU) {
        for (unsigned day = 0; day < 7; ++day)
            week_ += (weekend_ >> day & 1U) == 0 ? 1 : 0;
        if (week_ == 0) throw policy_error("a calendar needs at least one working weekday");
        detail::sort_values(holidays.data(), holidays.size(), [](auto a, auto b) { return a < b; });
        for (auto const day : holidays) {
            if (is_weekend(day) || (!holidays_.empty() && holidays_.back() == day)) continue;
            holidays_.push_back(day);
        }
    }

    /// O(log holidays).
    bool is_business_day(std::chrono::sys_days day) const {
        auto const at = holidays_to(day);
        return !is_weekend(day) && (at == 0 || holidays_[at - 1] != day);
    }

    /// How many business days there are up to and with `day`, from a fixed origin. The difference
    /// of two such numbers is the number of business days after the one, up to the other: Friday to
    /// Monday is 1, Saturday to Sunday is 0. O(log holidays).
    std::int64_t ordinal(std::chrono::sys_days day) const {
        auto const since = std::int64_t{day.time_since_epoch().count()} + origin;
        auto const weeks = since / 7;
        std::int64_t count = weeks * week_;
        for (std::int64_t rest = weeks * 7; rest <= since; ++rest)
            count += is_weekend(std::chrono::sys_days{std::chrono::days{rest - origin}}) ? 0 : 1;
        return count - holidays_to(day);
    }

    /// The first day whose ordinal is at least `wanted`, and the last whose ordinal is at most
    /// that: the days between which a window of business days lies. O(log(days) log(holidays)).
    std::chrono::sys_days first_with(std::int64_t wanted) const {
        // Fewer than one day in seven may be worked, and any holiday pushes on by a week at most.
        auto const span = static_cast<std::int64_t>(holidays_.size()) + 2;
        auto low = wanted - origin - 1;
        auto high = wanted * 7 / week_ + span * 7 - origin;
        while (low < high) {
            auto const middle = low + (high - low) / 2;
            if (ordinal(std::chrono::sys_days{std::chrono::days{middle}}) >= wanted)
                high = middle;
            else
                low = middle + 1;
        }
        return std::chrono::sys_days{std::chrono::days{low}};
    }
    std::chrono::sys_days last_with(std::int64_t wanted) const {
        return first_with(wanted + 1) - std::chrono::days{1};
    }

  private:
    static constexpr std::int64_t origin = 13'000'001; // about 33,600 BC: counts stay positive

    /// How many holidays there are up to and with a day.
    std::uint32_t holidays_to(std::chrono::sys_days day) const {
        return detail::first_not(0, static_cast<std::uint32_t>(holidays_.size()),
                                 [&](std::uint32_t i) { return holidays_[i] <= day; });
    }
    bool is_weekend(std::chrono::sys_days day) const {
        return (weekend_ >> std::chrono::weekday{day}.c_encoding() & 1U) != 0;
    }

    unsigned weekend_;
    std::int64_t week_ = 0; // business days a week, holidays aside
    std::vector<std::chrono::sys_days> holidays_;
};

} // namespace recon
