// recon/detail/wide.hpp - 128-bit integers, for products and sums of 64-bit ones.
#pragma once

#include <cstdint>

namespace recon::detail {

__extension__ using uint128 = unsigned __int128;
__extension__ using int128 = __int128;

/// floor(value * numerator / denominator), or the largest value where that does not fit.
constexpr std::uint64_t mul_div_floor(std::uint64_t value, std::uint64_t numerator,
                                      std::uint64_t denominator) noexcept {
    std::uint64_t narrow = 0; // the usual case: a division of 128 bits is ten times slower
    if (!__builtin_mul_overflow(value, numerator, &narrow)) return narrow / denominator;
    auto const quotient = static_cast<uint128>(value) * numerator / denominator;
    constexpr auto most = ~std::uint64_t{0};
    return quotient > most ? most : static_cast<std::uint64_t>(quotient);
}

/// The same, rounded up.
constexpr std::uint64_t mul_div_ceil(std::uint64_t value, std::uint64_t numerator,
                                     std::uint64_t denominator) noexcept {
    std::uint64_t narrow = 0;
    if (!__builtin_mul_overflow(value, numerator, &narrow))
        return narrow / denominator + (narrow % denominator != 0 ? 1 : 0);
    auto const product = static_cast<uint128>(value) * numerator;
    auto const quotient = product / denominator + (product % denominator != 0 ? 1 : 0);
    constexpr auto most = ~std::uint64_t{0};
    return quotient > most ? most : static_cast<std::uint64_t>(quotient);
}

} // namespace recon::detail
