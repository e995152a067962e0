// recon/detail/group_search.hpp - the groups that could be around one row: rows of the other side
// whose amounts add up to its own.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace recon::detail {

/// Rows whose sums agree. The rows of `own` side come first.
struct group_proposal {
    side own = side::left; ///< of the row that the search began with
    group_evidence evidence = group_evidence::sum;
    std::uint32_t own_count = 1;
    std::uint32_t other_count = 0;
    std::uint32_t rows = 0; ///< where they begin among group_proposals::rows
    millinats odds = 0;
};

struct group_proposals {
    buffer<group_proposal> all;
    buffer<row_index> rows;
    buffer<row_index> cut_short[2]; ///< by side: rows for which not all sums were looked at

    std::span<row_index const> own_rows(group_proposal const& p) const {
        return {rows.data() + p.rows, p.own_count};
    }
    std::span<row_index const> other_rows(group_proposal const& p) const {
        return {rows.data() + p.rows + p.own_count, p.other_count};
    }
    void append(group_proposals const& more) {
        auto const begin = static_cast<std::uint32_t>(rows.size());
        rows.append(more.rows.data(), more.rows.size());
        for (auto p : more.all) {
            p.rows += begin;
            all.push_back(p);
        }
        for (unsigned s = 0; s < 2; ++s)
            cut_short[s].append(more.cut_short[s].data(), more.cut_short[s].size());
    }
};

/// What all searches of a run share.
struct group_context {
    intake const& all;
    any_comparer const& compare;
    group_choices const& chosen;
    party_book const& parties;
    group_rows const& left;
    group_rows const& right;
    std::uint64_t steps; ///< of the searches around one row

    group_rows const& of(side s) const noexcept { return s == side::left ? left : right; }
};

/// How many steps each of so many rows has.
constexpr std::uint64_t steps_of_row(group_limits const& limits, std::size_t rows) noexcept {
    auto const share = limits.steps_all / (rows + 1);
    return std::min(std::max(share, limits.steps_min), limits.steps_max);
}

/// Sums that are as much as an amount, and its surroundings.
inline sum_target target_of(group_context const& in, std::int64_t minor, std::uint32_t book) {
    constexpr std::int64_t around_least = 1'000;
    auto const tolerance = static_cast<std::int64_t>(
        std::min<std::uint64_t>(in.chosen.tolerance.limit_minor(in.all.books[book]), summand_most));
    auto const size = static_cast<std::int64_t>(magnitude(minor));
    return {minor - tolerance, minor + tolerance, std::max(size / 10, around_least)};
}

/// Parties of the other side that are alike to one.
using alike_parties = buffer<party_id>;

/// Searches for one row at a time.
class group_search {
  public:
    group_search(group_context const& in, group_proposals& out) : in_(in), out_(out) {}

    /// Proposes the groups around one row of a side. `alike` are the parties of the other side that
    /// are alike to its own.
    void around(fact const& f, side own, alike_parties const& alike, bool all_alike) {
        own_ = own;
        anchor_ = &f;
        bool complete = all_alike;
        bool found = false;
        auto const first = out_.all.size();
        for (auto const evidence :
             {group_evidence::reference, group_evidence::party, group_evidence::sum}) {
            pool_.clear();
            bool const all_in = gather(evidence, alike);
            if (pool_.size() < 2) continue;
            complete = propose(evidence, all_in) && complete;
            found = found || found_likely_;
            if (found) break; // what less speaks for is no rival
        }
        drop_repeats(first);
        if (!complete && !found) out_.cut_short[own == side::left ? 0 : 1].push_back(f.row);
    }

  private:
    struct candidate {
        fact of;
        std::int32_t evidence; ///< what its lag says, less what it is worth to others
    };

    fact const& left_of(fact const& other) const { return own_ == side::left ? *anchor_ : other; }
    fact const& right_of(fact const& other) const { return own_ == side::left ? other : *anchor_; }
    group_rows const& others() const {
        return in_.of(own_ == side::left ? side::right : side::left);
    }

    /// The days on the other side that the tolerance could let pass.
    std::pair<std::int64_t, std::int64_t> window() const {
        auto const here = anchor_->date();
        auto const w = in_.compare.day_window(*anchor_);
        auto const low = own_ == side::left ? w.low : here - (w.high - here);
        auto const high = own_ == side::left ? w.high : here + (here - w.low);
        return {low.time_since_epoch().count(), high.time_since_epoch().count()};
    }

    void offer(fact const& f) {
        if (f.book != anchor_->book || !in_.compare.days_pass(left_of(f), right_of(f))) return;
        if (in_.compare.rejected(left_of(f), right_of(f))) return;
        constexpr std::int32_t least = -3'000; // no row of a batch is so unlikely
        auto evidence = evidence_of(f);
        if (refers_
            && in_.compare.references_between(left_of(f), right_of(f))
                   >= reference_match::contained)
            evidence += 2'500;
        if (evidence >= least) pool_.push_back({f, evidence});
    }

    /// Fills the pool; false when there are more candidates than are looked at.
    bool gather(group_evidence evidence, alike_parties const& alike) {
        auto const [low, high] = window();
        auto const most = in_.chosen.limits.candidates_max;
        bool complete = true;
        switch (evidence) {
        case group_evidence::reference: gather_references(low, high); break;
        case group_evidence::party:
            gather_references(low, high);
            for (auto const party : alike) {
                others().visit_party(party, anchor_->book, low, high,
                                     [&](fact const& f) { offer(f); });
                if (pool_.size() > most * 16) break; // far more than can be told apart
            }
            break;
        case group_evidence::sum: {
            auto const [begin, end] = others().days(anchor_->book, low, high);
            if (end - begin > most * 4) return false; // sums would agree by chance
            for (auto i = begin; i < end; ++i)
                offer(others().by_day()[i]);
            break;
        }
        }
        tidy(evidence);
        if (pool_.size() > most) {
            complete = false;
            std::stable_sort(pool_.begin(), pool_.end(),
                             [](auto const& a, auto const& b) { return a.evidence > b.evidence; });
            pool_.resize(most);
            tidy(evidence);
        }
        return complete;
    }

    void gather_references(std::int64_t low, std::int64_t high) {
        auto const most = in_.chosen.limits.candidates_max;
        auto const offer_one = [&](fact const& f) { offer(f); };
        auto const offer_text = [&](std::uint32_t text) {
            others().visit_text(text, anchor_->book, low, high, offer_one);
            return pool_.size() <= most;
        };
        if (anchor_->reference != 0) {
            others().visit_reference(anchor_->reference, most + 1, offer_one);
            others().texts_of_reference().visit(anchor_->reference, offer_text);
        }
        for (auto const reference : in_.all.mentions.of(anchor_->text))
            others().visit_reference(reference, most + 1, offer_one);
        for (auto const token : in_.all.tokens.of(anchor_->text))
            others().texts_of_token().visit(token, offer_text);
    }

    /// In the order of facts, each once, and only amounts that can be part of the sum: of the other
    /// direction only where there is evidence that they belong together, or few rows at all.
    void tidy(group_evidence evidence) {
        std::sort(pool_.begin(), pool_.end(),
                  [](auto const& a, auto const& b) { return a.of < b.of; });
        constexpr std::size_t few = 12;
        bool const mixed = evidence != group_evidence::sum || pool_.size() <= few;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < pool_.size(); ++i) {
            auto const& f = pool_[i].of;
            if (i > 0 && pool_[i - 1].of.row == f.row) continue;
            if (!mixed && is_turned(f)) continue;
            if (!mixed && magnitude(f.minor) >= magnitude(anchor_->minor)) continue;
            pool_[kept++] = pool_[i];
        }
        pool_.resize(kept);
    }

    /// Looks for sums in the pool; false when it is cut short. Rows of few days first, of which
    /// more can be looked at; then all.
    bool propose(group_evidence evidence, bool complete) {
        found_likely_ = false;
        auto days = searches_by_days();
        if (!days.empty()) complete = propose(evidence, days) && complete;
        if (found_likely_) return complete;
        std::vector<subset_search> whole;
        whole.push_back(searching(0, pool_.size(), no_day));
        return propose(evidence, whole) && complete;
    }

    bool propose(group_evidence evidence, std::vector<subset_search>& searches) {
        constexpr std::int64_t hopeless = -700; // every second such sum would be an accident
        auto const target = target_of(in_, anchor_->minor, anchor_->book);
        near_sums near;
        auto steps = in_.steps;
        std::size_t largest = 0;
        for (auto const& search : searches)
            largest = std::max(largest, search.size());
        auto const most = std::min(in_.chosen.members_max, largest);
        for (std::size_t members = 2; members <= most; ++members) {
            noted_.clear();
            for (auto& search : searches) {
                auto const seen = search.find(target, members, steps,
                                              [&](std::span<std::uint32_t const> found,
                                                  std::int64_t rows) { note(found, rows); });
                if (!seen.complete)
                    return false; // how many accidents there are is not known either
                near.add(seen.near);
                steps -= std::min(seen.steps, steps);
            }
            propose_noted(evidence, target, near);
            if (accidents(target, near, 0) > hopeless) return members == most;
        }
        return true;
    }

    /// Searches in which every subset begins on a day of its own and is of few days. None where the
    /// whole pool is.
    std::vector<subset_search> searches_by_days() {
        constexpr std::int32_t few_days = 3;
        std::vector<subset_search> searches;
        std::stable_sort(pool_.begin(), pool_.end(),
                         [](auto const& a, auto const& b) { return a.of.day < b.of.day; });
        if (pool_.back().of.day - pool_[0].of.day <= few_days) return searches;
        for (std::size_t begin = 0, next = 0; begin < pool_.size(); begin = next) {
            auto const day = pool_[begin].of.day;
            next = begin;
            auto end = begin;
            while (end < pool_.size() && pool_[end].of.day - day <= few_days) {
                next += pool_[end].of.day == day ? 1 : 0;
                ++end;
            }
            if (end - begin >= 2) searches.push_back(searching(begin, end, day));
        }
        return searches;
    }

    /// A group that more than one kind of evidence has brought up stays once, as the likelier.
    void drop_repeats(std::size_t first) {
        auto const same = [&](group_proposal const& a, group_proposal const& b) {
            return std::ranges::equal(out_.other_rows(a), out_.other_rows(b));
        };
        auto kept = first;
        for (auto i = first; i < out_.all.size(); ++i) {
            auto at = first;
            while (at < kept && !same(out_.all[at], out_.all[i]))
                ++at;
            if (at == kept)
                out_.all[kept++] = out_.all[i];
            else if (out_.all[i].odds > out_.all[at].odds)
                out_.all[at] = out_.all[i];
        }
        out_.all.resize(kept);
    }

    static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

    /// Among candidates [begin, end) of the pool, one of `day` in every subset.
    subset_search searching(std::size_t begin, std::size_t end, std::int32_t day) const {
        buffer<subset_search::amount> amounts;
        for (auto i = begin; i < end; ++i) {
            auto const& [f, evidence] = pool_[i];
            auto kind = static_cast<std::uint32_t>(i);
            if (i > begin && interchangeable(pool_[i - 1].of, f)
                && pool_[i - 1].evidence == evidence)
                kind = amounts.back().kind;
            amounts.push_back(
                {f.minor, kind, static_cast<std::uint32_t>(i), evidence, f.day == day});
        }
        return subset_search(std::move(amounts));
    }

    /// Keeps a subset of the pool if it is one of the best of its size.
    void note(std::span<std::uint32_t const> members, std::int64_t rows) {
        constexpr std::size_t kept_most = 8;
        auto at = noted_.size();
        while (at > 0 && noted_[at - 1].rows < rows)
            --at;
        if (at == kept_most || !is_irreducible(members)) return;
        noted next{rows, {}};
        std::copy(members.begin(), members.end(), next.members.begin());
        if (noted_.size() < kept_most) noted_.push_back(next);
        for (auto i = noted_.size() - 1; i > at; --i)
            noted_[i] = noted_[i - 1];
        noted_[at] = next;
        size_ = members.size();
    }

    /// Whether no part of the members is of no effect: rows that cancel each other are no part of a
    /// payment.
    bool is_irreducible(std::span<std::uint32_t const> members) const {
        constexpr std::size_t checked_most = 12;
        bool mixed = false;
        for (auto const at : members)
            mixed = mixed || is_turned(pool_[at].of);
        if (!mixed) return true;
        if (members.size() > checked_most) return false;
        for (std::uint32_t part = 1; part + 1 < std::uint32_t{1} << members.size(); ++part) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < members.size(); ++i)
                sum += (part >> i & 1U) != 0 ? pool_[members[i]].of.minor : 0;
            if (sum == 0) return false;
        }
        return true;
    }

    void propose_noted(group_evidence evidence, sum_target const& target, near_sums const& near) {
        constexpr millinats least = -3'000; // less likely ones are no rivals
        for (auto const& each : noted_) {
            group_proposal p;
            p.own = own_;
            p.evidence = evidence;
            p.other_count = static_cast<std::uint32_t>(size_);
            p.rows = static_cast<std::uint32_t>(out_.rows.size());
            group_weight weight;
            weight.evidence = evidence;
            weight.other_party = evidence == group_evidence::sum && party_known_;
            weight.alike = in_.compare.rows_of_amount(*anchor_, own_);
            weight.rows = each.rows - in_.of(own_).cost(anchor_->row);
            weight.chance = accidents(target, near, each.rows);
            weight.rows_of_sum = size_;
            auto first = pool_[each.members[0]].of.day;
            auto last = first;
            for (std::size_t i = 0; i < size_; ++i) {
                auto const& f = pool_[each.members[i]].of;
                weight.mixed = weight.mixed || is_turned(f);
                first = std::min(first, f.day);
                last = std::max(last, f.day);
            }
            weight.span = last - first;
            p.odds = group_odds(weight);
            if (p.odds < least) continue;
            found_likely_ = found_likely_ || p.odds >= 0;
            out_.rows.push_back(anchor_->row);
            for (std::size_t i = 0; i < size_; ++i)
                out_.rows.push_back(pool_[each.members[i]].of.row);
            out_.all.push_back(p);
        }
    }

    /// Whether a row goes the other way than the sum.
    bool is_turned(fact const& f) const { return (f.minor < 0) != (anchor_->minor < 0); }

    /// What speaks for one row of the other side: its lag, less what it is worth to others.
    std::int32_t evidence_of(fact const& f) const {
        auto const* learnt = in_.compare.learnt();
        auto const lag = left_of(f).day - right_of(f).day;
        auto const days = learnt != nullptr && learnt->learnt() ? learnt->odds_of_lag(lag) : 0;
        return days - others().cost(f.row);
    }

    struct noted {
        std::int64_t rows;                     // what speaks for them
        std::array<std::uint32_t, 64> members; // of the pool
    };

    group_context const& in_;
    group_proposals& out_;
    side own_ = side::left;
    fact const* anchor_ = nullptr;
    buffer<candidate> pool_;
    buffer<noted> noted_; // the best of one size
    std::size_t size_ = 0;
    bool found_likely_ = false;
    bool refers_ = false;      // the row has something that may be a reference
    bool party_known_ = false; // the other side has texts alike to that of the row
};

} // namespace recon::detail
