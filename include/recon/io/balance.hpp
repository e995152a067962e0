// recon/io/balance.hpp - whether the running balances of a statement follow from its amounts.
#pragma once

#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace recon::io {

/// In a list of balances: this entry has none.
inline constexpr auto no_balance = std::numeric_limits<std::int64_t>::min();

namespace detail {

/// How balances stand beside amounts.
struct balance_model {
    bool newest_first;
    bool before; ///< the balance is that before the row's amount
    bool inverted;
};

inline constexpr std::array<balance_model, 8> balance_models{{{false, false, false},
                                                              {true, false, false},
                                                              {false, true, false},
                                                              {true, true, false},
                                                              {false, false, true},
                                                              {true, false, true},
                                                              {false, true, true},
                                                              {true, true, true}}};

/// The balance that the step between rows i-1 and i asks for on the later of the two in the file's
/// time, modulo 2^64: equal exactly when the true values are, as both fit into 64 bits.
struct balance_step {
    std::size_t checked; ///< the row whose balance is checked
    std::uint64_t expected;
};

inline balance_step step_of(statement const& in, std::vector<std::int64_t> const& balances,
                            std::size_t i, balance_model model) {
    auto const older = model.newest_first ? i : i - 1;
    auto const newer = model.newest_first ? i - 1 : i;
    auto const moved =
        static_cast<std::uint64_t>(in.entries[model.before ? older : newer].amount.minor);
    auto const from = static_cast<std::uint64_t>(balances[older]);
    return {newer, model.inverted ? from - moved : from + moved};
}

inline bool one_chain(statement const& in, std::vector<std::int64_t> const& balances,
                      std::size_t i) {
    return balances[i] != no_balance && balances[i - 1] != no_balance
           && in.entries[i].amount.unit == in.entries[i - 1].amount.unit
           && in.entries[i].account == in.entries[i - 1].account;
}

/// Positive when the dates mostly rise from row to row, negative when they mostly fall.
inline std::int64_t date_trend(statement const& in) {
    std::int64_t trend = 0;
    for (std::size_t i = 1; i < in.entries.size(); ++i)
        trend += in.entries[i - 1].day < in.entries[i].day   ? 1
                 : in.entries[i - 1].day > in.entries[i].day ? -1
                                                             : 0;
    return trend;
}

inline void take_ends(statement& in, std::vector<std::int64_t> const& balances,
                      balance_model model) {
    std::size_t first = 0;
    std::size_t last = in.entries.size() - 1;
    for (std::size_t i = 1; i < in.entries.size(); ++i)
        if (!one_chain(in, balances, i)) return; // of several accounts, or with gaps
    if (model.newest_first) std::swap(first, last);
    auto const unit = in.entries[first].amount.unit;
    try {
        money const earliest{balances[first], unit};
        money const latest{balances[last], unit};
        auto const opening = model.before ? earliest : earliest - in.entries[first].amount;
        auto const closing = model.before ? latest + in.entries[last].amount : latest;
        if (!in.opening) in.opening = opening;
        if (!in.closing) in.closing = closing;
    } catch (limit_error const&) { // absurd balances: none is better
    }
}

} // namespace detail

/// Follows the chain of balances, which stand in the order of in.entries, in either row order and
/// before or after the amounts. Fills in.breaks, and in.opening and in.closing where the chain is
/// whole. Where the chain holds only with all signs inverted, inverts them, unless the user has
/// said otherwise. Balances are evidence, never a condition: a chain that hardly ever holds is said
/// and left alone. O(entries).
inline void check_balances(statement& in, std::vector<std::int64_t> const& balances,
                           read_options const& options) {
    if (in.entries.size() < 2) return;
    std::size_t steps = 0;
    std::array<std::size_t, detail::balance_models.size()> holds{};
    for (std::size_t i = 1; i < in.entries.size(); ++i) {
        if (!detail::one_chain(in, balances, i)) continue;
        ++steps;
        for (std::size_t m = 0; m < holds.size(); ++m) {
            auto const step = detail::step_of(in, balances, i, detail::balance_models[m]);
            if (static_cast<std::uint64_t>(balances[step.checked]) == step.expected) ++holds[m];
        }
    }
    if (steps == 0) {
        in.evident.push_back({"the running balances are not checked",
                              "no two rows that follow each other are of one account and currency",
                              ""});
        return;
    }
    // "oldest first" inverted and "newest first, balance before" are one chain: the dates decide
    auto const order = detail::date_trend(in);
    auto const best_of = [&](std::size_t first) {
        auto most = first + (order < 0 ? 1U : 0U);
        for (auto m = first; m < first + 4; ++m) {
            bool const against = detail::balance_models[m].newest_first ? order > 0 : order < 0;
            if (!against && holds[m] > holds[most]) most = m;
        }
        return most;
    };
    auto best = best_of(0);
    auto const inverted = best_of(4);
    auto const share = [steps](std::size_t count) {
        return std::to_string(count) + " of " + std::to_string(steps) + " balances follow";
    };
    auto const flag = options.option("sign") + " ";
    if (options.sign == sign_rule::automatic && steps >= 3 && holds[inverted] * 10 >= steps * 9
        && holds[best] * 2 < steps) {
        for (auto& entry : in.entries)
            entry.amount = -entry.amount;
        in.assumptions.push_back(
            {"money in is negative in the file: all signs are inverted",
             share(holds[inverted]) + " so, and " + share(holds[best]) + " otherwise",
             flag + "as-is"});
        best = inverted - 4;
        holds[best] = holds[inverted];
    }
    if (holds[best] * 2 <= steps) {
        in.assumptions.push_back({"the running balances are not used",
                                  "only " + share(holds[best]) + " from the amounts",
                                  flag + "inverted", false});
        return;
    }
    in.agreement = {steps, holds[best]};
    auto const model = detail::balance_models[best];
    for (std::size_t i = 1; i < in.entries.size(); ++i) {
        if (!detail::one_chain(in, balances, i)) continue;
        auto const step = detail::step_of(in, balances, i, model);
        auto const found = balances[step.checked];
        if (static_cast<std::uint64_t>(found) == step.expected) continue;
        in.breaks.push_back(
            {in.entries[step.checked].position, static_cast<std::int64_t>(step.expected), found});
    }
    detail::take_ends(in, balances, model);
}

} // namespace recon::io
