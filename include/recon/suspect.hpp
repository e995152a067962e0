// recon/suspect.hpp - pairs that the tolerances keep apart, but what else is known brings together:
// a slip of typing, a payment long under way, a reference with another amount, a payer who has kept
// a discount. Only ever for review.
#pragma once

#include <recon/amount_error.hpp>
#include <recon/assign.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/party_book.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>
#include <recon/likelihood.hpp>
#include <recon/posterior.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace recon {

/// How far from its window a payment is still looked for.
inline constexpr std::int32_t suspect_days_max = 92;

/// What speaks for a pair outside the tolerances.
struct suspicion {
    bool equal_amount = false;
    amount_error error = amount_error::none; ///< of unequal amounts
    bool in_window = false;                  ///< the days pass
    std::int32_t days = 0;                   ///< apart
    score_t text = -1;                       ///< likeness; -1: one has no text
    bool rare = false;                       ///< few of many rows name this party
    reference_match reference = reference_match::absent;
    std::uint64_t alike = 1; ///< rows of the fuller side that have the amount of this pair's row
    /// How far the amounts are apart, in percent of the larger one.
    std::uint64_t apart = 0;

    /// In time, and off by as little as a discount or a charge is.
    constexpr bool nearly_paid() const noexcept {
        return in_window && apart <= 5 && error == amount_error::none;
    }
    constexpr bool referred() const noexcept { return reference >= reference_match::contained; }

    /// Of texts less alike than that a reference must make up for it.
    static constexpr score_t same_party = 550'000;
};

/// False where the texts cannot make it the same money: its odds are out of question then.
constexpr bool may_be_suspicious(suspicion const& s) noexcept {
    if (s.days > suspect_days_max) return false;
    bool const turned = s.error == amount_error::sign_flipped;
    if (!s.rare && (turned || (!s.referred() && s.error != amount_error::transposed_digits)))
        return false;
    if (s.equal_amount || s.referred() || s.nearly_paid()) return true;
    return s.in_window && s.error != amount_error::none; // else two things are wrong at once
}

/// The odds that it is the same money, in millinats; below -10'000 where nothing but chance speaks
/// for it: a reference or a party in common must.
constexpr millinats suspicion_odds(suspicion const& s) noexcept {
    constexpr millinats out_of_question = -20'000;
    if (!may_be_suspicious(s) || (!s.referred() && s.text < suspicion::same_party))
        return out_of_question;
    millinats odds = 0;
    if (s.equal_amount) {
        odds = 2'500 - static_cast<millinats>(detail::natural_log(s.alike)) * 3 / 2;
    } else {
        switch (s.error) {
        case amount_error::none:
            odds = s.nearly_paid() ? -1'000
                   : s.apart <= 25 ? -2'000
                   : s.apart < 90  ? -6'000
                                   : -9'000; // a part of a batch?
            break;
        case amount_error::transposed_digits: odds = 2'000; break;
        case amount_error::shifted_decimal: odds = 500; break;
        case amount_error::sign_flipped: odds = 500; break;
        }
    }
    if (!s.in_window) odds -= 80 * s.days;
    pair_evidence as_pair;
    as_pair.text = s.text;
    as_pair.reference = s.reference;
    return odds + likelihood::odds_of_text(as_pair) + likelihood::odds_of_reference(as_pair);
}

/// A pair that is worth a look.
struct suspected_pair {
    row_index left;
    row_index right;
    score_t confidence;
    score_t margin; ///< the probability that neither belongs to another one
};

namespace detail {

/// Finds what could be behind open rows: the same amount outside the window, amounts that a slip
/// makes of theirs, and rows that share a reference, or a party and nearly an amount.
class suspect_search {
  public:
    suspect_search(intake const& all, any_comparer const& compare, party_book const& parties,
                   group_rows const& left, group_rows const& right)
        : all_(all), compare_(compare), parties_(parties), left_(left), right_(right) {
        by_amount_ = right.by_day();
        sort_facts(by_amount_);
        for (std::uint32_t i = 0; i < by_amount_.size(); ++i) {
            if (place_.size() <= by_amount_[i].row) place_.resize(by_amount_[i].row + 1);
            place_[by_amount_[i].row] = i;
        }
    }

    /// O(rows * log rows), for amounts and references that few rows have; of a party that is rare,
    /// up to 1,024 rows are looked at for each of its rows. The answer does not depend on the
    /// threads.
    buffer<suspected_pair> find(score_t min_confidence, unsigned threads) const;

  private:
    static constexpr std::size_t looks_max = 64; ///< at candidates of one row

    /// Looks around one left row after the other.
    class looker;

    /// All but the likeness of the texts, which costs most.
    suspicion between(fact const& f, fact const& g) const {
        suspicion s;
        s.equal_amount = f.minor == g.minor;
        s.error = amount_error_between(f.minor, g.minor);
        s.in_window = compare_.days_pass(f, g);
        s.days = static_cast<std::int32_t>(magnitude(std::int64_t{f.day} - g.day));
        s.rare = is_rare(f, side::left) && is_rare(g, side::right);
        s.reference = compare_.references_between(f, g);
        auto const larger = std::max(magnitude(f.minor), magnitude(g.minor));
        s.apart = mul_div_ceil(std::min(distance(f.minor, g.minor), larger), 100, larger);
        s.alike = std::max(compare_.rows_of_amount(f, side::left),
                           compare_.rows_of_amount(g, side::right));
        return s;
    }
    score_t likeness(suspicion const& s, fact const& f, fact const& g) const {
        if (f.text == 0 || g.text == 0) return -1;
        if (s.referred()) return compare_.likeness(f, g);
        return compare_.text_likeness(f.text, g.text, suspicion::same_party);
    }

    /// Whether few of the rows of a side name the party of one of them. Among few rows none is
    /// rare.
    bool is_rare(fact const& f, side s) const { return is_rare(parties_.of(f.text), s); }
    bool is_rare(party_id party, side s) const {
        constexpr std::size_t rows_min = 20;
        auto const rows = all_.of(s).size();
        auto const of_party = (s == side::left ? left_ : right_).rows_of(party);
        return rows >= rows_min && of_party <= std::max<std::size_t>(rows / 50, 2);
    }

    buffer<suspected_pair> compete(buffer<fact> const& lefts, buffer<assign_edge>& edges,
                                   score_t min_confidence) const {
        buffer<suspected_pair> found;
        if (edges.empty()) return found;
        buffer<std::uint32_t> const left_rows(lefts.size(), 1);
        buffer<std::uint32_t> const right_rows(by_amount_.size(), 1);
        view<std::uint32_t> const left_counts{left_rows.data(), left_rows.size()};
        view<std::uint32_t> const right_counts{right_rows.data(), right_rows.size()};
        buffer<keyed> order(edges.size());
        for (std::uint32_t e = 0; e < order.size(); ++e)
            order[e] = {std::uint64_t{edges[e].left} << 32U | edges[e].right, e};
        sort_by_key(order);
        auto const unsorted = edges;
        for (std::size_t e = 0; e < order.size(); ++e)
            edges[e] = unsorted[order[e].index];
        auto const likely = posterior(left_counts, right_counts, {edges.data(), edges.size()});
        buffer<std::int64_t> of_left(lefts.size());
        buffer<std::int64_t> of_right(by_amount_.size());
        for (std::size_t e = 0; e < edges.size(); ++e) {
            edges[e].weight = std::max(likely[e], score_t{1});
            of_left[edges[e].left] += likely[e];
            of_right[edges[e].right] += likely[e];
        }
        auto const answer = assign(left_counts, right_counts, edges, {});
        for (auto const& p : answer.pairs) {
            if (p.weight < min_confidence) continue;
            auto const doubt = std::max(of_left[p.left], of_right[p.right]) - p.weight;
            found.push_back(
                {lefts[p.left].row, by_amount_[p.right].row, p.weight,
                 static_cast<score_t>(score_max - std::min<std::int64_t>(doubt, score_max))});
        }
        return found;
    }

    intake const& all_;
    any_comparer const& compare_;
    party_book const& parties_;
    group_rows const& left_;
    group_rows const& right_;
    buffer<fact> by_amount_;      // of the right side
    buffer<std::uint32_t> place_; // by row, among them
};

class suspect_search::looker {
  public:
    explicit looker(suspect_search const& in) : in_(&in) {}

    buffer<assign_edge> const& edges() const noexcept { return edges_; }

    void look_around(fact const& f, std::uint32_t number) {
        left_number_ = number;
        looks_ = 0;
        first_ = edges_.size();
        look_at_amount(f, f.minor);
        auto const size = magnitude(f.minor);
        auto const sign = f.minor < 0 ? -1 : 1;
        auto const look_at = [&](std::uint64_t other) {
            if (other != size && other != 0 && other <= static_cast<std::uint64_t>(summand_most))
                look_at_amount(f, sign * static_cast<std::int64_t>(other));
        };
        look_at_amount(f, -f.minor);
        for (std::uint64_t place = 1; place <= size / 10; place *= 10) { // neighbours swapped
            auto const low = size / place % 10;
            auto const high = size / place / 10 % 10;
            look_at(size - low * place - high * place * 10 + high * place + low * place * 10);
        }
        for (std::uint64_t const factor : {10U, 100U}) {
            look_at(size * factor);
            if (size % factor == 0) look_at(size / factor);
        }
        look_at_references(f);
        look_at_party(f);
    }

    /// The rows of the same party and about the same amount, in time.
    void look_at_party(fact const& f) {
        constexpr std::uint32_t visited_most = 1'024;
        auto const party = in_->parties_.of(f.text);
        if (party == 0 || !in_->is_rare(party, side::left) || !in_->is_rare(party, side::right))
            return; // no such pair is suspicious
        auto const window = in_->compare_.day_window(f);
        in_->right_.visit_party(
            party, f.book, window.low.time_since_epoch().count(),
            window.high.time_since_epoch().count(),
            [&](fact const& g) {
                auto const larger = std::max(magnitude(f.minor), magnitude(g.minor));
                if (distance(f.minor, g.minor) <= larger / 20) look(f, in_->place_[g.row]);
            },
            visited_most);
    }

    /// The rows of an amount that are nearest in time.
    void look_at_amount(fact const& f, std::int64_t minor) {
        auto const size = static_cast<std::uint32_t>(in_->by_amount_.size());
        auto high = first_not(0, size, [&](std::uint32_t i) {
            auto const& g = in_->by_amount_[i];
            if (g.book != f.book) return g.book < f.book;
            return g.minor != minor ? g.minor < minor : g.day < f.day;
        });
        auto low = high;
        auto const is_one = [&](std::uint32_t i) {
            auto const& g = in_->by_amount_[i];
            return g.book == f.book && g.minor == minor
                   && magnitude(std::int64_t{g.day} - f.day) <= magnitude(suspect_days_max);
        };
        constexpr std::size_t nearest = 16;
        for (std::size_t n = 0; n < nearest; ++n) {
            bool const up = high < size && is_one(high);
            bool const down = low > 0 && is_one(low - 1);
            if (!up && !down) return;
            bool const upwards = up
                                 && (!down
                                     || in_->by_amount_[high].day - f.day
                                            <= f.day - in_->by_amount_[low - std::size_t{1}].day);
            look(f, upwards ? high++ : --low);
        }
    }

    void look_at_references(fact const& f) {
        auto const look_at = [&](fact const& g) { look(f, in_->place_[g.row]); };
        if (f.reference != 0) in_->right_.visit_reference(f.reference, looks_max, look_at);
        for (auto const reference : in_->all_.mentions.of(f.text))
            in_->right_.visit_reference(reference, looks_max, look_at);
        auto const look_at_text = [&](std::uint32_t text) {
            in_->right_.visit_text(text, f.book, f.day - suspect_days_max, f.day + suspect_days_max,
                                   look_at);
            return looks_ < looks_max;
        };
        if (f.reference != 0) in_->right_.texts_of_reference().visit(f.reference, look_at_text);
        auto const look_at_reference = [&](std::uint32_t reference) {
            in_->right_.visit_reference(reference, looks_max, look_at);
            return looks_ < looks_max;
        };
        for (auto const token : in_->all_.tokens.of(f.text)) {
            in_->right_.texts_of_token().visit(token, look_at_text);
            in_->right_.references_of_token().visit(token, look_at_reference);
        }
        if (auto const token = in_->all_.tokens.of_reference(f.reference); token != 0)
            in_->right_.texts_of_token().visit(token, look_at_text);
    }

    void look(fact const& f, std::uint32_t at) {
        if (++looks_ > looks_max) return;
        for (auto e = first_; e < edges_.size(); ++e)
            if (edges_[e].right == at) return; // found another way
        auto const& g = in_->by_amount_[at];
        if (g.book != f.book || in_->compare_.rejected(f, g)) return;
        constexpr millinats least = -2'000;
        auto s = in_->between(f, g);
        auto const cost = in_->left_.cost(f.row) + in_->right_.cost(g.row);
        s.text = score_max; // at best
        if (suspicion_odds(s) - cost <= least) return;
        s.text = in_->likeness(s, f, g);
        auto const odds = suspicion_odds(s) - cost;
        if (odds > least) edges_.push_back({left_number_, at, odds});
    }

    suspect_search const* in_;
    buffer<assign_edge> edges_;
    std::uint32_t left_number_ = 0;
    std::size_t looks_ = 0;
    std::size_t first_ = 0; // where the edges of the row begin
};

inline buffer<suspected_pair> suspect_search::find(score_t min_confidence, unsigned threads) const {
    constexpr std::size_t portion = 512;
    auto lefts = left_.by_day();
    sort_facts(lefts);
    fixed_list<looker> parts((lefts.size() + portion - 1) / portion, *this);
    for_each_task(parts.size(), threads, [&](unsigned, std::size_t task) {
        auto const end = std::min(lefts.size(), (task + 1) * portion);
        for (auto l = task * portion; l < end; ++l)
            parts[task].look_around(lefts[l], static_cast<std::uint32_t>(l));
    });
    buffer<assign_edge> edges;
    for (auto const& part : parts)
        edges.append(part.edges().data(), part.edges().size());
    return compete(lefts, edges, min_confidence);
}

} // namespace detail

} // namespace recon
