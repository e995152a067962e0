# Stands in for the functions of vcpkg that cmake/vcpkg/portfile.cmake calls, and runs it:
#   cmake -D folder=FOLDER -D root=ROOT -P vcpkg.cmake
# Each fails where vcpkg's own would: a path that is not there, an argument that it does not know.
set(CURRENT_PORT_DIR ${root}/cmake/vcpkg)
set(CURRENT_PACKAGES_DIR ${folder}/packages)

function(known prefix) # after cmake_parse_arguments
  if(DEFINED ${prefix}_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "vcpkg would not know: ${${prefix}_UNPARSED_ARGUMENTS}")
  endif()
endfunction()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()

function(vcpkg_check_features)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" OUT_FEATURE_OPTIONS FEATURES)
  known(arg)
  list(GET arg_FEATURES 1 option)
  set(${arg_OUT_FEATURE_OPTIONS} -D${option}=ON PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" SOURCE_PATH OPTIONS)
  known(arg)
  run(${CMAKE_COMMAND} -S ${arg_SOURCE_PATH} -B ${folder}/build ${arg_OPTIONS}
      -DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR} -DCMAKE_BUILD_TYPE=Release)
endfunction()

function(vcpkg_cmake_install)
  run(${CMAKE_COMMAND} --build ${folder}/build --target install)
endfunction()

function(vcpkg_cmake_config_fixup)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" CONFIG_PATH "")
  known(arg)
  file(GLOB configs ${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}/*-config.cmake)
  if(NOT configs)
    message(FATAL_ERROR "there is no package configuration in ${arg_CONFIG_PATH}")
  endif()
  file(RENAME ${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH} ${CURRENT_PACKAGES_DIR}/share/recon)
  file(REMOVE_RECURSE ${CURRENT_PACKAGES_DIR}/share/cmake)
endfunction()

function(vcpkg_fixup_pkgconfig)
  file(GLOB files ${CURRENT_PACKAGES_DIR}/share/pkgconfig/*.pc
       ${CURRENT_PACKAGES_DIR}/lib/pkgconfig/*.pc)
  if(NOT files)
    message(FATAL_ERROR "there is no file of pkg-config")
  endif()
endfunction()

function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" FILE_LIST)
  known(arg)
  file(INSTALL ${arg_FILE_LIST} DESTINATION ${CURRENT_PACKAGES_DIR}/share/recon)
endfunction()

include(${CURRENT_PORT_DIR}/portfile.cmake)
