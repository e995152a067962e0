#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace recon::http {

namespace {

constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 5> formats{"jira", "servicenow", "n8n", "generic", "email"};
constexpr std::int64_t day_ms = 86'400'000;

std::size_t rank_of(std::string_view severity) {
    auto const found = std::find(severities.begin(), severities.end(), severity);
    return found == severities.end() ? 1 : static_cast<std::size_t>(found - severities.begin());
}

/// What every format of ticket is made of.
struct ticket {
    std::map<std::string, std::string> cells; ///< of discrepancies.csv
    std::string id;
    std::string run;
    std::string title;
    std::string description;
    std::string kind;
    std::string due; ///< a day
    std::string made;
    std::size_t rank = 1;

    std::string const& cell(std::string const& name) const {
        static std::string const none;
        auto const found = cells.find(name);
        return found == cells.end() ? none : found->second;
    }
    io::json labels() const {
        return {"reconciliation", cell("type"), cell("severity"), "recon-" + run.substr(0, 8)};
    }
};

ticket ticket_of(std::map<std::string, std::string> cells, store::run const& run,
                 std::size_t number) {
    ticket out;
    out.cells = std::move(cells);
    out.run = run.id;
    out.rank = rank_of(out.cell("severity"));
    constexpr std::int64_t days[] = {14, 7, 3, 1};
    out.due = utc_text(run.finished + days[out.rank] * day_ms).substr(0, 10);
    out.made = utc_text(run.finished);
    out.id = run.id.substr(0, 8) + '-' + std::to_string(number);
    auto const amount = out.cell("amount") + ' ' + out.cell("currency");
    auto type = out.cell("type");
    std::replace(type.begin(), type.end(), '_', ' ');
    out.title = "[" + out.cell("severity") + "] " + type + ": " + amount;
    out.kind = out.rank >= 2                     ? "action_item"
               : out.cell("type") == "ambiguous" ? "review_required"
                                                 : "discrepancy";
    out.description = out.cell("message") + " (" + out.cell("side") + ' ' + out.cell("position")
                      + ", " + amount + ").";
    if (!out.cell("explanation").empty()) out.description += ' ' + out.cell("explanation") + '.';
    if (!out.cell("suggested_action").empty())
        out.description += " Next: " + out.cell("suggested_action") + '.';
    return out;
}

io::json generic_of(ticket const& t) {
    auto const text = [&](char const* name) {
        return t.cell(name).empty() ? io::json() : io::json(t.cell(name));
    };
    return {{"ticket_id", t.id},
            {"ticket_type", t.kind},
            {"title", t.title},
            {"description", t.description},
            {"severity", t.cell("severity")},
            {"priority", severities[t.rank]},
            {"status", "open"},
            {"labels", t.labels()},
            {"assignee", nullptr},
            {"due_date", t.due},
            {"reconciliation_id", t.run},
            {"discrepancy_type", t.cell("type")},
            {"side", text("side")},
            {"position", text("position")},
            {"amount", text("amount")},
            {"currency", text("currency")},
            {"suggested_action", text("suggested_action")}};
}

io::json jira_of(ticket const& t) {
    constexpr std::string_view names[] = {"Low", "Medium", "High", "Highest"};
    return {{"fields",
             {{"project", {{"key", "RECON"}}},
              {"summary", t.title},
              {"description", t.description},
              {"issuetype", {{"name", "Task"}}},
              {"priority", {{"name", names[t.rank]}}},
              {"labels", t.labels()},
              {"assignee", nullptr},
              {"duedate", t.due},
              {"customfield_10000", t.run}}}};
}

io::json servicenow_of(ticket const& t) {
    auto const priority = std::to_string(4 - t.rank);
    return {{"short_description", t.title},
            {"description", t.description},
            {"priority", priority},
            {"severity", priority},
            {"category", "Finance"},
            {"subcategory", "Reconciliation"},
            {"assignment_group", "Accounting"},
            {"assigned_to", nullptr},
            {"due_date", t.due},
            {"work_notes", t.cell("suggested_action")}};
}

io::json email_of(ticket const& t) {
    return {{"subject", t.title},
            {"body", t.description + "\n\nDue " + t.due + ". Reconciliation " + t.run + '.'},
            {"to", nullptr},
            {"cc", io::json::array()}};
}

io::json formatted(ticket const& t, std::string_view format) {
    if (format == "jira") return jira_of(t);
    if (format == "servicenow") return servicenow_of(t);
    if (format == "email") return email_of(t);
    if (format == "generic") return generic_of(t);
    return {
        {"ticket", generic_of(t)}, {"webhook_type", "accounting_ticket"}, {"timestamp", t.made}};
}

} // namespace

io::json tickets_json(context& of, store::run const& run, std::string_view format,
                      std::string_view min_severity) {
    if (std::find(formats.begin(), formats.end(), format) == formats.end())
        throw problem(400, "VALIDATION_ERROR", "There is no such format.",
                      {{"format", "expected jira, servicenow, n8n, generic or email"}});
    auto const text = result_text(of, run, "discrepancies.csv");
    auto const least = rank_of(min_severity);
    std::size_t at = 0;
    auto const header = next_record(*text, at);
    io::json out = io::json::array();
    for (std::size_t number = 1; header; ++number) {
        auto const record = next_record(*text, at);
        if (!record) break;
        std::map<std::string, std::string> cells;
        for (std::size_t i = 0; i < record->size() && i < header->size(); ++i)
            cells[(*header)[i]] = (*record)[i];
        auto const made = ticket_of(std::move(cells), run, number);
        if (made.rank >= least) out.push_back(formatted(made, format));
    }
    return out;
}

response run_tickets(context& of, exchange& x) {
    auto const run = run_of(of, x);
    auto format = x.parameter("format");
    if (format.empty()) format = "n8n";
    auto least = std::string(x.parameter("min_severity"));
    if (least.empty()) least = io::json::parse(run.settings).value("min_severity", "low");
    if (std::find(severities.begin(), severities.end(), least) == severities.end())
        throw problem(400, "VALIDATION_ERROR", "There is no such severity.",
                      {{"min_severity", "expected low, medium, high or critical"}});
    return json_response(200, tickets_json(of, run, format, least));
}

} // namespace recon::http
