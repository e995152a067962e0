// recon/io/ageing.hpp - how long what is open has been open, in the steps that accountants use.
#pragma once

#include <recon/currency.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/outcome.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace recon::io {

inline constexpr std::array<std::string_view, 5> age_buckets{"future", "0-30", "31-60", "61-90",
                                                             "over 90"};

constexpr std::size_t age_bucket_number(std::int64_t days) noexcept {
    if (days < 0) return 0;
    return days <= 30 ? 1 : days <= 60 ? 2 : days <= 90 ? 3 : 4;
}
constexpr std::string_view age_bucket(std::int64_t days) noexcept {
    return age_buckets[age_bucket_number(days)];
}

/// The open rows of one side in one currency, by age.
struct ageing {
    currency unit;
    side of = side::left;
    std::array<tally, age_buckets.size()> by_age{};

    std::uint64_t count() const noexcept {
        std::uint64_t all = 0;
        for (auto const& t : by_age)
            all += t.count;
        return all;
    }
};

/// By currency, bank before ledger, as outcome::totals; of those that have open rows. O(open rows).
inline std::vector<ageing> ageing_of(finished_run const& run) {
    std::vector<ageing> found;
    for (auto const& total : run.result.totals)
        if (total.open.count != 0) found.push_back({total.unit, total.of});
    for (auto const which : {side::left, side::right}) {
        auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
        constexpr std::size_t ahead = 16;
        for (std::size_t i = 0; i < open.size(); ++i) {
            auto const& o = open[i];
            if (i + ahead < open.size())
                recon::detail::prefetch(&run.of(which).at(open[i + ahead].row));
            auto const& row = run.of(which).at(o.row);
            for (auto& a : found)
                if (a.unit == row.amount.unit && a.of == which)
                    a.by_age[age_bucket_number((run.as_of - row.day).count())].add(
                        row.amount.minor);
        }
    }
    return found;
}

} // namespace recon::io
