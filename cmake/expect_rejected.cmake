# Compiles ${source} twice: as it is, which must work, and with RECON_MUST_NOT_COMPILE, which must
# not. A line `// expected: REGEX` in the source must then occur in what the compiler says.
set(command ${compiler} -std=c++20 -fsyntax-only -I${include})
execute_process(COMMAND ${command} ${source} RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the control does not compile:\n${output}")
endif()

execute_process(COMMAND ${command} -DRECON_MUST_NOT_COMPILE ${source}
                RESULT_VARIABLE status ERROR_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR "${source} compiles, but must not")
endif()
file(STRINGS ${source} line REGEX "^// expected: ")
if(line)
  string(REPLACE "// expected: " "" expected "${line}")
  if(NOT output MATCHES "${expected}")
    message(FATAL_ERROR "rejected, but not for '${expected}':\n${output}")
  endif()
endif()
