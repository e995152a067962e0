#include "adapters/cli/generator.hpp"

#include <recon/io/byte_sink.hpp>
#include <recon/io/sha256.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace recon;
using namespace recon::cli;

namespace {
std::string all_of(std::uint64_t rows, std::uint64_t seed, difficulty const& how,
                   unsigned threads) {
    auto const made = generate_rows(rows, seed, how);
    io::string_sink to;
    write_bank(to, made, threads);
    write_ledger(to, made, threads);
    write_truth(to, made, threads);
    return to.text;
}
std::size_t lines_with(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++count;
    return count;
}
/// The rows of each event: positions in the bank and in the ledger.
struct event_rows {
    std::vector<generated_row const*> bank;
    std::vector<generated_row const*> ledger;
};
std::vector<event_rows> events_of(generated const& made) {
    std::vector<event_rows> events(made.events + std::size_t{1});
    for (auto const& row : made.bank)
        events[row.event].bank.push_back(&row);
    for (auto const& row : made.ledger)
        events[row.event].ledger.push_back(&row);
    return events;
}
std::int64_t sum_of(std::vector<generated_row const*> const& rows) {
    std::int64_t sum = 0;
    for (auto const* row : rows)
        sum += row->minor;
    return sum;
}
/// The lines of a file, without the column that depends on the line above.
std::vector<std::string> lines_of(void (*write)(io::byte_sink&, generated const&, unsigned),
                                  generated const& made) {
    auto balanced = made;
    for (auto& row : balanced.bank)
        row.balance = 0;
    io::string_sink to;
    write(to, balanced, 1);
    std::istringstream in(to.text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    lines.erase(lines.begin());
    return lines;
}
} // namespace

TEST_CASE("generator: the same seed gives the same bytes, for any number of threads") {
    auto const once = all_of(5'000, 7, difficulties[1], 1);
    CHECK(all_of(5'000, 7, difficulties[1], 3) == once);
    CHECK(all_of(5'000, 8, difficulties[1], 1) != once);
    CHECK(all_of(5'000, 7, difficulties[2], 1) != once);
    CHECK(all_of(1, 1, difficulties[0], 1).starts_with("Date,Description,Debit,Credit,Balance"));
}

TEST_CASE("generator: bytes that no machine and no later change may alter unseen") {
    CHECK(io::sha256(all_of(1'000, 7, difficulties[2], 1))
          == "7919cbade2fa86e66b565708c73a97e30f45fde065b3d2be4f2c02f8fd6d3f64");
}

TEST_CASE("generator: shares are those that the difficulty states") {
    constexpr std::uint32_t rows = 20'000;
    for (auto const& how : difficulties) {
        CAPTURE(how.name);
        auto const made = generate_rows(rows, 1, how);
        REQUIRE(made.bank.size() == rows);
        auto const near = [](std::size_t count, std::size_t of, std::uint32_t stated) {
            auto const found = static_cast<std::uint32_t>(count * 1000 / of);
            auto const margin = 10 + stated / 20;
            return found + margin >= stated && found <= stated + margin;
        };
        auto const of_bank = [&](auto const& wanted) {
            return static_cast<std::size_t>(
                std::count_if(made.bank.begin(), made.bank.end(), wanted));
        };
        CHECK(near(of_bank([](auto const& r) { return r.reference == 0; }), rows,
                   how.reference_missing));
        CHECK(near(of_bank([](auto const& r) { return r.changed_text; }), rows, how.text_changed));
        CHECK(near(of_bank([](auto const& r) { return r.currency != 0; }), rows, how.foreign));
        io::string_sink truth;
        write_truth(truth, made, 1);
        auto const kind = [&](std::string_view name) {
            return lines_with(truth.text, std::string("\n").append(name) + ',');
        };
        auto const singles =
            kind("one_to_one") + kind("missing_in_ledger") + kind("missing_in_bank");
        CHECK(near(kind("missing_in_ledger"), singles, how.missing + how.charged_twice));
        CHECK(near(kind("missing_in_bank"), singles, how.missing + how.posted_twice));
        CHECK(near(kind("one_to_many"), made.events, how.batches));
        CHECK(near(kind("many_to_one"), made.events, how.instalments));
        CHECK(near(kind("many_to_many"), made.events, how.bundles));
        CHECK(near(kind("netted"), made.events, how.reversed));
        CHECK(lines_with(truth.text, "\n") == made.events + std::size_t{1});
    }
}

TEST_CASE("generator: groups add up, but for a fee that the bank keeps") {
    auto const made = generate_rows(20'000, 5, difficulties[2]);
    std::size_t short_batches = 0;
    std::size_t largest = 0;
    for (auto const& [bank, ledger] : events_of(made)) {
        if (bank.empty() || ledger.empty()) {
            if (bank.size() + ledger.size() > 1) CHECK(sum_of(bank) + sum_of(ledger) == 0);
            continue;
        }
        for (auto const* row : bank)
            CHECK(row->currency == ledger.front()->currency);
        auto const fee = sum_of(ledger) - sum_of(bank);
        if (bank.size() > 1) CHECK(fee == 0);
        if (bank.size() == 1 && ledger.size() > 1) {
            CHECK(fee >= 0);
            short_batches += fee != 0;
            largest = std::max(largest, ledger.size());
        }
        if (bank.size() == 1 && ledger.size() == 1 && bank[0]->minor * ledger[0]->minor < 0)
            FAIL("a payment changed its direction");
    }
    CHECK(short_batches > 50);
    CHECK(largest == difficulties[2].batch_max + std::size_t{1}); // and a deduction
}

TEST_CASE("generator: every trouble that it names is there") {
    auto const made = generate_rows(20'000, 2, difficulties[2]);
    std::size_t swapped = 0, fees = 0, large_fees = 0, late = 0;
    for (auto const& [bank, ledger] : events_of(made)) {
        for (auto const* line : bank)
            for (auto const* entry : ledger)
                REQUIRE(std::abs(line->day - entry->day) <= 7); // the default date window
        if (bank.size() != 1 || ledger.size() != 1) continue;
        auto const fee = ledger[0]->minor - bank[0]->minor;
        swapped += fee != 0 && fee % 9 == 0 && std::abs(fee) > 500;
        fees += fee == 250 || fee == 1'500 || fee == 2'500;
        large_fees += fee > 500 && fee <= 10'000;
        auto const lag = bank[0]->day - ledger[0]->day;
        late += lag > 3;
    }
    CHECK(swapped > 20);
    CHECK(fees > 20);
    CHECK(large_fees > 20);
    CHECK(late > 1'000);
    for (auto const& row : made.bank)
        REQUIRE((row.day + 3) % 7 < 5); // a bank books from Monday to Friday
    io::string_sink bank;
    write_bank(bank, made, 1);
    for (auto const* const part : {"BRANCH DEPOSIT ", "PAYOUT ", "BATCH ", "REVERSAL ", "REFUND ",
                                   "SQ *", "CARD PAYMENT TO NORTHGATE,", ",EUR,", ",JPY,"})
        CHECK(lines_with(bank.text, part) > 0);
    io::string_sink ledger;
    write_ledger(ledger, made, 1);
    for (auto const* const part : {"Void ", "Reversal ", "Fee ", "Refund ", "Payroll ", ",PAY1"})
        CHECK(lines_with(ledger.text, part) > 0);
}

TEST_CASE("generator: rows that look alike belong together in their order") {
    auto const made = generate_rows(20'000, 4, difficulties[2]);
    auto const bank = lines_of(write_bank, made);
    auto const ledger = lines_of(write_ledger, made);
    std::map<std::pair<std::string, std::string>, std::size_t> last; // entry of the pair before
    std::size_t alike = 0;
    std::vector<std::size_t> entry_of(made.events + std::size_t{1}, made.ledger.size());
    for (std::size_t i = 0; i < made.ledger.size(); ++i)
        entry_of[made.ledger[i].event] = i;
    for (std::size_t i = 0; i < made.bank.size(); ++i) {
        auto const entry = entry_of[made.bank[i].event];
        if (!made.bank[i].is_single || entry == made.ledger.size()) continue;
        auto const [at, is_new] = last.emplace(std::pair(bank[i], ledger[entry]), entry);
        if (is_new) continue;
        ++alike;
        REQUIRE(at->second < entry);
        at->second = entry;
    }
    CHECK(alike > 50);
}

TEST_CASE("generator: the running balance of each currency follows from its rows") {
    auto const made = generate_rows(2'000, 3, difficulties[2]);
    std::map<std::uint8_t, std::int64_t> balances;
    for (auto const& row : made.bank) {
        auto const [at, is_new] = balances.emplace(row.currency, row.balance);
        if (!is_new) REQUIRE(row.balance == at->second + row.minor);
        at->second = row.balance;
    }
    CHECK(balances.size() == 4);
}
