// Any bytes at all are a statement with every record accounted for, or an error with a sentence.
#include <recon/io/read.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace recon;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    io::read_options options;
    options.field_max = 4'096;
    try {
        auto const read = io::read_bytes(bytes, "fuzz.csv", options);
        if (read.records != read.entries.size() + read.rejected.size() + read.noted.size())
            std::abort();
        for (auto const& row : read.entries)
            if (row.position == 0 || !row.amount.unit) std::abort();
    } catch (error const& problem) {
        if (*problem.what() == '\0') std::abort();
    }
    return 0;
}
