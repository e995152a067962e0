# Uses recon as a stranger would: installed and found by CMake, installed and found by pkg-config,
# as a subdirectory of another project, as a folder that was copied, as one header, as packages.
# Needs: source, binary (a finished build), compiler, generator, python.
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

# A folder that was copied.
file(COPY ${source}/include/recon DESTINATION ${work}/copied PATTERN io EXCLUDE)
run(${compiler} -std=c++20 -fsyntax-only -I ${work}/copied ${source}/tests/package/core.cpp)

# One header: the same program, with the other include.
run(${python} ${source}/cmake/single_header.py ${work}/single/recon.hpp)
foreach(name IN ITEMS core core_again)
  file(READ ${source}/tests/package/${name}.cpp text)
  string(REPLACE "#include <recon/recon.hpp>" "#include \"recon.hpp\"" text "${text}")
  string(REPLACE "#include <recon/version.hpp>" "" text "${text}")
  file(WRITE ${work}/single/${name}.cpp "${text}")
endforeach()
run(${compiler} -std=c++20 -Wall -Wextra -Werror ${work}/single/core.cpp ${work}/single/core_again.cpp
    -o ${work}/single/program)
run(${work}/single/program)

# Packages of Debian, unpacked.
find_program(dpkg_deb dpkg-deb)
if(dpkg_deb)
  run(${CMAKE_CPACK_COMMAND} -G DEB --config ${binary}/CPackConfig.cmake -B ${work}/deb)
  file(GLOB packages ${work}/deb/*.deb)
  list(LENGTH packages count)
  if(NOT count EQUAL 3)
    message(FATAL_ERROR "three packages are expected: ${packages}")
  endif()
  foreach(package IN LISTS packages)
    run(${dpkg_deb} -x ${package} ${work}/unpacked)
    execute_process(COMMAND ${dpkg_deb} -f ${package} Package Architecture Depends
                    OUTPUT_VARIABLE fields COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" "; " fields "${fields}")
    message(STATUS "${fields}")
    string(APPEND all_fields "${fields}|")
  endforeach()
  foreach(expected IN ITEMS "Package: librecon-dev; Architecture: all" "Package: recond; [^|]*libsqlite3"
                            "Package: recon; [^|]*libstdc")
    if(NOT all_fields MATCHES "${expected}")
      message(FATAL_ERROR "no '${expected}' in ${all_fields}")
    endif()
  endforeach()
  run(${work}/unpacked/usr/bin/recon --version)
  run(${work}/unpacked/usr/bin/recond --version)
  run(${compiler} -std=c++20 -fsyntax-only -I ${work}/unpacked/usr/include
      ${source}/tests/package/core.cpp)
  foreach(file IN ITEMS etc/default/recond usr/lib/systemd/system/recond.service
                        usr/lib/sysusers.d/recond.conf usr/share/recond/backup.sh
                        usr/share/recond/restore.sh usr/share/recond/database-url.sh
                        usr/share/doc/recon/copyright usr/share/doc/recond/copyright
                        usr/share/cmake/recon/recon-config.cmake)
    if(NOT EXISTS ${work}/unpacked/${file})
      message(FATAL_ERROR "/${file} is in no package")
    endif()
  endforeach()
endif()
