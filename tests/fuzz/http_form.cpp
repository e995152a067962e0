// A form in pieces: read whole and byte by byte it must give the same.
#include "adapters/http/multipart.hpp"
#include "adapters/http/problem.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace recon::http;

namespace {

struct joining : part_sink {
    std::string text;
    void begin(part_head head) override {
        text += "<" + head.name + '>' + head.filename.value_or("-") + '>';
    }
    void data(std::string_view bytes) override { text += bytes; }
    void end() override { text += "</>"; }
};

std::string read(std::string_view body, std::size_t step) {
    joining sink;
    try {
        multipart_reader reader("b", sink);
        for (std::size_t at = 0; at < body.size(); at += step)
            reader.feed(body.substr(at, step));
        reader.finish();
    } catch (problem const&) {
        return "refused";
    }
    return sink.text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const body(reinterpret_cast<char const*>(data), size);
    try {
        static_cast<void>(boundary_of(body));
    } catch (problem const&) {
    }
    auto const whole = read(body, size + 1);
    if (read(body, 1) != whole || read(body, 7) != whole) std::abort();
    return 0;
}
