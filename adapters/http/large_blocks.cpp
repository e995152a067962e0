#include "adapters/http/large_blocks.hpp"

#include <recon/detail/buffer.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

#include <malloc.h>
#include <unistd.h>

namespace {

std::atomic<std::uint64_t> held{0}; ///< bytes in large blocks
std::atomic<std::uint64_t> bound{UINT64_MAX};

/// Counts a block in, or throws.
void* counted(void* block, std::size_t size) {
    if (block == nullptr) throw std::bad_alloc();
    if (size < recon::http::large_block) return block; // without asking how large it really is
    auto const real = ::malloc_usable_size(block);
    if (held.fetch_add(real, std::memory_order_relaxed) + real
        <= bound.load(std::memory_order_relaxed))
        return block;
    held.fetch_sub(real, std::memory_order_relaxed);
    std::free(block);
    throw std::bad_alloc();
}

/// Bytes of a block that are counted.
std::uint64_t counted_of(void* block) noexcept {
    auto const real = block == nullptr ? 0 : ::malloc_usable_size(block);
    return real >= recon::http::large_block ? real : 0;
}
/// Counts what a block grows by before it does, so that no two threads share the same room.
void* resize(void* block, std::size_t size) noexcept {
    auto const before = counted_of(block);
    auto const wanted = size >= recon::http::large_block && size > before ? size : before;
    if (wanted > before
        && held.fetch_add(wanted - before, std::memory_order_relaxed) + (wanted - before)
               > bound.load(std::memory_order_relaxed)) {
        held.fetch_sub(wanted - before, std::memory_order_relaxed);
        return nullptr;
    }
    auto* const resized = std::realloc(block, size);
    auto const after = resized == nullptr ? before : counted_of(resized);
    held.fetch_add(after - wanted, std::memory_order_relaxed); // modulo 2^64
    return resized;
}
void release(void* block) noexcept {
    held.fetch_sub(counted_of(block), std::memory_order_relaxed);
    std::free(block);
}
// Before any array is made.
[[maybe_unused]] bool const counting = [] {
    recon::memory_of_arrays = {resize, release};
    return true;
}();

} // namespace

void* operator new(std::size_t size) {
    // A block that the allocator rounds up over the mark is counted out and must be counted in.
    auto const asked = size + 4'096 >= recon::http::large_block && size < recon::http::large_block
                           ? static_cast<std::size_t>(recon::http::large_block)
                           : std::max<std::size_t>(size, 1);
    return counted(std::malloc(asked), asked);
}

void operator delete(void* block) noexcept {
    if (block == nullptr) return;
    if (auto const real = ::malloc_usable_size(block); real >= recon::http::large_block)
        held.fetch_sub(real, std::memory_order_relaxed);
    std::free(block);
}

// The other forms as well: what one of them gives may be given back to any other.
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    try {
        return operator new(size);
    } catch (std::bad_alloc const&) {
        return nullptr;
    }
}
void* operator new[](std::size_t size, std::nothrow_t const& how) noexcept {
    return operator new(size, how);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
void operator delete(void* block, std::nothrow_t const&) noexcept { operator delete(block); }
void operator delete[](void* block) noexcept { operator delete(block); }
void operator delete[](void* block, std::size_t) noexcept { operator delete(block); }
void operator delete[](void* block, std::nothrow_t const&) noexcept { operator delete(block); }

namespace recon::http {

void bound_large_blocks(std::uint64_t bytes) noexcept { bound = bytes; }

std::uint64_t usual_memory_bound() noexcept {
    auto most = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES))
                * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    for (auto const* const file :
         {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
        auto* const open = std::fopen(file, "r");
        if (open == nullptr) continue;
        unsigned long long here = 0;
        if (std::fscanf(open, "%llu", &here) == 1 && here != 0)
            most = std::min<std::uint64_t>(most, here);
        std::fclose(open);
    }
    return most / 4 * 3;
}

} // namespace recon::http
