// recon/reconcile.hpp - the whole of it: the choices of a run, and the one function that makes it.
#pragma once

#include <recon/amount_tolerance.hpp>
#include <recon/comparer.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/detail/engine.hpp>
#include <recon/error.hpp>
#include <recon/fx.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>
#include <recon/likelihood.hpp>
#include <recon/outcome.hpp>
#include <recon/record.hpp>
#include <recon/score.hpp>
#include <recon/stages.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <vector>

namespace recon {

/// All the choices of a run. `settings{tolerances{within{"5.00"}, within_days(7)}}` is enough.
template <tolerance_for<money> Amount = exactly, tolerance_for<std::chrono::sys_days> Day = exactly,
          scorer Scorer = likelihood>
struct settings {
    tolerances<Amount, Day> within{};
    Scorer score{};
    score_t min_confidence = 600'000;  ///< of a pair alone; below it, no match
    score_t auto_confidence = 850'000; ///< below it, a match is for review
    std::vector<decision> decisions{}; ///< confirmed ones come first, rejected ones never
    unsigned threads = 1;              ///< the answer does not depend on it
    group_choices groups{};            ///< which groups are looked for
    bool suspicions = true; ///< pairs outside the tolerances for which much speaks, for review
    fx_choices fx{};        ///< whether and how currencies are converted
    stage_limits limits{};
    progress on_progress{};
    run_model const* known = nullptr; ///< what earlier runs have learnt; it outlives the run
};
template <class A, class D>
settings(tolerances<A, D>) -> settings<A, D>;
template <class A, class D, class S>
settings(tolerances<A, D>, S) -> settings<A, D, S>;

namespace detail {

/// Rows that can be counted and reached by number.
template <class Rows>
concept rows_of_records = requires(Rows const& rows) {
    { std::ranges::begin(rows) } -> std::random_access_iterator;
    { std::ranges::size(rows) } -> std::convertible_to<std::size_t>;
    requires record<std::iter_value_t<decltype(std::ranges::begin(rows))>>;
};

template <class Rows>
std::string_view id_in(Rows const& rows, row_index row) {
    auto const first = std::ranges::begin(rows);
    return id_of(first[static_cast<std::iter_difference_t<decltype(first)>>(row)]);
}
template <class Rows>
rows_view view_of(Rows const& rows) {
    return {&rows, [](void const* all, row_index a, row_index b) {
                auto const& same = *static_cast<Rows const*>(all);
                return id_in(same, a) == id_in(same, b);
            }};
}

inline constexpr unsigned threads_most = 256;

inline void check(score_t value, char const* name) {
    if (value < 0 || value > score_max)
        throw policy_error(std::string(name) + " is from 0 to 1'000'000 millionths, not "
                           + std::to_string(value));
}

inline void check(group_choices const& groups) {
    constexpr std::size_t most = 64;
    if (groups.members_max < 2 || groups.members_max > most)
        throw policy_error("a group has 2 to 64 rows a side, not up to "
                           + std::to_string(groups.members_max));
    if (groups.limits.candidates_max > summands_most)
        throw policy_error("at most 4'096 candidates of a group are looked at");
}

} // namespace detail

/// Reconciles two ranges of rows: says which are the same money, why, and what kept the others
/// open. Every row of either side comes out exactly once. Positions in the outcome are those in
/// the caller's ranges; nothing of the rows is kept.
/// Throws policy_error (a confidence out of range), validation_error (a decision that names no row,
/// or a row twice) and limit_error (2^32 rows). Near O(n log n) for rows that few others resemble.
template <detail::rows_of_records L, detail::rows_of_records R, class A, class D, class S>
outcome reconcile(L const& left, R const& right, settings<A, D, S> const& chosen) {
    detail::check(chosen.min_confidence, "min_confidence");
    detail::check(chosen.auto_confidence, "auto_confidence");
    detail::check(chosen.groups);
    chosen.on_progress("taking in", 0, 1);
    auto all = take_in(left, right, chosen.threads);
    chosen.on_progress("sorting", 0, 1);
    auto const rejected = detail::prepare(all, chosen.decisions, chosen.fx, chosen.threads);
    comparer<A, D, S> compare(all, chosen.within, chosen.score, chosen.min_confidence, rejected);
    detail::run_choices const choices{chosen.auto_confidence,
                                      chosen.score.min_margin,
                                      std::clamp(chosen.threads, 1U, detail::threads_most),
                                      chosen.groups,
                                      chosen.suspicions,
                                      chosen.fx,
                                      chosen.limits,
                                      chosen.on_progress,
                                      chosen.known};
    return detail::run_engine(all, compare, choices, chosen.decisions, detail::view_of(left),
                              detail::view_of(right));
}

/// The same with the default scorer and confidences.
template <detail::rows_of_records L, detail::rows_of_records R, class A, class D>
outcome reconcile(L const& left, R const& right, tolerances<A, D> const& within) {
    return reconcile(left, right, settings<A, D>{within});
}

} // namespace recon
