// recon/agreement.hpp - how often partners agree in their amounts and references in this run, and
// by how much the amounts of the others differ.
//
// With s the share of rows that have a partner of equal amount, a row of a side that has L rows of
// such an amount in a date window has it among them with odds s / ((1-s)(1-s) L): both rows would
// be alone otherwise. Amounts that differ are weighed alike: with h the density of the logarithm of
// the difference among partners, and L the rows from the one amount to the other.
#pragma once

#include <recon/detail/odds.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace recon {

/// So many of so many.
struct share_count {
    std::uint64_t of = 0;
    std::uint64_t have = 0;

    void add(share_count const& other) noexcept {
        of += other.of;
        have += other.have;
    }
    /// In millionths; what is stated counts as much as 20 that were seen.
    constexpr std::uint64_t share(std::uint64_t stated) const noexcept {
        constexpr std::uint64_t counts = 20;
        return (have * 1'000'000 + stated * counts) / (of + counts);
    }
};

/// How the amounts of a pair differ: half octaves of the difference against the larger amount, of
/// left amounts that are the smaller ones and of those that are the larger ones.
struct difference_cells {
    static constexpr std::size_t octaves = 21;
    static constexpr std::size_t one_way = 2 * octaves;
    static constexpr std::size_t count = 2 * one_way;

    /// Of amounts that are not equal. Opposite signs count as entirely different.
    static constexpr std::uint8_t of(std::int64_t left, std::int64_t right) noexcept {
        auto const a = size_of(left);
        auto const b = size_of(right);
        auto larger = std::max(a, b);
        auto apart = (left < 0) != (right < 0) ? larger : larger - std::min(a, b);
        constexpr std::uint64_t shiftable = std::uint64_t{1} << (64 - octaves);
        while (apart >= shiftable) {
            apart >>= 1U;
            larger >>= 1U;
        }
        auto const share = std::max<std::uint64_t>(
            (apart << (octaves - 1)) / std::max<std::uint64_t>(larger, 1), 1);
        auto const octave = static_cast<unsigned>(std::bit_width(share)) - 1;
        auto const half = octave > 0 ? share >> (octave - 1) & 1U : 0U;
        auto const cell = std::min<std::size_t>(2 * octave + half, one_way - 1);
        return static_cast<std::uint8_t>(a < b ? cell : one_way + cell);
    }

    /// Where a cell begins, in millionths of the larger amount; and whether left is the smaller
    /// one.
    static constexpr std::uint64_t begin_of(std::size_t cell) noexcept {
        auto const at = cell % one_way;
        auto const share =
            at % 2 == 0 ? std::uint64_t{2} << (at / 2) : std::uint64_t{3} << (at / 2);
        return share * 1'000'000 >> octaves;
    }
    static constexpr bool left_is_smaller(std::size_t cell) noexcept { return cell < one_way; }

  private:
    static constexpr std::uint64_t size_of(std::int64_t minor) noexcept {
        return minor < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(minor)
                         : static_cast<std::uint64_t>(minor);
    }
};

/// Counts, which add up from run to run, and what they mean.
struct agreement {
    /// Rows of an amount that no other row of their side has, and those that have a partner of it.
    share_count left_equal, right_equal;
    /// The same for rows of an amount that others have as well: usual prices.
    share_count left_usual, right_usual;
    /// Rows, and those that have a partner of any amount; none of none: not known.
    share_count left_any, right_any;
    /// Sure pairs, however much their amounts differ, and those whose amounts differ.
    share_count unequal;
    /// Sure pairs that both have a reference, and those whose references differ.
    share_count different;
    std::array<std::uint64_t, difference_cells::count> differences{};

    millinats equal_odds = 0;     ///< of an equal amount, where one row is expected to have it
    millinats usual_odds = 0;     ///< the same of an amount that others have as well
    millinats different_odds = 0; ///< of references that differ
    std::array<millinats, difference_cells::count> difference_odds{};
    std::uint8_t best_difference = 0; ///< the cell that most speaks for a pair

    void add(agreement const& other) noexcept {
        left_equal.add(other.left_equal);
        right_equal.add(other.right_equal);
        left_usual.add(other.left_usual);
        right_usual.add(other.right_usual);
        left_any.add(other.left_any);
        right_any.add(other.right_any);
        unequal.add(other.unequal);
        different.add(other.different);
        for (std::size_t i = 0; i < differences.size(); ++i)
            differences[i] += other.differences[i];
    }

    /// Turns the counts into odds.
    void weigh() noexcept {
        auto const left = left_equal.share(stated_equal);
        auto const right = right_equal.share(stated_equal);
        equal_odds = odds_of(left, right);
        usual_odds =
            std::max(equal_odds, odds_of(left_usual.share(left), right_usual.share(right)));
        // One in fifty of those who differ is a wrong pair.
        auto const differ = different.share(stated_different);
        different_odds = std::min(log_share(std::max<std::uint64_t>(differ, all / 50)), 0);
        weigh_differences((left + right) / 2, alone(left, left_any), alone(right, right_any));
    }

  private:
    static constexpr std::uint64_t all = 1'000'000;
    static constexpr std::uint64_t stated_equal = 830'000;
    static constexpr std::uint64_t stated_unequal = 50'000;
    static constexpr std::uint64_t stated_any = 900'000;
    static constexpr std::uint64_t stated_different = 950'000;

    /// No share is taken to be less than two in a hundred thousand, none of being alone less than
    /// two in a hundred.
    static millinats log_share(std::uint64_t share) noexcept {
        constexpr std::uint64_t least = 20;
        return static_cast<millinats>(detail::natural_log(std::max(share, least))
                                      - detail::natural_log(all));
    }
    static millinats odds_of(std::uint64_t left, std::uint64_t right) noexcept {
        return (log_share(left) + log_share(right)) / 2 - log_share(std::max(all - left, all / 50))
               - log_share(std::max(all - right, all / 50));
    }
    /// How many rows have no partner, as far as it is known.
    std::uint64_t alone(std::uint64_t equal, share_count const& any) const noexcept {
        auto const differ = std::min(unequal.share(stated_unequal), all - 1);
        auto const partnered = any.of > 0 ? any.share(stated_any) : equal * all / (all - differ);
        return std::max(all - std::min(partnered, all), all / 50);
    }

    void weigh_differences(std::uint64_t equal, std::uint64_t left_alone,
                           std::uint64_t right_alone) noexcept {
        constexpr std::uint64_t width = 347; // of a cell in thousandths of a nat
        constexpr std::uint64_t stated = 30; // of a cell, in thousandths of all differences
        constexpr std::uint64_t counts = 20; // as many seen pairs as what is stated
        auto const partnered = all - (left_alone + right_alone) / 2;
        auto const differ = std::min(unequal.share(stated_unequal), all - 1);
        auto const rate = left_any.of > 0 && partnered > equal
                              ? partnered - equal
                              : std::min(equal * differ / (all - differ), all - equal);
        auto const base = log_share(rate) - log_share(left_alone) - log_share(right_alone);
        std::uint64_t pairs = 0;
        for (auto const seen : differences)
            pairs += seen;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            auto const seen = smooth(i); // times four
            auto const share = (seen * 250 + stated * counts) * 1'000 / (pairs + counts);
            auto const density = (share * 49 + stated * 1'000) / 50 * 1'000 / width;
            difference_odds[i] = base + log_share(density);
            if (difference_odds[i] > difference_odds[best_difference])
                best_difference = static_cast<std::uint8_t>(i);
        }
    }
    /// Four times the mean of a cell and its neighbours of the same direction.
    std::uint64_t smooth(std::size_t i) const noexcept {
        auto const first = i < difference_cells::one_way ? 0 : difference_cells::one_way;
        auto const last = first + difference_cells::one_way - 1;
        return 2 * differences[i] + differences[i > first ? i - 1 : i]
               + differences[i < last ? i + 1 : i];
    }
};

} // namespace recon
