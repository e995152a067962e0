// recon/similarity.hpp - how alike two descriptions are, by words that count as they are rare.
//
// A text is its 16 heaviest words. A word weighs 64 to 192, the more the fewer rows of the run hold
// it; a number a sixth of that, boilerplate an eighth (detail/word_index.hpp). Each word of the
// lighter text takes its best free partner in the other: first equal words, then a word that two
// neighbours spell together, then words alike (detail/likeness.hpp), the heaviest first. With
// `matched` the weights of partners times their likeness,
//     dice      = matched weight of both / weight of both
//     cover     = matched weight of names of the lighter / weight of its names (word_kind::word)
//     contained = cover^2 * (0.80 + 0.15 * dice)
//     score     = max(dice, contained), and 0.99 at most unless the normalised texts are equal.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/detail/likeness.hpp>
#include <recon/detail/word_index.hpp>
#include <recon/normalise.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

/// A distinct text of a text_book, from 1; 0 is a blank one.
using text_id = std::uint32_t;
/// Texts that normalise alike, from 1 in order of first occurrence; 0 has no letter and no digit.
using class_id = std::uint32_t;

inline constexpr std::size_t compared_bytes_max = 1024; ///< of a text; the rest is not compared
inline constexpr std::size_t compared_words_max = detail::words_max; ///< the heaviest of a text
inline constexpr score_t similarity_of_different_max = 990'000;

namespace detail {

/// The first compared_bytes_max bytes, without a character that this would tear.
constexpr std::string_view compared_part(std::string_view raw) noexcept {
    if (raw.size() <= compared_bytes_max) return raw;
    std::size_t size = compared_bytes_max;
    while (size > compared_bytes_max - 3
           && (static_cast<unsigned char>(raw[size]) & 0xC0U) == 0x80U)
        --size;
    return raw.substr(0, size);
}

/// The partners found so far for the words of two classes.
class pairing {
  public:
    pairing(word_index const& index, word_index::row const& light, word_index::row const& heavy)
        : index_(index), light_(light), heavy_(heavy), lights_(index.entries(light)),
          heavies_(index.entries(heavy)) {}

    score_t score() noexcept {
        match_equal();
        if (light_.joins != 0 || heavy_.joins != 0) match_joined();
        if (light_used_ + 1 != 1U << light_.entries) match_alike();
        return blend();
    }

    /// What score() would be if every word that could have a partner had an equal one.
    score_t bound() noexcept {
        for (unsigned i = 0; i < light_.entries; ++i)
            if ((lights_[i].partners & heavy_.partners) != 0) use_light(i, likeness_equal);
        for (unsigned j = 0; j < heavy_.entries; ++j)
            if ((heavies_[j].partners & light_.partners) != 0) use_heavy(j, likeness_equal);
        return blend();
    }

  private:
    bool light_free(unsigned i) const noexcept { return (light_used_ >> i & 1U) == 0; }
    bool heavy_free(unsigned j) const noexcept { return (heavy_used_ >> j & 1U) == 0; }

    void use_light(unsigned i, int likeness) noexcept {
        std::uint32_t const matched = lights_[i].weight * static_cast<std::uint32_t>(likeness);
        light_used_ |= 1U << i;
        matched_ += matched;
        if (lights_[i].name) names_matched_ += matched;
    }
    void use_heavy(unsigned j, int likeness) noexcept {
        heavy_used_ |= 1U << j;
        matched_ += heavies_[j].weight * static_cast<std::uint32_t>(likeness);
    }

    void match_equal() noexcept {
        for (unsigned i = 0; i < light_.entries; ++i) {
            if ((lights_[i].partners & heavy_.partners) == 0) continue;
            for (unsigned j = 0; j < heavy_.entries; ++j) {
                if (lights_[i].word != heavies_[j].word || !heavy_free(j)) continue;
                use_light(i, likeness_equal);
                use_heavy(j, likeness_equal);
                break;
            }
        }
    }

    void match_joined() noexcept {
        for (unsigned n = 0; n < light_.joins; ++n) {
            auto const& two = index_.joins(light_)[n];
            if (!light_free(two.first) || !light_free(two.second)) continue;
            for (unsigned j = 0; j < heavy_.entries; ++j) {
                if (heavies_[j].word != two.word || !heavy_free(j)) continue;
                use_light(two.first, likeness_joined);
                use_light(two.second, likeness_joined);
                use_heavy(j, likeness_joined);
                break;
            }
        }
        for (unsigned n = 0; n < heavy_.joins; ++n) {
            auto const& two = index_.joins(heavy_)[n];
            if (!heavy_free(two.first) || !heavy_free(two.second)) continue;
            for (unsigned i = 0; i < light_.entries; ++i) {
                if (lights_[i].word != two.word || !light_free(i)) continue;
                use_light(i, likeness_joined);
                use_heavy(two.first, likeness_joined);
                use_heavy(two.second, likeness_joined);
                break;
            }
        }
    }

    void match_alike() noexcept {
        for (unsigned i = 0; i < light_.entries; ++i) {
            if (!light_free(i) || lights_[i].exact) continue;
            if ((lights_[i].partners & heavy_.partners) == 0) continue;
            auto const word = index_.shape(lights_[i]);
            int best = 0;
            unsigned partner = 0;
            for (unsigned j = 0; j < heavy_.entries; ++j) {
                if (!heavy_free(j) || (lights_[i].partners & heavies_[j].partners) == 0) continue;
                int const found = likeness(word, index_.shape(heavies_[j]));
                if (found <= best) continue;
                best = found;
                partner = j;
            }
            if (best == 0) continue;
            use_light(i, best);
            use_heavy(partner, best);
        }
    }

    score_t blend() const noexcept { // weights are at most 16 * 192, so no product nears 2^63
        constexpr std::uint64_t unit = 1'000'000;
        std::uint64_t const dice = matched_ * 1000 / (light_.weight + heavy_.weight);
        std::uint64_t contained = 0;
        if (light_.name_weight != 0) {
            std::uint64_t const cover = names_matched_ * 1000 / light_.name_weight;
            contained = cover * cover / unit * (800'000 + dice * 15 / 100) / unit;
        }
        return std::min(static_cast<score_t>(std::max(dice, contained)),
                        similarity_of_different_max);
    }

    word_index const& index_;
    word_index::row const& light_;
    word_index::row const& heavy_;
    word_index::entry const* lights_;
    word_index::entry const* heavies_;
    std::uint32_t light_used_ = 0, heavy_used_ = 0; // a bit an entry
    std::uint64_t matched_ = 0, names_matched_ = 0; // weight times likeness: thousandths
};

} // namespace detail

/// The distinct texts of a run. First add() each row's text, then close(), then ask. While nothing
/// is added, any number of threads may ask. Ids depend on the order of add() alone.
class text_book {
  public:
    /// The id of `raw`: the same bytes have the same id, and a blank text (no byte above space) is
    /// 0. O(size). Throws limit_error at 2^31 distinct texts.
    text_id add(std::string_view raw) {
        if (is_blank(raw)) return 0;
        text_id const id = raw_.add(raw);
        if (id == rows_.size()) rows_.push_back(0);
        ++rows_[id];
        ++all_rows_;
        return id;
    }

    /// Sorts the texts into classes, and weighs their words by all rows added so far. A text added
    /// later is absent until this is called again; class ids never change. O(bytes of all texts).
    void close() {
        sort_into_classes();
        find_words();
        for (std::size_t portion = 0; portion < portions(); ++portion)
            weigh_words(portion);
        end_weighing();
    }
    /// The first third of close(): from here on classes and their normal() texts are known.
    void sort_into_classes() {
        class_of_.resize(rows_.size());
        class_rows_.assign(1);
        std::string normal;
        for (text_id text = 1; text < rows_.size(); ++text) {
            normalise(detail::compared_part(raw_.text(text)), normal);
            if (normal.empty()) continue;
            class_id const number = normal_.add(normal);
            class_of_[text] = number;
            if (number == class_rows_.size()) class_rows_.push_back(0);
            class_rows_[number] += rows_[text];
        }
    }
    /// The second third: their words are known.
    void find_words() {
        index_ = {};
        for (class_id number = 1; number < class_rows_.size(); ++number)
            index_.add(normal_.text(number), class_rows_[number]);
        index_.begin_weighing();
    }
    /// The last third: each portion of the classes, in any order and on any number of threads, and
    /// an end to it. From then on they can be compared.
    std::size_t portions() const noexcept { return index_.portions(); }
    void weigh_words(std::size_t portion) { index_.weigh(portion, all_rows_); }
    void end_weighing() { index_.close(); }

    /// How many distinct texts there are, and how many classes: ids go up to these.
    std::size_t texts() const noexcept { return raw_.used(); }
    std::size_t classes() const noexcept { return class_rows_.size() - 1; }

    /// How often a text was added.
    std::uint64_t rows_of(text_id text) const noexcept {
        return text < rows_.size() ? rows_[text] : 0;
    }
    class_id class_of(text_id text) const noexcept {
        return text < class_of_.size() ? class_of_[text] : 0;
    }

    /// A text as it was added, and a class as its texts normalise; empty for an id that is none.
    /// Valid until the next add() or close().
    std::string_view raw(text_id text) const noexcept { return raw_.text(text); }
    std::string_view normal(class_id number) const noexcept { return normal_.text(number); }

    /// How alike two classes are: symmetric; score_max for a class and itself, and only then; 0
    /// where either is absent. O(words of a * words of b).
    score_t similarity(class_id a, class_id b) const noexcept {
        if (a == b) return a != 0 && a <= classes() ? score_max : 0;
        return may_pair(a, b) ? pair(a, b).score() : 0;
    }

    /// Never below similarity(a, b), and cheaper: it looks at who could be a partner alone.
    score_t similarity_bound(class_id a, class_id b) const noexcept {
        if (a == b) return a != 0 && a <= classes() ? score_max : 0;
        return may_pair(a, b) ? pair(a, b).bound() : 0;
    }

    /// The heaviest names (neither numbers nor noise) among the words of a class, heaviest first;
    /// returns how many. Words are numbered from 1.
    std::size_t names(class_id number, std::uint32_t* words, std::size_t most) const noexcept {
        if (number > classes()) return 0;
        auto const& row = index_.of(number);
        std::size_t count = 0;
        for (std::size_t i = 0; i < row.entries && count < most; ++i) {
            auto const& entry = index_.entries(row)[i];
            if (entry.name) words[count++] = entry.word;
        }
        return count;
    }
    /// The words that two neighbours in a class spell together, where some text has such a word;
    /// returns how many.
    std::size_t joined(class_id number, std::uint32_t* words, std::size_t most) const noexcept {
        if (number > classes()) return 0;
        auto const& row = index_.of(number);
        auto const count = row.joins < most ? row.joins : most;
        for (std::size_t i = 0; i < count; ++i)
            words[i] = index_.joins(row)[i].word;
        return count;
    }
    /// How many words there are, 0 included; the text of one; and the number of a text, or 0.
    std::size_t words() const noexcept { return index_.words(); }
    std::string_view word(std::uint32_t number) const noexcept { return index_.word(number); }
    std::uint32_t find_word(std::string_view text) const noexcept { return index_.find(text); }

  private:
    static bool is_blank(std::string_view raw) noexcept {
        for (char const c : raw)
            if (static_cast<unsigned char>(c) > ' ') return false;
        return true;
    }

    bool may_pair(class_id a, class_id b) const noexcept {
        return a <= classes() && b <= classes()
               && (index_.of(a).partners & index_.of(b).partners) != 0; // none for class 0
    }

    /// The lighter first: by weight, and for an order that no one can see from ids, by text.
    detail::pairing pair(class_id a, class_id b) const noexcept {
        auto const& first = index_.of(a);
        auto const& second = index_.of(b);
        bool const in_order =
            first.weight != second.weight ? first.weight < second.weight : normal(a) < normal(b);
        return in_order ? detail::pairing{index_, first, second}
                        : detail::pairing{index_, second, first};
    }

    detail::interner raw_;
    detail::interner normal_;
    detail::buffer<std::uint64_t> rows_ = detail::buffer<std::uint64_t>(1); // of each text
    std::uint64_t all_rows_ = 0;
    detail::buffer<class_id> class_of_;
    detail::buffer<std::uint64_t> class_rows_ = detail::buffer<std::uint64_t>(1);
    detail::word_index index_;
};

/// How alike two texts are that stand alone, every name being equally rare: as in a text_book of
/// these two. Microseconds a call; for many texts use a text_book.
inline score_t similarity(std::string_view a, std::string_view b) {
    text_book two;
    text_id const first = two.add(a);
    text_id const second = two.add(b);
    two.close();
    return two.similarity(two.class_of(first), two.class_of(second));
}

} // namespace recon
