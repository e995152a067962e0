# recon::io and the packages it needs. Each third party is included by exactly one header.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(fmt REQUIRED)
find_package(date REQUIRED)
find_package(nlohmann_json REQUIRED)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
find_package(FastCppCsvParser REQUIRED)

file(GLOB_RECURSE io_headers CONFIGURE_DEPENDS include/recon/io/*.hpp)
list(FILTER io_headers EXCLUDE REGEX "/report_xlsx\\.hpp$")
add_library(recon_io INTERFACE)
add_library(recon::io ALIAS recon_io)
set_target_properties(recon_io PROPERTIES EXPORT_NAME io)
target_link_libraries(recon_io INTERFACE
  recon fmt::fmt date::date nlohmann_json::nlohmann_json FastCppCsvParser::FastCppCsvParser
  OpenSSL::Crypto Threads::Threads)
target_sources(recon_io INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${io_headers})

# recon::xlsx, where libxlsxwriter is there: report.xlsx and nothing else.
if(RECON_WITH_XLSX)
  find_package(XlsxWriter)
endif()
if(XlsxWriter_FOUND)
  add_library(recon_xlsx INTERFACE)
  add_library(recon::xlsx ALIAS recon_xlsx)
  set_target_properties(recon_xlsx PROPERTIES EXPORT_NAME xlsx)
  target_link_libraries(recon_xlsx INTERFACE recon_io XlsxWriter::XlsxWriter)
  target_sources(recon_xlsx INTERFACE
    FILE_SET HEADERS BASE_DIRS include FILES include/recon/io/report_xlsx.hpp)
endif()
