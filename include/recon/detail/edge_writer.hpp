// recon/detail/edge_writer.hpp - weighs pairs of types, and keeps those that could match.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/assignment.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/pool.hpp>

#include <cstddef>
#include <cstdint>

namespace recon {

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

    /// From now on edges are numbered from these types.
    void number_from(std::uint32_t left, std::uint32_t right) {
        base_left_ = left;
        base_right_ = right;
    }

    /// Right types one after the other.
    struct types {
        std::uint32_t begin, end;
        std::size_t size() const noexcept { return end - begin; }
    };
    /// Weighs a left type with right types that are sorted by day and whose amounts are as
    /// `amounts` says, as far as they are in its date window; the most promising, if they are too
    /// many.
    void weigh(pair_evidence const& amounts, std::uint32_t l, types const& among) {
        auto const inside = in_window(l, among);
        if (inside.size() > most_) {
            note_limit(l);
            return add_nearest(amounts, l, inside.begin, inside.end);
        }
        auto const& f = left_.first(l);
        for (auto r = inside.begin; r < inside.end;) { // a day at a time
            auto const& first = right_.first(r);
            auto dated = amounts;
            bool const possible = compare_.add_days(dated, f, first);
            for (; r < inside.end && right_.first(r).day == first.day; ++r)
                if (possible) weigh_types(dated, l, r);
        }
    }

    /// Those inside the date window of a left type; `among` is sorted by day. O(log types).
    types in_window(std::uint32_t l, types const& among) const {
        auto const window = compare_.day_window(left_.first(l));
        auto const low = window.low.time_since_epoch().count();
        auto const high = window.high.time_since_epoch().count();
        auto const begin = first_not(among.begin, among.end,
                                     [&](std::uint32_t r) { return right_.first(r).day < low; });
        return {begin, first_not(begin, among.end,
                                 [&](std::uint32_t r) { return right_.first(r).day <= high; })};
    }
    std::size_t most() const noexcept { return most_; }

    /// Keeps a pair that somebody else has weighed.
    void keep(std::uint32_t l, std::uint32_t r, score_t weight) { write(l, r, weight); }

    void weigh(pair_evidence const& amounts, std::uint32_t l, std::uint32_t r) {
        look_at(amounts, l, r);
    }

    /// A pair of which the amounts and the days have passed, and are `dated`; its rivals are those
    /// of the amount at large.
    void weigh_types(pair_evidence dated, std::uint32_t l, std::uint32_t r) {
        if (left_.types[l].count > 1 || right_.types[r].count > 1) dated.rivals = 0;
        dated.reference = compare_.references_between(left_.first(l), right_.first(r));
        weigh_dated(dated, l, r);
    }
    /// The same of which the rivals and the references are known.
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

} // namespace recon
