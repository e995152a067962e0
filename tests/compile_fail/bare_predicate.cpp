// A predicate without the window in which it can be true would be asked of every pair there is.
// expected: (call to|arguments of) [^a-z]*tolerances
#include <recon/recon.hpp>

int main() {
    using namespace recon;
    auto const same_unit = [](money const& a, money const& b) { return a.unit == b.unit; };
#ifdef RECON_MUST_NOT_COMPILE
    tolerances const chosen{same_unit, exactly{}};
#else
    auto const window = [](money const& left) { return interval<money>{left, left}; };
    tolerances const chosen{bounded{window, same_unit}, exactly{}};
#endif
    (void)chosen;
}
