// recon/detail/sort.hpp - sorts by whole numbers, stably, and by looking at each byte once.
#pragma once

#include <recon/detail/buffer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// A key, and what it is the key of.
struct keyed {
    std::uint64_t key;
    std::uint32_t index;
};

inline void sort_few(buffer<keyed>& items) noexcept {
    for (std::size_t i = 1; i < items.size(); ++i) {
        keyed const item = items[i];
        std::size_t at = i;
        for (; at > 0 && item.key < items[at - 1].key; --at)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/// Sorts by key; equal keys stay in their order. A radix sort, from the lowest byte, of those bytes
/// in which the keys differ. O(n) time and space.
inline void sort_by_key(buffer<keyed>& items) {
    constexpr std::size_t few = 48;
    if (items.size() <= few) return sort_few(items);
    std::uint64_t differing = 0;
    for (keyed const& item : items)
        differing |= item.key ^ items[0].key;
    buffer<keyed> other;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differing >> shift & 0xFFU) == 0) continue; // all alike
        std::array<std::uint32_t, 256> next{};
        for (keyed const& item : items)
            ++next[item.key >> shift & 0xFFU];
        std::uint32_t start = 0;
        for (std::uint32_t& n : next) {
            std::uint32_t const count = n;
            n = start;
            start += count;
        }
        other.resize_for_overwrite(items.size());
        for (keyed const& item : items)
            other[next[item.key >> shift & 0xFFU]++] = item;
        items.swap(other);
    }
}

/// Sorts in place, in O(n log n); equal values in no order. A heap sort: where there are few
/// values, because std::sort is ten times the code to compile.
template <class T, class Before>
void sort_values(T* values, std::size_t count, Before const& before) {
    auto const swap = [&](std::size_t a, std::size_t b) {
        T const value = values[a];
        values[a] = values[b];
        values[b] = value;
    };
    auto const sink = [&](std::size_t at, std::size_t end) {
        for (auto child = at * 2 + 1; child < end; child = at * 2 + 1) {
            if (child + 1 < end && before(values[child], values[child + 1])) ++child;
            if (!before(values[at], values[child])) return;
            swap(at, child);
            at = child;
        }
    };
    for (auto at = count / 2; at-- > 0;)
        sink(at, count);
    for (auto end = count; end-- > 1;) {
        swap(0, end);
        sink(0, end);
    }
}

/// The first number in [begin, end) of which is_before is false, where none is true after it.
template <class IsBefore>
std::uint32_t first_not(std::uint32_t begin, std::uint32_t end, IsBefore is_before) {
    while (begin < end) {
        auto const middle = begin + (end - begin) / 2;
        if (is_before(middle))
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

} // namespace recon::detail
