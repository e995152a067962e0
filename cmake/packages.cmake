# `cpack -G DEB` in the build folder makes librecon-dev (headers, for every architecture), recon and
# recond. What is in them is in install.cmake, by component.
set(CPACK_PACKAGE_VENDOR "recon")
set(CPACK_PACKAGE_CONTACT "recon maintainers <maintainers@recon.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_COMPONENTS_ALL headers)

set(CPACK_DEBIAN_HEADERS_PACKAGE_NAME librecon-dev)
set(CPACK_DEBIAN_HEADERS_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_HEADERS_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_HEADERS_DESCRIPTION
  "financial reconciliation, header-only C++ library
 Which lines of a bank statement and which entries of the ledger are the same money. The core
 needs the standard library only; recon::io, which reads files and writes reports, what is
 suggested.")
set(CPACK_DEBIAN_HEADERS_PACKAGE_SUGGESTS
  "libfmt-dev, libhowardhinnant-date-dev, libfccp-dev, nlohmann-json3-dev, libssl-dev")

if(TARGET recon_command)
  list(APPEND CPACK_COMPONENTS_ALL command)
  set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME recon)
  set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION utils)
  set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS ON)
  set(CPACK_COMPONENT_COMMAND_DESCRIPTION
    "financial reconciliation on the command line
 Matches two files, a bank statement and a ledger, and says why, what is left over, and that it
 adds up.")
endif()
if(TARGET recond)
  list(APPEND CPACK_COMPONENTS_ALL service)
  set(CPACK_DEBIAN_SERVICE_PACKAGE_NAME recond)
  set(CPACK_DEBIAN_SERVICE_PACKAGE_SECTION net)
  set(CPACK_DEBIAN_SERVICE_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_SERVICE_PACKAGE_DEPENDS "ca-certificates")
  set(debian ${PROJECT_SOURCE_DIR}/cmake/debian)
  set(CPACK_DEBIAN_SERVICE_PACKAGE_CONTROL_EXTRA
    ${debian}/postinst ${debian}/prerm ${debian}/conffiles)
  set(CPACK_COMPONENT_SERVICE_DESCRIPTION
    "financial reconciliation as an HTTP service
 Runs, decisions, reports and a page, kept in SQLite or PostgreSQL.")
endif()
include(CPack)
