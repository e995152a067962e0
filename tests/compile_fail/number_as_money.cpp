// Two amounts are compared, never an amount and a bare number: of what currency would it be?
// expected: operator==|binary expression
#include <recon/recon.hpp>

int main() {
    constexpr recon::money price{1050, "EUR"};
#ifdef RECON_MUST_NOT_COMPILE
    (void)(price == 1050);
#else
    (void)(price == recon::money{1050, "EUR"});
#endif
}
