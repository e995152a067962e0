#include "adapters/cli/generator_amounts.hpp"

#include "adapters/cli/generator_payees.hpp"

#include <algorithm>
#include <array>

namespace recon::cli {

namespace {

/// What banks ask for a transfer, in minor units.
constexpr std::array<std::int64_t, 6> usual_fees{95, 250, 1'500, 2'500, 3'500, 4'500};

std::int64_t size_of(std::int64_t minor) { return minor < 0 ? -minor : minor; }
std::int64_t with_sign_of(std::int64_t minor, std::int64_t size) {
    return minor < 0 ? -size : size;
}

} // namespace

std::int64_t draw_amount(splitmix& random, std::uint16_t payee) {
    if (payee >= first_of_staff) // the salary of a person is the same each month
        return -(180'000 + std::int64_t{payee - first_of_staff} * 7'910 % 420'000);
    auto const& of = trade_of(payee);
    std::int64_t minor = of.low;
    if (random.chance(550)) {
        minor = of.popular[random.below(random.below(popular_prices) + 1)];
    } else { // squared, so that small amounts are common
        auto const x = std::int64_t{random.below(65'536)};
        minor += (std::int64_t{of.high} - of.low) * x * x >> 32U;
    }
    return of.money_in ? minor : -minor;
}

std::int64_t change_by_cents(splitmix& random, std::int64_t minor) {
    auto const size = size_of(minor);
    auto const most = std::min<std::int64_t>(500, size / 20 + 1);
    auto const step = 1 + std::int64_t{random.below(static_cast<std::uint32_t>(most))};
    bool const up = random.chance(500) || size <= step;
    return with_sign_of(minor, up ? size + step : size - step);
}

std::int64_t swap_digits(splitmix& random, std::int64_t minor) {
    auto const size = size_of(minor);
    std::array<std::int64_t, 18> changes{};
    std::uint32_t count = 0;
    for (std::int64_t unit = 1; size / unit >= 10; unit *= 10) {
        auto const low = size / unit % 10;
        auto const high = size / unit / 10 % 10;
        bool const leading = size / unit < 100;
        if (low != high && !(leading && low == 0)) changes[count++] = (low - high) * 9 * unit;
    }
    return count == 0 ? minor : with_sign_of(minor, size + changes[random.below(count)]);
}

std::int64_t transfer_fee(splitmix& random, std::int64_t minor) {
    auto const fee = random.chance(700) ? usual_fees[random.below(usual_fees.size())]
                                        : 1 + std::int64_t{random.below(10'000)};
    return std::min(fee, size_of(minor) / 10 + 1);
}

std::int64_t batch_fee(splitmix& random, std::int64_t minor) {
    return size_of(minor) * random.between(5, 29) / 1000 + 1;
}

} // namespace recon::cli
