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

TEST_CASE("card_signs: payments to the issuer in the words of several languages") {
    for (std::string_view const text :
         {"PAYMENT - THANK YOU", "payment received", "Automatic Payment", "AUTOPAY 0042",
          "Online-payment", "Mobile payment", "Zahlung erhalten", "Ihre Zahlung 03/25",
          "Lastschrifteinzug", "Rechnungsausgleich", "Paiement reçu", "DIRECT DEBIT PAYMENT",
          "Betaling ontvangen", "Votre paiement", "Pago recibido",
          "ＰＡＹＭＥＮＴ　ＲＥＣＥＩＶＥＤ"}) {
        CAPTURE(text);
        CHECK(first_after({{500, "COFFEE"}, {900, "SHOP"}, {-1400, text}}) == -500);
    }
    for (std::string_view const text : {"PAYPAL", "Lastminute", "RECYCLING", "Rent", "Bett", ""}) {
        CAPTURE(text);
        CHECK(first_after({{500, "COFFEE"}, {900, "SHOP"}, {-1400, text}}) == 500);
    }
}

TEST_CASE("card_signs: words at the beginning of the descriptions are signs, or turn them") {
    // no amount is negative: the words are the signs
    CHECK(first_after({{500, "消费 咖啡"}, {900, "退货 店"}}) == -500);
    CHECK(first_after({{500, "PURCHASE SHOP"}, {900, "REFUND SHOP"}}) == -500);
    CHECK(first_after({{500, "PURCHASE SHOP"}, {900, "SHOP"}}) == 500); // not all of them
    // purchases are positive, refunds and payments negative
    CHECK(first_after({{500, "（消费）店"}, {-900, "（退款）店"}, {-400, "（还款）转账"}}) == -500);
    CHECK(first_after({{-500, "消费 店"}, {900, "退款 店"}, {400, "还款 转账"}}) == -500);
}

TEST_CASE("card_signs: mostly positive amounts are kept, and asked about") {
    auto const asked = [](std::vector<std::int64_t> const& amounts) {
        statement made;
        for (auto const minor : amounts)
            made.entries.emplace_back().amount = {minor, "USD"};
        say_mostly_positive(made, {});
        return !made.assumptions.empty() && !made.assumptions[0].decided;
    };
    CHECK(asked({5, 6, -7}));
    CHECK_FALSE(asked({5, -6, -7}));
    CHECK_FALSE(asked({5, -6}));
    CHECK_FALSE(asked({5, 6})); // said elsewhere
}
