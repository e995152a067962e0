// recon/detail/run_state.hpp - what a run has found so far: which rows are taken, by which matches,
// and what is known of those that are not.
#pragma once

#include <recon/claims.hpp>
#include <recon/classify.hpp>
#include <recon/decision.hpp>
#include <recon/detail/amount_set.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/former_matches.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/groups.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/detail/sort.hpp>
#include <recon/error.hpp>
#include <recon/fx_search.hpp>
#include <recon/intake.hpp>
#include <recon/net.hpp>
#include <recon/outcome.hpp>
#include <recon/settle.hpp>
#include <recon/suspect.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recon::detail {

/// One side of a run, as far as it has come.
struct side_state {
    side_rows rows;
    buffer<bool> limited; // by row: not all candidates were looked at
    buffer<bool> cut;     // by row: not all sums were looked at

    explicit side_state(buffer<fact> const& sorted)
        : rows(sorted), limited(sorted.size()), cut(sorted.size()) {}
};

constexpr match_kind kind_of(std::size_t lefts, std::size_t rights) noexcept {
    if (lefts == 0 || rights == 0) return match_kind::netted;
    if (lefts == 1) return rights == 1 ? match_kind::one_to_one : match_kind::one_to_many;
    return rights == 1 ? match_kind::many_to_one : match_kind::many_to_many;
}

class run_state {
  public:
    run_state(intake const& all, score_t auto_confidence, score_t min_margin)
        : left(all.left), right(all.right), claimed(all.left.size(), all.right.size()),
          claimed_near(all.left.size(), all.right.size()), auto_confidence_(auto_confidence),
          min_margin_(min_margin) {}

    side_state left, right;
    outcome found;
    /// What speaks for open rows belonging to somebody else: as the stages of equal amounts, and of
    /// amounts within the tolerance, have seen it.
    claims claimed, claimed_near;
    std::uint64_t rows_inexact = 0;
    std::int64_t loss = 0;

    side_state& of(side s) noexcept { return s == side::left ? left : right; }
    side_state const& of(side s) const noexcept { return s == side::left ? left : right; }

    /// Throws validation_error for a row that has been confirmed already.
    void confirm(decision const& d) {
        match m;
        m.stage = match_stage::decision;
        m.confidence = m.margin = score_max;
        take_once(left.rows, d.left);
        take_once(right.rows, d.right);
        add(m, d.left, d.right);
    }
    void accept(stage_result const& result, match_stage stage) {
        for (auto const& p : result.pairs) {
            match m;
            m.stage = stage;
            m.margin = p.margin;
            m.confidence = p.confidence;
            m.runner_up = p.runner_up;
            m.runner_up_side = p.runner_up_side;
            add(m, {&p.left, 1}, {&p.right, 1});
        }
        for (auto const row : result.account.limited)
            left.limited[row] = true;
        bool const near = stage == match_stage::within_tolerance;
        auto& to = near ? claimed_near : claimed;
        claims::add(result.left_claims, to.left);
        claims::add(result.right_claims, to.right);
        rows_inexact += result.rows_inexact;
        loss += result.loss;
    }
    void accept(netted_pair const& pair, side of_side) {
        match m;
        m.stage = match_stage::netting;
        m.confidence = pair.confidence;
        m.margin = pair.margin;
        row_index const both[] = {pair.first, pair.second};
        if (of_side == side::left)
            add(m, both, {});
        else
            add(m, {}, both);
    }
    void accept(suspected_pair const& pair) {
        match m;
        m.stage = match_stage::suspicion;
        m.confidence = pair.confidence;
        m.margin = pair.margin;
        add(m, {&pair.left, 1}, {&pair.right, 1});
    }
    void accept(converted_pair const& pair) {
        match m;
        m.stage = match_stage::conversion;
        m.confidence = pair.confidence;
        m.margin = pair.margin;
        add(m, {&pair.left, 1}, {&pair.right, 1});
    }
    void accept(found_group const& g, group_proposals const& proposed) {
        match m;
        m.stage = match_stage::group;
        m.confidence = g.confidence;
        m.margin = g.margin;
        sides_of(proposed, g.proposal);
        add(m, {left_rows_.data(), left_rows_.size()}, {right_rows_.data(), right_rows_.size()});
        for (std::uint32_t i = 0; i < g.alternative_count; ++i) {
            sides_of(proposed, g.alternatives[i]);
            found.alternatives.push_back({static_cast<std::uint32_t>(found.matches.size() - 1),
                                          static_cast<std::uint32_t>(left_rows_.size()),
                                          static_cast<std::uint32_t>(right_rows_.size()),
                                          static_cast<std::uint32_t>(found.members.size())});
            for (auto const* rows : {&left_rows_, &right_rows_})
                for (auto const row : *rows)
                    found.members.push_back(row);
        }
    }

    /// What each row of a side costs a later explanation, in millinats: what claims it, or how sure
    /// the match is that it would be taken from. `giving_up` makes weak matches to be had.
    buffer<std::int32_t> costs(side s, bool giving_up) const {
        auto const& taken = of(s).rows.taken;
        buffer<std::int32_t> cost(claimed.of(s));
        for (row_index row = 0; row < cost.size(); ++row) {
            cost[row] += claimed_near.of(s)[row];
            if (taken[row]) cost[row] = not_to_be_had;
        }
        for (auto const& m : found.matches) {
            if (!giving_up || !is_weak(m)) continue;
            constexpr score_t free_least = 1'000;
            auto const free = std::max(score_max - m.confidence, free_least);
            cost[row_of(m, s)] = static_cast<std::int32_t>(
                natural_log(score_max) - natural_log(static_cast<std::uint64_t>(free)));
        }
        return cost;
    }

    /// Gives up the weak matches of which `leaves(match)` is true; their rows are open again. What
    /// they were is added to `former`.
    template <class Leaves>
    void give_up(Leaves const& leaves, former_matches& former) {
        for (auto& m : found.matches) {
            if (!is_weak(m) || !leaves(m)) continue;
            former.add(left_row(m), right_row(m), {m.confidence, m.margin});
            left.rows.taken[left_row(m)] = right.rows.taken[right_row(m)] = false;
            m.left_count = m.right_count = 0;
        }
    }

    /// Weak matches that have rows of the matches from number `from` on are given up. Which amounts
    /// that concerns is written down.
    void give_way(std::size_t from, amount_set& touched) {
        buffer<bool> used[2] = {buffer<bool>(left.rows.taken.size()),
                                buffer<bool>(right.rows.taken.size())};
        for (auto i = from; i < found.matches.size(); ++i) {
            auto const& m = found.matches[i];
            for (auto const row : found.left_of(m)) {
                used[0][row] = true;
                touched.add(left.rows.of(row), m.confidence);
            }
            for (auto const row : found.right_of(m)) {
                used[1][row] = true;
                touched.add(right.rows.of(row), m.confidence);
            }
        }
        for (std::size_t i = 0; i < from; ++i) {
            auto& m = found.matches[i];
            if (!is_weak(m) || (!used[0][left_row(m)] && !used[1][right_row(m)])) continue;
            left.rows.taken[left_row(m)] = used[0][left_row(m)];
            right.rows.taken[right_row(m)] = used[1][right_row(m)];
            touched.add(left.rows.of(left_row(m)), score_max);
            touched.add(right.rows.of(right_row(m)), score_max);
            m.left_count = m.right_count = 0;
        }
    }

    row_index left_row(match const& m, std::uint32_t n = 0) const {
        return found.members[std::size_t{m.members} + n];
    }
    row_index right_row(match const& m, std::uint32_t n = 0) const {
        return found.members[std::size_t{m.members} + m.left_count + n];
    }
    row_index row_of(match const& m, side s) const {
        return s == side::left ? left_row(m) : right_row(m);
    }
    /// Whether a match may be given up to a stronger explanation: one that would be for review, or
    /// one of unequal amounts, which a sum that is equal may explain better.
    bool is_weak(match const& m) const {
        if (m.stage == match_stage::decision || m.stage > match_stage::within_tolerance)
            return false;
        if (m.left_count == 0 || m.confidence < 0) return false;
        if (left.rows.of(left_row(m)).minor != right.rows.of(right_row(m)).minor) return true;
        if (m.stage == match_stage::reference) return false;
        auto const judged =
            status_of(m.confidence, m.margin, m.runner_up != no_row, auto_confidence_, min_margin_);
        return judged.first == match_status::review;
    }

    /// By first left row, then by first right row; those that were given up go.
    void sort_matches() {
        buffer<keyed> order;
        for (std::uint32_t i = 0; i < found.matches.size(); ++i) {
            auto const& m = found.matches[i];
            if (m.left_count + m.right_count == 0) continue;
            auto const l = m.left_count == 0 ? no_row : left_row(m);
            auto const r = m.right_count == 0 ? no_row : right_row(m);
            order.push_back({std::uint64_t{l} << 32U | r, i});
        }
        sort_by_key(order);
        buffer<match> sorted(order.size());
        buffer<row_index> members;
        auto const move_members = [&](auto& of) {
            auto const* const from = found.members.data() + of.members;
            of.members = static_cast<std::uint32_t>(members.size());
            members.append(from, std::size_t{of.left_count} + of.right_count);
        };
        buffer<std::uint32_t> number(found.matches.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            sorted[i] = found.matches[order[i].index];
            number[order[i].index] = i;
            move_members(sorted[i]);
        }
        for (auto& other : found.alternatives) {
            other.match = number[other.match];
            move_members(other);
        }
        order.clear();
        for (std::uint32_t i = 0; i < found.alternatives.size(); ++i)
            order.push_back({found.alternatives[i].match, i});
        sort_by_key(order);
        auto const unsorted = found.alternatives;
        for (std::size_t i = 0; i < order.size(); ++i)
            found.alternatives[i] = unsorted[order[i].index];
        found.matches.swap(sorted);
        found.members.swap(members);
    }

  private:
    using row_span = view<row_index>;

    void add(match m, row_span lefts, row_span rights) {
        m.kind = kind_of(lefts.size(), rights.size());
        m.left_count = static_cast<std::uint32_t>(lefts.size());
        m.right_count = static_cast<std::uint32_t>(rights.size());
        m.members = static_cast<std::uint32_t>(found.members.size());
        for (auto const row : lefts) {
            left.rows.taken[row] = true;
            found.members.push_back(row);
        }
        for (auto const row : rights) {
            right.rows.taken[row] = true;
            found.members.push_back(row);
        }
        found.matches.push_back(m);
    }
    /// Takes the rows of a proposal, each side in order.
    void sides_of(group_proposals const& proposed, std::uint32_t number) {
        auto const& p = proposed.all[number];
        auto const sorted = [](row_span from, buffer<row_index>& to) {
            to.clear();
            for (auto const row : from) { // few
                to.push_back(row);
                for (auto at = to.size() - 1; at > 0 && to[at] < to[at - 1]; --at) {
                    to[at] = to[at - 1];
                    to[at - 1] = row;
                }
            }
        };
        sorted(proposed.own_rows(p), p.own == side::left ? left_rows_ : right_rows_);
        sorted(proposed.other_rows(p), p.own == side::left ? right_rows_ : left_rows_);
    }
    static void take_once(side_rows& from, std::vector<row_index> const& chosen) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (from.taken[chosen[i]])
                throw validation_error("two decisions confirm row " + std::to_string(chosen[i]));
            from.taken[chosen[i]] = true;
        }
    }

    score_t auto_confidence_, min_margin_;
    buffer<row_index> left_rows_, right_rows_; // of the proposal at hand
};

} // namespace recon::detail
