// adapters/cli/decided_rows.hpp - a person's decisions name lines; the engine wants rows.
#pragma once

#include <recon/io/finished_run.hpp>
#include <recon/io/source.hpp>
#include <recon/reconcile.hpp>

#include <string>
#include <vector>

namespace recon::cli {

/// Reads the decisions and finds their rows; none when `path` is empty. The file is noted among the
/// run's other inputs. Throws file_processing_error with the line when a position is no row of the
/// files, or its amount is not the one that was decided on.
std::vector<decision> decided_rows(std::string const& path, io::finished_run& run);

/// The same from a file that is in memory.
std::vector<decision> decided_rows(io::source const& file, io::finished_run& run);

} // namespace recon::cli
