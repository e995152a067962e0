// recon/detail/fixed_list.hpp - as many values as said at the start, all made alike. It does what
// std::vector would where nothing is ever added, with a fifth of the functions to compile.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

namespace recon::detail {

template <class T>
class fixed_list {
    static_assert(alignof(T) <= alignof(std::max_align_t));

  public:
    fixed_list() noexcept = default;
    /// `size` values T(from...). Throws std::bad_alloc, and what T throws.
    template <class... From>
    explicit fixed_list(std::size_t size, From const&... from)
        : fixed_list() { // so that those made are destroyed where the next one throws
        allocate(size);
        for (; size_ < size; ++size_)
            new (values_ + size_) T(from...);
    }
    fixed_list(fixed_list&& other) noexcept { *this = static_cast<fixed_list&&>(other); }
    fixed_list(fixed_list const& other) : fixed_list() {
        allocate(other.size_);
        for (; size_ < other.size_; ++size_)
            new (values_ + size_) T(other.values_[size_]);
    }
    fixed_list& operator=(fixed_list const& other) { return *this = fixed_list(other); }
    fixed_list& operator=(fixed_list&& other) noexcept {
        T* const values = values_;
        std::size_t const size = size_;
        values_ = other.values_;
        size_ = other.size_;
        other.values_ = values;
        other.size_ = size;
        return *this;
    }
    ~fixed_list() {
        while (size_ > 0)
            values_[--size_].~T();
        std::free(values_); // NOLINT(cppcoreguidelines-no-malloc)
    }

    std::size_t size() const noexcept { return size_; }
    T& operator[](std::size_t at) noexcept { return values_[at]; }
    T* begin() noexcept { return values_; }
    T* end() noexcept { return values_ + size_; }

  private:
    void allocate(std::size_t size) {
        if (size == 0) return;
        if (size > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_alloc();
        values_ = static_cast<T*>(std::malloc(size * sizeof(T))); // NOLINT
        if (values_ == nullptr) throw std::bad_alloc();
    }

    T* values_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace recon::detail
