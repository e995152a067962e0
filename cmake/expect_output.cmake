# Runs ${program} beside ${expected} and compares what it prints, byte for byte.
# With RECON_UPDATE=1 in the environment it rewrites ${expected} instead.
cmake_path(GET expected PARENT_PATH folder)
set(actual ${program}.output)
execute_process(COMMAND ${program} WORKING_DIRECTORY ${folder}
                OUTPUT_FILE ${actual} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${program} ended with ${status}")
endif()
if(DEFINED ENV{RECON_UPDATE})
  file(COPY_FILE ${actual} ${expected} ONLY_IF_DIFFERENT)
  return()
endif()
if(NOT EXISTS ${expected})
  message(FATAL_ERROR "${expected} does not exist; RECON_UPDATE=1 writes it")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${expected} ${actual}
                RESULT_VARIABLE differs ERROR_QUIET)
if(differs)
  file(READ ${actual} text)
  message(FATAL_ERROR "The output is not ${expected} (RECON_UPDATE=1 rewrites it). It is:\n${text}")
endif()
