#include <recon/amount_error.hpp>

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace {

using recon::amount_error;
using recon::amount_error_between;

TEST_CASE("slips of typing are told from other differences") {
    struct row {
        std::int64_t bank, ledger;
        amount_error expected;
    };
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr row table[] = {
        {45'20, 45'20, amount_error::none},
        {45'20, 54'20, amount_error::transposed_digits},
        {45'20, 42'50, amount_error::transposed_digits}, // across the decimal mark
        {-45'20, -45'02, amount_error::transposed_digits},
        {10'00, 1'00,
         amount_error::shifted_decimal}, // 010.00 would be as good, a shift is likelier
        {45'20, 452'00, amount_error::shifted_decimal},
        {4'520'00, 45'20, amount_error::shifted_decimal},
        {45'20, -45'20, amount_error::sign_flipped},
        {0, 0, amount_error::none},
        {45'20, 45'30, amount_error::none},
        {45'21, 12'45, amount_error::none},  // the digits are the same, but not two swapped ones
        {52'40, 42'50, amount_error::none},  // swapped, but not neighbours
        {-45'20, 54'20, amount_error::none}, // two slips are one too many
        {45'20, 45'200'00, amount_error::none},
        {least, least + 1, amount_error::none},
        {0, 45'20, amount_error::none},
    };
    for (auto const& [bank, ledger, expected] : table) {
        CAPTURE(bank);
        CAPTURE(ledger);
        CHECK(to_string(amount_error_between(bank, ledger)) == to_string(expected));
        CHECK(amount_error_between(ledger, bank) == expected); // whoever has erred
    }
}

TEST_CASE("a transposition is found wherever two neighbours differ, and nowhere else") {
    recon::test::random random(7);
    for (int n = 0; n < 2'000; ++n) {
        auto text = std::to_string(100'000 + random.below(99'000'000));
        auto const amount = std::stoll(text);
        auto const at = static_cast<std::size_t>(random.below(text.size() - 1));
        std::swap(text[at], text[at + 1]);
        if (text[0] == '0') continue; // a shorter number is another slip
        auto const other = std::stoll(text);
        CAPTURE(amount);
        CAPTURE(other);
        CHECK(amount_error_between(amount, other)
              == (amount == other ? amount_error::none : amount_error::transposed_digits));
    }
}

} // namespace
