// recon/io/byte_flags.hpp - what kinds of bytes a text holds.
#pragma once

#include <string_view>

namespace recon::io::detail {

using byte_flags = unsigned char;

/// The flags of all bytes together. Where `of(unsigned char)` has no branch, compilers look at
/// sixteen bytes at once.
template <class Of>
constexpr byte_flags flags_of(std::string_view text, Of of) noexcept {
    byte_flags all = 0;
    for (char const c : text)
        all = static_cast<byte_flags>(all | of(static_cast<unsigned char>(c)));
    return all;
}

/// A flag where something is so.
constexpr byte_flags flag(bool so, unsigned value = 1) noexcept {
    return static_cast<byte_flags>(so ? value : 0U);
}

} // namespace recon::io::detail
