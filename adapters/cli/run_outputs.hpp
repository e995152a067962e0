// adapters/cli/run_outputs.hpp - the files that a finished run writes, wherever they go.
#pragma once

#include "adapters/cli/workbook_output.hpp"

#include <recon/error.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/discrepancies_csv.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/outputs.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_html.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/statement_csv.hpp>
#include <recon/io/summary.hpp>
#include <recon/io/tickets.hpp>

#include <optional>
#include <vector>

namespace recon::cli {

/// A broken proof is a bug, and its results must not be used. Throws matching_error.
inline void require_proof(io::proof const& proven) {
    for (auto const& check : proven.checks) {
        if (!check.holds) throw matching_error("it does not hold that " + check.detail);
    }
}

/// The files that are written when asked.
struct extra_outputs {
    std::optional<io::ticket_format> tickets{};
    severity min_severity = severity::low; ///< of tickets
    bool xlsx = false;
};

/// Writes every file of a run. `Folder` is io::output_folder, or anything else whose
/// write(name, fill) gives the SHA-256 of the bytes; committing it is left to the caller.
template <class Folder>
std::vector<io::written_file> write_outputs(Folder& folder, io::finished_run const& run,
                                            io::proof const& proven, unsigned threads,
                                            extra_outputs const& extra = {}) {
    std::vector<io::written_file> files;
    auto const write = [&](char const* name, auto const& fill) {
        files.push_back({name, folder.write(name, fill)});
    };
    write("matches.csv", [&](io::byte_sink& to) { io::write_matches(to, run, threads); });
    write("open_items.csv", [&](io::byte_sink& to) { io::write_open_items(to, run, threads); });
    write("discrepancies.csv",
          [&](io::byte_sink& to) { io::write_discrepancies(to, run, threads); });
    write("rejected.csv", [&](io::byte_sink& to) { io::write_rejected(to, run, threads); });
    write("statement.csv",
          [&](io::byte_sink& to) { io::write_statement(to, run, proven.bridges); });
    write("report.html", [&](io::byte_sink& to) { io::write_report_html(to, run, proven); });
    write("report.txt", [&](io::byte_sink& to) { to.write(io::report_of(run, proven)); });
    if (extra.tickets)
        write("tickets.json", [&](io::byte_sink& to) {
            io::write_tickets(to, run, *extra.tickets, extra.min_severity, threads);
        });
    if (extra.xlsx)
        write("report.xlsx", [&](io::byte_sink& to) { write_workbook(to, run, proven); });
    write("summary.json",
          [&](io::byte_sink& to) { to.write(io::to_text(io::summary_of(run, proven, files))); });
    return files;
}

} // namespace recon::cli
