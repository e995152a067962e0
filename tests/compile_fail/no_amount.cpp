// A row that has a day and a text, but no amount.
// expected: call to [^a-z]*reconcile
#include <recon/recon.hpp>

#include <string>
#include <vector>

struct line {
#ifndef RECON_MUST_NOT_COMPILE
    recon::money amount;
#endif
    std::chrono::sys_days day;
    std::string description;
};

int main() {
    std::vector<line> const rows;
    (void)recon::reconcile(rows, rows, recon::tolerances{});
}
