// recon/fact.hpp - what is compared of a row, in whole numbers; and how facts are sorted.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/outcome.hpp>
#include <recon/similarity.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace recon {

/// What is compared of a row. Two facts that differ in their row alone are interchangeable.
struct fact {
    std::int64_t minor;      ///< signed, in minor units
    std::int32_t day;        ///< of booking, since 1970-01-01
    std::uint32_t book;      ///< the currency, as an index of intake::books
    class_id text;           ///< 0: no text
    std::uint32_t reference; ///< as an id of intake::references; 0: none
    std::uint32_t tag;       ///< 0, or the number of a row that a decision tells from its like
    row_index row;

    constexpr std::chrono::sys_days date() const noexcept {
        return std::chrono::sys_days{std::chrono::days{day}};
    }
    friend constexpr bool interchangeable(fact const& a, fact const& b) noexcept {
        return a.minor == b.minor && a.day == b.day && a.book == b.book && a.text == b.text
               && a.reference == b.reference && a.tag == b.tag;
    }
    /// By book, amount and day, so that what can match lies together.
    friend constexpr bool operator<(fact const& a, fact const& b) noexcept {
        if (a.book != b.book) return a.book < b.book;
        if (a.minor != b.minor) return a.minor < b.minor;
        if (a.day != b.day) return a.day < b.day;
        if (a.text != b.text) return a.text < b.text;
        if (a.reference != b.reference) return a.reference < b.reference;
        if (a.tag != b.tag) return a.tag < b.tag;
        return a.row < b.row;
    }
};

namespace detail {

/// What facts can be sorted by.
enum class fact_key : std::uint8_t { tag, text, text_and_reference, reference, day, minor, book };

/// Sorts as a number, signed or not, does.
constexpr std::uint64_t key_of(fact const& f, fact_key which) noexcept {
    constexpr auto sign = std::uint64_t{1} << 63U; // turned, so that negative ones come first
    switch (which) {
    case fact_key::tag: return f.tag;
    case fact_key::text: return f.text;
    case fact_key::text_and_reference: return std::uint64_t{f.text} << 32U | f.reference;
    case fact_key::reference: return f.reference;
    case fact_key::day: return static_cast<std::uint64_t>(std::int64_t{f.day}) ^ sign;
    case fact_key::minor: return static_cast<std::uint64_t>(f.minor) ^ sign;
    case fact_key::book: return f.book;
    }
    return 0;
}

/// Sorts by a key; facts of equal keys stay in `order`, which says where each fact is.
inline void order_by(detail::buffer<fact> const& facts, buffer<keyed>& order, fact_key which) {
    for (keyed& item : order)
        item.key = key_of(facts[item.index], which);
    sort_by_key(order);
}

/// Puts the facts into an order, which it empties.
inline void arrange(detail::buffer<fact>& facts, buffer<keyed>& order) {
    detail::buffer<fact> arranged(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        arranged[i] = facts[order[i].index];
    facts.swap(arranged);
    order.reset();
}

inline buffer<keyed> order_of(detail::buffer<fact> const& facts) {
    buffer<keyed> order(facts.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i].index = i;
    return order;
}

/// Sorts facts that are in the order of their rows. O(size).
inline void sort_facts(detail::buffer<fact>& facts) {
    auto order = order_of(facts);
    for (auto const which : {fact_key::tag, fact_key::text_and_reference, fact_key::day,
                             fact_key::minor, fact_key::book})
        order_by(facts, order, which);
    arrange(facts, order);
}

} // namespace detail

} // namespace recon
