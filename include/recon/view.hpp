// recon/view.hpp - values that stand in a row somewhere else. It does what std::span of constant
// values would, without the concepts, which are slow to compile for each type.
#pragma once

#include <cstddef>

namespace recon {

/// The values outlive it. Made from all that has data() and size(), arrays as well.
template <class T>
class view {
  public:
    constexpr view() noexcept = default;
    constexpr view(T const* data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t Size>
    explicit(false) constexpr view(T const (&values)[Size]) noexcept : view(values, Size) {}
    template <class Values>
        requires requires(Values const& values, T const*& data) { data = values.data(); }
    explicit(false) constexpr view(Values const& values) noexcept
        : view(values.data(), values.size()) {}

    constexpr T const* data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T const& operator[](std::size_t at) const noexcept { return data_[at]; }
    constexpr T const& front() const noexcept { return data_[0]; }
    constexpr T const& back() const noexcept { return data_[size_ - 1]; }
    constexpr T const* begin() const noexcept { return data_; }
    constexpr T const* end() const noexcept { return data_ + size_; }

    /// Parts of it, which must be there.
    constexpr view first(std::size_t count) const noexcept { return {data_, count}; }
    constexpr view subspan(std::size_t from) const noexcept { return subspan(from, size_ - from); }
    constexpr view subspan(std::size_t from, std::size_t count) const noexcept {
        return {data_ + from, count};
    }

  private:
    T const* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace recon
