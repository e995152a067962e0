# Finds csv.h of fast-cpp-csv-parser, which has no package file of its own, and defines
# FastCppCsvParser::FastCppCsvParser. Distributions put the header in different folders.
find_path(FastCppCsvParser_INCLUDE_DIR csv.h PATH_SUFFIXES libfccp fast-cpp-csv-parser)
mark_as_advanced(FastCppCsvParser_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FastCppCsvParser REQUIRED_VARS FastCppCsvParser_INCLUDE_DIR)

if(FastCppCsvParser_FOUND AND NOT TARGET FastCppCsvParser::FastCppCsvParser)
  add_library(FastCppCsvParser::FastCppCsvParser INTERFACE IMPORTED)
  set_target_properties(FastCppCsvParser::FastCppCsvParser PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${FastCppCsvParser_INCLUDE_DIR}")
endif()
