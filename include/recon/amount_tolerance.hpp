// recon/amount_tolerance.hpp - how far two amounts may be apart. Currency and direction must agree.
#pragma once

#include <recon/error.hpp>
#include <recon/money.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon {

namespace detail {

/// Money in against money out is no match; zero has no direction.
constexpr bool same_direction(money const& a, money const& b) noexcept {
    return a.unit == b.unit && ((a.minor >= 0 && b.minor >= 0) || (a.minor <= 0 && b.minor <= 0));
}

constexpr std::int64_t saturated(std::uint64_t size) noexcept {
    constexpr auto most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return static_cast<std::int64_t>(std::min(size, most));
}
/// -size, or the lowest value: magnitudes go one further below zero than above it.
constexpr std::int64_t saturated_negative(std::uint64_t size) noexcept {
    constexpr auto most = std::uint64_t{1} << 63U;
    return static_cast<std::int64_t>(~std::min(size, most) + 1);
}

/// The amounts in the direction of `sign_of` with magnitudes from low to high.
constexpr interval<money> directed(money const& sign_of, std::uint64_t low, std::uint64_t high) {
    if (sign_of.minor < 0)
        return {{saturated_negative(high), sign_of.unit}, {saturated_negative(low), sign_of.unit}};
    return {{saturated(low), sign_of.unit}, {saturated(high), sign_of.unit}};
}

/// Both directions, up to a magnitude.
constexpr interval<money> around_zero(std::uint64_t size, currency unit) {
    return {{saturated_negative(size), unit}, {saturated(size), unit}};
}

constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) noexcept {
    return a > ~b ? ~std::uint64_t{0} : a + b;
}

} // namespace detail

/// Up to a fixed amount apart, in whichever currency both rows have: `within{"5.00"}` is 5 dollars,
/// 5 yen or 5 dinars. Throws policy_error when the text is no decimal from 0 to 9e14 with at most
/// four decimals.
class within {
  public:
    explicit constexpr within(std::string_view limit) {
        auto const units = parse_decimal(limit, 4);
        if (!units || *units < 0)
            throw policy_error("an amount tolerance is a decimal from 0 with at most four "
                               "decimals, such as 5.00, not '"
                               + std::string(limit) + "'");
        units_ = static_cast<std::uint64_t>(*units);
    }

    /// The limit in minor units of a currency, rounded down.
    constexpr std::uint64_t limit_minor(currency unit) const noexcept {
        return units_ / power_of_ten(4 - unit.digits());
    }
    constexpr interval<money> window(money const& left) const {
        auto const limit = limit_minor(left.unit);
        auto const size = magnitude(left.minor);
        if (left.minor == 0) // zero has no direction
            return detail::around_zero(limit, left.unit);
        return detail::directed(left, size > limit ? size - limit : 0,
                                detail::saturating_add(size, limit));
    }
    constexpr bool operator()(money const& left, money const& right) const {
        return detail::same_direction(left, right)
               && detail::gap(left, right) <= limit_minor(left.unit);
    }
    constexpr score_t closeness(money const& left, money const& right) const {
        if (!(*this)(left, right)) return 0;
        return detail::linear_closeness(detail::gap(left, right), limit_minor(left.unit));
    }

  private:
    std::uint64_t units_ = 0; // 10^-4 of the major unit
};

/// An exact percentage from 0 to 100 with at most six decimals: `percent{"0.25"}`. Throws
/// policy_error otherwise.
class percent {
  public:
    static constexpr std::uint64_t whole = 100'000'000; ///< 100 %

    explicit constexpr percent(std::string_view text) {
        auto const units = parse_decimal(text, 6);
        if (!units || *units < 0 || static_cast<std::uint64_t>(*units) > whole)
            throw policy_error("a percentage is a decimal from 0 to 100 with at most six "
                               "decimals, such as 0.25, not '"
                               + std::string(text) + "'");
        units_ = static_cast<std::uint64_t>(*units);
    }
    /// In 10^-8 of the whole.
    constexpr std::uint64_t units() const noexcept { return units_; }

  private:
    std::uint64_t units_ = 0;
};

/// What a percentage is of: magnitudes, whatever the direction.
enum class percent_base : std::uint8_t { larger, smaller, left, right, mean };

/// Up to a percentage apart. The allowance is rounded down to a whole minor unit.
class within_percent {
  public:
    explicit constexpr within_percent(percent limit, percent_base base = percent_base::larger)
        : limit_(limit.units()), base_(base) {}

    constexpr interval<money> window(money const& left) const {
        auto const size = magnitude(left.minor);
        auto const reach = allowance(size);
        constexpr auto whole = percent::whole;
        auto low = size - reach; // larger, left: the left value is the base of all below it
        auto high = detail::saturating_add(size, reach); // smaller, left: and of all above it
        if (base_ == percent_base::larger || base_ == percent_base::right)
            high = limit_ == whole ? ~std::uint64_t{0}
                                   : detail::mul_div_floor(size, whole, whole - limit_);
        if (base_ == percent_base::smaller || base_ == percent_base::right)
            low = detail::mul_div_ceil(size, whole, whole + limit_);
        if (base_ == percent_base::mean) {
            low = detail::mul_div_ceil(size, 2 * whole - limit_, 2 * whole + limit_);
            high = detail::mul_div_floor(size, 2 * whole + limit_, 2 * whole - limit_);
        }
        if (left.minor == 0) return detail::around_zero(high, left.unit);
        return detail::directed(left, low, high);
    }
    constexpr bool operator()(money const& left, money const& right) const {
        return detail::same_direction(left, right)
               && detail::gap(left, right) <= allowed(left, right);
    }
    constexpr score_t closeness(money const& left, money const& right) const {
        if (!(*this)(left, right)) return 0;
        return detail::linear_closeness(detail::gap(left, right), allowed(left, right));
    }

  private:
    constexpr std::uint64_t allowance(std::uint64_t size) const noexcept {
        return detail::mul_div_floor(size, limit_, percent::whole);
    }
    constexpr std::uint64_t allowed(money const& left, money const& right) const noexcept {
        auto const a = magnitude(left.minor);
        auto const b = magnitude(right.minor);
        switch (base_) {
        case percent_base::larger: return allowance(std::max(a, b));
        case percent_base::smaller: return allowance(std::min(a, b));
        case percent_base::left: return allowance(a);
        case percent_base::right: return allowance(b);
        case percent_base::mean: // a + b is at most 2^64, so the product fits into 128 bits
            return static_cast<std::uint64_t>((static_cast<detail::uint128>(a) + b) * limit_
                                              / (2 * percent::whole));
        }
        return 0;
    }

    std::uint64_t limit_;
    percent_base base_;
};

/// The left amount may be smaller than the right one, by as much as `limit` allows and never
/// larger: a receipt from which the bank has kept a fee. Magnitudes, whatever the direction.
template <tolerance_for<money> P>
struct short_by {
    P limit;

    constexpr interval<money> window(money const& left) const { return limit.window(left); }
    constexpr bool operator()(money const& left, money const& right) const {
        return magnitude(left.minor) <= magnitude(right.minor) && limit(left, right);
    }
    constexpr score_t closeness(money const& left, money const& right) const {
        return (*this)(left, right) ? limit.closeness(left, right) : 0;
    }
};
template <class P>
short_by(P) -> short_by<P>;

/// The left amount may be larger than the right one, and never smaller: a payment to which the bank
/// has added a fee.
template <tolerance_for<money> P>
struct over_by {
    P limit;

    constexpr interval<money> window(money const& left) const { return limit.window(left); }
    constexpr bool operator()(money const& left, money const& right) const {
        return magnitude(left.minor) >= magnitude(right.minor) && limit(left, right);
    }
    constexpr score_t closeness(money const& left, money const& right) const {
        return (*this)(left, right) ? limit.closeness(left, right) : 0;
    }
};
template <class P>
over_by(P) -> over_by<P>;

/// One policy for each of some currencies, and another for the rest. O(currencies) a call.
template <tolerance_for<money> Listed, tolerance_for<money> Rest = exactly>
struct per_currency {
    std::vector<std::pair<currency, Listed>> listed;
    Rest rest{};

    interval<money> window(money const& left) const {
        auto const* policy = find(left.unit);
        return policy != nullptr ? policy->window(left) : rest.window(left);
    }
    bool operator()(money const& left, money const& right) const {
        auto const* policy = find(left.unit);
        return policy != nullptr ? (*policy)(left, right) : rest(left, right);
    }
    score_t closeness(money const& left, money const& right) const {
        auto const* policy = find(left.unit);
        return policy != nullptr ? policy->closeness(left, right) : rest.closeness(left, right);
    }

  private:
    Listed const* find(currency unit) const {
        for (auto const& [code, policy] : listed) {
            if (code == unit) return &policy;
        }
        return nullptr;
    }
};

} // namespace recon
