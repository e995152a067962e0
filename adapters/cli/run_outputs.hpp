// adapters/cli/run_outputs.hpp - the files that a finished run writes, wherever they go.
#pragma once

#include "adapters/cli/workbook_output.hpp"

#include <recon/error.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/discrepancies_csv.hpp>
#include <recon/io/file_writer.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/outputs.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_html.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/statement_csv.hpp>
#include <recon/io/summary.hpp>
#include <recon/io/tickets.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
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

/// What `fill(byte_sink&)` writes, as one block.
template <class Fill>
io::row_output whole(Fill fill) {
    io::row_output made{{}, 1, 1};
    made.append = [fill](io::text_block& out, std::size_t, std::size_t) {
        io::block_sink to(out);
        fill(static_cast<io::byte_sink&>(to));
    };
    return made;
}

/// A file of a run, and what is in it.
struct run_output {
    std::string name;
    io::row_output rows;
};

/// Every file but summary.json, which names the others.
inline std::vector<run_output> outputs_of(io::finished_run const& run, io::proof const& proven,
                                          extra_outputs const& extra) {
    std::vector<run_output> all;
    all.push_back({"matches.csv", io::matches_output(run)});
    all.push_back({"open_items.csv", io::open_items_output(run)});
    all.push_back({"discrepancies.csv", io::discrepancies_output(run)});
    all.push_back({"rejected.csv", io::rejected_output(run)});
    all.push_back({"statement.csv", whole([&](io::byte_sink& to) {
                       io::write_statement(to, run, proven.bridges);
                   })});
    all.push_back({"report.html", io::report_html_output(run, proven)});
    all.push_back(
        {"report.txt", whole([&](io::byte_sink& to) { to.write(io::report_of(run, proven)); })});
    if (extra.tickets)
        all.push_back(
            {"tickets.json", io::tickets_output(run, *extra.tickets, extra.min_severity)});
    if (extra.xlsx)
        all.push_back(
            {"report.xlsx", whole([&](io::byte_sink& to) { write_workbook(to, run, proven); })});
    return all;
}

/// Writes every file of a run. `Folder` is io::output_folder, or anything else whose
/// write(name, fill) gives the SHA-256 of the bytes; committing it is left to the caller. Where the
/// folder opens several files at once, all threads are busy to the end.
template <class Folder>
std::vector<io::written_file> write_outputs(Folder& folder, io::finished_run const& run,
                                            io::proof const& proven, unsigned threads,
                                            extra_outputs const& extra = {}) {
    auto outputs = outputs_of(run, proven, extra);
    std::vector<io::written_file> files;
    if constexpr (requires { folder.open(std::string()); }) {
        std::vector<std::size_t> order(outputs.size()); // the largest blocks first
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return outputs[a].rows.block < outputs[b].rows.block;
        });
        std::vector<std::unique_ptr<io::output_file>> opened;
        std::vector<io::row_output> rows;
        std::vector<io::byte_sink*> sinks;
        for (auto const i : order) {
            sinks.push_back(opened.emplace_back(folder.open(outputs[i].name)).get());
            rows.push_back(std::move(outputs[i].rows));
        }
        io::write_rows(rows, sinks, threads);
        files.resize(outputs.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            files[order[i]] = {outputs[order[i]].name, opened[i]->finish()};
    } else {
        for (auto const& each : outputs)
            files.push_back({each.name, folder.write(each.name, [&](io::byte_sink& to) {
                                 io::write_rows(to, each.rows, threads);
                             })});
    }
    files.push_back({"summary.json", folder.write("summary.json", [&](io::byte_sink& to) {
                         to.write(io::to_text(io::summary_of(run, proven, files)));
                     })});
    return files;
}

} // namespace recon::cli
