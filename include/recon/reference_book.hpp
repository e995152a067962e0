// recon/reference_book.hpp - the distinct references of a run, and which texts mention them.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/intern.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

/// Distinct references, normalised; equal ids are equal references.
class reference_book {
  public:
    std::uint32_t add(std::string_view raw) {
        if (raw.empty()) return 0;
        normalise_reference(raw, added_); // few are on many rows, so that a look-up costs more
        if (added_.empty()) return 0;
        auto const id = normal_.add(added_);
        if (id == neighbours_.size()) {
            neighbours_.push_back(neighbours_of(added_));
            if (detail::is_telling(added_)) sizes_[place_of(added_[0], added_.size())] = true;
        }
        return id;
    }
    /// Whether any telling reference begins with a letter and has a size: nearly nothing in a text
    /// does.
    bool has_like(char first, std::size_t size) const noexcept {
        return size <= contained_reference_max && sizes_[place_of(first, size)];
    }
    std::string_view normal(std::uint32_t id) const noexcept { return normal_.text(id); }
    /// The id of a normalised reference, or 0.
    std::uint32_t find(std::string_view normal) const noexcept { return normal_.find(normal); }
    std::size_t size() const noexcept { return normal_.used(); }

    reference_match compare(std::uint32_t a, std::uint32_t b) const noexcept {
        if (a == 0 || b == 0) return reference_match::absent;
        if (a == b) return reference_match::equal;
        auto const common = neighbours_[a] & neighbours_[b];
        if (common != neighbours_[a] && common != neighbours_[b]) return reference_match::different;
        return compare_references(normal(a), normal(b));
    }
    /// Which letters of a reference are neighbours, as a set of bits: it cannot lie in another that
    /// lacks one of them.
    std::uint64_t neighbours(std::uint32_t id) const noexcept { return neighbours_[id]; }

  private:
    static constexpr std::size_t place_of(char first, std::size_t size) noexcept {
        return static_cast<unsigned char>(first) * (contained_reference_max + 1) + size;
    }
    static std::uint64_t neighbours_of(std::string_view normal) noexcept {
        constexpr std::uint64_t spread = 0x9E37'79B9'7F4A'7C15U; // so that bits are equally used
        std::uint64_t bits = 0;
        for (std::size_t i = 1; i < normal.size(); ++i) {
            auto const first = static_cast<unsigned char>(normal[i - 1]);
            auto const second = static_cast<unsigned char>(normal[i]);
            bits |= std::uint64_t{1} << ((std::uint64_t{first} << 8U | second) * spread >> 58U);
        }
        return bits;
    }

    detail::interner normal_;
    detail::buffer<std::uint64_t> neighbours_ = detail::buffer<std::uint64_t>(1); // by id
    detail::buffer<bool> sizes_ = detail::buffer<bool>(256 * (contained_reference_max + 1));
    std::string added_;
};

/// Which references the texts mention as whole words: "PAID INV 1042" mentions INV1042.
class mention_book {
    using found_portions = detail::fixed_list<detail::buffer<std::uint32_t>>;

  public:
    /// Looks through the texts a portion at a time, in any order and on any number of threads; then
    /// close(). O(words of the texts).
    void begin(text_book const& texts) {
        begin_.assign(texts.classes() + 2);
        found_ = found_portions(texts.classes() / portion + 1);
    }
    static constexpr std::size_t portion = 2'048; ///< texts
    std::size_t portions() const noexcept { return found_.size(); }
    void find(std::size_t number, text_book const& texts, reference_book const& references) {
        if (references.size() == 0) return;
        auto& mentioned = found_[number];
        std::string joined;
        auto const end = std::min((number + 1) * portion, texts.classes() + 1);
        for (auto c = std::max(number * portion, std::size_t{1}); c < end; ++c) {
            auto const before = mentioned.size();
            find_in(texts.normal(static_cast<class_id>(c)), references, joined, mentioned);
            begin_[c + 1] = mentioned.size() - before;
        }
    }
    void close() {
        for (std::size_t c = 1; c < begin_.size(); ++c)
            begin_[c] += begin_[c - 1];
        for (auto const& each : found_)
            mentioned_.append(each.data(), each.size());
        found_ = {};
    }
    /// All of that. O(words of the texts).
    void find(text_book const& texts, reference_book const& references) {
        begin(texts);
        for (std::size_t number = 0; number < portions(); ++number)
            find(number, texts, references);
        close();
    }
    /// The references that a text mentions.
    view<std::uint32_t> of(class_id text) const noexcept {
        return {mentioned_.data() + begin_[text],
                static_cast<std::size_t>(begin_[text + std::size_t{1}] - begin_[text])};
    }
    bool mentions(class_id text, std::uint32_t reference) const noexcept {
        if (reference == 0) return false;
        for (auto at = begin_[text]; at < begin_[text + std::size_t{1}]; ++at)
            if (mentioned_[at] == reference) return true;
        return false;
    }

  private:
    static constexpr std::size_t words_max = 4; // that spell one reference: "RF 18 5390 0754"

    static void find_in(std::string_view text, reference_book const& references,
                        std::string& joined, detail::buffer<std::uint32_t>& mentioned) {
        if (!detail::has_digit(text)) return;
        for (std::size_t start = 0; start < text.size();) {
            auto at = start;
            for (std::size_t words = 0; words < words_max && at < text.size(); ++words) {
                auto const end = std::min(text.find(' ', at), text.size());
                if (text[start] == '0' || references.has_like(text[start], end - start - words))
                    look_up(text.substr(start, end - start), references, joined, mentioned);
                at = end + 1;
            }
            start = std::min(text.find(' ', start), text.size() - 1) + 1;
        }
    }
    static void look_up(std::string_view words, reference_book const& references,
                        std::string& joined, detail::buffer<std::uint32_t>& mentioned) {
        joined.clear();
        for (char const c : words)
            if (c != ' ') joined.push_back(c);
        if (!detail::is_telling(joined)) return;
        std::string_view name = joined;
        if (detail::is_number(name))
            name.remove_prefix(std::min(name.find_first_not_of('0'), name.size()));
        if (auto const id = references.find(name); id != 0 && detail::is_telling(name))
            mentioned.push_back(id);
    }

    detail::buffer<std::size_t> begin_ = detail::buffer<std::size_t>(2); // by class
    detail::buffer<std::uint32_t> mentioned_;
    found_portions found_; // by portion, until close()
};

} // namespace recon
