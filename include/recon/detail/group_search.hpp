// recon/detail/group_search.hpp - the groups that could be around one row: rows of the other side
// whose amounts add up to its own.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

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
    group_rows const& left;
    group_rows const& right;

    group_rows const& of(side s) const noexcept { return s == side::left ? left : right; }
};

/// Texts of the other side that are alike to one text.
using alike_texts = buffer<class_id>;

/// Searches for one row at a time.
class group_search {
  public:
    group_search(group_context const& in, group_proposals& out) : in_(in), out_(out) {}

    /// Proposes the groups around one row of a side. `alike` are the texts of the other side that
    /// are alike to its own.
    void around(fact const& f, side own, alike_texts const& alike, bool all_alike) {
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
        std::int32_t apart; ///< days
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
        pool_.push_back(
            {f, static_cast<std::int32_t>(magnitude(std::int64_t{f.day} - anchor_->day))});
    }

    /// Fills the pool; false when there are more candidates than are looked at.
    bool gather(group_evidence evidence, alike_texts const& alike) {
        auto const [low, high] = window();
        auto const most = in_.chosen.limits.candidates_max;
        bool complete = true;
        switch (evidence) {
        case group_evidence::reference: gather_references(low, high); break;
        case group_evidence::party:
            for (auto const text : alike) {
                others().visit_text(text, anchor_->book, low, high,
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
                             [](auto const& a, auto const& b) { return a.apart < b.apart; });
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
            others().classes_of_reference().visit(anchor_->reference, offer_text);
        }
        for (auto const reference : in_.all.mentions.of(anchor_->text))
            others().visit_reference(reference, most + 1, offer_one);
        for (auto const token : in_.all.tokens.of(anchor_->text))
            others().classes_of_token().visit(token, offer_text);
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
            if (!mixed && (f.minor < 0) != (anchor_->minor < 0)) continue;
            if (!mixed && magnitude(f.minor) >= magnitude(anchor_->minor)) continue;
            pool_[kept++] = pool_[i];
        }
        pool_.resize(kept);
    }

    /// Looks for sums in the pool; false when it is cut short.
    bool propose(group_evidence evidence, bool complete) {
        auto const tolerance = static_cast<std::int64_t>(std::min<std::uint64_t>(
            in_.chosen.tolerance.limit_minor(in_.all.books[anchor_->book]), summand_most));
        auto const size = static_cast<std::int64_t>(magnitude(anchor_->minor));
        constexpr std::int64_t around_least = 1'000;
        constexpr std::int64_t hopeless = -700; // every second such sum would be an accident
        sum_target const target{anchor_->minor - tolerance, anchor_->minor + tolerance,
                                std::max(size / 10, around_least)};
        auto search = searching();
        found_likely_ = false;
        near_sums near;
        auto steps = in_.chosen.limits.steps_max;
        auto const most = std::min(in_.chosen.members_max, pool_.size());
        for (std::size_t members = 2; members <= most; ++members) {
            constexpr std::size_t told_most = 8;
            auto const first = out_.all.size();
            auto const seen =
                search.find(target, members, steps, told_most,
                            [&](std::span<std::uint32_t const> found) { note(evidence, found); });
            near.add(seen.near);
            weigh(first, target, near);
            steps -= std::min(seen.steps, steps);
            if (!seen.complete) { // how many accidents there are is not known either
                out_.all.resize(first);
                return false;
            }
            if (accidents(target, near.from(0)) > hopeless) return complete && members == most;
        }
        return complete;
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

    subset_search searching() {
        buffer<subset_search::amount> amounts;
        std::uint32_t kind = 0;
        for (std::uint32_t i = 0; i < pool_.size(); ++i) {
            auto const& f = pool_[i].of;
            bool const like = i > 0 && interchangeable(pool_[i - 1].of, f)
                              && others().cost(pool_[i - 1].of.row) == others().cost(f.row);
            if (!like) kind = i;
            amounts.push_back({f.minor, kind, i, evidence_of(f)});
        }
        return subset_search(std::move(amounts));
    }

    /// Writes down a subset of the pool; it is weighed when all of its size are known.
    void note(group_evidence evidence, std::span<std::uint32_t const> members) {
        if (!is_irreducible(members)) return;
        group_proposal p;
        p.own = own_;
        p.evidence = evidence;
        p.other_count = static_cast<std::uint32_t>(members.size());
        p.rows = static_cast<std::uint32_t>(out_.rows.size());
        out_.rows.push_back(anchor_->row);
        for (auto const at : members)
            out_.rows.push_back(pool_[at].of.row);
        out_.all.push_back(p);
        std::int64_t rows = 0;
        bool mixed = false;
        for (auto const at : members) {
            rows += evidence_of(pool_[at].of);
            mixed = mixed || (pool_[at].of.minor < 0) != (anchor_->minor < 0);
        }
        noted_.push_back({rows, mixed});
    }

    /// Whether no part of the members is of no effect: rows that cancel each other are no part of a
    /// payment.
    bool is_irreducible(std::span<std::uint32_t const> members) const {
        constexpr std::size_t checked_most = 12;
        bool mixed = false;
        for (auto const at : members)
            mixed = mixed || (pool_[at].of.minor < 0) != (anchor_->minor < 0);
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

    void weigh(std::size_t first, sum_target const& target, near_sums const& near) {
        constexpr millinats least = -3'000; // less likely ones are no rivals
        std::size_t kept = first;
        for (auto i = first; i < out_.all.size(); ++i) {
            auto p = out_.all[i];
            auto const [rows, mixed] = noted_[i - first];
            group_weight weight;
            weight.evidence = p.evidence;
            weight.mixed = mixed;
            weight.other_party = p.evidence == group_evidence::sum && party_known_;
            weight.alike = in_.compare.rows_of_amount(*anchor_, own_);
            weight.rows = rows - in_.of(own_).cost(anchor_->row);
            weight.chance = accidents(target, near.from(rows));
            p.odds = group_odds(weight);
            if (p.odds < least) continue;
            found_likely_ = found_likely_ || p.odds >= 0;
            out_.all[kept++] = p;
        }
        out_.all.resize(kept);
        noted_.clear();
    }

    /// What speaks for one row of the other side: its lag, less what it is worth to others.
    std::int32_t evidence_of(fact const& f) const {
        auto const* learnt = in_.compare.learnt();
        auto const lag = left_of(f).day - right_of(f).day;
        auto const days = learnt != nullptr && learnt->learnt() ? learnt->odds_of_lag(lag) : 0;
        return days - others().cost(f.row);
    }

    struct noted {
        std::int64_t rows;
        bool mixed;
    };

    group_context const& in_;
    group_proposals& out_;
    side own_ = side::left;
    fact const* anchor_ = nullptr;
    buffer<candidate> pool_;
    buffer<noted> noted_; // beside the proposals of one size
    bool found_likely_ = false;
    bool party_known_ = false; // the other side has texts alike to that of the row
};

} // namespace recon::detail
