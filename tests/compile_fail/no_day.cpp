// A row whose traits give a day in seconds: of which time zone?
// expected: call to [^a-z]*reconcile
#include <recon/recon.hpp>

#include <vector>

struct line {
    std::int64_t cents;
    std::chrono::sys_seconds booked;
};

template <>
struct recon::record_traits<line> {
    static money amount(line const& l) { return {l.cents, "EUR"}; }
#ifdef RECON_MUST_NOT_COMPILE
    static std::chrono::sys_seconds day(line const& l) { return l.booked; }
#else
    static std::chrono::sys_days day(line const& l) {
        return std::chrono::floor<std::chrono::days>(l.booked);
    }
#endif
};

int main() {
    std::vector<line> const rows;
    (void)recon::reconcile(rows, rows, recon::tolerances{});
}
