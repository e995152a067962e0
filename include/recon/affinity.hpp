// recon/affinity.hpp - which words of one side go with which of the other although they are not
// alike: a bank's "AMZN MKTP" and a bookkeeper's "Online shop". Learnt from this run's sure pairs,
// and from earlier runs'.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/score_unit.hpp>
#include <recon/similarity.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recon {

/// A word of the left side that goes with one of the right side, both normalised.
struct affinity {
    std::string left;
    std::string right;
    std::uint64_t pairs = 0;       ///< sure pairs that hold both, their texts being unlike
    std::uint64_t left_pairs = 0;  ///< sure pairs that hold the one
    std::uint64_t right_pairs = 0; ///< sure pairs that hold the other

    /// How alike two texts are that hold them: 90 % of how often the one comes with the other, a
    /// doubt counting as a pair. 0 when it is too seldom to be no accident.
    score_t likeness() const noexcept {
        constexpr std::uint64_t pairs_min = 3;
        constexpr std::uint64_t share_min = 300'000;
        auto const share = pairs * score_max / (std::max(left_pairs, right_pairs) + 1);
        if (pairs < pairs_min || share < share_min) return 0;
        return static_cast<score_t>(share * 9 / 10);
    }
};

/// Learns affinities, and finds them in pairs of texts. Add sure pairs and what is known already,
/// then close(), then ask.
class affinity_book {
  public:
    static constexpr std::size_t words_max = 4; ///< of a text, the heaviest names
    static constexpr score_t unlike_max = 350'000;

    /// `texts` outlives this.
    explicit affinity_book(text_book const& texts) : texts_(texts) {}

    /// Whether the words of a pair of texts do not tell by themselves that they go together. May be
    /// asked by several threads while nothing is added.
    bool unlike(class_id left, class_id right) const noexcept {
        return texts_.similarity(left, right) < unlike_max;
    }
    /// A sure pair of texts. O(1).
    void add(class_id left, class_id right) { add(left, right, unlike(left, right)); }
    void add(class_id left, class_id right, bool are_unlike) {
        if (left == 0 || right == 0) return;
        std::uint32_t lefts[words_max];
        std::uint32_t rights[words_max];
        auto const left_count = texts_.names(left, lefts, words_max);
        auto const right_count = texts_.names(right, rights, words_max);
        left_words_.append(lefts, left_count);
        right_words_.append(rights, right_count);
        if (!are_unlike) return;
        for (std::size_t i = 0; i < left_count; ++i) {
            for (std::size_t j = 0; j < right_count; ++j)
                together_.push_back({std::uint64_t{lefts[i]} << 32U | rights[j], 0});
        }
    }

    /// Of earlier runs: their pairs count as if they had been added here.
    void add(std::vector<affinity> const& known) {
        for (auto const& a : known)
            found_.push_back(a);
    }

    /// O(pairs log pairs).
    void close() {
        count_together();
        keep_strong();
        detail::buffer<std::uint8_t> left_word(texts_.words());
        detail::buffer<std::uint8_t> right_word(texts_.words());
        for (auto const& each : links_) {
            left_word[each.left] = 1;
            right_word[each.right] = 1;
        }
        left_class_.resize(texts_.classes() + 1);
        right_class_.resize(texts_.classes() + 1);
        for (class_id c = 1; c <= texts_.classes() && !links_.empty(); ++c) {
            std::uint32_t words[words_max];
            auto const count = texts_.names(c, words, words_max);
            for (std::size_t i = 0; i < count; ++i) {
                left_class_[c] = left_class_[c] || left_word[words[i]] != 0;
                right_class_[c] = right_class_[c] || right_word[words[i]] != 0;
            }
        }
    }

    /// The strongest affinity between two texts: its place in all(), or none. O(1).
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    std::uint32_t between(class_id left, class_id right) const {
        if (links_.empty() || !left_class_[left] || !right_class_[right]) return none;
        std::uint32_t lefts[words_max];
        std::uint32_t rights[words_max];
        auto const left_count = texts_.names(left, lefts, words_max);
        auto const right_count = texts_.names(right, rights, words_max);
        auto best = none;
        for (std::size_t i = 0; i < left_count; ++i) {
            for (std::size_t j = 0; j < right_count; ++j) {
                auto const at = find(lefts[i], rights[j]);
                if (at == none) continue;
                if (best == none || links_[at].likeness > links_[best].likeness) best = at;
            }
        }
        return best;
    }
    score_t likeness(std::uint32_t place) const { return links_[place].likeness; }

    /// Calls visit(left word, right word) for each affinity of words of this run.
    template <class Visit>
    void for_each_link(Visit const& visit) const {
        for (auto const& each : links_)
            visit(each.left, each.right);
    }

    /// All that is strong enough, by left word, then by right word of this run.
    std::vector<affinity> const& all() const noexcept { return found_; }

  private:
    struct link { // of two words of this run, in the order of their numbers
        std::uint32_t left;
        std::uint32_t right;
        score_t likeness;
    };

    static std::uint64_t count_of(detail::buffer<std::uint64_t> const& counts, std::uint32_t word) {
        return word < counts.size() ? counts[word] : 0;
    }

    void count_together() {
        detail::buffer<std::uint64_t> lefts(texts_.words());
        detail::buffer<std::uint64_t> rights(texts_.words());
        for (auto const word : left_words_)
            ++lefts[word];
        for (auto const word : right_words_)
            ++rights[word];
        auto const known = found_.size();
        detail::buffer<detail::keyed> places; // of the known ones whose words are here
        for (std::uint32_t i = 0; i < known; ++i) {
            auto& a = found_[i];
            auto const left = texts_.find_word(a.left);
            auto const right = texts_.find_word(a.right);
            a.left_pairs += count_of(lefts, left);
            a.right_pairs += count_of(rights, right);
            if (left != 0 && right != 0) places.push_back({std::uint64_t{left} << 32U | right, i});
        }
        detail::sort_by_key(places);
        detail::sort_by_key(together_);
        std::size_t at = 0;
        for (std::size_t i = 0; i < together_.size();) {
            auto const key = together_[i].key;
            auto const begin = i;
            while (i < together_.size() && together_[i].key == key)
                ++i;
            while (at < places.size() && places[at].key < key)
                ++at;
            if (at < places.size() && places[at].key == key) {
                found_[places[at].index].pairs += i - begin;
                continue;
            }
            auto const left = static_cast<std::uint32_t>(key >> 32U);
            auto const right = static_cast<std::uint32_t>(key);
            affinity a;
            a.pairs = i - begin;
            a.left_pairs = lefts[left];
            a.right_pairs = rights[right];
            if (a.likeness() == 0) continue;
            a.left = texts_.word(left);
            a.right = texts_.word(right);
            found_.push_back(std::move(a));
        }
    }

    /// In the order of the words' numbers; those whose words are not in this run come last.
    void keep_strong() {
        detail::buffer<detail::keyed> order;
        for (std::uint32_t i = 0; i < found_.size(); ++i) {
            if (found_[i].likeness() == 0) continue;
            auto const left = texts_.find_word(found_[i].left);
            auto const right = texts_.find_word(found_[i].right);
            bool const here = left != 0 && right != 0;
            order.push_back({here ? std::uint64_t{left} << 32U | right : ~std::uint64_t{0}, i});
        }
        detail::sort_by_key(order);
        std::vector<affinity> kept;
        for (auto const& [key, index] : order) {
            if (key != ~std::uint64_t{0})
                links_.push_back({static_cast<std::uint32_t>(key >> 32U),
                                  static_cast<std::uint32_t>(key), found_[index].likeness()});
            kept.push_back(std::move(found_[index]));
        }
        found_.swap(kept);
    }

    std::uint32_t find(std::uint32_t left, std::uint32_t right) const {
        auto const count = static_cast<std::uint32_t>(links_.size());
        auto const at = detail::first_not(0, count, [&](std::uint32_t i) {
            return links_[i].left != left ? links_[i].left < left : links_[i].right < right;
        });
        bool const is_there = at < count && links_[at].left == left && links_[at].right == right;
        return is_there ? at : none;
    }

    text_book const& texts_;
    detail::buffer<std::uint32_t> left_words_, right_words_; // of all sure pairs
    detail::buffer<detail::keyed> together_;                 // two words of unlike texts
    std::vector<affinity> found_;
    detail::buffer<link> links_;                    // in the order of found_
    detail::buffer<bool> left_class_, right_class_; // whether a class holds a word that has a link
};

} // namespace recon
