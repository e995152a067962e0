// recon/detail/discrepancy_maker.hpp - what the finders of discrepancies share: the rows of a run,
// what the request allows, and how a discrepancy is put together and graded.
#pragma once

#include <recon/amount_error.hpp>
#include <recon/detail/any_rows.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/discrepancy.hpp>
#include <recon/discrepancy_rules.hpp>
#include <recon/tolerance.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace recon::detail {

/// What the request allows, without its types.
struct allowance {
    std::function<interval<money>(money const&)> amounts;
    std::function<bool(std::chrono::sys_days, std::chrono::sys_days)> days_pass;

    /// How far a right sum may be from a left one, towards the side on which it is. Minor units.
    std::uint64_t of(int128 left, int128 right, currency unit) const {
        constexpr auto most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
        if (size_of(left) > most) return 0;
        money const from{static_cast<std::int64_t>(left), unit};
        auto const window = amounts(from);
        auto const bound = right < left ? window.low : window.high;
        bool const outwards = right < left ? bound.minor < from.minor : bound.minor > from.minor;
        return outwards && bound.unit == unit ? distance(bound.minor, from.minor) : 0;
    }
};

/// The slip between two sums of one currency.
constexpr amount_error slip_between(int128 left, int128 right) noexcept {
    constexpr auto low = std::numeric_limits<std::int64_t>::min();
    constexpr auto high = std::numeric_limits<std::int64_t>::max();
    if (std::min(left, right) < low || std::max(left, right) > high) return amount_error::none;
    return amount_error_between(static_cast<std::int64_t>(left), static_cast<std::int64_t>(right));
}

/// amount_mismatch, or the kind that says how it came about.
constexpr discrepancy_kind kind_of(amount_error slip) noexcept {
    switch (slip) {
    case amount_error::transposed_digits: return discrepancy_kind::transposed_digits;
    case amount_error::shifted_decimal: return discrepancy_kind::shifted_decimal;
    case amount_error::sign_flipped: return discrepancy_kind::sign_flipped;
    case amount_error::none: break;
    }
    return discrepancy_kind::amount_mismatch;
}

/// The run, and the discrepancies that are put together. All that it is given outlives it.
class discrepancy_maker {
  public:
    discrepancy_maker(any_rows const& left, any_rows const& right, outcome const& found,
                      allowance const& allowed, discrepancy_rules const& rules)
        : left_(left), right_(right), found_(found), allowed_(allowed), rules_(rules) {}

    any_rows const& rows(side s) const noexcept { return s == side::left ? left_ : right_; }
    outcome const& found() const noexcept { return found_; }
    allowance const& allowed() const noexcept { return allowed_; }
    discrepancy_rules const& rules() const noexcept { return rules_; }
    list<open_row> const& open(side s) const noexcept {
        return s == side::left ? found_.left_open : found_.right_open;
    }
    int128 sum(side s, view<row_index> of) const {
        int128 total = 0;
        for (auto const row : of)
            total += rows(s)[row].amount.minor;
        return total;
    }

    /// A discrepancy about rows of side `s`, compared with others of side `t`. Good until the next.
    discrepancy& add(discrepancy_kind kind, side s, view<row_index> own, side t,
                     view<row_index> counters = {}) {
        auto& d = result_.all.emplace_back();
        d.kind = kind;
        d.of = s;
        d.counter_side = t;
        d.members = static_cast<std::uint32_t>(result_.members.size());
        d.row_count = static_cast<std::uint32_t>(own.size());
        d.counter_count = static_cast<std::uint32_t>(counters.size());
        result_.members.insert(result_.members.end(), own.begin(), own.end());
        result_.members.insert(result_.members.end(), counters.begin(), counters.end());
        d.unit = rows(s)[own.front()].amount.unit;
        d.amount_minor = sum(s, own);
        return d;
    }

    /// Whether the account has a part only of what is booked.
    bool is_part(int128 left, int128 right) const noexcept {
        return left != 0 && (left < 0) == (right < 0) && size_of(left) < size_of(right)
               && !over_percent(left, right, rules_.partial_up_to_percent);
    }

    /// Grades a difference between two sums, or between days where the sums are the same.
    void grade(discrepancy& d, int128 left, int128 right, std::int64_t days) const {
        auto const whole = size_of(left) > size_of(right) ? left : right;
        switch (d.kind) {
        case discrepancy_kind::date_mismatch: d.level = severity_of_days(rules_, days); return;
        case discrepancy_kind::currency_mismatch:
            d.level = severity_of_missing(rules_, left, d.unit);
            return;
        case discrepancy_kind::partial_payment:
            d.level = severity_of_missing(rules_, right - left, d.unit);
            return;
        case discrepancy_kind::fee: // within its bounds it is what was to be expected
        case discrepancy_kind::fx_difference: d.level = severity::low; return;
        default:
            d.level = severity_of_difference(rules_, left - right, whole,
                                             allowed_.of(left, right, d.unit), d.unit);
        }
    }

    /// Says where a row that nothing settles is suspicious.
    void add_fraud_signs(side s, row_index row, std::uint32_t match) {
        auto const seen = rows(s)[row];
        auto const why = fraud_signs_of(rules_, seen.amount, seen.day);
        if (why == fraud_sign::none) return;
        auto& d = add(discrepancy_kind::possible_fraud, s, view(&row, 1), opposite(s));
        d.why = why;
        d.main = false;
        d.match = match;
        d.level = severity_of_fraud(rules_, seen.amount);
    }

    static side opposite(side s) noexcept { return s == side::left ? side::right : side::left; }

    /// One that begins with the same run and with nothing: for a part of the work.
    discrepancy_maker another() const { return {left_, right_, found_, allowed_, rules_}; }

    /// All that the parts have found, sorted; those that compare equal in the order of the parts.
    /// Leaves none in them.
    static discrepancies gather(std::span<discrepancy_maker> parts) {
        std::size_t count = 0;
        std::size_t members = 0;
        for (auto const& part : parts) {
            count += part.result_.all.size();
            members += part.result_.members.size();
        }
        discrepancies found;
        found.all.reserve(count);
        found.members.reserve(members);
        for (auto& part : parts) {
            auto const before = static_cast<std::uint32_t>(found.members.size());
            for (auto& d : part.result_.all) {
                d.members += before;
                found.all.push_back(d);
            }
            found.members.insert(found.members.end(), part.result_.members.begin(),
                                 part.result_.members.end());
            part.result_ = {};
        }
        sort(found);
        return found;
    }

  private:
    /// The worst first, then by kind, side, first row and match.
    static void sort(discrepancies& found) {
        buffer<keyed> order(found.all.size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            order[i] = {found.all[i].match, i};
        sort_by_key(order);
        for (keyed& item : order) {
            auto const& d = found.all[item.index];
            auto const mildness = std::uint64_t{severities} - static_cast<std::uint64_t>(d.level);
            item.key = mildness << 48U | static_cast<std::uint64_t>(d.kind) << 40U
                       | static_cast<std::uint64_t>(d.of) << 32U | found.members[d.members];
        }
        sort_by_key(order);
        // each round of places is followed once: no second copy of them all
        for (std::uint32_t begin = 0; begin < order.size(); ++begin) {
            if (order[begin].index == begin) continue;
            auto const first = found.all[begin];
            auto place = begin;
            for (auto from = order[place].index; from != begin; from = order[place].index) {
                found.all[place] = found.all[from];
                order[place].index = place;
                place = from;
            }
            found.all[place] = first;
            order[place].index = place;
        }
    }

    any_rows const& left_;
    any_rows const& right_;
    outcome const& found_;
    allowance const& allowed_;
    discrepancy_rules const& rules_;
    discrepancies result_;
};

} // namespace recon::detail
