# Every test. A folder of unit tests is one executable, because linking many costs more than
# compiling, and one test of ctest a file, because a failure should name its header.
find_path(DOCTEST_INCLUDE_DIR doctest/doctest.h REQUIRED)
set(test_folder ${PROJECT_SOURCE_DIR}/tests)
set(test_prefix "")
if(RECON_SANITIZE)
  set(test_prefix "sanitized.")
endif()

add_library(recon_test INTERFACE)
target_link_libraries(recon_test INTERFACE recon_dev)
target_include_directories(recon_test INTERFACE ${test_folder} ${PROJECT_SOURCE_DIR})
target_compile_options(recon_test INTERFACE $<$<CONFIG:Release>:-O1>) # compiled long, run briefly

# recon_add_test(NAME LABEL SECONDS COMMAND...)
function(recon_add_test name label seconds)
  add_test(NAME ${test_prefix}${name} COMMAND ${ARGN} WORKING_DIRECTORY ${test_folder})
  set_tests_properties(${test_prefix}${name} PROPERTIES LABELS ${label} TIMEOUT ${seconds})
endfunction()

if(RECON_FUZZ) # the fuzzers only: their instrumentation slows everything else down
  include(cmake/fuzz.cmake)
  return()
endif()

# --- unit tests: tests/x_test.cpp tests include/recon/x.hpp, or detail/x.hpp
add_library(recon_test_main OBJECT ${test_folder}/main.cpp)
target_include_directories(recon_test_main SYSTEM PUBLIC ${DOCTEST_INCLUDE_DIR})
target_link_libraries(recon_test_main PRIVATE recon_dev)

# recon_unit_tests(FOLDER PREFIX HEADER_FOLDERS LIBRARIES...)
function(recon_unit_tests folder prefix header_folders)
  file(GLOB sources CONFIGURE_DEPENDS ${test_folder}/${folder}/*_test.cpp)
  if(NOT TARGET recon_xlsx)
    list(FILTER sources EXCLUDE REGEX "/report_xlsx_test\\.cpp$")
  endif()
  if(NOT sources)
    return()
  endif()
  string(MAKE_C_IDENTIFIER "recon_${prefix}tests" target)
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE recon_test recon_test_main ${ARGN})
  foreach(source IN LISTS sources)
    cmake_path(NORMAL_PATH source) # as the compiler writes __FILE__
    cmake_path(GET source STEM name)
    string(REGEX REPLACE "_test$" "" name ${name})
    set(found FALSE)
    foreach(header_folder IN LISTS header_folders)
      if(EXISTS ${PROJECT_SOURCE_DIR}/${header_folder}/${name}.hpp)
        set(found TRUE)
      endif()
    endforeach()
    if(header_folders AND NOT found)
      message(FATAL_ERROR "${source} has no ${name}.hpp to test in ${header_folders}")
    endif()
    recon_add_test(${prefix}${name} unit 300 ${target} --source-file=${source})
    # A filter that selects nothing would pass.
    set_tests_properties(${test_prefix}${prefix}${name} PROPERTIES
      FAIL_REGULAR_EXPRESSION "test cases: *0 ")
  endforeach()
endfunction()

recon_unit_tests(. "" "include/recon;include/recon/detail")
if(TARGET recon_io)
  # What many tests begin with and is long to compile.
  add_library(recon_test_io STATIC ${test_folder}/support/small_run.cpp
              ${test_folder}/support/read_rows.cpp)
  target_link_libraries(recon_test_io PUBLIC recon_test recon_io)
  recon_unit_tests(io "io." "include/recon/io;include/recon/io/detail" recon_test_io
    $<TARGET_NAME_IF_EXISTS:recon_xlsx> $<$<TARGET_EXISTS:recon_xlsx>:z>)
endif()
if(TARGET recon_cli)
  recon_unit_tests(adapters "adapters." "" recon_cli)
endif()

if(TARGET recon_cli)
  recon_unit_tests(explain "explain." "adapters/explain;adapters/net_client" recon_cli
    recon_test_io)
endif()

if(TARGET recon_http)
  recon_unit_tests(http "http."
    "adapters/http;adapters/store;adapters/cache;adapters/jobs;adapters/notify" recon_server)
  target_compile_definitions(recon_http_tests PRIVATE
    RECON_SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
  foreach(name IN ITEMS redis redis_cache redis_limiter)
    set_tests_properties(${test_prefix}http.${name} PROPERTIES
      SKIP_REGULAR_EXPRESSION "skipped: no redis-server")
  endforeach()
endif()

# --- golden files: a whole run of the command, its input and its output in one file
if(TARGET recon_cli)
  add_executable(recon_golden ${test_folder}/golden/run_golden.cpp)
  target_link_libraries(recon_golden PRIVATE recon_test recon_cli)
  file(GLOB goldens CONFIGURE_DEPENDS ${test_folder}/golden/*.recon)
  foreach(golden IN LISTS goldens)
    cmake_path(GET golden STEM name)
    recon_add_test(golden.${name} golden 120 recon_golden ${golden})
  endforeach()
endif()

# --- the service from outside: each script starts its own. On SQLite alone, and with a PostgreSQL
# and a Redis that are started for it; the unit tests of what stores on a PostgreSQL as well.
if(TARGET recond)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  recon_add_test(postgres.units service 300 ${Python3_EXECUTABLE} ${test_folder}/service/postgres.py
    $<TARGET_FILE:recon_http_tests> "--source-file=*store_test*,*service_test*,*access_test*")
  set_tests_properties(${test_prefix}postgres.units PROPERTIES
    ENVIRONMENT PYTHONDONTWRITEBYTECODE=1 FAIL_REGULAR_EXPRESSION "test cases: *0 ")
  foreach(name IN ITEMS instances webhooks) # they start a PostgreSQL themselves
    recon_add_test(service.${name} service 300
      ${Python3_EXECUTABLE} ${test_folder}/service/${name}.py $<TARGET_FILE:recond>)
    set_tests_properties(${test_prefix}service.${name} PROPERTIES
      ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;RECON_SANITIZED=${RECON_SANITIZE}")
  endforeach()
  set_tests_properties(${test_prefix}service.instances PROPERTIES RUN_SERIAL TRUE) # it measures seconds
  foreach(name IN ITEMS raw_http access slow_clients uploads tls load crash mutations storage
                       lifecycle llm redis operations)
    if(RECON_SANITIZE AND name STREQUAL "slow_clients")
      continue() # waiting, which shows nothing new
    endif()
    recon_add_test(service.${name} service 300
      ${Python3_EXECUTABLE} ${test_folder}/service/${name}.py $<TARGET_FILE:recond>
      $<TARGET_FILE:example_service_client>)
    set_tests_properties(${test_prefix}service.${name} PROPERTIES
      ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;RECON_SANITIZED=${RECON_SANITIZE}")
    # Some do not come as far as the store, or ask of all by themselves; and sanitized, the unit
    # tests, instances and webhooks do. One neighbour alone is for RECON_SERVICE_LONG=1.
    if(NOT RECON_SANITIZE AND NOT name MATCHES "raw_http|slow_clients|tls|operations")
      foreach(neighbours IN ITEMS postgres,redis postgres redis)
        string(REPLACE "," "_" prefix ${neighbours})
        set(usual postgres,redis)
        if(name STREQUAL "redis") # it has its own
          set(usual postgres)
        endif()
        set(seldom --long)
        if(neighbours STREQUAL usual)
          set(seldom "")
        elseif(name STREQUAL "redis")
          continue()
        endif()
        recon_add_test(${prefix}.${name} service 300 ${Python3_EXECUTABLE}
          ${test_folder}/service/with_neighbours.py ${seldom} ${neighbours} ${Python3_EXECUTABLE}
          ${test_folder}/service/${name}.py $<TARGET_FILE:recond>
          $<TARGET_FILE:example_service_client>)
        set_tests_properties(${test_prefix}${prefix}.${name} PROPERTIES SKIP_RETURN_CODE 77
          ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;RECON_SANITIZED=${RECON_SANITIZE}")
      endforeach()
    endif()
    if(name STREQUAL "slow_clients") # it measures seconds
      set_tests_properties(${test_prefix}service.${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
  endforeach()
endif()

# --- what is shipped with it: rules, dashboard, compose, guides
if(TARGET recond AND NOT RECON_SANITIZE)
  recon_add_test(deployment.versions deployment 30
    ${Python3_EXECUTABLE} ${test_folder}/deployment/versions.py)
  recon_add_test(deployment.monitoring deployment 120
    ${Python3_EXECUTABLE} ${test_folder}/deployment/monitoring.py $<TARGET_FILE:recond>)
  recon_add_test(deployment.backup deployment 120
    ${Python3_EXECUTABLE} ${test_folder}/deployment/backup.py $<TARGET_FILE:recond>)
  recon_add_test(deployment.proxy deployment 120
    ${Python3_EXECUTABLE} ${test_folder}/deployment/proxy.py $<TARGET_FILE:recond>)
  recon_add_test(deployment.documentation deployment 120
    ${Python3_EXECUTABLE} ${test_folder}/deployment/documentation.py
    $<TARGET_FILE:recond> $<TARGET_FILE:recon_command>)
  # The pages are laid out and their references made; mkdocs and doxygen where they are there.
  recon_add_test(deployment.site deployment 120
    ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/site.py ${PROJECT_BINARY_DIR}
    ${PROJECT_BINARY_DIR}/site)
  recon_add_test(deployment.recipes deployment 120
    ${Python3_EXECUTABLE} ${test_folder}/deployment/recipes.py)
  recon_add_test(deployment.compose deployment 30
    ${Python3_EXECUTABLE} ${test_folder}/deployment/compose.py $<TARGET_FILE:recond>)
  set_tests_properties(deployment.monitoring deployment.backup deployment.proxy deployment.recipes
    deployment.documentation deployment.compose PROPERTIES
    ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endif()

# --- the page: its parts alone, and the whole in a browser on a recond of its own
if(RECON_BUILD_WEB AND NOT RECON_SANITIZE)
  recon_add_test(web.unit web 120 ${RECON_NODE} ${test_folder}/web/unit.mjs)
  recon_add_test(web.browser web 600 ${RECON_NODE} ${test_folder}/web/browser.mjs
    $<TARGET_FILE:recond>)
  set_tests_properties(web.browser PROPERTIES PROCESSORS 2)
endif()

include(cmake/fuzz.cmake)

# --- examples: each is run, and what it prints is examples/<name>.expected
file(GLOB examples CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/*.cpp)
foreach(source IN LISTS examples)
  cmake_path(GET source STEM name)
  file(STRINGS ${source} edges REGEX "^#include <recon/io") # the others show the core is enough
  if(edges AND NOT TARGET recon_io)
    continue()
  endif()
  add_executable(example_${name} ${source})
  target_link_libraries(example_${name} PRIVATE recon_dev)
  if(edges)
    target_link_libraries(example_${name} PRIVATE recon_io)
  endif()
  recon_add_test(example.${name} example 60 ${CMAKE_COMMAND}
    -D program=$<TARGET_FILE:example_${name}>
    -D expected=${PROJECT_SOURCE_DIR}/examples/${name}.expected
    -P ${PROJECT_SOURCE_DIR}/cmake/expect_output.cmake)
endforeach()

# --- examples/service: a program with the service in it, and a client of its own
if(TARGET recon_http)
  foreach(name IN ITEMS embed client)
    add_executable(example_service_${name} ${PROJECT_SOURCE_DIR}/examples/service/${name}.cpp)
    target_link_libraries(example_service_${name} PRIVATE recon_dev recon_http)
  endforeach()
  recon_add_test(example.service_embed example 60 ${CMAKE_COMMAND}
    -D program=$<TARGET_FILE:example_service_embed>
    -D expected=${PROJECT_SOURCE_DIR}/examples/service/embed.expected
    -P ${PROJECT_SOURCE_DIR}/cmake/expect_output.cmake)
endif()

# --- every header compiles alone; by clang, which needs half the time
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  recon_add_test(headers_stand_alone package 900 ${CMAKE_COMMAND}
    --build ${PROJECT_BINARY_DIR} --target all_verify_interface_header_sets)
endif()

if(RECON_SANITIZE) # what is below tests the compiler and the package, not the running program
  return()
endif()

# --- what must not compile, each beside a control that must
file(GLOB misuses CONFIGURE_DEPENDS ${test_folder}/compile_fail/*.cpp)
foreach(source IN LISTS misuses)
  cmake_path(GET source STEM name)
  recon_add_test(rejects.${name} compile_fail 120 ${CMAKE_COMMAND}
    -D compiler=${CMAKE_CXX_COMPILER} -D source=${source}
    -D include=${PROJECT_SOURCE_DIR}/include
    -P ${PROJECT_SOURCE_DIR}/cmake/expect_rejected.cmake)
endforeach()

# --- a stranger can use the package
if(RECON_INSTALL AND TARGET recond)
  recon_add_test(package package 900 ${CMAKE_COMMAND}
    -D source=${PROJECT_SOURCE_DIR} -D binary=${PROJECT_BINARY_DIR}
    -D compiler=${CMAKE_CXX_COMPILER} -D generator=${CMAKE_GENERATOR}
    -D python=${Python3_EXECUTABLE} -P ${test_folder}/package/run.cmake)
endif()
