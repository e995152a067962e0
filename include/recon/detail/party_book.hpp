// recon/detail/party_book.hpp - texts by whom they name: texts with the same telling words are of
// the same party, whatever numbers stand beside them, and so are texts that are nearly the same: of
// each party, the spelling that most rows have leads those that are much like it.
#pragma once

#include <recon/affinity.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/detail/sort.hpp>
#include <recon/similarity.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace recon::detail {

/// A party, from 1; 0: the text names nobody.
using party_id = std::uint32_t;

class party_book {
  public:
    static constexpr std::size_t words_max = affinity_book::words_max; ///< the most telling ones

    /// O(words of the texts), and for each spelling the parties that have its words, of which no
    /// more than leaders_max are looked at for each.
    explicit party_book(text_book const& texts) : texts_(texts), of_(texts.classes() + 1) {
        interner names;
        for (class_id c = 1; c <= texts.classes(); ++c) {
            std::uint32_t words[words_max];
            auto const count = texts.names(c, words, words_max);
            if (count == 0) continue;
            sort_few(words, count);
            auto const* const bytes = reinterpret_cast<char const*>(words); // NOLINT
            of_[c] = names.add({bytes, count * sizeof words[0]});
            if (of_[c] == first_.size()) first_.push_back(c);
            auto& shown = first_[of_[c]]; // that with the least beside the name
            if (texts.normal(c).size() < texts.normal(shown).size()) shown = c;
        }
        gather_spellings();
    }

    party_id of(class_id text) const noexcept { return of_[text]; }
    /// A text of a party.
    class_id text_of(party_id party) const noexcept { return first_[party]; }
    /// Parties go up to here.
    std::size_t parties() const noexcept { return first_.size() - 1; }
    std::size_t words(party_id party, std::uint32_t* words) const noexcept {
        return texts_.names(first_[party], words, words_max);
    }
    /// The words by which a party is found: its own, and those that neighbours spell together.
    static constexpr std::size_t keys_max = 2 * words_max;
    std::size_t keys(party_id party, std::uint32_t* keys) const noexcept {
        return keys_of(first_[party], keys);
    }

  private:
    static constexpr score_t same_least = 650'000; ///< of two spellings
    static constexpr score_t surely_same = 900'000;
    static constexpr std::size_t leaders_max = 8; ///< of a word

    /// The spelling that most rows have comes first; each of the others goes to the one it is most
    /// like, or leads.
    void gather_spellings() {
        buffer<keyed> order;
        for (auto const rows : rows_of_spellings())
            order.push_back({~rows, static_cast<std::uint32_t>(order.size())});
        order[0].key = 0; // no party
        sort_by_key(order);
        buffer<std::uint32_t> first_of_word(texts_.words());
        buffer<std::uint32_t> next(1); // of a leader's words
        buffer<party_id> leader(1), leads(first_.size()), places(1);
        buffer<class_id> texts(1);
        buffer<party_id> compared(1); // by leader: the last spelling that was compared with it
        buffer<std::uint32_t> last_of_word(texts_.words());
        buffer<std::uint32_t> leaders_of_word(texts_.words());
        for (std::size_t i = 1; i < order.size(); ++i) {
            auto const spelling = order[i].index;
            std::uint32_t words[keys_max];
            auto const count = keys_of(first_[spelling], words);
            rarest_first(words, count, leaders_of_word);
            party_id best = 0;
            score_t most = same_least - 1;
            for (std::size_t w = 0; w < count && most < surely_same; ++w) {
                std::size_t looks = leaders_max;
                for (auto at = first_of_word[words[w]]; at != 0 && looks > 0 && most < surely_same;
                     at = next[at], --looks) {
                    auto& last = compared[leader[at]];
                    if (last == spelling) continue; // they share several words
                    last = spelling;
                    auto const other = texts[leader[at]];
                    if (texts_.similarity_bound(first_[spelling], other) <= most) continue;
                    auto const likeness = texts_.similarity(first_[spelling], other);
                    if (likeness <= most) continue;
                    most = likeness;
                    best = leader[at];
                }
            }
            leads[spelling] = best;
            if (best != 0) continue;
            leads[spelling] = static_cast<party_id>(texts.size());
            texts.push_back(first_[spelling]);
            compared.push_back(0);
            for (std::size_t w = 0; w < count; ++w) {
                ++leaders_of_word[words[w]];
                auto const at = static_cast<std::uint32_t>(next.size());
                (first_of_word[words[w]] == 0
                     ? first_of_word
                     : next)[first_of_word[words[w]] == 0 ? words[w] : last_of_word[words[w]]] = at;
                last_of_word[words[w]] = at;
                next.push_back(0);
                leader.push_back(leads[spelling]);
            }
        }
        for (auto& of : of_)
            of = leads[of];
        first_.swap(texts);
    }

    /// A word that few parties have, rather than a town, leads to the right one at once.
    static void rarest_first(std::uint32_t* words, std::size_t count,
                             buffer<std::uint32_t> const& leaders) noexcept {
        for (std::size_t i = 1; i < count; ++i)
            for (auto at = i; at > 0 && leaders[words[at]] < leaders[words[at - 1]]; --at)
                std::swap(words[at], words[at - 1]);
    }

    std::size_t keys_of(class_id text, std::uint32_t* keys) const noexcept {
        auto const own = texts_.names(text, keys, words_max);
        return own + texts_.joined(text, keys + own, keys_max - own);
    }

    buffer<std::uint64_t> rows_of_spellings() const {
        buffer<std::uint64_t> rows(first_.size());
        for (text_id text = 1; text <= texts_.texts(); ++text)
            rows[of_[texts_.class_of(text)]] += texts_.rows_of(text);
        return rows;
    }

    /// g++ 12 sees std::sort leave an array as small as this.
    static void sort_few(std::uint32_t* words, std::size_t count) noexcept {
        for (std::size_t i = 1; i < count; ++i)
            for (auto at = i; at > 0 && words[at] < words[at - 1]; --at)
                std::swap(words[at], words[at - 1]);
    }

    text_book const& texts_;
    buffer<party_id> of_;                          // by class
    buffer<class_id> first_ = buffer<class_id>(1); // by party
};

} // namespace recon::detail
