// recon/io/proof.hpp - that nothing was lost on the way: counted and added up again from the rows,
// apart from the engine's own account.
#pragma once

#include <recon/detail/parallel.hpp>
#include <recon/io/bridge.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace recon::io {

/// One thing that must be true of a run.
struct proof_check {
    std::string name;   ///< "bank_rows_once"
    std::string detail; ///< what was compared, in a sentence
    bool holds = false;
};

struct proof {
    std::vector<proof_check> checks;
    std::vector<bridge> bridges; ///< from bank to ledger, by currency

    bool holds() const {
        return std::all_of(checks.begin(), checks.end(), [](auto const& c) { return c.holds; });
    }
};

/// What the file itself says of its balances: opening + movements = closing.
struct balance_check {
    money opening;
    money closing;
    recon::detail::int128 movements = 0; ///< of the file's own entries in that currency

    bool holds() const noexcept { return opening.minor + movements == closing.minor; }
};

namespace detail {

/// The rows of one side that are in some bucket, each time they are.
template <class Visit>
void visit_buckets(finished_run const& run, side which, Visit const& visit) {
    for (auto const& m : run.result.matches) {
        auto const rows = which == side::left ? run.result.left_of(m) : run.result.right_of(m);
        for (auto const row : rows)
            visit(row, bucket_of(m));
    }
    for (auto const& open : which == side::left ? run.result.left_open : run.result.right_open)
        visit(open.row, &control_total::open);
}

inline control_total& total_of(std::vector<control_total>& totals, currency unit, side which) {
    for (auto& total : totals) {
        if (total.unit == unit && total.of == which) return total;
    }
    totals.push_back({unit, which});
    return totals.back();
}

/// The control totals of one side once more, from the rows.
inline std::vector<control_total> recount(finished_run const& run, side which) {
    std::vector<control_total> totals;
    auto const& entries = run.of(which).file.entries;
    std::vector<money> amounts; // together: buckets name rows in any order
    amounts.reserve(entries.size());
    for (auto const& row : entries) {
        total_of(totals, row.amount.unit, which).in.add(row.amount.minor);
        amounts.push_back(row.amount);
    }
    visit_buckets(run, which, [&](row_index row, tally control_total::*bucket) {
        if (row >= amounts.size()) return; // the check of rows says so
        (total_of(totals, amounts[row].unit, which).*bucket).add(amounts[row].minor);
    });
    return totals;
}
/// Of both: by currency, bank before ledger.
inline std::vector<control_total> together(std::vector<control_total> totals,
                                           std::vector<control_total> const& more) {
    totals.insert(totals.end(), more.begin(), more.end());
    std::sort(totals.begin(), totals.end(), [](auto const& a, auto const& b) {
        return a.unit != b.unit ? a.unit < b.unit : a.of < b.of;
    });
    return totals;
}

inline bool same_total(control_total const& a, control_total const& b) {
    auto const same = [&](bucket const& each) { return a.*each.total == b.*each.total; };
    return a.unit == b.unit && a.of == b.of && a.in == b.in && std::ranges::all_of(buckets, same);
}

inline proof_check rows_once(finished_run const& run, side which) {
    auto const size = run.of(which).file.entries.size();
    std::vector<std::uint8_t> seen(size, 0);
    std::size_t wrong = 0;
    visit_buckets(run, which, [&](row_index row, tally control_total::*) {
        if (row >= size || seen[row]++ != 0) ++wrong;
    });
    wrong += static_cast<std::size_t>(std::count(seen.begin(), seen.end(), std::uint8_t{0}));
    auto const name = std::string(name_of(which));
    return {name + "_rows_once",
            "each of the " + counted(size, "transaction", "transactions") + " of the " + name
                + " is in exactly one place",
            wrong == 0};
}

inline proof_check records_accounted(finished_run const& run, side which) {
    auto const& of = run.of(which);
    auto const name = std::string(name_of(which));
    return {name + "_records_accounted",
            "each of the " + counted(of.file.records, "record", "records") + " of the " + name
                + " file is a transaction, rejected or noted",
            of.own + of.file.rejected.size() + of.file.noted.size() == of.file.records};
}

/// What the matches' amounts differ by is all that the matched sums differ by; where they are of
/// two currencies, what has gone from one to the other.
inline std::vector<proof_check> differences(finished_run const& run,
                                            std::vector<control_total> const& totals) {
    std::vector<std::pair<currency, recon::detail::int128>> sums;
    auto const sum_for = [&](currency unit) -> recon::detail::int128& {
        for (auto& [code, sum] : sums) {
            if (code == unit) return sum;
        }
        return sums.emplace_back(unit, 0).second;
    };
    for (auto const& total : totals) {
        auto const paired = total.in.sum_minor - total.open.sum_minor;
        sum_for(total.unit) += total.of == side::left ? paired : -paired;
    }
    for (std::size_t i = 0; i < run.result.matches.size(); ++i) {
        fetch_ahead(run, i);
        auto const& m = run.result.matches[i];
        if (!is_converted(run, m)) {
            sum_for(unit_of(run, m)) -= m.amount_difference;
            continue;
        }
        sum_for(unit_of(run, m)) -= sum_of(run.bank, run.result.left_of(m));
        sum_for(unit_of(run, m, side::right)) += sum_of(run.ledger, run.result.right_of(m));
    }
    std::vector<proof_check> checks;
    for (auto const& [unit, rest] : sums) {
        auto const code = std::string(unit.code());
        checks.push_back(
            {"differences_" + code,
             "the differences of the matches explain the difference of the sums in " + code,
             rest == 0});
    }
    return checks;
}

/// That each converted match leaves what its rate says. Nothing to check without rates.
inline std::optional<proof_check> conversions(finished_run const& run) {
    std::size_t wrong = 0;
    std::size_t count = 0;
    for (auto const& m : run.result.matches) {
        if (run.rates == nullptr || !is_converted(run, m)) continue;
        ++count;
        auto const left = run.result.left_of(m);
        auto const own = unit_of(run, m);
        auto const used =
            run.rates->find(unit_of(run, m, side::right), own, run.bank.at(left.front()).day);
        auto const sum = sum_of(run.ledger, run.result.right_of(m));
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        bool const fits = used && sum <= most && -sum <= most;
        auto const converted = fits ? used->minor(static_cast<std::int64_t>(sum)) : std::nullopt;
        if (!converted || sum_of(run.bank, left) - *converted != m.amount_difference) ++wrong;
    }
    if (count == 0) return std::nullopt;
    return proof_check{"conversions",
                       "the difference of each match of two currencies is what its rate leaves",
                       wrong == 0};
}

/// Each open row is in one main discrepancy, as its row or as the other of two that go together.
inline proof_check open_rows_told(finished_run const& run, side which) {
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    std::vector<std::uint8_t> told(run.of(which).file.entries.size(), 0);
    std::size_t wrong = 0;
    auto const tell = [&](std::span<row_index const> rows) {
        for (auto const row : rows)
            if (row >= told.size() || told[row]++ != 0) ++wrong;
    };
    for (auto const& d : run.findings.all) {
        if (!d.main || d.match != no_index) continue;
        if (d.of == which) tell(run.findings.rows_of(d));
        if (d.counter_side == which && d.of != which) tell(run.findings.counters_of(d));
    }
    for (auto const& o : open)
        if (o.row < told.size() && --told[o.row] != 0) ++wrong;
    wrong += static_cast<std::size_t>(
        std::count_if(told.begin(), told.end(), [](std::uint8_t n) { return n != 0; }));
    auto const name = std::string(name_of(which));
    return {name + "_open_rows_told",
            "each of the " + counted(open.size(), "open row", "open rows") + " of the " + name
                + " is in one discrepancy",
            wrong == 0};
}

} // namespace detail

/// Counts and adds up again, on up to `threads` threads. O(rows).
inline proof prove(finished_run const& run, unsigned threads = 1) {
    proof result;
    proof_check once[2];
    std::vector<control_total> counted[2];
    recon::detail::for_each_task(2, threads, [&](unsigned, std::size_t task) {
        auto const which = task == 0 ? side::left : side::right;
        once[task] = detail::rows_once(run, which);
        counted[task] = detail::recount(run, which);
    });
    for (auto const which : {side::left, side::right}) {
        result.checks.push_back(detail::records_accounted(run, which));
        result.checks.push_back(std::move(once[which == side::left ? 0 : 1]));
    }
    if (!result.holds()) return result; // the sums of rows that are not there mean nothing
    auto const totals = detail::together(std::move(counted[0]), counted[1]);
    for (auto const& total : totals) {
        auto const code = std::string(total.unit.code());
        auto const name = std::string(name_of(total.of));
        bool told = false;
        for (auto const& claim : run.result.totals)
            told = told || detail::same_total(claim, total);
        result.checks.push_back({name + "_total_" + code,
                                 "the " + name + "'s " + code
                                     + " = matched + grouped + netted + review + open, in count and"
                                       " to the minor unit",
                                 told && total.holds()});
    }
    std::vector<proof_check> differences;
    std::optional<proof_check> conversions;
    proof_check told_open[2];
    recon::detail::for_each_task(4, threads, [&](unsigned, std::size_t task) {
        if (task == 0) {
            result.bridges = bridges_of(run);
        } else if (task == 1) {
            differences = detail::differences(run, totals);
            conversions = detail::conversions(run);
        } else {
            told_open[task - 2] = detail::open_rows_told(run, task == 2 ? side::left : side::right);
        }
    });
    for (auto& check : differences)
        result.checks.push_back(std::move(check));
    if (conversions) result.checks.push_back(std::move(*conversions));
    for (auto& check : told_open)
        result.checks.push_back(std::move(check));
    for (auto const& b : result.bridges) {
        auto const code = std::string(b.unit.code());
        result.checks.push_back({"bridge_" + code,
                                 "what is in transit, to be booked and different leads from the "
                                 "bank's balance to the ledger's in "
                                     + code,
                                 b.difference() == b.unexplained});
    }
    return result;
}

/// The balances that a file states, if it states both. O(rows).
inline std::optional<balance_check> check_balances(run_side const& of) {
    auto const& file = of.file;
    if (!file.opening || !file.closing || file.opening->unit != file.closing->unit)
        return std::nullopt;
    balance_check check{*file.opening, *file.closing, 0};
    for (std::size_t row = 0; row < of.own; ++row) {
        auto const& amount = file.entries[row].amount;
        if (amount.unit == check.opening.unit) check.movements += amount.minor;
    }
    return check;
}

} // namespace recon::io
