// recon/detail/engine.hpp - one run over what has been taken in: all stages, in their order. Knows
// neither the type of the caller's rows nor those of the tolerances.
#pragma once

#include <recon/candidates.hpp>
#include <recon/classify.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
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
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon {

/// What a person has said of rows: that they are the same money, or that they are not. Of a
/// rejection, each left row with each right row is ruled out.
struct decision {
    std::vector<row_index> left;
    std::vector<row_index> right;
    bool confirmed = true;
};

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
};

/// What a person has ruled out. Rows are told from their like by a tag of their own: their number
/// plus one. The facts are still in the order of rows. Throws validation_error for a row that is
/// not there.
inline ruled_out tag_rejected(intake& all, std::vector<decision> const& decisions) {
    buffer<keyed> pairs;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        auto const& d = decisions[i];
        for (std::size_t l = 0; !d.confirmed && l < d.left.size(); ++l) {
            auto const left = d.left[l] + 1;
            all.left[d.left[l]].tag = left;
            for (std::size_t r = 0; r < d.right.size(); ++r) {
                auto const right = d.right[r] + 1;
                all.right[d.right[r]].tag = right;
                pairs.push_back({std::uint64_t{left} << 32U | right, 0});
            }
        }
    }
    sort_by_key(pairs);
    ruled_out rejected(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
        rejected[i] = pairs[i].key;
    return rejected;
}

inline void check_rows(std::vector<row_index> const& rows, std::size_t size) {
    if (rows.empty()) throw validation_error("a decision needs rows of both sides");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] >= size)
            throw validation_error("a decision names row " + std::to_string(rows[i])
                                   + ", but there are only " + std::to_string(size));
    }
}

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
          left_limited_(all.left.size()) {}

    outcome run(std::vector<decision> const& decisions, rows_view const& left_rows,
                rows_view const& right_rows) {
        for (std::size_t i = 0; i < decisions.size(); ++i)
            if (decisions[i].confirmed) confirm(decisions[i]);
        match_references();
        match_amounts();
        chosen_.on_progress("matching within the tolerance", 0, 1);
        accept(match_within_tolerance(pool_of(open_facts(left_)), pool_by_day(open_facts(right_)),
                                      team(), chosen_.limits),
               match_stage::within_tolerance);
        chosen_.on_progress("explaining", 0, 1);
        sort_matches();
        judge_all(left_rows, right_rows);
        explain_open();
        finish();
        return std::move(found_);
    }

  private:
    struct rows_of_side {
        buffer<fact> const& facts;   // sorted
        buffer<bool> taken;          // by row
        buffer<std::uint32_t> place; // of a row among the facts

        explicit rows_of_side(buffer<fact> const& sorted)
            : facts(sorted), taken(sorted.size()), place(sorted.size()) {
            for (std::uint32_t i = 0; i < facts.size(); ++i)
                place[facts[i].row] = i;
        }
        fact const& of(row_index row) const { return facts[place[row]]; }
        /// How many rows are interchangeable with one. O(log rows).
        std::uint32_t alike_to(fact const& f) const {
            auto const size = static_cast<std::uint32_t>(facts.size());
            auto const at = place[f.row];
            bool const alone =
                (at == 0 || !interchangeable(facts[at - std::size_t{1}], f))
                && (at + 1 == size || !interchangeable(facts[at + std::size_t{1}], f));
            if (alone) return 1;
            auto const first =
                first_not(0, at, [&](std::uint32_t i) { return !interchangeable(facts[i], f); });
            return first_not(at, size,
                             [&](std::uint32_t i) { return interchangeable(facts[i], f); })
                   - first;
        }
    };

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
    void take(rows_of_side& from, std::vector<row_index> const& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (from.taken[rows[i]])
                throw validation_error("two decisions confirm row " + std::to_string(rows[i]));
            from.taken[rows[i]] = true;
            found_.members.push_back(rows[i]);
        }
    }

    /// What is still open of a side, in the order of fact.
    static buffer<fact> open_facts(rows_of_side const& from, bool with_reference = false) {
        buffer<fact> facts(from.facts.size());
        std::size_t count = 0;
        for (std::size_t i = 0; i < from.facts.size(); ++i) {
            auto const& f = from.facts[i];
            if (!from.taken[f.row] && (f.reference != 0 || !with_reference)) facts[count++] = f;
        }
        facts.resize(count);
        return facts;
    }

    void match_references() {
        chosen_.on_progress("matching references", 0, 2);
        accept(match_equal_amounts(pool_by_reference(open_facts(left_, true)),
                                   pool_by_reference(open_facts(right_, true)), team(),
                                   reference_and_amount_key, chosen_.limits),
               match_stage::reference);
        chosen_.on_progress("matching references", 1, 2);
        accept(match_equal_references(pool_by_reference(open_facts(left_, true)),
                                      pool_by_reference(open_facts(right_, true)), team(),
                                      chosen_.limits),
               match_stage::reference);
    }

    void match_amounts() {
        auto const left = pool_of(open_facts(left_));
        auto const right = pool_of(open_facts(right_));
        learn(left, right);
        chosen_.on_progress("matching equal amounts", 0, 1);
        accept(match_equal_amounts(left, right, team(), amount_key, chosen_.limits),
               match_stage::equal_amount);
    }

    // --- learning: what the sure pairs of this run say of days and texts

    /// Sure are pairs of equal reference and amount, and pairs of an amount that is on one open row
    /// of either side. `left` and `right` are what is open.
    void learn(pool const& left, pool const& right) {
        if (!compare_.competes()) return;
        chosen_.on_progress("learning", 0, 1);
        buffer<std::uint32_t> lefts, rights; // places of their rows
        for (auto const& m : found_.matches) {
            auto const l = left_.place[left_row(m)];
            auto const r = right_.place[right_row(m)];
            bool const equal = left_.facts[l].minor == right_.facts[r].minor;
            if (m.stage == match_stage::decision || !equal) continue;
            lefts.push_back(l);
            rights.push_back(r);
        }
        for (auto const& b : common_blocks(left, right, amount_key)) {
            auto const& f = left.first(b.left_begin);
            auto const& g = right.first(b.right_begin);
            bool const unique = b.left_end - b.left_begin == 1 && b.right_end - b.right_begin == 1
                                && left.types[b.left_begin].count == 1
                                && right.types[b.right_begin].count == 1;
            if (!unique || !compare_.days_pass(f, g) || compare_.rejected(f, g)) continue;
            lefts.push_back(left_.place[f.row]);
            rights.push_back(right_.place[g.row]);
        }
        evidence_sample seen;
        sample_pairs(lefts, rights, seen);
        sample_lags(seen);
        compare_.learn(seen);
    }

    void sample_pairs(buffer<std::uint32_t> const& lefts, buffer<std::uint32_t> const& rights,
                      evidence_sample& seen) const {
        constexpr std::size_t most = 20'000; // are enough
        constexpr std::size_t portion = 1'024;
        auto const count = lefts.size();
        auto const step = count / most + 1;
        auto const size = (count + step - 1) / step;
        std::size_t const away[] = {count / 7 + 1, count / 3 + 1, count / 2 + 1};
        seen.sure.resize(size);
        seen.chance.resize(size * 3); // a row of a pair with those of others
        for_each_task(
            (size + portion - 1) / portion, chosen_.threads, [&](unsigned, std::size_t task) {
                auto const end = std::min(size, (task + 1) * portion);
                for (auto n = task * portion; n < end; ++n) {
                    auto const i = n * step;
                    auto const& f = left_.facts[lefts[i]];
                    auto const with = [&](std::size_t other) {
                        return compare_.evidence_alone(f, right_.facts[rights[other % count]]);
                    };
                    seen.sure[n] = with(i);
                    for (std::size_t k = 0; k < 3; ++k)
                        seen.chance[3 * n + k] = with(i + away[k]);
                }
            });
    }

    /// How many pairs of any rows are so many days apart, for the lags that the tolerance allows.
    void sample_lags(evidence_sample& seen) const {
        if (left_.facts.empty() || right_.facts.empty()) return;
        constexpr std::int64_t work_most = 50'000'000;
        auto first_day = std::numeric_limits<std::int32_t>::max();
        for (auto const* facts : {&left_.facts, &right_.facts}) {
            for (auto const& f : *facts)
                first_day = std::min(first_day, f.day);
        }
        auto probe = left_.facts[0];
        std::int64_t low = 0;
        std::int64_t high = 0;
        for (std::int32_t n = 0; n < 14; ++n) { // weekends and holidays widen some windows
            probe.day = first_day + n;
            auto const window = compare_.day_window(probe);
            low = std::min<std::int64_t>(low, (probe.date() - window.high).count());
            high = std::max<std::int64_t>(high, (probe.date() - window.low).count());
        }
        if ((high - low + 1) * all_.days > work_most) return; // what is stated will do
        auto const days = static_cast<std::size_t>(all_.days);
        buffer<std::uint64_t> left_rows(days), right_rows(days);
        for (auto const& f : left_.facts)
            ++left_rows[static_cast<std::size_t>(f.day - first_day)];
        for (auto const& f : right_.facts)
            ++right_rows[static_cast<std::size_t>(f.day - first_day)];
        seen.first_lag = static_cast<std::int32_t>(low);
        for (auto lag = low; lag <= high; ++lag) {
            std::uint64_t pairs = 0;
            for (auto d = std::max<std::int64_t>(lag, 0);
                 d < all_.days + std::min<std::int64_t>(lag, 0); ++d)
                pairs += left_rows[static_cast<std::size_t>(d)]
                         * right_rows[static_cast<std::size_t>(d - lag)];
            auto other = probe;
            other.day = static_cast<std::int32_t>(probe.day - lag);
            bool const passes = compare_.days_pass(probe, other);
            seen.lags.push_back({pairs, passes ? compare_.day_closeness(probe, other) : 0});
        }
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
    static buffer<bool> chosen_among_alike(rows_of_side const& from, rows_view const& caller) {
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
    rows_of_side left_, right_;
    outcome found_;
    buffer<bool> left_limited_; // by row
    std::uint64_t rows_inexact_ = 0;
    std::int64_t loss_ = 0;
};

} // namespace detail

} // namespace recon
