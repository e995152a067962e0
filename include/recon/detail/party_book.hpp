// recon/detail/party_book.hpp - texts by whom they name: texts with the same telling words are of
// the same party, whatever numbers stand beside them.
#pragma once

#include <recon/affinity.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
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

    /// O(words of the texts).
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
        }
    }

    party_id of(class_id text) const noexcept { return of_[text]; }
    /// A text of a party.
    class_id text_of(party_id party) const noexcept { return first_[party]; }
    /// Parties go up to here.
    std::size_t parties() const noexcept { return first_.size() - 1; }
    std::size_t words(party_id party, std::uint32_t* words) const noexcept {
        return texts_.names(first_[party], words, words_max);
    }

  private:
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
