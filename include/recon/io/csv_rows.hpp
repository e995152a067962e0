// recon/io/csv_rows.hpp - what each record of a CSV file is: an entry, rejected, or noted.
#pragma once

#include <recon/error.hpp>
#include <recon/io/csv_row.hpp>
#include <recon/io/header_match.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/statement_words.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

/// Turns records into rows of a statement.
class csv_rows {
  public:
    csv_rows(csv_layout const& layout, csv_conventions const& conventions,
             read_options const& options, text_arena& arena, statement& out)
        : layout_(layout), map_(layout.columns), conventions_(conventions), options_(options),
          arena_(arena), row_(layout, conventions, arena), out_(out) {}

    /// One record after the header; `line` is where it starts.
    void add(csv_record const& record, std::size_t line) {
        row_.take(record);
        line_ = static_cast<std::uint32_t>(line);
        if (out_.records++ == options_.rows_max)
            throw limit_error("more than " + std::to_string(options_.rows_max)
                                  + " records: split the file by month",
                              {out_.name, line});
        auto const day = row_.booking_day();
        if (record.open_quote && (day || has_amount()))
            return reject({row_fault::open_quote, no_column,
                           "a quoted field is never closed: double the quotes inside it, or drop "
                           "the stray one"});
        if (day) return add_dated(*day);
        add_undated();
    }

    /// Whether the record has the fields that matter, and no more than there are columns.
    bool fits(csv_record const& record) {
        row_.take(record);
        return !row_.slid_column();
    }

    /// A record that stands before the header.
    void add_preamble(csv_record const& record, std::size_t line) {
        row_.take(record);
        line_ = static_cast<std::uint32_t>(line);
        ++out_.records;
        for (auto const text : record.fields)
            if (auto const kind = kind_by_text(text, row_date::none); kind != row_kind::transaction)
                return note(kind);
        note(row_kind::information);
    }

    std::vector<std::int64_t> const& balances() const noexcept { return balances_; }

    /// Gives the statement the one opening and the one closing balance that its records state,
    /// where nothing better is known.
    void state_balances() {
        auto const& [opening, closing] = stated_;
        if (out_.opening || out_.closing || opening.count != 1 || closing.count != 1) return;
        if (!opening.value || !closing.value || opening.value->unit != closing.value->unit) return;
        out_.opening = opening.value;
        out_.closing = closing.value;
    }
    std::size_t short_rows() const noexcept { return short_rows_; }
    std::size_t long_rows() const noexcept { return long_rows_; }
    /// Payments that were never made, by their status, and the first of them.
    cell_example const& failed() const noexcept { return failed_; }
    csv_row const& row() const noexcept { return row_; }

  private:
    static constexpr std::size_t description_max = 2'000; // bytes that continuations may fill

    void note(row_kind kind) {
        if (kind == row_kind::opening) stated_[0].add(row_.stated_balance());
        if (kind == row_kind::closing) stated_[1].add(row_.stated_balance());
        out_.noted.push_back({line_, kind, trim(row_.record().raw).substr(0, 200)});
    }

    void reject(row_trouble trouble) {
        auto const column = trouble.column == no_column ? 0 : trouble.column + 1;
        out_.rejected.push_back({line_, static_cast<std::uint32_t>(column), trouble.code,
                                 std::move(trouble.text),
                                 std::string(row_.record().raw.substr(0, 1'000))});
    }

    void add_dated(std::chrono::sys_days day) {
        if (other_table_ && other_dates_)
            throw file_processing_error("a second table with other columns stands above this "
                                        "line: split the file, and read each part alone",
                                        {out_.name, line_});
        other_table_ = false;
        if (auto trouble = row_.check_width()) return reject(std::move(*trouble));
        if (announced()) return note(row_kind::pending);
        if (row_.never_moved() || has_failed()) return note(row_kind::information);
        if (auto const kind = balance_marker(); kind != row_kind::transaction) return note(kind);
        entry made;
        if (auto trouble = row_.read_amount(made.amount)) return reject(std::move(*trouble));
        made.day = day;
        made.value_day = row_.value_day();
        made.position = line_;
        row_.read_texts(made);
        out_.entries.push_back(made);
        next_line_ = line_ + static_cast<std::uint32_t>(row_.record().lines);
        if (row_.record().fields.size() < layout_.width) ++short_rows_;
        if (row_.record().fields.size() > layout_.width
            && width_of(row_.record().fields) > layout_.width)
            ++long_rows_;
        if (map_.balance != no_column) balances_.push_back(row_.read_balance(made.amount.unit));
    }

    /// Whether a row is announced and not booked, by its status or its answer to the question.
    bool announced() const {
        if (map_.status != no_column && says_pending(row_.cell(map_.status))) return true;
        return map_.pending != no_column && says_yes(row_.cell(map_.pending));
    }
    bool has_failed() {
        if (map_.status == no_column || !says_failed(row_.cell(map_.status))) return false;
        failed_.add(line_, row_.cell(map_.status));
        return true;
    }

    /// Balances and turnovers may carry a date and an amount like any other row.
    row_kind balance_marker() const {
        for (auto const* const columns : {&map_.description, &map_.payee}) {
            for (auto const column : *columns) {
                auto const kind = kind_by_text(row_.cell(column), row_date::read);
                if (kind != row_kind::information && kind != row_kind::transaction) return kind;
            }
        }
        return row_kind::transaction;
    }

    void add_undated() {
        auto const date = row_.cell(map_.day);
        auto const filled = filled_fields(row_.record());
        if (filled == 0) return note(row_kind::information);
        if (is_header()) return start_table(false);
        if (!date.empty() && says_pending(date)) return note(row_kind::pending);
        if (announced()) return note(row_kind::pending);
        bool const amount = has_amount();
        bool const wordy = !amount && begins_with_word(date);
        if (wordy && is_other_header(filled)) return start_table(true);
        auto const dates = has_digit(map_.day) ? row_date::unread : row_date::none;
        for (auto const text : row_.record().fields)
            if (auto const kind = kind_by_text(text, dates); kind != row_kind::transaction)
                return note(kind);
        if (other_table_) return note(row_kind::information);
        if (date.empty() && row_.value_day()) return note(row_kind::pending); // not booked yet
        if (date.empty() && !amount) return note(continues(filled));
        if (filled == 1 || (wordy && !hides()) || repeats_one_text())
            return note(row_kind::information); // a title or a notice
        if (auto trouble = row_.check_width()) return reject(std::move(*trouble));
        if (date.empty()) return reject({row_fault::missing_date, map_.day, "the date is missing"});
        reject({row_fault::invalid_date, map_.day,
                quoted(date) + " is no date, read as " + std::string(name_of(conventions_.order))});
    }

    void start_table(bool other) {
        other_table_ = other;
        note(row_kind::information);
    }

    /// The header of another table: a summary below the transactions, or transactions in other
    /// columns, which would be read wrongly.
    bool is_other_header(std::size_t filled) {
        if (filled < 3 || other_headers_left_ == 0) return false;
        --other_headers_left_; // each costs a look at every word
        std::size_t known = 0;
        bool dates = false;
        for (auto const text : row_.record().fields) {
            auto const match = match_header(bare_cell(text));
            known += match.exact.empty() && match.weak.empty() ? 0U : 1U;
            dates = dates || match.exact.has(column::date) || match.exact.has(column::booking_date);
        }
        if (known < 3 || known * 2 < filled) return false;
        other_dates_ = dates;
        return true;
    }

    /// A record with nothing but text under the description continues the entry before it, whose
    /// description then holds both.
    row_kind continues(std::size_t filled) {
        std::size_t texts = 0;
        for (auto const* const columns : {&map_.description, &map_.payee})
            for (auto const column : *columns)
                texts += row_.cell(column).empty() ? 0U : 1U;
        if (texts != filled || out_.entries.empty() || next_line_ != line_)
            return row_kind::information;
        auto& last = out_.entries.back();
        if (last.description.size() > description_max) return row_kind::information;
        auto const more = row_.joined(map_.description).empty() ? row_.joined(map_.payee)
                                                                : row_.joined(map_.description);
        std::string const both = std::string(last.description) + " " + std::string(more);
        last.description = arena_.keep(both);
        next_line_ = line_ + static_cast<std::uint32_t>(row_.record().lines);
        return row_kind::continuation;
    }

    /// Whether the date and the amount are there, but masked: no notice, a row that was spoilt.
    bool hides() const {
        bool amount = false;
        for (auto const column : {map_.amount, map_.debit, map_.credit})
            amount = amount || (column != no_column && is_masked(row_.cell(column)));
        return amount && is_masked(row_.cell(map_.day));
    }

    /// A notice that a program wrote into every column.
    bool repeats_one_text() const {
        std::string_view first;
        std::size_t same = 0;
        for (auto const field : row_.record().fields) {
            auto const text = trim(field);
            if (text.empty()) continue;
            if (first.empty()) first = text;
            if (text != first) return false;
            ++same;
        }
        return same >= 3 && first.find_first_of("0123456789") != 0;
    }

    bool is_header() const {
        if (layout_.header.size() <= map_.day) return false;
        std::size_t same = 0;
        for (std::size_t i = 0; i < layout_.header.size(); ++i)
            same += field(row_.record(), i) == layout_.header[i] && !layout_.header[i].empty() ? 1U
                                                                                               : 0U;
        return row_.cell(map_.day) == layout_.header[map_.day] && same * 2 >= layout_.header.size();
    }

    bool has_amount() const {
        return has_digit(map_.amount) || has_digit(map_.debit) || has_digit(map_.credit);
    }
    /// Of what stands under the date: a word, whatever follows it, and not an attempt at a date.
    bool begins_with_word(std::string_view date) const {
        if (!has_digit(map_.day)) return true;
        auto const first = date.find_first_not_of("\"' ");
        auto const letters = date.substr(first == date.npos ? date.size() : first);
        std::size_t size = 0;
        while (size < letters.size() && is_letter(letters[size]))
            ++size;
        return size >= 4;
    }
    bool has_digit(std::size_t column) const {
        return field(row_.record(), column).find_first_of("0123456789") != std::string_view::npos;
    }

    csv_layout const& layout_;
    column_map const& map_;
    csv_conventions const& conventions_;
    read_options const& options_;
    text_arena& arena_;
    csv_row row_;
    statement& out_;
    std::uint32_t line_ = 0;
    std::vector<std::int64_t> balances_;
    std::size_t short_rows_ = 0;
    std::size_t long_rows_ = 0;
    struct stated_balance {
        std::size_t count = 0;
        std::optional<money> value;

        void add(std::optional<money> const& more) {
            ++count;
            value = more;
        }
    };
    std::array<stated_balance, 2> stated_; // opening and closing
    cell_example failed_;
    std::uint32_t next_line_ = 0; // where a continuation of the last entry would stand
    bool other_table_ = false;    // the rows here belong to a table with other columns
    bool other_dates_ = false;    // which has dates
    unsigned other_headers_left_ = 1'000;
};

} // namespace detail

} // namespace recon::io
