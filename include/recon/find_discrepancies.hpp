// recon/find_discrepancies.hpp - from an outcome to what a person has to look into.
#pragma once

#include <recon/bank_item.hpp>
#include <recon/detail/any_rows.hpp>
#include <recon/detail/discrepancy_maker.hpp>
#include <recon/detail/match_discrepancies.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/discrepancy.hpp>
#include <recon/discrepancy_rules.hpp>
#include <recon/duplicates.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>
#include <recon/structured_reference.hpp>
#include <recon/tolerance.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recon {

namespace detail {

/// Tells what the open rows of both sides are.
class open_discrepancies {
  public:
    explicit open_discrepancies(discrepancy_maker const& run) : run_(run) {
        for (auto const s : {side::left, side::right}) {
            of(s).settled.assign(run_.rows(s).size(), true);
            of(s).place.assign(run_.rows(s).size(), no_index);
            of(s).told.assign(run_.open(s).size(), false);
            for (std::uint32_t i = 0; i < run_.open(s).size(); ++i) {
                of(s).settled[run_.open(s)[i].row] = false;
                of(s).place[run_.open(s)[i].row] = i;
            }
        }
        auto const& left = run_.rows(side::left);
        for (row_index row = 0; row < left.size(); ++row)
            last_left_day_ = row == 0 ? left[row].day : std::max(last_left_day_, left[row].day);
    }

    std::optional<std::chrono::sys_days> left_until() const {
        if (run_.rows(side::left).size() == 0) return std::nullopt;
        return last_left_day_;
    }

    /// What rows of one side repeat. The sides may be asked at once.
    std::vector<repeated_row> repeated(side s) {
        return repeat_finder(run_.rows(s), of(s).settled).find(run_.open(s));
    }

    /// Two open rows that are each other's nearest candidate, and related, are one discrepancy.
    void tell_pairs(discrepancy_maker& to) {
        std::vector<std::pair<row_index, row_index>> near;
        for (auto const& o : run_.open(side::left)) {
            auto const place = o.nearest == no_row ? no_index : right_.place[o.nearest];
            if (place == no_index || run_.open(side::right)[place].nearest != o.row) continue;
            if (is_difference(o.reason)) near.emplace_back(o.row, o.nearest);
        }
        auto const alike = compare_texts(near);
        for (std::size_t i = 0; i < near.size(); ++i) {
            auto const [l, r] = near[i];
            auto const place = left_.place[l];
            if (!tell_pair(to, l, r, run_.open(side::left)[place].reason, alike[i])) continue;
            left_.told[place] = true;
            right_.told[right_.place[r]] = true;
        }
    }

    /// The open rows of one side that are in no pair. After tell_pairs(); the sides at once.
    void tell_rows(discrepancy_maker& to, side s, std::vector<repeated_row> const& repeated) const {
        auto next = repeated.begin();
        auto const& open = run_.open(s);
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (i + fetched < open.size()) run_.rows(s).prefetch(open[i + fetched].row);
            auto const& o = open[i];
            bool const told = of(s).told[i];
            bool const repeats = next != repeated.end() && next->row == o.row;
            // what a settled row repeats to the letter is surplus; else the row may well be missing
            bool const surplus = repeats && next->original_settled && next->identical && !told;
            if (!told && !surplus) tell_alone(to, s, o);
            if (repeats) tell_repeat(to, s, *next++, surplus);
            to.add_fraud_signs(s, o.row, no_index);
        }
    }

  private:
    static constexpr std::size_t fetched = 16; // rows that are asked for before they are looked at
    static constexpr score_t alike_from = 400'000; ///< texts that are at least partly alike

    struct side_state {
        std::vector<bool> settled;        ///< by row: in a match
        std::vector<std::uint32_t> place; ///< by row: among the open ones
        std::vector<bool> told;           ///< by open row
    };
    side_state& of(side s) noexcept { return s == side::left ? left_ : right_; }
    side_state const& of(side s) const noexcept { return s == side::left ? left_ : right_; }

    // --- two open rows that go together

    static bool is_difference(open_reason reason) {
        return reason == open_reason::outside_amount_tolerance
               || reason == open_reason::outside_day_tolerance || reason == open_reason::other_sign
               || reason == open_reason::other_currency;
    }

    /// How alike pairs are in text, or in counterparty alone; -1 where a side has neither.
    std::vector<score_t>
    compare_texts(std::vector<std::pair<row_index, row_index>> const& near) const {
        text_book texts;
        std::vector<std::array<text_id, 4>> ids;
        std::string buffer;
        for (auto const& [l, r] : near) {
            auto const a = run_.rows(side::left)[l];
            auto const b = run_.rows(side::right)[r];
            auto const first = texts.add(a.text(buffer));
            auto const second = texts.add(b.text(buffer));
            ids.push_back({first, second, texts.add(a.counterparty), texts.add(b.counterparty)});
        }
        texts.close();
        auto const alike = [&](text_id a, text_id b) -> score_t {
            auto const x = texts.class_of(a);
            auto const y = texts.class_of(b);
            return x == 0 || y == 0 ? -1 : texts.similarity(x, y);
        };
        std::vector<score_t> found;
        for (auto const& [a, b, who_a, who_b] : ids)
            found.push_back(std::max(alike(a, b), alike(who_a, who_b)));
        return found;
    }

    /// Whether the two are related, and so were told as one.
    bool tell_pair(discrepancy_maker& to, row_index l, row_index r, open_reason reason,
                   score_t alike) {
        auto const a = run_.rows(side::left)[l];
        auto const b = run_.rows(side::right)[r];
        bool const one_unit = a.amount.unit == b.amount.unit;
        auto const slip =
            one_unit ? amount_error_between(a.amount.minor, b.amount.minor) : amount_error::none;
        bool const referenced =
            compare_references(normalise_reference(a.reference), normalise_reference(b.reference))
            >= reference_match::contained;
        // a slip, or no slip at all, asks for less than amounts that merely differ
        bool const telling = slip != amount_error::none || a.amount.minor == b.amount.minor;
        bool const related =
            telling ? alike >= alike_from / 2 || (alike < 0 && one_unit) : alike >= alike_from;
        if (!referenced && !related) return false;
        auto kind = kind_of(slip);
        if (reason == open_reason::other_currency)
            kind = discrepancy_kind::currency_mismatch;
        else if (reason == open_reason::outside_day_tolerance)
            kind = discrepancy_kind::date_mismatch;
        else if (slip == amount_error::none && referenced
                 && run_.is_part(a.amount.minor, b.amount.minor))
            kind = discrepancy_kind::partial_payment;
        auto& d = to.add(kind, side::left, view(&l, 1), side::right, view(&r, 1));
        d.slip = slip;
        d.day_difference = static_cast<std::int32_t>((a.day - b.day).count());
        if (one_unit) d.amount_difference = int128{a.amount.minor} - b.amount.minor;
        to.grade(d, a.amount.minor, b.amount.minor, d.day_difference);
        return true;
    }

    // --- open rows alone

    void tell_repeat(discrepancy_maker& to, side s, repeated_row const& repeat, bool main) const {
        auto& d = to.add(discrepancy_kind::duplicate, s, view(&repeat.row, 1), s,
                         view(&repeat.original, 1));
        d.main = main;
        d.level = severity_of_duplicates(run_.rules(), d.amount_minor * repeat.occurrences, d.unit);
    }

    void tell_alone(discrepancy_maker& to, side s, open_row const& o) const {
        auto const row = run_.rows(s)[o.row];
        auto level = severity_of_missing(run_.rules(), row.amount.minor, row.amount.unit);
        auto kind = s == side::left ? discrepancy_kind::missing_in_ledger
                                    : discrepancy_kind::missing_in_bank;
        if (o.reason == open_reason::search_limit) {
            kind = discrepancy_kind::search_limit;
        } else if (s == side::left && is_bank_charge(row)) {
            kind = discrepancy_kind::fee;
            level = severity::low;
        } else if (s == side::right && may_still_come(row)) {
            kind = row.amount.minor < 0 ? discrepancy_kind::outstanding_payment
                                        : discrepancy_kind::deposit_in_transit;
            level = severity::low;
        }
        to.add(kind, s, view(&o.row, 1), discrepancy_maker::opposite(s)).level = level;
    }

    bool is_bank_charge(seen_row const& row) const {
        auto const most = static_cast<uint128>(magnitude(run_.rules().fee_max))
                          * power_of_ten(row.amount.unit.digits());
        if (row.amount.minor >= 0 || size_of(row.amount.minor) > most) return false;
        std::string buffer;
        return bank_item_of(row.text(buffer)) == bank_item::charge;
    }

    /// Whether the bank could still show an entry after the last day of its statement.
    bool may_still_come(seen_row const& row) const {
        constexpr int longest_weekend = 7;
        if (row.day > last_left_day_ || run_.rows(side::left).size() == 0) return true;
        for (int ahead = 1; ahead <= longest_weekend; ++ahead) {
            auto const later = last_left_day_ + std::chrono::days{ahead};
            if (run_.allowed().days_pass(later, row.day)) return true;
        }
        return false;
    }

    discrepancy_maker const& run_;
    side_state left_, right_;
    std::chrono::sys_days last_left_day_{};
};

/// The payment reference with check digits that a row holds, in its reference or in its text.
inline structured_reference structured_of(seen_row const& row) {
    auto found = find_structured_reference(row.reference);
    if (found.kind == reference_kind::none) found = find_structured_reference(row.description);
    return found;
}
inline std::vector<row_index> structured_rows(any_rows const& rows) {
    std::vector<row_index> found;
    constexpr row_index ahead = 16;
    for (row_index row = 0; row < rows.size(); ++row) {
        if (row + ahead < rows.size()) rows.prefetch(row + ahead);
        if (structured_of(rows[row]).kind != reference_kind::none) found.push_back(row);
    }
    return found;
}
/// Tells every row, open or not, whose reference has wrong check digits. `structured`: those that
/// have such a reference at all.
inline void tell_broken_references(discrepancy_maker& to,
                                   std::array<std::vector<row_index>, 2> const& structured) {
    for (auto const s : {side::left, side::right}) {
        for (auto const row : structured[s == side::left ? 0 : 1]) {
            if (structured_of(to.rows(s)[row]).valid) continue;
            auto& d = to.add(discrepancy_kind::invalid_check_digit, s, view(&row, 1),
                             discrepancy_maker::opposite(s));
            d.main = false;
            d.level = severity::medium;
        }
    }
}

/// The whole search, in parts that threads share. The order of the parts does not depend on them.
class discrepancy_search {
  public:
    discrepancy_search(discrepancy_maker const& run, unsigned threads)
        : run_(run), threads_(threads), open_(run),
          shortfalls_(match_discrepancies::count_shortfalls(run)),
          portions_((run.found().matches.size() + portion - 1) / portion),
          parts_(portions_ + 4, run.another()) {}

    discrepancies find() {
        std::vector<repeated_row> repeated[2];
        std::array<std::vector<row_index>, 2> structured;
        for_each_task(5 + portions_, threads_, [&](unsigned, std::size_t task) { // longest first
            auto const s = task % 2 == 0 ? side::left : side::right;
            if (task < 2)
                repeated[task] = open_.repeated(s);
            else if (task < 4)
                structured[task - 2] = structured_rows(run_.rows(s));
            else if (task == 4)
                open_.tell_pairs(parts_[portions_]);
            else
                tell_matches(task - 5);
        });
        for_each_task(2, threads_, [&](unsigned, std::size_t task) {
            open_.tell_rows(parts_[portions_ + 1 + task], task == 0 ? side::left : side::right,
                            repeated[task]);
        });
        tell_broken_references(parts_.back(), structured);
        auto all = discrepancy_maker::gather(parts_);
        all.left_until = open_.left_until();
        all.structured = std::move(structured);
        return all;
    }

  private:
    static constexpr std::size_t portion = 16'384; ///< matches that are told at once

    void tell_matches(std::size_t number) {
        auto const first = number * portion;
        auto const last = std::min(first + portion, run_.found().matches.size());
        match_discrepancies(parts_[number], shortfalls_)
            .find(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    }

    discrepancy_maker const& run_;
    unsigned threads_;
    open_discrepancies open_;
    match_discrepancies::shortfalls shortfalls_;
    std::size_t portions_;
    std::vector<discrepancy_maker> parts_; ///< matches, pairs, left and right rows, references
};

} // namespace detail

/// What a person has to look into. Every open row is in exactly one main discrepancy: as its row
/// or, where two open rows go together, as its counter row. Every match for review has exactly one.
/// `within` is what reconcile() was given: a difference inside it is low, and a lag inside it is
/// none. The answer does not depend on the threads. Near O(rows).
template <class L, class R, class A, class D>
discrepancies find_discrepancies(L const& left, R const& right, outcome const& found,
                                 tolerances<A, D> const& within,
                                 discrepancy_rules const& rules = {}, unsigned threads = 1) {
    detail::any_rows const lefts(left);
    detail::any_rows const rights(right);
    detail::allowance const allowed{
        [&](money const& amount) { return within.amount.window(amount); },
        [&](std::chrono::sys_days a, std::chrono::sys_days b) { return within.day(a, b); }};
    detail::discrepancy_maker const run(lefts, rights, found, allowed, rules);
    return detail::discrepancy_search(run, threads).find();
}

} // namespace recon
