// recon/io/bridge.hpp - from the bank's balance to the ledger's, as an accountant lays it out.
#pragma once

#include <recon/bank_item.hpp>
#include <recon/currency.hpp>
#include <recon/detail/wide.hpp>
#include <recon/discrepancy.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

/// What a balance of the bridge rests on.
enum class balance_basis : std::uint8_t {
    stated,    ///< by the file
    assumed,   ///< the other side's opening balance, and the movements
    movements, ///< no file states a balance: the movements alone
};

/// What stands between the two balances. First what the bank's balance has to be corrected by.
enum class bridge_item : std::uint8_t {
    deposits_in_transit,
    outstanding_payments,
    receipts_not_at_bank,
    payments_not_at_bank,
    bank_errors,
    bank_movements_missing,
    receipts_to_book,
    interest_to_book,
    payments_to_book,
    fees_to_book,
    differences,
    differences_in_review,
    conversions,
    book_errors,
    ledger_movements_missing
};
inline constexpr std::size_t bridge_items =
    static_cast<std::size_t>(bridge_item::ledger_movements_missing) + 1;
inline constexpr std::size_t bridge_bank_items =
    static_cast<std::size_t>(bridge_item::receipts_to_book);

struct bridge_words {
    std::string_view code;
    std::string_view text;
};
constexpr bridge_words words_of(bridge_item item) noexcept {
    constexpr bridge_words words[bridge_items] = {
        {"deposits_in_transit", "Add: deposits in transit"},
        {"outstanding_payments", "Less: outstanding payments"},
        {"receipts_not_at_bank", "Add: receipts booked, but not at the bank"},
        {"payments_not_at_bank", "Less: payments booked, but not at the bank"},
        {"bank_errors", "Bank rows that stand there twice"},
        {"bank_movements_missing", "Movements that the bank file does not show"},
        {"receipts_to_book", "Add: receipts not in the ledger"},
        {"interest_to_book", "Interest not in the ledger"},
        {"payments_to_book", "Less: payments not in the ledger"},
        {"fees_to_book", "Less: bank charges and fees not in the ledger"},
        {"differences", "Differences between matched amounts"},
        {"differences_in_review", "Differences of matches for review, if they are confirmed"},
        {"conversions", "Converted to or from another currency"},
        {"book_errors",
         "Entries with a wrong amount, date, direction or currency, or booked twice"},
        {"ledger_movements_missing", "Movements that the ledger file does not show"},
    };
    return words[static_cast<std::size_t>(item)];
}

/// One side: opening + movements = balance, and the balance once all is put right.
struct bridge_side {
    balance_basis basis = balance_basis::movements;
    recon::detail::int128 opening = 0;
    recon::detail::int128 movements = 0; ///< of the file's own entries
    recon::detail::int128 balance = 0;
    recon::detail::int128 adjusted = 0;
};

/// The bridge of one currency.
struct bridge {
    currency unit;
    bridge_side bank;
    bridge_side ledger;
    tally items[bridge_items] = {};
    /// By how much the stated opening balances differ without an open item that explains it.
    recon::detail::int128 unexplained = 0;

    tally& operator[](bridge_item item) noexcept { return items[static_cast<std::size_t>(item)]; }
    /// The same as `unexplained`: all else adds up.
    recon::detail::int128 difference() const noexcept { return bank.adjusted - ledger.adjusted; }
};

namespace detail {

class bridge_builder {
  public:
    explicit bridge_builder(finished_run const& run) : run_(run) {
        for (auto const& total : run.result.totals)
            if (bridges_.empty() || bridges_.back().unit != total.unit)
                bridges_.push_back({total.unit, {}, {}, {}});
    }

    std::vector<bridge> build() {
        add_matches();
        for (std::size_t i = 0; i < run_.findings.all.size(); ++i) {
            fetch_findings_ahead(run_, i);
            auto const& d = run_.findings.all[i];
            if (d.main && d.match == no_index) add_open(d);
        }
        for (auto& b : bridges_)
            add_balances(b);
        return std::move(bridges_);
    }

  private:
    using int128 = recon::detail::int128;

    bridge& of(currency unit) {
        for (auto& b : bridges_)
            if (b.unit == unit) return b;
        return bridges_.emplace_back(bridge{unit, {}, {}, {}});
    }
    void add(currency unit, bridge_item item, std::uint64_t rows, int128 minor) {
        auto& to = of(unit)[item];
        to.count += rows;
        to.sum_minor += minor;
    }
    money const& amount(side s, row_index row) const { return run_.of(s).at(row).amount; }

    /// What matched rows differ by: left minus right. Of two currencies, each side in its own: all
    /// of it goes from the one to the other.
    void add_matches() {
        std::vector<bool> is_fee(run_.result.matches.size(), false);
        for (auto const& d : run_.findings.all)
            if (d.kind == discrepancy_kind::fee && d.match != no_index) is_fee[d.match] = true;
        for (std::size_t i = 0; i < run_.result.matches.size(); ++i) {
            fetch_ahead(run_, i);
            auto const& m = run_.result.matches[i];
            auto const item = m.status == match_status::review ? bridge_item::differences_in_review
                              : is_fee[i]                      ? bridge_item::fees_to_book
                                                               : bridge_item::differences;
            auto const left = run_.result.left_of(m);
            auto const right = run_.result.right_of(m);
            auto const unit = unit_of(run_, m);
            if (!is_converted(run_, m)) {
                auto const rest = sum_of(run_.bank, left) - sum_of(run_.ledger, right);
                if (rest != 0) add(unit, item, 1, rest);
                continue;
            }
            auto const moved = m.status == match_status::review ? item : bridge_item::conversions;
            add(unit, moved, 1, sum_of(run_.bank, left));
            add(unit_of(run_, m, side::right), moved, 1, -sum_of(run_.ledger, right));
        }
    }

    void add_open(discrepancy const& d) {
        auto const row = run_.findings.rows_of(d).front();
        auto const& own = amount(d.of, row);
        if (d.counter_count != 0 && d.counter_side != d.of) {
            auto const& other = amount(d.counter_side, run_.findings.counters_of(d).front());
            return add_pair(d, own, other);
        }
        if (d.of == side::left)
            add_bank_row(d, run_.bank.at(row));
        else
            add_ledger_row(d, own);
    }

    /// Two open rows that go together: the bank's is right, but a part may still be due.
    void add_pair(discrepancy const& d, money const& bank, money const& ledger) {
        if (d.kind == discrepancy_kind::partial_payment) {
            auto const rest = int128{ledger.minor} - bank.minor;
            return add(ledger.unit,
                       rest < 0 ? bridge_item::payments_not_at_bank
                                : bridge_item::receipts_not_at_bank,
                       1, rest);
        }
        if (bank.unit == ledger.unit)
            return add(bank.unit, bridge_item::book_errors, 1, int128{bank.minor} - ledger.minor);
        add(bank.unit, bridge_item::book_errors, 1, bank.minor);
        add(ledger.unit, bridge_item::book_errors, 1, -int128{ledger.minor});
    }

    void add_bank_row(discrepancy const& d, entry const& row) {
        auto item =
            row.amount.minor < 0 ? bridge_item::payments_to_book : bridge_item::receipts_to_book;
        if (d.kind == discrepancy_kind::duplicate)
            return add(row.amount.unit, bridge_item::bank_errors, 1, -int128{row.amount.minor});
        if (d.kind == discrepancy_kind::fee)
            item = bridge_item::fees_to_book;
        else if (bank_item_of(text_in(row, buffer_)) == bank_item::interest)
            item = bridge_item::interest_to_book;
        add(row.amount.unit, item, 1, row.amount.minor);
    }

    void add_ledger_row(discrepancy const& d, money const& own) {
        if (d.kind == discrepancy_kind::duplicate)
            return add(own.unit, bridge_item::book_errors, 1, -int128{own.minor});
        bool const soon = d.kind == discrepancy_kind::deposit_in_transit
                          || d.kind == discrepancy_kind::outstanding_payment;
        auto const item =
            own.minor < 0
                ? (soon ? bridge_item::outstanding_payments : bridge_item::payments_not_at_bank)
                : (soon ? bridge_item::deposits_in_transit : bridge_item::receipts_not_at_bank);
        add(own.unit, item, 1, own.minor);
    }

    /// What a file says of its balances, and what its entries add up to.
    struct known {
        std::optional<int128> opening, closing;
        int128 own = 0, carried = 0;
    };
    known known_of(side s, currency unit) const {
        auto const& side_of = run_.of(s);
        known k;
        if (side_of.file.opening && side_of.file.opening->unit == unit)
            k.opening = side_of.file.opening->minor;
        if (side_of.file.closing && side_of.file.closing->unit == unit)
            k.closing = side_of.file.closing->minor;
        for (std::size_t row = 0; row < side_of.file.entries.size(); ++row) {
            auto const& a = side_of.file.entries[row].amount;
            if (a.unit == unit) (row < side_of.own ? k.own : k.carried) += a.minor;
        }
        if (!k.opening && k.closing) k.opening = *k.closing - k.own;
        if (k.opening && !k.closing) k.closing = *k.opening + k.own;
        return k;
    }

    void add_balances(bridge& b) {
        auto bank = known_of(side::left, b.unit);
        auto ledger = known_of(side::right, b.unit);
        auto const carried = bank.carried - ledger.carried; // explains openings that differ
        b.bank.basis = bank.opening ? balance_basis::stated : balance_basis::movements;
        b.ledger.basis = ledger.opening ? balance_basis::stated : balance_basis::movements;
        if (!bank.opening && ledger.opening) {
            b.bank.basis = balance_basis::assumed;
            bank.opening = *ledger.opening + carried;
        }
        if (!ledger.opening && bank.opening) {
            if (b.bank.basis == balance_basis::stated) b.ledger.basis = balance_basis::assumed;
            ledger.opening = *bank.opening - carried;
        }
        if (!bank.opening) bank.opening = carried; // both begin at what was carried in
        if (!ledger.opening) ledger.opening = 0;
        b.unexplained = *bank.opening - *ledger.opening - carried;
        settle(b, b.bank, bank, bridge_item::bank_movements_missing);
        settle(b, b.ledger, ledger, bridge_item::ledger_movements_missing);
        for (std::size_t i = 0; i < bridge_items; ++i)
            (i < bridge_bank_items ? b.bank : b.ledger).adjusted += b.items[i].sum_minor;
    }

    static void settle(bridge& b, bridge_side& to, known const& from, bridge_item missing) {
        to.opening = *from.opening;
        to.movements = from.own;
        to.balance = from.closing.value_or(to.opening + to.movements);
        auto const rest = to.opening + to.movements - to.balance;
        if (rest != 0) b[missing] = {1, rest};
        to.adjusted = to.balance;
    }

    finished_run const& run_;
    std::vector<bridge> bridges_;
    std::string buffer_;
};

} // namespace detail

/// The bridges by currency, as outcome::totals. O(rows * currencies).
inline std::vector<bridge> bridges_of(finished_run const& run) {
    return detail::bridge_builder(run).build();
}

/// "Balance per bank statement".
constexpr std::string_view balance_text(side which, balance_basis basis) noexcept {
    bool const bank = which == side::left;
    switch (basis) {
    case balance_basis::stated: return bank ? "Balance per bank statement" : "Balance per ledger";
    case balance_basis::assumed:
        return bank ? "Balance per bank, from the ledger's opening balance"
                    : "Balance per ledger, from the bank's opening balance";
    case balance_basis::movements:
        return bank ? "Movements of the bank" : "Movements of the ledger";
    }
    return "?";
}
constexpr std::string_view adjusted_text(side which) noexcept {
    return which == side::left ? "Adjusted bank balance" : "Adjusted ledger balance";
}

} // namespace recon::io
