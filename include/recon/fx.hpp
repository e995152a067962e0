// recon/fx.hpp - exchange rates, exactly: a rate is a whole number over a power of ten, a
// conversion a fraction, and every division names its rounding.
#pragma once

#include <recon/amount_tolerance.hpp>
#include <recon/currency.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/detail/wide.hpp>
#include <recon/error.hpp>
#include <recon/money.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace recon {

/// How many units of one currency a unit of another is worth: `exchange_rate{"1.0842"}`.
class exchange_rate {
  public:
    static constexpr unsigned decimals_max = 12;
    static constexpr std::int64_t numerator_most = 99'999'999'999'999'999; ///< 17 digits

    /// Throws validation_error unless the text is a plain decimal above 0 with at most 12 decimals
    /// and 17 digits.
    explicit constexpr exchange_rate(std::string_view text) {
        auto const mark = std::min(text.find('.'), text.size());
        auto digits = text;
        while (mark < digits.size() && (digits.back() == '0' || digits.back() == '.')) {
            bool const whole = digits.back() == '.';
            digits.remove_suffix(1);
            if (whole) break;
        }
        decimals_ = digits.size() > mark ? static_cast<unsigned>(digits.size() - mark - 1) : 0;
        bool const plain = !text.starts_with('-') && !text.starts_with('+');
        auto const parsed =
            plain && decimals_ <= decimals_max ? parse_decimal(text, decimals_) : std::nullopt;
        if (!parsed || *parsed <= 0 || *parsed > numerator_most)
            throw validation_error("'" + std::string(text.substr(0, 40))
                                   + "' is no exchange rate: expected a decimal above 0 with at "
                                     "most 12 decimals and 17 digits, such as 1.0842");
        numerator_ = *parsed;
    }
    /// The rate is numerator() / 10^decimals().
    constexpr std::int64_t numerator() const noexcept { return numerator_; }
    constexpr unsigned decimals() const noexcept { return decimals_; }
    friend constexpr bool operator==(exchange_rate const&, exchange_rate const&) = default;

  private:
    std::int64_t numerator_ = 1;
    unsigned decimals_ = 0;
};

namespace detail {

/// value * numerator / denominator, rounded down, and what is left over; `fits` where the quotient
/// has no more than 64 bits.
struct wide_quotient {
    std::uint64_t whole;
    uint128 rest;
    bool fits;
};
constexpr wide_quotient divide_wide(std::uint64_t value, uint128 numerator,
                                    uint128 denominator) noexcept {
    if (numerator >> 64U == 0) { // the usual case
        auto const product = numerator * value;
        auto const whole = product / denominator;
        return {static_cast<std::uint64_t>(whole), product % denominator, whole >> 64U == 0};
    }
    auto const low = static_cast<uint128>(value) * static_cast<std::uint64_t>(numerator);
    auto rest =
        static_cast<uint128>(value) * static_cast<std::uint64_t>(numerator >> 64U) + (low >> 64U);
    if (rest >= denominator) return {0, 0, false};
    std::uint64_t whole = 0;
    for (unsigned bit = 64; bit-- > 0;) { // by hand: no machine divides 192 bits
        bool const carry = rest >> 127U != 0;
        rest = rest << 1U | (low >> bit & 1U);
        bool const more = carry || rest >= denominator;
        if (more) rest -= denominator;
        whole = whole << 1U | (more ? 1U : 0U);
    }
    return {whole, rest, true};
}

/// "2025-03-14", for messages.
inline std::string day_text(std::chrono::sys_days day) {
    std::chrono::year_month_day const date(day);
    auto const two = [](unsigned n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
    return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month()))
           + two(static_cast<unsigned>(date.day()));
}

} // namespace detail

/// From one currency to another: a fraction of minor units.
class conversion {
  public:
    conversion(currency from, currency to, detail::uint128 numerator, detail::uint128 denominator,
               std::chrono::sys_days day, currency via = {})
        : from_(from), to_(to), via_(via), day_(day), numerator_(numerator),
          denominator_(denominator) {
        scale(numerator_, to.digits(), from.digits());
        scale(denominator_, from.digits(), to.digits());
        auto a = numerator_;
        auto b = denominator_;
        while (b != 0)
            a = std::exchange(b, a % b);
        numerator_ /= a;
        denominator_ /= a;
    }

    currency from() const noexcept { return from_; }
    currency to() const noexcept { return to_; }
    /// The currency between the two, where two rates were needed.
    currency via() const noexcept { return via_; }
    /// Of the rate; of two rates, the earlier day.
    std::chrono::sys_days day() const noexcept { return day_; }

    /// Rounded to the nearest minor unit, halves away from zero; nothing where it does not fit.
    /// `amount` is in from().
    std::optional<std::int64_t> minor(std::int64_t amount) const noexcept {
        auto const [whole, rest, fits] =
            detail::divide_wide(magnitude(amount), numerator_, denominator_);
        auto const up = rest >= denominator_ - rest ? 1U : 0U;
        constexpr auto most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
        if (!fits || whole > most - up) return std::nullopt;
        auto const size = static_cast<std::int64_t>(whole + up);
        return amount < 0 ? -size : size;
    }
    /// The same. Throws validation_error for another currency, limit_error where it does not fit.
    money operator()(money const& amount) const {
        if (amount.unit != from_)
            throw validation_error("an amount of " + std::string(amount.unit.code())
                                   + " has no rate from " + std::string(from_.code()));
        if (auto const converted = minor(amount.minor)) return {*converted, to_};
        throw limit_error("the converted amount does not fit into 64 bits of minor units");
    }
    /// Amounts of from() between which all lie that convert into `within`: never too narrow.
    interval<money> sources(interval<money> const& within) const noexcept {
        return {{low_source(within.low.minor), from_}, {high_source(within.high.minor), from_}};
    }

  private:
    static void scale(detail::uint128& what, unsigned digits, unsigned others) noexcept {
        if (digits > others) what *= power_of_ten(digits - others);
    }
    /// The source of an amount, one minor unit of the target further from zero or nearer to it.
    std::uint64_t source(std::uint64_t size, bool outwards) const noexcept {
        if (!outwards && size == 0) return 0;
        constexpr auto all = ~std::uint64_t{0};
        if (outwards && size == all) return all;
        auto const [whole, rest, fits] =
            detail::divide_wide(outwards ? size + 1 : size - 1, denominator_, numerator_);
        if (!fits) return all;
        return outwards && rest != 0 && whole != all ? whole + 1 : whole;
    }
    std::int64_t low_source(std::int64_t minor) const noexcept {
        if (minor > 0) return detail::saturated(source(magnitude(minor), false));
        return detail::saturated_negative(source(magnitude(minor), true));
    }
    std::int64_t high_source(std::int64_t minor) const noexcept {
        if (minor < 0) return detail::saturated_negative(source(magnitude(minor), false));
        return detail::saturated(source(magnitude(minor), true));
    }

    currency from_, to_, via_;
    std::chrono::sys_days day_;
    detail::uint128 numerator_, denominator_;
};

/// That a unit of `from` was worth `rate` units of `to` on a day.
struct dated_rate {
    std::chrono::sys_days day;
    currency from;
    currency to;
    exchange_rate rate;
};

/// Rates, and which of them holds on a day: the latest one on or before it, if it is no older than
/// days_max(). A plain value.
class rate_book {
  public:
    static constexpr int usual_days = 7; ///< a weekend and holidays

    rate_book() = default;
    /// Throws validation_error for a rate of a currency to itself and for two rates of one day;
    /// policy_error for a bound below 0. O(rates * log rates).
    explicit rate_book(std::vector<dated_rate> rates, int days_max = usual_days)
        : rates_(std::move(rates)), days_max_(days_max) {
        if (days_max < 0) throw policy_error("a rate cannot be younger than the day it is for");
        detail::sort_values(rates_.data(), rates_.size(),
                            [](auto const& a, auto const& b) { return key(a) < key(b); });
        for (std::size_t i = 0; i < rates_.size(); ++i) {
            check(rates_[i], i > 0 ? &rates_[i - 1] : nullptr);
            units_.push_back(rates_[i].from);
            units_.push_back(rates_[i].to);
        }
        detail::sort_values(units_.data(), units_.size(), [](auto a, auto b) { return a < b; });
        std::size_t kept = 0;
        for (auto const unit : units_)
            if (kept == 0 || units_[kept - 1] != unit) units_[kept++] = unit;
        units_.resize(kept);
    }

    int days_max() const noexcept { return days_max_; }
    std::vector<dated_rate> const& rates() const noexcept { return rates_; }

    /// The conversion that holds on a day: by a rate of the pair in either direction, the younger
    /// of the two; else by two rates with one currency between them, those whose older one is
    /// youngest. Of equally young ones, the rate as it stands before its inverse, then the currency
    /// that is first in the alphabet. Nothing where there is none. O(currencies * log rates).
    std::optional<conversion> find(currency from, currency to, std::chrono::sys_days day) const {
        if (from == to) return conversion(from, to, 1, 1, day);
        if (auto const direct = leg_between(from, to, day); direct.denominator != 0)
            return conversion(from, to, direct.numerator, direct.denominator, direct.day);
        std::optional<conversion> best;
        for (auto const via : units_) {
            if (via == from || via == to) continue;
            auto const first = leg_between(from, via, day);
            if (first.denominator == 0) continue;
            auto const second = leg_between(via, to, day);
            if (second.denominator == 0) continue;
            auto const oldest = std::min(first.day, second.day);
            if (best && best->day() >= oldest) continue;
            best.emplace(from, to, first.numerator * second.numerator,
                         first.denominator * second.denominator, oldest, via);
        }
        return best;
    }
    /// The same. Throws validation_error where there is none.
    conversion at(currency from, currency to, std::chrono::sys_days day) const {
        if (auto found = find(from, to, day)) return *found;
        throw validation_error("there is no exchange rate between " + std::string(from.code())
                               + " and " + std::string(to.code()) + " for " + detail::day_text(day)
                               + ", or for the " + std::to_string(days_max_) + " days before it");
    }

  private:
    struct leg { // none where the denominator is 0
        detail::uint128 numerator, denominator;
        std::chrono::sys_days day;
    };
    static std::tuple<currency, currency, std::chrono::sys_days> key(dated_rate const& r) {
        return {r.from, r.to, r.day};
    }
    static void check(dated_rate const& r, dated_rate const* before) {
        auto const pair = std::string(r.from.code()) + " to " + std::string(r.to.code());
        if (r.from == r.to) throw validation_error("a rate from " + pair + " converts nothing");
        if (before != nullptr && key(*before) == key(r) && before->rate != r.rate)
            throw validation_error("there are two rates from " + pair + " for "
                                   + detail::day_text(r.day));
    }
    dated_rate const* latest(currency from, currency to, std::chrono::sys_days day) const {
        std::tuple const wanted(from, to, day);
        auto const after =
            detail::first_not(0, static_cast<std::uint32_t>(rates_.size()),
                              [&](std::uint32_t i) { return !(wanted < key(rates_[i])); });
        if (after == 0) return nullptr;
        auto const& r = rates_[after - 1];
        bool const holds = r.from == from && r.to == to && (day - r.day).count() <= days_max_;
        return holds ? &r : nullptr;
    }
    leg leg_between(currency from, currency to, std::chrono::sys_days day) const {
        auto const* const direct = latest(from, to, day);
        auto const* const turned = latest(to, from, day);
        bool const as_it_stands =
            direct != nullptr && (turned == nullptr || direct->day >= turned->day);
        auto const* const chosen = as_it_stands ? direct : turned;
        if (chosen == nullptr) return {0, 0, day};
        detail::uint128 const top = magnitude(chosen->rate.numerator());
        detail::uint128 const bottom = power_of_ten(chosen->rate.decimals());
        if (as_it_stands) return {top, bottom, chosen->day};
        return {bottom, top, chosen->day};
    }

    std::vector<dated_rate> rates_;  ///< by key
    detail::buffer<currency> units_; ///< by code
    int days_max_ = usual_days;
};

/// Amounts of two currencies, compared in the left one's by the rates of a day: `fx{rates, day,
/// within_percent{percent{"1"}}}`. `rates` outlives it.
template <tolerance_for<money> P>
class fx {
  public:
    fx(rate_book const& rates, std::chrono::sys_days day, P limit)
        : rates_(&rates), day_(day), limit_(std::move(limit)) {}

    /// In the currency of `left`.
    interval<money> window(money const& left) const { return limit_.window(left); }
    /// In another one. Throws validation_error where there is no rate.
    interval<money> window(money const& left, currency unit) const {
        return rates_->at(unit, left.unit, day_).sources(limit_.window(left));
    }
    /// False where there is no rate.
    bool operator()(money const& left, money const& right) const {
        auto const converted = in_unit_of(left, right);
        return converted && limit_(left, *converted);
    }
    score_t closeness(money const& left, money const& right) const {
        auto const converted = in_unit_of(left, right);
        return converted ? limit_.closeness(left, *converted) : 0;
    }

  private:
    std::optional<money> in_unit_of(money const& left, money const& right) const {
        auto const rate = rates_->find(right.unit, left.unit, day_);
        auto const minor = rate ? rate->minor(right.minor) : std::nullopt;
        return minor ? std::optional(money{*minor, left.unit}) : std::nullopt;
    }

    rate_book const* rates_;
    std::chrono::sys_days day_;
    P limit_;
};

/// How rows of different currencies are compared. Without rates they are not.
struct fx_choices {
    rate_book const* rates = nullptr; ///< outlives the run
    within_percent tolerance{percent{"1"}};
};

} // namespace recon
