// tests/support/random.hpp - the same numbers on every machine, compiler and run.
#pragma once

#include <cstdint>

namespace recon::test {

/// splitmix64 (Steele, Lea and Flood, OOPSLA 2014; public domain code by Vigna).
class random {
  public:
    explicit constexpr random(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9e37'79b9'7f4a'7c15;
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }

    /// 0 to limit - 1; 0 for a limit of 0. The bias, at most limit / 2^64, does not matter in
    /// tests.
    constexpr std::uint64_t below(std::uint64_t limit) noexcept {
        return limit == 0 ? 0 : next() % limit;
    }

  private:
    std::uint64_t state_;
};

} // namespace recon::test
