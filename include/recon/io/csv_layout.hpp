// recon/io/csv_layout.hpp - the shape of a CSV file: delimiter, header line, columns. Chosen so
// that most records below the header read as transactions.
#pragma once

#include <recon/error.hpp>
#include <recon/io/csv_choices.hpp>
#include <recon/io/csv_headerless.hpp>
#include <recon/io/csv_sample.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/source.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

/// The currency of the first amount inside a text that has decimals and a currency: "in: 28.50元".
inline currency currency_in_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        auto const amount = read_amount_cell(text.substr(at, end - at));
        if (amount.unit && mark_of(amount) != mark_evidence::none) return amount.unit;
        at = end + 1;
    }
    return {};
}

/// The currency that the lines above a header name beside an amount or the word for currency; none
/// when they name two.
inline currency preamble_currency(csv_sample const& sample, std::size_t header, std::size_t& line) {
    currency found;
    for (std::size_t i = 0; i < header; ++i) {
        bool labelled = false;
        for (auto const field : sample.records[i].fields) {
            auto const cell = bare_cell(field);
            if (cell.size() > 60) continue;
            auto text = fold_text(cell);
            auto unit = read_amount_cell(cell).unit;
            if (!unit && labelled) unit = currency_of(cell);
            if (!unit) unit = currency_in_text(cell);
            if (auto const named = drop_currency(text); // "Currency: EUR"
                named && find_header(text).has(column::currency))
                unit = named;
            labelled = find_header(without_spaces(text)).has(column::currency);
            if (!unit) continue;
            if (found && found != unit) return {};
            found = unit;
            line = sample.records[i].position;
        }
    }
    return found;
}

/// What the headers and the lines above them say about the currency.
inline void name_currency(csv_sample const& sample, std::size_t header,
                          std::vector<header_match> const& matches, csv_layout& layout) {
    auto const& columns = layout.columns;
    for (auto const i : {columns.balance, columns.amount, columns.debit, columns.credit})
        if (i < matches.size() && matches[i].unit) layout.unit = matches[i].unit;
    if (!layout.unit && columns.currency == no_column)
        layout.unit = preamble_currency(sample, header, layout.unit_line);
}

/// The first cell under a header for dates that is a day and a month without a year: "01/09",
/// "Sep 15"; empty where there is none.
inline std::string yearless_date(csv_sample const& sample, std::size_t first,
                                 std::vector<header_match> const& matches) {
    constexpr column_set dates{column::date, column::booking_date, column::value_date};
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (!matches[i].exact.meets(dates)) continue;
        for (auto at = first; at < std::min(sample.records.size(), first + 20); ++at) {
            auto const cell = bare_cell(field(sample.records[at], i));
            if (cell.size() > 2 && cell.size() <= 20
                && read_date_cell(std::string(cell) + " 2024").shape != date_shape::none)
                return std::string(cell);
        }
    }
    return {};
}

/// The record at `at` as a header, or nothing when its words are none. `hint` then says what is
/// missing in what looks like one.
inline std::optional<layout_candidate> try_header(csv_sample& sample, std::size_t at,
                                                  std::string& hint) {
    auto const& record = sample.records[at];
    if (record.fields.size() < 2 || record.fields.size() > header_fields_max || record.open_quote)
        return std::nullopt;
    layout_candidate candidate;
    std::vector<header_match> matches;
    column_set exact;
    column_set all;
    for (auto const cell : record.fields) {
        matches.push_back(match_header(bare_cell(cell)));
        exact.add(matches.back().exact);
        all.add(matches.back().exact);
        all.add(matches.back().weak);
        if (!matches.back().exact.empty()) ++candidate.words;
    }
    constexpr column_set dates{column::date, column::booking_date, column::value_date,
                               column::other_date};
    constexpr column_set amounts{column::amount, column::debit, column::credit};
    if (exact.meets(dates) && exact.has(column::balance) && !all.meets(amounts) && hint.empty())
        hint = "line " + std::to_string(record.position)
               + " is the header of a list of balances: it has no column of amounts";
    if (!all.meets(dates) || !all.meets(amounts)) return std::nullopt;
    if (!exact.meets(dates) && !exact.meets(amounts)) return std::nullopt;
    auto& layout = candidate.layout;
    auto const samples = sample_columns(sample, at + 1, matches.size());
    layout.columns = assign_columns(matches, samples);
    if (!layout.columns.complete()) {
        if (!hint.empty()) return std::nullopt;
        bool const no_day = layout.columns.day == no_column;
        auto const yearless = no_day ? yearless_date(sample, at + 1, matches) : std::string();
        if (!yearless.empty())
            hint = "the dates below line " + std::to_string(record.position)
                   + " have no year, such as '" + yearless
                   + "': export the statement with full dates, or name another column";
        else
            hint = "line " + std::to_string(record.position)
                   + " looks like the header, but no column "
                   + (no_day ? "under it holds dates with a year" : "under it holds amounts");
        return std::nullopt;
    }
    layout.header_line = record.position;
    for (auto const cell : record.fields)
        layout.header.emplace_back(bare_cell(cell));
    layout.width = matches.size();
    name_currency(sample, at, matches, layout);
    count_transactions(sample, at + 1, candidate);
    return candidate;
}

/// The record at `at` as the header that the user's column names stand in.
inline std::optional<layout_candidate> try_choices(csv_sample& sample, std::size_t at,
                                                   read_options const& options) {
    auto const& record = sample.records[at];
    if (record.fields.size() > header_fields_max) return std::nullopt;
    std::vector<header_match> matches;
    for (auto const cell : record.fields)
        matches.push_back(match_header(bare_cell(cell)));
    auto const samples = sample_columns(sample, at + 1, matches.size());
    layout_candidate candidate;
    auto& layout = candidate.layout;
    layout.columns = assign_columns(matches, samples);
    if (!apply_choices(record, layout.columns, options) || !layout.columns.complete())
        return std::nullopt;
    bool const numbers =
        std::all_of(options.columns.begin(), options.columns.end(),
                    [](column_choice const& choice) { return all_digits(choice.header); });
    bool const headerless = numbers && looks_like_transaction(record, layout.columns);
    if (!headerless) {
        layout.header_line = record.position;
        for (auto const cell : record.fields)
            layout.header.emplace_back(bare_cell(cell));
    }
    layout.width = matches.size();
    candidate.words = layout.width;
    count_transactions(sample, at + (headerless ? 0 : 1), candidate);
    return candidate;
}

/// Why no shape was found, and what to do.
inline std::string why_no_header(std::string const& header_hint, std::string const& cells_hint,
                                 read_options const& options) {
    auto const flag = options.option("columns");
    auto const where = " among the first " + std::to_string(header_records_max) + " records";
    if (!options.columns.empty())
        return "no line" + where + " has the columns that " + flag
               + " names, at least a date and an amount (or a debit or credit) column: write the "
                 "headers as they stand in the file, or numbers from 1";
    if (!header_hint.empty())
        return header_hint + ". Name the columns with " + flag + " date=...,amount=...";
    if (!cells_hint.empty())
        return "the file has no header line, and " + cells_hint
               + ": name the columns by number, as in " + flag
               + " date=1,amount=4 or date=1,debit=4,credit=5";
    return "no header line found" + where
           + ": expected a line with a date and an amount column, such as "
             "'Date,Description,Amount'. Name the columns with "
           + flag + " date=...,amount=...";
}

/// Skips a byte order mark, and a first line "sep=;", whose delimiter it gives.
inline std::optional<char> skip_prologue(std::string_view bytes, csv_layout& layout) {
    if (bytes.starts_with("\xEF\xBB\xBF")) layout.offset = 3;
    auto const rest = bytes.substr(layout.offset);
    if (rest.size() < 5 || (rest.substr(0, 4) != "sep=" && rest.substr(0, 4) != "SEP="))
        return std::nullopt;
    auto end = rest.find_first_of("\r\n");
    if (end != 5) return std::nullopt;
    end += rest.substr(end, 2) == "\r\n" ? 2 : 1;
    layout.offset += end;
    layout.first_line = 2;
    return rest[4];
}

} // namespace detail

namespace detail {

/// Looks for the best shape under one dialect after another.
class layout_search {
  public:
    layout_search(source const& file, read_options const& options)
        : options_(options), given_(skip_prologue(file.bytes, start_)),
          bytes_(file.bytes.substr(start_.offset)) {}

    std::optional<layout_candidate> run() {
        auto const head = bytes_.substr(0, std::size_t{1} << 18U);
        std::string_view const delimiters = given_ ? std::string_view(&*given_, 1) : ",;\t|";
        // a bank in the Netherlands quotes with apostrophes; English texts have them too
        bool const apostrophes = head.find('"') == std::string_view::npos
                                 && (head.find(",'") != std::string_view::npos
                                     || head.find(";'") != std::string_view::npos);
        for (char const delimiter : delimiters) {
            if (head.find(delimiter) == std::string_view::npos) continue;
            try_dialect({delimiter, '"'});
            if (apostrophes) try_dialect({delimiter, '\''});
        }
        // under a header that lacks a column, cells alone prove nothing
        return best_ || !header_hint_.empty() ? std::move(best_) : std::move(headerless_);
    }
    std::string const& header_hint() const noexcept { return header_hint_; }
    std::string const& cells_hint() const noexcept { return cells_hint_; }

  private:
    void try_dialect(csv_dialect dialect) {
        auto sample = sample_records(bytes_, dialect, start_.first_line);
        auto const records = std::min(sample.records.size(), header_records_max);
        std::size_t tried = 0;
        std::optional<layout_candidate> above; // of this dialect, and its first row
        std::size_t first = 0;
        for (std::size_t at = 0; at < records && tried < headers_tried_max; ++at) {
            auto candidate = options_.columns.empty() ? try_header(sample, at, header_hint_)
                                                      : try_choices(sample, at, options_);
            if (!candidate) continue;
            ++tried;
            // a header below the transactions of another one begins a second table
            if (above && has_transactions(sample, first, at, above->layout.columns)) break;
            if (!above || better(*candidate, *above)) {
                above = candidate;
                first = at + 1;
            }
            offer(std::move(*candidate), dialect, best_);
        }
        if (best_ || !options_.columns.empty()) return;
        if (auto candidate = try_headerless(sample, cells_hint_))
            offer(std::move(*candidate), dialect, headerless_);
    }

    void offer(layout_candidate candidate, csv_dialect dialect,
               std::optional<layout_candidate>& best) const {
        if (best && !better(candidate, *best)) return;
        candidate.layout.dialect = dialect;
        candidate.layout.offset = start_.offset;
        candidate.layout.first_line = start_.first_line;
        best = std::move(candidate);
    }

    read_options const& options_;
    csv_layout start_;
    std::optional<char> given_;
    std::string_view bytes_;
    std::optional<layout_candidate> best_;
    std::optional<layout_candidate> headerless_;
    std::string header_hint_;
    std::string cells_hint_;
};

} // namespace detail

/// The shape of the file. The user's columns win over what is found; a file without a header is
/// read by its cells where they prove enough. Throws file_processing_error when there is no header,
/// validation_error for an unknown meaning. O(sample).
inline csv_layout find_layout(source const& file, read_options const& options) {
    detail::layout_search search(file, options);
    auto found = search.run();
    if (!found)
        throw file_processing_error(
            detail::why_no_header(search.header_hint(), search.cells_hint(), options), {file.name});
    return std::move(found->layout);
}

} // namespace recon::io
