// recon/io/csv_headerless.hpp - the columns of a file that has no header, by their cells alone.
// Only what the cells prove: a full column of signed amounts, amounts with a word for their
// direction, or amounts that a running balance confirms.
#pragma once

#include <recon/io/csv_sample.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

/// Finds the columns of one sample.
class headerless_columns {
  public:
    explicit headerless_columns(csv_sample& sample) {
        std::vector<std::size_t> widths;
        for (auto const& record : sample.records)
            if (filled_fields(record) >= 2) widths.push_back(record.fields.size());
        if (widths.empty()) return;
        auto const middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
        std::nth_element(widths.begin(), middle, widths.end());
        width_ = std::min(*middle, header_fields_max);
        columns_.resize(width_);
        for (std::size_t row = 0; row < sample.records.size(); ++row) {
            auto const& record = sample.records[row];
            if (record.fields.size() != width_) continue;
            auto const& look = look_at(sample, row);
            if (!look.dated) continue;
            rows_.push_back(&record);
            for (std::size_t i = 0; i < width_; ++i)
                columns_[i].add(look.cells[i]);
        }
    }

    std::size_t width() const noexcept { return width_; }

    /// The line of the first row if its date is written in another way than all the others, which
    /// agree: it sums up the file. 0 otherwise.
    std::size_t title_line() const {
        if (rows_.size() < 3 || date_form(0) == date_form(1)) return 0;
        for (std::size_t row = 2; row < rows_.size(); ++row)
            if (date_form(row) != date_form(1)) return 0;
        return rows_.front()->position;
    }

    /// The columns, or nothing when the cells prove none. `hint` then says what was seen.
    std::optional<column_map> find(std::string& hint) {
        if (rows_.empty()) return std::nullopt;
        find_dates();
        if (map_.day == no_column) return std::nullopt;
        find_money();
        if (!find_amount(hint)) return std::nullopt;
        find_texts();
        return map_;
    }

  private:
    bool full(std::size_t i) const { return columns_[i].filled * 10 >= rows_.size() * 9; }

    void find_dates() {
        for (std::size_t i = 0; i < width_; ++i) {
            if (columns_[i].dates * 10 < columns_[i].filled * 9 || !full(i)) continue;
            if (map_.day == no_column)
                map_.day = i;
            else if (map_.value_day == no_column)
                map_.value_day = i;
        }
    }

    /// Columns of amounts: with decimals, or signed. Whole numbers may be anything.
    void find_money() {
        std::size_t dots = 0;
        std::size_t commas = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            auto const& column = columns_[i];
            if (column.filled == 0 || column.amounts * 10 < column.filled * 9) continue;
            if (column.dates * 2 > column.filled) continue;
            std::size_t marked = 0;
            for (auto const* const row : rows_) {
                auto const evidence = mark_of(read_amount_cell(row->fields[i]));
                dots += evidence == mark_evidence::dot ? 1U : 0U;
                commas += evidence == mark_evidence::comma ? 1U : 0U;
                marked +=
                    evidence == mark_evidence::dot || evidence == mark_evidence::comma ? 1U : 0U;
            }
            auto const zeros = column.amounts - column.negative - column.positive;
            if (marked * 2 < column.filled - zeros && column.negative == 0) continue;
            (full(i) ? full_ : partial_).push_back(i);
        }
        mark_ = commas > dots ? ',' : '.';
    }

    /// What parts the numbers of a date, and whether the year stands first.
    std::pair<char, bool> date_form(std::size_t row) const {
        auto const text = bare_cell(rows_[row]->fields[map_.day]);
        auto const mark = text.find_first_not_of("0123456789");
        return {mark == text.npos ? '\0' : text[mark], mark == 4};
    }

    std::int64_t value(std::size_t row, std::size_t column) const {
        return parse_amount(rows_[row]->fields[column], mark_, 4).minor;
    }

    /// Whether `balance` runs along with the amounts, in either row order; of signed amounts also
    /// when it is the balance before the row. (Of a debit and a credit column that would be the
    /// same as the two swapped.)
    template <class Effect>
    bool follows(std::size_t balance, bool signed_amounts, Effect effect) const {
        std::array<std::size_t, 4> holds{};
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            auto const step = static_cast<std::uint64_t>(value(i, balance))
                              - static_cast<std::uint64_t>(value(i - 1, balance));
            holds[0] += step == static_cast<std::uint64_t>(effect(i)) ? 1U : 0U;
            holds[1] += step == 0 - static_cast<std::uint64_t>(effect(i - 1)) ? 1U : 0U;
            holds[2] += step == static_cast<std::uint64_t>(effect(i - 1)) ? 1U : 0U;
            holds[3] += step == 0 - static_cast<std::uint64_t>(effect(i)) ? 1U : 0U;
        }
        auto const steps = rows_.size() - 1;
        auto const end = holds.begin() + (signed_amounts ? 4 : 2);
        return steps >= 2 && *std::max_element(holds.begin(), end) * 5 >= steps * 4;
    }

    bool find_amount(std::string& hint) {
        for (std::size_t i = 0; i < width_; ++i)
            if (full(i) && columns_[i].in != 0 && columns_[i].out != 0
                && (columns_[i].in + columns_[i].out) * 10 >= columns_[i].filled * 9)
                map_.type = i;
        if (partial_.empty() && full_.size() == 1) {
            map_.amount = full_[0];
            bool const told = map_.type != no_column || columns_[full_[0]].negative != 0;
            if (!told) hint = one_sided(full_[0]);
            return told;
        }
        if (find_sides()) return true;
        for (auto const amount : full_)
            for (auto const balance : full_)
                if (amount != balance && map_.amount == no_column
                    && follows(balance, true,
                               [&](std::size_t row) { return value(row, amount); })) {
                    map_.amount = amount;
                    map_.balance = balance;
                }
        if (map_.amount != no_column || find_signed()) return true;
        if (full_.size() + partial_.size() >= 2) hint = several();
        return false;
    }

    /// Two columns of which each row fills one, or has zero in the other: money out and money in,
    /// if a balance follows from them, or if one of them has minus signs throughout.
    bool find_sides() {
        auto columns = full_;
        columns.insert(columns.end(), partial_.begin(), partial_.end());
        std::sort(columns.begin(), columns.end());
        for (auto const a : columns)
            for (auto const b : columns)
                if (a < b && exclude(a, b) && (sides_by_balance(a, b) || sides_by_signs(a, b)))
                    return true;
        return false;
    }

    bool exclude(std::size_t a, std::size_t b) const {
        bool some_a = false;
        bool some_b = false;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            bool const in_a = value(row, a) != 0;
            bool const in_b = value(row, b) != 0;
            if (in_a == in_b) return false;
            some_a = some_a || in_a;
            some_b = some_b || in_b;
        }
        return some_a && some_b;
    }

    bool sides_by_balance(std::size_t a, std::size_t b) {
        for (auto const balance : full_) {
            if (balance == a || balance == b) continue;
            for (auto const& [debit, credit] : {std::pair{a, b}, std::pair{b, a}}) {
                auto const out = debit;
                auto const in = credit;
                if (!follows(balance, false,
                             [&](std::size_t row) { return value(row, in) - value(row, out); }))
                    continue;
                map_.debit = out;
                map_.credit = in;
                map_.balance = balance;
                return true;
            }
        }
        return false;
    }

    bool sides_by_signs(std::size_t a, std::size_t b) {
        auto const all_out = [this](std::size_t i) {
            return columns_[i].negative != 0 && columns_[i].positive == 0;
        };
        if (all_out(a) == all_out(b)) return false;
        map_.debit = all_out(a) ? a : b;
        map_.credit = all_out(a) ? b : a;
        if (columns_[map_.credit].negative != 0) map_.debit = map_.credit = no_column;
        if (map_.debit == no_column) return false;
        if (full_.size() == 1 && full_[0] > std::max(a, b)) map_.balance = full_[0];
        return true;
    }

    /// Of two full columns the first has both signs and the other only plus, or words tell the way
    /// of its amounts: then the other is the balance that banks write behind them. Files that were
    /// cut show no chain of balances.
    bool find_signed() {
        if (full_.size() != 2 || !partial_.empty()) return false;
        auto const& amount = columns_[full_[0]];
        auto const& balance = columns_[full_[1]];
        bool const signs = amount.negative != 0 && amount.positive != 0 && balance.negative == 0;
        if (!signs && map_.type == no_column) return false;
        map_.amount = full_[0];
        map_.balance = full_[1];
        return true;
    }

    std::string one_sided(std::size_t column) const {
        return "column " + std::to_string(column + 1)
               + " holds amounts, but none is negative and nothing says which are money out";
    }
    std::string several() const {
        auto columns = full_;
        columns.insert(columns.end(), partial_.begin(), partial_.end());
        std::sort(columns.begin(), columns.end());
        std::string list;
        for (std::size_t i = 0; i < columns.size(); ++i)
            list += (i == 0                    ? ""
                     : i + 1 == columns.size() ? " and "
                                               : ", ")
                    + std::to_string(columns[i] + 1);
        return "columns " + list + " hold amounts, and nothing says which is what";
    }

    /// The currency, and the column with the longest texts as the description.
    void find_texts() {
        std::size_t longest = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            auto const& column = columns_[i];
            if (column.filled == 0 || i == map_.type) continue;
            if (column.currencies * 10 >= column.filled * 9 && map_.currency == no_column) {
                map_.currency = i;
                continue;
            }
            if (column.dates * 2 > column.filled || column.amounts * 2 > column.filled) continue;
            std::size_t size = 0;
            for (auto const* const row : rows_)
                size += trim(row->fields[i]).size();
            if (size <= longest) continue;
            longest = size;
            map_.description.assign(1, i);
        }
    }

    std::size_t width_ = 0;
    std::vector<csv_record const*> rows_;
    std::vector<column_sample> columns_;
    std::vector<std::size_t> full_;    // columns of amounts in every row
    std::vector<std::size_t> partial_; // in some
    char mark_ = '.';
    column_map map_;
};

/// The sample as a file without a header, or nothing when its cells do not prove what they are.
inline std::optional<layout_candidate> try_headerless(csv_sample& sample, std::string& hint) {
    headerless_columns columns(sample);
    auto const map = columns.find(hint);
    if (!map) return std::nullopt;
    layout_candidate candidate;
    candidate.layout.columns = *map;
    candidate.layout.width = columns.width();
    candidate.layout.title_line = columns.title_line();
    count_transactions(sample, 0, candidate);
    if (candidate.transactions * 2 < sample.records.size()) return std::nullopt;
    return candidate;
}

} // namespace detail

} // namespace recon::io
