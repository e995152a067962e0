// recon/reference_book.hpp - the distinct references of a run, and which texts mention them.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace recon {

/// Distinct references, normalised; equal ids are equal references.
class reference_book {
  public:
    std::uint32_t add(std::string_view raw) {
        if (raw.empty()) return 0;
        auto const number = raw_.add(raw);
        if (number < normal_of_.size()) return normal_of_[number];
        auto const normal = normalise_reference(raw);
        normal_of_.push_back(normal.empty() ? 0 : normal_.add(normal));
        auto const id = normal_of_.back();
        if (id == neighbours_.size()) neighbours_.push_back(neighbours_of(normal));
        return id;
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

    detail::interner raw_;
    detail::interner normal_;
    detail::buffer<std::uint32_t> normal_of_ = detail::buffer<std::uint32_t>(1);  // by raw_ number
    detail::buffer<std::uint64_t> neighbours_ = detail::buffer<std::uint64_t>(1); // by id
};

/// Which references the texts mention as whole words: "PAID INV 1042" mentions INV1042.
class mention_book {
  public:
    /// O(words of the texts).
    void find(text_book const& texts, reference_book const& references) {
        begin_.assign(texts.classes() + 2);
        for (class_id c = 1; c <= texts.classes(); ++c) {
            if (references.size() > 0) find_in(texts.normal(c), references);
            begin_[c + 1] = mentioned_.size();
        }
    }
    /// The references that a text mentions.
    std::span<std::uint32_t const> of(class_id text) const noexcept {
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

    void find_in(std::string_view text, reference_book const& references) {
        if (!detail::has_digit(text)) return;
        for (std::size_t start = 0; start < text.size();) {
            joined_.clear();
            auto at = start;
            for (std::size_t words = 0; words < words_max && at < text.size(); ++words) {
                auto const end = std::min(text.find(' ', at), text.size());
                joined_.append(text.substr(at, end - at));
                look_up(references);
                at = end + 1;
            }
            start = std::min(text.find(' ', start), text.size() - 1) + 1;
        }
    }
    void look_up(reference_book const& references) {
        if (!detail::is_telling(joined_)) return;
        std::string_view name = joined_;
        if (detail::is_number(name))
            name.remove_prefix(std::min(name.find_first_not_of('0'), name.size()));
        if (auto const id = references.find(name); id != 0 && detail::is_telling(name))
            mentioned_.push_back(id);
    }

    detail::buffer<std::size_t> begin_ = detail::buffer<std::size_t>(2); // by class
    detail::buffer<std::uint32_t> mentioned_;
    std::string joined_;
};

} // namespace recon
