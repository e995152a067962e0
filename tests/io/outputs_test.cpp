#include <recon/io/outputs.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

TEST_CASE("outputs: matches.csv") {
    auto const run = test::small_run();
    string_sink to;
    write_matches(to, run, 2);
    CHECK(
        to.text
        == "match_id,kind,status,confidence,bank_positions,ledger_positions,bank_amount,"
           "ledger_amount,currency,amount_difference,date_difference_days,amount_score,"
           "date_score,text_score,reference_match,margin,explanation\n"
           "M000001,one_to_one,matched,0.951234,2,2,4284.00,4283.50,EUR,0.50,2,0.990000,0.750000,"
           "0.812345,equal,0.300000,bank 0.50 more; bank 2 days later; texts alike (0.81); same "
           "reference\n"
           "M000002,one_to_one,review,0.899999,3,4,-1190.00,-1190.00,EUR,0.00,3,1.000000,0.625000,"
           ",absent,0.012000,same amount; bank 3 days later; no texts to compare; for review: "
           "ledger line 3 fits nearly as well\n");
}

TEST_CASE("outputs: the rows of a group are joined by semicolons, and its amounts are sums") {
    auto run = test::small_run();
    run.ledger.own = 2;
    run.result.members = {0, 1, 2};
    match m;
    m.kind = match_kind::one_to_many;
    m.right_count = 2;
    m.amount_difference = 666'400;
    run.result.matches = {m};
    string_sink to;
    write_matches(to, run);
    CHECK(to.text.find("M000001,one_to_many,matched,0.000000,2,3;carried:4,4284.00,-2380.00,EUR,")
          != std::string::npos);
}

TEST_CASE("outputs: open_items.csv runs no formula, and ages by the run's day") {
    auto const run = test::small_run();
    string_sink to;
    write_open_items(to, run);
    CHECK(to.text
          == "side,position,id,date,amount,currency,description,reference,age_days,age_bucket,"
             "reason,nearest_position,nearest_reason\n"
             "bank,5,,2025-02-10,-18.90,EUR,'=HYPERLINK(1),'-17,49,31-60,no_candidate,,nothing "
             "comparable in the ledger\n"
             "ledger,3,,2025-03-20,-1190.00,EUR,Brenner,,11,0-30,taken,3,\"bank line 3 is nearest, "
             "but has a better match\"\n");
}

TEST_CASE("outputs: rejected.csv") {
    auto const run = test::small_run();
    string_sink to;
    write_rejected(to, run);
    CHECK(to.text
          == "side,position,column,code,message,raw\n"
             "bank,4,2,invalid_date,'31.02.2025' is no date,31.02.2025;x\x1b[31m\n");
}

TEST_CASE("outputs: match numbers have six digits, and more from a million on") {
    std::string out;
    io::detail::append_match_id(out, 1);
    io::detail::append_match_id(out += ' ', 999'999);
    io::detail::append_match_id(out += ' ', 1'000'000);
    CHECK(out == "M000001 M999999 M1000000");
}
