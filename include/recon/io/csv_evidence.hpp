// recon/io/csv_evidence.hpp - what the cells of a file tell about its conventions, counted.
#pragma once

#include <recon/io/csv.hpp>
#include <recon/io/csv_layout.hpp>
#include <recon/io/day.hpp>
#include <recon/io/statement_words.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// Cells that say the same, and the first of them, to be quoted.
struct cell_example {
    std::size_t count = 0;
    std::size_t line = 0; ///< 0: there is none
    std::string text;

    void add(std::size_t position, std::string_view cell) {
        if (count++ != 0) return;
        line = position;
        text = detail::trim(cell).substr(0, 40);
    }
};

/// Whether so many cells contradict so few that the few are slips of the pen.
inline bool outweighs(cell_example const& many, cell_example const& few) noexcept {
    return many.count != 0 && many.count >= 10 * few.count;
}

/// "line 14 has '25/12/2024'".
inline std::string to_string(cell_example const& example) {
    return "line " + std::to_string(example.line) + " has '" + example.text + "'";
}

/// Dates that do not say by themselves which number is the day.
struct date_evidence {
    std::size_t complete = 0;            ///< cells that leave nothing open: 2024-01-31, 31 Jan 2024
    std::size_t cells = 0;               ///< that need an order
    std::array<std::size_t, 3> valid{};  ///< of them, by date_order
    std::array<cell_example, 3> proof{}; ///< a cell that only this one of dmy and mdy can read
    std::vector<std::array<date_cell, 2>> rows; ///< booking and value date, the first ones
    std::array<cell_example, 2> above{};        ///< as proof, among the lines above the header
    cell_example open;                          ///< that need an order, and the first of them
    char mark = 0;                              ///< between the numbers of that first

    static constexpr std::size_t rows_max = 20'000;

    void add(date_cell const& cell, std::size_t line, std::string_view text) {
        if (cell.shape == date_shape::complete) ++complete;
        if (cell.shape != date_shape::day_or_month && cell.shape != date_shape::any_order) return;
        if (cells++ == 0) mark = mark_of_date(text);
        open.add(line, text);
        bool const dmy = day_of(cell, date_order::dmy).has_value();
        bool const mdy = day_of(cell, date_order::mdy).has_value();
        valid[0] += dmy ? 1U : 0U;
        valid[1] += mdy ? 1U : 0U;
        valid[2] += day_of(cell, date_order::ymd) ? 1U : 0U;
        if (dmy && !mdy) proof[0].add(line, text);
        if (mdy && !dmy) proof[1].add(line, text);
    }
    /// Dates inside a text above the header, such as the period of the statement.
    void add_above(std::string_view text, std::size_t line) {
        for (std::size_t at = 0; at < text.size();) {
            auto const from = text.find_first_of("0123456789", at);
            if (from == text.npos) return;
            auto const end = std::min(text.find_first_not_of("0123456789./-", from), text.size());
            at = end;
            auto const word = text.substr(from, end - from);
            auto const cell = read_date_cell(word);
            if (cell.shape != date_shape::day_or_month || mark_of_date(word) != mark) continue;
            bool const dmy = day_of(cell, date_order::dmy).has_value();
            bool const mdy = day_of(cell, date_order::mdy).has_value();
            if (dmy != mdy) above[dmy ? 0 : 1].add(line, word);
        }
    }
    static char mark_of_date(std::string_view text) noexcept {
        auto const at = text.find_first_not_of("0123456789 ");
        return at == text.npos ? '\0' : text[at];
    }
    bool settled() const noexcept {
        return cells == 0 || (proof[0].line != 0) != (proof[1].line != 0);
    }
};

/// What numbers tell about the decimal mark.
struct marks {
    cell_example dot;
    cell_example comma;
    cell_example open_dot;   ///< "1.000"
    cell_example open_comma; ///< "1,000"
    cell_example long_dot;   ///< "1.234": too many decimals for money, so the dot groups
    cell_example long_comma;

    void add(amount_cell const& cell, unsigned digits, std::size_t line, std::string_view text) {
        switch (mark_of(cell)) {
        case mark_evidence::dot: dot.add(line, text); break;
        case mark_evidence::comma: comma.add(line, text); break;
        case mark_evidence::open: {
            bool const is_dot = cell.text().find('.') != std::string_view::npos;
            auto const fault = value_of(cell, is_dot ? '.' : ',', digits).fault;
            bool const is_long = fault == amount_fault::excess_decimals;
            (is_dot ? open_dot : open_comma).add(line, text);
            if (is_long) (is_dot ? long_dot : long_comma).add(line, text);
            break;
        }
        case mark_evidence::none:
        case mark_evidence::broken: break;
        }
    }
    bool open() const noexcept { return open_dot.line != 0 || open_comma.line != 0; }
    bool settled() const noexcept { return (dot.line != 0) != (comma.line != 0); }
};

/// How many values of a column have which sign; zeros not counted.
struct signs {
    std::size_t negative = 0;
    std::size_t positive = 0;

    void add(amount_cell const& cell) {
        if (!cell || cell.text().find_first_of("123456789") == std::string_view::npos) return;
        ++(cell.negative ? negative : positive);
    }
};

/// Everything that is counted.
struct csv_evidence {
    std::size_t rows = 0; ///< with a date and an amount
    date_evidence dates;
    marks amounts;
    marks balances;
    signs amount;
    signs debit;
    signs credit;
    signs in;  ///< amounts whose type column says in
    signs out; ///< amounts whose type column says out
    std::size_t blank_type = 0;
    std::size_t words_in = 0; ///< CR beside the amount
    std::size_t words_out = 0;
    std::size_t dollars = 0;
    currency unit; ///< that rows name, in the currency's column or beside an amount
    bool units_differ = false;
};

namespace detail {

inline constexpr std::size_t evidence_rows_min = 1'000;

class evidence_collector {
  public:
    evidence_collector(csv_layout const& layout, currency fallback)
        : layout_(layout), digits_((layout.unit ? layout.unit : fallback).digits()) {}

    void add(csv_record const& record, std::size_t line) {
        auto const& columns = layout_.columns;
        auto const date = read_date_cell(bare_cell(field(record, columns.day)));
        if (date.shape == date_shape::none) return;
        add_dates(record, date, line);
        bool any = false;
        auto const take = [&](std::size_t column, signs& counted) {
            auto const text = field(record, column);
            auto const cell = column == no_column ? amount_cell{} : read_amount_cell(text);
            if (!cell) return cell;
            any = true;
            counted.add(cell);
            found_.amounts.add(cell, digits_, line, text);
            add_unit(cell.unit);
            found_.dollars += cell.dollar ? 1U : 0U;
            found_.words_in += cell.word == direction::in ? 1U : 0U;
            found_.words_out += cell.word == direction::out ? 1U : 0U;
            return cell;
        };
        auto const amount = take(columns.amount, found_.amount);
        take(columns.debit, found_.debit);
        take(columns.credit, found_.credit);
        if (!any) return;
        ++found_.rows;
        if (columns.type != no_column) add_type(field(record, columns.type), amount);
        if (columns.balance != no_column) {
            auto const text = field(record, columns.balance);
            found_.balances.add(read_amount_cell(text), digits_, line, text);
        }
        if (columns.currency != no_column) add_unit(currency_of(field(record, columns.currency)));
    }

    /// Whether more rows cannot change a decision.
    bool settled() const {
        return found_.rows >= evidence_rows_min && found_.dates.settled()
               && found_.amounts.settled();
    }
    /// Looks at the records above the header, when those below it leave the dates open.
    void add_above(csv_record const& record, std::size_t line) {
        for (auto const text : record.fields)
            if (text.size() <= 200) found_.dates.add_above(text, line);
    }
    bool dates_settled() const noexcept { return found_.dates.settled(); }
    csv_evidence take() { return std::move(found_); }

  private:
    void add_unit(currency unit) {
        if (!unit) return;
        if (!found_.unit) found_.unit = unit;
        if (found_.unit != unit) found_.units_differ = true;
    }

    void add_dates(csv_record const& record, date_cell const& date, std::size_t line) {
        auto const& columns = layout_.columns;
        found_.dates.add(date, line, bare_cell(field(record, columns.day)));
        date_cell value;
        if (columns.value_day != no_column) {
            auto const text = bare_cell(field(record, columns.value_day));
            value = read_date_cell(text);
            found_.dates.add(value, line, text);
        }
        if (found_.dates.rows.size() < date_evidence::rows_max)
            found_.dates.rows.push_back({date, value});
    }

    void add_type(std::string_view text, amount_cell const& amount) {
        auto const way = way_of(text);
        if (way == way_word::in) found_.in.add(amount);
        if (way == way_word::out) found_.out.add(amount);
        if (bare_cell(text).empty()) ++found_.blank_type;
    }

    csv_layout const& layout_;
    unsigned digits_;
    csv_evidence found_;
};

} // namespace detail

/// Reads until every convention is settled by some thousand rows, or to the end. O(size).
inline csv_evidence collect_evidence(source const& file, csv_layout const& layout,
                                     read_options const& options) {
    text_arena arena;
    csv_reader reader(file.bytes.substr(layout.offset), layout.dialect, arena, options.field_max);
    detail::evidence_collector collector(layout, options.fallback);
    csv_record record;
    while (!collector.settled() && reader.next(record)) {
        auto const line = record.position + layout.first_line - 1;
        if (line > layout.header_line) collector.add(record, line);
    }
    if (collector.dates_settled()) return collector.take();
    csv_reader again(file.bytes.substr(layout.offset), layout.dialect, arena, options.field_max);
    while (again.next(record)) {
        auto const line = record.position + layout.first_line - 1;
        if (line >= layout.header_line) break;
        collector.add_above(record, line);
    }
    return collector.take();
}

} // namespace recon::io
