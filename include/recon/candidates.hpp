// recon/candidates.hpp - which pairs are worth a look, without looking at all of them. Rows that
// are interchangeable are one type. Equal amounts lie together once sorted; of unequal ones, only
// those inside the windows of the tolerances are visited.
#pragma once

#include <recon/assign.hpp>
#include <recon/claims.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/intake.hpp>
#include <recon/score.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace recon {

/// Rows of one side that are interchangeable: facts[begin] and the `count - 1` after it.
struct row_type {
    std::uint32_t begin;
    std::uint32_t count;
};

/// The rows of one side that a stage works on, in an order of its own, and their types.
struct pool {
    detail::buffer<fact> facts;
    detail::buffer<row_type> types;

    fact const& first(std::size_t type) const { return facts[types[type].begin]; }
};

/// By book, day and amount: the order that day_index wants.
struct by_day {
    constexpr bool operator()(fact const& a, fact const& b) const noexcept {
        if (a.book != b.book) return a.book < b.book;
        if (a.day != b.day) return a.day < b.day;
        return a < b; // as both are equal, by amount and the rest
    }
};

namespace detail {

/// Of facts in which interchangeable ones lie next to each other, by row.
inline pool pool_of(detail::buffer<fact>&& facts) {
    pool result{std::move(facts), {}};
    for (std::uint32_t i = 0; i < result.facts.size(); ++i) {
        if (i > 0 && interchangeable(result.facts[i - 1], result.facts[i]))
            ++result.types.back().count;
        else
            result.types.push_back({i, 1});
    }
    return result;
}

/// The same facts by reference, or by_day; they are in the order of fact. O(size).
inline pool pool_by_reference(detail::buffer<fact>&& facts) {
    auto order = order_of(facts);
    order_by(facts, order, fact_key::reference);
    arrange(facts, order);
    return pool_of(std::move(facts));
}
inline pool pool_by_day(detail::buffer<fact>&& facts) {
    auto order = order_of(facts);
    order_by(facts, order, fact_key::day);
    order_by(facts, order, fact_key::book);
    arrange(facts, order);
    return pool_of(std::move(facts));
}

} // namespace detail

/// Sorts by `before`, which must put interchangeable facts next to each other, by row.
template <class Before>
pool make_pool(detail::buffer<fact> facts, Before before) {
    std::sort(facts.begin(), facts.end(), before);
    return detail::pool_of(std::move(facts));
}

/// What a search looked at, and the left rows for which it stopped early.
struct search_account {
    std::uint64_t pairs = 0;
    detail::buffer<row_index> limited;
};

namespace detail {

/// Weighs left types with right types, and writes the edges; `base_left` and `base_right` are taken
/// off the numbers in them.
class edge_writer {
  public:
    edge_writer(pool const& left, pool const& right, any_comparer const& compare, std::size_t most,
                detail::buffer<assign_edge>& edges, search_account& account)
        : left_(left), right_(right), compare_(compare), most_(most), edges_(edges),
          account_(account) {}

    pool const& left() const { return left_; }
    pool const& right() const { return right_; }
    any_comparer const& compare() const { return compare_; }

    /// Weighs left type `l` with the right types of [begin, end), which are sorted by day and whose
    /// amounts are as `amounts` says; the most promising, if they are too many.
    void add(pair_evidence const& amounts, std::uint32_t l, std::uint32_t begin, std::uint32_t end,
             std::uint32_t base_left, std::uint32_t base_right) {
        base_left_ = base_left;
        base_right_ = base_right;
        auto const window = compare_.day_window(left_.first(l));
        auto const low = window.low.time_since_epoch().count();
        auto const high = window.high.time_since_epoch().count();
        begin = first_not(begin, end, [&](std::uint32_t r) { return right_.first(r).day < low; });
        end = first_not(begin, end, [&](std::uint32_t r) { return right_.first(r).day <= high; });
        if (end - begin > most_) {
            note_limit(l);
            return add_nearest(amounts, l, begin, end);
        }
        account_.pairs += end - begin;
        auto const& f = left_.first(l);
        while (begin < end) { // a day at a time
            auto const& first = right_.first(begin);
            auto dated = amounts;
            bool const possible = compare_.add_days(dated, f, first);
            for (; begin < end && right_.first(begin).day == first.day; ++begin) {
                if (!possible) continue;
                write(l, begin,
                      compare_.weigh_rest(dated, f, right_.first(begin), alike(l, begin)));
            }
        }
    }

    void weigh(pair_evidence const& amounts, std::uint32_t l, std::uint32_t r,
               std::uint32_t base_left, std::uint32_t base_right) {
        base_left_ = base_left;
        base_right_ = base_right;
        look_at(amounts, l, r);
    }

    /// A pair of which the amounts and the days have passed, and are `dated`.
    void weigh_dated(pair_evidence const& dated, std::uint32_t l, std::uint32_t r) {
        ++account_.pairs;
        write(l, r, compare_.weigh_rest(dated, left_.first(l), right_.first(r), alike(l, r)));
    }

    /// Not all candidates of a left type are looked at.
    void note_limit(std::uint32_t l) {
        for (std::uint32_t n = 0; n < left_.types[l].count; ++n)
            account_.limited.push_back(left_.facts[left_.types[l].begin + std::size_t{n}].row);
    }

  private:
    void look_at(pair_evidence const& amounts, std::uint32_t l, std::uint32_t r) {
        ++account_.pairs;
        write(l, r, compare_.weigh(amounts, left_.first(l), right_.first(r), alike(l, r)));
    }
    alike_rows alike(std::uint32_t l, std::uint32_t r) const {
        return {left_.types[l].count, right_.types[r].count};
    }
    void write(std::uint32_t l, std::uint32_t r, score_t weight) {
        if (weight != any_comparer::no_weight)
            edges_.push_back({l - base_left_, r - base_right_, weight});
    }

    /// Too many to look at: those of the same text first, then the nearest in time.
    void add_nearest(pair_evidence const& amounts, std::uint32_t l, std::uint32_t begin,
                     std::uint32_t end) {
        auto const& f = left_.first(l);
        auto const from = edges_.size();
        auto looks = most_;
        for (auto r = begin; r < end && looks > 0;) { // once a day
            auto const day = right_.first(r).day;
            auto const next =
                first_not(r, end, [&](std::uint32_t x) { return right_.first(x).day <= day; });
            r = first_not(r, next, [&](std::uint32_t x) { return right_.first(x).text < f.text; });
            for (; r < next && right_.first(r).text == f.text && looks > 0; ++r, --looks)
                look_at(amounts, l, r);
            r = next;
        }
        auto high =
            first_not(begin, end, [&](std::uint32_t r) { return right_.first(r).day < f.day; });
        auto low = high;
        while (looks > 0 && (low > begin || high < end)) {
            auto const up = high < end ? right_.first(high).day - f.day : 0;
            auto const down = low > begin ? f.day - right_.first(low - 1).day : 0;
            auto const r = low == begin || (high < end && up <= down) ? high++ : --low;
            if (right_.first(r).text == f.text) continue; // looked at above
            --looks;
            look_at(amounts, l, r);
        }
        sort_edges(from);
    }

    /// By right type, those of one left type that begin at `from`.
    void sort_edges(std::size_t from) {
        buffer<assign_edge> unsorted;
        unsorted.append(edges_.data() + from, edges_.size() - from);
        buffer<keyed> order;
        for (std::uint32_t i = 0; i < unsorted.size(); ++i)
            order.push_back({unsorted[i].right, i});
        sort_by_key(order);
        for (std::size_t i = 0; i < order.size(); ++i)
            edges_[from + i] = unsorted[order[i].index];
    }

    pool const& left_;
    pool const& right_;
    any_comparer const& compare_;
    std::size_t most_;
    detail::buffer<assign_edge>& edges_;
    search_account& account_;
    std::uint32_t base_left_ = 0, base_right_ = 0;
};

} // namespace detail

/// The right types of a pool that is sorted by book, day and amount, a day at a time.
class day_index {
  public:
    struct run {
        std::uint32_t book;
        std::int32_t day;
        std::uint32_t begin;
        std::uint32_t end;
    };
    struct runs { ///< in order of day
        run const* first;
        run const* last;

        run const* begin() const noexcept { return first; }
        run const* end() const noexcept { return last; }
        std::size_t size() const noexcept { return static_cast<std::size_t>(last - first); }
    };

    explicit day_index(pool const& sorted) {
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            if (runs_.empty() || runs_.back().book != f.book || runs_.back().day != f.day)
                runs_.push_back({f.book, f.day, r, r});
            runs_.back().end = r + 1;
        }
    }

    /// The days of a book from `low` to `high`. O(log days).
    runs days(std::uint32_t book, std::chrono::sys_days low, std::chrono::sys_days high) const {
        auto const count = static_cast<std::uint32_t>(runs_.size());
        std::int64_t const first_day = low.time_since_epoch().count();
        std::int64_t const last_day = high.time_since_epoch().count();
        auto const first = detail::first_not(0, count, [&](std::uint32_t i) {
            return runs_[i].book != book ? runs_[i].book < book : runs_[i].day < first_day;
        });
        auto const last = detail::first_not(first, count, [&](std::uint32_t i) {
            return runs_[i].book == book && runs_[i].day <= last_day;
        });
        return {runs_.data() + first, runs_.data() + last};
    }

  private:
    detail::buffer<run> runs_;
};

/// All pairs within both tolerances, for left types [begin, end): a day at a time, and of each day
/// the amounts inside the window; where matches compete, with what is claimed, and without equal
/// amounts unless they are wanted: as a rule those have been through the competition already.
/// `right` is sorted by by_day.
inline void candidates_within(pool const& left, std::uint32_t begin, std::uint32_t end,
                              pool const& right, day_index const& days, any_comparer const& compare,
                              claims const& claimed, std::size_t most,
                              detail::buffer<assign_edge>& edges, search_account& account,
                              bool equal_too = false) {
    detail::edge_writer writer(left, right, compare, most, edges, account);
    bool const competes = compare.competes();
    for (auto l = begin; l < end; ++l) {
        auto const& f = left.first(l);
        auto const amounts = compare.amount_window(f);
        auto const window = compare.day_window(f);
        auto looks = most;
        bool cut_short = false;
        for (auto const& day : days.days(f.book, window.low, window.high)) {
            pair_evidence dated;
            if (!compare.add_days(dated, f, right.first(day.begin))) continue;
            auto r = detail::first_not(day.begin, day.end, [&](std::uint32_t x) {
                return right.first(x).minor < amounts.low.minor;
            });
            for (; r < day.end && right.first(r).minor <= amounts.high.minor; ++r) {
                if (competes && !equal_too && right.first(r).minor == f.minor) continue;
                if (!compare.amounts_pass(f, right.first(r))) continue;
                cut_short = looks == 0;
                if (cut_short) break;
                --looks;
                compare.add_amounts(dated, f, right.first(r));
                if (competes) dated.claimed = claimed.against(f.row, right.first(r).row);
                writer.weigh_dated(dated, l, r);
            }
            if (cut_short) break;
        }
        if (cut_short) writer.note_limit(l);
    }
}

} // namespace recon
