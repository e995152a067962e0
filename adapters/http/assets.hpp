// adapters/http/assets.hpp - the files of adapters/http/assets/, in the program.
#pragma once

#include <string_view>

namespace recon::http::assets {

extern std::string_view const openapi_json;
extern std::string_view const docs_html;
extern std::string_view const docs_js;
extern std::string_view const docs_css;

} // namespace recon::http::assets
