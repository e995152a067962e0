# The page, compressed and as C++: ${web_assets}. With RECON_BUILD_WEB=OFF the service has none.
set(web_folder ${PROJECT_SOURCE_DIR}/adapters/web)
find_program(RECON_NPM npm)
find_program(RECON_NODE NAMES node nodejs)
mark_as_advanced(RECON_NPM RECON_NODE)
if(PROJECT_IS_TOP_LEVEL AND RECON_NPM AND RECON_NODE)
  set(web_default ON)
else()
  set(web_default OFF)
endif()
option(RECON_BUILD_WEB "Put the page into the service; needs Node 18 and npm" ${web_default})

set(web_assets ${PROJECT_BINARY_DIR}/web_assets.cpp)
if(RECON_BUILD_WEB)
  if(NOT RECON_NPM OR NOT RECON_NODE)
    message(FATAL_ERROR "RECON_BUILD_WEB needs node and npm: cmake/install-packages.sh web, "
                        "or configure with -D RECON_BUILD_WEB=OFF")
  endif()
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web_folder}/src/*)
  list(APPEND web_sources ${web_folder}/index.html ${web_folder}/package.json
       ${web_folder}/package-lock.json ${web_folder}/vite.config.mjs
       ${web_folder}/scripts/build.sh ${web_folder}/scripts/embed.mjs)
  add_custom_command(OUTPUT ${web_assets} DEPENDS ${web_sources}
    COMMAND ${web_folder}/scripts/build.sh ${PROJECT_BINARY_DIR}/web ${web_assets}
    COMMENT "Building the page"
    VERBATIM)
else()
  file(CONFIGURE OUTPUT ${web_assets} CONTENT
"#include \"adapters/http/web_assets.hpp\"
namespace recon::http {
std::span<web_asset const> web_assets() noexcept { return {}; }
} // namespace recon::http
")
endif()
