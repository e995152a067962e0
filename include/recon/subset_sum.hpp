// recon/subset_sum.hpp - which rows add up to an amount: an exact search, one size after the other,
// that also counts how many sums come near, so that a hit by chance can be told from a find.
//
// The search is depth first over amounts in falling order. Both what the largest and what the
// smallest amounts that are left can still add is known beforehand, so that a branch which cannot
// come near is cut; the last amount is looked up, not tried (Horowitz and Sahni, JACM 21, 1974, cut
// a set in half for the same reason; with few members the depth-first walk visits less).
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/sort.hpp>
#include <recon/detail/wide.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace recon {

/// A search adds up at most so many amounts of at most this magnitude, so no sum overflows.
inline constexpr std::int64_t summand_most = std::int64_t{1} << 50U;
inline constexpr std::size_t summands_most = 4'096;

/// Sums that come near a target: how near, and what else speaks for their rows (the sum of the
/// evidence of each amount, in steps of `step`).
class near_sums {
  public:
    static constexpr std::int32_t step = 500;
    /// Surroundings of 1, a quarter, a 16th and a 64th of the widest.
    static constexpr unsigned scales = 4;

    struct count {
        std::uint64_t all = 0;
        std::uint64_t alike = 0; ///< of them, those that end in the same two digits

        constexpr void add(count const& more) noexcept {
            all += more.all;
            alike += more.alike;
        }
    };

    constexpr void clear() noexcept {
        if (any_) *this = {};
    }
    constexpr void add(std::uint64_t off, std::uint64_t around, std::int64_t evidence,
                       bool alike) noexcept {
        unsigned scale = 0;
        while (scale + 1 < scales && off <= around >> (2 * (scale + 1)))
            ++scale;
        cells_[scale][cell_of(evidence)].add({1, alike ? 1U : 0U});
        any_ = true;
    }
    /// Those at most so far off, with at least so much evidence, to the step.
    constexpr count from(std::int64_t evidence, unsigned scale = 0) const noexcept {
        count sum;
        if (!any_) return sum;
        for (; scale < scales; ++scale)
            for (auto i = cell_of(evidence); i < cells; ++i)
                sum.add(cells_[scale][i]);
        return sum;
    }

  private:
    static constexpr std::size_t cells = 64;
    static constexpr std::size_t cell_of(std::int64_t evidence) noexcept {
        constexpr auto half = static_cast<std::int64_t>(cells / 2);
        auto const shifted = (evidence + half * step) / step;
        return static_cast<std::size_t>(std::clamp<std::int64_t>(shifted, 0, cells - 1));
    }

    std::array<std::array<count, cells>, scales> cells_{};
    bool any_ = false;
};

/// What a search has seen of the subsets of one size.
struct sum_hits {
    std::uint64_t hits = 0; ///< sums inside the target
    std::uint64_t steps = 0;
    bool complete = true; ///< all subsets of the size were looked at
};

/// The natural logarithm, in millinats, of how many subsets of `members` there are of `count`; of
/// none, that of one. O(members).
constexpr std::int64_t log_of_choices(std::size_t count, std::size_t members) noexcept {
    std::int64_t log = 0;
    for (std::size_t i = 0; i < members && i < count; ++i)
        log += detail::natural_log(count - i) - detail::natural_log(i + 1);
    return log;
}

/// Sums from `low` to `high` are wanted; sums up to `around` further off are counted.
struct sum_target {
    std::int64_t low;
    std::int64_t high;
    std::int64_t around;
};

/// Finds subsets of a fixed size. Amounts may be of either sign, and may occur more than once:
/// subsets of the same amounts count once where `kinds` are the same.
class subset_search {
  public:
    struct amount {
        std::int64_t minor;        ///< of a magnitude up to summand_most
        std::uint32_t kind;        ///< equal ones are interchangeable, and of equal amount
        std::uint32_t id;          ///< whatever the caller wants back
        std::int32_t evidence = 0; ///< what else speaks for it; equal where the kind is
        /// Where some are needed, only subsets with one of them count. Equal where the kind is.
        bool needed = false;
    };

    subset_search() = default;
    explicit subset_search(detail::buffer<amount> const& amounts) { assign(amounts); }

    /// Begins anew. Sorts the amounts: at most summands_most. O(n log n).
    void assign(detail::buffer<amount> const& amounts) {
        order_.clear();
        for (std::uint32_t i = 0; i < amounts.size(); ++i)
            order_.push_back({amounts[i].kind, i});
        detail::sort_by_key(order_);
        constexpr auto most = std::int64_t{1} << 62U;
        for (auto& item : order_) // the largest first
            item.key = static_cast<std::uint64_t>(most - amounts[item.index].minor);
        detail::sort_by_key(order_);
        sorted_.clear();
        for (auto const& item : order_)
            sorted_.push_back(amounts[item.index]);
        assign_sorted(sorted_);
    }
    /// The same of amounts that fall, those of a kind next to each other. O(n).
    void assign_sorted(detail::buffer<amount> const& amounts) {
        amounts_.clear();
        sums_.clear();
        sums_.push_back(0);
        needed_ = kinds_ = 0;
        detail::int128 squares = 0;
        for (auto const& next : amounts) {
            amounts_.push_back(next);
            sums_.push_back(sums_.back() + next.minor);
            needed_ += next.needed ? 1 : 0;
            kinds_ += is_repeat(amounts_.size() - 1, 0) ? 0 : 1;
            squares += static_cast<detail::int128>(next.minor) * next.minor;
        }
        auto const count = static_cast<std::int64_t>(std::max<std::size_t>(amounts_.size(), 1));
        auto const mean = static_cast<detail::int128>(sums_.back()) / count;
        variance_ = squares / count - mean * mean;
    }

    std::size_t size() const noexcept { return amounts_.size(); }
    /// Amounts that are not interchangeable.
    std::size_t kinds() const noexcept { return kinds_; }

    /// About how many subsets of `members` amounts have a given sum `at`: its natural logarithm, in
    /// millinats, as if sums were spread normally, and rather too few. O(members).
    std::int64_t expected(std::int64_t at, std::size_t members) const noexcept {
        constexpr std::int64_t none = -1'000'000;
        constexpr std::int64_t root_of_two_pi = 919; // the logarithms of these
        constexpr std::int64_t one_less_one_in_e = -459;
        auto const count = static_cast<std::int64_t>(amounts_.size());
        auto const chosen = static_cast<std::int64_t>(members);
        if (members == 0 || members >= kinds_) return none;
        // Without replacement, sums of nearly all vary as little as those of the few that are left.
        auto const variance = variance_ * chosen * (count - chosen) / (count - 1);
        if (variance <= 0) return none;
        auto const off = static_cast<detail::int128>(at)
                         - static_cast<detail::int128>(sums_[amounts_.size()]) * chosen / count;
        auto const exponent = off * off / 2 / (variance / 1'000 + 1);
        if (exponent > -none) return none;
        auto log = -root_of_two_pi - static_cast<std::int64_t>(exponent) - half_log(variance);
        log += log_of_choices(kinds_, members);
        if (needed_ > 0 && needed_ * members < amounts_.size())
            log += detail::natural_log(needed_ * members) - detail::natural_log(amounts_.size());
        return needed_ > 0 ? log + one_less_one_in_e : log;
    }

    /// Calls found(ids, evidence) for each subset of `members` amounts whose sum is wanted, in a
    /// fixed order; a span of ids, which ends with the call. Adds the other sums inside the
    /// surroundings to `near`. Stops after `steps`. `members` is from 1 to 64.
    /// O(C(n, members - 1) * log n) at worst.
    template <class Found>
    sum_hits find(sum_target const& target, std::size_t members, std::uint64_t steps,
                  near_sums& near, Found const& found) {
        seen_ = {};
        near_ = &near;
        target_ = target;
        steps_max_ = steps;
        chosen_.resize(members);
        if (members >= 1 && members <= amounts_.size()) choose(0, 0, {0, 0, needed_ == 0}, found);
        return seen_;
    }

  private:
    /// Of a number above 0.
    static std::int64_t half_log(detail::int128 number) noexcept {
        constexpr std::int64_t log_of_two_to_32 = 22'181;
        std::int64_t more = 0;
        for (; number >> 63 != 0; number >>= 32)
            more += log_of_two_to_32;
        return (more + detail::natural_log(static_cast<std::uint64_t>(number))) / 2;
    }
    bool is_repeat(std::size_t at, std::size_t first) const {
        return at > first && amounts_[at].kind == amounts_[at - 1].kind;
    }

    struct partial { // what has been chosen so far
        std::int64_t sum;
        std::int64_t evidence;
        bool counts; // holds one that is needed
    };

    /// Chooses the members from `depth` on among the amounts from `first` on.
    template <class Found>
    void choose(std::size_t depth, std::size_t first, partial const& so_far, Found const& found) {
        auto const left = chosen_.size() - depth;
        if (left == 1) return choose_last(first, first, so_far, found);
        auto const sum = so_far.sum;
        auto const count = amounts_.size();
        if (first + left > count) return;
        auto const smallest = sums_[count] - sums_[count - left];
        if (sum + smallest > target_.high + target_.around) return;
        auto const rest = sums_[count] - sums_[count - (left - 1)];
        auto last = count; // where a last one of two may begin: the smaller the first, the larger
        for (auto at = first; at + left <= count; ++at) {
            if (is_repeat(at, first)) continue;
            if (++seen_.steps > steps_max_) {
                seen_.complete = false;
                return;
            }
            // From here on the largest that are left only become smaller.
            if (sum + sums_[at + left] - sums_[at] < target_.low - target_.around) return;
            if (sum + amounts_[at].minor + rest > target_.high + target_.around) continue;
            chosen_[depth] = amounts_[at].id;
            partial const more{sum + amounts_[at].minor, so_far.evidence + amounts_[at].evidence,
                               so_far.counts || amounts_[at].needed};
            if (left == 2) {
                auto const most = target_.high + target_.around - more.sum;
                while (last > at + 1 && amounts_[last - 1].minor <= most)
                    --last;
                choose_last(at + 1, std::max(last, at + 1), more, found);
            } else {
                choose(depth + 1, at + 1, more, found);
            }
            if (!seen_.complete) return;
        }
    }

    /// Of the amounts from `first` on, those before `begin` are too large, unless `begin` is first.
    template <class Found>
    void choose_last(std::size_t first, std::size_t begin, partial const& so_far,
                     Found const& found) {
        auto const sum = so_far.sum;
        auto const low = target_.low - target_.around - sum;
        auto const high = target_.high + target_.around - sum;
        ++seen_.steps;
        for (auto at = begin; at < amounts_.size() && amounts_[at].minor >= low; ++at) {
            if (amounts_[at].minor > high) continue;
            if (is_repeat(at, first)) continue;
            if (++seen_.steps > steps_max_) {
                seen_.complete = false;
                return;
            }
            if (!so_far.counts && !amounts_[at].needed) continue;
            auto const total = sum + amounts_[at].minor;
            if (total < target_.low || total > target_.high) {
                auto const off = total < target_.low ? target_.low - total : total - target_.high;
                near_->add(
                    static_cast<std::uint64_t>(off), static_cast<std::uint64_t>(target_.around),
                    so_far.evidence + amounts_[at].evidence, (total - target_.low) % 100 == 0);
                continue;
            }
            chosen_.back() = amounts_[at].id;
            ++seen_.hits;
            found(view<std::uint32_t>(chosen_.data(), chosen_.size()),
                  so_far.evidence + amounts_[at].evidence);
        }
    }

    detail::buffer<detail::keyed> order_;
    detail::buffer<amount> sorted_;
    detail::buffer<amount> amounts_;    // falling
    detail::buffer<std::int64_t> sums_; // of the first so many
    detail::buffer<std::uint32_t> chosen_;
    sum_target target_{};
    sum_hits seen_;
    near_sums* near_ = nullptr;
    std::uint64_t steps_max_ = 0;
    std::size_t needed_ = 0; // amounts
    std::size_t kinds_ = 0;
    detail::int128 variance_ = 0;
};

} // namespace recon
