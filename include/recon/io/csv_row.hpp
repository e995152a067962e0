// recon/io/csv_row.hpp - the values of one record, under the layout and conventions of its file.
#pragma once

#include <recon/io/balance.hpp>
#include <recon/io/csv_conventions.hpp>
#include <recon/io/csv_sample.hpp>
#include <recon/io/statement.hpp>
#include <recon/io/text_arena.hpp>

#include <algorithm>
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

/// Why a row is rejected, with the column that is to blame.
struct row_trouble {
    row_fault code;
    std::size_t column; // index; no_column is the whole record
    std::string text;
};

inline std::string quoted(std::string_view text) {
    return "'" + std::string(text.substr(0, 60)) + "'";
}

/// Reads the cells of one record after the other. Texts that are joined live in the arena.
class csv_row {
  public:
    csv_row(csv_layout const& layout, csv_conventions const& conventions, text_arena& arena)
        : layout_(layout), map_(layout.columns), conventions_(conventions), arena_(arena) {}

    /// Takes the next record; it must live until the one after it is taken.
    void take(csv_record const& record) noexcept { record_ = &record; }

    csv_record const& record() const noexcept { return *record_; }

    /// A cell without the spaces around it, and without what spreadsheets put around texts.
    std::string_view cell(std::size_t column) const {
        auto const text = field(*record_, column);
        return text.empty() || text.front() == '=' || text.front() == '\'' ? bare_cell(text)
                                                                           : trim(text);
    }

    /// The day of a cell in the booking date's column.
    std::optional<std::chrono::sys_days> booking_day() {
        auto const text = cell(map_.day);
        if (text == day_text_ && !text.empty()) return day_; // dates come in runs
        day_text_ = text;
        day_ = parse_day(text, conventions_.order);
        return day_;
    }
    std::optional<std::chrono::sys_days> value_day() const {
        if (map_.value_day == no_column) return std::nullopt;
        auto const text = cell(map_.value_day);
        return text == day_text_ ? day_ : parse_day(text, conventions_.order);
    }

    /// Where a record has too many fields or lacks one that matters, so that its cells may have
    /// slid: the first column that it lacks, or no_column.
    std::optional<std::size_t> slid_column() const {
        auto const size = record_->fields.size();
        if (size == layout_.width) return std::nullopt;
        if (size > layout_.width) {
            if (width_of(record_->fields) <= layout_.width || is_longer_text()) return std::nullopt;
            return no_column;
        }
        for (auto const column : {map_.day, map_.value_day, map_.amount, map_.debit, map_.credit,
                                  map_.type, map_.balance, map_.currency, map_.status})
            if (column != no_column && column >= size) return column;
        return std::nullopt;
    }

    /// Whether a record has too many fields only because more text follows at its end. A delimiter
    /// in an earlier text would have moved what stands behind it: so where a date, a currency or a
    /// direction stands in its place behind every text before the amount, none was moved.
    bool is_longer_text() const {
        if (map_.description.empty() && map_.payee.empty()) return false;
        std::size_t fixed = 0; // the columns up to here are in their places
        for (auto const column : {map_.day, map_.value_day}) {
            if (column == no_column) continue;
            if (read_date_cell(cell(column)).shape == date_shape::none) continue;
            fixed = std::max(fixed, column);
        }
        if (map_.currency != no_column && currency_of(cell(map_.currency)))
            fixed = std::max(fixed, map_.currency);
        if (map_.type != no_column && way_of(cell(map_.type)) != way_word::unknown)
            fixed = std::max(fixed, map_.type);
        std::size_t last = fixed;
        for (auto const column : {map_.amount, map_.debit, map_.credit, map_.balance}) {
            if (column == no_column || column >= layout_.width) continue;
            if (!cell(column).empty() && !read_amount_cell(cell(column))) return false;
            last = std::max(last, column);
        }
        for (auto i = fixed + 1; i < last; ++i)
            if (i != map_.amount && i != map_.debit && i != map_.credit && i != map_.balance)
                return false;
        // "1,234.56" in two fields would leave its cents behind the amount
        return last + 1 < layout_.width && !read_amount_cell(cell(last + 1));
    }

    /// What is wrong with the number of fields, if anything is.
    std::optional<row_trouble> check_width() {
        auto const size = record_->fields.size();
        if (size == layout_.width) return std::nullopt;
        auto const slid = slid_column();
        if (!slid) return std::nullopt;
        auto const counts = std::to_string(size) + (size == 1 ? " field where " : " fields where ")
                            + std::to_string(layout_.width) + " were expected: ";
        if (*slid == no_column)
            return row_trouble{row_fault::too_many_fields, no_column,
                               counts + "quote the field that holds the delimiter"};
        return row_trouble{row_fault::too_few_fields, no_column,
                           counts + "the record ends before the column '" + header(*slid) + "'"};
    }

    /// Whether the row says that no money moved: neither in nor out, and closed.
    bool never_moved() {
        return conventions_.type_decides && map_.type != no_column && map_.status != no_column
               && says_closed(cell(map_.status)) && read_way(cell(map_.type)) == way_word::neither;
    }

    /// Rows whose way only their status tells, and the first such status.
    cell_example const& by_outcome() const noexcept { return by_outcome_; }
    /// Amounts with a note that some of it came back, and the first of them.
    cell_example const& refunded() const noexcept { return refunded_; }

    /// Amount and currency, signed from the holder's view, or what is wrong with them.
    std::optional<row_trouble> read_amount(money& amount) {
        amount.unit = conventions_.unit;
        std::optional<row_trouble> trouble;
        if (map_.currency != no_column) trouble = read_currency(amount.unit);
        auto amount_trouble = map_.amount != no_column ? read_single(amount) : read_sides(amount);
        return amount_trouble ? std::move(amount_trouble) : std::move(trouble);
    }

    /// The running balance of the row, or no_balance.
    std::int64_t read_balance(currency unit) const {
        auto const value = parse_amount(cell(map_.balance), conventions_.mark, unit.digits());
        return value.fault == amount_fault::none ? value.minor : no_balance;
    }

    /// The amount of a record that states a balance: its only cell that is an amount and no date.
    /// Nothing when there are several, or the file has several currencies.
    std::optional<money> stated_balance() const {
        std::optional<money> found;
        if (!conventions_.unit) return found;
        for (auto const text : record_->fields) {
            auto const parts = read_amount_cell(text);
            if (!parts || read_date_cell(bare_cell(text)).shape != date_shape::none) continue;
            auto const unit = parts.unit ? parts.unit : conventions_.unit;
            auto const value = value_of(parts, conventions_.mark, unit.digits());
            bool const marked = parts.unit || mark_of(parts) != mark_evidence::none;
            if (value.fault != amount_fault::none || !marked) continue; // a count, or a number
            if (found) return std::nullopt;
            found = money{parts.word == direction::out ? -value.minor : value.minor, unit};
        }
        return found;
    }

    void read_texts(entry& row) {
        row.counterparty = joined(map_.payee);
        row.description = record_->fields.size() > layout_.width ? with_more(map_.description)
                                                                 : joined(map_.description);
        if (row.description.empty()) row.description = row.counterparty;
        if (map_.id != no_column) row.id = cell(map_.id);
        if (map_.account != no_column) row.account = cell(map_.account);
        if (map_.reference != no_column) row.reference = cell(map_.reference);
        if (row.reference.empty() && map_.cheque != no_column) row.reference = cell(map_.cheque);
        if (row.reference.empty()) row.reference = row.id;
    }

    /// "-------" and "/", which some banks write where there is no text.
    static bool says_nothing(std::string_view text) noexcept {
        return (text.front() == '-' || text.front() == '/')
               && text.find_first_not_of(text.front()) == std::string_view::npos;
    }

    /// The texts of several columns, and those behind the last column.
    std::string_view with_more(std::vector<std::size_t> columns) {
        for (auto i = layout_.width; i < record_->fields.size(); ++i)
            columns.push_back(i);
        return joined(columns);
    }

    /// The texts of several columns with a space between; one text is not copied.
    std::string_view joined(std::vector<std::size_t> const& columns) {
        std::string_view first;
        bool several = false;
        joined_.clear();
        for (auto const column : columns) {
            auto const text = cell(column);
            if (text.empty() || text == first || says_nothing(text)) continue;
            if (first.empty()) {
                first = text;
                continue;
            }
            if (!several) joined_ = first;
            several = true;
            joined_ += ' ';
            joined_ += text;
        }
        return several ? arena_.keep(joined_) : first;
    }

  private:
    std::string header(std::size_t column) const {
        return column < layout_.header.size() ? layout_.header[column] : std::to_string(column + 1);
    }

    std::optional<row_trouble> read_currency(currency& unit) {
        auto const text = cell(map_.currency);
        if (text.empty()) return std::nullopt;
        if (text != currency_text_) {
            currency_text_ = text;
            currency_ = currency_of(text);
        }
        if (!currency_)
            return row_trouble{row_fault::unknown_currency, map_.currency,
                               quoted(text) + " is no ISO 4217 currency code"};
        unit = currency_;
        return std::nullopt;
    }

    /// One amount cell under the conventions: what stands there, its word, and its currency.
    struct read_cell {
        std::int64_t minor = 0;
        direction word = direction::unknown;
        std::optional<row_trouble> trouble;
    };

    read_cell read_money(std::size_t column, money& amount) {
        auto const text = cell(column);
        if (!amount.unit && !read_amount_cell(text).unit)
            return {0, direction::unknown,
                    row_trouble{row_fault::unknown_currency,
                                map_.currency != no_column ? map_.currency : column,
                                "the row names no currency, and others name several"}};
        if (auto const plain = plain_amount(text, conventions_.mark, amount.unit.digits()))
            return {*plain, direction::unknown, std::nullopt};
        read_cell result;
        auto const parts = read_amount_cell(text);
        if (parts.refunded) refunded_.add(record_->position, text);
        if (parts.unit && map_.currency == no_column) amount.unit = parts.unit;
        auto const value = value_of(parts, conventions_.mark, amount.unit.digits());
        result.minor = value.minor;
        result.word = parts.word;
        auto const trouble = [&](row_fault code, std::string const& why) {
            result.trouble = row_trouble{code, column, quoted(text) + why};
        };
        switch (value.fault) {
        case amount_fault::none: break;
        case amount_fault::invalid:
            trouble(row_fault::invalid_amount, conventions_.mark == '.'
                                                   ? " is no amount with a decimal dot"
                                                   : " is no amount with a decimal comma");
            break;
        case amount_fault::excess_decimals:
            trouble(row_fault::excess_decimals,
                    " has more decimals than " + std::string(amount.unit.code()) + " has");
            break;
        case amount_fault::overflow:
            trouble(row_fault::amount_overflow, " does not fit into 64 bits of minor units");
            break;
        }
        return result;
    }

    std::optional<row_trouble> read_single(money& amount) {
        if (cell(map_.amount).empty())
            return row_trouble{row_fault::missing_amount, map_.amount, "the amount is missing"};
        auto value = read_money(map_.amount, amount);
        if (value.trouble) return std::move(value.trouble);
        amount.minor = value.minor;
        auto way = value.word == direction::unknown && conventions_.blank_word != direction::unknown
                       ? conventions_.blank_word
                       : value.word;
        if (map_.type != no_column && conventions_.type_decides) {
            auto const word = read_type(amount.minor != 0);
            if (word == way_word::unknown || word == way_word::neither)
                return row_trouble{row_fault::unknown_direction, map_.type,
                                   quoted(cell(map_.type))
                                       + " says neither money in nor money out: write there "
                                         "which it is, or leave the row out"};
            way = word == way_word::in ? direction::in : direction::out;
            if (conventions_.signs_ignored && amount.minor < 0) amount.minor = -amount.minor;
        }
        // "-5.00 DR" says it twice, "5.00 DR" once
        bool const said = value.word == direction::out && amount.minor < 0;
        if (way == direction::out && !said) amount.minor = -amount.minor;
        amount.minor *= conventions_.amount_sign;
        return std::nullopt;
    }

    /// What the type column says; where it says neither, what came of the payment. An amount of
    /// zero has no way, so any will do.
    way_word read_type(bool moved) {
        auto const word = read_way(cell(map_.type));
        if (word == way_word::in || word == way_word::out) return word;
        if (!moved) return way_word::in;
        if (word == way_word::unknown || map_.status == no_column) return word;
        auto const outcome = way_of_outcome(cell(map_.status));
        if (outcome == way_word::unknown) return word;
        by_outcome_.add(record_->position, cell(map_.status));
        return outcome;
    }

    way_word read_way(std::string_view text) {
        if (text.empty()) return conventions_.blank_type;
        for (auto const& known : ways_)
            if (known.text == text) return known.way;
        ways_[1] = std::exchange(ways_[0], {text, way_of(text)});
        return ways_[0].way;
    }

    std::optional<row_trouble> read_sides(money& amount) {
        bool filled = false;
        for (auto const& [column, sign] : {std::pair{map_.debit, conventions_.debit_sign},
                                           std::pair{map_.credit, conventions_.credit_sign}}) {
            if (column == no_column) continue;
            auto const text = cell(column);
            if (text.empty() || text == "-") continue;
            auto value = read_money(column, amount);
            if (value.trouble) return std::move(value.trouble);
            if (filled && value.minor != 0 && amount.minor != 0)
                return row_trouble{row_fault::ambiguous_amount, column,
                                   "both the debit and the credit column hold an amount"};
            filled = true;
            if (value.minor != 0) amount.minor = value.minor * sign;
        }
        if (filled) return std::nullopt;
        auto const column = map_.debit != no_column ? map_.debit : map_.credit;
        return row_trouble{row_fault::missing_amount, column, "the amount is missing"};
    }

    csv_layout const& layout_;
    column_map const& map_;
    csv_conventions const& conventions_;
    text_arena& arena_;
    csv_record const* record_ = nullptr;
    std::string joined_;
    // the last cell of its column and what it was, as rows repeat them
    std::string_view day_text_;
    std::optional<std::chrono::sys_days> day_;
    std::string_view currency_text_;
    currency currency_;
    struct known_way {
        std::string_view text;
        way_word way = way_word::unknown;
    };
    std::array<known_way, 2> ways_; // most files have but two
    cell_example by_outcome_;
    cell_example refunded_;
};

} // namespace detail

} // namespace recon::io
