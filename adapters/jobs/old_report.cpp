#include "adapters/jobs/old_report.hpp"

#include <recon/io/csv_cells.hpp>
#include <recon/io/day.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace recon::jobs {

namespace {

/// What became of each row of a side: its match, and the worst that is to be said of it.
struct fates {
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    std::vector<std::uint32_t> match;
    std::vector<std::uint32_t> open;
    std::vector<std::uint32_t> finding;
};

fates fates_of(io::finished_run const& run, side which) {
    fates out;
    auto const size = run.of(which).file.entries.size();
    out.match.assign(size, fates::none);
    out.open.assign(size, fates::none);
    out.finding.assign(size, fates::none);
    for (std::uint32_t i = 0; i < run.result.matches.size(); ++i) {
        auto const& m = run.result.matches[i];
        for (auto const row : which == side::left ? run.result.left_of(m) : run.result.right_of(m))
            out.match[row] = i;
    }
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    for (std::uint32_t i = 0; i < open.size(); ++i)
        out.open[open[i].row] = i;
    for (std::uint32_t i = 0; i < run.findings.all.size(); ++i) { // the worst first
        auto const& d = run.findings.all[i];
        auto const note = [&](side of, std::span<row_index const> rows) {
            for (auto const row : rows)
                if (of == which && out.finding[row] == fates::none) out.finding[row] = i;
        };
        note(d.of, run.findings.rows_of(d));
        note(d.counter_side, run.findings.counters_of(d));
    }
    return out;
}

void append_row_id(std::string& out, io::finished_run const& run, side which, row_index row) {
    out += io::name_of(which);
    out += '-';
    io::append_position(out, run.of(which), row);
}

/// Match Status, Matched With and Match Confidence.
void append_match_cells(std::string& out, io::finished_run const& run, side which, match const& m) {
    out += m.status == match_status::matched ? "matched," : "review,";
    auto const others = which == side::left ? run.result.right_of(m) : run.result.left_of(m);
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (i != 0) out += ';';
        append_row_id(out, run, io::other_side(which), others[i]);
    }
    io::append_score(out += ',', m.confidence);
    out += ',';
}

void append_row(std::string& out, io::finished_run const& run, side which, row_index index,
                fates const& known) {
    auto const& row = run.of(which).at(index);
    append_row_id(out, run, which, index);
    (out += ',') += io::name_of(which);
    io::append_iso(out += ',', row.day);
    io::append_sum(out += ',', row.amount.minor, row.amount.unit.digits());
    out += row.amount.minor < 0 ? ",debit," : ",credit,";
    io::append_text_cell(out, io::text_of(row));
    out += ',';
    std::string reason;
    auto const& open = which == side::left ? run.result.left_open : run.result.right_open;
    if (auto const at = known.match[index]; at != fates::none) {
        append_match_cells(out, run, which, run.result.matches[at]);
        io::append_explanation(reason, run, run.result.matches[at]);
    } else {
        out += "unmatched,,,";
        if (auto const missing = known.open[index]; missing != fates::none)
            io::append_open_reason(reason, run, which, open[missing]);
    }
    auto const found = known.finding[index];
    auto const* const d = found == fates::none ? nullptr : &run.findings.all[found];
    if (d != nullptr) out += to_string(d->kind);
    out += ',';
    if (d != nullptr) out += to_string(d->level);
    io::append_text_cell(out += ',', reason);
    out += ',';
    if (auto const* const note = d != nullptr ? io::note_of(run, *d) : nullptr)
        io::append_text_cell(out, note->explanation);
    out += ',';
    if (d != nullptr) io::append_text_cell(out, io::action_for(run, *d));
    out += '\n';
}

} // namespace

void write_old_report(io::byte_sink& to, io::finished_run const& run, unsigned threads) {
    to.write(old_report_header);
    auto const bank = fates_of(run, side::left);
    io::write_rows(to, run.bank.file.entries.size(), threads,
                   [&](std::string& out, std::size_t row) {
                       append_row(out, run, side::left, static_cast<row_index>(row), bank);
                   });
    auto const ledger = fates_of(run, side::right);
    io::write_rows(to, run.result.right_open.size(), threads, [&](std::string& out, std::size_t i) {
        append_row(out, run, side::right, run.result.right_open[i].row, ledger);
    });
}

} // namespace recon::jobs
