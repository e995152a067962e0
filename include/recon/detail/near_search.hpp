// recon/detail/near_search.hpp - partners of unequal amount, the nearest amounts first.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/claims.hpp>
#include <recon/detail/amount_runs.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/edge_writer.hpp>
#include <recon/detail/reference_signatures.hpp>
#include <recon/detail/rivals.hpp>
#include <recon/detail/sort.hpp>
#include <recon/pool.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon {

namespace detail {

/// Looks for partners of one left type after the other: from its amount outwards, the nearest
/// first, as far as the tolerance lets; where matches compete, as far as any pair could still take
/// part, as more and more rivals come to lie between the two amounts.
class near_search {
  public:
    /// `right` is in the order of fact, and `runs` are its amounts. Equal amounts are left out
    /// where matches compete, unless they are wanted: as a rule those have been through the
    /// competition already.
    near_search(edge_writer& writer, amount_runs const& runs, near_reach const& reach,
                claims const& claimed, std::size_t most, bool equal_too)
        : writer_(writer), left_(writer.left()), right_(writer.right()), compare_(writer.compare()),
          runs_(runs), reach_(reach), claimed_(claimed), most_(most),
          competes_(compare_.competes()), adds_up_(compare_.adds_up()),
          equal_too_(equal_too || !competes_) {
        if (!adds_up_) return;
        pair_evidence best;
        best.text = score_max;
        best_text_ = std::max(compare_.odds_of_texts(best), 0);
        least_ = compare_.least_odds(false);
        best_days_ = compare_.best_odds_without_text({});
    }

    /// Left types in the order of fact.
    void around(std::uint32_t l) {
        l_ = l;
        looks_ = most_;
        cut_short_ = false;
        auto const& f = left_.first(l);
        auto const window = compare_.amount_window(f);
        auto const days = compare_.day_window(f);
        low_ = days.low.time_since_epoch().count();
        high_ = days.high.time_since_epoch().count();
        signature_ = compare_.signature_of(f);
        claim_ = competes_ ? claimed_.left[f.row] : 0;
        place_ = compare_.rivals().place_of(f.book, f.minor, hints_);
        others_most_ = competes_ ? compare_.most_others(reach_.most(claim_, signature_.refers()), f)
                                 : std::numeric_limits<std::int64_t>::max();
        if (others_most_ < 0 && !equal_too_) return; // not even without any
        days_add_ = adds_up_ && high_ - low_ < days_most;
        if (days_add_) weigh_days(f);
        auto const from = writer_.edges().size();
        begin_walk(f);
        bool more_up = true;
        bool more_down = true;
        while (!cut_short_) {
            auto* const up = more_up ? next_up(window.high.minor) : nullptr;
            auto* const down = more_down ? next_down(window.low.minor) : nullptr;
            if (up == nullptr && down == nullptr) break;
            bool const upwards = up != nullptr
                                 && (down == nullptr
                                     || distance(runs_[up->up].minor, f.minor)
                                            <= distance(runs_[down->down - 1].minor, f.minor));
            if (upwards)
                more_up = look_at(runs_[up->up++]);
            else
                more_down = look_at(runs_[--down->down]);
        }
        if (cut_short_) writer_.note_limit(l);
        writer_.sort_edges(from);
    }

  private:
    /// How far the walk has come in one span: [down, up) has been looked at.
    struct walk {
        std::uint32_t down, up;
        amount_runs::span among;
    };
    void begin_walk(fact const& f) {
        walks_.clear();
        auto const [first, count] = runs_.touched(f.book, low_, high_);
        for (std::uint32_t n = 0; n < count; ++n) {
            auto const among = runs_(first + n);
            auto const at = runs_.first_from(among, f.minor);
            walks_.push_back({at, at, among});
        }
    }
    /// Where the next run upwards is, or downwards; null where it lies beyond an amount.
    walk* next_up(std::int64_t most) {
        walk* next = nullptr;
        for (auto& w : walks_)
            if (w.up < w.among.end
                && (next == nullptr || runs_[w.up].minor < runs_[next->up].minor))
                next = &w;
        return next != nullptr && runs_[next->up].minor <= most ? next : nullptr;
    }
    walk* next_down(std::int64_t least) {
        walk* next = nullptr;
        for (auto& w : walks_)
            if (w.down > w.among.begin
                && (next == nullptr || runs_[w.down - 1].minor > runs_[next->down - 1].minor))
                next = &w;
        return next != nullptr && runs_[next->down - 1].minor >= least ? next : nullptr;
    }

    /// False when nothing further off can take part either.
    bool look_at(amount_runs::run const& run) {
        auto const& f = left_.first(l_);
        bool const equal = run.minor == f.minor;
        if (equal && !equal_too_) return true;
        bool const counted = !equal && competes_;
        if (counted) {
            count_rows(run);
            if (static_cast<std::int64_t>(others(run.alike)) > others_most_) return false;
        }
        if (run.last_day < low_ || run.first_day > high_) return true;
        auto r = run.begin;
        if (run.first_day < low_)
            r = first_not(r + 1, run.end, [&](std::uint32_t x) { return runs_.of(x).day < low_; });
        auto const& g = right_.first(r);
        if (g.day > high_ || !compare_.amounts_pass(f, g)) return true;
        pair_evidence e;
        e.claimed = claim_;
        if (counted) compare_.set_rivals(e, f, others(run.alike));
        compare_.add_amounts(e, f, g);
        if (days_add_ && !e.equal_amount)
            look_at_rows(e, r, run.end);
        else
            look_at_days(e, r, run.end);
        return !cut_short_;
    }

    /// What each day of the window adds to the odds, at most 0.
    void weigh_days(fact const& f) {
        day_odds_.clear();
        auto dated = f;
        for (auto day = low_; day <= high_; ++day) {
            dated.day = static_cast<std::int32_t>(day);
            pair_evidence e;
            day_odds_.push_back(compare_.add_days(e, f, dated)
                                    ? compare_.odds_without_text(e) - best_days_
                                    : never);
        }
    }

    /// Weighs the pairs inside the window, of types [r, end) of one amount, that could take part if
    /// their texts spoke for them.
    void look_at_rows(pair_evidence& e, std::uint32_t r, std::uint32_t end) {
        auto const needed = [&](reference_match match) {
            e.reference = match;
            return least_ - best_text_ - compare_.best_odds_without_text(e);
        };
        auto any = needed(reference_match::absent);
        auto named = std::numeric_limits<millinats>::max();
        if (left_.first(l_).reference != 0) any = std::min(any, needed(reference_match::different));
        if (signature_.refers()) named = needed(reference_match::equal);
        if (any > 0 && named > 0) return; // not on the best day
        for (; r < end && runs_.of(r).day <= high_; ++r) {
            auto const& partner = runs_.of(r);
            auto const odds = day_odds_[static_cast<std::size_t>(partner.day - low_)]
                              - (competes_ ? partner.claimed : 0);
            if (odds < any && (odds < named || !may_meet(signature_, partner.names))) continue;
            if (!compare_.add_days(e, left_.first(l_), right_.first(r))) continue;
            cut_short_ = looks_ == 0;
            if (cut_short_) return;
            --looks_;
            weigh(e, r);
        }
    }

    /// The same where odds do not add up.
    void look_at_days(pair_evidence& e, std::uint32_t r, std::uint32_t end) {
        bool const any = compare_.may_compete(e, false);
        bool const refers = signature_.refers() && compare_.may_compete(e, true);
        auto const& f = left_.first(l_);
        while ((any || refers) && r < end && right_.first(r).day <= high_) { // a day at a time
            auto const day = right_.first(r).day;
            bool const in_time = compare_.add_days(e, f, right_.first(r));
            bool const all = any && in_time && compare_.may_compete_dated(e, false);
            bool const named = !all && in_time && refers && compare_.may_compete_dated(e, true);
            for (; r < end && right_.first(r).day == day; ++r) {
                if (!all && (!named || !may_meet(signature_, runs_.of(r).names))) continue;
                cut_short_ = looks_ == 0;
                if (cut_short_) return;
                --looks_;
                weigh(e, r);
            }
        }
    }

    void weigh(pair_evidence e, std::uint32_t r) {
        auto const& f = left_.first(l_);
        auto const& partner = runs_.of(r);
        if (competes_) e.claimed = claim_ + partner.claimed;
        if (e.rivals > 0) compare_.set_rivals(e, f, others(partner.rows));
        if (may_meet(signature_, partner.names))
            e.reference = compare_.references_between(f, right_.first(r));
        else
            e.reference = any_comparer::unmet(f.reference != 0, partner.referenced);
        writer_.weigh_dated(e, l_, r);
    }

    /// Rows of either side from the amount of the left type to that of a run.
    void count_rows(amount_runs::run const& run) {
        bool const above = run.minor > left_.first(l_).minor;
        auto const& low = above ? place_ : run.place;
        auto const& high = above ? run.place : place_;
        left_rows_ = high.left.upto - low.left.below;
        right_rows_ = high.right.upto - low.right.below;
    }
    std::uint64_t others(std::uint32_t alike) const {
        return rivals::others(left_rows_, right_rows_, {left_.types[l_].count, alike});
    }

    static constexpr std::int64_t days_most = 400; // of a window whose days are worked out at once
    static constexpr millinats never = -1'000'000;

    edge_writer& writer_;
    pool const& left_;
    pool const& right_;
    any_comparer const& compare_;
    amount_runs const& runs_;
    near_reach const& reach_;
    claims const& claimed_;
    std::size_t most_, looks_ = 0;
    bool competes_, adds_up_, equal_too_, days_add_ = false, cut_short_ = false;
    std::int32_t claim_ = 0;
    reference_signature signature_; // of the left type
    std::uint32_t l_ = 0;
    std::int64_t low_ = 0, high_ = 0; // days
    buffer<walk> walks_;              // in the spans that the window touches
    buffer<millinats> day_odds_;      // of the window, by day
    millinats best_text_ = 0, best_days_ = 0, least_ = 0;
    std::int64_t others_most_ = 0;
    std::uint64_t left_rows_ = 0, right_rows_ = 0; // from one amount to the other
    rivals::place place_{};                        // of the left type's amount
    rivals::hints hints_;
};

} // namespace detail

} // namespace recon
