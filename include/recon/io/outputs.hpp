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

inline void append_positions(std::string& out, run_side const& of,
                             std::span<row_index const> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i != 0) out += ';';
        append_position(out, of, rows[i]);
    }
}

/// "M000001", and more digits from a million on.
inline void append_match_id(std::string& out, std::size_t number) {
    auto const begin = out.size();
    append_count(out, number);
    auto const digits = out.size() - begin;
    out.insert(begin, digits < 6 ? 6 - digits : 0, '0');
    out.insert(begin, 1, 'M');
}

inline void append_match(std::string& out, finished_run const& run, std::size_t index) {
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

inline void append_open_item(std::string& out, finished_run const& run, side which,
                             open_row const& open) {
    auto const& row = run.of(which).at(open.row);
    auto const age = std::int64_t{(run.as_of - row.day).count()};
    out += name_of(which);
    append_position(out += ',', run.of(which), open.row);
    append_text_cell(out += ',', row.id);
    append_iso(out += ',', row.day);
    append_sum(out += ',', row.amount.minor, row.amount.unit.digits());
    (out += ',') += row.amount.unit.code();
    append_text_cell(out += ',', text_of(row));
    append_text_cell(out += ',', row.reference);
    append_signed(out += ',', age, 0, false);
    (out += ',') += age_bucket(age);
    (out += ',') += to_string(open.reason);
    out += ',';
    if (open.nearest != no_row) append_position(out, run.of(other_side(which)), open.nearest);
    std::string reason;
    append_open_reason(reason, run, which, open);
    append_text_cell(out += ',', reason);
    out += '\n';
}

inline void append_rejected(std::string& out, side which, row_issue const& issue) {
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

/// matches.csv: every match, with its evidence. O(rows).
inline void write_matches(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    to.write(matches_header);
    write_rows(to, run.result.matches.size(), threads,
               [&](std::string& out, std::size_t row) { detail::append_match(out, run, row); });
}

/// open_items.csv: what is left over, bank first; the next run carries it in. O(rows).
inline void write_open_items(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    to.write(open_items_header);
    for (auto const which : {side::left, side::right}) {
        auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
        write_rows(to, open.size(), threads, [&](std::string& out, std::size_t row) {
            detail::append_open_item(out, run, which, open[row]);
        });
    }
}

/// rejected.csv: records that could not be read as entries, bank first. O(rows).
inline void write_rejected(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    to.write(rejected_header);
    for (auto const which : {side::left, side::right}) {
        auto const& rejected = run.of(which).file.rejected;
        write_rows(to, rejected.size(), threads, [&](std::string& out, std::size_t row) {
            detail::append_rejected(out, which, rejected[row]);
        });
    }
}

} // namespace recon::io
