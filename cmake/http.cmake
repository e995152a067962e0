# The service recond: a library, so that tests and other programs can call it without a socket, and
# a server in one translation unit, the only one that includes Boost.
set(http_folder ${PROJECT_SOURCE_DIR}/adapters/http)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(Threads REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
find_library(SQLITE_LIBRARY sqlite3 REQUIRED)
find_path(BOOST_BEAST_INCLUDE_DIR boost/beast.hpp REQUIRED)

file(GLOB http_sources CONFIGURE_DEPENDS ${http_folder}/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/store/*.cpp ${PROJECT_SOURCE_DIR}/adapters/cache/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/jobs/*.cpp)
list(REMOVE_ITEM http_sources ${http_folder}/main.cpp ${http_folder}/server.cpp)

set(http_assets ${PROJECT_BINARY_DIR}/http_assets.cpp)
file(GLOB http_asset_files CONFIGURE_DEPENDS ${http_folder}/assets/*)
add_custom_command(OUTPUT ${http_assets} DEPENDS ${http_asset_files} cmake/embed_assets.cmake
  COMMAND ${CMAKE_COMMAND} -D folder=${http_folder}/assets -D output=${http_assets}
          -P ${PROJECT_SOURCE_DIR}/cmake/embed_assets.cmake
  VERBATIM)

add_library(recon_http STATIC ${http_sources} ${http_assets})
target_include_directories(recon_http PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(recon_http PUBLIC recon_cli recon_io PRIVATE
  OpenSSL::Crypto spdlog::spdlog prometheus-cpp::core ${SODIUM_LIBRARY} ${SQLITE_LIBRARY}
  Threads::Threads)
if(TARGET recon_dev)
  target_link_libraries(recon_http PRIVATE recon_dev)
endif()
if(RECON_FUZZ)
  target_compile_options(recon_http PRIVATE -fsanitize=fuzzer-no-link)
endif()

add_executable(recond ${http_folder}/main.cpp ${http_folder}/server.cpp)
target_include_directories(recond SYSTEM PRIVATE ${BOOST_BEAST_INCLUDE_DIR})
target_link_libraries(recond PRIVATE recon_http OpenSSL::SSL Threads::Threads)
if(TARGET recon_dev)
  target_link_libraries(recond PRIVATE recon_dev)
endif()
