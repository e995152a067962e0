// recon/detail/match_discrepancies.hpp - what is to be looked into about matches.
#pragma once

#include <recon/detail/discrepancy_maker.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

namespace recon::detail {

/// Tells what is left unequal in matches, and which of them are for review.
class match_discrepancies {
  public:
    /// What has been counted of all matches, before any of them is told.
    using shortfalls = std::map<std::pair<currency, std::int64_t>, std::uint32_t>;

    match_discrepancies(discrepancy_maker& to, shortfalls const& counted)
        : to_(to), shortfalls_(counted) {}

    /// How often the account had less than was booked by the same amount.
    static shortfalls count_shortfalls(discrepancy_maker const& of) {
        shortfalls counted;
        for (auto const& m : of.found().matches) {
            if (m.kind == match_kind::netted || m.amount_difference >= 0) continue;
            auto const unit = of.rows(side::left)[of.found().left_of(m).front()].amount.unit;
            auto const other = of.rows(side::right)[of.found().right_of(m).front()].amount.unit;
            if (unit == other) ++counted[{unit, m.amount_difference}];
        }
        return counted;
    }

    /// Tells the matches from `first` until `last`.
    void find(std::uint32_t first, std::uint32_t last) {
        for (auto i = first; i < last; ++i) {
            fetch_ahead(i + 8);
            auto const& m = to_.found().matches[i];
            if (m.kind == match_kind::netted)
                tell_netted(i);
            else if (m.status == match_status::review)
                tell_review(i);
            else
                tell_matched(i);
        }
    }

  private:
    /// The two sums of a match, in the currency of the left one.
    struct sums {
        int128 left;
        int128 right;
        currency unit;
        bool converted;                                ///< the right one was in another
        std::chrono::sys_days left_day{}, right_day{}; ///< of the first rows
    };
    sums sums_of(match const& m) const {
        auto const left = to_.found().left_of(m);
        auto const right = to_.found().right_of(m);
        auto const l = to_.rows(side::left)[left.front()];
        auto const r = to_.rows(side::right)[right.front()];
        auto const unit = l.amount.unit;
        auto const sum = l.amount.minor + to_.sum(side::left, left.subspan(1));
        if (r.amount.unit != unit)
            return {sum, sum - m.amount_difference, unit, true, l.day, r.day};
        auto const other = r.amount.minor + to_.sum(side::right, right.subspan(1));
        return {sum, other, unit, false, l.day, r.day};
    }

    void fetch_ahead(std::size_t index) const {
        if (index >= to_.found().matches.size()) return;
        auto const& m = to_.found().matches[index];
        for (auto const row : to_.found().left_of(m).first(std::min(m.left_count, 1U)))
            to_.rows(side::left).prefetch(row);
        for (auto const row : to_.found().right_of(m).first(std::min(m.right_count, 1U)))
            to_.rows(side::right).prefetch(row);
    }

    /// A discrepancy about a match, told from the side on which one row stands for several.
    discrepancy& add(discrepancy_kind kind, std::uint32_t index, sums const& of) {
        auto const& m = to_.found().matches[index];
        auto const left = to_.found().left_of(m);
        auto const right = to_.found().right_of(m);
        auto& d = m.kind == match_kind::many_to_one && !of.converted
                      ? to_.add(kind, side::right, right, side::left, left)
                      : to_.add(kind, side::left, left, side::right, right);
        d.match = index;
        d.amount_difference = of.left - of.right;
        d.day_difference = m.day_difference;
        return d;
    }

    void tell_netted(std::uint32_t index) {
        auto const& m = to_.found().matches[index];
        auto const s = m.left_count != 0 ? side::left : side::right;
        auto const all = s == side::left ? to_.found().left_of(m) : to_.found().right_of(m);
        auto& d = to_.add(discrepancy_kind::reversal, s, all.first(1), s, all.subspan(1));
        d.match = index;
        d.level = m.status == match_status::review ? severity::medium : severity::low;
        d.amount_difference = s == side::left ? to_.sum(s, all) : -to_.sum(s, all);
    }

    void tell_review(std::uint32_t index) {
        auto const& m = to_.found().matches[index];
        auto const of = sums_of(m);
        bool const outside = m.reason == review_reason::outside_tolerance;
        auto const kind = outside                                ? difference_in(of)
                          : m.reason == review_reason::ambiguous ? discrepancy_kind::ambiguous
                                                                 : discrepancy_kind::uncertain;
        auto& d = add(kind, index, of);
        if (!of.converted) d.slip = slip_between(of.left, of.right);
        if (outside)
            to_.grade(d, of.left, of.right, m.day_difference);
        else
            d.level = reaches(d.amount_minor, to_.rules().critical_from, d.unit) ? severity::high
                                                                                 : severity::medium;
        for (auto const row : to_.found().left_of(m))
            to_.add_fraud_signs(side::left, row, index);
        for (auto const row : to_.found().right_of(m))
            to_.add_fraud_signs(side::right, row, index);
    }

    void tell_matched(std::uint32_t index) {
        auto const& m = to_.found().matches[index];
        auto const of = sums_of(m);
        bool const unequal = of.left != of.right;
        if (unequal) {
            auto& d = add(difference_in(of), index, of);
            if (!of.converted) d.slip = slip_between(of.left, of.right);
            to_.grade(d, of.left, of.right, m.day_difference);
        }
        if (to_.allowed().days_pass(of.left_day, of.right_day)) return; // a usual lag is none
        auto& d = add(discrepancy_kind::date_mismatch, index, of);
        d.main = !unequal;
        d.level = severity_of_days(to_.rules(), m.day_difference);
    }

    discrepancy_kind difference_in(sums const& of) const {
        using enum discrepancy_kind;
        if (of.left == of.right) return date_mismatch;
        if (of.converted) return fx_difference;
        if (auto const slip = slip_between(of.left, of.right); slip != amount_error::none)
            return kind_of(slip);
        if (is_fee(of)) return fee;
        bool const inside =
            size_of(of.left - of.right) <= to_.allowed().of(of.left, of.right, of.unit);
        return !inside && to_.is_part(of.left, of.right) ? partial_payment : amount_mismatch;
    }

    /// Whether somebody has kept the difference: the account has less than is booked, by little.
    /// The smaller a difference is, the more it must look like a fee.
    bool is_fee(sums const& of) const {
        auto const cost = of.right - of.left;
        if (cost <= 0 || (of.left < 0) != (of.right < 0)) return false;
        auto const unit_size = power_of_ten(of.unit.digits());
        if (size_of(cost) > static_cast<uint128>(magnitude(to_.rules().fee_max)) * unit_size)
            return false;
        auto const whole = size_of(of.left) > size_of(of.right) ? of.left : of.right;
        if (over_percent(cost, whole, to_.rules().fee_max_percent)) return false;
        if (looks_like_fee(of, cost)) return true;
        return size_of(cost) > to_.allowed().of(of.left, of.right, of.unit)
               && !over_percent(cost, whole, to_.rules().fee_max_percent / 2);
    }
    /// A round sum, or the same again and again.
    bool looks_like_fee(sums const& of, int128 cost) const {
        constexpr std::uint32_t again = 3;
        auto const whole = power_of_ten(of.unit.digits());
        auto const half = whole > 1 ? whole / 2 : whole;
        if (size_of(cost) >= whole && size_of(cost) % half == 0) return true;
        auto const found = shortfalls_.find({of.unit, -static_cast<std::int64_t>(cost)});
        return found != shortfalls_.end() && found->second >= again;
    }

    discrepancy_maker& to_;
    shortfalls const& shortfalls_;
};

} // namespace recon::detail
