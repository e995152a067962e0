// recon/detail/engine.hpp - one run over what has been taken in: all stages, in their order. Knows
// neither the type of the caller's rows nor those of the tolerances.
#pragma once

#include <recon/candidates.hpp>
#include <recon/classify.hpp>
#include <recon/comparer.hpp>
#include <recon/decision.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/sampler.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/detail/sort.hpp>
#include <recon/detail/wide.hpp>
#include <recon/error.hpp>
#include <recon/intake.hpp>
#include <recon/outcome.hpp>
#include <recon/prove.hpp>
#include <recon/stages.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

/// The caller's rows of one side, their type forgotten.
struct rows_view {
    void const* rows;
    bool (*same_id)(void const* rows, row_index a, row_index b); ///< or neither has one
};

/// What a run needs to know of the caller's choices.
struct run_choices {
    score_t auto_confidence;
    score_t min_margin;
    unsigned threads;
    stage_limits const& limits;
    progress const& on_progress;
    run_model const* known; ///< of earlier runs, or null
};

/// Sorts what was taken in, and says which pairs a person has ruled out.
inline ruled_out prepare(intake& all, std::vector<decision> const& decisions, unsigned threads) {
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        check_rows(decisions[i].left, all.left.size());
        check_rows(decisions[i].right, all.right.size());
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
        : all_(all), compare_(compare), chosen_(chosen), left_(all.left), right_(all.right),
          affinities_(all.texts), claimed_(all.left.size(), all.right.size()),
          left_limited_(all.left.size()) {}

    outcome run(std::vector<decision> const& decisions, rows_view const& left_rows,
                rows_view const& right_rows) {
        for (std::size_t i = 0; i < decisions.size(); ++i)
            if (decisions[i].confirmed) confirm(decisions[i]);
        match_references();
        match_amounts();
        chosen_.on_progress("matching within the tolerance", 0, 1);
        accept(match_within_tolerance(pool_of(left_.open_facts()), pool_by_day(right_.open_facts()),
                                      team(), chosen_.limits, claimed_),
               match_stage::within_tolerance);
        chosen_.on_progress("explaining", 0, 1);
        sort_matches();
        judge_all(left_rows, right_rows);
        explain_open();
        finish();
        return std::move(found_);
    }

  private:
    comparers team() const { return {compare_, chosen_.threads}; }

    // --- the stages

    void confirm(decision const& d) {
        match m;
        m.stage = match_stage::decision;
        m.confidence = m.margin = score_max;
        m.left_count = static_cast<std::uint32_t>(d.left.size());
        m.right_count = static_cast<std::uint32_t>(d.right.size());
        if (m.left_count > 1 || m.right_count > 1)
            m.kind = m.left_count == 1    ? match_kind::one_to_many
                     : m.right_count == 1 ? match_kind::many_to_one
                                          : match_kind::many_to_many;
        m.members = static_cast<std::uint32_t>(found_.members.size());
        take(left_, d.left);
        take(right_, d.right);
        found_.matches.push_back(m);
    }
    void take(side_rows& from, std::vector<row_index> const& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (from.taken[rows[i]])
                throw validation_error("two decisions confirm row " + std::to_string(rows[i]));
            from.taken[rows[i]] = true;
            found_.members.push_back(rows[i]);
        }
    }

    void match_references() {
        chosen_.on_progress("matching references", 0, 2);
        accept(match_equal_amounts(pool_by_reference(left_.open_facts(true)),
                                   pool_by_reference(right_.open_facts(true)), team(),
                                   reference_and_amount_key, chosen_.limits),
               match_stage::reference);
        chosen_.on_progress("matching references", 1, 2);
        accept(match_equal_references(pool_by_reference(left_.open_facts(true)),
                                      pool_by_reference(right_.open_facts(true)), team(),
                                      chosen_.limits),
               match_stage::reference);
    }

    void match_amounts() {
        auto const left = pool_of(left_.open_facts());
        auto const right = pool_of(right_.open_facts());
        learn(left, right);
        chosen_.on_progress("matching equal amounts", 0, 1);
        accept(match_equal_amounts(left, right, team(), amount_key, chosen_.limits),
               match_stage::equal_amount);
    }

    /// Lets the scorer learn from this run's sure pairs. `left` and `right` are what is open.
    void learn(pool const& left, pool const& right) {
        if (!compare_.competes()) return;
        chosen_.on_progress("learning", 0, 1);
        sampler seen(left_, right_, compare_, all_.days);
        for (auto const& m : found_.matches)
            if (m.stage == match_stage::reference) seen.add_matched(left_row(m), right_row(m));
        seen.add_unique(left, right);
        seen.add_namesakes(left, right);
        auto& model = found_.learnt;
        if (chosen_.known != nullptr) affinities_.add(chosen_.known->affinities);
        seen.teach(affinities_);
        compare_.use(affinities_);
        auto sample = seen.sample(chosen_.threads);
        model.sure_pairs = seen.sure_pairs();
        if (chosen_.known != nullptr) {
            model.sure_pairs += chosen_.known->sure_pairs;
            sample.known = &chosen_.known->evidence;
        }
        sample.sure_pairs = model.sure_pairs;
        compare_.learn(sample);
        if (auto const* table = compare_.learnt()) model.evidence = *table;
        model.affinities = affinities_.all();
    }

    void accept(stage_result const& result, match_stage stage) {
        for (auto const& p : result.pairs) {
            left_.taken[p.left] = true;
            right_.taken[p.right] = true;
            match m;
            m.stage = stage;
            m.margin = p.margin;
            m.confidence = p.confidence;
            m.runner_up = p.runner_up;
            m.runner_up_side = p.runner_up_side;
            m.members = static_cast<std::uint32_t>(found_.members.size());
            found_.members.push_back(p.left);
            found_.members.push_back(p.right);
            found_.matches.push_back(m);
        }
        for (auto const row : result.account.limited)
            left_limited_[row] = true;
        claims::add(result.left_claims, claimed_.left);
        claims::add(result.right_claims, claimed_.right);
        rows_inexact_ += result.rows_inexact;
        loss_ += result.loss;
    }

    // --- what it means

    row_index left_row(match const& m, std::uint32_t n = 0) const {
        return found_.members[std::size_t{m.members} + n];
    }
    row_index right_row(match const& m, std::uint32_t n = 0) const {
        return found_.members[std::size_t{m.members} + m.left_count + n];
    }

    void sort_matches() {
        buffer<keyed> order;
        for (std::uint32_t i = 0; i < found_.matches.size(); ++i) {
            auto const& m = found_.matches[i];
            order.push_back({std::uint64_t{left_row(m)} << 32U | right_row(m), i});
        }
        sort_by_key(order);
        std::vector<match> sorted(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            sorted[i] = found_.matches[order[i].index];
        found_.matches.swap(sorted);
    }

    void judge_all(rows_view const& left_rows, rows_view const& right_rows) {
        constexpr std::size_t portion = 1'024;
        auto const count = found_.matches.size();
        for_each_task((count + portion - 1) / portion, chosen_.threads,
                      [&](unsigned, std::size_t task) {
                          auto const end = std::min(count, (task + 1) * portion);
                          for (auto i = task * portion; i < end; ++i)
                              judge(found_.matches[i]);
                      });
        auto const left_guessed = chosen_among_alike(left_, left_rows);
        auto const right_guessed = chosen_among_alike(right_, right_rows);
        for (std::size_t i = 0; i < count; ++i) {
            auto& m = found_.matches[i];
            if (m.stage == match_stage::decision) continue;
            if (left_guessed[left_row(m)] || right_guessed[right_row(m)]) {
                m.status = match_status::review;
                m.reason = review_reason::ambiguous;
                m.margin = 0;
            }
        }
    }

    void judge(match& m) const {
        auto const& l = left_.of(left_row(m));
        auto const& r = right_.of(right_row(m));
        m.day_difference = l.day - r.day;
        int128 difference = 0;
        for (std::uint32_t n = 0; n < m.left_count; ++n)
            difference += left_.of(left_row(m, n)).minor;
        for (std::uint32_t n = 0; n < m.right_count; ++n)
            difference -= right_.of(right_row(m, n)).minor;
        m.amount_difference = checked(difference, all_.books[l.book]).minor;
        auto const e = compare_.evidence(l, r, {left_.alike_to(l), right_.alike_to(r)});
        m.rivals = e.rivals;
        m.amount_score = e.amount;
        m.day_score = e.day;
        m.text_score = e.text;
        m.affinity = compare_.affinity_between(l, r);
        m.reference = e.reference;
        if (m.stage == match_stage::decision) return;
        if (m.confidence < 0) m.confidence = compare_.total(e);
        auto const [status, reason] = status_of(m.confidence, m.margin, m.runner_up != no_row,
                                                chosen_.auto_confidence, chosen_.min_margin);
        m.status = status;
        m.reason = reason;
    }

    /// Rows alike in everything but their ids, of which some have a partner and some have none:
    /// which of them have would be a guess.
    static buffer<bool> chosen_among_alike(side_rows const& from, rows_view const& caller) {
        buffer<bool> guessed(from.facts.size());
        for (std::size_t begin = 0; begin < from.facts.size();) {
            auto end = begin + 1;
            auto const first = from.facts[begin].row;
            std::size_t open = from.taken[first] ? 0 : 1;
            bool same_ids = true;
            for (; end < from.facts.size() && interchangeable(from.facts[begin], from.facts[end]);
                 ++end) {
                auto const row = from.facts[end].row;
                open += from.taken[row] ? 0 : 1;
                same_ids = same_ids && caller.same_id(caller.rows, first, row);
            }
            bool const guess = open > 0 && open < end - begin && !same_ids;
            for (; guess && begin < end; ++begin)
                guessed[from.facts[begin].row] = true;
            begin = end;
        }
        return guessed;
    }

    void explain_open() {
        for_each_task(2, chosen_.threads, [&](unsigned, std::size_t task) {
            auto const& from = task == 0 ? left_ : right_;
            auto const& others = task == 0 ? right_ : left_;
            auto& open = task == 0 ? found_.left_open : found_.right_open;
            near_misses const near(others.facts, task == 0 ? side::right : side::left, others.taken,
                                   all_.books.size(), compare_);
            for (row_index row = 0; row < from.facts.size(); ++row) {
                if (from.taken[row]) continue;
                open.push_back(near.explain(from.of(row)));
                if (task == 0 && left_limited_[row]) open.back().reason = open_reason::search_limit;
            }
        });
    }

    void finish() {
        std::uint64_t limited = 0;
        for (auto const is_limited : left_limited_)
            limited += is_limited ? 1 : 0;
        if (limited > 0) found_.limits.push_back({limit_reached::what::candidates, limited, 0});
        if (rows_inexact_ > 0)
            found_.limits.push_back({limit_reached::what::assignment, rows_inexact_, loss_});
        found_.totals = control_totals(all_, found_);
        for (std::size_t i = 0; i < found_.totals.size(); ++i) {
            if (!found_.totals[i].holds()) throw matching_error("the control totals do not add up");
        }
    }

    intake const& all_;
    any_comparer& compare_;
    run_choices const& chosen_;
    side_rows left_, right_;
    outcome found_;
    affinity_book affinities_;
    claims claimed_;
    buffer<bool> left_limited_; // by row
    std::uint64_t rows_inexact_ = 0;
    std::int64_t loss_ = 0;
};

} // namespace detail

} // namespace recon
