# The command recon: a library, so that tests can call run(), and a main of three lines.
set(cli_folder ${PROJECT_SOURCE_DIR}/adapters/cli)
file(GLOB cli_sources CONFIGURE_DEPENDS ${cli_folder}/*.cpp
     ${PROJECT_SOURCE_DIR}/adapters/explain/*.cpp ${PROJECT_SOURCE_DIR}/adapters/net_client/*.cpp)
list(REMOVE_ITEM cli_sources ${cli_folder}/main.cpp)
find_package(CLI11 2.1 REQUIRED)
find_package(tomlplusplus REQUIRED)

add_library(recon_cli STATIC ${cli_sources})
target_include_directories(recon_cli PUBLIC ${PROJECT_SOURCE_DIR}) # adapters/cli/run.hpp
target_link_libraries(recon_cli PUBLIC recon_io PRIVATE CLI11::CLI11 tomlplusplus::tomlplusplus)
if(TARGET recon_xlsx)
  target_link_libraries(recon_cli PRIVATE recon_xlsx)
  set_source_files_properties(${cli_folder}/workbook_output.cpp PROPERTIES
    COMPILE_DEFINITIONS RECON_WITH_XLSX)
endif()
if(RECON_WITH_LLM)
  find_package(CURL 7.85) # says libcurl to CMake; without it --explain explains why not
endif()
if(CURL_FOUND)
  target_link_libraries(recon_cli PRIVATE CURL::libcurl)
  set_source_files_properties(${PROJECT_SOURCE_DIR}/adapters/net_client/http_client.cpp PROPERTIES
    COMPILE_DEFINITIONS RECON_WITH_CURL)
endif()
add_executable(recon_command ${cli_folder}/main.cpp)
set_target_properties(recon_command PROPERTIES OUTPUT_NAME recon)
target_link_libraries(recon_command PRIVATE recon_cli)
foreach(target IN ITEMS recon_cli recon_command)
  if(TARGET recon_dev)
    target_link_libraries(${target} PRIVATE recon_dev)
  endif()
endforeach()
