# The service recond: a library, so that tests and other programs can call it without a socket, and
# a server in one translation unit, the only one that includes Boost.
set(http_folder ${PROJECT_SOURCE_DIR}/adapters/http)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(Threads REQUIRED)
find_package(CURL 7.85 REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
find_library(SQLITE_LIBRARY sqlite3 REQUIRED)
find_library(PQ_LIBRARY pq REQUIRED)
find_path(PQ_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_path(BOOST_BEAST_INCLUDE_DIR boost/beast.hpp REQUIRED)

file(GLOB http_sources CONFIGURE_DEPENDS ${http_folder}/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/store/*.cpp ${PROJECT_SOURCE_DIR}/adapters/cache/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/jobs/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/notify/*.cpp)
list(REMOVE_ITEM http_sources ${http_folder}/main.cpp ${http_folder}/server.cpp
     ${http_folder}/large_blocks.cpp)

set(http_assets ${PROJECT_BINARY_DIR}/http_assets.cpp)
file(GLOB http_asset_files CONFIGURE_DEPENDS ${http_folder}/assets/*)
add_custom_command(OUTPUT ${http_assets} DEPENDS ${http_asset_files} cmake/embed_assets.cmake
  COMMAND ${CMAKE_COMMAND} -D folder=${http_folder}/assets -D output=${http_assets}
          -P ${PROJECT_SOURCE_DIR}/cmake/embed_assets.cmake
  VERBATIM)

# Passwords that are refused: a list that somebody else keeps, from a package.
find_file(RECON_PASSWORD_LIST frequency_lists.py PATH_SUFFIXES zxcvbn
  PATHS /usr/lib/python3/dist-packages NO_DEFAULT_PATH)
if(NOT RECON_PASSWORD_LIST)
  message(STATUS "No python3-zxcvbn: the service refuses only its own 27 most common passwords")
  set(RECON_PASSWORD_LIST "")
endif()
set(http_passwords ${PROJECT_BINARY_DIR}/http_passwords.cpp)
add_custom_command(OUTPUT ${http_passwords} DEPENDS cmake/embed_passwords.cmake
  COMMAND ${CMAKE_COMMAND} -D list=${RECON_PASSWORD_LIST} -D most=3000 -D output=${http_passwords}
          -P ${PROJECT_SOURCE_DIR}/cmake/embed_passwords.cmake
  VERBATIM)

include(cmake/web.cmake)
add_library(recon_http STATIC ${http_sources} ${http_assets} ${http_passwords} ${web_assets})
target_include_directories(recon_http PUBLIC ${PROJECT_SOURCE_DIR})
target_include_directories(recon_http SYSTEM PRIVATE ${PQ_INCLUDE_DIR})
target_link_libraries(recon_http PUBLIC recon_cli recon_io PRIVATE
  OpenSSL::Crypto spdlog::spdlog prometheus-cpp::core ${SODIUM_LIBRARY} ${SQLITE_LIBRARY}
  ${PQ_LIBRARY} CURL::libcurl Threads::Threads)
if(TARGET recon_dev)
  target_link_libraries(recon_http PRIVATE recon_dev)
endif()
if(RECON_FUZZ)
  target_compile_options(recon_http PRIVATE -fsanitize=fuzzer-no-link)
endif()

# The sockets: half a minute to compile, so once for the program and the tests.
add_library(recon_server STATIC ${http_folder}/server.cpp)
target_include_directories(recon_server SYSTEM PRIVATE ${BOOST_BEAST_INCLUDE_DIR})
target_link_libraries(recon_server PUBLIC recon_http PRIVATE OpenSSL::SSL Threads::Threads)

add_executable(recond ${http_folder}/main.cpp ${http_folder}/large_blocks.cpp)
target_link_libraries(recond PRIVATE recon_server)
if(TARGET recon_dev)
  target_link_libraries(recon_server PRIVATE recon_dev)
  target_link_libraries(recond PRIVATE recon_dev)
endif()
