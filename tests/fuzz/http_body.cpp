// Bodies as the handlers read them: JSON, and forms with files. Never a 5xx.
#include "support/served.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using recon::test::served;

served& service() {
    static served one([] {
        recon::http::service_settings settings;
        settings.rate_per_minute = 0;
        settings.queue_max = 100'000;
        return settings;
    }());
    return one;
}

std::string const& run() {
    static std::string const id = service().run().at("id").get<std::string>();
    return id;
}

void ask(std::string const& target, std::string const& body, std::string_view type) {
    if (service().post(target, body, type).status >= 500) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const text(reinterpret_cast<char const*>(data), size);
    ask("/v1/runs/" + run() + "/decisions", text, "application/json");
    ask("/v1/runs", text, "application/json");
    ask("/v1/runs", text, recon::test::multipart_type);
    ask("/api/auth/refresh", text, "application/x-www-form-urlencoded");
    ask("/api/auth/refresh", text, "application/json");
    return 0;
}
