// recon/detail/odds.hpp - exponentials and logarithms in whole numbers, so that a probability is
// the same to the last digit on every machine.
#pragma once

#include <recon/detail/wide.hpp>
#include <recon/score_unit.hpp>

#include <array>
#include <bit>
#include <cstdint>

namespace recon {

/// Natural logarithms, of odds mostly, in thousandths.
using millinats = std::int32_t;

namespace detail {

inline constexpr unsigned one_bits = 30; ///< powers below are in units of 2^-30
inline constexpr std::uint64_t one = std::uint64_t{1} << one_bits;

/// 2^(-i/64) for i from 0 to 64, by repeated multiplication with 2^(-1/64).
inline constexpr auto powers = [] {
    constexpr std::uint64_t root = 0xFD3E'0C0C'F486'C174U; // 2^64 * 2^(-1/64)
    std::array<std::uint64_t, 65> table{};
    std::uint64_t value = std::uint64_t{1} << 62U;
    for (auto& entry : table) {
        entry = (value + (std::uint64_t{1} << 31U)) >> 32U;
        value = static_cast<std::uint64_t>(static_cast<uint128>(value) * root >> 64U);
    }
    return table;
}();

/// e^-x in units of 2^-30; x in millinats, not negative. Within 2^-16 of it.
constexpr std::uint64_t exp_minus(std::int64_t x) noexcept {
    auto const scaled = static_cast<std::uint64_t>(x) * 94'548 / 1'000; // log2(e) * 2^16 each nat
    auto const shift = scaled >> 16U;
    if (shift > one_bits) return 0;
    auto const cell = scaled >> 10U & 63U;
    auto const rest = scaled & 1'023U;
    auto const value = powers[cell] - ((powers[cell] - powers[cell + 1]) * rest >> 10U);
    return value >> shift;
}

/// log2(1 + i/64) for i from 0 to 64, in units of 2^-16, digit by digit from squares.
inline constexpr auto logarithms = [] {
    std::array<std::uint32_t, 65> table{};
    for (std::uint64_t i = 0; i < 64; ++i) {
        std::uint64_t value = (64 + i) << 24U; // 1 to 2 in units of 2^-30
        std::uint32_t bits = 0;
        for (int digit = 0; digit < 17; ++digit) {
            value = value * value >> one_bits;
            bits <<= 1U;
            if (value >= 2 * one) {
                value >>= 1U;
                bits |= 1U;
            }
        }
        table[i] = (bits + 1) >> 1U;
    }
    table[64] = 1U << 16U;
    return table;
}();

/// The natural logarithm of a whole number from 1, in millinats.
constexpr std::int64_t natural_log(std::uint64_t number) noexcept {
    auto const power = static_cast<unsigned>(std::bit_width(number)) - 1;
    auto const mantissa = power <= 32 ? number << (32 - power) : number >> (power - 32);
    auto const cell = mantissa >> 26U & 63U;
    auto const rest = mantissa & ((1U << 26U) - 1);
    auto const log2 = (std::uint64_t{power} << 16U) + logarithms[cell]
                      + ((logarithms[cell + 1] - logarithms[cell]) * rest >> 26U);
    return static_cast<std::int64_t>(log2 * 693'147 / 1'000 >> 16U);
}

/// ln(e^a + e^b + ...), for numbers that are added one after the other.
class log_sum {
  public:
    constexpr log_sum() noexcept = default;
    explicit constexpr log_sum(std::int64_t first) noexcept : top_(first) {}
    constexpr void add(std::int64_t value) noexcept {
        if (value <= top_) {
            sum_ += exp_minus(top_ - value);
        } else {
            auto const factor = exp_minus(value - top_);
            sum_ =
                static_cast<std::uint64_t>(static_cast<uint128>(sum_) * factor >> one_bits) + one;
            top_ = value;
        }
    }
    constexpr std::int64_t value() const noexcept { return top_ + natural_log(sum_) - log_of_one; }

  private:
    static constexpr std::int64_t log_of_one = natural_log(one);
    std::int64_t top_ = 0;
    std::uint64_t sum_ = one;
};

/// The probability of odds in millionths: 1 / (1 + e^-x), rounded, so that a certain one is one of
/// which less than half a millionth is missing.
constexpr score_t probability(std::int64_t odds) noexcept {
    auto const less = exp_minus(odds >= 0 ? odds : -odds); // the smaller of the two chances
    auto const rest = static_cast<score_t>((less * 1'000'000 + (one + less) / 2) / (one + less));
    return odds >= 0 ? score_max - rest : rest;
}

} // namespace detail
} // namespace recon
