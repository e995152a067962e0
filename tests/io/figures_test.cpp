#include <recon/io/figures.hpp>
#include <recon/io/text_block.hpp>

#include <doctest/doctest.h>

#include <limits>

using namespace recon;
using namespace recon::io;

TEST_CASE("figures: sums are exact, with the currency's digits, plain and grouped") {
    struct row {
        std::int64_t minor;
        unsigned digits;
        char const* plain;
        char const* grouped;
    };
    constexpr row table[] = {
        {0, 2, "0.00", "0.00"},
        {-5, 2, "-0.05", "-0.05"},
        {123456, 2, "1234.56", "1,234.56"},
        {-100000, 2, "-1000.00", "-1,000.00"},
        {99999, 2, "999.99", "999.99"},
        {1234567, 0, "1234567", "1,234,567"},
        {0, 0, "0", "0"},
        {1234567, 3, "1234.567", "1,234.567"},
        {std::numeric_limits<std::int64_t>::min(), 2, "-92233720368547758.08",
         "-92,233,720,368,547,758.08"},
    };
    for (auto const& r : table) {
        CHECK(plain_sum(r.minor, r.digits) == r.plain);
        CHECK(grouped_sum(r.minor, r.digits) == r.grouped);
    }
}

TEST_CASE("figures: sums of many amounts need more than 64 bits") {
    auto const most = recon::detail::int128{std::numeric_limits<std::int64_t>::max()};
    CHECK(plain_sum(most * 1000, 2) == "92233720368547758070.00");
    CHECK(plain_sum(-most * 1000, 2) == "-92233720368547758070.00");
}

TEST_CASE("figures: a score never looks higher than it is") {
    std::string out;
    append_score(out, 912'345);
    append_score(out += ' ', 0);
    append_score(out += ' ', score_max);
    append_score(out += ' ', 7);
    CHECK(out == "0.912345 0.000000 1.000000 0.000007");
    CHECK(short_score(849'999) == "0.84");
    CHECK(short_score(850'000) == "0.85");
    CHECK(short_score(score_max) == "1.00");
}

TEST_CASE("figures: counts have their noun") {
    CHECK(counted(1, "row", "rows") == "1 row");
    CHECK(counted(0, "row", "rows") == "0 rows");
    CHECK(counted(1'234'567, "row", "rows") == "1,234,567 rows");
}

TEST_CASE("figures: the smallest and the largest that there are") {
    auto const most = std::numeric_limits<std::int64_t>::max();
    CHECK(plain_sum(0, 0) == "0");
    CHECK(plain_sum(0, 4) == "0.0000");
    CHECK(plain_sum(-5, 3) == "-0.005");
    CHECK(plain_sum(100, 2) == "1.00");
    CHECK(plain_sum(most, 2) == "92233720368547758.07");
    CHECK(plain_sum(-most - 1, 0) == "-9223372036854775808");
    CHECK(plain_sum(recon::detail::int128{most} * 1'000, 3) == "9223372036854775807.000");
    text_block text;
    append_count(text, std::numeric_limits<std::uint64_t>::max());
    append_count(text += ' ', 9'999);
    append_count(text += ' ', 10'000);
    append_score(text += ' ', 1'000'000);
    append_grouped_sum(text += ' ', -123'456'789, 2);
    CHECK(text.view() == "18446744073709551615 9999 10000 1.000000 -1,234,567.89");
}
