// recon/discrepancy_rules.hpp - how bad a discrepancy is, and what is suspicious: plain numbers.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/money.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace recon {

/// Amounts are in the major unit of whichever currency a row has: 10'000 is ten thousand euro, yen
/// or dinars. "From" includes the number, "over" does not.
struct discrepancy_rules {
    std::int64_t critical_from = 10'000;
    std::int64_t high_from = 1'000;
    std::uint32_t critical_over_percent = 10; ///< of a difference, outside the amount tolerance
    std::uint32_t high_over_percent = 5;
    std::int32_t high_over_days = 30; ///< of a difference in days, outside the day tolerance
    std::int32_t medium_over_days = 14;

    std::int64_t large_from = 100'000; ///< suspicious, where nothing settles the row
    std::int64_t round_from = 10'000;  ///< suspicious, where it is a multiple of round_step too
    std::int64_t round_step = 1'000;
    std::optional<std::chrono::sys_days> as_of{}; ///< a later day is of the future

    std::int64_t fee_max = 100; ///< what a bank or a payment service may keep of one payment
    std::uint32_t fee_max_percent = 20;
    /// A part of an amount up to this is a partial payment; above it the amount is wrong.
    std::uint32_t partial_up_to_percent = 90;
};

namespace detail {

constexpr uint128 size_of(int128 minor) noexcept {
    return minor < 0 ? ~static_cast<uint128>(minor) + 1 : static_cast<uint128>(minor);
}
/// Whether an amount in minor units reaches one in major units.
constexpr bool reaches(int128 minor, std::int64_t major, currency unit) noexcept {
    return size_of(minor) >= static_cast<uint128>(magnitude(major)) * power_of_ten(unit.digits());
}
/// Whether `part` is more than so many percent of `whole`. A difference is a sum of 64-bit amounts,
/// so a hundred times as much fits.
constexpr bool over_percent(int128 part, int128 whole, std::uint32_t percent) noexcept {
    return size_of(part) * 100 > size_of(whole) * percent;
}

} // namespace detail

/// Of a row that the other side has not: by its amount alone.
constexpr severity severity_of_missing(discrepancy_rules const& rules, detail::int128 minor,
                                       currency unit) noexcept {
    if (detail::reaches(minor, rules.critical_from, unit)) return severity::critical;
    return detail::reaches(minor, rules.high_from, unit) ? severity::high : severity::medium;
}

/// Of a difference between two amounts, the larger of which is `whole`. `allowed` is how far they
/// may be apart for the request, in minor units: a difference up to that is low.
constexpr severity severity_of_difference(discrepancy_rules const& rules, detail::int128 difference,
                                          detail::int128 whole, std::uint64_t allowed,
                                          currency unit) noexcept {
    if (detail::reaches(difference, rules.critical_from, unit)) return severity::critical;
    if (detail::size_of(difference) <= allowed) return severity::low;
    if (detail::over_percent(difference, whole, rules.critical_over_percent))
        return severity::critical;
    bool const twice = detail::size_of(difference) >= static_cast<detail::uint128>(allowed) * 2;
    if (twice || detail::over_percent(difference, whole, rules.high_over_percent))
        return severity::high;
    return severity::medium;
}

/// Of days further apart than the request allows.
constexpr severity severity_of_days(discrepancy_rules const& rules, std::int64_t days) noexcept {
    auto const apart = magnitude(days);
    if (apart > magnitude(rules.high_over_days)) return severity::high;
    return apart > magnitude(rules.medium_over_days) ? severity::medium : severity::low;
}

/// Of equal rows with this total.
constexpr severity severity_of_duplicates(discrepancy_rules const& rules, detail::int128 total,
                                          currency unit) noexcept {
    if (detail::reaches(total, rules.critical_from, unit)) return severity::high;
    return detail::reaches(total, rules.high_from, unit) ? severity::medium : severity::low;
}

/// What is suspicious about a row that nothing settles.
constexpr fraud_sign fraud_signs_of(discrepancy_rules const& rules, money const& amount,
                                    std::chrono::sys_days day) noexcept {
    auto found = fraud_sign::none;
    if (detail::reaches(amount.minor, rules.large_from, amount.unit)) found = fraud_sign::large;
    auto const step = magnitude(rules.round_step) * power_of_ten(amount.unit.digits());
    if (step != 0 && magnitude(amount.minor) % step == 0
        && detail::reaches(amount.minor, rules.round_from, amount.unit))
        found = found | fraud_sign::round;
    if (rules.as_of && day > *rules.as_of) found = found | fraud_sign::future;
    return found;
}
constexpr severity severity_of_fraud(discrepancy_rules const& rules, money const& amount) noexcept {
    return detail::reaches(amount.minor, rules.critical_from, amount.unit) ? severity::critical
                                                                           : severity::high;
}

/// The gravest of at least a severity, the largest amounts first, as indices of all. Amounts of
/// different currencies are compared by their figures. O(all).
inline std::vector<std::size_t> gravest(discrepancies const& found, severity least,
                                        std::size_t most) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < found.all.size() && found.all[i].level >= least; ++i)
        indices.push_back(i);
    auto const figure = [&](std::size_t i) {
        auto const& d = found.all[i];
        return detail::size_of(d.amount_minor) * power_of_ten(4 - d.unit.digits());
    };
    auto const end = indices.begin() + static_cast<std::ptrdiff_t>(std::min(most, indices.size()));
    std::partial_sort(indices.begin(), end, indices.end(), [&](std::size_t a, std::size_t b) {
        if (found.all[a].level != found.all[b].level)
            return found.all[a].level > found.all[b].level;
        return figure(a) != figure(b) ? figure(a) > figure(b) : a < b;
    });
    indices.erase(end, indices.end());
    return indices;
}

} // namespace recon
