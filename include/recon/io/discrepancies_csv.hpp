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

inline void append_discrepancy(std::string& out, finished_run const& run, discrepancy const& d) {
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
    append_text_cell(out += ',', message_of(run, d));
    append_text_cell(out += ',', action_for(run, d));
    append_text_cell(out += ',', explanation_of(run, d));
    if (run.notes) {
        auto const* const note = note_of(run, d);
        append_text_cell(out += ',', note != nullptr ? note->explanation : std::string());
        append_text_cell(out += ',', note != nullptr ? note->action : std::string());
    }
    out += '\n';
}

} // namespace detail

/// discrepancies.csv, the worst first. Counter positions are on the other side, but for duplicates
/// and reversals, where they are on the same. O(rows).
inline void write_discrepancies(byte_sink& to, finished_run const& run, unsigned threads = 1) {
    to.write(run.notes ? discrepancies_header.substr(0, discrepancies_header.size() - 1)
                       : discrepancies_header);
    if (run.notes) to.write(llm_columns);
    write_rows(to, run.findings.all.size(), threads, [&](std::string& out, std::size_t row) {
        detail::append_discrepancy(out, run, run.findings.all[row]);
    });
}

} // namespace recon::io
