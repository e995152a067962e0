#include "adapters/http/handlers.hpp"
#include "adapters/http/web_assets.hpp"

#include <algorithm>

namespace recon::http {

namespace {

constexpr std::string_view page_name = "index.html";

/// Whether the client takes a coding: named, and not with a weight of nothing.
bool takes(exchange const& x, std::string_view coding) {
    for (auto const item : items_of(x.in.header_value("accept-encoding"))) {
        auto const name = item.substr(0, item.find_first_of("; "));
        if (!same_word(name, coding)) continue;
        auto const weight = item.find("q=0");
        return weight == item.npos || item.find_first_of("123456789", weight + 3) != item.npos;
    }
    return false;
}

response asset(exchange const& x, std::string_view name) {
    auto const all = web_assets();
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const& a) { return a.name == name; });
    if (found == all.end())
        throw problem(404, "not-found",
                      all.empty() ? "This recond was built without its page: see /api/docs."
                                  : "The page has no such file: load it again.");
    bool const brotli = !found->brotli.empty() && takes(x, "br");
    bool const gzip = !brotli && !found->gzip.empty() && takes(x, "gzip");
    auto out = text_response(200, found->type,
                             std::string(brotli ? found->brotli
                                         : gzip ? found->gzip
                                                : found->plain));
    if (brotli || gzip) out.set("Content-Encoding", brotli ? "br" : "gzip");
    out.set("Vary", "Accept, Accept-Encoding");
    return out;
}

} // namespace

response page(context&, exchange& x) { return asset(x, page_name); }

response page_asset(context&, exchange& x) {
    // Under this path everything may be kept for ever, so the page itself must not be here.
    return asset(x, x.value(0) == page_name ? std::string_view{} : x.value(0));
}

} // namespace recon::http
