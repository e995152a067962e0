# Our own flags. They live here, on recon_dev, and never on recon::recon or recon::io.
add_library(recon_dev INTERFACE)
target_link_libraries(recon_dev INTERFACE recon)
set(recon_warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  list(APPEND recon_warnings -Wno-restrict) # GCC 12 warns of "text" + std::string (GCC bug 105651)
endif()
target_compile_options(recon_dev INTERFACE ${recon_warnings})

if(RECON_SANITIZE)
  # Left out is what the address sanitizer sees as well: each costs much time to compile.
  set(recon_sanitizers -fsanitize=address,undefined -fno-sanitize=null,object-size,vptr
      -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(recon_dev INTERFACE ${recon_sanitizers})
  target_link_options(recon_dev INTERFACE ${recon_sanitizers})
endif()

if(RECON_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "RECON_FUZZ needs clang: -DCMAKE_CXX_COMPILER=clang++-16")
endif()

# Each public header is compiled alone: the target all_verify_interface_header_sets.
set_target_properties(recon PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
if(TARGET recon_io)
  set_target_properties(recon_io PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endif()
if(TARGET recon_xlsx)
  set_target_properties(recon_xlsx PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endif()
