// An amount that is no exact number: 0.1 + 0.2 has no place in a ledger.
// expected: call to [^a-z]*reconcile
#include <recon/recon.hpp>

#include <vector>

#ifdef RECON_MUST_NOT_COMPILE
using amount_type = double;
#else
using amount_type = recon::money;
#endif

struct line {
    amount_type amount;
    std::chrono::sys_days day;
};

int main() {
    std::vector<line> const rows;
    (void)recon::reconcile(rows, rows, recon::tolerances{});
}
