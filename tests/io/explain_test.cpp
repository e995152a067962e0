#include <recon/io/explain.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::io;

namespace {
std::string explained(finished_run const& run, match const& m) {
    std::string out;
    append_explanation(out, run, m);
    return out;
}
std::string reason(finished_run const& run, side which, open_row const& open) {
    std::string out;
    append_open_reason(out, run, which, open);
    return out;
}
} // namespace

TEST_CASE("explain: a match says what agrees") {
    auto run = test::small_run();
    auto m = run.result.matches[0];
    CHECK(explained(run, m)
          == "bank 0.50 more; bank 2 days later; texts alike (0.81); same reference");
    m.amount_difference = -50;
    m.day_difference = -1;
    m.text_score = 430'000;
    m.reference = reference_match::contained;
    CHECK(explained(run, m)
          == "bank 0.50 less; bank 1 day earlier; texts partly alike (0.43); reference contained");
    m.amount_difference = 0;
    m.day_difference = 0;
    m.text_score = score_max;
    m.reference = reference_match::different;
    CHECK(explained(run, m) == "same amount; same day; same text; references differ");
    m.text_score = 0;
    m.reference = reference_match::absent;
    m.stage = match_stage::decision;
    CHECK(explained(run, m)
          == "confirmed by a decision; same amount; same day; texts differ (0.00)");
}

TEST_CASE("explain: more and less are of the size, also where money goes out") {
    auto run = test::small_run();
    auto m = run.result.matches[1]; // bank -1,190.00
    m.amount_difference = -100;     // the bank paid a euro more
    CHECK(explained(run, m).starts_with("bank 1.00 more; "));
    m.amount_difference = 100;
    CHECK(explained(run, m).starts_with("bank 1.00 less; "));
}

TEST_CASE("explain: a review says why, and who else would fit") {
    auto run = test::small_run();
    auto m = run.result.matches[1];
    CHECK(explained(run, m)
          == "same amount; bank 3 days later; no texts to compare; for review: ledger line 3 fits "
             "nearly as well");
    m.margin = 0;
    m.runner_up_side = side::left;
    m.runner_up = 0;
    CHECK(explained(run, m).ends_with("for review: bank line 2 fits nearly as well"));
    m.runner_up = no_row;
    CHECK(explained(run, m).ends_with("for review: another pairing fits nearly as well"));
    m.reason = review_reason::low_confidence;
    m.confidence = 849'999;
    CHECK(explained(run, m).ends_with("for review: confidence 0.84 is below 0.85"));
}

TEST_CASE("explain: an open row says what kept its nearest candidate out") {
    auto run = test::small_run();
    struct row {
        open_row open;
        char const* text;
    };
    row const table[] = {
        // of bank row 1: line 3, -1,190.00 on 24 March
        {{1, open_reason::no_candidate, no_row}, "nothing comparable in the ledger"},
        {{1, open_reason::search_limit, no_row},
         "the search was cut short: there may be a partner"},
        {{1, open_reason::taken, 1}, "ledger line 3 is nearest, but has a better match"},
        {{1, open_reason::rejected_by_decision, 1},
         "ledger line 3 is nearest, but a decision rejects it"},
        {{1, open_reason::low_confidence, 1},
         "ledger line 3 is within the tolerances, but too unlikely"},
        {{1, open_reason::outside_day_tolerance, 1},
         "ledger line 3 has the same amount, 4 days earlier"},
        {{1, open_reason::outside_amount_tolerance, 0},
         "ledger line 2 differs by 5473.50, 23 days earlier"},
        {{1, open_reason::other_sign, 0},
         "ledger line 2 has the same figure in the other direction"},
        {{1, open_reason::other_currency, 0}, "ledger line 2 has the same figure in EUR"},
    };
    for (auto const& r : table)
        CHECK(reason(run, side::left, r.open) == r.text);
    run.ledger.own = 1;
    CHECK(reason(run, side::left, {1, open_reason::taken, 1})
          == "carried ledger item 3 is nearest, but has a better match");
    CHECK(reason(run, side::right, {0, open_reason::no_candidate, no_row})
          == "nothing comparable in the bank statement");
}

TEST_CASE("explain: what is rare or usual is said, and nothing that would end a CSV cell") {
    auto run = test::small_run();
    auto& m = run.result.matches[0];
    m.amount_difference = 0;
    m.rivals = 50;
    run.result.learnt.evidence.first_lag = 0;
    for (millinats const odds : {-900, 800, 0})
        run.result.learnt.evidence.lags.push_back({1, 1, odds});
    run.result.learnt.affinities.push_back({"HOFM", "MASCHINENBAU", 3, 4, 5});
    m.affinity = 0;
    m.day_difference = 1;
    std::string text;
    append_explanation(text, run, m);
    CHECK(text.starts_with("same amount (rare here); bank 1 day later (usual here); "
                           "'HOFM' goes with 'MASCHINENBAU' here (3 of 5 sure pairs)"));
    CHECK(text.find_first_of(",\"\n") == std::string::npos);
    m.rivals = 12'300;
    m.day_difference = 0;
    text.clear();
    append_explanation(text, run, m);
    CHECK(text.starts_with("same amount (common here: about 12 others at that time); same day; "));
    CHECK(text.find_first_of(",\"\n") == std::string::npos);
}

TEST_CASE("explain: check digits that hold, and those that do not") {
    auto run = test::small_run();
    run.findings.structured.reset(); // the rows are changed behind the search
    run.bank.file.entries[0].reference = "RF18 5390 0754 7034";
    run.ledger.file.entries[0].description = "Paid, RF18539007547034";
    std::string text;
    append_explanation(text, run, run.result.matches[0]);
    CHECK(text.find("same reference (ISO 11649; check digits hold)") != std::string::npos);
    run.ledger.file.entries[0].description = "Paid +++090/9337/55494+++";
    text.clear();
    append_explanation(text, run, run.result.matches[0]);
    CHECK(text.ends_with("; ledger reference 90933755494 has wrong check digits"));
    run.bank.file.entries[2].reference = "RF19 5390 0754 7034";
    text.clear();
    append_open_reason(text, run, side::left, run.result.left_open[0]);
    CHECK(text.ends_with("; bank reference RF19539007547034 has wrong check digits"));
}
