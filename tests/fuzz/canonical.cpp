// Our own files, damaged: read, or refused with a sentence.
#include <recon/io/decisions.hpp>
#include <recon/io/open_items.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using recon::error;
    auto const file = recon::io::from_bytes(
        std::string_view(reinterpret_cast<char const*>(data), size), "fuzz.csv");
    try {
        (void)recon::io::read_open_items(file);
    } catch (error const& problem) {
        if (*problem.what() == '\0') std::abort();
    }
    try {
        (void)recon::io::read_decisions(file);
    } catch (error const& problem) {
        if (*problem.what() == '\0') std::abort();
    }
    return 0;
}
