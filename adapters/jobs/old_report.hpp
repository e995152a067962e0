// adapters/jobs/old_report.hpp - the row-by-row report in the columns of the product before recon.
#pragma once

#include <recon/io/byte_sink.hpp>
#include <recon/io/finished_run.hpp>

#include <string_view>

namespace recon::jobs {

inline constexpr std::string_view old_report_header =
    "Transaction ID,Source,Date,Amount,Type,Description,Match Status,Matched With,"
    "Match Confidence,Discrepancy Type,Severity,Machine Reason,LLM Explanation,Suggested Action\n";

/// All bank rows, then the ledger rows that have no partner. O(rows).
void write_old_report(io::byte_sink& to, io::finished_run const& run, unsigned threads);

} // namespace recon::jobs
