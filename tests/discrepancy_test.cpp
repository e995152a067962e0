#include <recon/discrepancy.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string_view>

using namespace recon;

TEST_CASE("discrepancy: every kind and severity has a name of its own") {
    std::set<std::string_view> names;
    for (std::size_t kind = 0; kind < discrepancy_kinds; ++kind)
        names.insert(to_string(static_cast<discrepancy_kind>(kind)));
    CHECK(names.size() == discrepancy_kinds);
    CHECK_FALSE(names.contains("?"));
    CHECK(to_string(severity::low) == "low");
    CHECK(to_string(severity::critical) == "critical");
}

TEST_CASE("discrepancy: rows and counter rows lie behind each other, and are counted by kind") {
    discrepancies found;
    found.members = {9, 4, 5, 6};
    discrepancy d;
    d.kind = discrepancy_kind::fee;
    d.level = severity::low;
    d.members = 1;
    d.row_count = 1;
    d.counter_count = 2;
    found.all = {d};
    CHECK(found.rows_of(d)[0] == 4);
    CHECK(found.counters_of(d).size() == 2);
    CHECK(found.counters_of(d)[1] == 6);
    CHECK(found.by_kind()[static_cast<std::size_t>(discrepancy_kind::fee)] == 1);
    CHECK(found.by_severity()[static_cast<std::size_t>(severity::low)] == 1);
    CHECK(found.by_severity()[static_cast<std::size_t>(severity::high)] == 0);
}

TEST_CASE("discrepancy: several suspicions at once") {
    auto const both = fraud_sign::large | fraud_sign::future;
    CHECK(has(both, fraud_sign::large));
    CHECK(has(both, fraud_sign::future));
    CHECK_FALSE(has(both, fraud_sign::round));
    CHECK_FALSE(has(fraud_sign::none, fraud_sign::large));
}
