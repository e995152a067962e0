# Three components: headers, command, service.
# find_package(recon) gives recon::recon and looks for nothing else;
# find_package(recon COMPONENTS io) gives recon::io too, and looks for its packages; COMPONENTS xlsx
# gives recon::xlsx on top of it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_DATADIR}/cmake/recon) # headers only: not under lib/
set(pkgconfig_dir ${CMAKE_INSTALL_DATADIR}/pkgconfig)
set(configured ${PROJECT_BINARY_DIR}/package)

install(TARGETS recon EXPORT recon-core-targets
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT headers)
install(EXPORT recon-core-targets NAMESPACE recon:: DESTINATION ${config_dir} COMPONENT headers)
configure_file(cmake/recon.pc.in ${configured}/recon.pc @ONLY)
set(package_files cmake/recon-config.cmake ${configured}/recon-config-version.cmake)
set(pkgconfig_files ${configured}/recon.pc)

if(TARGET recon_io)
  install(TARGETS recon_io EXPORT recon-io-targets
          FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT headers)
  install(EXPORT recon-io-targets NAMESPACE recon:: DESTINATION ${config_dir} COMPONENT headers)
  configure_file(cmake/recon-io.pc.in ${configured}/recon-io.pc @ONLY)
  list(APPEND package_files cmake/FindFastCppCsvParser.cmake)
  list(APPEND pkgconfig_files ${configured}/recon-io.pc)
endif()
if(TARGET recon_xlsx)
  install(TARGETS recon_xlsx EXPORT recon-xlsx-targets
          FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT headers)
  install(EXPORT recon-xlsx-targets NAMESPACE recon:: DESTINATION ${config_dir} COMPONENT headers)
  list(APPEND package_files cmake/FindXlsxWriter.cmake)
endif()
if(TARGET recon_command)
  install(TARGETS recon_command COMPONENT command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES LICENSE COMPONENT command DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/recon
          RENAME copyright)
endif()
if(TARGET recond)
  set(systemd ${PROJECT_SOURCE_DIR}/examples/deployment/systemd)
  install(TARGETS recond COMPONENT service RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES LICENSE COMPONENT service DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/recond
          RENAME copyright)
  if(EXISTS ${systemd}) # not in the image
    install(FILES ${systemd}/recond.service COMPONENT service
            DESTINATION lib/systemd/system)
    install(FILES ${systemd}/recond.sysusers COMPONENT service
            DESTINATION lib/sysusers.d RENAME recond.conf)
    install(PROGRAMS ${systemd}/../backup.sh ${systemd}/../restore.sh COMPONENT service
            DESTINATION ${CMAKE_INSTALL_DATADIR}/recond)
    install(FILES ${systemd}/../database-url.sh COMPONENT service
            DESTINATION ${CMAKE_INSTALL_DATADIR}/recond)
    # In the package only: --prefix would not move it.
    install(FILES ${systemd}/recond.default COMPONENT service EXCLUDE_FROM_ALL
            DESTINATION /etc/default RENAME recond)
  endif()
endif()

write_basic_package_version_file(${configured}/recon-config-version.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${package_files} DESTINATION ${config_dir} COMPONENT headers)
install(FILES ${pkgconfig_files} DESTINATION ${pkgconfig_dir} COMPONENT headers)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/recon COMPONENT headers)

if(PROJECT_IS_TOP_LEVEL)
  include(cmake/packages.cmake)
endif()
