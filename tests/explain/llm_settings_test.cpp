#include "adapters/explain/llm_settings.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace recon;
using namespace recon::explain;

namespace {

llm_settings read(std::map<std::string, std::string> const& set) {
    return read_llm_settings([&](std::string const& name) -> std::optional<std::string> {
        auto const found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional(found->second);
    });
}

std::string refusal(std::map<std::string, std::string> const& set) {
    try {
        read(set);
    } catch (usage_error const& e) {
        return e.what();
    }
    return {};
}

} // namespace

TEST_CASE("llm_settings: a key or a server is enough, and neither is none") {
    CHECK_FALSE(read({}).configured());
    CHECK_FALSE(read({{"OPENAI_API_KEY", ""}}).configured());
    auto const hosted = read({{"OPENAI_API_KEY", "sk-1"}});
    CHECK(hosted.configured());
    CHECK(hosted.url() == "https://api.openai.com/v1");
    CHECK(hosted.model == "gpt-4o-mini");
    auto const own = read({{"OPENAI_BASE_URL", "http://model.lan:11434/v1/"}});
    CHECK(own.configured());
    CHECK(own.url() == "http://model.lan:11434/v1");
}

TEST_CASE("llm_settings: what cannot be used is refused with its name") {
    struct row {
        std::map<std::string, std::string> set;
        char const* begins;
    };
    row const table[] = {
        {{{"OPENAI_BASE_URL", "api.openai.com"}}, "OPENAI_BASE_URL: expected"},
        {{{"OPENAI_BASE_URL", "file:///etc/passwd"}}, "OPENAI_BASE_URL: expected"},
        {{{"OPENAI_BASE_URL", "https://u:p@host/v1"}}, "OPENAI_BASE_URL: expected"},
        {{{"OPENAI_BASE_URL", "http:///v1"}}, "OPENAI_BASE_URL: expected"},
        {{{"OPENAI_API_KEY", "sk-1\r\nX: y"}}, "OPENAI_API_KEY: holds a blank"},
        {{{"LLM_MODEL", "a b"}}, "LLM_MODEL: expected"},
        {{{"LLM_CONCURRENCY", "0"}}, "LLM_CONCURRENCY: expected a whole number"},
        {{{"LLM_PRICE_PROMPT", "1e3"}}, "LLM_PRICE_PROMPT: expected a decimal"},
        {{{"LLM_PRICE_PROMPT", "0.15"}}, "LLM_PRICE_COMPLETION is missing"},
        {{{"LLM_RUN_COST", "1"}}, "LLM_RUN_COST needs"},
        {{{"OPENAI_API_KEY", "sk-1"}, {"OPENAI_BASE_URL", "http://model.lan/v1"}},
         "OPENAI_BASE_URL is not https"},
        {{{"OPENAI_API_KEY", "sk-1"}, {"OPENAI_BASE_URL", "http://127.evil.example/v1"}},
         "OPENAI_BASE_URL is not https"},
        {{{"OPENAI_API_KEY", "sk-1"}, {"OPENAI_BASE_URL", "http://127.evil.example@x/v1"}},
         "OPENAI_BASE_URL: expected"},
    };
    for (auto const& [set, begins] : table) {
        CAPTURE(begins);
        auto const told = refusal(set);
        CHECK_MESSAGE(told.starts_with(begins), told);
        CHECK(told.find("sk-1") == std::string::npos); // no secret in what is told
    }
    CHECK(refusal({{"OPENAI_API_KEY", "sk-1"}, {"OPENAI_BASE_URL", "http://127.0.0.1:1/v1"}})
              .empty());
}

TEST_CASE("llm_settings: decimals in millionths are exact") {
    CHECK(millionths("0.15") == 150'000);
    CHECK(millionths("0.000001") == 1);
    CHECK(millionths("12") == 12'000'000);
    for (auto const* const bad :
         {"", ".5", "1.", "-1", "1.0000001", "1234567", "1,5", "nan", "1e2"}) {
        CAPTURE(bad);
        CHECK_FALSE(millionths(bad));
    }
}
