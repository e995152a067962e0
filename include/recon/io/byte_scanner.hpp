// recon/io/byte_scanner.hpp - where the next delimiter, quote or line end of a text stands.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace recon::io {

/// Finds four bytes in a text, 64 bytes at a time. Asked for rising positions, it looks at each
/// byte once; asked for a lower one, it looks again.
class byte_scanner {
  public:
    byte_scanner(std::string_view text, std::array<char, 4> wanted) noexcept
        : text_(text), wanted_(wanted) {
        mask_ = mask_at(0);
    }

    /// The first position at or after `from` that holds a wanted byte, or the size of the text.
    std::size_t next(std::size_t from) noexcept {
        auto const block = from & ~std::size_t{63};
        if (block != block_) {
            block_ = block;
            mask_ = mask_at(block);
        }
        auto rest = mask_ & (~std::uint64_t{0} << (from & 63U));
        while (rest == 0) {
            block_ += 64;
            if (block_ >= text_.size()) {
                mask_ = 0;
                return text_.size();
            }
            rest = mask_ = mask_at(block_);
        }
        return block_ + static_cast<std::size_t>(std::countr_zero(rest));
    }

  private:
    std::uint64_t mask_at(std::size_t block) const noexcept {
        if (block >= text_.size()) return 0;
        if (text_.size() - block >= 64) return mask_of(text_.data() + block);
        std::array<char, 64> tail{};
        std::memcpy(tail.data(), text_.data() + block, text_.size() - block);
        // the padding is no part of the text, whatever is wanted
        return mask_of(tail.data()) & ((std::uint64_t{1} << (text_.size() - block)) - 1);
    }

#if defined(__SSE2__)
    std::uint64_t mask_of(char const* bytes) const noexcept {
        std::uint64_t mask = 0;
        for (unsigned part = 0; part < 4; ++part) {
            __m128i chunk;
            std::memcpy(&chunk, bytes + part * 16, sizeof chunk);
            auto hits = _mm_cmpeq_epi8(chunk, _mm_set1_epi8(wanted_[0]));
            for (unsigned i = 1; i < 4; ++i)
                hits = _mm_or_si128(hits, _mm_cmpeq_epi8(chunk, _mm_set1_epi8(wanted_[i])));
            auto const bits = static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
            mask |= static_cast<std::uint64_t>(bits) << (part * 16);
        }
        return mask;
    }
#else
    std::uint64_t mask_of(char const* bytes) const noexcept {
        std::uint64_t mask = 0;
        for (unsigned i = 0; i < 64; ++i) {
            bool const hit = bytes[i] == wanted_[0] || bytes[i] == wanted_[1]
                             || bytes[i] == wanted_[2] || bytes[i] == wanted_[3];
            mask |= static_cast<std::uint64_t>(hit) << i;
        }
        return mask;
    }
#endif

    std::string_view text_;
    std::array<char, 4> wanted_;
    std::size_t block_ = 0;
    std::uint64_t mask_ = 0;
};

} // namespace recon::io
