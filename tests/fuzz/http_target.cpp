// Targets, queries, forms and the small headers: whatever is read is clean.
#include "adapters/http/csv_page.hpp"
#include "adapters/http/target.hpp"
#include "adapters/http/trace.hpp"

#include <recon/io/utf8.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace recon::http;

namespace {

void must_be_clean(std::string const& text) {
    for (char const c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F') std::abort();
    if (!recon::io::is_clean_utf8(text)) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    request in;
    if (read_target(text, in)) {
        for (auto const& segment : in.segments) {
            must_be_clean(segment);
            if (segment.empty() || segment == ".." || segment.find('/') != segment.npos)
                std::abort();
        }
        for (auto const& [name, value] : in.query) {
            must_be_clean(name);
            must_be_clean(value);
        }
    }
    auto const label = clean_label(text);
    must_be_clean(label);
    if (label.empty() || label.size() > 100 || label.find('/') != label.npos) std::abort();
    if (auto const traced = read_traceparent(text); traced && traced->trace_id.size() != 32)
        std::abort();
    static_cast<void>(list_item(text, "wait"));
    std::size_t at = 0;
    while (next_record(text, at)) {
    }
    return at <= size ? 0 : -1;
}
