#include "adapters/http/router.hpp"

#include "adapters/cli/match_settings.hpp"
#include "adapters/http/assets.hpp"
#include "adapters/jobs/run_job.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace recon::http;

namespace {
using path = std::vector<std::string>;
}

TEST_CASE("a path leads to its route, and what stands in it is taken out") {
    auto const report = route_of("GET", path{"v1", "runs", "abc", "report.json"});
    REQUIRE(report.found != nullptr);
    CHECK(report.found->id == route_id::run_report);
    CHECK(report.values == path{"abc", "json"});
    CHECK(route_of("GET", path{}).found->id == route_id::root);
    CHECK(route_of("HEAD", path{"livez"}).found->id == route_id::livez);
    CHECK(route_of("GET", path{"v1", "runs", "abc", "report."}).found == nullptr);
    CHECK(route_of("GET", path{"v1", "runs", "abc", "matches", "x"}).found == nullptr);
    CHECK(route_of("GET", path{"nothing"}).allow.empty());
}

TEST_CASE("a path with another method tells its methods") {
    auto const put = route_of("PUT", path{"v1", "runs", "abc"});
    CHECK(put.found == nullptr);
    CHECK(put.allow == "GET, HEAD, DELETE");
    CHECK(route_of("DELETE", path{"livez"}).allow == "GET, HEAD");
}

TEST_CASE("each route stands once in the table, under its own number") {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    std::set<route_id> ids;
    for (auto const& r : routes()) {
        CHECK(seen.insert({r.method, r.path}).second);
        CHECK(ids.insert(r.id).second);
    }
    CHECK(ids.size() == static_cast<std::size_t>(route_id::count));
}

TEST_CASE("openapi.json tells every route, and no other") {
    auto const document = recon::io::json::parse(assets::openapi_json);
    std::set<std::pair<std::string, std::string>> told;
    for (auto const& [where, methods] : document.at("paths").items())
        for (auto const& [method, operation] : methods.items()) {
            std::string upper;
            for (char const c : method)
                upper += static_cast<char>(c - 'a' + 'A');
            told.insert({upper, where});
        }
    for (auto const& r : routes()) {
        CAPTURE(r.path);
        std::pair const key(std::string(r.method), std::string(r.path));
        CHECK(told.erase(key) == 1);
        std::string lower;
        for (char const c : r.method)
            lower += static_cast<char>(c - 'A' + 'a');
        auto const& operation = document.at("paths").at(std::string(r.path)).at(lower);
        bool const open = r.who == access::anyone || r.who == access::metrics;
        CHECK(operation.at("security").empty() == open);
        auto const scope = r.who == access::runs_read    ? "runs:read"
                           : r.who == access::runs_write ? "runs:write"
                           : r.who == access::keys_admin ? "keys:admin"
                                                         : "";
        CHECK(operation.value("x-scope", "") == scope);
        if (r.body == body_kind::none) CHECK_FALSE(operation.contains("requestBody"));
    }
    CHECK(told.empty());
    CHECK(document.at("openapi").get<std::string>().starts_with("3.1"));
}

TEST_CASE("openapi.json tells every field of a run, and no other") {
    auto const document = recon::io::json::parse(assets::openapi_json);
    for (auto const* const where : {"/v1/runs", "/api/reconcile"}) {
        std::set<std::string> told;
        auto const& content =
            document.at("paths").at(where).at("post").at("requestBody").at("content");
        for (auto const& [field, schema] :
             content.at("multipart/form-data").at("schema").at("properties").items())
            told.insert(field);
        for (auto const* const field :
             {"bank_file", "ledger_file", "open_items", "holidays", "fx_rates",
              "min_severity_for_tickets", "xlsx", "enable_llm", "date_window_days"}) {
            CAPTURE(field);
            CHECK(told.erase(field) == 1);
        }
        told.erase("rerun_of");
        for (auto const& option : recon::cli::match_options()) {
            std::string field(option.name);
            std::replace(field.begin(), field.end(), '-', '_');
            if (!recon::jobs::option_of_field(field)) continue;
            CAPTURE(field);
            CHECK(told.erase(field) == 1);
        }
        CAPTURE((told.empty() ? std::string() : *told.begin()));
        CHECK(told.empty());
    }
}

TEST_CASE("what reads whole files is worked on by few threads, which give way") {
    for (auto const& r : routes()) {
        bool const reads = r.path.starts_with("/api/ingest/") || r.path == "/v1/inspect"
                           || r.path.ends_with("/tickets") || r.path.starts_with("/api/tickets/")
                           || r.path.ends_with("/summary")
                           || (r.path.ends_with("/decisions") && r.method == "POST");
        CHECK_MESSAGE((r.where == worker::compute) == reads, r.path);
    }
}
