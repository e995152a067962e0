// recon/io/header_match.hpp - what a header cell may mean, by its words.
#pragma once

#include <recon/currency.hpp>
#include <recon/io/folded_text.hpp>
#include <recon/io/header_word_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

/// A set of meanings.
class column_set {
  public:
    constexpr column_set() noexcept = default;
    constexpr column_set(std::initializer_list<column> meanings) noexcept {
        for (auto const meaning : meanings)
            add(meaning);
    }
    constexpr void add(column meaning) noexcept { bits_ |= bit(meaning); }
    constexpr void add(column_set const& other) noexcept { bits_ |= other.bits_; }
    constexpr bool has(column meaning) const noexcept { return (bits_ & bit(meaning)) != 0; }
    constexpr bool meets(column_set const& other) const noexcept {
        return (bits_ & other.bits_) != 0;
    }
    constexpr bool empty() const noexcept { return bits_ == 0; }

  private:
    static constexpr std::uint32_t bit(column meaning) noexcept {
        return std::uint32_t{1} << static_cast<unsigned>(meaning);
    }
    std::uint32_t bits_ = 0;
};
static_assert(column_count <= 32);

/// What one header cell may mean.
struct header_match {
    column_set exact;     ///< the whole cell is a known header
    column_set weak;      ///< one word of it is
    currency unit;        ///< that it names: "Betrag (EUR)"
    bool account = false; ///< of an amount: in the account's own currency
    bool net = false;     ///< of an amount: after fees
    bool gross = false;   ///< of an amount: with taxes

    constexpr bool may(column meaning) const noexcept {
        return exact.has(meaning) || weak.has(meaning);
    }
};

namespace detail {

using header_index = std::vector<std::pair<std::string, column_set>>;

inline header_index make_header_index() {
    header_index index;
    for (auto const& entry : header_word_table) {
        for (std::size_t at = 0; at < entry.words.size();) {
            auto const end = std::min(entry.words.find('|', at), entry.words.size());
            index.emplace_back(fold_key(entry.words.substr(at, end - at)),
                               column_set{entry.meaning});
            at = end + 1;
        }
    }
    std::sort(index.begin(), index.end(),
              [](auto const& a, auto const& b) { return a.first < b.first; });
    std::size_t kept = 0; // one entry a key, with all its meanings
    for (std::size_t i = 1; i < index.size(); ++i) {
        if (index[i].first == index[kept].first)
            index[kept].second.add(index[i].second);
        else if (++kept != i)
            index[kept] = std::move(index[i]);
    }
    index.resize(kept + 1);
    return index;
}

inline column_set find_header(std::string_view key) {
    // Never destroyed: other threads may still read when the program ends.
    static header_index const& index = *new header_index(make_header_index());
    auto const found = std::lower_bound(
        index.begin(), index.end(), key,
        [](auto const& entry, std::string_view wanted) { return entry.first < wanted; });
    return found != index.end() && found->first == key ? found->second : column_set{};
}

inline std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// Whether one of the words folds to `key`.
template <auto const& Words>
bool lists_key(std::string_view key) {
    static auto const& keys = *[] { // never destroyed, as above
        auto* const made = new std::vector<std::string>;
        for (std::string_view const word : Words)
            made->push_back(fold_key(word));
        std::sort(made->begin(), made->end());
        return made;
    }();
    return std::binary_search(keys.begin(), keys.end(), key);
}

/// Names of currencies that headers end with and ISO 4217 does not have.
inline currency named_currency(std::string_view word) {
    using named = std::pair<std::string_view, std::string_view>;
    constexpr std::array names{named{"EURO", "EUR"}, named{"EUROS", "EUR"}, named{"EUROA", "EUR"},
                               named{"TL", "TRY"},   named{"元", "CNY"},    named{"원", "KRW"},
                               named{"円", "JPY"},   named{"人民币", "CNY"}};
    for (auto const& [name, code] : names)
        if (word == name) return currency(code);
    // words of a language first of all: "TOP", "ALL", "TRY" are no currencies in a header
    if (word == "ALL" || word == "TOP" || word == "TRY" || word == "CUP" || word == "MOP")
        return {};
    return currency::find(word).value_or(currency{});
}

/// Drops a currency at the end, and gives it.
inline currency drop_currency(std::string& text) {
    auto const space = text.rfind(' ');
    if (space == std::string::npos) return {};
    auto const unit = named_currency(std::string_view(text).substr(space + 1));
    if (unit) text.resize(space);
    return unit;
}

/// Drops the word that joins a currency to what it counts: "BETRAG IN" EUR.
inline void drop_link(std::string& text) {
    for (std::string_view const word : {" IN", " EN", " I", " W", " EM"})
        if (text.ends_with(word)) return text.resize(text.size() - word.size());
}

/// What the words of a header mean one by one, and the end of a compound: "JOURNAL DATE",
/// "BELASTUNGSBETRAG", "本行余额".
inline column_set weak_meanings(std::string const& text) {
    column_set found;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        auto const word = text.substr(at, end - at);
        if (word.size() >= 4) found.add(find_header(word));
        for (std::size_t cut = 1; cut + 5 <= word.size() && word.size() <= 60; ++cut)
            if ((word[cut] & '\xC0') != '\x80') found.add(find_header(word.substr(cut)));
        at = end + 1;
    }
    return found;
}

} // namespace detail

/// The meanings of a header cell. Cells over 80 bytes, and those that begin with a digit, are no
/// headers.
inline header_match match_header(std::string_view cell) {
    header_match match;
    if (cell.empty() || cell.size() > 80 || (cell.front() >= '0' && cell.front() <= '9'))
        return match;
    auto text = fold_text(cell);
    if (text.empty()) return match;
    if (cell.find("€") != std::string_view::npos) match.unit = "EUR";
    match.exact = detail::find_header(detail::without_spaces(text));
    if (auto const unit = detail::drop_currency(text)) match.unit = unit;
    if (match.exact.empty() && match.unit) // "PAID IN" first, then "BETRAG IN" without the IN
        match.exact = detail::find_header(detail::without_spaces(text));
    if (match.exact.empty() && match.unit) {
        detail::drop_link(text);
        match.exact = detail::find_header(detail::without_spaces(text));
    }
    auto const key = detail::without_spaces(text);
    match.account = detail::lists_key<account_amount_words>(key);
    match.net = detail::lists_key<net_amount_words>(key);
    match.gross = detail::lists_key<gross_amount_words>(key);
    if (match.exact.empty()) match.weak = detail::weak_meanings(text);
    if (match.exact.empty() && !match.unit)
        if (auto const unit = detail::named_currency(text)) { // "CAD$": amounts in it
            match.unit = unit;
            match.weak.add(column::amount);
        }
    return match;
}

} // namespace recon::io
