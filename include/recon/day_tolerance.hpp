// recon/day_tolerance.hpp - how far two days may be apart: calendar days or business days.
#pragma once

#include <recon/calendar.hpp>
#include <recon/error.hpp>
#include <recon/tolerance.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace recon {

/// Left minus right, in days, may be from -before to +after. Throws policy_error when either is
/// negative or over ten years.
class day_window {
  public:
    constexpr day_window(int before, int after) : before_(before), after_(after) {
        if (before < 0 || after < 0 || before > days_max || after > days_max)
            throw policy_error("a date window is 0 to " + std::to_string(days_max) + " days");
    }

    constexpr interval<std::chrono::sys_days> window(std::chrono::sys_days left) const {
        return {left - std::chrono::days{after_}, left + std::chrono::days{before_}};
    }
    constexpr bool operator()(std::chrono::sys_days left, std::chrono::sys_days right) const {
        auto const lag = (left - right).count();
        return lag >= -before_ && lag <= after_;
    }
    constexpr score_t closeness(std::chrono::sys_days left, std::chrono::sys_days right) const {
        if (!(*this)(left, right)) return 0;
        auto const limit = left < right ? before_ : after_;
        return detail::linear_closeness(detail::gap(left, right),
                                        static_cast<std::uint64_t>(limit));
    }

    static constexpr int days_max = 3653;

  private:
    std::int32_t before_;
    std::int32_t after_;
};

/// Up to `limit` days apart, either way.
constexpr day_window within_days(int limit) { return {limit, limit}; }
/// The left day is the right one, or up to `limit` days after it.
constexpr day_window after(int limit) { return {0, limit}; }
/// The left day is the right one, or up to `limit` days before it.
constexpr day_window before(int limit) { return {limit, 0}; }

/// The same, counted in business days: Friday to Monday is one. A day on a weekend or holiday
/// counts as the business day before it. Throws policy_error as day_window does.
class business_day_window {
  public:
    business_day_window(int before, int after, calendar days = {})
        : before_(before), after_(after), days_(std::move(days)) {
        (void)day_window{before, after}; // the same bounds
    }

    interval<std::chrono::sys_days> window(std::chrono::sys_days left) const {
        auto const at = days_.ordinal(left);
        return {days_.first_with(at - after_), days_.last_with(at + before_)};
    }
    bool operator()(std::chrono::sys_days left, std::chrono::sys_days right) const {
        auto const lag = days_.ordinal(left) - days_.ordinal(right);
        return lag >= -before_ && lag <= after_;
    }
    score_t closeness(std::chrono::sys_days left, std::chrono::sys_days right) const {
        auto const lag = days_.ordinal(left) - days_.ordinal(right);
        if (lag < -before_ || lag > after_) return 0;
        return detail::linear_closeness(magnitude(lag),
                                        static_cast<std::uint64_t>(lag < 0 ? before_ : after_));
    }

  private:
    std::int64_t before_;
    std::int64_t after_;
    calendar days_;
};

/// Up to `limit` business days apart, either way.
inline business_day_window within_business_days(int limit, calendar days = {}) {
    return {limit, limit, std::move(days)};
}

} // namespace recon
