#include <recon/detail/teacher.hpp>

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/reconcile.hpp>

#include "support/random.hpp"
#include "support/rows.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>

using namespace recon;
using recon::test::line;
using recon::test::two_sides;

namespace {

std::string name_of(std::size_t n) {
    std::string name = "Trader ";
    for (int i = 0; i < 5; ++i, n /= 20)
        name += static_cast<char>('a' + (n * 7 + 3 * static_cast<std::size_t>(i)) % 20);
    return name;
}

/// Payments of which the receiver gets `percent` less, some days later. Row n goes with row n.
two_sides transfers(std::size_t count, std::int64_t percent) {
    recon::test::random rng(7);
    two_sides rows;
    for (std::size_t n = 0; n < count; ++n) {
        auto const sent = static_cast<std::int64_t>(1'000 + rng.below(200'000));
        auto const day = test::march(1) + std::chrono::days{rng.below(60)};
        auto const name = name_of(n % 200);
        rows.right.push_back({test::eur(sent), day, name});
        rows.left.push_back({test::eur(sent - sent * percent / 100),
                             day + std::chrono::days{1 + rng.below(3)}, name + " TRANSFER"});
    }
    return rows;
}

struct score_card {
    std::size_t found = 0;
    std::size_t right = 0;
};
score_card reconciled(two_sides const& rows) {
    settings chosen{tolerances{within_percent{percent{"8"}}, within_days(7)}};
    chosen.groups.mode = group_mode::none;
    auto const found = reconcile(rows.left, rows.right, chosen);
    score_card card;
    for (auto const& m : found.matches) {
        if (m.status != match_status::matched) continue;
        ++card.found;
        card.right += found.left_of(m)[0] == found.right_of(m)[0] ? 1U : 0U;
    }
    return card;
}

} // namespace

TEST_CASE("teacher: where no amount is equal, the usual difference is learnt") {
    auto const card = reconciled(transfers(600, 3));
    CHECK(card.right > 540);
    CHECK(card.right + 6 > card.found);
}

TEST_CASE("teacher: where amounts are equal, one that differs is not taken for usual") {
    auto rows = transfers(600, 0);
    auto const card = reconciled(rows);
    CHECK(card.right > 580);
    CHECK(card.right == card.found);
}
