// A second file with the same headers: a function that is not inline would be defined twice.
#include <recon/io/sha256.hpp>
#include <recon/recon.hpp>

#include <string>

std::string again(std::string const& text) { return recon::io::sha256(text); }
