#include <recon/recon.hpp>

#include <cstdio>
#include <vector>

struct line { // your own struct; members with these names need no further word
    recon::money amount;
    std::chrono::sys_days day;
    std::string_view description;
};

int main() {
    using namespace std::chrono;
    std::vector<line> const bank{{{-12'50, "EUR"}, 2026y / 3 / 3, "CARD BAKERY MUELLER 0042 BONN"}};
    std::vector<line> const books{{{-12'50, "EUR"}, 2026y / 3 / 2, "Bäckerei Müller"},
                                  {{-12'90, "EUR"}, 2026y / 3 / 3, "Stationery"}};
    recon::tolerances const within{recon::within{"0.50"}, recon::within_days(3)};
    auto const found = recon::reconcile(bank, books, within);
    for (auto const& m : found.matches)
        std::printf("bank %u is ledger %u, %s, confidence %d millionths\n", found.left_of(m)[0],
                    found.right_of(m)[0], to_string(m.status).data(), m.confidence);
}
