// adapters/http/web_assets.hpp - the files of the page, in the program; none where it was built
// without the page. They are made by adapters/web.
#pragma once

#include <span>
#include <string_view>

namespace recon::http {

/// A file of the page as it is, and compressed.
struct web_asset {
    std::string_view name; ///< "index.html"; the others have a hash of their content in it
    std::string_view type;
    std::string_view plain;
    std::string_view gzip;
    std::string_view brotli; ///< smaller, but browsers take it over TLS only
};

std::span<web_asset const> web_assets() noexcept;

inline bool has_page() noexcept { return !web_assets().empty(); }

} // namespace recon::http
