// A currency that ISO 4217 does not list, in a constant: known before the program runs.
// expected: constant expression
#include <recon/recon.hpp>

int main() {
#ifdef RECON_MUST_NOT_COMPILE
    constexpr recon::money price{1050, "EUX"};
#else
    constexpr recon::money price{1050, "EUR"};
#endif
    (void)price;
}
