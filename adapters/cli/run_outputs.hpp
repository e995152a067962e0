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

#include <recon/detail/parallel.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
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
/// write(name, fill) gives the SHA-256 of the bytes; committing it is left to the caller. Where the
/// folder allows it, several files are written at once.
template <class Folder>
std::vector<io::written_file> write_outputs(Folder& folder, io::finished_run const& run,
                                            io::proof const& proven, unsigned threads,
                                            extra_outputs const& extra = {}) {
    struct output {
        char const* name;
        int work; ///< roughly, beside that of the others
        std::function<void(io::byte_sink&)> fill;
    };
    constexpr bool concurrent = requires { requires Folder::concurrent; };
    auto const each = concurrent ? std::max(threads / 2, 1U) : threads;
    std::vector<output> outputs{
        {"matches.csv", 30, [&](io::byte_sink& to) { io::write_matches(to, run, each); }},
        {"open_items.csv", 15, [&](io::byte_sink& to) { io::write_open_items(to, run, each); }},
        {"discrepancies.csv", 40,
         [&](io::byte_sink& to) { io::write_discrepancies(to, run, each); }},
        {"rejected.csv", 1, [&](io::byte_sink& to) { io::write_rejected(to, run, each); }},
        {"statement.csv", 0,
         [&](io::byte_sink& to) { io::write_statement(to, run, proven.bridges); }},
        {"report.html", 25, [&](io::byte_sink& to) { io::write_report_html(to, run, proven); }},
        {"report.txt", 5, [&](io::byte_sink& to) { to.write(io::report_of(run, proven)); }}};
    if (extra.tickets)
        outputs.push_back({"tickets.json", 60, [&](io::byte_sink& to) {
                               io::write_tickets(to, run, *extra.tickets, extra.min_severity, each);
                           }});
    if (extra.xlsx)
        outputs.push_back(
            {"report.xlsx", 90, [&](io::byte_sink& to) { write_workbook(to, run, proven); }});
    std::vector<std::size_t> order(outputs.size()); // the longest first: the threads end together
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return outputs[a].work > outputs[b].work;
    });
    std::vector<io::written_file> files(outputs.size());
    recon::detail::for_each_task(
        outputs.size(), concurrent ? threads : 1, [&](unsigned, std::size_t task) {
            auto const number = order[task];
            files[number] = {outputs[number].name,
                             folder.write(outputs[number].name, outputs[number].fill)};
        });
    files.push_back({"summary.json", folder.write("summary.json", [&](io::byte_sink& to) {
                         to.write(io::to_text(io::summary_of(run, proven, files)));
                     })});
    return files;
}

} // namespace recon::cli
