// A tolerance of days where one of amounts belongs.
// expected: (call to|arguments of) [^a-z]*tolerances
#include <recon/recon.hpp>

int main() {
    using namespace recon;
#ifdef RECON_MUST_NOT_COMPILE
    tolerances const chosen{within_days(7), within{"5.00"}};
#else
    tolerances const chosen{within{"5.00"}, within_days(7)};
#endif
    (void)chosen;
}
