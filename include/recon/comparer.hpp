// recon/comparer.hpp - weighs pairs of rows by the caller's tolerances and scorer.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/intake.hpp>
#include <recon/learn.hpp>
#include <recon/score.hpp>
#include <recon/tolerance.hpp>

#include <chrono>
#include <cstdint>
#include <limits>

namespace recon {

/// Weighs pairs by the caller's tolerances and scorer. `all` is sorted, and outlives it, as do
/// `within` and `rejected`.
template <class Amount, class Day, class Scorer>
class comparer final : public any_comparer {
  public:
    comparer(intake const& all, tolerances<Amount, Day> const& within, Scorer const& scorer,
             score_t min_confidence, ruled_out const& rejected)
        : any_comparer(all, min_confidence, floor_of_scorer(), near_floor_of_scorer(), rejected),
          within_(within), scorer_(scorer) {}

    bool amounts_pass(fact const& left, fact const& right) const override {
        // A difference that is no amount of its own could not be reported.
        return left.book == right.book && distance(left.minor, right.minor) <= amount_most
               && within_.amount(amount_of(left), amount_of(right));
    }
    bool days_pass(fact const& left, fact const& right) const override {
        return within_.day(left.date(), right.date());
    }
    interval<money> amount_window(fact const& left) const override {
        return within_.amount.window(amount_of(left));
    }
    interval<std::chrono::sys_days> day_window(fact const& left) const override {
        return within_.day.window(left.date());
    }
    score_t total(pair_evidence const& e) const override { return scorer_.total(e); }
    bool competes() const override {
        if constexpr (requires { Scorer::competes; })
            return Scorer::competes;
        else
            return false;
    }
    bool adds_up() const override { return sums; }
    millinats odds_without_text([[maybe_unused]] pair_evidence const& e) const override {
        if constexpr (sums) return scorer_.odds_without_text(e);
        return 0;
    }
    millinats odds_of_texts([[maybe_unused]] pair_evidence const& e) const override {
        if constexpr (sums) return scorer_.odds_of_texts(e);
        return 0;
    }
    millinats best_odds_without_text([[maybe_unused]] pair_evidence const& e) const override {
        if constexpr (sums) return scorer_.odds_without_text(scorer_.on_best_day(e));
        return 0;
    }
    score_t offered_min() const override {
        if constexpr (requires { Scorer::offered_min; })
            return Scorer::offered_min;
        else
            return 0;
    }
    void learn([[maybe_unused]] evidence_sample const& seen) override {
        if constexpr (requires { scorer_ = scorer_.learnt(seen); }) scorer_ = scorer_.learnt(seen);
    }
    evidence_table const* learnt() const override {
        if constexpr (requires { evidence_table{scorer_.table}; })
            return &scorer_.table;
        else
            return nullptr;
    }
    score_t day_closeness(fact const& left, fact const& right) const override {
        return within_.day.closeness(left.date(), right.date());
    }

  private:
    static constexpr bool sums = requires(Scorer const& s, pair_evidence const& e) {
        s.odds_without_text(s.on_best_day(e)) + s.odds_of_texts(e);
    };
    /// Below this, a pair does not even compete.
    static constexpr score_t floor_of_scorer() {
        if constexpr (requires { Scorer::rival_min; })
            return Scorer::rival_min;
        else
            return score_max;
    }
    static constexpr score_t near_floor_of_scorer() {
        if constexpr (requires { Scorer::near_rival_min; })
            return Scorer::near_rival_min;
        else
            return floor_of_scorer();
    }
    score_t amount_closeness(fact const& left, fact const& right) const override {
        return within_.amount.closeness(amount_of(left), amount_of(right));
    }
    score_t weight(pair_evidence const& e) const override { return scorer_.weight(e); }
    score_t ceiling(pair_evidence const& e) const override { return scorer_.ceiling(e); }
    score_t bound([[maybe_unused]] pair_evidence const& e) const override {
        if constexpr (requires { scorer_.bound(e); })
            return scorer_.bound(e);
        else
            return score_max;
    }
    score_t bound_of_amounts([[maybe_unused]] pair_evidence const& e) const override {
        if constexpr (requires { scorer_.on_best_day(e); })
            return scorer_.ceiling(scorer_.on_best_day(e));
        else
            return score_max;
    }

    static constexpr std::uint64_t amount_most = std::numeric_limits<std::int64_t>::max();
    tolerances<Amount, Day> const& within_;
    Scorer scorer_;
};

} // namespace recon
