// recon/fx_search.hpp - open rows of different currencies that are the same money at the rate of
// the day: candidates, what speaks for them, and who goes with whom.
#pragma once

#include <recon/assign.hpp>
#include <recon/candidates.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/fx.hpp>
#include <recon/intake.hpp>
#include <recon/likelihood.hpp>
#include <recon/posterior.hpp>
#include <recon/score.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace recon {

/// How many candidates of one row are looked at, the nearest in time first.
inline constexpr std::size_t fx_candidates_max = 256;
/// A converted amount is never enough for `matched`: texts must be alike as much as this, or a
/// reference must say so.
inline constexpr score_t fx_text_min = 550'000;

/// Whether what is beside the amount speaks for a pair of two currencies.
constexpr bool fx_supported(score_t text, reference_match reference) noexcept {
    return text >= fx_text_min || reference >= reference_match::contained;
}

/// What can be seen of two rows of different currencies; of the amounts nothing.
inline pair_evidence fx_evidence(any_comparer const& compare, fact const& left, fact const& right) {
    pair_evidence e;
    e.day = compare.day_closeness(left, right);
    e.lag = left.day - right.day;
    e.text = compare.likeness(left, right);
    e.reference = compare.references_between(left, right);
    return e;
}

/// The odds of such a pair, in millinats: `e.amount` is the closeness after conversion, and
/// `e.rivals` counts the rows that have such an amount by chance. What a run has learnt of days and
/// texts counts, what it has learnt of amounts is about one currency.
inline millinats fx_odds(any_comparer const& compare, pair_evidence const& e) {
    auto const odds = likelihood::odds_of_amount(e) + likelihood::odds_of_reference(e);
    auto const* const table = compare.learnt();
    if (table != nullptr && table->learnt())
        return odds + table->odds_of_lag(e.lag)
               + (e.text < 0 ? 0 : table->odds_of_text(e.text, false));
    return odds + likelihood::odds_of_day(e)
           + std::max(likelihood::odds_of_text(e), likelihood::unlike_among_few);
}

/// Two rows of different currencies whose amounts and days pass.
struct fx_candidate {
    std::uint32_t right; ///< its number among the rows that were given
    std::int64_t converted;
    score_t closeness;
    std::uint32_t rivals; ///< as pair_evidence::rivals
};

/// Finds them for one left row after another.
class fx_candidates {
  public:
    /// `rights` are open rows in the order of fact. All outlive this.
    fx_candidates(intake const& all, any_comparer const& compare, fx_choices const& chosen,
                  detail::buffer<fact> const& rights)
        : all_(all), compare_(compare), chosen_(chosen), rights_(rights),
          by_day_(detail::order_of(rights)), rates_(all.books.size() * all.books.size()) {
        for (auto const key : {detail::fact_key::day, detail::fact_key::book})
            detail::order_by(rights, by_day_, key);
    }

    /// Calls visit(fx_candidate) for those of a row, the nearest in time first, and of a day from
    /// the lowest amount on. False: there are more than `most`. O(days * log rows).
    template <class Visit>
    bool visit(fact const& left, std::size_t most, Visit const& visit) {
        money const amount{left.minor, all_.books[left.book]};
        auto const wanted = chosen_.tolerance.window(amount);
        auto const days = compare_.day_window(left);
        for (std::uint32_t book = 0; book < all_.books.size(); ++book) {
            if (book == left.book) continue;
            auto const& rate = rate_of(book, left);
            if (!rate) continue;
            window in{book, rate->sources(wanted), 0};
            in.rows = rows_in(in);
            auto const low = first_of(book, days.low.time_since_epoch().count());
            auto const high =
                first_of(book, std::int64_t{days.high.time_since_epoch().count()} + 1);
            auto up = std::clamp(first_of(book, left.day), low, high);
            auto down = up; // days below are still to come
            while (up < high || down > low) {
                bool const upwards =
                    down == low
                    || (up < high && day_at(up) - left.day <= left.day - day_at(down - 1));
                auto const end = upwards ? first_of(book, std::int64_t{day_at(up)} + 1) : down;
                auto const begin = upwards ? up : first_of(book, day_at(down - 1));
                (upwards ? up : down) = upwards ? end : begin;
                if (!visit_day(left, amount, *rate, in, begin, end, most, visit)) return false;
            }
        }
        return true;
    }

  private:
    struct window {
        std::uint32_t book;
        interval<money> amounts;
        std::uint64_t rows; ///< at any time
    };
    struct last_rate { // of the day that was asked for last
        bool asked = false;
        std::int32_t day = 0;
        std::optional<conversion> rate{};
    };
    fact const& at(std::uint32_t place) const { return rights_[by_day_[place].index]; }
    std::int32_t day_at(std::uint32_t place) const { return at(place).day; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(rights_.size()); }

    std::uint32_t first_of(std::uint32_t book, std::int64_t day) const {
        return detail::first_not(0, size(), [&](std::uint32_t i) {
            return at(i).book != book ? at(i).book < book : at(i).day < day;
        });
    }
    std::uint64_t rows_in(window const& in) const {
        auto const low = detail::first_not(0, size(), [&](std::uint32_t i) {
            auto const& g = rights_[i];
            return g.book != in.book ? g.book < in.book : g.minor < in.amounts.low.minor;
        });
        auto const high = detail::first_not(low, size(), [&](std::uint32_t i) {
            return rights_[i].book == in.book && rights_[i].minor <= in.amounts.high.minor;
        });
        return high - low;
    }
    std::optional<conversion> const& rate_of(std::uint32_t book, fact const& left) {
        auto& known = rates_[left.book * all_.books.size() + book];
        if (!known.asked || known.day != left.day)
            known = {true, left.day,
                     chosen_.rates->find(all_.books[book], all_.books[left.book], left.date())};
        return known.rate;
    }

    template <class Visit>
    bool visit_day(fact const& left, money const& amount, conversion const& rate, window const& in,
                   std::uint32_t begin, std::uint32_t end, std::size_t& most, Visit const& visit) {
        auto i = detail::first_not(
            begin, end, [&](std::uint32_t x) { return at(x).minor < in.amounts.low.minor; });
        if (i == end || !compare_.days_pass(left, at(i))) return true;
        for (; i < end && at(i).minor <= in.amounts.high.minor; ++i) {
            auto const converted = rate.minor(at(i).minor);
            money const other{converted.value_or(0), amount.unit};
            // A difference that is no amount of its own could not be reported.
            if (!converted || !chosen_.tolerance(amount, other) || left.minor == 0
                || *converted == 0)
                continue;
            if (compare_.rejected(left, at(i))) continue;
            if (most == 0) return false;
            --most;
            visit(fx_candidate{by_day_[i].index, *converted,
                               chosen_.tolerance.closeness(amount, other),
                               rivals(left, distance(left.minor, *converted), in.rows)});
        }
        return true;
    }

    /// Of all rows within the tolerance, the others that are expected to be so near in one window
    /// of days, in thousandths.
    std::uint32_t rivals(fact const& left, std::uint64_t apart, std::uint64_t rows) const {
        money const amount{left.minor, all_.books[left.book]};
        auto const reach = chosen_.tolerance.window(amount);
        auto const whole = distance(reach.low.minor, reach.high.minor) / 2 + 1;
        auto const days = compare_.day_window(left);
        auto const width =
            std::clamp<std::int64_t>((days.high - days.low).count() + 1, 1, all_.days);
        auto const others = 1'000 * (rows > 0 ? rows - 1 : 0);
        auto const near = detail::mul_div_floor(others, std::min(apart + 1, whole), whole);
        auto const here = near * static_cast<std::uint64_t>(width)
                          / static_cast<std::uint64_t>(std::max(all_.days, 1));
        return static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(here, rivals_least, std::uint64_t{1} << 31U));
    }

    intake const& all_;
    any_comparer const& compare_;
    fx_choices const& chosen_;
    detail::buffer<fact> const& rights_;
    detail::buffer<detail::keyed> by_day_; ///< numbers of rights_ by book, day and amount
    detail::fixed_list<last_rate> rates_;  ///< by the two books
};

/// A pair that is offered.
struct converted_pair {
    row_index left;
    row_index right;
    score_t confidence;
    score_t margin; ///< the probability that neither belongs to another one
};
struct converted_pairs {
    detail::buffer<converted_pair> found;
    detail::buffer<row_index> limited; ///< left rows with more candidates than are looked at
};

namespace detail {

/// Those who go together among open rows, in the order of fact. The costs are by row, in millinats:
/// what speaks for its belonging to others.
class fx_search {
  public:
    fx_search(intake const& all, any_comparer const& compare, fx_choices const& chosen,
              buffer<fact> const& lefts, buffer<fact> const& rights,
              buffer<std::int32_t> const& left_cost, buffer<std::int32_t> const& right_cost)
        : compare_(compare), lefts_(lefts), rights_(rights), left_cost_(left_cost),
          right_cost_(right_cost), candidates_(all, compare, chosen, rights) {}

    converted_pairs find() {
        converted_pairs result;
        auto order = order_of(lefts_);
        order_by(lefts_, order, fact_key::day); // so that each rate is looked up once
        order_by(lefts_, order, fact_key::book);
        for (auto const& item : order) {
            auto const l = static_cast<std::uint32_t>(item.index);
            bool const all = candidates_.visit(lefts_[l], fx_candidates_max,
                                               [&](fx_candidate const& c) { look(l, c); });
            if (!all) result.limited.push_back(lefts_[l].row);
        }
        compete(result);
        return result;
    }

  private:
    void look(std::uint32_t l, fx_candidate const& c) {
        auto const& f = lefts_[l];
        auto const& g = rights_[c.right];
        auto e = fx_evidence(compare_, f, g);
        e.amount = c.closeness;
        e.gap = any_comparer::gap_between(f.minor, c.converted);
        e.rivals = c.rivals;
        constexpr millinats competes_from = -2'000;
        auto const odds = fx_odds(compare_, e) - left_cost_[f.row] - right_cost_[g.row];
        if (odds > competes_from) edges_.push_back({l, c.right, odds});
    }

    /// By left, then by right.
    void sort_edges() {
        buffer<keyed> order;
        for (std::uint32_t e = 0; e < edges_.size(); ++e)
            order.push_back({std::uint64_t{edges_[e].left} << 32U | edges_[e].right, e});
        sort_by_key(order);
        buffer<assign_edge> sorted;
        for (auto const& item : order)
            sorted.push_back(edges_[item.index]);
        edges_.swap(sorted);
    }

    void compete(converted_pairs& to) {
        if (edges_.empty()) return;
        sort_edges();
        buffer<std::uint32_t> const left_rows(lefts_.size(), 1);
        buffer<std::uint32_t> const right_rows(rights_.size(), 1);
        view<std::uint32_t> const left_counts{left_rows.data(), left_rows.size()};
        view<std::uint32_t> const right_counts{right_rows.data(), right_rows.size()};
        auto const likely = posterior(left_counts, right_counts, {edges_.data(), edges_.size()});
        buffer<std::int64_t> of_left(lefts_.size());
        buffer<std::int64_t> of_right(rights_.size());
        buffer<assign_edge> offered;
        for (std::size_t e = 0; e < edges_.size(); ++e) {
            of_left[edges_[e].left] += likely[e];
            of_right[edges_[e].right] += likely[e];
            if (probability(edges_[e].weight) < compare_.min_confidence()) continue;
            if (likely[e] < likelihood::offered_min) continue;
            offered.push_back({edges_[e].left, edges_[e].right, likely[e]});
        }
        if (offered.empty()) return;
        auto const answer = assign(left_counts, right_counts, {offered.data(), offered.size()});
        for (auto const& p : answer.pairs) {
            auto const doubt = std::max(of_left[p.left], of_right[p.right]) - p.weight;
            to.found.push_back(
                {lefts_[p.left].row, rights_[p.right].row, p.weight,
                 static_cast<score_t>(score_max - std::min<std::int64_t>(doubt, score_max))});
        }
    }

    any_comparer const& compare_;
    buffer<fact> const& lefts_;
    buffer<fact> const& rights_;
    buffer<std::int32_t> const& left_cost_;
    buffer<std::int32_t> const& right_cost_;
    fx_candidates candidates_;
    buffer<assign_edge> edges_;
};

} // namespace detail

} // namespace recon
