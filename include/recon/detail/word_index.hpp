// recon/detail/word_index.hpp - the words of all classes of texts, weighed by how rare they are.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/intern.hpp>
#include <recon/detail/likeness.hpp>
#include <recon/normalise.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon::detail {

inline constexpr std::size_t words_max = 16; ///< of a class that are compared, the heaviest

/// floor(8 * log2(n)) for n >= 1; above 2^31 by the 32 highest bits.
constexpr std::uint32_t log2_eighths(std::uint64_t n) noexcept {
    auto const whole = static_cast<std::uint32_t>(std::bit_width(n)) - 1;
    std::uint64_t part = whole > 31 ? n >> (whole - 31) : n << (31 - whole); // 1 to 2, in 2^-31
    std::uint32_t eighths = whole;
    for (int i = 0; i < 3; ++i) { // a square doubles the logarithm
        part = (part * part) >> 31;
        auto const carry = static_cast<std::uint32_t>(part >> 32);
        part >>= carry;
        eighths = eighths * 2 + carry;
    }
    return eighths;
}

/// The weight of a word that `rows` of `all` rows hold: 64 + 8 * log2(all / rows), at most 192,
/// fewer than 3 rows counting as 3; for a number a sixth of it, for noise an eighth.
constexpr std::uint32_t word_weight(word_kind kind, std::uint64_t rows,
                                    std::uint64_t all) noexcept {
    std::uint32_t const held = log2_eighths(std::max<std::uint64_t>(rows, 3));
    std::uint32_t const most = std::max(log2_eighths(std::max<std::uint64_t>(all, 1)), held);
    std::uint32_t const weight = 64 + std::min<std::uint32_t>(most - held, 128);
    switch (kind) {
    case word_kind::word: return weight;
    case word_kind::number: return weight / 6;
    case word_kind::noise: return weight / 8;
    }
    return weight;
}

/// Build with add() for each class, begin_weighing(), weigh() for each portion, and close(); the
/// rest only reads.
class word_index {
  public:
    struct entry {              ///< a word of a class
        std::uint64_t partners; ///< a word that shares no bit of it is neither equal nor alike
        std::uint32_t word;
        std::uint16_t position; ///< in the text
        std::uint8_t weight;
        bool last : 1;  ///< of its text
        bool name : 1;  ///< neither a number nor noise
        bool exact : 1; ///< holds a digit: only an equal word is alike
    };
    struct join { ///< two neighbours that together spell a word of the run
        std::uint32_t word;
        std::uint8_t first, second; ///< among the entries of their class
    };
    struct row {                    ///< a class
        std::uint64_t partners = 0; ///< of all entries
        std::uint32_t entries_at = 0, joins_at = 0;
        std::uint16_t weight = 0;      ///< of all entries
        std::uint16_t name_weight = 0; ///< of those that are word_kind::word
        std::uint8_t entries = 0, joins = 0;
    };

    /// The next class, held by `rows` rows of the run. Throws limit_error at 4 GiB of words.
    void add(std::string_view normal, std::uint64_t rows) {
        auto const number = static_cast<std::uint32_t>(list_ends_.size());
        for_each_word(normal, [&](std::string_view word) {
            std::uint32_t const id = words_.add(word);
            if (id == facts_.size()) facts_.push_back(facts_of(word));
            lists_.push_back(id);
            word_facts& facts = facts_[id];
            if (facts.counted_in == number) return;
            facts.counted_in = number;
            facts.rows += rows;
        });
        list_ends_.push_back(lists_.size());
    }

    /// When all classes are there. Throws limit_error at 2^32 words of them.
    void begin_weighing() {
        rows_.assign(list_ends_.size());
        std::size_t entries = 0;
        for (std::size_t number = 1; number < rows_.size(); ++number) {
            rows_[number].entries_at = static_cast<std::uint32_t>(entries);
            entries += std::min(list_ends_[number] - list_ends_[number - 1], words_max);
        }
        if (entries > 0xFFFF'FFFF) throw limit_error("more than 2^32 words in the distinct texts");
        entries_.resize_for_overwrite(entries);
        found_joins_ = fixed_list<buffer<join>>(rows_.size() / portion + 1);
    }
    static constexpr std::size_t portion = 2'048; ///< classes
    std::size_t portions() const noexcept { return found_joins_.size(); }
    /// Weighs every word of the classes of a portion in a run of `all` rows. In any order, and on
    /// any number of threads.
    void weigh(std::size_t number, std::uint64_t all) {
        std::string joined;
        auto const end = std::min((number + 1) * portion, rows_.size());
        for (auto c = std::max(number * portion, std::size_t{1}); c < end; ++c) {
            auto const begin = list_ends_[c - 1];
            weigh_class(rows_[c], lists_.data() + begin, list_ends_[c] - begin, all);
            find_joins(rows_[c], found_joins_[number], joined);
        }
    }
    void close() {
        for (std::size_t number = 0; number < found_joins_.size(); ++number) {
            auto const before = static_cast<std::uint32_t>(joins_.size());
            auto const end = std::min((number + 1) * portion, rows_.size());
            for (auto c = number * portion; c < end; ++c)
                rows_[c].joins_at += before;
            joins_.append(found_joins_[number].data(), found_joins_[number].size());
        }
        found_joins_ = {};
    }

    /// How many classes, and one of them: numbers begin at 1; row 0 is empty.
    std::size_t classes() const noexcept { return rows_.size() - 1; }
    row const& of(std::size_t number) const noexcept { return rows_[number]; }

    entry const* entries(row const& r) const noexcept { return entries_.data() + r.entries_at; }
    join const* joins(row const& r) const noexcept { return joins_.data() + r.joins_at; }
    word_shape shape(entry const& e) const noexcept {
        word_facts const& f = facts_[e.word];
        return {{letters_.data() + f.letters_at, f.size}, f.set, f.kind, f.digits, e.last};
    }

    /// Words by number, from 1.
    std::size_t words() const noexcept { return facts_.size(); }
    std::string_view word(std::uint32_t number) const noexcept { return words_.text(number); }
    std::uint32_t find(std::string_view word) const noexcept { return words_.find(word); }

  private:
    struct word_facts {
        std::uint64_t rows = 0;
        std::uint32_t letters_at = 0;
        std::uint32_t set = 0;
        std::uint32_t counted_in = 0; // the class that `rows` last grew for
        std::uint8_t size = 0;
        bool digits = false;
        word_kind kind = word_kind::word;
    };

    /// Whether any word begins with the same two letters and is as long: few pairs of neighbours
    /// spell a word.
    static std::size_t start_of(std::string_view word) noexcept {
        auto const second = static_cast<unsigned char>(word.size() > 1 ? word[1] : '\0');
        return (static_cast<unsigned char>(word[0]) & 31U) * 32 + (second & 31U);
    }
    static std::uint64_t size_bit(std::size_t size) noexcept {
        return std::uint64_t{1} << std::min<std::size_t>(size, 63);
    }
    bool has_like(std::string_view begin, std::size_t size) const noexcept {
        return begin.size() < 2 || (sizes_[start_of(begin)] & size_bit(size)) != 0;
    }

    word_facts facts_of(std::string_view word) {
        sizes_[start_of(word)] |= size_bit(word.size());
        word_facts facts;
        if (letters_.size() > 0xFFFF'FFFF - letters_compared)
            throw limit_error("more than 4 GiB of distinct words");
        facts.letters_at = static_cast<std::uint32_t>(letters_.size());
        append_letters(word, letters_);
        auto const letters = std::string_view(letters_).substr(facts.letters_at);
        facts.size = static_cast<std::uint8_t>(letters.size());
        facts.set = letter_set(letters);
        for (char const c : word)
            facts.digits = facts.digits || is_digit(c);
        facts.kind = kind_of(word);
        return facts;
    }

    /// Alike are only words of a kind, without digits, that begin with the same letter.
    std::uint64_t partners_of(std::uint32_t word) const noexcept {
        constexpr std::uint64_t spread = 0x9E37'79B9'7F4A'7C15U; // so that bits are equally used
        word_facts const& f = facts_[word];
        auto const first = static_cast<unsigned char>(letters_[f.letters_at]);
        if (f.digits) return std::uint64_t{1} << (48U + (word * spread >> 60U));
        return f.kind == word_kind::word ? std::uint64_t{1} << (first & 31U)
                                         : std::uint64_t{1} << (32U + (first & 15U));
    }

    /// The heaviest words, heaviest first; of equal ones the first in the text.
    void weigh_class(row& r, std::uint32_t const* words, std::size_t count, std::uint64_t all) {
        for (std::size_t i = 0; i < count; ++i) {
            word_facts const& f = facts_[words[i]];
            entry const next{partners_of(words[i]),
                             words[i],
                             static_cast<std::uint16_t>(i),
                             static_cast<std::uint8_t>(word_weight(f.kind, f.rows, all)),
                             i + 1 == count,
                             f.kind == word_kind::word,
                             f.digits};
            std::size_t at = std::size_t{r.entries_at} + r.entries;
            if (r.entries < words_max) {
                ++r.entries;
            } else if (entries_[--at].weight >= next.weight) {
                continue;
            }
            for (; at > r.entries_at && entries_[at - 1].weight < next.weight; --at)
                entries_[at] = entries_[at - 1];
            entries_[at] = next;
        }
        for (unsigned i = 0; i < r.entries; ++i) {
            auto const& each = entries_[std::size_t{r.entries_at} + i];
            r.weight = static_cast<std::uint16_t>(r.weight + each.weight);
            if (each.name) r.name_weight = static_cast<std::uint16_t>(r.name_weight + each.weight);
            r.partners |= each.partners;
        }
    }

    void find_joins(row& r, buffer<join>& joins, std::string& joined) {
        r.joins_at = static_cast<std::uint32_t>(joins.size());
        for (std::uint8_t i = 0; i < r.entries; ++i) {
            for (std::uint8_t j = 0; j < r.entries; ++j) {
                entry& first = entries_[std::size_t{r.entries_at} + i];
                entry& second = entries_[std::size_t{r.entries_at} + j];
                if (first.position + 1 != second.position) continue;
                auto const begin = words_.text(first.word);
                auto const rest = words_.text(second.word);
                if (!has_like(begin, begin.size() + rest.size())) continue;
                joined.assign(begin).append(rest);
                std::uint32_t const word = words_.find(joined);
                if (word == 0) continue;
                joins.push_back({word, i, j});
                for (auto* const partners : {&first.partners, &second.partners, &r.partners})
                    *partners |= partners_of(word);
                ++r.joins;
            }
        }
    }

    interner words_;
    buffer<word_facts> facts_ = buffer<word_facts>(1);
    std::string letters_;         // of all words, end to end
    buffer<std::uint32_t> lists_; // the words of all classes, end to end
    buffer<std::size_t> list_ends_ = buffer<std::size_t>(1);
    buffer<row> rows_ = buffer<row>(1);
    buffer<entry> entries_;
    buffer<join> joins_;
    fixed_list<buffer<join>> found_joins_;     // by portion, until close()
    std::array<std::uint64_t, 1'024> sizes_{}; // of the words, by their first two letters
};

} // namespace recon::detail
