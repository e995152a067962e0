// tests/support/rows.hpp - rows of a bank and a ledger, by hand or by chance.
#pragma once

#include <recon/money.hpp>
#include <recon/normalise.hpp>
#include <recon/reference.hpp>

#include "support/random.hpp"
#include "support/values.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace recon::test {

/// A row as a user of the library has it.
struct line {
    money amount;
    std::chrono::sys_days day = march(1);
    std::string description{};
    std::string reference{};
    std::string id{};
};

struct two_sides {
    std::vector<line> left, right;
};

/// What random rows are drawn from. Few amounts and texts: rows compete.
struct row_chance {
    std::uint64_t rows = 8;    ///< on the left; the right has about as many
    std::uint64_t amounts = 6; ///< how many distinct ones
    std::uint64_t days = 8;
    std::uint64_t cents = 40; ///< how far a partner's amount may be off
    std::uint64_t texts = 12; ///< of the list below
    bool references = true;
};

inline std::string any_text(random& rng, std::uint64_t texts) {
    static constexpr char const* list[]{"STARBUCKS 00412 SEATTLE",
                                        "Starbucks",
                                        "AMZN Mktp DE",
                                        "Amazon Marketplace",
                                        "",
                                        "SHELL OIL 57444212001",
                                        "Shell",
                                        "City Water Boston",
                                        "City Parking Boston",
                                        "Invoice INV 1042",
                                        "Rent March",
                                        "payment inv 1043 thanks"};
    return list[rng.below(std::min<std::uint64_t>(texts, std::size(list)))];
}

inline std::string any_reference(random& rng) {
    static constexpr char const* list[]{
        "", "", "", "INV1042", "INV-1043", "E2E 7710", "NOTPROVIDED", "10001042"};
    return list[rng.below(std::size(list))];
}

inline line any_line(random& rng, row_chance const& chance) {
    auto const minor = static_cast<std::int64_t>((1 + rng.below(chance.amounts)) * 7'53
                                                 + (rng.below(4) == 0 ? rng.below(9) : 0));
    line l;
    l.amount = {rng.below(4) == 0 ? -minor : minor,
                rng.below(8) == 0 ? currency{"USD"} : currency{"EUR"}};
    l.day = march(1 + static_cast<int>(rng.below(chance.days)));
    l.description = any_text(rng, chance.texts);
    if (chance.references) l.reference = any_reference(rng);
    return l;
}

/// The same money as the other side may have written it down.
inline line partner_of(line other, random& rng, row_chance const& chance) {
    other.day += std::chrono::days{static_cast<int>(rng.below(4)) - 1};
    if (rng.below(4) == 0)
        other.amount.minor += static_cast<std::int64_t>(rng.below(2 * chance.cents + 1))
                              - static_cast<std::int64_t>(chance.cents);
    if (rng.below(3) == 0) other.description = any_text(rng, chance.texts);
    if (rng.below(3) == 0) other.reference.clear();
    return other;
}

template <class T>
void shuffle(std::vector<T>& values, random& rng) {
    for (std::size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[rng.below(i)]);
}

inline two_sides any_rows(random& rng, row_chance const& chance) {
    two_sides rows;
    for (std::uint64_t i = 0; i < chance.rows; ++i) {
        rows.left.push_back(any_line(rng, chance));
        rows.right.push_back(rng.below(5) == 0 ? any_line(rng, chance)
                                               : partner_of(rows.left.back(), rng, chance));
    }
    for (auto* side : {&rows.left, &rows.right}) {
        if (rng.below(2) == 0) side->pop_back();
        if (rng.below(3) == 0 && !side->empty()) side->push_back(side->front()); // an equal one
        shuffle(*side, rng);
    }
    return rows;
}

/// What the engine can tell of a row: equal for rows that are interchangeable.
using row_key =
    std::tuple<std::string_view, std::int64_t, std::chrono::sys_days, std::string, std::string>;
inline row_key key_of(line const& l) {
    return {l.amount.unit.code(), l.amount.minor, l.day, normalise(l.description),
            normalise_reference(l.reference)};
}

} // namespace recon::test
