// tests/support/values.hpp - short names for the amounts and days that tests are about.
#pragma once

#include <recon/money.hpp>

#include <chrono>
#include <cstdint>
#include <limits>

namespace recon::test {

inline constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
inline constexpr auto highest = std::numeric_limits<std::int64_t>::max();

constexpr money eur(std::int64_t cents) { return {cents, "EUR"}; }
constexpr money usd(std::int64_t cents) { return {cents, "USD"}; }
constexpr money jpy(std::int64_t yen) { return {yen, "JPY"}; }
constexpr money kwd(std::int64_t fils) { return {fils, "KWD"}; }

constexpr std::chrono::sys_days date(int year, int month, int day) {
    return std::chrono::year{year} / month / day;
}
/// A day of March 2024, which began on a Friday: 0 is 29 February, 32 is 1 April.
constexpr std::chrono::sys_days march(int nth) {
    return date(2024, 3, 1) + std::chrono::days{nth - 1};
}

} // namespace recon::test
