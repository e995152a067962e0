// recon/detail/buffer.hpp - a growing array of plain values. It does what std::vector would, with a
// tenth of the functions to compile for each type: every program that includes recon pays for them.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>
#include <type_traits>

namespace recon {

/// Where the arrays of the engine come from. A program that counts or bounds its memory sets others
/// of its own before its first run; they are also given back what came from these.
struct array_memory {
    /// As std::realloc; null: there is no more.
    void* (*resize)(void* block, std::size_t bytes) noexcept;
    /// As std::free.
    void (*release)(void* block) noexcept;
};
// NOLINTBEGIN(cppcoreguidelines-no-malloc)
inline constinit array_memory memory_of_arrays{
    [](void* block, std::size_t bytes) noexcept { return std::realloc(block, bytes); },
    [](void* block) noexcept { std::free(block); }};
// NOLINTEND(cppcoreguidelines-no-malloc)

} // namespace recon

namespace recon::detail {

/// What does not depend on the type of the values. Sizes are numbers of values.
class buffer_memory {
  protected:
    buffer_memory() noexcept = default;
    buffer_memory(buffer_memory&& other) noexcept { swap(other); }
    buffer_memory& operator=(buffer_memory&& other) noexcept {
        buffer_memory taken(static_cast<buffer_memory&&>(other));
        swap(taken);
        return *this;
    }
    buffer_memory(buffer_memory const&) = delete;
    buffer_memory& operator=(buffer_memory const&) = delete;
    ~buffer_memory() {
        if (data_ != nullptr) memory_of_arrays.release(data_);
    }

    void swap(buffer_memory& other) noexcept {
        void* const data = data_;
        std::size_t const size = size_;
        std::size_t const capacity = capacity_;
        data_ = other.data_;
        size_ = other.size_;
        capacity_ = other.capacity_;
        other.data_ = data;
        other.size_ = size;
        other.capacity_ = capacity;
    }

    /// Throws std::bad_alloc.
    void reallocate(std::size_t capacity, std::size_t value_size) {
        if (capacity > static_cast<std::size_t>(-1) / 2 / value_size) throw std::bad_alloc();
        // Large blocks are moved by the kernel, which std::vector cannot ask for.
        void* const data = memory_of_arrays.resize(data_, capacity * value_size);
        if (data == nullptr) throw std::bad_alloc();
        data_ = data;
        capacity_ = capacity;
    }
    /// Room for one more, at least.
    void grow(std::size_t value_size) {
        reallocate(capacity_ < 8 ? 16 : capacity_ * 2, value_size);
    }
    void copy(buffer_memory const& other, std::size_t value_size) {
        if (other.size_ == 0) return;
        reallocate(other.size_, value_size);
        std::memcpy(data_, other.data_, other.size_ * value_size);
        size_ = other.size_;
    }

  public:
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    void pop_back() noexcept { --size_; }
    void clear() noexcept { size_ = 0; }

  protected:
    void* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Members are those of std::vector, with pointers for iterators.
template <class T>
class buffer : private buffer_memory {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    buffer() noexcept = default;
    explicit buffer(std::size_t size, T value = {}) { resize(size, value); }
    explicit(false) buffer(std::initializer_list<T> values) {
        append(values.begin(), values.size());
    }
    buffer(buffer&&) noexcept = default;
    buffer& operator=(buffer&&) noexcept = default;
    buffer(buffer const& other) : buffer_memory() { copy(other, sizeof(T)); }
    buffer& operator=(buffer const& other) {
        buffer copied(other);
        buffer_memory::swap(copied);
        return *this;
    }
    ~buffer() = default;

    T* data() noexcept { return static_cast<T*>(data_); }
    T const* data() const noexcept { return static_cast<T const*>(data_); }
    using buffer_memory::clear;
    using buffer_memory::empty;
    using buffer_memory::pop_back;
    using buffer_memory::size;
    T& operator[](std::size_t at) noexcept { return static_cast<T*>(data_)[at]; }
    T const& operator[](std::size_t at) const noexcept { return static_cast<T const*>(data_)[at]; }
    T* begin() noexcept { return static_cast<T*>(data_); }
    T* end() noexcept { return static_cast<T*>(data_) + size_; }
    T const* begin() const noexcept { return static_cast<T const*>(data_); }
    T const* end() const noexcept { return static_cast<T const*>(data_) + size_; }
    T& back() noexcept { return static_cast<T*>(data_)[size_ - 1]; }
    T const& back() const noexcept { return static_cast<T const*>(data_)[size_ - 1]; }
    T const& front() const noexcept { return *static_cast<T const*>(data_); }

    void push_back(T value) {
        if (size_ == capacity_) grow(sizeof(T));
        static_cast<T*>(data_)[size_++] = value;
    }
    void resize(std::size_t size, T value = {}) {
        if (size > capacity_) reallocate(size, sizeof(T));
        for (; size_ < size; ++size_)
            static_cast<T*>(data_)[size_] = value;
        size_ = size;
    }
    /// What is new has no value yet: for those who write all of it.
    void resize_for_overwrite(std::size_t size) {
        if (size > capacity_) reallocate(size, sizeof(T));
        size_ = size;
    }
    /// `size` copies of `value`, and nothing else.
    void assign(std::size_t size, T value = {}) {
        size_ = 0;
        resize(size, value);
    }
    void append(T const* from, std::size_t count) {
        if (count == 0) return;
        while (capacity_ - size_ < count)
            grow(sizeof(T));
        std::memcpy(data() + size_, from, count * sizeof(T));
        size_ += count;
    }
    void swap(buffer& other) noexcept { buffer_memory::swap(other); }
    /// Frees the memory.
    void reset() noexcept { buffer().swap(*this); }
};

} // namespace recon::detail
