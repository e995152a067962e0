// adapters/cli/generator_amounts.hpp - what things cost, and what goes wrong with an amount on its
// way to the bank. In minor units.
#pragma once

#include "adapters/cli/generator_random.hpp"

#include <cstdint>

namespace recon::cli {

/// A price of the payee's trade, or the salary of a person; negative where the company pays.
std::int64_t draw_amount(splitmix& random, std::uint16_t payee);
/// A tip, a rounding: mostly cents, at most 5.00.
std::int64_t change_by_cents(splitmix& random, std::int64_t minor);
/// Two neighbouring digits change places, as when a person types; never to a leading zero.
std::int64_t swap_digits(splitmix& random, std::int64_t minor);
/// What the bank keeps of a transfer: at most 100.00, and about a tenth.
std::int64_t transfer_fee(splitmix& random, std::int64_t minor);
/// What a card company keeps of a batch: 0.5 to 2.9 percent.
std::int64_t batch_fee(splitmix& random, std::int64_t minor);

} // namespace recon::cli
