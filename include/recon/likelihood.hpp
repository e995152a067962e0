// recon/likelihood.hpp - the default scorer: what each part of the evidence says for or against, as
// a logarithm of odds, added up (Fellegi and Sunter, JASA 64, 1969; the weights are I. J. Good's
// "weight of evidence"). These are the stated priors.
#pragma once

#include <recon/detail/odds.hpp>
#include <recon/learn.hpp>
#include <recon/score.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace recon {

namespace detail {

/// A line through points, flat outside them.
template <std::size_t N>
constexpr millinats between(std::array<std::array<std::int32_t, 2>, N> const& points,
                            std::int32_t at) noexcept {
    if (at <= points[0][0]) return points[0][1];
    for (std::size_t i = 1; i < N; ++i) {
        auto const [x0, y0] = points[i - 1];
        auto const [x1, y1] = points[i];
        if (at > x1) continue;
        return static_cast<millinats>(y0
                                      + std::int64_t{y1 - y0} * (at - x0) / std::max(x1 - x0, 1));
    }
    return points[N - 1][1];
}

} // namespace detail

/// Evidence added up as odds. A part that is missing adds nothing. Before a run has shown it enough
/// sure pairs, days and texts say what is stated here.
struct likelihood {
    /// The chance that a match's rows belong to nobody else must be this high, or it is ambiguous.
    score_t min_margin = 980'000;
    evidence_table table{}; ///< what was learnt; empty: the stated odds hold

    /// Weights are odds in millinats: matches compete, and confidence is a probability.
    static constexpr bool competes = true;
    /// Pairs that are less likely than this do not take part in the competition.
    static constexpr score_t rival_min = 50'000;
    /// The same where the amounts differ: there are many such pairs, and few are right.
    static constexpr score_t near_rival_min = 300'000;
    /// Less likely than this among those who compete, a match is not offered: of two that fit
    /// equally well one is, of three none.
    static constexpr score_t offered_min = 350'000;
    /// With fewer sure pairs there is too little to learn from.
    static constexpr std::size_t sure_min = 40;
    /// Then unlike texts say no more against a pair than this: among few rows, amounts are rarely
    /// equal by chance, and a lone partner on another day is for a person to see.
    static constexpr millinats unlike_among_few = -2'000;

    /// The odds that a pair is the same money, in millinats.
    millinats odds(pair_evidence const& e) const noexcept {
        return odds_without_text(e) + odds_of_texts(e);
    }
    /// What adds up to them: all but the texts, and the texts.
    millinats odds_without_text(pair_evidence const& e) const noexcept {
        if (!table.learnt())
            return odds_of_amount(e) + odds_of_day(e) + odds_of_reference(e) - e.claimed;
        auto const reference = e.reference == reference_match::different
                                   ? table.agree.different_odds
                                   : odds_of_reference(e);
        return learnt_amount(e) + table.odds_of_lag(e.lag) + reference - e.claimed;
    }
    /// Where the amounts differ as well, unlike texts weigh more.
    millinats odds_of_texts(pair_evidence const& e) const noexcept {
        if (e.text < 0) return 0;
        if (table.learnt()) return learnt_text(e);
        auto const odds = std::max(odds_of_text(e), unlike_among_few);
        return odds < 0 && !e.equal_amount ? odds * 3 / 2 : odds;
    }
    score_t total(pair_evidence const& e) const noexcept { return detail::probability(odds(e)); }
    score_t weight(pair_evidence const& e) const noexcept { return odds(e); }
    score_t ceiling(pair_evidence e) const noexcept {
        e.text = score_max;
        return detail::probability(odds_without_text(e) + std::max(odds_of_texts(e), 0));
    }
    /// The highest ceiling of all pairs of unequal amounts with the rivals, the reference and the
    /// claims of `e`.
    score_t bound(pair_evidence e) const noexcept {
        e.equal_amount = false;
        e.amount = score_max;
        e.gap = 0;
        e.difference = table.agree.best_difference;
        return ceiling(on_best_day(e));
    }
    /// The same pair on the day that most speaks for it.
    pair_evidence on_best_day(pair_evidence e) const noexcept {
        e.day = score_max;
        e.lag = table.learnt() ? table.best_lag : 0;
        return e;
    }
    /// The same scorer with what a run has shown.
    likelihood learnt(evidence_sample const& seen) const {
        auto result = *this;
        if (seen.sure_pairs >= sure_min && !seen.lags.empty()) result.table = learn(seen, *this);
        return result;
    }

    /// An amount that is equal to the minor unit, or near; the less the more rows have such a one.
    /// And the pair being a candidate at all.
    static constexpr millinats odds_of_amount(pair_evidence const& e) noexcept {
        constexpr std::uint32_t one = 1'000;
        constexpr auto log_of_one = static_cast<millinats>(detail::natural_log(one));
        constexpr auto log_of_least = static_cast<millinats>(detail::natural_log(rivals_least));
        // That nobody has a near amount is no wonder: of these, one rival is always expected.
        auto const least = e.equal_amount ? rivals_least : one;
        auto const rivals = e.rivals > least ? static_cast<millinats>(detail::natural_log(e.rivals))
                                             : (e.equal_amount ? log_of_least : log_of_one);
        auto const near =
            1'000 + static_cast<millinats>(e.amount / 1'000 * 3 / 2) + odds_of_gap(e.gap);
        return (e.equal_amount ? 3'300 : near) + log_of_one - rivals;
    }
    /// A tolerance of 5.00 is a rounding of 500.00, and another purchase than one of 4.00: what
    /// unequal amounts differ by speaks against them where it is a great part of the larger one.
    static constexpr millinats odds_of_gap(std::int32_t thousandths) noexcept {
        constexpr std::array<std::array<std::int32_t, 2>, 5> points{
            {{50, 0}, {100, -300}, {250, -1'500}, {500, -4'000}, {1'000, -6'500}}};
        return detail::between(points, thousandths);
    }
    /// The same day stands out; then the closer the better.
    static constexpr millinats odds_of_day(pair_evidence const& e) noexcept {
        if (e.lag == 0) return 1'500;
        return 800 - static_cast<millinats>((score_max - e.day) / 1'000 * 9 / 5);
    }
    /// Texts alike speak for it more than unlike texts speak against it: banks shorten, and
    /// bookkeepers paraphrase. Where a reference says whom a text means, its other words do not
    /// speak against it.
    static constexpr millinats odds_of_text(pair_evidence const& e) noexcept {
        constexpr std::array<std::array<std::int32_t, 2>, 6> points{{{0, -2'800},
                                                                     {200'000, -1'200},
                                                                     {400'000, 800},
                                                                     {600'000, 2'000},
                                                                     {800'000, 3'000},
                                                                     {1'000'000, 4'000}}};
        if (e.text < 0) return 0;
        auto const odds = detail::between(points, e.text);
        return e.reference >= reference_match::contained ? std::max(odds, 0) : odds;
    }
    /// Two systems number the same payment differently, so different references say nothing.
    static constexpr millinats odds_of_reference(pair_evidence const& e) noexcept {
        switch (e.reference) {
        case reference_match::equal: return 6'000;
        case reference_match::contained: return 5'000;
        case reference_match::different:
        case reference_match::absent: return 0;
        }
        return 0;
    }

  private:
    millinats learnt_amount(pair_evidence const& e) const noexcept {
        constexpr auto log_of_one = static_cast<millinats>(detail::natural_log(1'000));
        auto const rivals = detail::natural_log(std::max(e.rivals, rivals_least));
        auto const odds = !e.equal_amount ? table.agree.difference_odds[e.difference]
                          : e.recurring || e.rivals == 0 // not counted yet
                              ? table.agree.usual_odds
                              : table.agree.equal_odds;
        return odds + log_of_one - static_cast<millinats>(rivals);
    }
    millinats alike_here(std::size_t cell, usual_texts const& usual) const noexcept {
        auto const shared = table.recurring[cell].odds;
        return std::min(shared + usual.alike, std::max(table.texts[cell].odds, shared));
    }
    /// However usual unlike texts are, they say no more than alike ones do.
    millinats unlike_here(pair_evidence const& e) const noexcept {
        auto const odds = table.odds_of_text(e.text, true) + e.usual.unlike;
        if (table.alike_from >= evidence_table::text_cells) return odds;
        return std::min(odds, alike_here(table.alike_from, e.usual));
    }
    millinats learnt_text(pair_evidence const& e) const noexcept {
        auto const alone = table.odds_of_text(e.text, false);
        if (!e.equal_amount) return alone;
        // Rows of one amount are no less often alike than any rows.
        auto const here = table.is_alike(e.text)
                              ? alike_here(evidence_table::text_cell(e.text), e.usual)
                              : unlike_here(e);
        if (e.rivals > 0) return e.recurring ? here : alone;
        return std::max(here, alone); // they are counted later
    }
};
static_assert(scorer<likelihood>);

} // namespace recon
