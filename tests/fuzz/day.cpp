// A cell is a day that comes back from its ISO form, or nothing.
#include <recon/io/day.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace recon::io;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    for (auto const order : {date_order::dmy, date_order::mdy, date_order::ymd}) {
        auto const day = parse_day(text, order);
        if (day && parse_day(to_iso(*day)) != day) std::abort();
    }
    return 0;
}
