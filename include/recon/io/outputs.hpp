// recon/io/outputs.hpp - a run as CSV files: matches, open items and rejected rows.
#pragma once

#include <recon/io/ageing.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/csv_cells.hpp>
#include <recon/io/day.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/outcome.hpp>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace recon::io {

inline constexpr std::string_view matches_header =
    "match_id,kind,status,confidence,bank_positions,ledger_positions,bank_amount,ledger_amount,"
    "currency,amount_difference,date_difference_days,amount_score,date_score,text_score,"
    "reference_match,margin,explanation\n";
inline constexpr std::string_view open_items_header =
    "side,position,id,date,amount,currency,description,reference,age_days,age_bucket,reason,"
    "nearest_position,nearest_reason\n";
inline constexpr std::string_view rejected_header = "side,position,column,code,message,raw\n";

namespace detail {

template <class Text>
void append_positions(Text& out, run_side const& of, std::span<row_index const> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i != 0) out += ';';
        append_position(out, of, rows[i]);
    }
}

/// "M000001", and more digits from a million on.
template <class Text>
void append_match_id(Text& out, std::size_t number) {
    out += 'M';
    auto const digits = std::max(digits_in(number), 6U);
    put_digits(extended(out, digits) + digits, number, digits);
}

template <class Text>
void append_match(Text& out, finished_run const& run, std::size_t index) {
    fetch_ahead(run, index);
    auto const& m = run.result.matches[index];
    auto const left = run.result.left_of(m);
    auto const right = run.result.right_of(m);
    auto const unit = unit_of(run, m);
    append_match_id(out, index + 1);
    (out += ',') += to_string(m.kind);
    (out += ',') += to_string(m.status);
    append_score(out += ',', m.confidence);
    append_positions(out += ',', run.bank, left);
    append_positions(out += ',', run.ledger, right);
    append_sum(out += ',', sum_of(run.bank, left), unit.digits());
    append_sum(out += ',', sum_of(run.ledger, right), unit_of(run, m, side::right).digits());
    (out += ',') += currency_codes_of(run, m);
    append_sum(out += ',', m.amount_difference, unit.digits());
    append_signed(out += ',', m.day_difference, 0, false);
    append_score(out += ',', m.amount_score);
    append_score(out += ',', m.day_score);
    out += ',';
    if (m.text_score >= 0) append_score(out, m.text_score);
    (out += ',') += to_string(m.reference);
    append_score(out += ',', m.margin);
    out += ',';
    append_explanation(out, run, m); // our own words: no comma, no quote, no formula
    out += '\n';
}

template <class Text>
void append_open_item(Text& out, finished_run const& run, side which, open_row const& open) {
    auto const& row = run.of(which).at(open.row);
    auto const age = std::int64_t{(run.as_of - row.day).count()};
    out += name_of(which);
    append_position(out += ',', run.of(which), open.row);
    append_text_cell(out += ',', row.id);
    append_iso(out += ',', row.day);
    append_sum(out += ',', row.amount.minor, row.amount.unit.digits());
    (out += ',') += row.amount.unit.code();
    append_made_cell(out += ',', [&] { append_text(out, row); });
    append_text_cell(out += ',', row.reference);
    append_signed(out += ',', age, 0, false);
    (out += ',') += age_bucket(age);
    (out += ',') += to_string(open.reason);
    out += ',';
    if (open.nearest != no_row) append_position(out, run.of(other_side(which)), open.nearest);
    append_made_cell(out += ',', [&] { append_open_reason(out, run, which, open); });
    out += '\n';
}

template <class Text>
void append_rejected(Text& out, side which, row_issue const& issue) {
    out += name_of(which);
    append_count(out += ',', issue.position);
    out += ',';
    if (issue.column != 0) append_count(out, issue.column);
    (out += ',') += to_string(issue.code);
    append_text_cell(out += ',', issue.detail);
    append_text_cell(out += ',', issue.raw);
    out += '\n';
}

} // namespace detail

/// matches.csv: every match, with its evidence.
inline row_output matches_output(finished_run const& run) {
    return rows_by(
        matches_header, run.result.matches.size(),
        [&run](text_block& out, std::size_t row) { detail::append_match(out, run, row); });
}

/// open_items.csv: what is left over, bank first; the next run carries it in.
inline row_output open_items_output(finished_run const& run) {
    auto const& left = run.result.left_open;
    auto const& right = run.result.right_open;
    return rows_by(open_items_header, left.size() + right.size(),
                   [&](text_block& out, std::size_t row) {
                       bool const bank = row < left.size();
                       if (bank && row + 8 < left.size())
                           fetch_ahead(run, side::left, left[row + 8]);
                       else if (!bank && row + 8 < left.size() + right.size())
                           fetch_ahead(run, side::right, right[row + 8 - left.size()]);
                       detail::append_open_item(out, run, bank ? side::left : side::right,
                                                bank ? left[row] : right[row - left.size()]);
                   });
}

/// rejected.csv: records that could not be read as entries, bank first.
inline row_output rejected_output(finished_run const& run) {
    auto const& left = run.bank.file.rejected;
    auto const& right = run.ledger.file.rejected;
    return rows_by(rejected_header, left.size() + right.size(),
                   [&](text_block& out, std::size_t row) {
                       bool const bank = row < left.size();
                       detail::append_rejected(out, bank ? side::left : side::right,
                                               bank ? left[row] : right[row - left.size()]);
                   });
}

/// The same, written. O(rows).
inline void write_matches(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    write_rows(to, matches_output(run), threads);
}
inline void write_open_items(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    write_rows(to, open_items_output(run), threads);
}
inline void write_rejected(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    write_rows(to, rejected_output(run), threads);
}

} // namespace recon::io
