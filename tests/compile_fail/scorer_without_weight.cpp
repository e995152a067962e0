// A scorer that does not say what the assignment adds up.
// expected: (call to|arguments of) [^a-z]*settings
#include <recon/recon.hpp>

struct by_text {
    recon::score_t min_margin = 0;
    static recon::score_t total(recon::pair_evidence const& e) { return e.text; }
    static recon::score_t ceiling(recon::pair_evidence const&) { return recon::score_max; }
#ifndef RECON_MUST_NOT_COMPILE
    static recon::score_t weight(recon::pair_evidence const& e) { return e.text + 1; }
#endif
};

int main() {
    recon::settings const chosen{recon::tolerances{}, by_text{}};
    (void)chosen;
}
