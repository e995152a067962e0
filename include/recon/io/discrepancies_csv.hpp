// recon/io/discrepancies_csv.hpp - discrepancies.csv: what a person has to look into, a line each.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/csv_cells.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/outputs.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

inline constexpr std::string_view discrepancies_header =
    "type,severity,side,position,counter_positions,amount,currency,amount_difference,"
    "date_difference_days,message,suggested_action,explanation\n";
/// Where a language model was asked, what it said stands behind.
inline constexpr std::string_view llm_columns = ",llm_explanation,llm_suggested_action\n";

namespace detail {

template <class Text>
void append_discrepancy(Text& out, finished_run const& run, discrepancy const& d) {
    out += to_string(d.kind);
    (out += ',') += to_string(d.level);
    (out += ',') += name_of(d.of);
    append_positions(out += ',', run.of(d.of), run.findings.rows_of(d));
    append_positions(out += ',', run.of(d.counter_side), run.findings.counters_of(d));
    append_sum(out += ',', d.amount_minor, d.unit.digits());
    (out += ',') += d.unit.code();
    // what compares nothing has no difference, rather than one of nought
    bool const compares = d.counter_count != 0 && d.counter_side != d.of;
    out += ',';
    if (compares && d.kind != discrepancy_kind::currency_mismatch)
        append_sum(out, d.amount_difference, d.unit.digits());
    out += ',';
    if (compares) append_signed(out, d.day_difference, 0, false);
    append_made_cell(out += ',', [&] { append_message(out, run, d); });
    append_made_cell(out += ',', [&] { append_action(out, run, d); });
    append_made_cell(out += ',', [&] { append_evidence(out, run, d); });
    if (run.notes) {
        auto const* const note = note_of(run, d);
        append_text_cell(out += ',', note != nullptr ? note->explanation : std::string());
        append_text_cell(out += ',', note != nullptr ? note->action : std::string());
    }
    out += '\n';
}

} // namespace detail

/// discrepancies.csv, the worst first. Counter positions are on the other side, but for duplicates
/// and reversals, where they are on the same.
inline row_output discrepancies_output(finished_run const& run) {
    std::string header(discrepancies_header);
    if (run.notes) header.replace(header.size() - 1, 1, llm_columns);
    return rows_by(header, run.findings.all.size(), [&run](text_block& out, std::size_t row) {
        fetch_findings_ahead(run, row);
        detail::append_discrepancy(out, run, run.findings.all[row]);
    });
}

/// The same, written. O(rows).
inline void write_discrepancies(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    write_rows(to, discrepancies_output(run), threads);
}

} // namespace recon::io
