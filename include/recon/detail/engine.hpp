// recon/detail/engine.hpp - one run over what has been taken in: all stages, in their order. Knows
// neither the type of the caller's rows nor those of the tolerances.
#pragma once

#include <recon/candidates.hpp>
#include <recon/classify.hpp>
#include <recon/comparer.hpp>
#include <recon/decision.hpp>
#include <recon/detail/amount_set.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/engine_once.hpp>
#include <recon/detail/former_matches.hpp>
#include <recon/detail/groups.hpp>
#include <recon/detail/named_rows.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/run_state.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/detail/sort.hpp>
#include <recon/detail/teacher.hpp>
#include <recon/detail/thread.hpp>
#include <recon/detail/verdicts.hpp>
#include <recon/error.hpp>
#include <recon/fx_search.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>
#include <recon/net.hpp>
#include <recon/outcome.hpp>
#include <recon/prove.hpp>
#include <recon/stages.hpp>
#include <recon/suspect.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon {

/// Told as the work goes on, from the calling thread only: the stage, and how much of it is done.
struct progress {
    void (*report)(void* context, std::string_view stage, std::uint64_t done,
                   std::uint64_t total) = nullptr;
    void* context = nullptr;

    void operator()(std::string_view stage, std::uint64_t done, std::uint64_t total) const {
        if (report != nullptr) report(context, stage, done, total);
    }
};

namespace detail {

/// What a run needs to know of the caller's choices.
struct run_choices {
    score_t auto_confidence;
    score_t min_margin;
    unsigned threads;
    group_choices const& groups;
    bool suspicions;
    fx_choices const& fx;
    stage_limits const& limits;
    progress const& on_progress;
    run_model const* known; ///< of earlier runs, or null
};

/// Sorts what was taken in, and says which pairs a person has ruled out.
RECON_ONCE ruled_out prepare(intake& all, std::vector<decision> const& decisions,
                             fx_choices const& chosen, unsigned threads);
/// The run over what prepare() has sorted.
RECON_ONCE outcome run_engine(intake const& all, any_comparer& compare, run_choices const& chosen,
                              std::vector<decision> const& decisions, rows_view const& left_rows,
                              rows_view const& right_rows);

#ifndef RECON_ENGINE_ELSEWHERE

RECON_ONCE ruled_out prepare(intake& all, std::vector<decision> const& decisions,
                             fx_choices const& chosen, unsigned threads) {
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        check_rows(decisions[i].left, all.left.size());
        check_rows(decisions[i].right, all.right.size());
        check_books(all, decisions[i], chosen);
    }
    auto rejected = tag_rejected(all, decisions);
    for_each_task(2, threads, [&](unsigned, std::size_t task) {
        sort_facts(task == 0 ? all.left : all.right);
    });
    return rejected;
}

/// One run over what prepare() has sorted.
class engine {
  public:
    engine(intake const& all, any_comparer& compare, run_choices const& chosen)
        : all_(all), compare_(compare), chosen_(chosen),
          state_(all, chosen.auto_confidence, chosen.min_margin), affinities_(all.texts) {}

    outcome run(std::vector<decision> const& decisions, rows_view const& left_rows,
                rows_view const& right_rows) {
        for (std::size_t i = 0; i < decisions.size(); ++i)
            if (decisions[i].confirmed) state_.confirm(decisions[i]);
        begin_parties();
        match_references();
        learn();
        match_amounts();
        match_near();
        if (chosen_.groups.mode != group_mode::none) {
            amount_set touched;
            net(touched);
            match_groups(touched);
            match_once_more(touched);
        }
        convert();
        if (chosen_.suspicions) suspect();
        chosen_.on_progress("explaining", 0, 1);
        verdicts judge(all_, compare_, state_, chosen_.auto_confidence, chosen_.min_margin,
                       chosen_.fx);
        for_each_task(5, chosen_.threads, [&](unsigned, std::size_t task) {
            switch (task) {
            case 0: return explain_open(side::left);
            case 1: return explain_open(side::right);
            case 2: return state_.sort_matches();
            case 3: return judge.look_for_guesses(side::left, left_rows);
            default: return judge.look_for_guesses(side::right, right_rows);
            }
        });
        judge.judge_all(chosen_.threads);
        finish();
        return std::move(state_.found);
    }

  private:
    comparers team() const { return {compare_, chosen_.threads}; }
    /// Who is named by the texts is worked out beside the first stages, which seldom keep every
    /// thread busy.
    void begin_parties() {
        bool const wanted = chosen_.suspicions || chosen_.groups.mode != group_mode::none;
        if (chosen_.threads < 2 || !wanted) return;
        beside_.start([](void* self) { static_cast<engine*>(self)->find_parties(); }, this);
    }
    void find_parties() {
        try {
            parties_.emplace(all_.texts);
        } catch (...) { // carried to the calling thread
            parties_failure_ = std::current_exception();
        }
    }
    party_book const& known_parties() {
        beside_.join();
        if (!parties_ && !parties_failure_) find_parties();
        if (parties_failure_) std::rethrow_exception(parties_failure_);
        return *parties_;
    }
    /// What is to be had of both sides. `giving_up`: weak matches as well.
    void arrange_rows(bool giving_up, std::optional<group_rows>* sides) {
        auto const& parties = known_parties();
        for_each_task(2, chosen_.threads, [&](unsigned, std::size_t task) {
            auto const s = task == 0 ? side::left : side::right;
            sides[task].emplace(all_.of(s), state_.costs(s, giving_up), all_, parties);
        });
    }
    buffer<fact> open(side s, bool with_reference = false) const {
        return state_.of(s).rows.open_facts(with_reference);
    }

    void open_pools(pool* sides) const {
        for_each_task(2, chosen_.threads, [&](unsigned, std::size_t task) {
            sides[task] = pool_of(open(task == 0 ? side::left : side::right));
        });
    }

    // --- the stages

    void match_references() {
        chosen_.on_progress("matching references", 0, 2);
        pool left, right;
        for_each_task(2, chosen_.threads, [&](unsigned, std::size_t task) {
            (task == 0 ? left : right) =
                pool_by_reference(open(task == 0 ? side::left : side::right, true));
        });
        state_.accept(
            match_equal_amounts(left, right, team(), reference_and_amount_key, chosen_.limits),
            match_stage::reference);
        chosen_.on_progress("matching references", 1, 2);
        left = state_.left.rows.still_open(std::move(left));
        right = state_.right.rows.still_open(std::move(right));
        state_.accept(match_equal_references(left, right, team(), chosen_.limits),
                      match_stage::reference);
    }

    void match_amounts() {
        pool sides[2];
        open_pools(sides);
        match_amounts(sides[0], sides[1]);
    }
    void match_amounts(pool const& left, pool const& right) {
        chosen_.on_progress("matching equal amounts", 0, 1);
        state_.accept(match_equal_amounts(left, right, team(), amount_key, chosen_.limits),
                      match_stage::equal_amount);
    }

    void match_near() {
        pool sides[2];
        open_pools(sides);
        match_near(sides[0], sides[1]);
    }
    void match_near(pool const& left, pool const& right) {
        chosen_.on_progress("matching within the tolerance", 0, 1);
        state_.accept(match_within_tolerance(left, right, team(), chosen_.limits, state_.claimed),
                      match_stage::within_tolerance);
    }

    /// Lets the scorer learn from this run.
    void learn() {
        if (!compare_.competes()) return;
        chosen_.on_progress("learning", 0, 1);
        teacher(all_, compare_, state_, affinities_, chosen_.limits, chosen_.threads, chosen_.known)
            .teach();
    }

    /// Rows of one side that cancel each other.
    void net(amount_set& touched) {
        chosen_.on_progress("netting", 0, 1);
        auto const before = state_.found.matches.size();
        for (auto const s : {side::left, side::right}) {
            auto const cost = state_.costs(s, true);
            auto const pairs = netting(all_, all_.of(s), cost).find(compare_.min_confidence());
            for (auto const& pair : pairs)
                state_.accept(pair, s);
        }
        state_.give_way(before, touched);
    }

    void match_groups(amount_set& touched) {
        chosen_.on_progress("matching groups", 0, 1);
        auto const before = state_.found.matches.size();
        auto const& parties = known_parties();
        std::optional<group_rows> sides[2];
        arrange_rows(true, sides);
        auto const& left = *sides[0];
        auto const& right = *sides[1];
        auto const rows = left.by_day().size() + right.by_day().size();
        named_rows const named(all_);
        group_context const in{
            all_, compare_, chosen_.groups, parties,
            left, right,    named,          steps_of_row(chosen_.groups.limits, rows)};
        auto const told = [&](std::size_t done, std::size_t all) {
            chosen_.on_progress("matching groups", done, all);
        };
        auto const proposed = propose_groups(in, affinities_, chosen_.threads, told);
        for (auto const& g : choose_groups(in, proposed, compare_.min_confidence()))
            state_.accept(g, proposed);
        for (auto const s : {side::left, side::right})
            for (auto const row : proposed.cut_short[s == side::left ? 0 : 1])
                state_.of(s).cut[row] = true;
        state_.give_way(before, touched);
    }

    /// Rows of different currencies that are the same money at the rate of the day.
    void convert() {
        if (chosen_.fx.rates == nullptr || all_.books.size() < 2) return;
        chosen_.on_progress("converting", 0, 1);
        auto const lefts = open(side::left);
        auto const rights = open(side::right);
        auto const left_cost = state_.costs(side::left, false);
        auto const right_cost = state_.costs(side::right, false);
        auto const pairs =
            fx_search(all_, compare_, chosen_.fx, lefts, rights, left_cost, right_cost).find();
        for (auto const& pair : pairs.found)
            state_.accept(pair);
        for (auto const row : pairs.limited)
            state_.left.limited[row] = true;
    }

    /// What else could be behind rows that are open: for review.
    void suspect() {
        chosen_.on_progress("suspecting", 0, 1);
        auto const& parties = known_parties();
        std::optional<group_rows> sides[2];
        arrange_rows(false, sides);
        for (auto const& pair : suspect_search(all_, compare_, parties, *sides[0], *sides[1])
                                    .find(compare_.min_confidence(), chosen_.threads))
            state_.accept(pair);
    }

    /// Rows that competed for those which are netted or in groups now have less to fear: the weak
    /// matches of their amounts are made again. How sure each is then is weighed with how sure it
    /// was before, as what has changed is right or not.
    void match_once_more(amount_set& touched) {
        if (touched.empty()) return;
        touched.close();
        former_matches former(all_.left.size());
        state_.give_up(
            [&](match const& m) {
                return m.stage == match_stage::equal_amount
                       && touched.has(state_.left.rows.of(state_.left_row(m)));
            },
            former);
        buffer<fact> again[2];
        for (auto const s : {side::left, side::right}) {
            for (auto const& f : open(s)) {
                if (!touched.has(f)) continue;
                state_.claimed.of(s)[f.row] = 0;
                again[s == side::left ? 0 : 1].push_back(f);
            }
        }
        auto const before = state_.found.matches.size();
        match_amounts(pool_of(buffer<fact>(again[0])), pool_of(std::move(again[1])));
        buffer<fact> still;
        for (auto const& f : again[0])
            if (!state_.left.rows.taken[f.row]) still.push_back(f);
        match_near(pool_of(std::move(still)), pool_of(open(side::right)));
        for (auto i = before; i < state_.found.matches.size(); ++i) {
            auto& m = state_.found.matches[i];
            if (m.confidence < 0) continue; // not known yet: they do not compete
            auto const l = state_.left_row(m);
            auto const r = state_.right_row(m);
            auto const change = std::min(touched.sure(state_.left.rows.of(l)),
                                         touched.sure(state_.right.rows.of(r)));
            auto const [confidence, margin] =
                former_matches::after(change, {m.confidence, m.margin}, former.of(l, r));
            m.confidence = confidence;
            m.margin = margin;
        }
    }

    // --- what is left

    void explain_open(side s) {
        bool const is_left = s == side::left;
        auto const& from = state_.of(s);
        auto const& others = (is_left ? state_.right : state_.left).rows;
        auto& open = is_left ? state_.found.left_open : state_.found.right_open;
        near_misses const near(others.facts, is_left ? side::right : side::left, others.taken,
                               all_.books.size(), compare_);
        buffer<std::uint32_t> place(from.rows.facts.size()); // by row, among those that are open
        std::uint32_t count = 0;
        for (row_index row = 0; row < place.size(); ++row)
            place[row] = from.rows.taken[row] ? count : count++;
        open.resize(count);
        for (auto const& f : from.rows.facts) { // in their order: neighbours have like neighbours
            if (from.rows.taken[f.row]) continue;
            auto& explained = open[place[f.row]];
            explained = near.explain(f);
            if (from.limited[f.row]
                || (from.cut[f.row] && explained.reason == open_reason::no_candidate))
                explained.reason = open_reason::search_limit;
        }
    }

    void finish() {
        auto& found = state_.found;
        std::uint64_t limited = 0;
        for (auto const is_limited : state_.left.limited)
            limited += is_limited ? 1 : 0;
        if (limited > 0) found.limits.push_back({limit_reached::what::candidates, limited, 0});
        std::uint64_t cut = 0;
        for (auto const& each : found.left_open)
            cut += state_.left.cut[each.row] ? 1 : 0;
        for (auto const& each : found.right_open)
            cut += state_.right.cut[each.row] ? 1 : 0;
        if (cut > 0) found.limits.push_back({limit_reached::what::groups, cut, 0});
        if (state_.rows_inexact > 0)
            found.limits.push_back(
                {limit_reached::what::assignment, state_.rows_inexact, state_.loss});
        found.totals = control_totals(all_, found);
        for (std::size_t i = 0; i < found.totals.size(); ++i) {
            if (!found.totals[i].holds()) throw matching_error("the control totals do not add up");
        }
    }

    intake const& all_;
    any_comparer& compare_;
    run_choices const& chosen_;
    run_state state_;
    affinity_book affinities_;
    std::optional<party_book> parties_; // once they are wanted
    std::exception_ptr parties_failure_;
    helper_thread beside_; // the last member: it uses the others
};

RECON_ONCE outcome run_engine(intake const& all, any_comparer& compare, run_choices const& chosen,
                              std::vector<decision> const& decisions, rows_view const& left_rows,
                              rows_view const& right_rows) {
    return engine(all, compare, chosen).run(decisions, left_rows, right_rows);
}

#endif // RECON_ENGINE_ELSEWHERE

} // namespace detail

} // namespace recon
