# Writes ${output}: the files ${folder}/* as string_views, defined in C++.
set(text "#pragma GCC diagnostic ignored \"-Woverlength-strings\" // no compiler has such a limit any more
#include \"adapters/http/assets.hpp\"\nnamespace recon::http::assets {\n")
foreach(name IN ITEMS openapi.json docs.html docs.js docs.css)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(READ ${folder}/${name} content)
  string(APPEND text "std::string_view const ${identifier} = R\"asset(${content})asset\";\n")
endforeach()
string(APPEND text "} // namespace recon::http::assets\n")
file(WRITE ${output} "${text}")
