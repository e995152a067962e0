#include <recon/discrepancy_rules.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace recon;
using namespace std::chrono;

namespace {
constexpr discrepancy_rules rules;
constexpr currency eur{"EUR"}, jpy{"JPY"}, kwd{"KWD"};
} // namespace

TEST_CASE("discrepancy_rules: missing rows by amount, in the currency's own major unit") {
    struct row {
        std::int64_t minor;
        currency unit;
        severity level;
    };
    using enum severity;
    constexpr row table[]{
        {9'999'99, eur, high},       {10'000'00, eur, critical}, {-10'000'00, eur, critical},
        {1'000'00, eur, high},       {999'99, eur, medium},      {0, eur, medium},
        {10'000, jpy, critical},     {9'999, jpy, high},         {999, jpy, medium},
        {10'000'000, kwd, critical}, {9'999'999, kwd, high},     {999'999, kwd, medium},
    };
    for (row const& r : table)
        CHECK(severity_of_missing(rules, r.minor, r.unit) == r.level);
}

TEST_CASE("discrepancy_rules: differences by what the request allows") {
    struct row {
        std::int64_t difference, whole;
        std::uint64_t allowed;
        severity level;
    };
    using enum severity;
    constexpr row table[]{
        {1, 100'00, 5'00, low},                         // inside the tolerance
        {5'00, 20'00, 5'00, low},                       // inclusive, however large a share
        {5'01, 200'00, 5'00, medium},                   // outside
        {10'00, 1'000'00, 5'00, high},                  // twice the tolerance
        {9'99, 199'00, 5'00, high},                     // over 5 %
        {9'99, 90'00, 5'00, critical},                  // over 10 %
        {10'000'00, 9'000'000'00, 0, critical},         // from 10,000
        {10'000'00, 9'000'000'00, 90'000'00, critical}, // even inside
        {1, 100'00, 0, high},                           // no tolerance: twice nothing is nothing
        {-5'01, 200'00, 5'00, medium},
    };
    for (row const& r : table)
        CHECK(severity_of_difference(rules, r.difference, r.whole, r.allowed, eur) == r.level);
}

TEST_CASE("discrepancy_rules: days and duplicates") {
    CHECK(severity_of_days(rules, 31) == severity::high);
    CHECK(severity_of_days(rules, -31) == severity::high);
    CHECK(severity_of_days(rules, 30) == severity::medium);
    CHECK(severity_of_days(rules, 15) == severity::medium);
    CHECK(severity_of_days(rules, 14) == severity::low);
    CHECK(severity_of_duplicates(rules, -10'000'00, eur) == severity::high);
    CHECK(severity_of_duplicates(rules, 1'000'00, eur) == severity::medium);
    CHECK(severity_of_duplicates(rules, 999'99, eur) == severity::low);
}

TEST_CASE("discrepancy_rules: the gravest first, the largest figures first") {
    discrepancies found;
    auto const add = [&](severity level, std::int64_t minor, currency unit) {
        auto& d = found.all.emplace_back();
        d.level = level;
        d.amount_minor = minor;
        d.unit = unit;
    };
    add(severity::critical, 20'000'00, eur);
    add(severity::critical, -30'000'00, eur);
    add(severity::critical, 25'000, jpy);
    add(severity::high, 9'000'00, eur);
    add(severity::low, 9'999'00, eur);
    CHECK(gravest(found, severity::high, 9) == std::vector<std::size_t>{1, 2, 0, 3});
    CHECK(gravest(found, severity::high, 1) == std::vector<std::size_t>{1});
}

TEST_CASE("discrepancy_rules: what is suspicious") {
    auto const with_day = [] {
        discrepancy_rules r;
        r.as_of = 2025y / 3 / 31;
        return r;
    }();
    struct row {
        std::int64_t minor;
        sys_days day;
        fraud_sign why;
    };
    using enum fraud_sign;
    sys_days const today = 2025y / 3 / 31;
    row const table[]{
        {100'000'01, today, large},
        {-99'999'99, today, none},
        {12'000'00, today, round},
        {12'000'01, today, none},
        {9'000'00, today, none}, // round, but small
        {-200'000'00, today, large | round},
        {1'00, today + days{1}, future},
        {1'00, today, none},
    };
    for (row const& r : table)
        CHECK(fraud_signs_of(with_day, {r.minor, eur}, r.day) == r.why);
    CHECK(fraud_signs_of(rules, {1'00, eur}, today + days{900}) == none); // nobody has said when
    CHECK(severity_of_fraud(rules, {10'000'00, eur}) == severity::critical);
    CHECK(severity_of_fraud(rules, {1'00, eur}) == severity::high);
}
