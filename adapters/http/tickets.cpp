#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"

#include "adapters/jobs/run_job.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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

/// Where the last element ends of the first `most` of an array of objects; 0 where there is none.
std::size_t end_of_elements(std::string_view array, std::size_t most) {
    std::size_t end = 0;
    int depth = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < array.size() && most != 0; ++at) {
        char const c = array[at];
        if (quoted) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 1) {
            end = at + 1;
            --most;
        }
    }
    return end;
}

} // namespace

ticket_list tickets_of(context& of, store::run const& run, std::string_view format,
                       std::string_view min_severity, std::size_t bytes_max) {
    auto const& formats = jobs::ticket_formats;
    if (std::find(formats.begin(), formats.end(), format) == formats.end())
        throw problem(400, "VALIDATION_ERROR", "There is no such format.",
                      {{"format", "expected jira, servicenow, n8n, generic or email"}});
    ticket_list out;
    out.text = result_start(of, run, jobs::tickets_file(format), bytes_max + 1);
    out.whole = out.text.size() <= bytes_max;
    auto const least = rank_of(min_severity);
    if (least == 0 && out.whole) return out;
    auto const kept =
        least == 0 ? SIZE_MAX : count_from(*result_text(of, run, "discrepancies.csv"), least);
    auto const end = end_of_elements(out.text, kept);
    if (end == 0) return {"[]", kept == 0};
    out.text.replace(end, out.text.npos, "]");
    return out;
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
    auto list = tickets_of(of, run, format, least, result_text_max);
    if (list.whole) return text_response(200, "application/json", std::move(list.text));
    auto const file = jobs::tickets_file(format); // all of them, as they lie there
    if (rank_of(least) == 0) return result_download(of, x, run, file, "application/json", file);
    throw problem(413, "answer-too-large",
                  "These tickets are more than 64 MB: ask with min_severity=low, and choose.");
}

} // namespace recon::http
