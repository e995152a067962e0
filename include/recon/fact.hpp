// recon/fact.hpp - what is compared of a row, in whole numbers; and how facts are sorted.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/outcome.hpp>
#include <recon/similarity.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

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
    detail::buffer<fact> arranged;
    arranged.resize_for_overwrite(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        arranged[i] = facts[order[i].index];
    facts.swap(arranged);
    order.reset();
}

inline buffer<keyed> order_of(detail::buffer<fact> const& facts) {
    buffer<keyed> order;
    order.resize_for_overwrite(facts.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = {0, i};
    return order;
}

/// Book, amount and day in one number, where those of all facts have room in it.
class place_key {
  public:
    explicit place_key(buffer<fact> const& facts) {
        for (auto const& f : facts) {
            lowest_ = std::min(lowest_, f.minor);
            highest_ = std::max(highest_, f.minor);
            first_ = std::min(first_, f.day);
            last_ = std::max(last_, f.day);
            books_ = std::max(books_, f.book);
        }
        day_bits_ = static_cast<unsigned>(std::bit_width(distance(first_, last_)));
        minor_bits_ = static_cast<unsigned>(std::bit_width(distance(lowest_, highest_)));
    }
    bool has_room() const noexcept {
        return day_bits_ + minor_bits_ + static_cast<unsigned>(std::bit_width(books_)) <= 64
               && minor_bits_ < 64;
    }
    std::uint64_t of(fact const& f) const noexcept {
        auto const amounts = std::uint64_t{f.book} << minor_bits_ | distance(lowest_, f.minor);
        return amounts << day_bits_ | distance(first_, f.day);
    }

  private:
    static constexpr std::uint64_t distance(std::int64_t low, std::int64_t high) noexcept {
        return low > high ? 0 : static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    }

    std::int64_t lowest_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t highest_ = std::numeric_limits<std::int64_t>::min();
    std::int32_t first_ = std::numeric_limits<std::int32_t>::max();
    std::int32_t last_ = std::numeric_limits<std::int32_t>::min();
    std::uint32_t books_ = 0;
    unsigned day_bits_ = 0, minor_bits_ = 0;
};

/// Sorts facts that are in the order of their rows. O(size).
inline void sort_facts(detail::buffer<fact>& facts) {
    auto order = order_of(facts);
    order_by(facts, order, fact_key::tag);
    order_by(facts, order, fact_key::text_and_reference);
    place_key const place(facts);
    if (place.has_room()) {
        for (keyed& item : order)
            item.key = place.of(facts[item.index]);
        sort_by_key(order);
    } else {
        for (auto const which : {fact_key::day, fact_key::minor, fact_key::book})
            order_by(facts, order, which);
    }
    arrange(facts, order);
}

} // namespace detail

} // namespace recon
