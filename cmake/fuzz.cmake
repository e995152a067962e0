# tests/fuzz/<name>.cpp is one body for two uses: with RECON_FUZZ it is a libFuzzer target, without
# it replay.cpp runs it over tests/fuzz/corpus/<name>/ and mutations of it, with any compiler.
file(GLOB fuzzers CONFIGURE_DEPENDS ${test_folder}/fuzz/*.cpp)
list(REMOVE_ITEM fuzzers ${test_folder}/fuzz/replay.cpp)
set(RECON_FUZZ_MUTATIONS 300 CACHE STRING "Mutations of each corpus file in the fuzz tests")

foreach(source IN LISTS fuzzers)
  cmake_path(GET source STEM name)
  file(STRINGS ${source} edges REGEX "^#include <recon/io")
  file(STRINGS ${source} served REGEX "adapters/http|support/served")
  if((edges AND NOT TARGET recon_io) OR (served AND NOT TARGET recon_http))
    continue()
  endif()
  add_executable(fuzz_${name} ${source})
  target_link_libraries(fuzz_${name} PRIVATE recon_test)
  if(edges)
    target_link_libraries(fuzz_${name} PRIVATE recon_io)
  endif()
  if(served)
    target_link_libraries(fuzz_${name} PRIVATE recon_http)
  endif()
  if(RECON_FUZZ)
    target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    continue()
  endif()
  target_sources(fuzz_${name} PRIVATE ${test_folder}/fuzz/replay.cpp)
  recon_add_test(fuzz.${name} fuzz 600
    fuzz_${name} ${test_folder}/fuzz/corpus/${name} ${RECON_FUZZ_MUTATIONS})
  set_tests_properties(${test_prefix}fuzz.${name} PROPERTIES
    WORKING_DIRECTORY ${PROJECT_BINARY_DIR}) # where an input that fails is left
endforeach()
