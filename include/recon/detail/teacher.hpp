// recon/detail/teacher.hpp - lets a scorer learn from what a run has found so far.
#pragma once

#include <recon/affinity.hpp>
#include <recon/candidates.hpp>
#include <recon/claims.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/run_state.hpp>
#include <recon/detail/sampler.hpp>
#include <recon/intake.hpp>
#include <recon/model.hpp>
#include <recon/stages.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// Sure pairs teach, and what earlier runs have learnt. What is learnt goes into the outcome.
class teacher {
  public:
    /// `known`: of earlier runs, or null. All outlive this.
    teacher(intake const& all, any_comparer& compare, run_state& state, affinity_book& words,
            stage_limits const& limits, unsigned threads, run_model const* known)
        : all_(all), compare_(compare), state_(state), words_(words), limits_(limits),
          threads_(threads), known_(known) {}

    /// After the references have been matched.
    void teach() {
        pool sides[2];
        for_each_task(2, threads_, [&](unsigned, std::size_t task) {
            sides[task] = pool_of((task == 0 ? state_.left : state_.right).rows.open_facts());
        });
        auto const& left = sides[0];
        auto const& right = sides[1];
        sampler seen(state_.left.rows, state_.right.rows, compare_, all_.days);
        for (auto const& m : state_.found.matches)
            if (m.stage == match_stage::reference)
                seen.add_matched(state_.left_row(m), state_.right_row(m));
        seen.counted().count_amounts();
        seen.add_unique(left, right);
        seen.add_namesakes(left, right);
        if (!seen.counted().amounts_tell()) find_likely(seen, left);
        if (known_ != nullptr) words_.add(known_->affinities);
        seen.teach(words_, threads_);
        compare_.use(words_);
        learn_from(seen);
        auto& model = state_.found.learnt;
        if (auto const* table = compare_.learnt()) model.evidence = *table;
        model.affinities = words_.all();
    }

  private:
    /// Where partners seldom have equal amounts, likely pairs of any amounts are looked for, and
    /// teach in the place of sure ones: what they show finds better ones. Some weeks will do.
    void find_likely(sampler& seen, pool const& left) {
        constexpr std::size_t rows_min = 200;
        constexpr std::size_t rows_enough = 10'000;
        constexpr int rounds = 3;
        auto const right = pool_of(state_.right.rows.open_facts());
        if (std::min(left.facts.size(), right.facts.size()) < rows_min) return;
        auto const some = pool_of(middle_days(left.facts, rows_enough));
        claims const none(all_.left.size(), all_.right.size());
        seen.counted().suppose(4 * some.facts.size(), 3 * some.facts.size()); // to begin with
        for (int round = 0; round < rounds; ++round) {
            learn_from(seen, true);
            auto const found =
                match_within_tolerance(some, right, {compare_, threads_}, limits_, none, true);
            seen.learn_from(found.pairs, some.facts.size());
        }
    }
    /// Those of the days in the middle, not many more than `enough`, in the same order.
    static buffer<fact> middle_days(buffer<fact> const& facts, std::size_t enough) {
        if (facts.size() <= enough) return facts;
        auto by_day = order_of(facts);
        order_by(facts, by_day, fact_key::day);
        auto const first = (facts.size() - enough) / 2;
        auto const low = facts[by_day[first].index].day;
        auto const high = facts[by_day[first + enough - 1].index].day;
        buffer<fact> middle;
        for (auto const& f : facts)
            if (f.day >= low && f.day <= high) middle.push_back(f);
        return middle;
    }
    /// `supposed`: with what is stated and supposed, however little has been seen.
    void learn_from(sampler const& seen, bool supposed = false) {
        auto sample = seen.sample(threads_);
        auto& pairs = state_.found.learnt.sure_pairs;
        pairs = seen.sure_pairs();
        if (known_ != nullptr) {
            pairs += known_->sure_pairs;
            sample.known = &known_->evidence;
        }
        sample.sure_pairs = supposed ? ~std::uint64_t{0} : pairs;
        compare_.learn(sample);
        compare_.use(seen.namesakes(threads_));
    }

    intake const& all_;
    any_comparer& compare_;
    run_state& state_;
    affinity_book& words_;
    stage_limits const& limits_;
    unsigned threads_;
    run_model const* known_;
};

} // namespace recon::detail
