// recon/score.hpp - how likely it is that two rows are the same money, from what can be seen of
// them. A scorer is a plain value; this one is the weighted sum of the product before recon.
#pragma once

#include <recon/detail/odds.hpp>
#include <recon/error.hpp>
#include <recon/reference.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>

namespace recon {

/// No amount is so rare that two rows could not have it by chance.
inline constexpr std::uint32_t rivals_least = 50;

/// What rows of one amount usually say: taken off or added where texts are alike, or are not, in
/// millinats. All from one shop, being alike says less, and being unlike is no surprise.
struct usual_texts {
    std::int16_t alike = 0;
    std::int16_t unlike = 0;

    /// `all`: how often rows of one amount are alike in this run, in millionths; `here`: those of
    /// this amount.
    static usual_texts of(std::uint64_t all, std::uint64_t here) noexcept {
        auto const ratio = [](std::uint64_t a, std::uint64_t b) {
            constexpr std::uint64_t least = 1'000; // no share is less than one in a thousand
            return static_cast<std::int16_t>(detail::natural_log(std::max(a, least))
                                             - detail::natural_log(std::max(b, least)));
        };
        constexpr std::uint64_t whole = 1'000'000;
        return {ratio(all, here),
                ratio(whole - std::min(all, whole), whole - std::min(here, whole))};
    }
};

/// What can be seen of a left and a right row that the tolerances let pass.
struct pair_evidence {
    bool equal_amount = false;
    std::uint8_t difference = 0; ///< of unequal amounts: its cell (agreement.hpp)
    score_t amount = 0;          ///< closeness of the amounts, 0..1'000'000
    std::int32_t gap = 0;        ///< what they differ by, in thousandths of the larger one
    score_t day = 0;             ///< closeness of the days
    std::int32_t lag = 0;        ///< left day minus right day
    score_t text = -1;           ///< similarity of the texts; -1: one of them is missing
    reference_match reference = reference_match::absent;
    /// How many other rows of the fuller side are expected to have such an amount, from the one to
    /// the other, inside one date window, in thousandths; at least rivals_least. 0: not counted
    /// yet.
    std::uint32_t rivals = 0;
    /// Whether other rows have such an amount, at any time. Only where the rivals are counted.
    bool recurring = false;
    usual_texts usual{}; ///< of this amount
    /// What speaks for the rows belonging to others, in millinats: what earlier stages have seen.
    std::int32_t claimed = 0;
};

/// A scorer says of a pair
///   total(e)      the confidence that it is the same money, 0..1'000'000, it alone regarded;
///   weight(e)     what the assignment adds up, 1..2'000'000 for all that may match;
///   ceiling(e)    the highest total(e) there can be, whatever its text and, where they are
///                 not counted, its rivals;
/// where more rivals never raise a total; and knows
///   min_margin    how much weight a match must have over the next best for there to be no doubt.
/// A scorer may also have
///   competes      true: weight(e) is the odds in millinats, of any sign. The confidence of a match
///                 is then its probability when all who compete for its rows are regarded
///                 (posterior.hpp), and its margin the probability that its rows belong to nobody
///                 else;
///   rival_min     where matches compete: the total from which a pair takes part, though it may be
///                 less than a match needs; near_rival_min: the same where the amounts differ;
///   bound(e)      where matches compete: the highest ceiling of all pairs of unequal amounts that
///                 have the rivals, the reference and the claims of e;
///   on_best_day(e)
///                 the same pair on the day that most speaks for it, whatever else it has;
///   offered_min   where matches compete: the confidence that a match needs;
///   odds_without_text(e), odds_of_texts(e)
///                 where matches compete: what adds up to weight(e), of which total(e) is the
///                 probability. The first does not hang on the text, nor the second on the days,
///                 which add the same to the first whatever else there is;
///   learnt(seen)  the scorer as it is after what a run has shown it (learn.hpp).
template <class S>
concept scorer = std::copy_constructible<S> && requires(S const& s, pair_evidence const& e) {
    { s.total(e) } -> std::same_as<score_t>;
    { s.weight(e) } -> std::same_as<score_t>;
    { s.ceiling(e) } -> std::same_as<score_t>;
    { s.min_margin } -> std::convertible_to<score_t>;
};

/// A weighted sum: 0.30 for the amount, 0.20 for the day, 0.50 for the text, and 0.10 on top for an
/// equal or contained reference. A text that is missing on either side is no evidence, neither for
/// nor against: the other parts then count in proportion.
struct weighted {
    score_t amount = 300'000;
    score_t day = 200'000;
    score_t text = 500'000;
    score_t reference = 100'000;
    score_t min_margin = 20'000;

    constexpr score_t total(pair_evidence const& e) const noexcept {
        return std::min(sum(e), score_max);
    }
    /// Not cut off at the whole: a reference on top still tells better partners from good ones.
    constexpr score_t weight(pair_evidence const& e) const noexcept {
        return std::max(sum(e), score_t{1});
    }
    constexpr score_t ceiling(pair_evidence e) const noexcept {
        e.text = -1;
        auto const without = total(e);
        e.text = score_max;
        return std::max(without, total(e));
    }

  private:
    constexpr score_t sum(pair_evidence const& e) const noexcept {
        bool const texts = e.text >= 0;
        auto const found = std::int64_t{amount} * e.amount + std::int64_t{day} * e.day
                           + (texts ? std::int64_t{text} * e.text : 0);
        auto const whole = std::int64_t{amount} + day + (texts ? text : 0);
        auto const plus = e.reference >= reference_match::contained ? reference : 0;
        return static_cast<score_t>((whole > 0 ? found / whole : 0) + plus);
    }
};
static_assert(scorer<weighted>);

} // namespace recon
