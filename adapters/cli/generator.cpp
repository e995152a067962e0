#include "adapters/cli/generator.hpp"

#include "adapters/cli/generator_events.hpp"
#include "adapters/cli/generator_payees.hpp"
#include "adapters/cli/generator_random.hpp"
#include "adapters/cli/generator_texts.hpp"

#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

namespace recon::cli {

namespace {

using rows_of_side = std::vector<generated_row>;

/// Rows that the file shows alike have the same key. Others differ, but for one in 2^64.
std::uint64_t shown_key(generated_row const& row) {
    bool const seed_shows = row.changed_text || row.role != row_role::payment;
    std::uint64_t const parts[] = {
        static_cast<std::uint64_t>(row.minor),
        (std::uint64_t{static_cast<std::uint32_t>(row.day)} << 32U) + row.reference,
        (std::uint64_t{row.payee} << 8U) + row.currency,
        seed_shows ? row.seed : 0,
    };
    std::uint64_t key = 0;
    for (auto const part : parts)
        key = splitmix(key ^ part).next();
    return key;
}

/// Which of two rows that look alike is whose, nobody can say: the truth takes them in the order
/// of the other file, and the one without a partner last.
void order_alike(rows_of_side& rows, rows_of_side const& others, std::uint32_t events) {
    constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> partner(std::size_t{events} + 1, nowhere);
    for (std::uint32_t i = 0; i < others.size(); ++i)
        if (others[i].is_single) partner[others[i].event] = i;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
    keys.reserve(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (rows[i].is_single) keys.emplace_back(shown_key(rows[i]), i);
    std::sort(keys.begin(), keys.end());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> alike; // place of the partner, event
    for (std::size_t first = 0, last = 0; first < keys.size(); first = last) {
        alike.clear();
        for (; last < keys.size() && keys[last].first == keys[first].first; ++last) {
            auto const event = rows[keys[last].second].event;
            alike.emplace_back(partner[event], event);
        }
        std::sort(alike.begin(), alike.end());
        for (auto i = first; i < last; ++i)
            rows[keys[i].second].event = alike[i - first].second;
    }
}

void append_reference(std::string& out, generated_row const& row) {
    if (row.reference != 0) io::append_count(out += row.is_batch ? "PAY" : "INV", row.reference);
}

void append_date(std::string& out, std::int32_t day) {
    io::append_iso(out, std::chrono::sys_days{std::chrono::days{day}});
}

} // namespace

generated generate_rows(std::uint64_t rows, std::uint64_t seed, difficulty const& how) {
    generated all;
    event_maker events(rows, seed, how);
    all.bank.reserve(rows);
    all.ledger.reserve(rows + rows / 10);
    while (all.bank.size() < rows)
        events.add(all, rows - all.bank.size());
    // The books are in the order of the entries, the bank's lines of a day in any.
    std::sort(all.bank.begin(), all.bank.end(), [](auto const& a, auto const& b) {
        return std::tie(a.day, a.seed, a.event) < std::tie(b.day, b.seed, b.event);
    });
    std::sort(all.ledger.begin(), all.ledger.end(), [](auto const& a, auto const& b) {
        return std::tie(a.day, a.event, a.seed) < std::tie(b.day, b.event, b.seed);
    });
    order_alike(all.bank, all.ledger, all.events);
    order_alike(all.ledger, all.bank, all.events);
    std::array<std::int64_t, generated_currencies.size()> balances;
    balances.fill(1'000'000);
    for (auto& row : all.bank)
        row.balance = balances[row.currency] += row.minor;
    return all;
}

void write_bank(io::byte_sink& to, generated const& rows, unsigned threads) {
    to.write("Date,Description,Debit,Credit,Balance,Currency,Reference\n");
    io::write_rows(to, rows.bank.size(), threads, [&](std::string& out, std::size_t i) {
        auto const& row = rows.bank[i];
        auto const& currency = generated_currencies[row.currency];
        append_date(out, row.day);
        append_bank_text(out += ',', row);
        out += ',';
        if (row.minor < 0) io::append_sum(out, -row.minor, currency.digits);
        out += ',';
        if (row.minor >= 0) io::append_sum(out, row.minor, currency.digits);
        io::append_sum(out += ',', row.balance, currency.digits);
        (out += ',') += currency.code;
        append_reference(out += ',', row);
        out += '\n';
    });
}

void write_ledger(io::byte_sink& to, generated const& rows, unsigned threads) {
    to.write("Transaction Date,Posting Date,Description,Amount,Currency,Type,Reference,Account\n");
    io::write_rows(to, rows.ledger.size(), threads, [&](std::string& out, std::size_t i) {
        auto const& row = rows.ledger[i];
        auto const& currency = generated_currencies[row.currency];
        append_date(out, row.day);
        append_date(out += ',', row.day);
        append_ledger_text(out += ',', row);
        io::append_sum(out += ',', row.minor < 0 ? -row.minor : row.minor, currency.digits);
        (out += ',') += currency.code;
        out += row.minor < 0 ? ",Debit" : ",Credit";
        append_reference(out += ',', row);
        (out += ',') += row.payee >= first_of_staff ? "Salaries" : trade_of(row.payee).account;
        out += '\n';
    });
}

} // namespace recon::cli
