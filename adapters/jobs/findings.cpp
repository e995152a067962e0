#include "adapters/jobs/findings.hpp"

#include "adapters/jobs/old_report.hpp"

#include <recon/io/csv_cells.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>

#include <string>

namespace recon::jobs {

namespace {

void append_open(std::string& out, io::finished_run const& run, side which, open_row const& open) {
    auto const& row = run.of(which).at(open.row);
    bool const bank = which == side::left;
    out += bank ? "missing_in_ledger," : "missing_in_bank,";
    ((out += severity_of(row.amount)) += ',') += io::name_of(which);
    io::append_position(out += ',', run.of(which), open.row);
    out += ',';
    if (open.nearest != no_row)
        io::append_position(out, run.of(io::other_side(which)), open.nearest);
    io::append_sum(out += ',', row.amount.minor, row.amount.unit.digits());
    (out += ',') += row.amount.unit.code();
    out +=
        bank ? ",,,No ledger entry for this bank line," : ",,,No bank line for this ledger entry,";
    out += bank ? "Record the payment in the ledger," : "Look for the payment at the bank,";
    std::string reason;
    io::append_open_reason(reason, run, which, open);
    io::append_text_cell(out, reason);
    out += '\n';
}

void append_difference(std::string& out, io::finished_run const& run, match const& m) {
    auto const unit = io::unit_of(run, m);
    auto const left = run.result.left_of(m);
    auto const right = run.result.right_of(m);
    auto const& of = left.empty() ? run.ledger : run.bank;
    auto const rows = left.empty() ? right : left;
    out += m.amount_difference != 0 ? "amount_mismatch," : "ambiguous,";
    out += severity_of(of.at(rows.front()).amount);
    out += left.empty() ? ",ledger," : ",bank,";
    io::append_position(out, of, rows.front());
    out += ',';
    for (std::size_t i = 0; !left.empty() && i < right.size(); ++i) {
        if (i != 0) out += ';';
        io::append_position(out, run.ledger, right[i]);
    }
    io::append_sum(out += ',', io::sum_of(of, rows), unit.digits());
    (out += ',') += unit.code();
    io::append_sum(out += ',', m.amount_difference, unit.digits());
    io::detail::append_signed(out += ',', m.day_difference, 0, false);
    out += ",The match needs a person,Confirm or reject the match,";
    std::string reason;
    io::append_explanation(reason, run, m);
    io::append_text_cell(out, reason);
    out += '\n';
}

} // namespace

void write_findings(io::byte_sink& to, io::finished_run const& run) {
    to.write(discrepancies_header);
    std::string out;
    auto const flush = [&](std::size_t beyond) {
        if (out.size() < beyond) return;
        to.write(out);
        out.clear();
    };
    for (auto const& m : run.result.matches) {
        if (m.status == match_status::review) append_difference(out, run, m);
        flush(65'536);
    }
    for (auto const which : {side::left, side::right}) {
        auto const& rows = which == side::left ? run.result.left_open : run.result.right_open;
        for (auto const& open : rows) {
            append_open(out, run, which, open);
            flush(65'536);
        }
    }
    flush(0);
}

} // namespace recon::jobs
