#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace recon;

TEST_CASE("error: the name of each failure is what programs read, and never changes") {
    struct row {
        errc code;
        std::string_view name;
    };
    constexpr row table[]{
        {errc::validation, "VALIDATION_ERROR"},
        {errc::usage, "USAGE_ERROR"},
        {errc::unreadable_file, "FILE_UNREADABLE"},
        {errc::unusable_file, "FILE_PROCESSING_ERROR"},
        {errc::unwritable_output, "OUTPUT_UNWRITABLE"},
        {errc::matching, "MATCHING_ERROR"},
        {errc::explanation, "EXPLANATION_ERROR"},
        {errc::not_found, "RESOURCE_NOT_FOUND"},
        {errc::rate_limited, "RATE_LIMIT_ERROR"},
        {errc::unavailable, "SERVICE_UNAVAILABLE"},
        {errc::policy, "POLICY_ERROR"},
        {errc::limit, "LIMIT_ERROR"},
        {errc::tampered, "TAMPERED"},
    };
    std::set<std::string_view> names;
    for (row const& r : table) {
        CHECK(to_string(r.code) == r.name);
        names.insert(r.name);
    }
    CHECK(names.size() == std::size(table)); // no two share a name
}

TEST_CASE("error: a place reads as compilers print it, without what is not known") {
    struct row {
        source_position where;
        std::string_view text;
    };
    row const table[]{
        {{}, ""},
        {{"bank.csv", 0, 0}, "bank.csv"},
        {{"bank.csv", 17, 0}, "bank.csv:17"},
        {{"bank.csv", 17, 4}, "bank.csv:17:4"},
        {{"bank.csv", 0, 4}, "bank.csv"}, // a column of no line says nothing
    };
    for (row const& r : table)
        CHECK(to_string(r.where) == r.text);
}

TEST_CASE("error: what() is one sentence, beginning with the place where there is one") {
    CHECK(std::string_view(policy_error("no such base").what()) == "no such base");
    CHECK(std::string_view(validation_error("no date", {"bank.csv", 17, 4}).what())
          == "bank.csv:17:4: no date");
}

TEST_CASE_TEMPLATE("error: every class is caught as recon::error and knows its place", E,
                   validation_error, usage_error, matching_error, explanation_error,
                   not_found_error, service_unavailable_error, policy_error, limit_error,
                   output_error, tampered_error, file_processing_error) {
    source_position const where{"ledger.csv", 3, 0};
    CHECK_THROWS_AS(throw E("x", where), std::runtime_error const&);
    try {
        throw E("x", where);
    } catch (error const& e) {
        CHECK(e.where() == where);
        CHECK(dynamic_cast<E const*>(&e) != nullptr);
    }
}

TEST_CASE("error: every class has a code of its own") {
    CHECK(validation_error("x").code() == errc::validation);
    CHECK(usage_error("x").code() == errc::usage);
    CHECK(matching_error("x").code() == errc::matching);
    CHECK(explanation_error("x").code() == errc::explanation);
    CHECK(not_found_error("x").code() == errc::not_found);
    CHECK(service_unavailable_error("x").code() == errc::unavailable);
    CHECK(policy_error("x").code() == errc::policy);
    CHECK(limit_error("x").code() == errc::limit);
    CHECK(output_error("x").code() == errc::unwritable_output);
    CHECK(tampered_error("x").code() == errc::tampered);
    CHECK(rate_limit_error("x", 30).code() == errc::rate_limited);
    CHECK(rate_limit_error("x", 30).retry_after_seconds == 30);
    CHECK(file_processing_error("x").code() == errc::unusable_file);
    CHECK(file_processing_error("x", {}, errc::unreadable_file).code() == errc::unreadable_file);
}
