// recon/stages.hpp - one-to-one matching, the strongest evidence first: equal references, then
// equal amounts, then amounts within the tolerance. Each stage takes what the ones before it left,
// and is solved exactly.
#pragma once

#include <recon/candidates.hpp>
#include <recon/claims.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/block_weigher.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/outcome.hpp>
#include <recon/settle.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace recon {

/// Who weighs the pairs of a stage, and on how many threads.
struct comparers {
    any_comparer const& compare;
    unsigned threads;

    comparers(any_comparer const& one, unsigned threads_used)
        : compare(one), threads(threads_used) {}
    /// Equal ones, one a thread.
    template <class Compare>
    explicit(false) comparers(std::vector<Compare> const& each)
        : comparers(each[0], static_cast<unsigned>(each.size())) {}
};

namespace detail {

/// What the rows of a block share: those that are 0 need not be equal.
struct block_key {
    std::uint32_t reference;
    std::uint32_t book;
    std::int64_t minor;

    friend constexpr bool operator==(block_key const& a, block_key const& b) noexcept {
        return a.reference == b.reference && a.book == b.book && a.minor == b.minor;
    }
    friend constexpr bool operator<(block_key const& a, block_key const& b) noexcept {
        if (a.reference != b.reference) return a.reference < b.reference;
        return a.book != b.book ? a.book < b.book : a.minor < b.minor;
    }
};
constexpr block_key amount_key(fact const& f) noexcept { return {0, f.book, f.minor}; }
constexpr block_key reference_key(fact const& f) noexcept { return {f.reference, f.book, 0}; }
constexpr block_key reference_and_amount_key(fact const& f) noexcept {
    return {f.reference, f.book, f.minor};
}

/// The runs of types with the same key on both sides; both pools are sorted by it.
template <class Key>
buffer<block> common_blocks(pool const& left, pool const& right, Key key) {
    buffer<block> blocks;
    auto const lefts = static_cast<std::uint32_t>(left.types.size());
    auto const rights = static_cast<std::uint32_t>(right.types.size());
    auto const run = [&](pool const& p, std::uint32_t at, std::size_t end) {
        auto const first = key(p.first(at));
        while (at < end && key(p.first(at)) == first)
            ++at;
        return at;
    };
    for (std::uint32_t l = 0, r = 0; l < lefts && r < rights;) {
        auto const a = key(left.first(l));
        auto const b = key(right.first(r));
        if (a < b) {
            l = run(left, l, lefts);
        } else if (b < a) {
            r = run(right, r, rights);
        } else {
            auto const le = run(left, l, lefts);
            auto const re = run(right, r, rights);
            blocks.push_back({l, le, r, re});
            l = le;
            r = re;
        }
    }
    return blocks;
}

/// What a thread works on at a time.
struct portion {
    stage_result found;
    detail::buffer<assign_edge> edges;
};

inline void append(stage_result& all, stage_result const& part) {
    all.pairs.append(part.pairs.data(), part.pairs.size());
    all.left_claims.append(part.left_claims.data(), part.left_claims.size());
    all.right_claims.append(part.right_claims.data(), part.right_claims.size());
    all.account.pairs += part.account.pairs;
    all.account.limited.append(part.account.limited.data(), part.account.limited.size());
    all.loss += part.loss;
    all.rows_inexact += part.rows_inexact;
}

/// Finds the edges of one block.
using edges_of_block = void (*)(edge_writer& writer, block_weigher& weigher, block const& b);

/// Solves blocks, which share no rows, in portions whose bounds do not depend on the threads.
inline stage_result solve_blocks(pool const& left, pool const& right, buffer<block> const& blocks,
                                 comparers const& by, stage_limits const& limits,
                                 edges_of_block edges_of) {
    constexpr std::size_t portion_types = 4'096;
    buffer<std::size_t> bounds(1);
    std::size_t types = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        types += blocks[b].left_end - blocks[b].left_begin;
        if (types >= portion_types || b + 1 == blocks.size()) {
            bounds.push_back(b + 1);
            types = 0;
        }
    }
    fixed_list<portion> parts(bounds.size() - 1);
    fixed_list<block_weigher> weighers(std::max(by.threads, 1U), by.compare);
    for_each_task(parts.size(), by.threads, [&](unsigned worker, std::size_t task) {
        auto& [found, edges] = parts[task];
        auto const& first = blocks[bounds[task]];
        auto const& last = blocks[bounds[task + 1] - 1];
        block const range{first.left_begin, last.left_end, first.right_begin, last.right_end};
        edge_writer writer(left, right, by.compare, limits.candidates_max, edges, found.account);
        writer.number_from(range.left_begin, range.right_begin);
        for (auto b = bounds[task]; b < bounds[task + 1]; ++b)
            edges_of(writer, weighers[worker], blocks[b]);
        settler(left, right, range, limits, edges, by.compare).settle(found);
        edges = {};
    });
    stage_result all;
    for (std::size_t i = 0; i < parts.size(); ++i)
        append(all, parts[i].found);
    return all;
}

inline void edges_of_amount(edge_writer& writer, block_weigher& weigher, block const& b) {
    auto const& compare = writer.compare();
    auto const& l = writer.left().first(b.left_begin);
    auto const& r = writer.right().first(b.right_begin);
    if (!compare.amounts_pass(l, r)) return;
    auto amounts = compare.of_amounts(l, r);
    compare.add_rivals(amounts, l, r);
    edge_writer::types const lefts{b.left_begin, b.left_end};
    edge_writer::types const rights{b.right_begin, b.right_end};
    if (compare.adds_up() && lefts.size() * rights.size() >= block_weigher::pairs_min)
        return weigher.weigh(writer, amounts, lefts, rights);
    for (auto each = lefts.begin; each < lefts.end; ++each)
        writer.weigh(amounts, each, rights);
}

inline void edges_of_reference(edge_writer& writer, block_weigher&, block const& b) {
    auto const& compare = writer.compare();
    for (auto l = b.left_begin; l < b.left_end; ++l) {
        for (auto r = b.right_begin; r < b.right_end; ++r) {
            auto const& f = writer.left().first(l);
            auto const& g = writer.right().first(r);
            if (compare.amounts_pass(f, g)) writer.weigh(compare.of_amounts(f, g), l, r);
        }
    }
}

} // namespace detail

/// Rows of equal amount: `key` says what else they must share; the pools are sorted by it, and by
/// day within it.
template <class Key>
stage_result match_equal_amounts(pool const& left, pool const& right, comparers const& by, Key key,
                                 stage_limits const& limits) {
    return detail::solve_blocks(left, right, detail::common_blocks(left, right, key), by, limits,
                                detail::edges_of_amount);
}

/// Rows of equal reference, whose amounts need only be within the tolerance. The pools hold rows
/// that have one, and are sorted by it.
inline stage_result match_equal_references(pool const& left, pool const& right, comparers const& by,
                                           stage_limits const& limits) {
    detail::buffer<detail::block> blocks;
    for (auto const& b : detail::common_blocks(left, right, detail::reference_key)) {
        auto const pairs = std::uint64_t{b.left_end - b.left_begin} * (b.right_end - b.right_begin);
        if (pairs <= limits.reference_pairs_max) blocks.push_back(b);
    }
    return detail::solve_blocks(left, right, blocks, by, limits, detail::edges_of_reference);
}

/// Rows within both tolerances. Both pools are in the order of fact. Where matches compete, what
/// earlier stages claim counts against a pair.
inline stage_result match_within_tolerance(pool const& left, pool const& right, comparers const& by,
                                           stage_limits const& limits, claims const& claimed,
                                           bool equal_too = false) {
    constexpr std::uint32_t portion_types = 512;
    auto const lefts = static_cast<std::uint32_t>(left.types.size());
    amount_runs runs;
    near_reach reach;
    detail::for_each_task(2, by.threads, [&](unsigned, std::size_t task) {
        if (task == 0)
            runs = amount_runs(right, by.compare, claimed);
        else
            reach = near_reach(left, claimed, by.compare);
    });
    detail::fixed_list<detail::portion> parts((lefts + std::size_t{portion_types} - 1)
                                              / portion_types);
    detail::for_each_task(parts.size(), by.threads, [&](unsigned, std::size_t task) {
        auto const begin = static_cast<std::uint32_t>(task) * portion_types;
        candidates_within(left, begin, std::min(begin + portion_types, lefts), right, runs, reach,
                          by.compare, claimed, limits.candidates_max, parts[task].edges,
                          parts[task].found.account, equal_too);
    });
    stage_result result;
    detail::buffer<assign_edge> edges;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        detail::append(result, parts[i].found);
        edges.append(parts[i].edges.data(), parts[i].edges.size());
        parts[i].edges = {};
    }
    detail::block const all{0, lefts, 0, static_cast<std::uint32_t>(right.types.size())};
    detail::settler(left, right, all, limits, edges, by.compare).settle(result);
    return result;
}

} // namespace recon
