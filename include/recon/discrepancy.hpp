// recon/discrepancy.hpp - what a person has to look into after a run: what is wrong, how bad it is,
// and which rows it is about.
#pragma once

#include <recon/amount_error.hpp>
#include <recon/currency.hpp>
#include <recon/detail/wide.hpp>
#include <recon/outcome.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace recon {

enum class discrepancy_kind : std::uint8_t {
    missing_in_ledger,   ///< on the left side (the bank) only
    missing_in_bank,     ///< on the right side (the ledger) only
    amount_mismatch,     ///< the same money, but not the same amount
    date_mismatch,       ///< the same money, further apart in time than the tolerance allows
    duplicate,           ///< the same row once more than the other side has it
    possible_fraud,      ///< large, round or of the future, and nothing settles it
    fee,                 ///< what a bank or a payment service has kept
    transposed_digits,   ///< two neighbouring digits have changed places
    shifted_decimal,     ///< ten or a hundred times too much
    sign_flipped,        ///< money in on one side, money out on the other
    currency_mismatch,   ///< the same figure in another currency
    fx_difference,       ///< what is left after a conversion
    partial_payment,     ///< part of what is booked under the same reference
    deposit_in_transit,  ///< booked so late that the bank may still show it: money in
    outstanding_payment, ///< the same for money out
    reversal,            ///< rows of one side that cancel each other
    ambiguous,           ///< more than one way to match fits
    uncertain,           ///< the match is likely, but not sure
    search_limit,        ///< the search was cut short: there may be a partner
    invalid_check_digit  ///< a reference whose check digits do not hold
};
inline constexpr std::size_t discrepancy_kinds =
    static_cast<std::size_t>(discrepancy_kind::invalid_check_digit) + 1;

enum class severity : std::uint8_t { low, medium, high, critical };
inline constexpr std::size_t severities = static_cast<std::size_t>(severity::critical) + 1;

/// Why a row is suspicious; several may apply.
enum class fraud_sign : std::uint8_t { none = 0, large = 1, round = 2, future = 4 };
constexpr fraud_sign operator|(fraud_sign a, fraud_sign b) noexcept {
    return static_cast<fraud_sign>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(fraud_sign all, fraud_sign one) noexcept {
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

/// No match.
inline constexpr std::uint32_t no_index = ~std::uint32_t{0};

/// One thing to look into. Its rows are spans of discrepancies::members.
struct discrepancy {
    discrepancy_kind kind = discrepancy_kind::missing_in_ledger;
    severity level = severity::medium;
    side of = side::left;                   ///< on which side its rows are
    side counter_side = side::right;        ///< on which side those are that it compares them with
    amount_error slip = amount_error::none; ///< how the amounts came to differ, where it shows
    fraud_sign why = fraud_sign::none;
    /// Every open row, and every match for review, has one main discrepancy. Others are beside it.
    bool main = true;
    currency unit{};                ///< of its rows
    std::uint32_t match = no_index; ///< among outcome::matches
    std::uint32_t row_count = 1;
    std::uint32_t counter_count = 0;
    std::uint32_t members = 0;       ///< where the rows begin: its own, then the counter rows
    detail::int128 amount_minor = 0; ///< sum of its own rows
    /// Left minus right, in minor units; 0 where nothing is compared, or the currencies differ.
    detail::int128 amount_difference = 0;
    std::int32_t day_difference = 0; ///< left minus right
};

/// What is to be looked into, the worst first, then by kind, side and row.
struct discrepancies {
    std::vector<discrepancy> all;
    std::vector<row_index> members;
    /// The last day of the left side, after which what is in transit may still come.
    std::optional<std::chrono::sys_days> left_until;
    /// By side, the rows that hold a payment reference with check digits; nothing: not looked for.
    std::optional<std::array<std::vector<row_index>, 2>> structured;

    /// Whether a row may hold such a reference.
    bool may_be_structured(side of, row_index row) const {
        if (!structured) return true;
        auto const& rows = (*structured)[of == side::left ? 0 : 1];
        return std::binary_search(rows.begin(), rows.end(), row);
    }
    view<row_index> rows_of(discrepancy const& d) const {
        return view<row_index>(members).subspan(d.members, d.row_count);
    }
    view<row_index> counters_of(discrepancy const& d) const {
        return view<row_index>(members).subspan(d.members + d.row_count, d.counter_count);
    }
    /// How many there are of each kind and severity.
    std::array<std::uint64_t, discrepancy_kinds> by_kind() const {
        std::array<std::uint64_t, discrepancy_kinds> counts{};
        for (auto const& d : all)
            ++counts[static_cast<std::size_t>(d.kind)];
        return counts;
    }
    std::array<std::uint64_t, severities> by_severity() const {
        std::array<std::uint64_t, severities> counts{};
        for (auto const& d : all)
            ++counts[static_cast<std::size_t>(d.level)];
        return counts;
    }
};

constexpr std::string_view to_string(severity level) noexcept {
    switch (level) {
    case severity::low: return "low";
    case severity::medium: return "medium";
    case severity::high: return "high";
    case severity::critical: return "critical";
    }
    return "?";
}
constexpr std::string_view to_string(discrepancy_kind kind) noexcept {
    switch (kind) {
    case discrepancy_kind::missing_in_ledger: return "missing_in_ledger";
    case discrepancy_kind::missing_in_bank: return "missing_in_bank";
    case discrepancy_kind::amount_mismatch: return "amount_mismatch";
    case discrepancy_kind::date_mismatch: return "date_mismatch";
    case discrepancy_kind::duplicate: return "duplicate";
    case discrepancy_kind::possible_fraud: return "possible_fraud";
    case discrepancy_kind::fee: return "fee";
    case discrepancy_kind::transposed_digits: return "transposed_digits";
    case discrepancy_kind::shifted_decimal: return "shifted_decimal";
    case discrepancy_kind::sign_flipped: return "sign_flipped";
    case discrepancy_kind::currency_mismatch: return "currency_mismatch";
    case discrepancy_kind::fx_difference: return "fx_difference";
    case discrepancy_kind::partial_payment: return "partial_payment";
    case discrepancy_kind::deposit_in_transit: return "deposit_in_transit";
    case discrepancy_kind::outstanding_payment: return "outstanding_payment";
    case discrepancy_kind::reversal: return "reversal";
    case discrepancy_kind::ambiguous: return "ambiguous";
    case discrepancy_kind::uncertain: return "uncertain";
    case discrepancy_kind::search_limit: return "search_limit";
    case discrepancy_kind::invalid_check_digit: return "invalid_check_digit";
    }
    return "?";
}

} // namespace recon
