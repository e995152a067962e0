#include <recon/io/card_signs.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
std::int64_t first_after(std::vector<std::pair<std::int64_t, std::string_view>> const& rows,
                         sign_rule rule = sign_rule::automatic) {
    statement made;
    for (auto const& [minor, text] : rows) {
        entry row;
        row.amount = {minor, "USD"};
        row.description = text;
        made.entries.push_back(row);
    }
    read_options options;
    options.sign = rule;
    check_card_signs(made, options);
    CHECK(made.assumptions.empty() == (made.entries[0].amount.minor == rows[0].first));
    return made.entries[0].amount.minor;
}
} // namespace

TEST_CASE("card_signs: a negative payment to the issuer shows that spending is positive") {
    CHECK(first_after({{500, "COFFEE"}, {900, "SHOP"}, {-1400, "PAYMENT - THANK YOU"}}) == -500);
    CHECK(first_after({{500, "COFFEE"}, {900, "SHOP"}, {-1400, "REFUND"}}) == 500);
    CHECK(first_after({{-500, "COFFEE"}, {1400, "PAYMENT - THANK YOU"}})
          == -500);                                                       // the holder's view
    CHECK(first_after({{500, "SALARY"}, {-100, "AUTOPAY CARD"}}) == 500); // an account: too few in
    CHECK(first_after({{500, "COFFEE"}, {900, "SHOP"}, {-1400, "PAYMENT - THANK YOU"}},
                      sign_rule::as_is)
          == 500);
}
