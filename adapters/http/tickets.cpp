#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"

#include "adapters/jobs/run_job.hpp"

#include <algorithm>
#include <array>

namespace recon::http {

namespace {

constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};

std::size_t rank_of(std::string_view severity) {
    auto const found = std::find(severities.begin(), severities.end(), severity);
    return static_cast<std::size_t>(found - severities.begin());
}

/// How many discrepancies are at least so severe. The worst come first, as do their tickets.
std::size_t count_from(std::string const& text, std::size_t least) {
    std::size_t count = 0;
    std::size_t at = 0;
    auto const header = next_record(text, at);
    if (!header) return 0;
    auto const column = static_cast<std::size_t>(
        std::find(header->begin(), header->end(), "severity") - header->begin());
    for (;; ++count) {
        auto const record = next_record(text, at);
        if (!record || column >= record->size() || rank_of((*record)[column]) < least) return count;
    }
}

} // namespace

io::json tickets_json(context& of, store::run const& run, std::string_view format,
                      std::string_view min_severity) {
    auto const& formats = jobs::ticket_formats;
    if (std::find(formats.begin(), formats.end(), format) == formats.end())
        throw problem(400, "VALIDATION_ERROR", "There is no such format.",
                      {{"format", "expected jira, servicenow, n8n, generic or email"}});
    auto all = io::json::parse(*result_text(of, run, jobs::tickets_file(format)));
    if (auto const least = rank_of(min_severity); least != 0) {
        auto const kept = count_from(*result_text(of, run, "discrepancies.csv"), least);
        if (kept < all.size())
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
    }
    return all;
}

response run_tickets(context& of, exchange& x) {
    auto const run = run_of(of, x);
    auto format = x.parameter("format");
    if (format.empty()) format = "n8n";
    auto least = std::string(x.parameter("min_severity"));
    if (least.empty()) least = io::json::parse(run.settings).value("min_severity", "low");
    if (rank_of(least) == severities.size())
        throw problem(400, "VALIDATION_ERROR", "There is no such severity.",
                      {{"min_severity", "expected low, medium, high or critical"}});
    return json_response(200, tickets_json(of, run, format, least));
}

} // namespace recon::http
