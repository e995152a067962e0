#include "adapters/cli/generator.hpp"

#include <recon/io/byte_sink.hpp>
#include <recon/io/sha256.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace recon;
using namespace recon::cli;

namespace {
std::string all_of(std::uint64_t rows, std::uint64_t seed, difficulty const& how,
                   unsigned threads) {
    auto const made = generate_rows(rows, seed, how);
    io::string_sink to;
    write_bank(to, made, threads);
    write_ledger(to, made, threads);
    write_truth(to, made);
    return to.text;
}
std::size_t lines_with(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++count;
    return count;
}
} // namespace

TEST_CASE("generator: the same seed gives the same bytes, for any number of threads") {
    auto const once = all_of(5'000, 7, difficulties[1], 1);
    CHECK(all_of(5'000, 7, difficulties[1], 3) == once);
    CHECK(all_of(5'000, 8, difficulties[1], 1) != once);
    CHECK(all_of(5'000, 7, difficulties[2], 1) != once);
    CHECK(all_of(1, 1, difficulties[0], 1).starts_with("Date,Description,Debit,Credit,Balance"));
}

TEST_CASE("generator: shares are those that the difficulty states") {
    constexpr std::uint32_t rows = 20'000;
    for (auto const& how : difficulties) {
        CAPTURE(how.name);
        auto const made = generate_rows(rows, 1, how);
        REQUIRE(made.bank.size() == rows);
        auto const share = [&](auto const& wanted) {
            auto const count = std::count_if(made.bank.begin(), made.bank.end(), wanted);
            return static_cast<std::uint32_t>(count * 1000 / rows);
        };
        auto const near = [](std::uint32_t found, std::uint32_t stated) {
            auto const margin = 10 + stated / 20;
            return found + margin >= stated && found <= stated + margin;
        };
        CHECK(near(share([](auto const& r) { return r.reference == 0; }), how.reference_missing));
        CHECK(near(share([](auto const& r) { return r.changed_text; }), how.text_changed));
        io::string_sink truth;
        write_truth(truth, made);
        auto const without = lines_with(truth.text, "missing_in_ledger");
        CHECK(near(static_cast<std::uint32_t>(without * 1000 / rows), how.missing));
        CHECK(lines_with(truth.text, "one_to_one") + without == rows);
        CHECK(lines_with(truth.text, "missing_in_bank") + rows - without == made.ledger.size());
    }
}

TEST_CASE("generator: the running balance follows from the rows") {
    auto const made = generate_rows(2'000, 3, difficulties[2]);
    for (std::size_t i = 1; i < made.bank.size(); ++i)
        REQUIRE(made.bank[i].balance == made.bank[i - 1].balance + made.bank[i].minor);
}
