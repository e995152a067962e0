// tests/reference/similarity.hpp - the definition of similarity, as slow and as plain as it reads.
#pragma once

#include <recon/normalise.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace recon::test {

using letters = std::vector<int>;

/// The first 64 letters; those outside ASCII by their low seven bits.
inline letters letters_of(std::string const& word) {
    letters result;
    for (std::size_t i = 0; i < word.size() && result.size() < 64;) {
        auto const byte = static_cast<unsigned char>(word[i]);
        std::size_t const size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        int code = byte < 0x80 ? byte : 0;
        for (std::size_t k = 1; k < size; ++k) // two tails hold all of the low seven bits
            code = code * 64 + (static_cast<unsigned char>(word[i + k]) & 63);
        if (size == 2) code += (byte & 31) * 64;
        result.push_back(size == 1 ? code : 128 + code % 128);
        i += size;
    }
    return result;
}

/// By the textbook table: Wagner and Fischer.
inline int slow_common(letters const& a, letters const& b) {
    std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

inline bool is_prefix(letters const& a, letters const& b) {
    return a.size() < b.size() && std::equal(a.begin(), a.end(), b.begin());
}

inline bool slow_abbreviates(letters const& a, letters const& b) {
    if (a.size() < 3 || a.size() >= b.size() || a[0] != b[0]) return false;
    if (is_prefix(a, b)) return true;
    if (slow_common(a, b) != static_cast<int>(a.size())) return false; // not all, in order
    bool const vowels = std::any_of(a.begin() + 1, a.end(), [](int c) {
        return std::string("AEIOU").find(static_cast<char>(c)) != std::string::npos;
    });
    return !vowels || a.size() * 2 >= b.size();
}

struct slow_word {
    std::string text;
    word_kind kind{};
    int weight = 0;
    std::size_t position = 0;
    bool last = false;
};

inline int slow_likeness(slow_word const& a, slow_word const& b) {
    auto const has_digit = [](std::string const& s) {
        return s.find_first_of("0123456789") != std::string::npos;
    };
    if (a.kind != b.kind || has_digit(a.text) || has_digit(b.text)) return 0;
    auto const x = letters_of(a.text);
    auto const y = letters_of(b.text);
    if (x[0] != y[0]) return 0;
    int best = 0;
    for (auto const& [brief, full, last] : {std::tuple{x, y, a.last}, std::tuple{y, x, b.last}}) {
        if (last && brief.size() >= 3 && is_prefix(brief, full))
            best = std::max(best, brief.size() == 3 ? 700 : 900);
        if (slow_abbreviates(brief, full)) best = std::max(best, brief.size() == 3 ? 600 : 800);
    }
    if (std::min(x.size(), y.size()) < 4 || best == 900) return best;
    int const ratio = 2 * slow_common(x, y) * 1000 / static_cast<int>(x.size() + y.size());
    return ratio < 600 ? best : std::max(best, (ratio - 600) * 19 / 8);
}

/// A run: the normalised text of each row. Words are counted by rows.
class slow_book {
  public:
    void add(std::string const& raw) {
        ++rows_;
        auto const words = split(normalise(raw));
        for (auto const& word : std::set<std::string>(words.begin(), words.end()))
            ++rows_with_[word];
    }

    int similarity(std::string const& raw_a, std::string const& raw_b) const {
        auto const a = normalise(raw_a);
        auto const b = normalise(raw_b);
        if (a.empty() || b.empty()) return 0;
        if (a == b) return 1'000'000;
        auto const x = heaviest(a);
        auto const y = heaviest(b);
        auto const key = [](auto const& words, auto const& text) {
            return std::pair{total(words), text};
        };
        return key(x, a) < key(y, b) ? compare(x, y) : compare(y, x);
    }

  private:
    static std::vector<std::string> split(std::string const& normal) {
        std::vector<std::string> words(1);
        for (char const c : normal) {
            if (c == ' ')
                words.emplace_back();
            else
                words.back() += c;
        }
        if (normal.empty()) words.clear();
        return words;
    }

    static int total(std::vector<slow_word> const& words) {
        int sum = 0;
        for (auto const& w : words)
            sum += w.weight;
        return sum;
    }

    int weight(std::string const& word) const {
        auto const eighths = [](int n) { return static_cast<int>(std::floor(8 * std::log2(n))); };
        int const held = eighths(std::max(rows_with_.at(word), 3));
        int const full = 64 + std::clamp(eighths(rows_) - held, 0, 128);
        switch (kind_of(word)) {
        case word_kind::word: return full;
        case word_kind::number: return full / 6;
        case word_kind::noise: return full / 8;
        }
        return 0;
    }

    std::vector<slow_word> heaviest(std::string const& normal) const {
        auto const texts = split(normal);
        std::vector<slow_word> words;
        for (std::size_t i = 0; i < texts.size(); ++i)
            words.push_back(
                {texts[i], kind_of(texts[i]), weight(texts[i]), i, i + 1 == texts.size()});
        std::stable_sort(words.begin(), words.end(),
                         [](auto const& a, auto const& b) { return a.weight > b.weight; });
        if (words.size() > 16) words.resize(16);
        return words;
    }

    using partners = std::vector<int>; // the likeness of each word's partner; -1 when it has none

    /// Two neighbours of `pairs` for one word of `ones`. In the order of the heaviest first words.
    static void join(std::vector<slow_word> const& pairs, partners& pairs_done,
                     std::vector<slow_word> const& ones, partners& ones_done) {
        for (std::size_t i = 0; i < pairs.size(); ++i)
            for (std::size_t j = 0; j < pairs.size(); ++j)
                for (std::size_t k = 0; k < ones.size(); ++k) {
                    if (pairs[i].position + 1 != pairs[j].position) continue;
                    if (pairs_done[i] >= 0 || pairs_done[j] >= 0 || ones_done[k] >= 0) continue;
                    if (pairs[i].text + pairs[j].text != ones[k].text) continue;
                    pairs_done[i] = pairs_done[j] = ones_done[k] = 950;
                }
    }

    static int compare(std::vector<slow_word> const& light, std::vector<slow_word> const& heavy) {
        partners x(light.size(), -1);
        partners y(heavy.size(), -1);
        for (std::size_t i = 0; i < light.size(); ++i)
            for (std::size_t j = 0; j < heavy.size(); ++j)
                if (x[i] < 0 && y[j] < 0 && light[i].text == heavy[j].text) x[i] = y[j] = 1000;
        join(light, x, heavy, y);
        join(heavy, y, light, x);
        for (std::size_t i = 0; i < light.size(); ++i) {
            int best = 0;
            std::size_t partner = 0;
            for (std::size_t j = 0; j < heavy.size() && x[i] < 0; ++j) {
                int const found = y[j] < 0 ? slow_likeness(light[i], heavy[j]) : 0;
                if (found > best) {
                    best = found;
                    partner = j;
                }
            }
            if (best > 0) x[i] = y[partner] = best;
        }
        std::int64_t matched = 0;
        std::int64_t names = 0;
        std::int64_t names_matched = 0;
        for (std::size_t i = 0; i < light.size(); ++i) {
            bool const name = light[i].kind == word_kind::word;
            matched += std::max(x[i], 0) * light[i].weight;
            names += name ? light[i].weight : 0;
            names_matched += name ? std::max(x[i], 0) * light[i].weight : 0;
        }
        for (std::size_t j = 0; j < heavy.size(); ++j)
            matched += std::max(y[j], 0) * heavy[j].weight;
        std::int64_t const dice = matched * 1000 / (total(light) + total(heavy));
        std::int64_t const cover = names == 0 ? 0 : names_matched * 1000 / names;
        std::int64_t const contained =
            cover * cover / 1'000'000 * (800'000 + dice * 15 / 100) / 1'000'000;
        return static_cast<int>(std::min<std::int64_t>(std::max(dice, contained), 990'000));
    }

    int rows_ = 0;
    std::map<std::string, int> rows_with_;
};

} // namespace recon::test
