#include <recon/io/decisions.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
std::vector<decision_line> read_text(std::string_view rows) {
    return read_decisions(
        from_bytes("decision,match_id,bank_positions,ledger_positions,note\n" + std::string(rows),
                   "decisions.csv"));
}
std::string error_of(std::string_view rows) {
    try {
        (void)read_text(rows);
    } catch (file_processing_error const& problem) {
        return problem.what();
    }
    return "";
}
} // namespace

TEST_CASE("decisions: lines copied from matches.csv, with a decision before them") {
    auto const found = read_text("confirm,M000001,12,4;5,paid twice\n"
                                 ",M000002,1,2,not decided yet\n"
                                 "reject,M000003,carried:3,7,\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].confirmed);
    CHECK(found[0].line == 2);
    CHECK(found[0].bank == std::vector<row_name>{{12, false}});
    CHECK(found[0].ledger == std::vector<row_name>{{4, false}, {5, false}});
    CHECK(found[0].note == "paid twice");
    CHECK_FALSE(found[1].confirmed);
    CHECK(found[1].bank == std::vector<row_name>{{3, true}});
}

TEST_CASE("decisions: what does not fit is an error with its place") {
    CHECK(error_of("maybe,,1,2,\n")
          == "decisions.csv:2: column decision: 'maybe' is neither confirm nor reject");
    CHECK(error_of("confirm,,1;x,2,\n")
          == "decisions.csv:2: column bank_positions: '1;x' is no list of positions, such as 12 or "
             "12;13");
    CHECK(error_of("confirm,,,,\n")
          == "decisions.csv:2: column bank_positions: the decision names no rows");
    CHECK(error_of("confirm,,1;1,2,\n").find("twice") != std::string::npos);
    CHECK(error_of("confirm,,0,2,\n").find("no list of positions") != std::string::npos);
    CHECK(error_of("confirm,,1;,2,\n").find("no list of positions") != std::string::npos);
    CHECK(error_of("confirm,,99999999999,2,\n").find("no list") != std::string::npos);
}
