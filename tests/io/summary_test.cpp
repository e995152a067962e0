#include <recon/io/summary.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("summary: has the members that programs rely on, in their order") {
    auto run = test::small_run();
    run.settings = {{"amount-tolerance", "5.00"}};
    run.other_inputs = {{"decisions", "decided.csv", "cc"}};
    auto const summary = summary_of(run, prove(run), {{"matches.csv", "dd"}});
    std::string members;
    for (auto const& [name, value] : summary.items())
        members += name + ' ';
    CHECK(members
          == "schema_version recon_version as_of settings inputs counts matches control_totals "
             "balances bridges discrepancies ageing proof limits outputs ");
    CHECK(summary["schema_version"] == 1);
    CHECK(summary["as_of"] == "2025-03-31");
    CHECK(summary["settings"].dump() == R"({"amount-tolerance":"5.00"})");
    CHECK(summary["inputs"]["bank"]["sha256"] == "aa");
    CHECK(summary["inputs"]["others"][0].dump()
          == R"({"role":"decisions","name":"decided.csv","sha256":"cc"})");
    CHECK(
        summary["counts"]["bank"].dump()
        == R"({"records":5,"carried_in":0,"transactions":3,"matched":1,"grouped":0,"netted":0,"review":1,"open":1,)"
           R"("rejected":1,"noted":1,"references_with_wrong_check_digits":0})");
    CHECK(summary["matches"].dump()
          == R"({"matched":1,"review":1,"by_kind":{"one_to_one":2,"one_to_many":0,)"
             R"("many_to_one":0,"many_to_many":0,"netted":0}})");
    CHECK(summary["control_totals"][1].dump()
          == R"({"currency":"EUR","side":"ledger","in":{"count":3,"sum":"1903.50"},)"
             R"("matched":{"count":1,"sum":"4283.50"},"grouped":{"count":0,"sum":"0.00"},)"
             R"("netted":{"count":0,"sum":"0.00"},"review":{"count":1,"sum":"-1190.00"},)"
             R"("open":{"count":1,"sum":"-1190.00"},"holds":true})");
    CHECK(summary["proof"]["holds"] == true);
    CHECK(summary["outputs"].dump() == R"([{"name":"matches.csv","sha256":"dd"}])");
}

TEST_CASE("summary: balances, breaks and limits are said") {
    auto run = test::small_run();
    run.bank.file.opening = money{0, "EUR"};
    run.bank.file.closing = money{1, "EUR"};
    run.bank.file.breaks = {{5, 1, 2}};
    run.result.limits = {{limit_reached::what::assignment, 12, 3}};
    auto const summary = summary_of(run, prove(run));
    CHECK(summary["balances"].dump()
          == R"([{"side":"bank","currency":"EUR","opening":"0.00","movements":"3075.10",)"
             R"("closing":"0.01","holds":false,"breaks":[5]}])");
    CHECK(summary["limits"].dump() == R"([{"limit":"assignment","rows":12,"loss":3}])");
}

TEST_CASE("summary: bytes that are no UTF-8 do not stop it") {
    auto run = test::small_run();
    run.bank.file.name = "b\xFFnk.csv";
    auto const text = to_text(summary_of(run, prove(run)));
    CHECK(text.find("b\xEF\xBF\xBDnk.csv") != std::string::npos);
    CHECK(text.ends_with("}\n"));
}
