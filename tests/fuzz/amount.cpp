// A cell is an amount under one mark or both, or none; where both read it, they say why.
#include <recon/io/amount.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace recon::io;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const cell = read_amount_cell(text);
    auto const evidence = mark_of(cell);
    for (unsigned digits = 0; digits <= 4; ++digits) {
        auto const dot = parse_amount(text, '.', digits);
        auto const comma = parse_amount(text, ',', digits);
        if (dot.minor == std::numeric_limits<std::int64_t>::min()) std::abort(); // has no opposite
        bool const both = dot.fault == amount_fault::none && comma.fault == amount_fault::none;
        bool const told = evidence == mark_evidence::dot || evidence == mark_evidence::comma;
        if (both && told) std::abort(); // a proof that proves nothing
        if (!cell && dot.fault == amount_fault::none) std::abort();
    }
    return 0;
}
