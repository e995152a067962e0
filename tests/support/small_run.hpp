// tests/support/small_run.hpp - a finished run by hand: three bank rows, three ledger rows. Defined
// apart, because what it needs is long to compile and many tests begin with it.
#pragma once

#include <recon/io/finished_run.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace recon::test {

io::entry entry_at(std::uint32_t position, std::chrono::sys_days day, std::int64_t minor,
                   std::string_view description, std::string_view reference = {});

/// bank 2 = ledger 2 (matched), bank 3 = ledger 4 (review, runner-up ledger 3); bank 5 and ledger 3
/// are open. Bank line 4 was rejected and line 6 noted.
io::finished_run small_run();

} // namespace recon::test
