#include <recon/agreement.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace recon;

TEST_CASE("agreement: differences are told apart by halves of octaves, each way") {
    struct row {
        std::int64_t left, right;
        std::uint64_t from; ///< in millionths of the larger amount
        bool left_is_smaller;
    };
    constexpr row table[]{
        {9'700, 10'000, 23'437, true},   // 3 %: from 2.34 to 3.1 %
        {10'000, 9'700, 23'437, false},  // the other way
        {-9'700, -10'000, 23'437, true}, // money out: magnitudes count
        {99, 100, 7'812, true},          // 1 %
        {5'000'000, 5'000'001, 0, true}, // next to nothing
        {1, 1'000'000'000'000'000'000, 750'000, true},
        {100, -100, 1'000'000, false}, // opposite signs are entirely different
    };
    for (row const& r : table) {
        CAPTURE(r.left);
        CAPTURE(r.right);
        auto const cell = difference_cells::of(r.left, r.right);
        CHECK(difference_cells::begin_of(cell) == r.from);
        CHECK(difference_cells::left_is_smaller(cell) == r.left_is_smaller);
    }
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    CHECK(difference_cells::of(least, std::numeric_limits<std::int64_t>::max())
          < difference_cells::count);
    CHECK(difference_cells::of(0, 5) < difference_cells::one_way);
}

TEST_CASE("agreement: the more rows have a partner, the likelier any candidate is one") {
    agreement a;
    a.left_equal = a.right_equal = {100'000, 90'000};
    a.weigh();
    CHECK(a.equal_odds == doctest::Approx(1000 * std::log(0.9 / (0.1 * 0.1))).epsilon(0.01));
    auto const usually = a.equal_odds;
    a.left_equal = {100'000, 1'000};
    a.right_equal = {100'000, 1'000};
    a.weigh();
    CHECK(a.equal_odds < -4'000);
    CHECK(usually > 4'000);
    agreement nothing_seen;
    nothing_seen.weigh();
    CHECK(nothing_seen.equal_odds == doctest::Approx(3'357).epsilon(0.01)); // what is stated
}

TEST_CASE("agreement: usual amounts have odds of their own, and never less") {
    agreement a;
    a.left_equal = a.right_equal = {10'000, 7'000}; // batches and fees have odd amounts
    a.left_usual = a.right_usual = {10'000, 9'500};
    a.weigh();
    CHECK(a.usual_odds > a.equal_odds + 3'000);
    a.left_usual = a.right_usual = {10'000, 100};
    a.weigh();
    CHECK(a.usual_odds == a.equal_odds);
}

TEST_CASE("agreement: different references speak against a pair where both sides number alike") {
    agreement a;
    a.different = {1'000, 20};
    a.weigh();
    CHECK(a.different_odds < -3'000);
    CHECK(a.different_odds >= -4'000); // one in fifty may be wrong
    a.different = {1'000, 990};
    a.weigh();
    CHECK(a.different_odds > -100); // two systems, two numbers
    a.different = {};
    a.weigh();
    CHECK(a.different_odds > -100); // not known
}

TEST_CASE("agreement: usual differences of amounts are likelier than others") {
    agreement a;
    a.left_equal = a.right_equal = {10'000, 6'000};
    a.unequal = {1'000, 350};
    auto const fee = difference_cells::of(9'700, 10'000);
    a.differences[fee] = 350;
    a.weigh();
    auto const odds = [&](std::int64_t left, std::int64_t right) {
        return a.difference_odds[difference_cells::of(left, right)];
    };
    CHECK(odds(9'700, 10'000) > odds(10'000, 9'700) + 2'000); // a fee is taken off, never added
    CHECK(odds(9'700, 10'000) > odds(9'990, 10'000) + 2'000);
    CHECK(odds(9'700, 10'000) > 1'000);
}

TEST_CASE("agreement: counts add up") {
    agreement a;
    a.left_equal = {10, 9};
    a.differences[3] = 4;
    agreement b = a;
    b.different = {7, 1};
    a.add(b);
    CHECK(a.left_equal.of == 20);
    CHECK(a.left_equal.have == 18);
    CHECK(a.differences[3] == 8);
    CHECK(a.different.of == 7);
}
