// adapters/store/backup.hpp - a copy of a data directory while a service works in it.
#pragma once

#include <string>

namespace recon::store {

/// Copies DATA_DIR to `folder`, which must not exist: the database as of one moment, and the files
/// that it names. What is put into DATA_DIR's place later is a service with every run and decision
/// of that moment. Throws usage_error, service_unavailable_error and output_error.
void back_up(std::string const& data_dir, std::string const& folder);

} // namespace recon::store
