// recon/reference_prefix.hpp - letters that all references of a file begin with name the system
// that made them, not the payment: BANK71DCAB17 in the one and LEDGER71DCAB17 in the other are the
// same.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/money.hpp>
#include <recon/reference.hpp>
#include <recon/reference_book.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

namespace detail {

/// The letters that all references of one side begin with; nothing where they are too few to tell.
inline std::string_view common_prefix(buffer<fact> const& facts, reference_book const& references) {
    constexpr std::size_t few = 3;
    std::string_view prefix;
    std::size_t count = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (facts[i].reference == 0) continue;
        auto const name = references.normal(facts[i].reference);
        if (count++ == 0) {
            prefix = name.substr(0, std::min(name.find_first_of("0123456789"), name.size()));
            continue;
        }
        std::size_t same = 0;
        while (same < prefix.size() && same < name.size() && prefix[same] == name[same])
            ++same;
        prefix = prefix.substr(0, same);
        if (prefix.empty()) break;
    }
    return count < few ? std::string_view{} : prefix;
}

/// Left rows by their reference.
class referenced_rows {
  public:
    /// `facts` as they came.
    referenced_rows(buffer<fact> const& facts, std::size_t references)
        : facts_(facts), first_(references + 1, none), next_(facts.size(), none) {
        for (auto i = static_cast<std::uint32_t>(facts.size()); i-- > 0;) {
            next_[i] = first_[facts[i].reference];
            first_[facts[i].reference] = i;
        }
    }
    bool has(std::uint32_t reference) const { return first_[reference] != none; }
    /// Whether one of the first rows with a reference has an amount.
    bool has(std::uint32_t reference, fact const& of_amount) const {
        constexpr std::uint32_t looked_at = 8;
        auto at = first_[reference];
        for (std::uint32_t n = 0; at != none && n < looked_at; at = next_[at], ++n) {
            auto const& f = facts_[at];
            if (f.minor == of_amount.minor && f.book == of_amount.book) return true;
        }
        return false;
    }

  private:
    static constexpr auto none = ~std::uint32_t{0};

    buffer<fact> const& facts_;
    buffer<std::uint32_t> first_; // by reference
    buffer<std::uint32_t> next_;  // by row: the next one with its reference
};

} // namespace detail

/// Where all references of the left side begin with the same letters and all of the right side with
/// others, or with none, gives right rows the reference of the left side that is the same but for
/// them. Numbers of two systems can meet by chance, so only where at least three such rows, and
/// half of them, agree in their amounts. O(rows log rows) at most, and O(1) for most files.
inline void join_prefixed_references(detail::buffer<fact> const& left, detail::buffer<fact>& right,
                                     reference_book const& references) {
    auto const before_left = detail::common_prefix(left, references);
    auto const before_right = detail::common_prefix(right, references);
    if (before_left == before_right) return;
    detail::referenced_rows const lefts(left, references.size());
    detail::buffer<detail::keyed> joined; // the reference, and the right row
    std::size_t agreeing = 0;
    std::string name;
    for (std::uint32_t r = 0; r < right.size(); ++r) {
        auto const own = right[r].reference;
        if (own == 0 || lefts.has(own)) continue;
        auto const core = references.normal(own).substr(before_right.size());
        if (!detail::is_telling(core)) continue;
        name.assign(before_left).append(core);
        auto const found = references.find(name);
        if (found == 0 || !lefts.has(found)) continue;
        joined.push_back({found, r});
        agreeing += lefts.has(found, right[r]) ? 1 : 0;
    }
    constexpr std::size_t agreeing_least = 3;
    if (agreeing < agreeing_least || agreeing * 2 < joined.size()) return;
    for (std::size_t i = 0; i < joined.size(); ++i)
        right[joined[i].index].reference = static_cast<std::uint32_t>(joined[i].key);
}

} // namespace recon
