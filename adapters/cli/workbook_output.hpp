// adapters/cli/workbook_output.hpp - report.xlsx, where recon was built with libxlsxwriter.
#pragma once

#include <recon/io/byte_sink.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/proof.hpp>

namespace recon::cli {

/// Whether write_workbook() can do anything.
bool has_workbooks() noexcept;

/// Throws output_error where it cannot.
void write_workbook(io::byte_sink& to, io::finished_run const& run, io::proof const& proven);

} // namespace recon::cli
