#include "support/small_run.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/find_discrepancies.hpp>

namespace recon::test {

io::entry entry_at(std::uint32_t position, std::chrono::sys_days day, std::int64_t minor,
                   std::string_view description, std::string_view reference) {
    io::entry e;
    e.amount = {minor, "EUR"};
    e.day = day;
    e.position = position;
    e.description = description;
    e.reference = reference;
    return e;
}

io::finished_run small_run() {
    using namespace std::chrono;
    io::finished_run run;
    run.as_of = 2025y / 3 / 31;
    run.bank.file.name = "bank.csv";
    run.bank.file.sha256 = "aa";
    run.bank.file.format = "csv";
    run.bank.file.encoding = "UTF-8";
    run.bank.file.entries = {
        entry_at(2, 2025y / 3 / 3, 428'400, "Hofmann RE 98", "RE98"),
        entry_at(3, 2025y / 3 / 24, -119'000, "Brenner, \"Stahl\""),
        entry_at(5, 2025y / 2 / 10, -1'890, "=HYPERLINK(1)", "-17"),
    };
    run.bank.file.rejected = {
        {4, 2, io::row_fault::invalid_date, "'31.02.2025' is no date", "31.02.2025;x\x1b[31m"}};
    run.bank.file.noted = {{6, io::row_kind::closing, "closing balance"}};
    run.bank.file.records = 5;
    run.bank.own = 3;
    run.ledger.file.name = "ledger.csv";
    run.ledger.file.sha256 = "bb";
    run.ledger.file.format = "csv";
    run.ledger.file.encoding = "UTF-8";
    run.ledger.file.entries = {
        entry_at(2, 2025y / 3 / 1, 428'350, "Hofmann Maschinenbau", "RE98"),
        entry_at(3, 2025y / 3 / 20, -119'000, "Brenner"),
        entry_at(4, 2025y / 3 / 21, -119'000, "Brenner"),
    };
    run.ledger.file.records = 3;
    run.ledger.own = 3;

    auto& result = run.result;
    result.members = {0, 0, 1, 2};
    match sure;
    sure.confidence = 951'234;
    sure.amount_score = 990'000;
    sure.day_score = 750'000;
    sure.text_score = 812'345;
    sure.margin = 300'000;
    sure.reference = reference_match::equal;
    sure.stage = match_stage::reference;
    sure.amount_difference = 50;
    sure.day_difference = 2;
    match doubtful;
    doubtful.status = match_status::review;
    doubtful.reason = review_reason::ambiguous;
    doubtful.confidence = 899'999;
    doubtful.amount_score = 1'000'000;
    doubtful.day_score = 625'000;
    doubtful.text_score = -1;
    doubtful.margin = 12'000;
    doubtful.runner_up = 1;
    doubtful.runner_up_side = side::right;
    doubtful.members = 2;
    doubtful.day_difference = 3;
    result.matches = {sure, doubtful};
    result.left_open = {{2, open_reason::no_candidate, no_row}};
    result.right_open = {{1, open_reason::taken, 1}};
    control_total bank{"EUR", side::left};
    bank.in = {3, 307'510};
    bank.matched = {1, 428'400};
    bank.review = {1, -119'000};
    bank.open = {1, -1'890};
    control_total ledger{"EUR", side::right};
    ledger.in = {3, 190'350};
    ledger.matched = {1, 428'350};
    ledger.review = {1, -119'000};
    ledger.open = {1, -119'000};
    result.totals = {bank, ledger};
    discrepancy_rules rules;
    rules.as_of = run.as_of;
    run.findings =
        find_discrepancies(run.bank.file.entries, run.ledger.file.entries, result,
                           tolerances{recon::within{"5.00"}, recon::within_days(7)}, rules);
    return run;
}

} // namespace recon::test
