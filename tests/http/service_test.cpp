#include "adapters/http/service.hpp"

#include "support/served.hpp"

#include "adapters/cli/workbook_output.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace recon;
using namespace recon::http;
using test::json_of;
using test::multipart;
using test::multipart_type;
using test::served;
using test::text_of;

namespace {

service_settings unlimited() {
    service_settings s;
    s.rate_per_minute = 0;
    return s;
}

using parts = std::vector<std::pair<std::string, std::string>>;

parts two_files() {
    return {{"bank_file;bank.csv", std::string(test::small_bank)},
            {"ledger_file;ledger.csv", std::string(test::small_ledger)}};
}

parts with(parts all, parts const& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool is_between(std::string_view seconds, int low, int high) {
    auto const value = seconds.empty() ? -1 : std::stoi(std::string(seconds));
    return value >= low && value <= high;
}

/// Every problem has the same shape, and tells nothing of the inside.
void check_problem(response const& out, int status) {
    CAPTURE(text_of(out));
    CHECK(out.status == status);
    CHECK(out.get("Content-Type") == "application/problem+json");
    auto const body = json_of(out);
    CHECK(body.value("status", 0) == status);
    CHECK_FALSE(body.value("detail", "").empty());
    CHECK(body.value("instance", "").starts_with("urn:request:"));
    for (auto const* const inside : {"sqlite", "SELECT", "/tmp/", "std::", "exception", "recon.db",
                                     "postgres", "relation", "libpq", "connection"})
        CHECK(text_of(out).find(inside) == std::string::npos);
}

} // namespace

TEST_CASE("the old product's way: reconcile, reports, tickets in five formats") {
    served at(unlimited());
    auto const out = at.post("/api/reconcile",
                             multipart(with(two_files(), {{"amount_tolerance", "5.0"},
                                                          {"date_window_days", "7"},
                                                          {"min_confidence", "0.6"},
                                                          {"enable_llm", "false"},
                                                          {"min_severity_for_tickets", "low"}})),
                             multipart_type);
    REQUIRE(out.status == 200);
    auto const body = json_of(out);
    auto const id = body.at("reconciliation_id").get<std::string>();
    CHECK(id.size() == 36);
    CHECK(body.at("status") == "completed");
    CHECK(body.at("report_url") == "/api/reports/" + id + "/csv");
    auto const& summary = body.at("summary");
    CHECK(summary.at("matched") == 2);
    CHECK(summary.at("unmatched_bank") == 1);
    CHECK(summary.at("unmatched_ledger") == 1);
    CHECK(summary.at("processing_time").is_number());
    CHECK(body.at("tickets").size() == summary.at("discrepancies").get<std::size_t>());
    CHECK(body.at("tickets")[0].at("webhook_type") == "accounting_ticket");
    CHECK(body.at("tickets")[0].at("ticket").size() == 17);

    auto const csv = at.get("/api/reports/" + id + "/csv");
    CHECK(csv.get("Content-Type").starts_with("text/csv"));
    CHECK(text_of(csv).starts_with("Transaction ID,Source,Date,Amount,Type,Description,"));
    CHECK(text_of(csv).find("bank-2,bank,2025-01-15,100.00,credit,Invoice 17,matched,ledger-2")
          != std::string::npos);
    CHECK(text_of(csv).find(",'=1+1 never paid,unmatched") != std::string::npos);
    auto const old_summary = json_of(at.get("/api/reports/" + id + "/summary"));
    CHECK(old_summary.at("matching").at("total_matches") == 2);
    CHECK(old_summary.at("discrepancies").at("by_type").size() >= 1);
    CHECK(old_summary.at("reconciliation").at("status") == "completed");
    CHECK(text_of(at.get("/api/reports/" + id + "/readable")).find("Matched 2 of 3")
          != std::string::npos);
    auto const old = json_of(at.get("/api/reconciliation/" + id));
    CHECK(old.at("report").at("matched_count") == 2);
    CHECK(old.at("summary").at("matches") == 2);
    for (auto const* const format : {"jira", "servicenow", "n8n", "generic", "email"}) {
        auto const tickets = at.get("/api/tickets/" + id + "?format=" + format);
        CHECK(tickets.status == 200);
        CHECK(json_of(tickets).size() >= 2);
    }
    auto const jira = json_of(at.get("/api/tickets/" + id + "?format=jira"))[0].at("fields");
    CHECK(jira.at("project").at("key") == "RECON");
    CHECK(jira.at("labels").size() == 4);
    check_problem(at.get("/api/tickets/" + id + "?format=fax"), 400);
}

TEST_CASE("ingest says what is in a file, and an unreadable one is no success") {
    served at(unlimited());
    auto const good =
        at.post("/api/ingest/bank", multipart({{"file;bank.csv", std::string(test::small_bank)}}),
                multipart_type);
    REQUIRE(good.status == 200);
    auto const body = json_of(good);
    CHECK(body.at("status") == "success");
    CHECK(body.at("transactions_count") == 3);
    CHECK(body.at("stats").at("total_debit_amount") == "42.50");
    CHECK(body.at("stats").at("amount_range").at("max") == "12500.00");
    CHECK(body.at("stats").at("date_range").at("min") == "2025-01-15");
    for (auto const& bad : {std::string("\x89PNG\r\n\x1A\n\0\0", 10), std::string("%PDF-1.7"),
                            std::string("Date,Amount\nyesterday,much\n"), std::string(" "),
                            std::string("no table at all")})
        check_problem(
            at.post("/api/ingest/ledger", multipart({{"file;x.csv", bad}}), multipart_type), 422);
    check_problem(at.post("/api/ingest/bank", multipart({{"other;x.csv", "a"}}), multipart_type),
                  400);
    check_problem(at.post("/api/reconcile",
                          multipart({{"bank_file;b", "%PDF-1.7"}, {"ledger_file;l", "%PDF-1.7"}}),
                          multipart_type),
                  422);
}

TEST_CASE("a run is accepted, told, paged, cached and removed") {
    served at(unlimited());
    auto const accepted = at.post("/v1/runs", multipart(two_files()), multipart_type);
    CHECK(accepted.status == 202);
    auto const id = json_of(accepted).at("id").get<std::string>();
    CHECK(accepted.get("Location") == "/v1/runs/" + id);
    auto const run = at.run(); // waits; the same files
    CHECK(run.at("state") == "succeeded");
    CHECK(at.ended(id).at("state") == "succeeded"); // it may end after the second
    auto const again =
        at.post("/v1/runs", multipart(two_files()), multipart_type, {{"prefer", "wait=30"}});
    CHECK(again.status == 200);
    CHECK(json_of(again).at("from_cache") == true);
    CHECK(again.get("X-Cache") == "hit");

    auto const first = at.get("/v1/runs/" + id + "/matches?limit=1");
    REQUIRE(first.status == 200);
    auto const page = json_of(first);
    REQUIRE(page.at("items").size() == 1);
    CHECK(page.at("items")[0].at("bank_positions") == io::json::array({"2"}));
    CHECK(page.at("items")[0].at("bank_amount") == "100.00");
    auto const next = page.at("next_cursor").get<std::string>();
    auto const second = json_of(at.get("/v1/runs/" + id + "/matches?limit=1&cursor=" + next));
    CHECK(second.at("items")[0].at("bank_positions") == io::json::array({"3"}));
    CHECK(second.at("next_cursor").is_null());
    for (auto const* const bad : {"cursor=5", "cursor=5.abc", "cursor=-1", "limit=0", "limit=1001",
                                  "limit=x", "limit=-1", "limit=1e2"})
        check_problem(at.get("/v1/runs/" + id + "/matches?" + bad), 400);

    auto const etag = std::string(first.get("ETag"));
    CHECK(at.get("/v1/runs/" + id + "/matches?limit=1", {{"if-none-match", etag}}).status == 304);
    CHECK(at.get("/v1/runs/" + id + "/matches?limit=2", {{"if-none-match", etag}}).status == 200);
    CHECK(text_of(at.get("/v1/runs/" + id + "/matches", {{"accept", "text/csv"}}))
              .starts_with("match_id,kind,"));
    CHECK(json_of(at.get("/v1/runs/" + id + "/open-items")).at("items")[1].at("description")
          == "=1+1 never paid");
    CHECK(json_of(at.get("/v1/runs/" + id + "/discrepancies")).at("items").size() >= 2);
    CHECK(json_of(at.get("/v1/runs/" + id + "/rejected")).at("items").empty());
    CHECK(json_of(at.get("/v1/runs/" + id + "/report.json")).at("schema_version").is_number());
    CHECK(at.get("/v1/runs/" + id + "/report.txt")
              .get("Content-Disposition")
              .starts_with("attachment"));
    check_problem(at.get("/v1/runs/" + id + "/report.exe"), 404);

    CHECK(json_of(at.get("/v1/runs")).at("items").size() == 3);
    CHECK(at.ask({"DELETE", "/v1/runs/" + id, {}, {}, at.key, {}}).status == 204);
    check_problem(at.get("/v1/runs/" + id), 404);
    CHECK(at.get("/v1/runs/" + run.at("id").get<std::string>() + "/matches").status == 200);
    check_problem(at.post("/v1/runs/" + run.at("id").get<std::string>() + "/cancel", "", ""), 409);
}

TEST_CASE("larger files go through the disk, and come out the same") {
    served at(unlimited());
    std::string bank = "Date,Amount,Description\n";
    std::string ledger = bank;
    for (int i = 0; i < 6'000; ++i) {
        auto const amount = std::to_string(i + 1) + ".37";
        bank += "2025-02-03," + amount + ",Customer " + std::to_string(i) + "\n";
        ledger += "2025-02-04," + amount + ",Customer No " + std::to_string(i) + "\n";
    }
    auto const run = at.run(bank, ledger);
    REQUIRE(run.at("state") == "succeeded");
    CHECK(run.at("counts").at("matches") == 6'000);
    auto const id = run.at("id").get<std::string>();
    std::set<std::string> seen;
    std::string cursor;
    for (int pages = 0; pages < 20; ++pages) {
        auto const page = json_of(at.get("/v1/runs/" + id + "/matches?limit=1000"
                                         + (cursor.empty() ? "" : "&cursor=" + cursor)));
        for (auto const& item : page.at("items"))
            seen.insert(item.at("match_id").get<std::string>());
        if (page.at("next_cursor").is_null()) break;
        cursor = page.at("next_cursor").get<std::string>();
    }
    CHECK(seen.size() == 6'000);
    auto const report = at.get("/v1/runs/" + id + "/report.csv");
    REQUIRE(report.file);
    CHECK(report.size() > 500'000);
    CHECK(at.ask({"DELETE", "/v1/runs/" + id, {}, {}, at.key, {}}).status == 204);
    for (auto const* const folder : {"/uploads/local", "/results/local", "/incoming"})
        CHECK(std::filesystem::is_empty(at.folder + folder));
}

TEST_CASE("wrong fields are told by name") {
    served at(unlimited());
    for (auto const& [name, value] : parts{{"amount_tolerance", "nan"},
                                           {"amount_tolerance", "inf"},
                                           {"amount_tolerance", "1e3"},
                                           {"amount_tolerance", "-1"},
                                           {"amount_tolerance", ""},
                                           {"amount_tolerance", "5,00"},
                                           {"date_window_days", "7.5"},
                                           {"date_window_days", "-1"},
                                           {"min_confidence", "2"},
                                           {"min_severity_for_tickets", "urgent"},
                                           {"enable_llm", "perhaps"},
                                           {"no_such_field", "1"},
                                           {"config", "/etc/passwd"},
                                           {"holidays", "/etc/passwd"},
                                           {"out", "/tmp/x"},
                                           {"open_items", "/etc/passwd"},
                                           {"decisions", "/etc/passwd"},
                                           {"model", "/etc/passwd"},
                                           {"threads", "9"},
                                           {"currency", "XXQ"},
                                           {"bank_date_order", "ydm"},
                                           {"rerun_of", "../x"}}) {
        CAPTURE(name);
        CAPTURE(value);
        auto const out =
            at.post("/v1/runs", multipart(with(two_files(), {{name, value}})), multipart_type);
        check_problem(out, 400);
        CHECK_FALSE(json_of(out).at("errors").empty());
    }
    check_problem(at.post("/v1/runs", multipart({two_files()[0]}), multipart_type), 400);
    check_problem(at.post("/v1/runs", multipart(with(two_files(), two_files())), multipart_type),
                  400);
    check_problem(at.post("/v1/runs",
                          multipart(with(two_files(), {{"currency", "EUR"}, {"currency", "EUR"}})),
                          multipart_type),
                  400);
    check_problem(at.post("/v1/runs", "x", multipart_type), 400);
    check_problem(at.post("/v1/runs", "x", "text/csv"), 415);
    check_problem(at.post("/v1/runs", "[1]", "application/json"), 400);
    check_problem(at.post("/v1/runs", R"({"amount_tolerance":5.0})", "application/json"), 400);
    check_problem(
        at.post("/v1/runs", multipart(two_files()), multipart_type, {{"content-encoding", "gzip"}}),
        415);
}

TEST_CASE("a run obeys its settings") {
    served at(unlimited());
    std::string const bank = "Date,Amount,Description\n2025-01-15,100.00,Invoice 17\n";
    std::string const near = "Date,Amount,Description\n2025-01-15,100.50,Invoice 17\n";
    std::string const late = "Date,Amount,Description\n2025-01-20,100.00,Invoice 17\n";
    parts const exact{{"amount_tolerance", "0"}, {"amount_tolerance_percent", "0"}};
    auto const strict = at.run(bank, near, exact);
    CHECK(json_of(at.get("/v1/runs/" + strict.at("id").get<std::string>() + "/report.json"))
              .at("settings")
              .at("amount-tolerance")
          == "0");
    CHECK(strict.at("counts") != at.run(bank, near).at("counts"));
    auto const window = at.run(bank, late, {{"date_window_days", "2"}});
    CHECK(json_of(at.get("/v1/runs/" + window.at("id").get<std::string>() + "/report.json"))
              .at("settings")
              .at("date-window-before")
          == "2");
    CHECK(json_of(at.post("/v1/runs",
                          multipart({{"bank_file;b", bank},
                                     {"ledger_file;l", near},
                                     {"currency", "EUR"},
                                     {"scorer", "weighted"}}),
                          multipart_type, {{"prefer", "wait=30"}}))
              .at("settings")
              .at("currency")
          == "EUR");
}

TEST_CASE("a workbook, at both of its paths") {
    served at(unlimited());
    auto const without = at.run().at("id").get<std::string>();
    check_problem(at.get("/v1/runs/" + without + "/report.xlsx"), 404);
    auto const again = at.post("/v1/runs", R"({"xlsx":true,"rerun_of":")" + without + "\"}",
                               "application/json", {{"prefer", "wait=30"}});
    if (!cli::has_workbooks()) return check_problem(again, 400);
    auto const id = json_of(again).at("id").get<std::string>();
    auto const out = at.get("/v1/runs/" + id + "/report.xlsx");
    REQUIRE(out.status == 200);
    CHECK(out.get("Content-Type")
          == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    CHECK(out.get("Content-Disposition").find(".xlsx\"") != std::string::npos);
    CHECK(text_of(out).starts_with("PK\x03\x04"));
    CHECK(text_of(at.get("/api/reports/" + id + "/xlsx")) == text_of(out));
}

TEST_CASE("exchange rates come with the files of a run, and hold when it is run again") {
    served at(unlimited());
    std::string const bank = "Date,Amount,Currency,Description\n"
                             "2025-01-15,100.00,EUR,Invoice 4711 Miller\n";
    std::string const ledger = "Date,Amount,Currency,Description\n"
                               "2025-01-15,110.00,USD,Invoice 4711 Miller\n";
    std::string const rates = "date,from,to,rate\n2025-01-15,EUR,USD,1.1000\n";
    CHECK(at.run(bank, ledger).at("counts").at("matches") == 0);
    auto const with_rates =
        at.run(bank, ledger, {{"fx_rates;rates.csv", rates}, {"fx_tolerance_percent", "0.5"}});
    REQUIRE(with_rates.at("state") == "succeeded");
    CHECK(with_rates.at("counts").at("matches") == 1);
    CHECK(with_rates.at("settings").at("fx-tolerance-percent") == "0.5");
    bool told = false;
    for (auto const& in : with_rates.at("inputs"))
        told = told || (in.at("role") == "fx-rates" && in.at("name") == "rates.csv");
    CHECK(told);
    auto const again = json_of(
        at.post("/v1/runs", R"({"rerun_of":")" + with_rates.at("id").get<std::string>() + "\"}",
                "application/json", {{"prefer", "wait=30"}}));
    CHECK(again.at("counts").at("matches") == 1);
    auto const send = [&](parts const& more) {
        return at.post("/api/reconcile",
                       multipart(with({{"bank_file;b", bank}, {"ledger_file;l", ledger}}, more)),
                       multipart_type);
    };
    check_problem(send({{"fx_tolerance_percent", "0.5"}}), 400); // of what?
    check_problem(send({{"fx_rates;r", "date,from,to,rate\n2025-01-15,EUR,USD,much\n"}}), 422);
    check_problem(send({{"fx_rates;r", rates}, {"fx_rates;s", rates}}), 400);
    check_problem(send({{"fx_rates", "/etc/passwd"}}), 400);
    check_problem(send({{"holidays;h", "2025-01-15\n"}}), 400); // of which days?
    CHECK(send({{"holidays;h", "2025-01-15\n"}, {"business_days", "true"}}).status == 200);
}

TEST_CASE("a result that is larger than its tenant may store ends the run, and says so") {
    auto settings = unlimited();
    settings.tenant_quota = std::uint64_t{3} << 20U;
    served at(settings);
    std::string bank = "Date,Amount,Description\n";
    for (int i = 0; i < 20'000; ++i)
        bank += "2025-02-03," + std::to_string(i + 1) + ".37,Customer " + std::to_string(i) + "\n";
    auto const run = at.run(bank, bank + "2025-02-03,1.00,x\n");
    REQUIRE(run.at("state") == "failed");
    CHECK(run.at("error").at("code") == "LIMIT_ERROR");
    CHECK(run.at("error").at("detail").get<std::string>().find("3 MB") != std::string::npos);
    auto const results = at.folder + "/results/local";
    CHECK((!std::filesystem::exists(results) || std::filesystem::is_empty(results)));
}

TEST_CASE("many tickets: as they were written, by severity, and cut in another answer") {
    served at(unlimited());
    std::string bank = "Date,Amount,Description\n2025-02-03,12000.00,never \\\"paid]},{\n";
    for (int i = 0; i < 9'000; ++i)
        bank += "2025-02-03," + std::to_string(i + 1) + ".37,Customer " + std::to_string(i) + "\n";
    auto const out = at.post(
        "/api/reconcile",
        multipart({{"bank_file;b", bank}, {"ledger_file;l", std::string(test::small_ledger)}}),
        multipart_type);
    REQUIRE(out.status == 200);
    auto const body = json_of(out);
    auto const id = body.at("reconciliation_id").get<std::string>();
    auto const count = body.at("summary").at("discrepancies").get<std::size_t>();
    CHECK(count > 9'000);
    CHECK(body.at("tickets").size() < count); // 8 MB of them
    CHECK(body.at("tickets").size() > 1'000);
    CHECK(body.at("tickets_truncated") == true);
    auto const all = at.get("/api/tickets/" + id + "?format=jira");
    REQUIRE(all.status == 200);
    CHECK(json_of(all).size() == count);
    auto const severe =
        json_of(at.get("/api/tickets/" + id + "?format=jira&min_severity=critical"));
    CHECK(severe.size() >= 1);
    CHECK(severe.size() < 20);
    CHECK(severe[0].dump().find("never") != std::string::npos);
    auto const summary = json_of(at.get("/api/reports/" + id + "/summary")).at("discrepancies");
    CHECK(summary.at("total_discrepancies") == count);
}

TEST_CASE("what costs more takes more of the allowance") {
    service_settings settings;
    settings.rate_per_minute = 7;
    served at(settings);
    CHECK(at.get("/v1/runs").get("X-RateLimit-Remaining") == "6");
    CHECK(at.post("/v1/runs", multipart(two_files()), multipart_type)
              .get("RateLimit")
              .starts_with("\"default\";r=1;t="));
    auto const denied = at.post("/v1/runs", multipart(two_files()), multipart_type);
    check_problem(denied, 429);
    CHECK(is_between(denied.get("Retry-After"), 27, 35)); // 34.3 s less what the test took
    CHECK(denied.get("X-RateLimit-Remaining") == "1");
    CHECK(at.get("/v1/runs").status == 200); // one is left
    check_problem(at.get("/v1/runs"), 429);
}

TEST_CASE("the same Idempotency-Key makes one run") {
    served at(unlimited());
    std::vector<header> const once{{"idempotency-key", "\"order-12345\""}};
    auto const first = at.post("/v1/runs", multipart(two_files()), multipart_type, once);
    auto const second = at.post("/v1/runs", multipart(two_files()), multipart_type, once);
    CHECK(json_of(first).at("id") == json_of(second).at("id"));
    CHECK(second.get("Idempotency-Replayed") == "true");
    auto other = two_files();
    other.emplace_back("amount_tolerance", "1");
    check_problem(at.post("/v1/runs", multipart(other), multipart_type, once), 422);
    check_problem(
        at.post("/v1/runs", multipart(two_files()), multipart_type, {{"idempotency-key", "short"}}),
        400);
}

TEST_CASE("decisions hold for the next run of the same files") {
    served at(unlimited());
    auto const run = at.run();
    auto const path = "/v1/runs/" + run.at("id").get<std::string>();
    auto const say = [&](std::string const& text) {
        return at.post(path + "/decisions", "{\"decisions\":[" + text + "]}", "application/json");
    };
    auto const made = say(R"({"decision":"reject","match_id":"M000002","note":"not ours, =x"},)"
                          R"({"decision":"match","bank_positions":["4"],"ledger_positions":[4]})");
    REQUIRE(made.status == 201);
    REQUIRE(json_of(made).at("items").size() == 2);
    auto const again =
        json_of(at.post("/v1/runs", R"({"rerun_of":")" + run.at("id").get<std::string>() + "\"}",
                        "application/json", {{"prefer", "wait=30"}}));
    REQUIRE(again.at("state") == "succeeded");
    CHECK(again.at("from_cache") == false);
    auto const matches =
        json_of(at.get("/v1/runs/" + again.at("id").get<std::string>() + "/matches"));
    bool by_hand = false;
    for (auto const& item : matches.at("items")) {
        CHECK(item.at("bank_positions") != io::json::array({"3"}));
        by_hand = by_hand || item.at("bank_positions") == io::json::array({"4"});
    }
    CHECK(by_hand);
    auto const upload = at.run(); // the same files, sent again
    CHECK(upload.at("counts") == again.at("counts"));
    check_problem(say(R"({"decision":"confirm","bank_positions":"4","ledger_positions":"3"})"),
                  409);
    for (auto const* const bad :
         {R"({"decision":"maybe","match_id":"M000001"})", R"({"decision":"confirm"})",
          R"({"decision":"confirm","match_id":"M9"})",
          R"({"decision":"confirm","bank_positions":"99","ledger_positions":"3"})",
          R"({"decision":"confirm","bank_positions":"4;4","ledger_positions":"3"})",
          R"({"decision":"undo","id":"x"})", R"("confirm")", R"({"decision":7})"})
        check_problem(say(bad), 400);
    auto const decided = json_of(made);
    for (auto const& item : decided.at("items"))
        CHECK(say(R"({"decision":"undo","id":")" + item.at("id").get<std::string>() + "\"}").status
              == 201);
    CHECK(at.run().at("counts") == run.at("counts"));
}

TEST_CASE("people: register, sign in, refresh, sign out") {
    served at(unlimited());
    auto const form = "application/x-www-form-urlencoded";
    auto const json = "application/json";
    auto const account = R"({"email":"Ann@Example.com","password":"correct horse battery"})";
    auto const made = at.ask({"POST", "/api/auth/register", account, json, "", {}});
    REQUIRE(made.status == 201);
    CHECK(json_of(made).at("email") == "ann@example.com");
    CHECK(text_of(made).find("password") == std::string::npos);
    check_problem(at.ask({"POST", "/api/auth/register", account, json, "", {}}), 400);
    for (auto const* const bad :
         {R"({"email":"a","password":"correct horse"})", R"({"email":"a@b.c","password":"short"})",
          R"({"email":"a@b.c","password":"password1"})", R"({"email":"a@b.c"})", "{", "[]",
          R"({"email":7,"password":"correct horse"})"})
        check_problem(at.ask({"POST", "/api/auth/register", bad, json, "", {}}), 400);
    auto const login = at.ask({"POST",
                               "/api/auth/login",
                               "email=ann%40example.com&password=correct+horse+battery",
                               form,
                               "",
                               {}});
    REQUIRE(login.status == 200);
    auto const tokens = json_of(login);
    CHECK(tokens.at("token_type") == "bearer");
    auto const access = tokens.at("access_token").get<std::string>();
    auto const me = at.ask({"GET", "/api/auth/me", {}, {}, access, {}});
    CHECK(json_of(me).at("email") == "ann@example.com");
    check_problem(
        at.ask({"POST", "/api/auth/login", "email=ann%40example.com&password=wrong", form, "", {}}),
        401);
    check_problem(
        at.ask({"POST", "/api/auth/login", "email=bob%40example.com&password=wrong", form, "", {}}),
        401);

    auto const refresh_token = tokens.at("refresh_token").get<std::string>();
    auto const next =
        at.ask({"POST", "/api/auth/refresh", "refresh_token=" + refresh_token, form, "", {}});
    REQUIRE(next.status == 200);
    auto const newer = json_of(next).at("access_token").get<std::string>();
    CHECK(at.ask({"GET", "/v1/runs", {}, {}, newer, {}}).status == 200);
    check_problem(
        at.ask({"POST", "/api/auth/refresh", "refresh_token=" + refresh_token, form, "", {}}), 401);
    check_problem(at.ask({"GET", "/v1/runs", {}, {}, newer, {}}), 401); // a stolen token ends all

    auto const second = json_of(at.ask({"POST",
                                        "/api/auth/login",
                                        "email=ann%40example.com&password=correct+horse+battery",
                                        form,
                                        "",
                                        {}}));
    auto const fresh = second.at("access_token").get<std::string>();
    CHECK(at.ask({"POST", "/api/auth/logout", {}, {}, fresh, {}}).status == 204);
    check_problem(at.ask({"GET", "/api/auth/me", {}, {}, fresh, {}}), 401);
}

TEST_CASE("a registration that is refused is logged under nobody's name") {
    struct principals : logger {
        std::vector<std::string>& seen;
        explicit principals(std::vector<std::string>& to) : seen(to) {}
        bool enabled(log_level) const override { return true; }
        void write(log_level, std::string_view event,
                   std::initializer_list<log_field> fields) override {
            for (auto const& field : fields)
                if (event == "request" && field.name == "principal")
                    seen.emplace_back(std::get<std::string_view>(field.value));
        }
    };
    served at(unlimited());
    std::vector<std::string> seen;
    auto settings = unlimited();
    settings.data_dir = at.folder + "/own";
    at.app.reset();
    at.app = std::make_unique<service>(settings, std::make_unique<principals>(seen));
    auto const account = R"({"email":"ann@example.com","password":"correct horse battery"})";
    for (auto const status : {201, 400})
        CHECK(at.ask({"POST", "/api/auth/register", account, "application/json", "", {}}).status
              == status);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].starts_with("user:"));
    CHECK(seen[1] == "nobody");
}

TEST_CASE("keys give no more than their maker has") {
    served at(unlimited());
    auto const json = "application/json";
    auto const made = at.post("/v1/keys", R"({"name":"ci","scopes":"runs:read keys:admin"})", json);
    REQUIRE(made.status == 201);
    auto const key = json_of(made).at("key").get<std::string>();
    CHECK(json_of(at.get("/v1/keys")).at("items").size() == 2);
    CHECK(text_of(at.get("/v1/keys")).find(key) == std::string::npos);
    check_problem(
        at.ask({"POST", "/v1/keys", R"({"name":"x","scopes":"runs:write"})", json, key, {}}), 400);
    check_problem(at.post("/v1/keys", R"({"name":"x","scopes":"everything"})", json), 400);
    auto const id = json_of(made).at("id").get<std::string>();
    CHECK(at.ask({"DELETE", "/v1/keys/" + id, {}, {}, at.key, {}}).status == 204);
    check_problem(at.ask({"GET", "/v1/runs", {}, {}, key, {}}), 401);
    check_problem(at.ask({"DELETE", "/v1/keys/" + id, {}, {}, at.key, {}}), 404);
}

TEST_CASE("the rate limit is a real 429 with all its headers, and health is exempt") {
    service_settings settings;
    settings.rate_per_minute = 5;
    served at(settings);
    for (int i = 0; i < 5; ++i) {
        auto const out = at.get("/v1/runs");
        CHECK(out.status == 200);
        CHECK(out.get("X-RateLimit-Remaining") == std::to_string(4 - i));
    }
    auto const denied = at.get("/v1/runs");
    check_problem(denied, 429);
    CHECK(denied.get("RateLimit-Policy") == "\"default\";q=5;w=60");
    CHECK(denied.get("RateLimit").starts_with("\"default\";r=0;t="));
    CHECK(is_between(denied.get("Retry-After"), 6, 12)); // 12 s less what the test took
    CHECK(denied.get("X-RateLimit-Limit") == "5");
    CHECK(json_of(denied).at("type").get<std::string>().ends_with("#quota-exceeded"));
    for (auto const* const path : {"/health", "/livez", "/readyz", "/", "/metrics"})
        for (int i = 0; i < 20; ++i)
            CHECK(at.get(path).status == 200);
    for (int i = 0; i < 5; ++i) // nobody is counted by address
        CHECK(at.ask({"GET", "/v1/runs", {}, {}, "", {}}).status == 401);
    CHECK(at.ask({"GET", "/v1/runs", {}, {}, "", {}}).status == 429);
}

TEST_CASE("sign-ins are limited by address") {
    served at;
    int denied = 0;
    for (int i = 0; i < 30; ++i)
        denied += at.ask({"POST",
                          "/api/auth/login",
                          "email=a" + std::to_string(i) + "%40example.com&password=x",
                          "application/x-www-form-urlencoded",
                          "",
                          {}}).status
                          == 429
                      ? 1
                      : 0;
    CHECK(denied >= 1); // how many depends on how long a password takes
}

TEST_CASE("every answer has the headers, errors too") {
    auto settings = unlimited();
    settings.cors_origins = {"https://app.example.com"};
    served at(settings);
    for (auto const* const path :
         {"/livez", "/nothing", "/v1/runs/x", "/api/docs", "/api/redoc", "/%00"}) {
        auto const out =
            at.get(path, {{"x-request-id", "me-1"}, {"origin", "https://app.example.com"}});
        CAPTURE(path);
        CHECK(out.get("X-Request-Id") == "me-1");
        CHECK(out.get("X-Content-Type-Options") == "nosniff");
        CHECK(out.get("Cache-Control") == "no-store");
        CHECK(out.get("traceparent").size() == 55);
        CHECK_FALSE(out.get("X-Process-Time").empty());
        CHECK_FALSE(out.get("Content-Security-Policy").empty());
        CHECK(out.get("Access-Control-Allow-Origin") == "https://app.example.com");
        CHECK(out.get("Server").empty());
        CHECK(out.get("Strict-Transport-Security").empty());
    }
    auto const foreign = at.get("/livez", {{"origin", "https://evil.example"}});
    CHECK(foreign.get("Access-Control-Allow-Origin").empty());
    CHECK(foreign.get("Vary").find("Origin") != std::string::npos);
    auto const asked = at.ask(
        {"OPTIONS",
         "/v1/runs",
         {},
         {},
         "",
         {{"origin", "https://app.example.com"}, {"access-control-request-method", "POST"}}});
    CHECK(asked.status == 204);
    CHECK(asked.get("Access-Control-Allow-Methods") == "POST, GET, HEAD");
    auto const put = at.ask({"PUT", "/v1/runs", {}, {}, at.key, {}});
    check_problem(put, 405);
    CHECK(put.get("Allow") == "POST, GET, HEAD");
}

TEST_CASE("whatever asks, the series of the metrics stay few, and tell nobody's words") {
    served at(unlimited());
    at.run("Date,Amount,Description\n2025-01-01,1.00,canary-7731\n",
           "Date,Amount,Description\n2025-01-01,1.00,canary-7731\n");
    for (int i = 0; i < 3'000; ++i)
        at.get("/random/canary-7731/" + std::to_string(i));
    for (int i = 0; i < 300; ++i)
        at.ask({"M" + std::to_string(i), "/v1/runs/" + std::to_string(i), {}, {}, at.key, {}});
    auto const text = text_of(at.get("/metrics"));
    CHECK(text.find("canary-7731") == std::string::npos);
    CHECK(text.find("recon_http_requests_total") != std::string::npos);
    CHECK(text.find("recon_runs_total{outcome=\"succeeded\"} 1") != std::string::npos);
    auto const lines = std::count(text.begin(), text.end(), '\n');
    CHECK(lines < 250);
}

TEST_CASE("health tells what it depends on") {
    served at(unlimited());
    auto const health = json_of(at.get("/health"));
    CHECK(health.at("status") == "healthy");
    CHECK(health.at("dependencies").at("filesystem") == "available");
    CHECK(health.at("dependencies").at("llm") == "not_configured");
    at.app->drain();
    CHECK(at.get("/readyz").status == 503);
    CHECK(at.get("/livez").status == 200);
    CHECK(json_of(at.get("/health")).at("status") == "degraded");
    check_problem(at.post("/v1/runs", multipart(two_files()), multipart_type), 503);
}

TEST_CASE("a full queue and a full quota are said") {
    auto settings = unlimited();
    settings.tenant_quota = 100;
    served small(settings);
    check_problem(small.post("/v1/runs", multipart(two_files()), multipart_type), 507);
}

TEST_CASE("names of files that would leave the folder are labels, and no more") {
    served at(unlimited());
    std::vector<std::string> names{"../../x.csv",
                                   "..\\..\\x.csv",
                                   "/etc/passwd",
                                   "C:\\x",
                                   "CON",
                                   "NUL",
                                   "a/b",
                                   ".",
                                   "..",
                                   "....//x",
                                   "%2e%2e%2fx",
                                   "x\x01y",
                                   "\xE2\x80\xAEvsc.x",
                                   std::string(2'000, 'n'),
                                   "~root",
                                   "$HOME",
                                   "|id",
                                   ";id",
                                   "`id`",
                                   "a b",
                                   "-rf",
                                   "\xFF\xFE",
                                   "x.csv\\0.png"};
    for (auto const* const up : {"../", "..\\", "..%2f", "..%5c", "%2e%2e/", "..%252f", "....//",
                                 "./", "..\xC0\xAF", "..\xEF\xBC\x8F", "file:///", "//host/share/"})
        for (auto const* const target : {"etc/passwd", "recon.db", "jwt.secret"})
            names.push_back(std::string(up) + up + target);
    names.insert(names.end(),
                 {"AUX", "COM1.csv", "recon.db", "incoming", "x.csv::$DATA", "x\x7Fy"});
    CHECK(names.size() >= 60);
    int number = 0;
    for (auto const& name : names) {
        auto const out =
            at.post("/v1/runs",
                    multipart({{"bank_file;" + name, std::string(test::small_bank)},
                               {"ledger_file;l.csv", std::string(test::small_ledger) + "2025-03-01,"
                                                         + std::to_string(++number) + ".00,x\n"}}),
                    multipart_type, {{"prefer", "wait=30"}});
        CAPTURE(name);
        if (name.find_first_of("\x01\x7F") != name.npos) { // no header has such a letter
            CHECK(out.status == 400);
            continue;
        }
        CHECK(out.status == 200);
        auto const label = json_of(out).at("inputs")[0].at("name").get<std::string>();
        CHECK(label.find_first_of("/\\\r\n") == std::string::npos);
        CHECK(label.size() <= 100);
    }
    std::set<std::string> const own{"recon.db", "recon.db-wal", "recon.db-shm", "jwt.secret",
                                    "working",  "uploads",      "results",      "incoming",
                                    "lock",     "instance.id"};
    for (auto const& entry : std::filesystem::recursive_directory_iterator(at.folder)) {
        auto const name = entry.path().filename().string();
        CAPTURE(name);
        CHECK(name.find("passwd") == std::string::npos);
        if (entry.path().parent_path() == at.folder) CHECK(own.contains(name));
    }
}

TEST_CASE("what was accepted is computed after a restart") {
    auto settings = unlimited();
    settings.data_dir = test::temporary_folder();
    settings.database_url = test::fresh_database();
    std::string id;
    std::string key;
    {
        service app(settings, silent_logger());
        key = *app.first_key();
        app.parts().queue->stop(); // as if it were killed before it came to it
        request in;
        in.method = "POST";
        in.target = "/v1/runs";
        in.headers = {{"host", "localhost"},
                      {"content-type", std::string(multipart_type)},
                      {"authorization", "Bearer " + key}};
        id = json_of(app.answer(in, multipart(two_files()))).at("id").get<std::string>();
    }
    served at(settings);
    at.key = key;
    CHECK(at.ended(id).at("state") == "succeeded");
    CHECK_FALSE(at.app->first_key()); // shown once only
}

TEST_CASE("a file is looked at before it is used, and how it is read can be put right") {
    served at(unlimited());
    std::string const file = "Date,Amount,Description\n03/04/2025,1.50,a\n05/06/2025,-2.25,b\n"
                             "07/08/2025,x,c\n";
    auto const inspect = [&](parts more) {
        return at.post("/v1/inspect", multipart(with({{"file;a.csv", file}}, more)),
                       multipart_type);
    };
    auto const seen = json_of(inspect({{"date_order", "dmy"}, {"rows", "1"}}));
    CHECK(seen.at("first_rows").size() == 1);
    CHECK(seen.at("first_rows")[0].at("date") == "2025-04-03");
    CHECK(seen.at("first_rows")[0].at("amount") == "1.50");
    CHECK(seen.at("rejected").size() == 1);
    auto const other = json_of(inspect({{"date_order", "mdy"}, {"sign", "inverted"}}));
    CHECK(other.at("first_rows")[0].at("date") == "2025-03-04");
    CHECK(other.at("first_rows")[0].at("amount") == "-1.50");
    check_problem(inspect({{"date_order", "sideways"}}), 400);
    check_problem(inspect({{"amount_tolerance", "1"}}), 400);
    check_problem(inspect({{"file;b.csv", file}}), 400);
    check_problem(at.post("/v1/inspect", multipart({{"file;a.csv", "no table"}}), multipart_type),
                  422);
    CHECK(json_of(at.get("/v1/runs")).at("items").empty()); // nothing is kept
}

TEST_CASE("the bridge is there as data") {
    served at(unlimited());
    auto const id = at.run().at("id").get<std::string>();
    auto const out = at.get("/v1/runs/" + id + "/statement", {{"accept", "text/csv"}});
    CHECK(text_of(out).starts_with("currency,section,line,text,count,amount\n"));
}
