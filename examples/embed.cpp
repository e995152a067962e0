// Reconcile a vector of your own struct: the library reads it through record_traits.
#include <recon/recon.hpp>

#include <cstdio>
#include <vector>

struct payment { // your type, untouched
    char const* invoice;
    long pence;
    std::chrono::sys_days paid;
};

template <>
struct recon::record_traits<payment> { // how to read it: amount and day, and whatever else it has
    static money amount(payment const& p) { return {p.pence, "GBP"}; }
    static std::chrono::sys_days day(payment const& p) { return p.paid; }
    static std::string_view reference(payment const& p) { return p.invoice; }
};

int main() {
    using namespace std::chrono;
    std::vector<payment> const bank{{"INV-7", 99'75, 2024y / 1 / 15}, {"", 40'00, 2024y / 1 / 20}};
    std::vector<payment> const books{{"INV-7", 100'00, 2024y / 1 / 14},
                                     {"INV-8", 55'00, 2024y / 1 / 20}};

    recon::tolerances const within{recon::within{"0.50"}, recon::within_days(2)};
    auto const found = recon::reconcile(bank, books, within);

    for (auto const& m : found.matches) {
        auto const& b = bank[found.left_of(m)[0]];
        auto const& l = books[found.right_of(m)[0]];
        std::printf("%s: bank %ld, books %ld pence, %s at %d.%d %%\n", l.invoice, b.pence, l.pence,
                    to_string(m.status).data(), m.confidence / 10'000, m.confidence / 1'000 % 10);
    }
    for (auto const& o : found.left_open)
        std::printf("open at the bank: %ld pence (%s)\n", bank[o.row].pence,
                    to_string(o.reason).data());
    for (auto const& o : found.right_open)
        std::printf("open in the books: %s (%s)\n", books[o.row].invoice,
                    to_string(o.reason).data());
}
