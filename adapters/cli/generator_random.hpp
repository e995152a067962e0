// adapters/cli/generator_random.hpp - chance from a seed, in whole numbers, so that every machine
// draws the same.
#pragma once

#include <cstdint>

namespace recon::cli {

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
class splitmix {
  public:
    explicit splitmix(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept {
        auto z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 to limit - 1, from the upper bits; the bias is under one in four thousand million.
    std::uint32_t below(std::uint32_t limit) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
    }
    /// From first to last, both included.
    std::uint32_t between(std::uint32_t first, std::uint32_t last) noexcept {
        return first + below(last - first + 1);
    }
    bool chance(std::uint32_t thousandths) noexcept { return below(1000) < thousandths; }

  private:
    std::uint64_t state_;
};

} // namespace recon::cli
