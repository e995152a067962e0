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
    detail::buffer<assign_edge> const& edges() const { return edges_; }

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

    /// By right type, those of one left type that begin at `from`.
    void sort_edges(std::size_t from) {
        bool sorted = true;
        for (auto i = from + 1; i < edges_.size(); ++i)
            sorted = sorted && edges_[i - 1].right < edges_[i].right;
        if (sorted) return;
        buffer<assign_edge> unsorted;
        unsorted.append(edges_.data() + from, edges_.size() - from);
        buffer<keyed> order;
        for (std::uint32_t i = 0; i < unsorted.size(); ++i)
            order.push_back({unsorted[i].right, i});
        sort_by_key(order);
        for (std::size_t i = 0; i < order.size(); ++i)
            edges_[from + i] = unsorted[order[i].index];
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

/// The right types of a pool in the order of fact, an amount at a time.
class amount_runs {
  public:
    struct run {
        std::uint32_t book;
        std::uint32_t begin, end; ///< of the types
        std::uint32_t alike;      ///< rows of its largest type
        std::int64_t minor;
    };

    explicit amount_runs(pool const& sorted) {
        for (std::uint32_t r = 0; r < sorted.types.size(); ++r) {
            auto const& f = sorted.first(r);
            if (runs_.empty() || runs_.back().book != f.book || runs_.back().minor != f.minor)
                runs_.push_back({f.book, r, r, 0, f.minor});
            auto& last = runs_.back();
            last.end = r + 1;
            last.alike = std::max(last.alike, sorted.types[r].count);
        }
    }

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(runs_.size()); }
    run const& operator[](std::size_t at) const { return runs_[at]; }
    /// The first that is not below an amount. O(log amounts).
    std::uint32_t first_from(std::uint32_t book, std::int64_t minor) const {
        return detail::first_not(0, size(), [&](std::uint32_t i) {
            return runs_[i].book != book ? runs_[i].book < book : runs_[i].minor < minor;
        });
    }

  private:
    detail::buffer<run> runs_;
};

namespace detail {

/// Looks for partners of one left type after the other: from its amount outwards, the nearest
/// first, as far as the tolerance lets; where matches compete, as far as any pair could still take
/// part, as more and more rivals come to lie between the two amounts.
class near_search {
  public:
    /// `right` is in the order of fact, and `runs` are its amounts. Equal amounts are left out
    /// where matches compete, unless they are wanted: as a rule those have been through the
    /// competition already.
    near_search(edge_writer& writer, amount_runs const& runs, claims const& claimed,
                std::size_t most, bool equal_too)
        : writer_(writer), left_(writer.left()), right_(writer.right()), compare_(writer.compare()),
          runs_(runs), claimed_(claimed), most_(most),
          equal_too_(equal_too || !compare_.competes()) {}

    void around(std::uint32_t l) {
        l_ = l;
        looks_ = most_;
        cut_short_ = false;
        auto const& f = left_.first(l);
        auto const window = compare_.amount_window(f);
        auto const days = compare_.day_window(f);
        low_ = days.low.time_since_epoch().count();
        high_ = days.high.time_since_epoch().count();
        refers_ = compare_.refers(f);
        claim_ = compare_.competes() ? claimed_.left[f.row] : 0;
        auto const from = writer_.edges().size();
        auto up = runs_.first_from(f.book, f.minor);
        auto down = up; // the run below it is next
        bool more_up = true;
        bool more_down = true;
        while (!cut_short_) {
            more_up = more_up && up < runs_.size() && runs_[up].book == f.book
                      && runs_[up].minor <= window.high.minor;
            more_down = more_down && down > 0 && runs_[down - 1].book == f.book
                        && runs_[down - 1].minor >= window.low.minor;
            if (!more_up && !more_down) break;
            bool const upwards = more_up
                                 && (!more_down
                                     || distance(runs_[up].minor, f.minor)
                                            <= distance(runs_[down - 1].minor, f.minor));
            if (upwards)
                more_up = look_at(runs_[up++]);
            else
                more_down = look_at(runs_[--down]);
        }
        if (cut_short_) writer_.note_limit(l);
        writer_.sort_edges(from);
    }

  private:
    /// False when nothing further off can take part either.
    bool look_at(amount_runs::run const& run) {
        auto const& f = left_.first(l_);
        if (run.minor == f.minor && !equal_too_) return true;
        auto r = run.begin;
        if (right_.first(r).day < low_)
            r = first_not(r + 1, run.end,
                          [&](std::uint32_t x) { return right_.first(x).day < low_; });
        if (r == run.end || right_.first(r).day > high_) return true;
        auto const& g = right_.first(r);
        pair_evidence e;
        e.claimed = claim_;
        if (run.minor != f.minor && compare_.competes()) {
            compare_.add_rivals(e, f, g, {left_.types[l_].count, run.alike});
            if (!compare_.may_compete(e, refers_)) return false;
            if (run.alike > 1) e.rivals = 0; // which hangs on the type
        }
        if (!compare_.amounts_pass(f, g)) return true;
        compare_.add_amounts(e, f, g);
        while (r < run.end && right_.first(r).day <= high_) { // a day at a time
            auto const day = right_.first(r).day;
            bool const possible = compare_.add_days(e, f, right_.first(r));
            for (; r < run.end && right_.first(r).day == day; ++r) {
                if (!possible) continue;
                cut_short_ = looks_ == 0;
                if (cut_short_) return false;
                --looks_;
                if (compare_.competes()) e.claimed = claimed_.against(f.row, right_.first(r).row);
                writer_.weigh_dated(e, l_, r);
            }
        }
        return true;
    }

    edge_writer& writer_;
    pool const& left_;
    pool const& right_;
    any_comparer const& compare_;
    amount_runs const& runs_;
    claims const& claimed_;
    std::size_t most_, looks_ = 0;
    bool equal_too_, refers_ = false, cut_short_ = false;
    std::int32_t claim_ = 0;
    std::uint32_t l_ = 0;
    std::int64_t low_ = 0, high_ = 0; // days
};

} // namespace detail

/// All pairs within both tolerances that could take part, for left types [begin, end); where
/// matches compete, with what is claimed. Not more than `most` partners are looked at for one type:
/// those of the nearest amounts.
inline void candidates_within(pool const& left, std::uint32_t begin, std::uint32_t end,
                              pool const& right, amount_runs const& runs,
                              any_comparer const& compare, claims const& claimed, std::size_t most,
                              detail::buffer<assign_edge>& edges, search_account& account,
                              bool equal_too = false) {
    detail::edge_writer writer(left, right, compare, most, edges, account);
    detail::near_search search(writer, runs, claimed, most, equal_too);
    for (auto l = begin; l < end; ++l)
        search.around(l);
}

} // namespace recon
