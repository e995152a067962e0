// recon/detail/prefetch.hpp - asking for memory before it is needed.
#pragma once

namespace recon::detail {

/// A hint that `at` will be read soon: rows are visited in an order that no processor can foresee.
inline void prefetch([[maybe_unused]] void const* at) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(at);
    __asm__ volatile("" : : "r"(at)); // else GCC takes a function of hints for one without effect
#endif
}

/// The same of a whole object that may span several cache lines.
template <class T>
void prefetch_all(T const& object) noexcept {
    auto const* const bytes = reinterpret_cast<char const*>(&object);
    for (unsigned at = 0; at < sizeof(T); at += 64)
        prefetch(bytes + at);
}

} // namespace recon::detail
