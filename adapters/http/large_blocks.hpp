// adapters/http/large_blocks.hpp - a bound on the memory of runs. What runs need grows in large
// blocks, and nothing else of the service asks for any, so a bound on those ends a run that is too
// large with a clear error, where the system would end the process.
#pragma once

#include <cstdint>

namespace recon::http {

/// A block is large from here on: well above what an answer or a connection takes.
inline constexpr std::uint64_t large_block = std::uint64_t{1} << 20U;

/// From now on std::bad_alloc is thrown at a large block that would bring all of them over so many
/// bytes. Only in the program recond, which replaces operator new and the memory
/// of arrays: a library must not.
void bound_large_blocks(std::uint64_t bytes) noexcept;

/// Three quarters of the memory that this machine, or the container, has.
std::uint64_t usual_memory_bound() noexcept;

} // namespace recon::http
