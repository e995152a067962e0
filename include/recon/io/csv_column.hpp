// recon/io/csv_column.hpp - what a column of a table holds, and what its cells look like.
#pragma once

#include <recon/io/amount.hpp>
#include <recon/io/day.hpp>
#include <recon/io/statement_words.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace recon::io {

/// No such column.
inline constexpr auto no_column = static_cast<std::size_t>(-1);

/// Indices of columns, from 0.
struct column_map {
    std::size_t day = no_column;
    std::size_t value_day = no_column;
    std::size_t amount = no_column; ///< or debit and credit, of which one may be missing
    std::size_t debit = no_column;
    std::size_t credit = no_column;
    std::size_t type = no_column;
    std::size_t balance = no_column;
    std::size_t currency = no_column;
    std::size_t status = no_column;
    std::size_t pending = no_column;
    std::size_t reference = no_column;
    std::size_t id = no_column;
    std::size_t cheque = no_column;
    std::size_t account = no_column;
    std::vector<std::size_t> description;
    std::vector<std::size_t> payee;

    bool complete() const noexcept {
        return day != no_column
               && (amount != no_column || debit != no_column || credit != no_column);
    }
};

/// What one cell looks like.
struct cell_look {
    bool filled = false, date = false, amount = false, negative = false, positive = false;
    bool currency = false, booked = false; ///< a word for booked or pending
    way_word way = way_word::unknown;
};

/// What the cells of one column look like.
struct column_sample {
    std::size_t filled = 0;
    std::size_t dates = 0;
    std::size_t amounts = 0;
    std::size_t negative = 0;
    std::size_t positive = 0;
    std::size_t currencies = 0;
    std::size_t in = 0; ///< words for a direction
    std::size_t out = 0;
    std::size_t neither = 0;
    std::size_t booked = 0; ///< words for booked or pending

    void add(cell_look const& cell) noexcept {
        filled += cell.filled ? 1 : 0;
        dates += cell.date ? 1 : 0;
        amounts += cell.amount ? 1 : 0;
        negative += cell.negative ? 1 : 0;
        positive += cell.positive ? 1 : 0;
        currencies += cell.currency ? 1 : 0;
        booked += cell.booked ? 1 : 0;
        in += cell.way == way_word::in ? 1 : 0;
        out += cell.way == way_word::out ? 1 : 0;
        neither += cell.way == way_word::neither ? 1 : 0;
    }
};

namespace detail {

/// The currency that a cell names, and nothing else in it: EUR, eur, 人民币.
inline currency currency_of(std::string_view cell) {
    cell = bare_cell(cell);
    if (cell.size() == 3)
        if (auto const unit = recon::currency::find(cell)) return *unit;
    if (cell.empty() || cell.size() > 12) return {};
    for (auto const& word : amount_words)
        if (word.text == cell && word.code.size() == 3) return currency(word.code);
    return {};
}

} // namespace detail

inline cell_look look_at(std::string_view cell) {
    cell_look look;
    cell = detail::bare_cell(cell);
    if (cell.empty()) return look;
    look.filled = true;
    look.date = read_date_cell(cell).shape != date_shape::none;
    if (auto const amount = read_amount_cell(cell);
        amount && mark_of(amount) != mark_evidence::broken) {
        bool const zero = amount.text().find_first_not_of("0.,") == std::string_view::npos;
        look.amount = true;
        look.negative = amount.negative && !zero;
        look.positive = !amount.negative && !zero;
        return look;
    }
    look.currency = static_cast<bool>(detail::currency_of(cell));
    look.booked = says_pending(cell) || says_booked(cell);
    look.way = way_of(cell);
    return look;
}

} // namespace recon::io
