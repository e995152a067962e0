#include <recon/io/tickets.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

namespace {

json tickets(ticket_format format, severity least = severity::low) {
    string_sink to;
    write_tickets(to, test::small_run(), format, least, 2);
    return json::parse(to.text);
}

} // namespace

TEST_CASE("tickets: one for each discrepancy from the wanted severity on") {
    CHECK(tickets(ticket_format::generic).size() == 4);
    CHECK(tickets(ticket_format::generic, severity::medium).size() == 2);
    CHECK(tickets(ticket_format::generic, severity::critical) == json::array());
}

TEST_CASE("tickets: generic") {
    auto const t = tickets(ticket_format::generic)[0];
    CHECK(t.size() == 17);
    CHECK(t["ticket_type"] == "action_item");
    CHECK(t["title"]
          == "Missing in the ledger: bank line 5 (-18.90 EUR of 2025-02-10, "
             "=HYPERLINK(1))");
    CHECK(t["severity"] == "medium");
    CHECK(t["amount"] == "-18.90");
    CHECK(t["created_date"] == "2025-03-31"); // the run's day, not today
    CHECK(t["due_date"] == "2025-04-07");
    CHECK(t["transaction_ids"] == json::array({"bank:5"}));
    CHECK(t["labels"][0] == "reconciliation");
    CHECK(t["labels"][1] == "missing_in_ledger");
    CHECK(t["labels"][2] == "medium");
    CHECK(t["labels"][3] == "recon-" + t["reconciliation_id"].get<std::string>());
    CHECK(t["reconciliation_id"].get<std::string>().size() == 8);
}

TEST_CASE("tickets: Jira") {
    auto const f = tickets(ticket_format::jira)[1]["fields"];
    CHECK(f["project"]["key"] == "RECON");
    CHECK(f["issuetype"]["name"] == "Task");
    CHECK(f["priority"]["name"] == "Medium");
    CHECK(f["duedate"] == "2025-04-07");
    CHECK(f["assignee"].is_null());
    CHECK(f["summary"].get<std::string>().starts_with("Ambiguous: bank line 3 "));
    CHECK(f["description"].get<std::string>().find("\n\nNext: Decide which rows")
          != std::string::npos);
}

TEST_CASE("tickets: ServiceNow, n8n and e-mail") {
    auto const s = tickets(ticket_format::servicenow)[0];
    CHECK(s["priority"] == "3");
    CHECK(s["due_date"] == "2025-04-07");
    CHECK(s.size() == 10);
    auto const n = tickets(ticket_format::n8n)[0];
    CHECK(n["webhook_type"] == "accounting_ticket");
    CHECK(n["timestamp"] == "2025-03-31T00:00:00Z");
    CHECK(n["ticket"].size() == 17);
    auto const e = tickets(ticket_format::email)[0];
    CHECK(e["subject"].get<std::string>().starts_with("[MEDIUM] Missing in the ledger: "));
    CHECK(e["body"].get<std::string>().find("Due: 2025-04-07") != std::string::npos);
    CHECK(e["cc"].empty());
}

TEST_CASE("tickets: the worse, the sooner") {
    CHECK(days_to_resolve(severity::critical) == 1);
    CHECK(days_to_resolve(severity::high) == 3);
    CHECK(days_to_resolve(severity::medium) == 7);
    CHECK(days_to_resolve(severity::low) == 14);
}

TEST_CASE("tickets: bytes that are no UTF-8 make no broken file") {
    auto run = test::small_run();
    run.bank.file.entries[2].description = "caf\xe9 \xff";
    string_sink to;
    write_tickets(to, run, ticket_format::jira);
    CHECK(json::parse(to.text).size() == 4);
}
