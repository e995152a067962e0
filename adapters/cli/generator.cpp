#include "adapters/cli/generator.hpp"

#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace recon::cli {

namespace {

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
class splitmix {
  public:
    explicit splitmix(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept {
        auto z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 to limit - 1, from the upper bits; the bias is under one in four thousand million.
    std::uint32_t below(std::uint32_t limit) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
    }
    bool chance(std::uint32_t thousandths) noexcept { return below(1000) < thousandths; }

  private:
    std::uint64_t state_;
};

/// What a trade sells, and for how much: few prices are very common, the rest lie in a range.
struct trade {
    std::string_view word;
    std::string_view short_word;
    std::string_view account;
    std::array<std::int32_t, 5> popular; // in cents
    std::int32_t low, high;
    bool money_in;
};
constexpr std::array<trade, 25> trades{{
    {"Coffee", "COF", "Travel", {320, 380, 450, 415, 520}, 250, 1900, false},
    {"Market", "MKT", "Supplies", {1099, 1999, 2499, 999, 4999}, 300, 18000, false},
    {"Fuel", "FUEL", "Vehicles", {4000, 5000, 6000, 7500, 10000}, 2000, 12000, false},
    {"Telecom", "TELCO", "Telephone", {2999, 3999, 4999, 1999, 5995}, 990, 24000, false},
    {"Energy", "ENRGY", "Utilities", {8900, 11900, 14500, 23000, 41000}, 4000, 90000, false},
    {"Office Supplies", "OFF SUPP", "Supplies", {1299, 2495, 4999, 7999, 899}, 400, 45000, false},
    {"Parking", "PARK", "Travel", {200, 350, 500, 1200, 1800}, 100, 3000, false},
    {"Railway", "RAIL", "Travel", {1990, 2990, 4990, 7990, 3990}, 690, 28000, false},
    {"Hotel", "HTL", "Travel", {8900, 9900, 11900, 12900, 14900}, 6500, 68000, false},
    {"Software", "SFTW", "Software", {999, 1499, 2900, 4900, 9900}, 500, 240000, false},
    {"Hosting", "HOST", "Software", {499, 990, 1999, 4999, 12000}, 299, 99000, false},
    {"Insurance", "INS", "Insurance", {4590, 8990, 12450, 19900, 32000}, 2500, 150000, false},
    {"Logistics", "LOGIST", "Freight", {690, 1290, 2490, 8900, 15000}, 500, 320000, false},
    {"Print", "PRT", "Marketing", {2900, 4900, 8900, 19900, 39900}, 900, 180000, false},
    {"Hardware", "HDWR", "Repairs", {799, 1599, 2999, 5999, 12999}, 250, 85000, false},
    {"Pharmacy", "PHARM", "Sundries", {499, 899, 1299, 1999, 3499}, 200, 9000, false},
    {"Restaurant", "REST", "Entertainment", {1850, 2400, 3600, 4800, 9600}, 900, 42000, false},
    {"Books", "BKS", "Training", {999, 1499, 1999, 2499, 3999}, 499, 16000, false},
    {"Cleaning", "CLEAN", "Premises", {12000, 18000, 24000, 36000, 9500}, 4000, 90000, false},
    {"Legal", "LGL", "Advice", {25000, 35000, 60000, 90000, 150000}, 9000, 900000, false},
    {"Advertising", "ADV", "Marketing", {5000, 10000, 25000, 50000, 100000}, 1000, 800000, false},
    {"Retail", "RETL", "Sales", {9900, 19900, 29900, 49900, 99900}, 2500, 1200000, true},
    {"Wholesale", "WHSL", "Sales", {45000, 90000, 125000, 250000, 480000}, 9000, 4500000, true},
    {"Studio", "STUD", "Sales", {12000, 24000, 36000, 60000, 120000}, 4000, 900000, true},
    {"Holdings", "HLDG", "Sales", {100000, 150000, 200000, 500000, 750000}, 30000, 9000000, true},
}};
constexpr std::array<std::string_view, 10> houses{
    "Northgate", "Riverside", "Alder & Finch", "Blue Harbour", "Kestrel",
    "Marlowe",   "Old Mill",  "Quayside",      "Summerfield",  "Tannery"};
constexpr std::array<std::string_view, 12> towns{"LONDON",  "LEEDS",  "BRISTOL", "YORK",
                                                 "GLASGOW", "DUBLIN", "CARDIFF", "OXFORD",
                                                 "DERBY",   "BATH",   "HULL",    "PRESTON"};
constexpr std::array<std::string_view, 40> surnames{
    "Whitcombe", "Okafor",    "Lindqvist", "Moreau",   "Brandt",     "Castellano", "Novak",
    "Tanaka",    "Petrov",    "Murphy",    "Andersen", "Ferreira",   "Haddad",     "Kowalski",
    "Schreiber", "Delgado",   "Ashworth",  "Bianchi",  "Carmichael", "Dvorak",     "Eriksen",
    "Fairfax",   "Gallagher", "Hoffmann",  "Ivanova",  "Jansen",     "Kaplan",     "Laurent",
    "Mbeki",     "Nakamura",  "Oliveira",  "Popescu",  "Quinn",      "Rossi",      "Silva",
    "Takahashi", "Ulrich",    "Vasquez",   "Weber",    "Yilmaz"};
constexpr std::uint32_t staff_size = 26 * surnames.size();

constexpr std::uint16_t payees = houses.size() * trades.size();
constexpr std::uint16_t first_of_staff = payees;
constexpr std::int32_t first_day = 20'089; // 2025-01-01
constexpr std::uint32_t popular_prices = std::tuple_size_v<decltype(trade::popular)>;

/// "A Whitcombe"
void append_person(std::string& out, std::uint16_t payee) {
    auto const person = payee - first_of_staff;
    out += static_cast<char>('A' + static_cast<int>(person % 26));
    (out += ' ') += surnames[static_cast<std::size_t>(person) / 26 % surnames.size()];
}

trade const& trade_of(std::uint16_t payee) { return trades[payee % trades.size()]; }

/// Days grow with the rows, as those of a larger company do.
std::uint32_t span_of(std::uint64_t rows) {
    return rows <= 1'000 ? 31 : rows <= 100'000 ? 90 : 365;
}

std::int64_t draw_amount(splitmix& random, std::uint16_t payee) {
    if (payee >= first_of_staff) // the salary of a person is the same each month
        return -(180'000 + std::int64_t{payee - first_of_staff} * 7'910 % 420'000);
    auto const& of = trade_of(payee);
    std::int64_t minor = of.low;
    if (random.chance(550)) {
        minor = of.popular[random.below(random.below(popular_prices) + 1)];
    } else { // squared, so that small amounts are common
        auto const x = std::int64_t{random.below(65'536)};
        minor += (std::int64_t{of.high} - of.low) * x * x >> 32U;
    }
    return of.money_in ? minor : -minor;
}

/// A fee, a tip, a rounding: mostly cents, at most 5.00; now and then two digits change places.
std::int64_t change_amount(splitmix& random, std::int64_t minor) {
    auto const size = minor < 0 ? -minor : minor;
    if (random.chance(100) && size >= 10) {
        auto const tens = size / 10 % 10;
        auto const ones = size % 10;
        auto const swapped = size - tens * 10 - ones + ones * 10 + tens;
        if (swapped != size && swapped > 0) return minor < 0 ? -swapped : swapped;
    }
    auto const most = std::min<std::int64_t>(500, size / 20 + 1);
    auto const step = 1 + std::int64_t{random.below(static_cast<std::uint32_t>(most))};
    bool const up = random.chance(500) || size <= step;
    auto const changed = up ? size + step : size - step;
    return minor < 0 ? -changed : changed;
}

/// The 25th of the month.
std::int32_t payday_of(std::int32_t day) {
    using namespace std::chrono;
    year_month_day const date{sys_days{days{day}}};
    auto const payday = sys_days{date.year() / date.month() / 25};
    return static_cast<std::int32_t>(payday.time_since_epoch().count());
}

/// Makes what happens, one transaction after the other.
class event_maker {
  public:
    event_maker(std::uint64_t rows, std::uint64_t seed, difficulty const& how)
        : how_(how), random_(seed), span_(span_of(rows)) {}

    /// Adds what happened once: a row in the bank, one in the ledger, or in both. The place where
    /// payments that one line settles together will be added.
    void add(generated& all, std::uint32_t event) {
        auto ledger = happening(event);
        auto bank = ledger;
        bank.seed = random_.next();
        bank.changed_text = random_.chance(how_.text_changed);
        if (random_.chance(how_.reference_missing)) {
            bank.reference = 0;
            if (random_.chance(500)) ledger.reference = 0;
        }
        if (random_.chance(how_.day_drifted)) {
            auto const days = 1 + static_cast<std::int32_t>(random_.below(how_.drift_max));
            bank.day += random_.chance(900) ? days : -1; // the books are seldom behind
        }
        if (ledger.payee < first_of_staff && random_.chance(how_.amount_changed))
            bank.minor = change_amount(random_, bank.minor);
        auto const fate = random_.below(1000);
        if (fate >= how_.missing) all.bank.push_back(bank);
        if (fate >= how_.missing && fate < 2 * how_.missing) return;
        all.ledger.push_back(ledger);
        if (random_.chance(how_.repeated)) { // posted twice by mistake: the copy has no partner
            ledger.event = ~event;
            all.ledger.push_back(ledger);
        }
    }

  private:
    /// What the ledger says when nothing goes wrong.
    generated_row happening(std::uint32_t event) {
        auto day = first_day + static_cast<std::int32_t>(random_.below(span_));
        auto payee = static_cast<std::uint16_t>( // a few payees have most of the rows
            random_.below(random_.below(payees) + 1));
        if (random_.chance(20)) {
            auto const person = random_.below(staff_size);
            auto const payday = payday_of(day);
            if (paid_.emplace(person, payday).second) { // once a month
                day = payday;
                payee = static_cast<std::uint16_t>(first_of_staff + person);
            }
        }
        return {draw_amount(random_, payee),
                0,
                random_.next(),
                day,
                event,
                100'000 + event,
                payee,
                false};
    }

    difficulty const& how_;
    splitmix random_;
    std::uint32_t span_;
    std::set<std::pair<std::uint32_t, std::int32_t>> paid_; // a person, and the payday
};

void append_misspelt(std::string& out, splitmix& random, std::string_view word) {
    auto const begin = out.size();
    out += word;
    if (word.size() < 4) return;
    auto const at = begin + 1 + random.below(static_cast<std::uint32_t>(word.size()) - 3);
    if (random.chance(500))
        std::swap(out[at], out[at + 1]);
    else
        out.erase(at, 1);
}

void upper(std::string& text, std::size_t from) {
    for (auto i = from; i < text.size(); ++i) {
        if (text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
    }
}

/// What a bank prints: capitals, shops and towns, and at most 30 letters.
void append_bank_text(std::string& out, generated_row const& row) {
    auto const begin = out.size();
    splitmix random(row.seed);
    if (row.payee >= first_of_staff) {
        append_person(out += "SALARY ", row.payee);
        return upper(out, begin);
    }
    auto const house = houses[row.payee / trades.size()];
    auto const& of = trade_of(row.payee);
    auto const way = row.changed_text ? random.below(5) : 5;
    if (way == 0) out += of.money_in ? "CREDIT TRANSFER " : "CARD PURCHASE ";
    if (way == 1)
        append_misspelt(out, random, house);
    else
        out += house;
    (out += ' ') += way == 2 ? of.short_word : of.word;
    if (way == 3) io::append_count(out += " #", 1 + random.below(999));
    if (way >= 3) (out += ' ') += towns[row.payee % towns.size()];
    if (way == 4) out.resize(std::min(out.size(), begin + 14));
    out.resize(std::min(out.size(), begin + 30));
    while (out.back() == ' ')
        out.pop_back();
    upper(out, begin);
}

void append_ledger_text(std::string& out, generated_row const& row) {
    if (row.payee >= first_of_staff) {
        append_person(out += "Payroll ", row.payee);
        return;
    }
    ((out += houses[row.payee / trades.size()]) += ' ') += trade_of(row.payee).word;
}

void append_reference(std::string& out, generated_row const& row) {
    if (row.reference != 0) io::append_count(out += "INV", row.reference);
}

void append_date(std::string& out, std::int32_t day) {
    io::append_iso(out, std::chrono::sys_days{std::chrono::days{day}});
}

} // namespace

generated generate_rows(std::uint64_t rows, std::uint64_t seed, difficulty const& how) {
    generated all;
    event_maker events(rows, seed, how);
    all.bank.reserve(rows);
    all.ledger.reserve(rows + rows / 50);
    for (std::uint32_t event = 1; all.bank.size() < rows; ++event)
        events.add(all, event);
    auto const by_day = [](generated_row const& a, generated_row const& b) {
        return a.day != b.day ? a.day < b.day : a.event < b.event;
    };
    std::sort(all.bank.begin(), all.bank.end(), by_day);
    std::sort(all.ledger.begin(), all.ledger.end(), by_day);
    std::int64_t balance = 1'000'000;
    for (auto& row : all.bank)
        row.balance = balance += row.minor;
    return all;
}

void write_bank(io::byte_sink& to, generated const& rows, unsigned threads) {
    to.write("Date,Description,Debit,Credit,Balance,Reference\n");
    io::write_rows(to, rows.bank.size(), threads, [&](std::string& out, std::size_t i) {
        auto const& row = rows.bank[i];
        append_date(out, row.day);
        append_bank_text(out += ',', row);
        out += ',';
        if (row.minor < 0) io::append_sum(out, -row.minor, 2);
        out += ',';
        if (row.minor >= 0) io::append_sum(out, row.minor, 2);
        io::append_sum(out += ',', row.balance, 2);
        append_reference(out += ',', row);
        out += '\n';
    });
}

void write_ledger(io::byte_sink& to, generated const& rows, unsigned threads) {
    to.write("Transaction Date,Posting Date,Description,Amount,Type,Reference,Account\n");
    io::write_rows(to, rows.ledger.size(), threads, [&](std::string& out, std::size_t i) {
        auto const& row = rows.ledger[i];
        append_date(out, row.day);
        append_date(out += ',', row.day);
        append_ledger_text(out += ',', row);
        io::append_sum(out += ',', row.minor < 0 ? -row.minor : row.minor, 2);
        out += row.minor < 0 ? ",Debit" : ",Credit";
        append_reference(out += ',', row);
        (out += ',') += row.payee >= first_of_staff ? "Salaries" : trade_of(row.payee).account;
        out += '\n';
    });
}

void write_truth(io::byte_sink& to, generated const& rows) {
    // the line of each event's ledger row; line 1 is the header
    std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
    lines.reserve(rows.ledger.size());
    for (std::uint32_t i = 0; i < rows.ledger.size(); ++i)
        lines.emplace_back(rows.ledger[i].event, i + 2);
    std::sort(lines.begin(), lines.end());
    std::vector<bool> met(rows.ledger.size(), false);
    std::string text = "kind,bank_positions,ledger_positions\n";
    for (std::uint32_t i = 0; i < rows.bank.size(); ++i) {
        auto const found = std::lower_bound(lines.begin(), lines.end(),
                                            std::pair(rows.bank[i].event, std::uint32_t{0}));
        bool const paired = found != lines.end() && found->first == rows.bank[i].event;
        text += paired ? "one_to_one," : "missing_in_ledger,";
        io::append_count(text, i + 2);
        text += ',';
        if (paired) {
            io::append_count(text, found->second);
            met[found->second - 2] = true;
        }
        text += '\n';
    }
    for (std::uint32_t i = 0; i < rows.ledger.size(); ++i) {
        if (!met[i]) {
            io::append_count(text += "missing_in_bank,,", i + 2);
            text += '\n';
        }
    }
    to.write(text);
}

} // namespace recon::cli
