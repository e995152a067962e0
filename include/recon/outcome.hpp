// recon/outcome.hpp - what a reconciliation found: every row of either side, exactly once.
#pragma once

#include <recon/currency.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/wide.hpp>
#include <recon/model.hpp>
#include <recon/reference.hpp>
#include <recon/score_unit.hpp>
#include <recon/view.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace recon {

/// The position of a row in the caller's own range.
using row_index = std::uint32_t;
inline constexpr row_index no_row = ~row_index{0};

enum class side : std::uint8_t { left, right };

/// How many rows of either side are in a match: one_to_many is one left row, many right rows.
enum class match_kind : std::uint8_t { one_to_one, one_to_many, many_to_one, many_to_many, netted };

/// matched: sure. review: worth a person's look, because it is unlikely or ambiguous.
enum class match_status : std::uint8_t { matched, review };

/// Which evidence found a match. The strongest comes first.
enum class match_stage : std::uint8_t {
    decision,
    reference,
    equal_amount,
    within_tolerance,
    group,      ///< sums of several rows
    netting,    ///< rows of one side that cancel each other
    conversion, ///< of two currencies, at the rate of the day
    suspicion,  ///< outside the tolerances, but what else is known speaks for it: only for review
};

/// Why a match is for review.
enum class review_reason : std::uint8_t {
    none,
    low_confidence,
    ambiguous,
    outside_tolerance,
    amount_alone ///< of a converted one: neither text nor reference speaks for it
};

/// Rows that are the same money. `left` and `right` are spans of outcome::members.
struct match {
    match_kind kind = match_kind::one_to_one;
    match_status status = match_status::matched;
    match_stage stage = match_stage::equal_amount;
    review_reason reason = review_reason::none;
    reference_match reference = reference_match::absent;
    score_t confidence = 0; ///< 0..1'000'000: a probability where the scorer makes matches compete
    /// Where matches compete: the probability that its rows belong to nobody else. Otherwise how
    /// much the best total score would fall without this match.
    score_t margin = 0;
    score_t amount_score = 0; ///< the parts of the score, each 0..1'000'000
    score_t day_score = 0;
    score_t text_score = 0; ///< -1: one side has no text
    /// What makes the texts alike, among outcome::learnt.affinities; no_row: their own words.
    std::uint32_t affinity = no_row;
    /// How many other rows are expected to have this amount at this time, in thousandths.
    std::uint32_t rivals = 0;
    row_index runner_up = no_row; ///< the best other partner, on `runner_up_side`
    side runner_up_side = side::right;
    std::uint32_t left_count = 1;
    std::uint32_t right_count = 1;
    std::uint32_t members = 0; ///< where the rows begin in outcome::members: left, right
    /// Sum of left minus sum of right, in minor units. Of two currencies in that of the left side,
    /// the right sum converted at the rate of the first left day.
    std::int64_t amount_difference = 0;
    std::int32_t day_difference = 0; ///< first left day minus first right day
};

/// Why a row is open: what kept its nearest candidate out.
enum class open_reason : std::uint8_t {
    no_candidate,             ///< nothing comparable on the other side
    taken,                    ///< the nearest candidate is in a better match
    rejected_by_decision,     ///< a person has said that they are not the same
    low_confidence,           ///< within the tolerances, but too unlikely
    outside_day_tolerance,    ///< equal or near in amount, too far in time
    outside_amount_tolerance, ///< near in time, too far in amount
    other_sign,               ///< the same magnitude, but the money goes the other way
    other_currency,           ///< the same figure in another currency
    search_limit              ///< the search was cut short: there may be a partner
};

struct open_row {
    row_index row = no_row;
    open_reason reason = open_reason::no_candidate;
    row_index nearest = no_row; ///< on the other side
};

/// Count and sum of a bucket. The sum is of up to 2^32 amounts, so it may need more than 64 bits.
struct tally {
    std::uint64_t count = 0;
    detail::int128 sum_minor = 0;

    constexpr void add(std::int64_t minor) noexcept {
        ++count;
        sum_minor += minor;
    }
    friend constexpr bool operator==(tally const&, tally const&) = default;
};

/// The account of one side in one currency: in = matched + grouped + netted + review + open.
struct control_total {
    currency unit;
    side of = side::left;
    tally in{};
    tally matched{}; ///< one to one
    tally grouped{}; ///< matched, several rows on a side
    tally netted{};  ///< matched with rows of the same side
    tally review{};
    tally open{};

    constexpr bool holds() const noexcept;
};

/// What can become of a row.
struct bucket {
    std::string_view name;
    tally control_total::*total;
};
inline constexpr bucket buckets[] = {{"matched", &control_total::matched},
                                     {"grouped", &control_total::grouped},
                                     {"netted", &control_total::netted},
                                     {"review", &control_total::review},
                                     {"open", &control_total::open}};

constexpr bool control_total::holds() const noexcept {
    tally all;
    for (auto const& each : buckets) {
        all.count += (this->*each.total).count;
        all.sum_minor += (this->*each.total).sum_minor;
    }
    return all == in;
}

/// Where the rows of a match are counted.
constexpr tally control_total::*bucket_of(match const& m) noexcept {
    if (m.status == match_status::review) return &control_total::review;
    switch (m.kind) {
    case match_kind::one_to_one: return &control_total::matched;
    case match_kind::one_to_many:
    case match_kind::many_to_one:
    case match_kind::many_to_many: return &control_total::grouped;
    case match_kind::netted: return &control_total::netted;
    }
    return &control_total::matched;
}

/// A stated bound that was reached: the answer is still right, but no longer known to be best.
struct limit_reached {
    enum class what : std::uint8_t {
        candidates, ///< rows with more candidates than are looked at
        assignment, ///< components too large to be solved exactly
        groups      ///< rows for which not all groups were looked at
    };
    what kind = what::candidates;
    std::uint64_t rows = 0; ///< how many rows it concerns
    std::int64_t loss = 0;  ///< assignment: by how much the total score may be below the best
};

/// Other rows that fit in the place of those of a match for review.
struct alternative {
    std::uint32_t match = 0; ///< among outcome::matches
    std::uint32_t left_count = 0;
    std::uint32_t right_count = 0;
    std::uint32_t members = 0; ///< as match::members
};

/// An array of plain values, with those members of std::vector that are used most.
template <class T>
using list = detail::buffer<T>;

struct outcome {
    list<match> matches;            ///< by first left row, then by first right row
    list<alternative> alternatives; ///< by match
    list<row_index> members;
    list<open_row> left_open; ///< by row
    list<open_row> right_open;
    list<control_total> totals; ///< by currency, left before right
    list<limit_reached> limits; ///< empty: the search was complete
    run_model learnt;

    /// The rows of a match, or of an alternative to one.
    template <class Match>
    view<row_index> left_of(Match const& m) const {
        return {members.data() + m.members, m.left_count};
    }
    template <class Match>
    view<row_index> right_of(Match const& m) const {
        return {members.data() + m.members + m.left_count, m.right_count};
    }
};

constexpr std::string_view to_string(match_kind kind) noexcept {
    switch (kind) {
    case match_kind::one_to_one: return "one_to_one";
    case match_kind::one_to_many: return "one_to_many";
    case match_kind::many_to_one: return "many_to_one";
    case match_kind::many_to_many: return "many_to_many";
    case match_kind::netted: return "netted";
    }
    return "?";
}
constexpr std::string_view to_string(match_status status) noexcept {
    return status == match_status::matched ? "matched" : "review";
}
constexpr std::string_view to_string(match_stage stage) noexcept {
    switch (stage) {
    case match_stage::decision: return "decision";
    case match_stage::reference: return "reference";
    case match_stage::equal_amount: return "equal_amount";
    case match_stage::within_tolerance: return "within_tolerance";
    case match_stage::group: return "group";
    case match_stage::netting: return "netting";
    case match_stage::conversion: return "conversion";
    case match_stage::suspicion: return "suspicion";
    }
    return "?";
}
constexpr std::string_view to_string(limit_reached::what limit) noexcept {
    switch (limit) {
    case limit_reached::what::candidates: return "candidates";
    case limit_reached::what::assignment: return "assignment";
    case limit_reached::what::groups: return "groups";
    }
    return "?";
}
constexpr std::string_view to_string(open_reason reason) noexcept {
    switch (reason) {
    case open_reason::no_candidate: return "no_candidate";
    case open_reason::taken: return "taken";
    case open_reason::rejected_by_decision: return "rejected_by_decision";
    case open_reason::low_confidence: return "low_confidence";
    case open_reason::outside_day_tolerance: return "outside_date_window";
    case open_reason::outside_amount_tolerance: return "outside_amount_tolerance";
    case open_reason::other_sign: return "other_sign";
    case open_reason::other_currency: return "other_currency";
    case open_reason::search_limit: return "search_limit";
    }
    return "?";
}

} // namespace recon
