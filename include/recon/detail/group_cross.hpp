// recon/detail/group_cross.hpp - groups of several rows on both sides: rows of one party, or of one
// reference, whose sums agree as a whole but not in parts.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/group_search.hpp>
#include <recon/group.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace recon::detail {

/// Searches one bundle of left rows at a time.
class cross_search {
  public:
    cross_search(group_context const& in, group_proposals& out) : in_(in), out_(out) {}

    static constexpr std::size_t lefts_max = 8;      ///< of one party or reference
    static constexpr std::size_t rights_max = 16;    ///< that go with them
    static constexpr std::int32_t less_most = 1'000; ///< that speaks against a party of them

    /// Proposes groups of at least two of `lefts`, rows of few days, with at least two of the rows
    /// that `alike` parties have beside them.
    void of_party(view<fact> lefts, alike_parties const& alike, bool all_alike) {
        pool_.clear();
        for (auto const& [party, less] : alike) {
            if (less > less_most) continue;
            auto const [low, high] = window(lefts);
            in_.right.visit_party(party, lefts[0].book, low, high,
                                  [&](fact const& f) { offer(lefts, f); });
            if (pool_.size() > rights_max) return;
        }
        if (!all_alike) note_cut(lefts);
        propose(lefts, group_evidence::party);
    }
    /// The same for rows of one reference.
    void of_reference(view<fact> lefts) {
        pool_.clear();
        in_.right.visit_reference(lefts[0].reference, rights_max + 1,
                                  [&](fact const& f) { offer(lefts, f); });
        if (pool_.size() <= rights_max) propose(lefts, group_evidence::reference);
    }
    /// Not all sums of these rows are looked at, few as they are.
    void note_cut(view<fact> lefts) {
        for (auto const& f : lefts)
            out_.cut_short[0].push_back(f.row);
    }

  private:
    /// The days that could go with the first of the rows.
    std::pair<std::int64_t, std::int64_t> window(view<fact> lefts) const {
        auto const w = in_.compare.day_window(lefts[0]);
        return {w.low.time_since_epoch().count(), w.high.time_since_epoch().count()};
    }

    /// A row that goes with each of the left ones.
    void offer(view<fact> lefts, fact const& f) {
        for (auto const& l : lefts) {
            if (l.book != f.book || !in_.compare.days_pass(l, f) || in_.compare.rejected(l, f))
                return;
        }
        pool_.push_back(f);
    }

    void propose(view<fact> lefts, group_evidence evidence) {
        if (pool_.size() < 2) return;
        buffer<subset_search::amount> amounts;
        for (std::uint32_t i = 0; i < pool_.size(); ++i)
            amounts.push_back({pool_[i].minor, i, i, 0, false});
        subset_search search(amounts);
        auto steps = in_.steps;
        for (std::uint32_t set = 1; set < std::uint32_t{1} << lefts.size(); ++set) {
            chosen_.clear();
            std::int64_t sum = 0;
            for (std::uint32_t i = 0; i < lefts.size(); ++i) {
                if ((set >> i & 1U) == 0) continue;
                chosen_.push_back(i);
                sum += lefts[i].minor;
            }
            if (chosen_.size() < 2 || sum == 0) continue;
            if (chosen_.size() > in_.chosen.members_max) continue;
            if (!propose_for(lefts, sum, evidence, search, steps)) return note_cut(lefts);
        }
    }

    /// The right rows that add up to the chosen left ones; false when the steps are used up.
    bool propose_for(view<fact> lefts, std::int64_t sum, group_evidence evidence,
                     subset_search& search, std::uint64_t& steps) {
        auto const target = target_of(in_, sum, lefts[0].book);
        near_sums near;
        auto const most = std::min(in_.chosen.members_max, pool_.size());
        for (std::size_t members = 2; members <= most; ++members) {
            auto const first = out_.all.size();
            auto const seen = search.find(target, members, steps, near,
                                          [&](view<std::uint32_t> rights, std::int64_t) {
                                              if (is_irreducible(lefts, rights))
                                                  note(lefts, rights, evidence);
                                          });
            steps -= std::min(seen.steps, steps);
            if (!seen.complete) {
                out_.all.resize(first);
                return false;
            }
            weigh(first, accidents(target, near, 0));
        }
        return true;
    }

    /// Whether no part of the left rows is as much as a part of the right ones.
    bool is_irreducible(view<fact> lefts, view<std::uint32_t> rights) const {
        auto const count = chosen_.size() + rights.size();
        constexpr std::size_t checked_most = 16;
        if (count > checked_most) return false;
        for (std::uint32_t part = 1; part + 1 < std::uint32_t{1} << count; ++part) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < count; ++i) {
                if ((part >> i & 1U) == 0) continue;
                sum += i < chosen_.size() ? lefts[chosen_[i]].minor
                                          : -pool_[rights[i - chosen_.size()]].minor;
            }
            if (sum == 0) return false;
        }
        return true;
    }

    void note(view<fact> lefts, view<std::uint32_t> rights, group_evidence evidence) {
        group_proposal p;
        p.evidence = evidence;
        p.own_count = static_cast<std::uint32_t>(chosen_.size());
        p.other_count = static_cast<std::uint32_t>(rights.size());
        p.rows = static_cast<std::uint32_t>(out_.rows.size());
        group_weight weight;
        weight.evidence = evidence;
        weight.many_to_many = true;
        weight.rows_of_sum = std::max(chosen_.size(), rights.size());
        bool const in = lefts[chosen_[0]].minor > 0;
        for (auto const at : chosen_) {
            out_.rows.push_back(lefts[at].row);
            weight.rows -= in_.left.cost(lefts[at].row);
            weight.mixed = weight.mixed || (lefts[at].minor > 0) != in;
        }
        for (auto const at : rights) {
            out_.rows.push_back(pool_[at].row);
            weight.rows -= in_.right.cost(pool_[at].row);
            weight.mixed = weight.mixed || (pool_[at].minor > 0) != in;
        }
        p.odds = group_odds(weight);
        out_.all.push_back(p);
    }
    void weigh(std::size_t first, std::int64_t chance) {
        constexpr std::int64_t least = -3'000; // less likely ones are no rivals
        constexpr std::int64_t most = 14'000;
        auto kept = first;
        for (auto i = first; i < out_.all.size(); ++i) {
            auto p = out_.all[i];
            auto const odds = p.odds - chance;
            if (odds < least) continue;
            p.odds = static_cast<millinats>(std::min(odds, most));
            out_.all[kept++] = p;
        }
        out_.all.resize(kept);
    }

    group_context const& in_;
    group_proposals& out_;
    buffer<fact> pool_;
    buffer<std::uint32_t> chosen_; // of the left rows
};

} // namespace recon::detail
