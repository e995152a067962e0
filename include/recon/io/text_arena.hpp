// recon/io/text_arena.hpp - texts that a reader had to make, kept where they stay until the
// statement goes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace recon::io {

/// Takes texts and hands out views that stay valid as long as the arena. A few allocations a
/// megabyte, none a text. Moves keep the views.
class text_arena {
  public:
    /// A copy of the text. Amortised O(size).
    std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        char* const at = reserve(text.size());
        std::memcpy(at, text.data(), text.size());
        return commit(text.size());
    }

    /// Room for a text of at most `size` bytes; commit() says how many were used. Nothing else may
    /// be kept between the two.
    char* reserve(std::size_t size) {
        if (size > free_) {
            auto const block = std::max(size, block_size);
            blocks_.push_back(std::unique_ptr<char[]>(new char[block])); // left uninitialised
            next_ = blocks_.back().get();
            free_ = block;
        }
        return next_;
    }
    std::string_view commit(std::size_t size) noexcept {
        std::string_view const text(next_, size);
        next_ += size;
        free_ -= size;
        return text;
    }

  private:
    static constexpr std::size_t block_size = std::size_t{1} << 18U;
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t free_ = 0;
};

} // namespace recon::io
