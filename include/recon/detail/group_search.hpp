// recon/detail/group_search.hpp - the groups that could be around one row: rows of the other side
// whose amounts add up to its own.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_pool.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/sum_searches.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
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

    view<row_index> own_rows(group_proposal const& p) const {
        return {rows.data() + p.rows, p.own_count};
    }
    view<row_index> other_rows(group_proposal const& p) const {
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

/// Searches for one row at a time.
class group_search {
  public:
    group_search(group_context const& in, group_proposals& out) : in_(in), out_(out), pool_(in) {}

    /// Proposes the groups around one row of a side. `alike` are the parties of the other side that
    /// are alike to its own. False when not all sums were looked at, and none is likely.
    bool around(fact const& f, side own, alike_parties const& alike, bool all_alike,
                bool party_known) {
        own_ = own;
        anchor_ = &f;
        party_known_ = party_known;
        names_others_ = in_.named.names(f, own);
        rows_of_amount_ = in_.compare.rows_of_amount(f, own);
        pool_.begin(f, own);
        unseen_chance_ = accidents(target_of(in_, f.minor, f.book), near_sums{}, 0);
        if (best_odds() < 0) return true; // so usual a price is no sum
        bool complete = all_alike;
        bool found = false;
        auto const first = out_.all.size();
        struct attempt {
            group_evidence evidence;
            bool wide;
        };
        constexpr attempt attempts[] = {{group_evidence::reference, false},
                                        {group_evidence::party, false},
                                        {group_evidence::party, true},
                                        {group_evidence::sum, true}};
        bool further = false; // some parties are less alike than the best
        for (auto const& each : alike)
            further = further || each.less > less_of_alike;
        for (auto const& [evidence, wide] : attempts) {
            if (evidence == group_evidence::party && wide && !further) continue;
            complete = pool_.gather(evidence, alike, wide) && complete;
            if (pool_.rows().size() < 2) continue;
            count_named();
            add_up_evidence();
            likely_most_ = likely_members(evidence);
            if (likely_most_ == 0) continue;
            complete = propose(evidence) && complete;
            found = found || found_likely_;
            if (found) break; // what less speaks for is no rival
        }
        drop_repeats(first);
        return complete || found;
    }

  private:
    group_rows const& others() const {
        return in_.of(own_ == side::left ? side::right : side::left);
    }
    fact const& row(std::size_t at) const { return pool_.rows()[at].of; }

    /// What the odds of a group could be at most, with the amount that the row has.
    std::int64_t best_odds() const {
        group_weight best;
        best.evidence = pool_.refers() ? group_evidence::reference : group_evidence::party;
        best.alike = rows_of_amount_;
        best.chance = unseen_chance_;
        return group_odds(best);
    }

    static constexpr millinats rival_least = -3'000; ///< less likely sums are no rivals

    /// The most members of a sum that could be a rival if there were no accidents; 0: no such sum.
    std::size_t likely_members(group_evidence evidence) const {
        auto members = std::min(in_.chosen.members_max, pool_.rows().size());
        while (members >= 2 && best_odds(evidence, members) < rival_least)
            --members;
        return members < 2 ? 0 : members;
    }

    /// What the odds of a sum of so many members could be at most: with the best of the pool.
    std::int64_t best_odds(group_evidence evidence, std::size_t members) const {
        auto best = best_weight(evidence, members);
        best.chance = unseen_chance_;
        best.other_party = evidence != group_evidence::reference && party_known_ && !any_close_;
        best.names_others = names_others_ && named_ == 0;
        if (named_ <= in_.chosen.members_max && named_ > members)
            best.named_missing = named_ - members;
        return group_odds(best);
    }
    /// What they are likely to be at most: with as many accidents as are expected where sums are so
    /// dense. There may be fewer.
    std::int64_t best_odds(group_evidence evidence, sum_target const& target, std::size_t members,
                           std::int64_t dense) const {
        auto const width = static_cast<std::uint64_t>(target.high - target.low) + 1;
        auto best = best_weight(evidence, members);
        best.chance = std::max(unseen_chance_, dense + natural_log(width));
        return group_odds(best);
    }
    group_weight best_weight(group_evidence evidence, std::size_t members) const {
        group_weight best;
        best.evidence = evidence;
        best.alike = rows_of_amount_;
        best.rows =
            best_rows_[std::min(members, best_rows_.size()) - 1] - in_.of(own_).cost(anchor_->row);
        best.rows_of_sum = members;
        return best;
    }

    /// Looks for sums in the pool; false when it is cut short. Rows of few days first, of which
    /// more can be looked at; then all.
    bool propose(group_evidence evidence) {
        found_likely_ = false;
        bool complete = true;
        searches_.begin_days(pool_.rows());
        if (searches_.size() > 0) complete = propose_sums(evidence);
        if (found_likely_) return complete;
        searches_.begin_whole(pool_.rows());
        return propose_sums(evidence) && complete;
    }

    /// What speaks for the best so many rows of the pool.
    void add_up_evidence() {
        best_rows_.clear();
        for (auto const& each : pool_.rows()) { // the highest first
            std::int64_t next = each.evidence;
            for (auto& known : best_rows_)
                if (known < next) std::swap(known, next);
            if (best_rows_.size() < in_.chosen.members_max) best_rows_.push_back(next);
        }
        std::int64_t sum = 0;
        for (auto& each : best_rows_)
            each = sum += each;
    }

    void count_named() {
        named_ = 0;
        any_close_ = false;
        for (auto const& each : pool_.rows()) {
            named_ += each.named ? 1U : 0U;
            any_close_ = any_close_ || each.close;
        }
    }

    static constexpr std::int64_t hopeless = -700; // every second such sum would be an accident

    bool propose_sums(group_evidence evidence) {
        auto const target = target_of(in_, anchor_->minor, anchor_->book);
        near_.clear();
        auto steps = in_.steps;
        auto const most = std::min(likely_most_, searches_.largest());
        for (std::size_t members = 2; members <= most; ++members) {
            noted_.clear();
            if (best_odds(evidence, members) < rival_least) continue;
            auto const dense = searches_.densest(target, members);
            if (is_vain(target, members, steps, dense)) return false;
            if (best_odds(evidence, target, members, dense) < 0) continue;
            for (std::size_t i = 0; i < searches_.size(); ++i) {
                auto const seen = searches_[i].find(
                    target, members, steps, near_,
                    [&](view<std::uint32_t> found, std::int64_t rows) { note(found, rows); });
                if (!seen.complete)
                    return false; // how many accidents there are is not known either
                steps -= std::min(seen.steps, steps);
            }
            propose_noted(evidence, target, near_);
            auto const chance =
                accidents(target, near_, 0) + static_cast<std::int64_t>(members) * pool_.dropped();
            if (chance > hopeless) return members == most;
        }
        return true;
    }

    /// Whether a search for so many members would find as many accidents as there are sums, or need
    /// more steps than there are: then it need not begin.
    bool is_vain(sum_target const& target, std::size_t members, std::uint64_t steps,
                 std::int64_t dense) const {
        auto const tried = searches_.tried(members);
        auto const width = static_cast<std::uint64_t>(target.high - target.low) + 1;
        auto const seen = 2 * static_cast<std::uint64_t>(target.around) + width;
        auto const affordable = natural_log(steps + 1);
        constexpr std::int64_t quickly_tried = natural_log(256);
        bool const accidental = dense + natural_log(width) > hopeless && tried > quickly_tried;
        return accidental || dense + natural_log(seen) > affordable || tried > affordable;
    }

    /// A group that more than one kind of evidence has brought up stays once, as the likelier.
    void drop_repeats(std::size_t first) {
        auto const same = [&](group_proposal const& a, group_proposal const& b) {
            auto const x = out_.other_rows(a);
            auto const y = out_.other_rows(b);
            return x.size() == y.size() && std::equal(x.begin(), x.end(), y.begin());
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

    /// Keeps a subset of the pool if it is one of the best of its size.
    void note(view<std::uint32_t> members, std::int64_t rows) {
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
    bool is_irreducible(view<std::uint32_t> members) const {
        constexpr std::size_t checked_most = 12;
        bool mixed = false;
        for (auto const at : members)
            mixed = mixed || pool_.is_turned(row(at));
        if (!mixed) return true;
        if (members.size() > checked_most) return false;
        for (std::uint32_t part = 1; part + 1 < std::uint32_t{1} << members.size(); ++part) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < members.size(); ++i)
                sum += (part >> i & 1U) != 0 ? row(members[i]).minor : 0;
            if (sum == 0) return false;
        }
        return true;
    }

    void propose_noted(group_evidence evidence, sum_target const& target, near_sums const& near) {
        for (auto const& each : noted_) {
            group_proposal p;
            p.own = own_;
            p.evidence = evidence;
            p.other_count = static_cast<std::uint32_t>(size_);
            p.rows = static_cast<std::uint32_t>(out_.rows.size());
            group_weight weight;
            weight.evidence = evidence;
            weight.other_party = evidence != group_evidence::reference && party_known_;
            weight.alike = rows_of_amount_;
            weight.rows = each.rows - in_.of(own_).cost(anchor_->row);
            weight.chance = accidents(target, near, each.rows)
                            + static_cast<std::int64_t>(size_) * pool_.dropped();
            weight.rows_of_sum = size_;
            std::size_t named = 0;
            auto first = row(each.members[0]).day;
            auto last = first;
            for (std::size_t i = 0; i < size_; ++i) {
                auto const& f = row(each.members[i]);
                weight.mixed = weight.mixed || pool_.is_turned(f);
                if (pool_.rows()[each.members[i]].close) weight.other_party = false;
                named += pool_.rows()[each.members[i]].named ? 1U : 0U;
                first = std::min(first, f.day);
                last = std::max(last, f.day);
            }
            weight.span = last - first;
            weight.names_others = names_others_ && named == 0;
            if (named_ <= in_.chosen.members_max) weight.named_missing = named_ - named;
            p.odds = group_odds(weight);
            if (p.odds < rival_least) continue;
            found_likely_ = found_likely_ || p.odds >= 0;
            out_.rows.push_back(anchor_->row);
            for (std::size_t i = 0; i < size_; ++i)
                out_.rows.push_back(row(each.members[i]).row);
            out_.all.push_back(p);
        }
    }

    struct noted {
        std::int64_t rows;                     // what speaks for them
        std::array<std::uint32_t, 64> members; // of the pool
    };

    group_context const& in_;
    group_proposals& out_;
    side own_ = side::left;
    fact const* anchor_ = nullptr;
    group_pool pool_;
    sum_searches searches_;          // in the pool
    near_sums near_;                 // of the search at hand
    buffer<noted> noted_;            // the best of one size
    buffer<std::int64_t> best_rows_; // by how many
    std::size_t likely_most_ = 0;    // members of a sum that could be likely
    std::size_t size_ = 0;
    std::size_t named_ = 0; // rows of the pool that the row names, or that name it
    std::uint64_t rows_of_amount_ = 1;
    std::int64_t unseen_chance_ = 0; // of an accident where no sum has been seen
    bool any_close_ = false;         // some row of the pool is of the party, as far as texts tell
    bool found_likely_ = false;
    bool names_others_ = false; // the row names payments of the other side
    bool party_known_ = false;  // the other side has texts alike to that of the row
};

} // namespace recon::detail
