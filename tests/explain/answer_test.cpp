#include "adapters/explain/answer.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using namespace recon;
using namespace recon::explain;

namespace {

constexpr std::string_view facts =
    R"({"amount":"-1234.50","bank_minus_ledger":"12.00","rows":[{"date":"2025-01-31"}]})";

std::string content(std::string_view explanation, std::string_view action = "Wait.") {
    return io::json{{"explanation", explanation}, {"suggested_action", action}}.dump();
}

} // namespace

TEST_CASE("answer: only what was asked for is used") {
    CHECK(read_note(content("It is on its way."), facts));
    CHECK(read_note("```json\n" + content("Fenced.") + "\n```", facts));
    CHECK(read_note(R"({"explanation":"More.","suggested_action":"","confidence":0.3})", facts));
    for (auto const* const bad :
         {"", "null", "[]", "{}", "It is on its way.", R"({"explanation":"No action."})",
          R"({"explanation":1,"suggested_action":"Wait."})",
          R"({"explanation":" \n","suggested_action":"Wait."})",
          R"({"explanation":"x","suggested_action":"y")", "``````"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_note(bad, facts));
    }
}

TEST_CASE("answer: no links, and no amounts that the facts do not have") {
    struct row {
        char const* text;
        bool used;
    };
    row const table[] = {
        {"The bank has -1,234.50 and 12.00 more.", true},
        {"1.234,50 EUR is 12,00 too much.", true},
        {"1234.5 is what it says, on 31.01.2025 or 2025.01.31.", true},
        {"In 3 days, with 2 rows.", true},
        {"A fee of 13.37.", false},
        {"It should be 1,222.50.", false},
        {"See https://bank.example", false},
        {"Go to www.bank.example", false},
        {"Go to //bank.example", false},
        {"See <b>this</b>", false},
        {"<", true},
        {"3 < 4 and 4 > 3", true},
        {"Pay it to DE89 3704 0044 0532 0130 00", false},
    };
    for (auto const& [text, used] : table) {
        CAPTURE(text);
        CHECK(read_note(content(text), facts).has_value() == used);
        CHECK(read_note(content("Fine.", text), facts).has_value() == used);
    }
}

TEST_CASE("answer: texts are one bounded line without controls") {
    auto const note = read_note(content("a\x1b[31m\n\tb \xE2\x80\xAE"
                                        "c\xE2\x80\x8B"
                                        "d",
                                        std::string(5'000, 'x')),
                                facts);
    REQUIRE(note);
    CHECK(note->explanation == "a [31m b cd");
    CHECK(note->action.size() < action_max + 4);
    CHECK(read_note(kept_text(*note), facts)->explanation == note->explanation);
}

TEST_CASE("answer: a completion's text and tokens") {
    auto const body = [](io::json const& choices, io::json const& usage) {
        return io::json{{"choices", choices}, {"usage", usage}}.dump();
    };
    io::json const good{{{"message", {{"content", content("Fine.")}}}}};
    auto const read = read_chat_answer(body(good, {{"prompt_tokens", 7}, {"completion_tokens", 3}}),
                                       std::string(facts));
    REQUIRE(read.note);
    REQUIRE(read.used);
    CHECK(read.used->prompt == 7);
    CHECK(read.used->completion == 3);
    for (auto const& usage : {io::json(), io::json("many"), io::json{{"prompt_tokens", -7}},
                              io::json{{"prompt_tokens", 1.5}, {"completion_tokens", 1}}})
        CHECK_FALSE(read_chat_answer(body(good, usage), std::string(facts)).used);
    for (auto const& choices : {io::json(), io::json::array(), io::json{{{"text", "x"}}},
                                io::json{{{"message", {{"content", nullptr}}}}}, io::json{"x"}})
        CHECK_FALSE(read_chat_answer(body(choices, {}), std::string(facts)).note);
    for (auto const* const broken : {"", "[", "[]", "7", "<html>"})
        CHECK_FALSE(read_chat_answer(broken, std::string(facts)).note);
}
