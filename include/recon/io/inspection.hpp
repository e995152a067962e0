// recon/io/inspection.hpp - what there is to say about one file as the reader has understood it.
#pragma once

#include <recon/detail/wide.hpp>
#include <recon/io/statement.hpp>
#include <recon/money.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace recon::io {

/// How the dates run from row to row.
enum class row_order : std::uint8_t { none, oldest_first, newest_first, mixed };

constexpr std::string_view to_string(row_order order) noexcept {
    switch (order) {
    case row_order::none: return "none";
    case row_order::oldest_first: return "oldest_first";
    case row_order::newest_first: return "newest_first";
    case row_order::mixed: return "mixed";
    }
    return "?";
}

/// The transactions in one currency.
struct currency_sums {
    currency unit;
    std::uint64_t in_count = 0;
    std::uint64_t out_count = 0; ///< of amounts below zero; those of zero are neither
    recon::detail::int128 in = 0;
    recon::detail::int128 out = 0;

    recon::detail::int128 net() const noexcept { return in + out; }
};

/// Stated balances, and what they say.
struct stated_balances {
    money opening;
    money closing;
    recon::detail::int128 movements = 0; ///< of the transactions in their currency

    bool hold() const noexcept { return opening.minor + movements == closing.minor; }
};

struct inspection {
    row_order order = row_order::none;
    std::size_t rises = 0;                          ///< rows with a later date than the row before
    std::size_t falls = 0;                          ///< and with an earlier one
    std::optional<std::chrono::sys_days> first_day; ///< the earliest and the latest booking date
    std::optional<std::chrono::sys_days> last_day;
    std::vector<currency_sums> sums;        ///< by currency code
    std::vector<std::string_view> accounts; ///< in order of appearance, at most accounts_max
    std::size_t accounts_more = 0;
    std::array<std::size_t, 7> by_kind{}; ///< records, by row_kind
    std::optional<stated_balances> balances;
    std::size_t to_settle = 0; ///< assumptions that the evidence leaves open

    static constexpr std::size_t accounts_max = 20;

    std::size_t of(row_kind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }
    /// Whether every record is a transaction, something else that is known, or rejected.
    bool all_accounted(statement const& file) const {
        std::size_t sum = file.rejected.size();
        for (auto const count : by_kind)
            sum += count;
        return sum == file.records;
    }
};

namespace detail {

inline void find_order(statement const& file, inspection& seen) {
    for (std::size_t i = 1; i < file.entries.size(); ++i) {
        seen.rises += file.entries[i - 1].day < file.entries[i].day ? 1U : 0U;
        seen.falls += file.entries[i - 1].day > file.entries[i].day ? 1U : 0U;
    }
    if (seen.rises != 0) seen.order = row_order::oldest_first;
    if (seen.falls != 0) seen.order = seen.rises != 0 ? row_order::mixed : row_order::newest_first;
}

inline void add_sum(std::vector<currency_sums>& sums, money const& amount) {
    auto const at = std::lower_bound(
        sums.begin(), sums.end(), amount.unit,
        [](currency_sums const& of, currency unit) { return of.unit.code() < unit.code(); });
    auto const found = at != sums.end() && at->unit == amount.unit
                           ? at
                           : sums.insert(at, {amount.unit, 0, 0, 0, 0});
    if (amount.minor > 0) {
        ++found->in_count;
        found->in += amount.minor;
    } else if (amount.minor < 0) {
        ++found->out_count;
        found->out += amount.minor;
    }
}

inline void add_account(inspection& seen, std::string_view account) {
    if (account.empty()) return;
    auto const& known = seen.accounts;
    if (std::find(known.begin(), known.end(), account) != known.end()) return;
    if (known.size() < inspection::accounts_max)
        seen.accounts.push_back(account);
    else
        ++seen.accounts_more; // rows, as the accounts beyond are not told apart
}

} // namespace detail

/// O(rows). The views live as long as the statement.
inline inspection inspect(statement const& file) {
    inspection seen;
    detail::find_order(file, seen);
    seen.by_kind[static_cast<std::size_t>(row_kind::transaction)] = file.entries.size();
    for (auto const& row : file.noted)
        ++seen.by_kind[static_cast<std::size_t>(row.kind)];
    for (auto const& row : file.entries) {
        if (!seen.first_day || row.day < *seen.first_day) seen.first_day = row.day;
        if (!seen.last_day || row.day > *seen.last_day) seen.last_day = row.day;
        detail::add_sum(seen.sums, row.amount);
        detail::add_account(seen, row.account);
    }
    if (file.opening && file.closing && file.opening->unit == file.closing->unit) {
        seen.balances = stated_balances{*file.opening, *file.closing, 0};
        for (auto const& sum : seen.sums)
            if (sum.unit == file.opening->unit) seen.balances->movements = sum.net();
    }
    for (auto const& a : file.assumptions)
        seen.to_settle += a.decided ? 0 : 1;
    return seen;
}

} // namespace recon::io
