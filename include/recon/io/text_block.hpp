// recon/io/text_block.hpp - text that many rows are put together in.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace recon::io {

/// What std::string does for a writer of rows, with appends that are inlined: a piece whose length
/// is known is a move or two. Keeps its room when it is cleared.
class text_block {
  public:
    text_block() = default;
    text_block(text_block&& other) noexcept
        : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)),
          free_(std::exchange(other.free_, 0)) {}
    text_block& operator=(text_block&& other) noexcept {
        bytes_ = std::move(other.bytes_);
        size_ = std::exchange(other.size_, 0);
        free_ = std::exchange(other.free_, 0);
        return *this;
    }
    text_block(text_block const&) = delete;
    text_block& operator=(text_block const&) = delete;
    ~text_block() = default;

    text_block& operator+=(char c) {
        *extend(1) = c;
        return *this;
    }
    text_block& operator+=(std::string_view text) { return append(text.data(), text.size()); }
    text_block& append(char const* from, std::size_t size) {
        if (size != 0) std::memcpy(extend(size), from, size);
        return *this;
    }

    /// Room for `size` more characters, which the caller fills.
    char* extend(std::size_t size) {
        if (size > free_) grow(size);
        char* const at = bytes_.get() + size_;
        size_ += size;
        free_ -= size;
        return at;
    }
    /// Leaves the first `size` characters.
    void shorten(std::size_t size) noexcept {
        free_ += size_ - size;
        size_ = size;
    }
    void clear() noexcept { shorten(0); }

    std::size_t size() const noexcept { return size_; }
    char* data() noexcept { return bytes_.get(); }
    std::string_view view() const noexcept { return {bytes_.get(), size_}; }

  private:
    [[gnu::noinline]] void grow(std::size_t more) {
        auto const room = std::max(2 * (size_ + free_), size_ + more + 1024);
        std::unique_ptr<char[]> larger(new char[room]); // left uninitialised
        if (size_ != 0) std::memcpy(larger.get(), bytes_.get(), size_);
        bytes_ = std::move(larger);
        free_ = room - size_;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t free_ = 0;
};

} // namespace recon::io
