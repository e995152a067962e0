// recon/detail/near_search.hpp - partners of unequal amount, the nearest amounts first.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/claims.hpp>
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

/// The right types of a pool in the order of fact, an amount at a time, and as many days of it as a
/// date window has: what lies outside one is not even looked at.
class amount_runs {
  public:
    struct run {
        std::uint32_t begin, end; ///< of the types
        std::uint32_t alike;      ///< rows of its largest type
        std::int64_t minor;
        std::int32_t first_day, last_day;
        detail::rivals::place place; ///< among the rows of both sides
    };

    /// What is asked of a type before its rows are looked at.
    struct partner {
        detail::reference_signature names;
        std::int32_t day;
        std::int32_t claimed; ///< of its first row, in millinats
        std::uint32_t rows;
        bool referenced;
    };

    amount_runs() noexcept = default;
    amount_runs(pool const& sorted, any_comparer const& compare, claims const& claimed) {
        if (sorted.types.size() > 0) divide_days(sorted, compare);
        detail::rivals::hints hints;
        detail::buffer<run> runs;
        detail::buffer<std::uint32_t> span_of;
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            auto const here = span_at(f.book, f.day);
            if (runs.empty() || runs.back().minor != f.minor || span_of.back() != here) {
                runs.push_back({r, r, 0, f.minor, f.day, f.day,
                                compare.rivals().place_of(f.book, f.minor, hints)});
                span_of.push_back(here);
            }
            auto& last = runs.back();
            auto const rows = sorted.types[r].count;
            last.end = r + 1;
            last.last_day = f.day;
            last.alike = std::max(last.alike, rows);
            partners_.push_back(
                {compare.signature_of(f), f.day, claimed.right[f.row], rows, f.reference != 0});
        }
        arrange(runs, span_of);
    }

    partner const& of(std::uint32_t type) const { return partners_[type]; }
    run const& operator[](std::size_t at) const { return runs_[at]; }

    /// Runs of a book and some days, by amount.
    struct span {
        std::uint32_t begin, end;
    };
    /// How many spans a window of days touches, and the first of them.
    struct spans {
        std::uint32_t first, count;
    };
    spans touched(std::uint32_t book, std::int64_t low, std::int64_t high) const noexcept {
        auto const last = first_day_ + static_cast<std::int64_t>(per_book_) * width_ - 1;
        if (per_book_ == 0 || book >= books_ || high < first_day_ || low > last) return {0, 0};
        auto const from = span_at(book, std::max<std::int64_t>(low, first_day_));
        return {from, span_at(book, std::min(high, last)) - from + 1};
    }
    span operator()(std::uint32_t number) const noexcept {
        return {span_begin_[number], span_begin_[number + std::size_t{1}]};
    }
    /// The first of a span that is not below an amount. O(log amounts).
    std::uint32_t first_from(span const& among, std::int64_t minor) const {
        return detail::first_not(among.begin, among.end,
                                 [&](std::uint32_t i) { return runs_[i].minor < minor; });
    }

  private:
    /// Spans are as wide as a date window, and not too many.
    void divide_days(pool const& sorted, any_comparer const& compare) {
        constexpr std::int64_t spans_most = 1'024;
        auto const window = compare.day_window(sorted.first(0));
        auto last_day = sorted.first(0).day;
        first_day_ = last_day;
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            first_day_ = std::min<std::int64_t>(first_day_, f.day);
            last_day = std::max(last_day, f.day);
            books_ = std::max(books_, f.book + 1);
        }
        auto const days = last_day - first_day_ + 1;
        width_ = std::clamp<std::int64_t>((window.high - window.low).count() + 1,
                                          days / spans_most + 1, days);
        per_book_ = static_cast<std::uint32_t>((days - 1) / width_ + 1);
    }
    std::uint32_t span_at(std::uint32_t book, std::int64_t day) const noexcept {
        return book * per_book_ + static_cast<std::uint32_t>((day - first_day_) / width_);
    }
    /// By span; those of each stay in the order of their amounts.
    void arrange(detail::buffer<run> const& runs, detail::buffer<std::uint32_t> const& span_of) {
        span_begin_.resize(std::size_t{books_} * per_book_ + 1);
        for (auto const number : span_of)
            ++span_begin_[number + std::size_t{1}];
        for (std::size_t i = 1; i < span_begin_.size(); ++i)
            span_begin_[i] += span_begin_[i - 1];
        auto next = span_begin_;
        runs_.resize_for_overwrite(runs.size());
        for (std::size_t i = 0; i < runs.size(); ++i)
            runs_[next[span_of[i]]++] = runs[i];
    }

    detail::buffer<run> runs_;
    detail::buffer<partner> partners_;         // by type
    detail::buffer<std::uint32_t> span_begin_; // among the runs
    std::int64_t first_day_ = 0, width_ = 1;
    std::uint32_t per_book_ = 0, books_ = 0;
};

/// The most rivals that a pair of a left type can have and take part, by what is claimed of it.
class near_reach {
  public:
    near_reach() noexcept = default;
    /// O(types), and a search for each claim that occurs.
    near_reach(pool const& left, claims const& claimed, any_comparer const& compare) {
        if (!compare.competes()) return;
        for (auto const& type : left.types) {
            auto const& f = left.facts[type.begin];
            auto const claim = static_cast<std::size_t>(claimed.left[f.row]);
            auto& most = most_[compare.refers(f) ? 1 : 0];
            if (claim >= most.size()) most.resize(claim + 1, unknown);
            if (most[claim] == unknown)
                most[claim] = compare.most_rivals(claimed.left[f.row], compare.refers(f));
        }
    }
    std::uint32_t most(std::int32_t claim, bool refers) const {
        return most_[refers ? 1 : 0][static_cast<std::size_t>(claim)];
    }

  private:
    static constexpr auto unknown = ~std::uint32_t{0};
    detail::buffer<std::uint32_t> most_[2]; // by claim
};

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
