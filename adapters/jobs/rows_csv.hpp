// adapters/jobs/rows_csv.hpp - every row of both files as it was read: what a page shows beside the
// positions that the other files name.
#pragma once

#include <recon/io/byte_sink.hpp>
#include <recon/io/finished_run.hpp>

#include <string_view>

namespace recon::jobs {

inline constexpr std::string_view rows_header =
    "side,position,date,value_date,amount,currency,description,reference,counterparty,account,id\n";

/// The bank's rows, then the ledger's, in the order of the files. O(rows).
void write_rows_csv(io::byte_sink& to, io::finished_run const& run, unsigned threads);

} // namespace recon::jobs
