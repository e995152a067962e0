# Uses recon as a stranger would: installed and found by CMake, installed and found by pkg-config,
# and as a subdirectory of another project.
# Needs: source, binary (a finished build), compiler, generator.
set(work ${binary}/package-test)
set(prefix ${work}/prefix)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
endfunction()

# consume(NAME OPTIONS...): configures, builds and runs tests/package
function(consume name)
  run(${CMAKE_COMMAND} -S ${source}/tests/package -B ${work}/${name} -G ${generator}
      -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_BUILD_TYPE=Debug ${ARGN})
  run(${CMAKE_COMMAND} --build ${work}/${name} --target run_consumer)
endfunction()

run(${CMAKE_COMMAND} --install ${binary} --prefix ${prefix})

# The core must be found where no third party is.
set(no_packages "")
foreach(package IN ITEMS fmt date nlohmann_json OpenSSL FastCppCsvParser)
  list(APPEND no_packages -D CMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
consume(found_core -D CMAKE_PREFIX_PATH=${prefix} ${no_packages})
consume(found_io -D CMAKE_PREFIX_PATH=${prefix} -D CONSUMER_IO=ON)
consume(subdirectory_core -D CONSUMER_SUBDIRECTORY=${source} ${no_packages})
consume(subdirectory_io -D CONSUMER_SUBDIRECTORY=${source} -D CONSUMER_IO=ON)

find_program(pkg_config NAMES pkg-config pkgconf REQUIRED)
set(ENV{PKG_CONFIG_PATH} ${prefix}/share/pkgconfig)
foreach(pair IN ITEMS "recon;core" "recon-io;io")
  list(GET pair 0 package)
  list(GET pair 1 program)
  execute_process(COMMAND ${pkg_config} --cflags --libs ${package} OUTPUT_VARIABLE flags
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run(${compiler} -std=c++20 ${source}/tests/package/${program}.cpp
      ${source}/tests/package/${program}_again.cpp -o ${work}/pkg_config_${program} ${flags})
  run(${work}/pkg_config_${program})
endforeach()
