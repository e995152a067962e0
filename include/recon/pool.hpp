// recon/pool.hpp - the rows of one side that a stage works on. Rows that are interchangeable are
// one type.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

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

} // namespace recon
