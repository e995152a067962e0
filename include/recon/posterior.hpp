// recon/posterior.hpp - how likely each pair is when all who compete for it are regarded: of n
// partners that fit equally well, each has one chance in n.
//
// The probability of a whole matching is taken to be proportional to the product of the odds of its
// pairs (the monomer-dimer model). The marginal probability of each pair follows from messages
// between the rows, "so likely am I not taken by somebody else": belief propagation, exact where
// the candidates form no cycle, and asymptotically on large random graphs (Bayati, Gamarnik, Katz,
// Nair and Tetali, STOC 2007). Where few rows form a cycle, all their matchings are added up.
#pragma once

#include <recon/assign.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/small_matchings.hpp>
#include <recon/detail/wide.hpp>
#include <recon/score_unit.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace recon {

namespace detail {

/// One round of messages takes those of one side and gives those of the other, edge by edge.
class messenger {
  public:
    messenger(view<std::uint32_t> left_rows, view<std::uint32_t> right_rows,
              view<assign_edge> edges)
        : left_rows_(left_rows), right_rows_(right_rows), edges_(edges),
          left_begin_(left_rows.size() + 1), right_begin_(right_rows.size() + 1),
          by_left_(edges.size()), by_right_(edges.size()), odds_(edges.size()),
          to_left_(edges.size()), to_right_(edges.size()) {
        for (auto const& e : edges_) {
            ++left_begin_[e.left + std::size_t{1}];
            ++right_begin_[e.right + std::size_t{1}];
        }
        for (std::size_t i = 1; i < left_begin_.size(); ++i)
            left_begin_[i] += left_begin_[i - 1];
        for (std::size_t j = 1; j < right_begin_.size(); ++j)
            right_begin_[j] += right_begin_[j - 1];
        for (auto const rows : {left_rows_, right_rows_})
            for (auto const count : rows)
                lone_ = lone_ && count == 1;
        auto at = right_begin_;
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            by_left_[e] = e;
            odds_[e] = odds_of(edges_[e].weight);
            by_right_[at[edges_[e].right]++] = e;
        }
        ask(left_begin_, left_asked_);
        ask(right_begin_, right_asked_);
    }

    /// `damped`: messages go half the way. Where many compete for many they would swing to and fro
    /// otherwise.
    void round(bool damped) {
        bool const again = settled_ && !damped; // an answer to the same offers is the same
        damped_ = damped;
        for (auto const i : left_asked_)
            answer(by_left_, left_begin_[i], left_begin_[i + std::size_t{1}], to_left_, to_right_,
                   right_rows_, again);
        for (auto const j : right_asked_)
            answer(by_right_, right_begin_[j], right_begin_[j + std::size_t{1}], to_right_,
                   to_left_, left_rows_, again);
        to_left_.advance(); // both at once, so that neither side comes first
        to_right_.advance();
        settled_ = !damped;
    }

    /// That a row of the smaller type of an edge has its partner in the other type.
    score_t probability_of(std::uint32_t e) const {
        auto const both = static_cast<std::uint64_t>(
            static_cast<uint128>(to_left_.now[e]) * to_right_.now[e] >> one_bits);
        auto const odds = times(odds_[e], both);
        auto const rows = std::max(left_rows_[edges_[e].left], right_rows_[edges_[e].right]);
        auto const each = static_cast<uint128>(odds) * 1'000'000 * rows / (certain + odds);
        return each > score_max ? score_max : static_cast<score_t>(each);
    }

  private:
    static constexpr unsigned odds_bits = 24; // odds are in units of 2^-24, chances in 2^-30
    static constexpr std::uint64_t certain = std::uint64_t{1} << odds_bits; // odds of 1
    static constexpr std::uint64_t most = std::uint64_t{1} << 62U;

    /// What one side is told along each edge, "so likely am I free for you": in the last round, in
    /// the one before, and in the next.
    struct messages {
        buffer<std::uint32_t> now, before, next;

        explicit messages(std::size_t edges)
            : now(edges, free), before(edges, free), next(edges, free) {}
        void advance() {
            before.swap(now);
            now.swap(next);
        }
        static constexpr std::uint32_t free = one;
    };

    /// A row that has one offer, of one row, is free for that: its answer is known, and stays.
    void ask(buffer<std::uint32_t> const& begin, buffer<std::uint32_t>& asked) const {
        for (std::uint32_t row = 0; row + 1 < begin.size(); ++row) {
            auto const offers = begin[row + std::size_t{1}] - begin[row];
            if (offers > 1 || (offers == 1 && !lone_)) asked.push_back(row);
        }
    }
    static std::uint64_t odds_of(std::int32_t millinats) {
        constexpr std::int32_t top = 14'000; // more makes no difference
        auto const odds = std::min(millinats, top);
        if (odds <= 0) return exp_minus(-std::int64_t{odds}) >> (one_bits - odds_bits);
        return (certain << one_bits) / exp_minus(odds);
    }
    static std::uint64_t times(std::uint64_t odds, std::uint64_t chance) {
        return static_cast<std::uint64_t>(static_cast<uint128>(odds) * chance >> one_bits);
    }
    std::uint32_t other_end(std::uint32_t e, bool of_left) const {
        return of_left ? edges_[e].right : edges_[e].left;
    }

    /// Along each edge of one row: the chance that none of the other offers is taken, 1 in 1 plus
    /// all that they offer. `again`: only where an offer has changed.
    void answer(buffer<std::uint32_t> const& order, std::uint32_t begin, std::uint32_t end,
                messages const& told, messages& tell, view<std::uint32_t> rows, bool again) {
        bool same = again;
        for (auto k = begin; k < end && same; ++k)
            same = told.now[order[k]] == told.before[order[k]];
        if (same) {
            for (auto k = begin; k < end; ++k)
                tell.next[order[k]] = tell.now[order[k]];
            return;
        }
        offers_.resize(std::max<std::size_t>(offers_.size(), end - begin));
        auto* const offers = offers_.data();
        auto const sum = sum_of(order.data() + begin, end - begin, told.now.data(), offers, rows);
        auto const whole = (certain << one_bits) / sum;
        auto const* const now = tell.now.data();
        auto* const next = tell.next.data();
        for (auto k = begin; k < end; ++k) {
            auto const e = order[k];
            auto const chance = chance_beside(sum, whole, offers[k - begin]);
            next[e] = damped_ ? half_way(now[e], chance) : chance;
        }
    }
    /// What is offered along some edges, and 1 and all that.
    std::uint64_t sum_of(std::uint32_t const* edges, std::size_t count, std::uint32_t const* told,
                         std::uint64_t* offers, view<std::uint32_t> rows) const {
        constexpr std::size_t few = std::size_t{1} << 17U; // offers are less than 2^45
        auto const* const odds = odds_.data();
        if (lone_ && count < few) {
            auto sum = certain;
            for (std::size_t k = 0; k < count; ++k) {
                offers[k] = times(odds[edges[k]], told[edges[k]]);
                sum += offers[k];
            }
            return sum;
        }
        bool const of_left = &rows[0] == &right_rows_[0];
        uint128 all = certain;
        for (std::size_t k = 0; k < count; ++k) {
            offers[k] = times(odds[edges[k]], told[edges[k]]);
            all += static_cast<uint128>(offers[k]) * rows[other_end(edges[k], of_left)];
        }
        return static_cast<std::uint64_t>(all < most ? all : most);
    }

    /// 1 in all that is offered but one's own offer; the rest of its own type is included. `whole`
    /// is 1 in all. Of small offers by a series, 1/(1-q) = 1 + q + q^2 + ..., for a division is
    /// dear: it is off by less than 2^-18 of itself.
    static std::uint32_t chance_beside(std::uint64_t sum, std::uint64_t whole,
                                       std::uint64_t offer) {
        if (offer > sum >> 6U || sum >= most)
            return static_cast<std::uint32_t>((certain << one_bits) / (sum - offer));
        auto const part = offer * whole >> odds_bits; // of all, in 2^-30
        return static_cast<std::uint32_t>(
            whole + (whole * (part + (part * part >> one_bits)) >> one_bits));
    }

    /// Between two chances, as the logarithms go: the geometric mean, within 2^-15 of it.
    static std::uint32_t half_way(std::uint32_t a, std::uint32_t b) {
        auto const product = std::uint64_t{a} * b;
        if (product == 0) return 0;
        auto const shift = static_cast<unsigned>(std::countl_zero(product)) & ~1U;
        auto const top = product << shift; // at least 2^62
        auto const cell = top >> 56U;
        auto const rest = top >> 40U & 0xFFFFU;
        auto const root = roots[cell] + ((roots[cell + 1] - roots[cell]) * rest >> 16U);
        return static_cast<std::uint32_t>(root >> shift / 2U);
    }
    /// The square root where a cell begins, from 64 on: of the top 8 of 64 bits.
    static constexpr auto roots = [] {
        std::array<std::uint64_t, 257> table{};
        for (std::uint64_t i = 64; i <= 256; ++i) {
            auto const square = i << 48U; // in 2^-8, so that it is no more than 2^56
            std::uint64_t root = 0;
            for (auto bit = std::uint64_t{1} << 28U; bit > 0; bit >>= 1U)
                if ((root + bit) * (root + bit) <= square) root += bit;
            table[i] = root << 4U;
        }
        return table;
    }();

    view<std::uint32_t> left_rows_, right_rows_;
    view<assign_edge> edges_;
    buffer<std::uint32_t> left_begin_, right_begin_, by_left_, by_right_;
    buffer<std::uint64_t> odds_;
    messages to_left_, to_right_;
    buffer<std::uint32_t> left_asked_, right_asked_; // rows
    buffer<std::uint64_t> offers_;
    bool lone_ = true; // each type is one row
    bool damped_ = false;
    bool settled_ = false; // the last round was not damped
};

} // namespace detail

/// The probability of each edge in millionths: that a row of its smaller type has its partner in
/// the other type. The weights of the edges are odds in millinats, and the edges are sorted by
/// left. O(rounds * edges).
inline detail::buffer<score_t> posterior(view<std::uint32_t> left_rows,
                                         view<std::uint32_t> right_rows, view<assign_edge> edges,
                                         unsigned rounds = 7) {
    detail::messenger messages(left_rows, right_rows, edges);
    for (unsigned round = 0; round < rounds; ++round)
        messages.round(round < rounds / 3);
    detail::buffer<score_t> result;
    result.resize_for_overwrite(edges.size());
    for (std::uint32_t e = 0; e < edges.size(); ++e)
        result[e] = messages.probability_of(e);
    detail::small_matchings(left_rows, right_rows, edges)
        .visit([&](std::uint32_t e, score_t exact) { result[e] = exact; });
    return result;
}

} // namespace recon
