// adapters/jobs/findings.hpp - discrepancies.csv of a run: what is open, and what differs within a
// match that a person has to look at.
#pragma once

#include <recon/io/byte_sink.hpp>
#include <recon/io/finished_run.hpp>

#include <string_view>

namespace recon::jobs {

inline constexpr std::string_view discrepancies_header =
    "type,severity,side,position,counter_positions,amount,currency,amount_difference,"
    "date_difference_days,message,suggested_action,explanation\n";

/// O(rows).
void write_findings(io::byte_sink& to, io::finished_run const& run);

} // namespace recon::jobs
