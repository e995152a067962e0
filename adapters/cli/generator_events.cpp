#include "adapters/cli/generator_events.hpp"

#include "adapters/cli/generator_amounts.hpp"
#include "adapters/cli/generator_payees.hpp"

#include <algorithm>
#include <chrono>

namespace recon::cli {

namespace {

constexpr std::int32_t first_day = 20'089; // 2025-01-01
constexpr std::uint32_t first_reference = 100'000;
constexpr std::size_t group_bank_rows = 4; // the most that an event has in the bank
constexpr std::int32_t days_apart = 7;     // the most that any two rows of a match are

/// Days grow with the rows, as those of a larger company do.
std::uint32_t span_of(std::uint64_t rows) {
    return rows <= 1'000 ? 31 : rows <= 100'000 ? 90 : 365;
}

/// The 25th of the month.
std::int32_t payday_of(std::int32_t day) {
    using namespace std::chrono;
    year_month_day const date{sys_days{days{day}}};
    auto const payday = sys_days{date.year() / date.month() / 25};
    return static_cast<std::int32_t>(payday.time_since_epoch().count());
}

bool is_weekend(std::int32_t day) { return (day + 3) % 7 >= 5; } // 1970-01-01 was a Thursday

std::int32_t off_weekend(std::int32_t day, std::int32_t step) {
    while (is_weekend(day))
        day += step;
    return day;
}

} // namespace

event_maker::event_maker(std::uint64_t rows, std::uint64_t seed, difficulty const& how)
    : how_(how), random_(seed), span_(span_of(rows)) {}

void event_maker::add(generated& all, std::size_t bank_rows) {
    auto const draw = random_.below(1000);
    auto below = how_.batches;
    auto const within = [&](std::uint32_t share) { return draw < (below += share); };
    if (bank_rows < group_bank_rows)
        add_payment(all, bank_rows);
    else if (draw < below)
        add_batch(all);
    else if (within(how_.instalments))
        add_instalments(all);
    else if (within(how_.bundles))
        add_bundle(all);
    else if (within(how_.reversed))
        add_reversed(all);
    else if (within(how_.twins))
        add_twins(all);
    else
        add_payment(all, bank_rows);
    all.events = event_;
}

/// What the ledger says of a payment when nothing goes wrong.
generated_row event_maker::happening() {
    auto row = business();
    if (!random_.chance(20)) return row;
    auto const person = random_.below(staff_size);
    auto const payday = payday_of(row.day);
    if (!paid_.emplace(person, payday).second) return row; // once a month
    row.day = payday;
    row.payee = static_cast<std::uint16_t>(first_of_staff + person);
    row.currency = 0;
    row.minor = draw_amount(random_, row.payee);
    return row;
}

/// The same of a payment that is no salary.
generated_row event_maker::business() {
    generated_row row;
    row.event = ++event_;
    row.reference = first_reference + row.event;
    row.seed = random_.next();
    row.day = first_day + static_cast<std::int32_t>(random_.below(span_));
    if (random_.chance(500)) row.day = off_weekend(row.day, -1); // offices are closed
    row.payee = static_cast<std::uint16_t>( // a few payees have most of the rows
        random_.below(random_.below(payees) + 1));
    if (random_.chance(how_.foreign))
        row.currency = static_cast<std::uint8_t>(1 + row.payee % (generated_currencies.size() - 1));
    row.minor = draw_amount(random_, row.payee);
    return row;
}

/// What the bank says of it when the amount is right.
generated_row event_maker::in_bank(generated_row const& ledger) {
    auto row = ledger;
    row.seed = random_.next();
    row.changed_text = random_.chance(how_.text_changed);
    row.day = booked(ledger.day);
    return row;
}

/// When the bank books it: some business days later, now and then one before. Never on a weekend.
std::int32_t event_maker::booked(std::int32_t day) {
    if (!random_.chance(how_.day_drifted)) return off_weekend(day, 1);
    auto const lag = random_.between(1, how_.drift_max);
    if (random_.chance(100)) return off_weekend(day - 1, -1); // the books are seldom behind
    for (std::uint32_t i = 0; i < lag; ++i)
        day = off_weekend(day + 1, 1);
    return day;
}

void event_maker::drop_references(generated_row& bank, generated_row& ledger) {
    if (!random_.chance(how_.reference_missing)) return;
    bank.reference = 0;
    if (random_.chance(500)) ledger.reference = 0;
}

/// The amount that the bank has for an entry: the same, or what goes wrong with it.
std::int64_t event_maker::misstate(generated_row const& ledger) {
    if (ledger.payee >= first_of_staff) return ledger.minor;
    if (random_.chance(how_.fee_kept)) return ledger.minor - transfer_fee(random_, ledger.minor);
    if (random_.chance(how_.digits_swapped)) return swap_digits(random_, ledger.minor);
    if (random_.chance(how_.amount_changed)) return change_by_cents(random_, ledger.minor);
    return ledger.minor;
}

/// One row in the bank, one in the ledger, or in both; and what was booked again by mistake.
void event_maker::add_payment(generated& all, std::size_t bank_rows) {
    auto ledger = happening();
    ledger.is_single = true;
    auto bank = in_bank(ledger);
    bank.minor = misstate(ledger);
    drop_references(bank, ledger);
    auto const fate = random_.below(1000);
    if (fate >= how_.missing) {
        all.bank.push_back(bank);
        if (bank_rows > 1 && random_.chance(how_.charged_twice)) {
            bank.event = ++event_; // the copy has no partner
            all.bank.push_back(bank);
        }
    }
    if (fate >= how_.missing && fate < 2 * how_.missing) return;
    all.ledger.push_back(ledger);
    if (random_.chance(how_.posted_twice)) {
        ledger.event = ++event_;
        all.ledger.push_back(ledger);
    }
}

/// Two equal payments on one day, each with its own entry: both are real.
void event_maker::add_twins(generated& all) {
    auto ledger = business();
    ledger.is_single = true;
    auto bank = in_bank(ledger);
    bool const numbered = !random_.chance(how_.reference_missing);
    for (int copy = 0; copy < 2; ++copy) {
        if (copy != 0) bank.event = ledger.event = ++event_;
        bank.reference = ledger.reference = numbered ? first_reference + ledger.event : 0;
        all.bank.push_back(bank);
        all.ledger.push_back(ledger);
    }
}

/// Adds entries of one event over up to three days before `of`, for a bank that books the last of
/// it on `booked_on`, and returns their sum.
std::int64_t event_maker::add_entries(generated& all, generated_row const& of,
                                      std::int32_t booked_on, std::uint32_t count, bool one_payee) {
    std::int64_t sum = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto entry = of;
        entry.seed = random_.next();
        entry.day =
            std::max(of.day - static_cast<std::int32_t>(random_.below(4)), booked_on - days_apart);
        while (!one_payee && i != 0) { // another payer, who pays in as the first does
            entry.payee = static_cast<std::uint16_t>(random_.below(payees));
            if (trade_of(entry.payee).money_in) break;
        }
        entry.minor = draw_amount(random_, entry.payee);
        sum += entry.minor;
        all.ledger.push_back(entry);
    }
    return sum;
}

/// A deposit of several payers, a payout of a card company or a run of payments: one bank line.
void event_maker::add_batch(generated& all) {
    auto entry = business();
    entry.is_batch = true;
    bool const money_in = random_.chance(700);
    if (money_in) { // the last trades of a house sell
        constexpr std::uint16_t buyers = 4;
        constexpr auto trades_of_house = static_cast<std::uint16_t>(trades.size());
        entry.payee =
            static_cast<std::uint16_t>(entry.payee / trades_of_house * trades_of_house
                                       + trades_of_house - buyers + random_.below(buyers));
    }
    bool const one_payee = !trade_of(entry.payee).money_in || random_.chance(500);
    auto bank = in_bank(entry);
    bank.role = one_payee ? row_role::payout : row_role::deposit;
    drop_references(bank, entry);
    bank.minor = add_entries(all, entry, bank.day, random_.between(2, how_.batch_max), one_payee);
    if (bank.minor > 0 && random_.chance(how_.batch_deductions)) {
        bool const is_refund = random_.chance(500);
        entry.role = is_refund ? row_role::refund : row_role::fee;
        entry.minor = is_refund ? -(bank.minor * random_.between(50, 400) / 1000 + 1)
                                : -batch_fee(random_, bank.minor);
        bank.minor += entry.minor;
        all.ledger.push_back(entry);
    } else if (random_.chance(how_.batch_fee)) {
        bank.minor -= batch_fee(random_, bank.minor);
    }
    all.bank.push_back(bank);
}

/// One entry that the bank settles in two to four lines, of equal parts or of any.
void event_maker::add_instalments(generated& all) {
    auto ledger = business();
    auto first = in_bank(ledger);
    drop_references(first, ledger);
    auto const parts = static_cast<std::int64_t>(random_.between(2, group_bank_rows));
    bool const equal = random_.chance(500);
    auto left = ledger.minor;
    for (auto remaining = parts; remaining > 0; --remaining) {
        auto part = in_bank(ledger);
        part.reference = first.reference;
        auto const later = booked(ledger.day + static_cast<std::int32_t>(random_.below(3)));
        if (later <= ledger.day + days_apart) part.day = later;
        part.minor = left / remaining;
        if (!equal && remaining > 1) part.minor = part.minor * random_.between(500, 1500) / 1000;
        if (remaining == 1) part.minor = left;
        left -= part.minor;
        all.bank.push_back(part);
    }
    all.ledger.push_back(ledger);
}

/// Two bank lines that pay three entries of one payee between them.
void event_maker::add_bundle(generated& all) {
    auto entry = business();
    auto first = in_bank(entry);
    auto second = in_bank(entry);
    drop_references(first, entry);
    second.reference = first.reference;
    auto const sum = add_entries(all, entry, std::max(first.day, second.day), 3, true);
    first.minor = sum * random_.between(200, 800) / 1000;
    second.minor = sum - first.minor;
    all.bank.push_back(first);
    all.bank.push_back(second);
}

/// A payment and what took it back, on one side only.
void event_maker::add_reversed(generated& all) {
    bool const in_ledger = random_.chance(500);
    auto row = business();
    if (!in_ledger) row = in_bank(row);
    if (random_.chance(how_.reference_missing)) row.reference = 0;
    auto back = row;
    back.seed = random_.next();
    back.minor = -row.minor;
    back.day += static_cast<std::int32_t>(random_.below(4));
    if (!in_ledger) back.day = off_weekend(back.day, 1);
    if (random_.chance(800)) back.role = row_role::reversal; // else only the payee tells
    auto& side = in_ledger ? all.ledger : all.bank;
    side.push_back(row);
    side.push_back(back);
}

} // namespace recon::cli
