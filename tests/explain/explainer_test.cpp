#include "adapters/explain/explainer.hpp"

#include "support/map_cache.hpp"
#include "support/small_run.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

using namespace recon;
using namespace recon::explain;

namespace {

net_client::answer answered(int status, std::string body = {}) {
    return {net_client::answer::what::answered, status, std::move(body), {}};
}

net_client::answer good() {
    auto const content = io::json{{"explanation", "Fine."}, {"suggested_action", "Wait."}}.dump();
    io::json const choices{{{"message", {{"content", content}}}}};
    return answered(200, io::json{{"choices", choices},
                                  {"usage", {{"prompt_tokens", 10}, {"completion_tokens", 5}}}}
                             .dump());
}

/// Answers from a list, then always as the last of it.
class scripted : public chat_endpoint {
  public:
    scripted(std::vector<net_client::answer> script, int& calls, std::vector<bool>* schemas)
        : script_(std::move(script)), calls_(calls), schemas_(schemas) {}
    net_client::answer post(std::string const& body, std::chrono::milliseconds,
                            std::function<bool()> const&) override {
        std::lock_guard const lock(mutex_);
        if (schemas_ != nullptr) schemas_->push_back(body.find("json_schema") != std::string::npos);
        auto const at = std::min(static_cast<std::size_t>(calls_++), script_.size() - 1);
        return script_[at];
    }
    bool reachable() override { return true; }

  private:
    std::mutex mutex_;
    std::vector<net_client::answer> script_;
    int& calls_;
    std::vector<bool>* schemas_; ///< whether each call had one; null: nobody asks
};

struct told {
    io::llm_notes notes;
    int calls = 0;
};

told explained(std::vector<net_client::answer> script, llm_settings settings = {},
               recon::cache::cache* known = nullptr, explain_hooks const& hooks = {},
               std::vector<bool>* schemas = nullptr) {
    told out;
    settings.at_once = 1;
    explainer by(settings, std::make_unique<scripted>(std::move(script), out.calls, schemas),
                 known);
    auto run = test::small_run();
    by.explain(run, "tenant", hooks);
    REQUIRE(run.notes);
    out.notes = *run.notes;
    return out;
}

} // namespace

TEST_CASE("explainer: every discrepancy gets a note, and the calls are counted") {
    auto const out = explained({good()});
    auto const count = test::small_run().findings.all.size();
    CHECK(out.notes.state == io::llm_state::complete);
    CHECK(out.notes.explained == count);
    CHECK(out.notes.calls == count);
    CHECK(out.notes.prompt_tokens == 10 * count);
    CHECK(out.notes.of(0)->explanation == "Fine.");
    CHECK(out.notes.of(count) == nullptr);
}

TEST_CASE("explainer: answers are kept by tenant, model and facts") {
    test::map_cache known;
    CHECK(explained({good()}, {}, &known).calls > 0);
    auto const again = explained({good()}, {}, &known);
    CHECK(again.calls == 0);
    CHECK(again.notes.cached == again.notes.asked);
    llm_settings other;
    other.model = "another";
    CHECK(explained({good()}, other, &known).calls > 0);
    for (auto& [key, value] : known.values)
        value = std::make_shared<std::string const>("{\"explanation\": 1}");
    CHECK(explained({good()}, {}, &known).calls > 0); // what was kept is not trusted either
}

TEST_CASE("explainer: a busy server is asked again, and one that refuses is not") {
    auto const busy = explained({answered(500), answered(503), good()});
    CHECK(busy.notes.state == io::llm_state::complete);
    CHECK(busy.notes.calls_failed == 2);
    auto const refused = explained({answered(401)});
    CHECK(refused.notes.state == io::llm_state::unavailable);
    CHECK(refused.calls == 1);
    auto const bad_question = explained({answered(413), good()});
    CHECK(bad_question.notes.state == io::llm_state::partial);
}

TEST_CASE("explainer: a server that knows no schema is asked without") {
    auto const out = explained({answered(400), good()});
    CHECK(out.notes.state == io::llm_state::complete);
    CHECK(out.notes.calls_failed == 1); // once, and then it is known

    std::vector<bool> schemas; // some servers fail over one, rather than refuse it
    auto const broken = explained({answered(500), good()}, {}, nullptr, {}, &schemas);
    CHECK(broken.notes.state == io::llm_state::complete);
    CHECK(broken.notes.calls_failed == 1);
    CHECK(std::count(schemas.begin(), schemas.end(), true) == 1);
}

TEST_CASE("explainer: a server that has answered with a schema and then fails keeps it") {
    std::vector<bool> schemas;
    auto const out = explained({good(), answered(500), good()}, {}, nullptr, {}, &schemas);
    CHECK(out.notes.state == io::llm_state::complete);
    CHECK(std::count(schemas.begin(), schemas.end(), false) == 0);
}

TEST_CASE("explainer: one question that is refused either way costs the others no schema") {
    // Refused with a schema and without; all others are answered.
    std::vector<bool> schemas;
    auto const out = explained({answered(422), answered(422), good()}, {}, nullptr, {}, &schemas);
    CHECK(out.notes.explained + 1 == out.notes.asked);
    REQUIRE(schemas.size() > 3);
    CHECK(schemas[0]);
    CHECK_FALSE(schemas[1]);
    CHECK(std::count(schemas.begin() + 2, schemas.end(), false) == 0);
}

TEST_CASE("explainer: after some failures in a row the model has a rest") {
    auto const slow = explained({{net_client::answer::what::too_late, 0, {}, {}}});
    CHECK(slow.notes.state == io::llm_state::unavailable);
    CHECK(slow.calls <= 4);
}

TEST_CASE("explainer: it ends when told to, and within its budget") {
    explain_hooks hooks;
    hooks.stop = [] { return true; };
    CHECK(explained({good()}, {}, nullptr, hooks).calls == 0);
    llm_settings poor;
    poor.run_tokens = 100;
    auto const out = explained({good()}, poor);
    CHECK(out.calls == 0);
    CHECK(out.notes.state == io::llm_state::unavailable);
    llm_settings few;
    few.discrepancies = 1;
    CHECK(explained({good()}, few).notes.asked == 1);
}
