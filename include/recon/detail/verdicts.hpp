// recon/detail/verdicts.hpp - what a run says of its matches when all are made: the parts of their
// evidence, their differences, their status.
#pragma once

#include <recon/classify.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/run_state.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/detail/wide.hpp>
#include <recon/error.hpp>
#include <recon/fx_search.hpp>
#include <recon/intake.hpp>
#include <recon/net.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// The caller's rows of one side, their type forgotten.
struct rows_view {
    void const* rows;
    bool (*same_id)(void const* rows, row_index a, row_index b); ///< or neither has one
};

class verdicts {
  public:
    verdicts(intake const& all, any_comparer const& compare, run_state& state,
             score_t auto_confidence, score_t min_margin, fx_choices const& chosen)
        : all_(all), compare_(compare), state_(state), auto_confidence_(auto_confidence),
          min_margin_(min_margin), fx_(chosen) {}

    /// First of each side: looks for rows that are told apart by their ids alone.
    void look_for_guesses(side s, rows_view const& rows) {
        guessed_[s == side::left ? 0 : 1] = chosen_among_alike(state_.of(s).rows, rows);
    }
    void judge_all(unsigned threads) {
        constexpr std::size_t portion = 1'024;
        auto& matches = state_.found.matches;
        auto const count = matches.size();
        for_each_task((count + portion - 1) / portion, threads, [&](unsigned, std::size_t task) {
            auto const end = std::min(count, (task + 1) * portion);
            for (auto i = task * portion; i < end; ++i) {
                judge(matches[i]);
                doubt_guess(matches[i]);
            }
        });
    }

  private:
    fact const& left(match const& m, std::uint32_t n = 0) const {
        return state_.left.rows.of(state_.left_row(m, n));
    }
    fact const& right(match const& m, std::uint32_t n = 0) const {
        return state_.right.rows.of(state_.right_row(m, n));
    }

    void doubt_guess(match& m) const {
        if (m.stage == match_stage::decision) return;
        bool guessed = false;
        for (auto const row : state_.found.left_of(m))
            guessed = guessed || guessed_[0][row];
        for (auto const row : state_.found.right_of(m))
            guessed = guessed || guessed_[1][row];
        if (!guessed) return;
        m.status = match_status::review;
        m.reason = review_reason::ambiguous;
        m.margin = 0;
    }

    void judge(match& m) const {
        if (m.kind == match_kind::netted) return judge_netted(m);
        auto const& l = left(m);
        auto const& r = right(m);
        if (l.book != r.book) return judge_converted(m);
        m.day_difference = l.day - r.day;
        m.amount_difference = difference(m).minor;
        auto const e =
            compare_.evidence(l, r, {state_.left.rows.alike_to(l), state_.right.rows.alike_to(r)});
        m.amount_score = e.amount;
        m.day_score = e.day;
        m.text_score = e.text;
        m.reference = e.reference;
        if (m.kind == match_kind::one_to_one) {
            m.rivals = e.rivals;
            m.affinity = compare_.affinity_between(l, r);
        } else {
            judge_group(m);
        }
        if (m.stage == match_stage::decision || m.stage == match_stage::group) return;
        if (m.stage == match_stage::suspicion) {
            m.status = match_status::review;
            m.reason = review_reason::outside_tolerance;
            return;
        }
        if (m.confidence < 0) m.confidence = compare_.total(e);
        decide(m, m.runner_up != no_row, min_margin_);
    }

    /// Of several rows the least alike text and the strongest reference count.
    void judge_group(match& m) const {
        m.amount_score = m.amount_difference == 0 ? score_max : 0;
        bool late = false;
        for (std::uint32_t a = 0; a < m.left_count; ++a) {
            for (std::uint32_t b = 0; b < m.right_count; ++b) {
                auto const e = compare_.evidence_alone(left(m, a), right(m, b));
                m.text_score = std::min(m.text_score, e.text);
                m.reference = std::max(m.reference, e.reference);
                late = late || !compare_.days_pass(left(m, a), right(m, b));
            }
        }
        if (m.stage != match_stage::group) return;
        decide(m, true, group_margin_min);
        if (!late || m.status == match_status::review) return;
        m.status = match_status::review;
        m.reason = review_reason::outside_tolerance;
    }

    /// Of two currencies, compared in that of the left side.
    void judge_converted(match& m) const {
        auto const& l = left(m);
        auto const total = sum_of(m, side::left);
        auto const converted =
            fx_.rates->at(all_.books[right(m).book], total.unit, l.date())(sum_of(m, side::right));
        m.day_difference = l.day - right(m).day;
        m.amount_difference = (total - converted).minor;
        m.amount_score = fx_.tolerance.closeness(total, converted);
        auto const e = fx_evidence(compare_, l, right(m));
        m.day_score = e.day;
        m.text_score = e.text;
        m.reference = e.reference;
        for (std::uint32_t a = 0; a < m.left_count; ++a) {
            for (std::uint32_t b = 0; b < m.right_count; ++b) {
                auto const each = fx_evidence(compare_, left(m, a), right(m, b));
                m.text_score = std::min(m.text_score, each.text);
                m.reference = std::max(m.reference, each.reference);
            }
        }
        if (m.kind == match_kind::one_to_one) m.affinity = compare_.affinity_between(l, right(m));
        if (m.stage == match_stage::decision) return;
        decide(m, true, group_margin_min);
        if (m.status == match_status::review || fx_supported(m.text_score, m.reference)) return;
        m.status = match_status::review;
        m.reason = review_reason::amount_alone;
    }

    void judge_netted(match& m) const {
        bool const of_left = m.left_count != 0;
        auto const& a = of_left ? left(m, 0) : right(m, 0);
        auto const& b = of_left ? left(m, 1) : right(m, 1);
        auto const e = net_evidence_of(all_, a, b);
        m.day_difference = b.day - a.day;
        m.amount_score = score_max;
        m.text_score = e.text;
        m.reference = e.reference;
        decide(m, true, group_margin_min);
    }

    void decide(match& m, bool has_rival, score_t margin_min) const {
        auto const [status, reason] =
            status_of(m.confidence, m.margin, has_rival, auto_confidence_, margin_min);
        m.status = status;
        m.reason = reason;
    }

    money difference(match const& m) const {
        int128 sum = 0;
        for (std::uint32_t n = 0; n < m.left_count; ++n)
            sum += left(m, n).minor;
        for (std::uint32_t n = 0; n < m.right_count; ++n)
            sum -= right(m, n).minor;
        return checked(sum, all_.books[left(m).book]);
    }
    money sum_of(match const& m, side s) const {
        int128 sum = 0;
        auto const count = s == side::left ? m.left_count : m.right_count;
        for (std::uint32_t n = 0; n < count; ++n)
            sum += (s == side::left ? left(m, n) : right(m, n)).minor;
        return checked(sum, all_.books[(s == side::left ? left(m) : right(m)).book]);
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

    intake const& all_;
    any_comparer const& compare_;
    run_state& state_;
    score_t auto_confidence_, min_margin_;
    fx_choices const& fx_;
    buffer<bool> guessed_[2]; // by row of the left side, of the right side
};

} // namespace recon::detail
