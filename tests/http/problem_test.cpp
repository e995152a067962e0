#include "adapters/http/problem.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::http;

TEST_CASE("a problem has the members of RFC 9457 and those of the product before") {
    auto const out =
        problem_response(problem(400, "VALIDATION_ERROR", "Wrong.", {{"amount_tolerance", "why"}})
                             .with("Retry-After", "5"),
                         "abc");
    CHECK(out.status == 400);
    CHECK(out.get("Content-Type") == "application/problem+json");
    CHECK(out.get("Retry-After") == "5");
    auto const body = io::json::parse(*out.body);
    for (auto const* const member :
         {"type", "title", "status", "detail", "instance", "code", "error", "message", "details"})
        CHECK(body.contains(member));
    CHECK(body.at("status") == 400);
    CHECK(body.at("instance") == "urn:request:abc");
    CHECK(body.at("error") == "VALIDATION_ERROR");
    CHECK(body.at("errors")[0].at("parameter") == "amount_tolerance");
    CHECK(body.at("details").at("amount_tolerance") == "why");
}

TEST_CASE("every failure of the engine has a status, and our own faults stay inside") {
    CHECK(problem_of(validation_error("v")).status == 400);
    CHECK(problem_of(file_processing_error("f")).status == 422);
    CHECK(problem_of(not_found_error("n")).status == 404);
    CHECK(problem_of(limit_error("l")).status == 413);
    CHECK(problem_of(rate_limit_error("r", 7)).headers.at(0).value == "7");
    auto const inside = problem_of(matching_error("SELECT secret FROM /var/lib"));
    CHECK(inside.status == 500);
    CHECK(inside.detail.find("secret") == std::string::npos);
}

TEST_CASE("options of the command line are told as fields") {
    CHECK(in_field_names("say --bank-date-order dmy or --currency EUR")
          == "say bank_date_order=dmy or currency=EUR");
    CHECK(in_field_names("a -- b --") == "a -- b --");
}
