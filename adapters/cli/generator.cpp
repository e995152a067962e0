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
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace recon::cli {

namespace {

using rows_of_side = std::vector<generated_row>;

/// Whether another happening may look the same in the file. Copies and twins do, but stand in the
/// order of their events already.
bool may_look_alike(generated_row const& row) {
    return row.is_single && row.reference == 0 && !row.changed_text;
}

/// Of such rows: those that the file shows alike have the same key, others but for one in 2^64.
std::uint64_t shown_key(generated_row const& row) {
    auto const mixed = splitmix(static_cast<std::uint64_t>(row.minor)).next();
    return splitmix(mixed
                    ^ ((std::uint64_t{static_cast<std::uint32_t>(row.day)} << 32U)
                       + (std::uint64_t{row.payee} << 8U) + row.currency))
        .next();
}

/// Sorts by day; rows of a day stay as they are. O(rows + days).
void sort_by_day(rows_of_side& rows) {
    if (rows.empty()) return;
    auto const day = [](auto const& a, auto const& b) { return a.day < b.day; };
    auto const [first, last] = std::minmax_element(rows.begin(), rows.end(), day);
    auto const first_day = first->day;
    std::vector<std::size_t> begins(static_cast<std::size_t>(last->day - first_day) + 2, 0);
    auto const place = [&](generated_row const& row) {
        return static_cast<std::size_t>(row.day - first_day);
    };
    for (auto const& row : rows)
        ++begins[place(row) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    rows_of_side sorted(rows.size());
    for (auto const& row : rows)
        sorted[begins[place(row)]++] = row;
    rows = std::move(sorted);
}

/// The lines of a day are in any order in the bank.
void shuffle_days(rows_of_side& rows) {
    for (auto first = rows.begin(); first != rows.end();) {
        auto const last =
            std::find_if(first, rows.end(), [&](auto const& row) { return row.day != first->day; });
        std::sort(first, last, [](auto const& a, auto const& b) {
            return std::tie(a.seed, a.event) < std::tie(b.seed, b.event);
        });
        first = last;
    }
}

/// Which of two rows that look alike is whose, nobody can say: the truth takes them in the order
/// of the other file, and the one without a partner last.
void order_alike(rows_of_side& rows, rows_of_side const& others, std::uint32_t events) {
    constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> partner(std::size_t{events} + 1, nowhere);
    for (std::uint32_t i = 0; i < others.size(); ++i)
        if (others[i].is_single) partner[others[i].event] = i;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (may_look_alike(rows[i])) keys.emplace_back(shown_key(rows[i]), i);
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
    sort_by_day(all.bank);
    shuffle_days(all.bank);
    sort_by_day(all.ledger); // in the order of the entries
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
