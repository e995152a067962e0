// recon/subset_sum.hpp - which rows add up to an amount: an exact search, one size after the other,
// that also counts how many sums come near, so that a hit by chance can be told from a find.
//
// The search is depth first over amounts in falling order. Both what the largest and what the
// smallest amounts that are left can still add is known beforehand, so that a branch which cannot
// come near is cut; the last amount is looked up, not tried (Horowitz and Sahni, JACM 21, 1974, cut
// a set in half for the same reason; with few members the depth-first walk visits less).
#pragma once

#include <recon/detail/buffer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace recon {

/// A search adds up at most so many amounts of at most this magnitude, so no sum overflows.
inline constexpr std::int64_t summand_most = std::int64_t{1} << 50U;
inline constexpr std::size_t summands_most = 4'096;

/// Sums that come near a target, by what else speaks for their rows: the sum of the evidence of
/// each amount, in steps of `step`.
class near_sums {
  public:
    static constexpr std::int32_t step = 500;

    struct count {
        std::uint64_t all = 0;
        std::uint64_t alike = 0; ///< of them, those that end in the same two digits
    };

    constexpr void add(std::int64_t evidence, bool alike) noexcept {
        auto& at = cells_[cell_of(evidence)];
        ++at.all;
        if (alike) ++at.alike;
    }
    constexpr void add(near_sums const& more) noexcept {
        for (std::size_t i = 0; i < cells; ++i) {
            cells_[i].all += more.cells_[i].all;
            cells_[i].alike += more.cells_[i].alike;
        }
    }
    /// Those with at least so much evidence, to the step.
    constexpr count from(std::int64_t evidence) const noexcept {
        count sum;
        for (auto i = cell_of(evidence); i < cells; ++i) {
            sum.all += cells_[i].all;
            sum.alike += cells_[i].alike;
        }
        return sum;
    }

  private:
    static constexpr std::size_t cells = 64;
    static constexpr std::size_t cell_of(std::int64_t evidence) noexcept {
        constexpr auto half = static_cast<std::int64_t>(cells / 2);
        auto const shifted = (evidence + half * step) / step;
        return static_cast<std::size_t>(std::clamp<std::int64_t>(shifted, 0, cells - 1));
    }

    std::array<count, cells> cells_{};
};

/// What a search has seen of the subsets of one size.
struct sum_hits {
    std::uint64_t hits = 0; ///< sums inside the target
    near_sums near;         ///< other sums inside the surroundings
    std::uint64_t steps = 0;
    bool complete = true; ///< all subsets of the size were looked at
};

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
    };

    /// Sorts the amounts: at most summands_most. O(n log n).
    explicit subset_search(detail::buffer<amount>&& amounts)
        : amounts_(static_cast<detail::buffer<amount>&&>(amounts)) {
        std::sort(amounts_.begin(), amounts_.end(), [](amount const& a, amount const& b) {
            if (a.minor != b.minor) return a.minor > b.minor;
            return a.kind != b.kind ? a.kind < b.kind : a.id < b.id;
        });
        sums_.resize(amounts_.size() + 1);
        for (std::size_t i = 0; i < amounts_.size(); ++i)
            sums_[i + 1] = sums_[i] + amounts_[i].minor;
    }

    std::size_t size() const noexcept { return amounts_.size(); }

    /// Calls found(ids) for the first `most` subsets of `members` amounts whose sum is wanted, in a
    /// fixed order; a span of ids, which ends with the call. Stops after `steps`. `members` is from
    /// 1 to 64. O(C(n, members - 1) * log n) at worst.
    template <class Found>
    sum_hits find(sum_target const& target, std::size_t members, std::uint64_t steps,
                  std::size_t most, Found const& found) {
        seen_ = {};
        target_ = target;
        steps_max_ = steps;
        chosen_.resize(members);
        if (members >= 1 && members <= amounts_.size()) choose(0, 0, {}, most, found);
        return seen_;
    }

  private:
    bool is_repeat(std::size_t at, std::size_t first) const {
        return at > first && amounts_[at].kind == amounts_[at - 1].kind;
    }

    struct partial { // what has been chosen so far
        std::int64_t sum = 0;
        std::int64_t evidence = 0;
    };

    /// Chooses the members from `depth` on among the amounts from `first` on.
    template <class Found>
    void choose(std::size_t depth, std::size_t first, partial const& so_far, std::size_t most,
                Found const& found) {
        auto const left = chosen_.size() - depth;
        if (left == 1) return choose_last(first, so_far, most, found);
        auto const sum = so_far.sum;
        auto const count = amounts_.size();
        if (first + left > count) return;
        auto const smallest = sums_[count] - sums_[count - left];
        if (sum + smallest > target_.high + target_.around) return;
        auto const rest = sums_[count] - sums_[count - (left - 1)];
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
            choose(depth + 1, at + 1,
                   {sum + amounts_[at].minor, so_far.evidence + amounts_[at].evidence}, most,
                   found);
            if (!seen_.complete) return;
        }
    }

    template <class Found>
    void choose_last(std::size_t first, partial const& so_far, std::size_t most,
                     Found const& found) {
        auto const sum = so_far.sum;
        auto const low = target_.low - target_.around - sum;
        auto const high = target_.high + target_.around - sum;
        auto const begin =
            std::lower_bound(amounts_.begin() + first, amounts_.end(), high,
                             [](amount const& a, std::int64_t value) { return a.minor > value; });
        ++seen_.steps;
        for (auto at = static_cast<std::size_t>(begin - amounts_.begin());
             at < amounts_.size() && amounts_[at].minor >= low; ++at) {
            if (is_repeat(at, first)) continue;
            if (++seen_.steps > steps_max_) {
                seen_.complete = false;
                return;
            }
            auto const total = sum + amounts_[at].minor;
            if (total < target_.low || total > target_.high) {
                seen_.near.add(so_far.evidence + amounts_[at].evidence,
                               (total - target_.low) % 100 == 0);
                continue;
            }
            chosen_.back() = amounts_[at].id;
            if (seen_.hits++ < most)
                found(std::span<std::uint32_t const>(chosen_.data(), chosen_.size()));
        }
    }

    detail::buffer<amount> amounts_;    // falling
    detail::buffer<std::int64_t> sums_; // of the first so many
    detail::buffer<std::uint32_t> chosen_;
    sum_target target_{};
    sum_hits seen_;
    std::uint64_t steps_max_ = 0;
};

} // namespace recon
