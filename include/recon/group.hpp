// recon/group.hpp - several rows that are one payment on the other side: what is looked for, and
// how likely a sum that agrees is no accident.
//
// That amounts add up proves little where there are many of them: of n rows there are n(n-1)/2
// pairs, and some sum agrees by chance. How many sums would, is seen from how many come near. The
// odds of a group are those of a batch with such evidence (a shared reference, the same party,
// nothing but the sum), over the expected number of accidents, less what its rows are worth to
// others. Alternatives compete with each other, and groups with weak matches.
#pragma once

#include <recon/amount_tolerance.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/outcome.hpp>
#include <recon/subset_sum.hpp>

#include <cstddef>
#include <cstdint>

namespace recon {

/// Which groups are looked for: none, one left row against several right ones, or all kinds.
enum class group_mode : std::uint8_t { none, one_to_many, many_to_many };

/// What is looked at for one row; more, and the search is cut short, which the outcome says.
struct group_limits {
    std::size_t candidates_max = 64;       ///< rows of one kind of evidence
    std::size_t parties_max = 256;         ///< parties alike to one
    std::uint64_t steps_max = 60'000;      ///< of the search for sums around one row, at most
    std::uint64_t steps_all = 100'000'000; ///< of all searches, shared between the rows
    std::uint64_t steps_min = 4'000;       ///< which each row has in any case
};

/// What a run wants of groups.
struct group_choices {
    group_mode mode = group_mode::many_to_many;
    within tolerance{"0"};        ///< how far the sums of both sides may be apart
    std::size_t members_max = 12; ///< rows of either side of a group, 2 to 64
    group_limits limits{};
};

/// A group whose rows belong to another one with a higher probability than the rest is ambiguous.
inline constexpr score_t group_margin_min = 990'000;

/// What beside their sum speaks for rows being a group.
enum class group_evidence : std::uint8_t {
    sum,      ///< nothing: they are in the window
    party,    ///< their texts are alike, or known to go together
    reference ///< a reference or number of a payment that is on both sides
};

/// What is known of a group before it is weighed against others.
struct group_weight {
    group_evidence evidence = group_evidence::sum;
    bool mixed = false; ///< money in and out
    bool many_to_many = false;
    /// The row that is the sum names a party that the other side knows, but has none of its rows.
    bool other_party = false;
    /// It names a payment that is on the other side, but that is none of its rows.
    bool names_others = false;
    std::size_t named_missing = 0; ///< rows that it names, and could have, but are none of its own
    std::uint64_t alike = 1;       ///< rows beside it that have its amount, itself included
    std::size_t rows_of_sum = 2;
    std::int64_t span = 0; ///< days from the first of them to the last
    /// What else speaks for its rows, in millinats: their lags, less what they are worth to others.
    std::int64_t rows = 0;
    /// Logarithm of how many sums would agree by accident with as much evidence for their rows.
    std::int64_t chance = 0;
};

/// The odds that a group is one, in millinats.
constexpr millinats group_odds(group_weight const& g) noexcept {
    constexpr std::int64_t most = 14'000; // more makes no difference
    std::int64_t odds = 0;
    switch (g.evidence) { // how often a row with such candidates is a batch of them
    case group_evidence::sum: odds = -2'500; break;
    case group_evidence::party: odds = -1'500; break;
    case group_evidence::reference: odds = 3'000; break;
    }
    if (g.mixed) odds -= 700;
    if (g.other_party) odds -= 3'000;
    if (g.names_others) odds -= 5'000;
    odds -= 1'500 * static_cast<std::int64_t>(g.named_missing < 4 ? g.named_missing : 4);
    odds -= detail::natural_log(g.alike); // a usual price is rarely a sum
    if (g.rows_of_sum > 4)                // and without more evidence rarely one of many rows
        odds -= (g.evidence == group_evidence::sum ? 600 : 250)
                * static_cast<std::int64_t>(g.rows_of_sum - 4);
    if (g.span > 2) odds -= 350 * (g.span - 2); // a batch is of some days, not weeks
    if (g.many_to_many) odds -= 1'500;
    if (g.rows < 0) odds += g.rows; // what speaks for them is in the chance already
    odds -= g.chance;
    return static_cast<millinats>(odds > most ? most : odds < -most ? -most : odds);
}

/// The logarithm, in millinats, of how many of the sums seen would hit the target by chance, with
/// at least so much evidence for their rows: as dense as they lie around it, near or far, and for a
/// single amount as often as sums there end in the same two digits, which prices make far from
/// even.
constexpr std::int64_t accidents(sum_target const& target, near_sums const& near,
                                 std::int64_t evidence) noexcept {
    constexpr std::uint64_t few = 4; // tell no density
    auto const width = static_cast<std::uint64_t>(target.high - target.low) + 1;
    auto const all = near.from(evidence);
    std::int64_t dense = 0;
    for (unsigned scale = 0; scale < near_sums::scales; ++scale) {
        auto const around = static_cast<std::uint64_t>(target.around) >> (2 * scale);
        auto const count = near.from(evidence, scale).all;
        if (scale > 0 && count < few) break;
        auto const here = detail::natural_log(2 * count + 1) - detail::natural_log(4 * around + 2);
        if (scale == 0 || here > dense) dense = here;
    }
    dense += detail::natural_log(width);
    if (width > 1) return dense;
    constexpr std::uint64_t endings = 100; // taken to be even, as if 50 sums had shown it
    return dense + detail::natural_log(endings * (2 * all.alike + 1))
           - detail::natural_log(2 * all.all + endings);
}

} // namespace recon
