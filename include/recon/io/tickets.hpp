// recon/io/tickets.hpp - tickets.json: discrepancies as tickets, in the shapes that other systems
// take. Nothing is sent anywhere.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/day.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/json.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/text_table.hpp>
#include <recon/io/utf8.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

enum class ticket_format : std::uint8_t { jira, servicenow, n8n, email, generic };

/// How many days after the run's day a ticket is due.
constexpr int days_to_resolve(severity level) noexcept {
    switch (level) {
    case severity::critical: return 1;
    case severity::high: return 3;
    case severity::medium: return 7;
    case severity::low: return 14;
    }
    return 14;
}

/// The name of a run: eight digits that the same inputs and settings give again.
inline std::string run_id_of(finished_run const& run) {
    auto all = run.bank.file.sha256 + '\n' + run.ledger.file.sha256 + '\n';
    for (auto const& [name, value] : run.settings)
        all += name + '=' + value + '\n';
    for (auto const& other : run.other_inputs)
        all += other.role + '=' + other.sha256 + '\n';
    return sha256(all).substr(0, 8);
}

namespace detail {

/// A ticket before it has a shape.
struct ticket {
    std::string id;
    std::string_view type;
    std::string title;
    std::string body; ///< what is wrong, what shows it, what to do: a paragraph each
    std::string action;
    std::string due;
    std::string created;
    json labels;
    json rows;
    discrepancy const* about;
    std::string run_id;
};

/// What has to be done about it: decide, book, or find out.
constexpr std::string_view ticket_type(discrepancy_kind kind) noexcept {
    using enum discrepancy_kind;
    switch (kind) {
    case ambiguous:
    case uncertain:
    case possible_fraud:
    case search_limit: return "review_required";
    case fee:
    case fx_difference:
    case transposed_digits:
    case shifted_decimal:
    case sign_flipped:
    case missing_in_ledger: return "action_item";
    default: return "discrepancy";
    }
}

inline ticket make_ticket(finished_run const& run, std::string const& run_id, std::size_t index) {
    constexpr std::size_t title_width = 200; // Jira takes 255 characters
    auto const& d = run.findings.all[index];
    auto const clean = [](std::string text) {
        return is_clean_utf8(text) ? std::move(text) : clean_utf8(text);
    };
    ticket t;
    t.about = &d;
    t.run_id = run_id;
    t.id = "recon-" + run_id + '-';
    append_count(t.id, index + 1);
    t.type = ticket_type(d.kind);
    auto title = std::string(title_of(d.kind)) + ": ";
    append_subject(title, run, d);
    t.title = clean(clipped(title, title_width));
    t.action = clean(action_for(run, d)) + '.';
    t.body = clean(message_of(run, d)) + ".\n\n";
    auto const explanation = clean(explanation_of(run, d));
    if (!explanation.empty()) t.body += "Evidence: " + explanation + ".\n\n";
    t.body += "Next: " + t.action;
    if (auto const* const note = note_of(run, d)) t.body += "\n\n" + in_words(*note);
    append_iso(t.created, run.as_of);
    append_iso(t.due, run.as_of + std::chrono::days{days_to_resolve(d.level)});
    t.labels = {"reconciliation", to_string(d.kind), to_string(d.level), "recon-" + run_id};
    t.rows = json::array();
    auto const add = [&](side which, std::span<row_index const> rows) {
        for (auto const row : rows) {
            auto place = std::string(name_of(which)) + ':';
            append_position(place, run.of(which), row);
            t.rows.push_back(std::move(place));
        }
    };
    add(d.of, run.findings.rows_of(d));
    add(d.counter_side, run.findings.counters_of(d));
    return t;
}

constexpr std::string_view jira_priority(severity level) noexcept {
    constexpr std::string_view names[] = {"Low", "Medium", "High", "Highest"};
    return names[static_cast<std::size_t>(level)];
}

inline json generic_ticket(ticket const& t) {
    return {{"ticket_id", t.id},
            {"ticket_type", t.type},
            {"title", t.title},
            {"description", t.body},
            {"suggested_action", t.action},
            {"severity", to_string(t.about->level)},
            {"priority", jira_priority(t.about->level)},
            {"status", "open"},
            {"discrepancy_type", to_string(t.about->kind)},
            {"reconciliation_id", t.run_id},
            {"transaction_ids", t.rows},
            {"amount", plain_sum(t.about->amount_minor, t.about->unit.digits())},
            {"currency", t.about->unit.code()},
            {"assignee", nullptr},
            {"labels", t.labels},
            {"created_date", t.created},
            {"due_date", t.due}};
}

inline json shaped(ticket const& t, ticket_format format) {
    auto const urgency = std::to_string(4 - static_cast<int>(t.about->level)); // 1 is the worst
    switch (format) {
    case ticket_format::jira:
        return {{"fields",
                 {{"project", {{"key", "RECON"}}},
                  {"summary", t.title},
                  {"description", t.body},
                  {"issuetype", {{"name", "Task"}}},
                  {"priority", {{"name", jira_priority(t.about->level)}}},
                  {"labels", t.labels},
                  {"assignee", nullptr},
                  {"duedate", t.due},
                  {"customfield_10000", t.run_id}}}};
    case ticket_format::servicenow:
        return {{"short_description", t.title},
                {"description", t.body},
                {"priority", urgency},
                {"severity", urgency},
                {"category", "Finance"},
                {"subcategory", "Reconciliation"},
                {"assignment_group", "Accounting"},
                {"assigned_to", ""},
                {"due_date", t.due},
                {"work_notes", t.action}};
    case ticket_format::n8n:
        return {{"ticket", generic_ticket(t)},
                {"webhook_type", "accounting_ticket"},
                {"timestamp", t.created + "T00:00:00Z"}};
    case ticket_format::email: {
        auto level = std::string(to_string(t.about->level));
        std::transform(level.begin(), level.end(), level.begin(),
                       [](char c) { return static_cast<char>(c - 'a' + 'A'); });
        return {{"subject", '[' + level + "] " + t.title},
                {"body", t.body + "\n\nDue: " + t.due + "\nReference: " + t.id + '\n'},
                {"to", ""},
                {"cc", json::array()}};
    }
    case ticket_format::generic: break;
    }
    return generic_ticket(t);
}

} // namespace detail

/// tickets.json: a ticket for each discrepancy from `least` on, the worst first. Dates are counted
/// from the run's day, so that two runs give the same bytes.
inline row_output tickets_output(finished_run const& run, ticket_format format,
                                 severity least = severity::low) {
    auto const& all = run.findings.all; // the worst first
    auto const end =
        std::find_if(all.begin(), all.end(), [&](auto const& d) { return d.level < least; });
    auto const count = static_cast<std::size_t>(end - all.begin());
    if (count == 0) return {"[]\n"};
    auto const append = [&run, format, count, run_id = run_id_of(run)](text_block& out,
                                                                       std::size_t index) {
        out += index == 0 ? "\n" : ",\n";
        auto const made = detail::make_ticket(run, run_id, index);
        out += detail::shaped(made, format).dump(2, ' ', false, json::error_handler_t::replace);
        if (index + 1 == count) out += "\n]\n";
    };
    return rows_by("[", count, append);
}

/// The same, written. O(rows).
inline void write_tickets(byte_sink& to, finished_run const& run, ticket_format format,
                          severity least = severity::low, unsigned threads = 1) {
    write_rows(to, tickets_output(run, format, least), threads);
}

} // namespace recon::io
