// A second file with the same headers: a function that is not inline would be defined twice.
#include <recon/recon.hpp>

recon::money again(recon::money amount) { return amount + amount; }
