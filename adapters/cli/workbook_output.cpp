#include "adapters/cli/workbook_output.hpp"

#ifdef RECON_WITH_XLSX
#include <recon/io/report_xlsx.hpp>
#else
#include <recon/error.hpp>
#endif

namespace recon::cli {

#ifdef RECON_WITH_XLSX

bool has_workbooks() noexcept { return true; }

void write_workbook(io::byte_sink& to, io::finished_run const& run, io::proof const& proven) {
    io::write_report_xlsx(to, run, proven);
}

#else

bool has_workbooks() noexcept { return false; }

void write_workbook(io::byte_sink&, io::finished_run const&, io::proof const&) {
    throw output_error("this recon was built without libxlsxwriter", {"report.xlsx"});
}

#endif

} // namespace recon::cli
