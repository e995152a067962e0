#include "adapters/explain/explainer.hpp"

#include "adapters/explain/answer.hpp"
#include "adapters/explain/budget.hpp"
#include "adapters/explain/prompt.hpp"

#include <recon/detail/parallel.hpp>
#include <recon/io/sha256.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace recon::explain {

using namespace std::chrono_literals;

namespace {

constexpr unsigned attempts_max = 3;
constexpr unsigned failures_max = 4; ///< questions in a row, then the model has a rest
constexpr auto rest = 30s;           ///< of the breaker
constexpr auto plain_time = 1h;      ///< without schemas, until they are tried again
constexpr auto pause_first = 250ms;  ///< before a second attempt
constexpr std::size_t answer_bytes = std::size_t{256} << 10U;
constexpr std::string_view prompt_version = "1"; ///< of what is asked, for answers that are kept

class http_chat : public chat_endpoint {
  public:
    explicit http_chat(llm_settings const& settings) : settings_(settings) {}

    net_client::answer post(std::string const& body, std::chrono::milliseconds within,
                            std::function<bool()> const& stop) override {
        auto headers = common_headers();
        headers.emplace_back("Content-Type: application/json");
        headers.emplace_back("Expect:"); // no round for a hundred lines
        return client_.ask({settings_.url() + "/chat/completions", std::move(headers), body, within,
                            answer_bytes, stop});
    }
    bool reachable() override {
        auto const out =
            client_.ask({settings_.url() + "/models", common_headers(), {}, 5s, 4U << 20U, {}});
        using enum net_client::answer::what;
        bool const refused = out.status == 401 || out.status == 403 || out.status >= 500;
        return (out.how == answered && !refused) || out.how == too_large;
    }

  private:
    std::vector<std::string> common_headers() const {
        std::vector<std::string> out{"Accept: application/json"};
        if (!settings_.key.empty()) out.push_back("Authorization: Bearer " + settings_.key);
        return out;
    }
    llm_settings settings_;
    net_client::http_client client_;
};

/// A question, and the discrepancies that it is about.
struct question {
    prompt_kind kind = prompt_kind::generic;
    std::string facts;
    std::string key; ///< what the answer depends on
    std::vector<std::size_t> about;
    std::optional<io::llm_note> answer{};
    bool from_cache = false;
};

call_outcome outcome_of(net_client::answer const& of) noexcept {
    using enum net_client::answer::what;
    switch (of.how) {
    case answered: break;
    case too_late:
    case stopped: return call_outcome::late;
    case too_large: return call_outcome::unusable;
    case unreachable: return call_outcome::failed;
    }
    if (of.status == 200) return call_outcome::success;
    if (of.status == 429) return call_outcome::limited;
    return of.status >= 500 || of.status == 408 ? call_outcome::failed : call_outcome::refused;
}

} // namespace

std::unique_ptr<chat_endpoint> http_endpoint(llm_settings const& settings) {
    return std::make_unique<http_chat>(settings);
}

/// The explaining of one run.
class explaining {
  public:
    explaining(explainer& of, explain_hooks const& hooks)
        : of_(of), hooks_(hooks), budget_(of.settings_),
          until_(clock::now() + of.settings_.run_time) {}

    /// What is known already, or what the model says.
    void answer(question& q) {
        auto const kept = of_.known_ != nullptr ? of_.known_->get(q.key, clock::now()) : nullptr;
        if (kept) q.answer = read_note(*kept, q.facts);
        q.from_cache = q.answer.has_value();
        if (q.answer || over() || resting()) return;
        q.answer = ask(q);
        if (!q.answer) return;
        if (of_.known_ != nullptr)
            of_.known_->put(q.key, std::make_shared<std::string const>(kept_text(*q.answer)),
                            clock::now());
    }

    budget const& spent() const noexcept { return budget_; }
    std::uint64_t calls() const noexcept { return calls_; }
    std::uint64_t failed() const noexcept { return failed_; }

  private:
    using clock = std::chrono::steady_clock;

    bool over() const { return clock::now() >= until_ || (hooks_.stop && hooks_.stop()); }
    bool resting() const { return clock::now().time_since_epoch().count() < of_.resting_until_; }

    std::optional<io::llm_note> ask(question const& q) {
        auto wait = std::chrono::milliseconds(pause_first);
        for (unsigned attempt = 0; attempt < attempts_max; ++attempt) {
            auto made = call(q);
            if (!made.outcome) return std::nullopt; // the budget has no room
            if (made.outcome == call_outcome::success) return std::move(made.note);
            if (made.outcome == call_outcome::unusable) return std::nullopt;
            bool const again =
                made.outcome == call_outcome::limited || made.outcome == call_outcome::failed;
            if (made.hopeless) take_a_rest();
            if (!again) break;
            if (made.retry_after)
                wait = std::max(wait, std::chrono::milliseconds(*made.retry_after));
            if (attempt + 1 == attempts_max || !pause(wait)) break;
            wait *= 4;
        }
        if (++of_.failed_in_a_row_ >= failures_max) take_a_rest();
        return std::nullopt;
    }

    struct called {
        std::optional<call_outcome> outcome{}; ///< none: there was no call
        std::optional<io::llm_note> note{};
        std::optional<std::chrono::seconds> retry_after{};
        bool hopeless = false;      ///< the next question would fare no better
        bool answered = false;      ///< with a completion, usable or not
        bool refused_words = false; ///< as one that cannot be read, by a server that is there
    };

    called call(question const& q) {
        bool const schema = clock::now().time_since_epoch().count() >= of_.plain_until_;
        auto out = call(q, schema);
        if (!schema || !out.refused_words) return out;
        out = call(q, false); // the instructions alone have to do
        // Only if that is better was it the schema; one odd question must not cost all others it.
        if (out.outcome && out.answered)
            of_.plain_until_ = (clock::now() + plain_time).time_since_epoch().count();
        return out;
    }

    called call(question const& q, bool schema) {
        auto const body = chat_request(of_.settings_, q.kind, q.facts, schema);
        // A token has at least one byte, so this is enough for the question.
        tokens const most{body.size(), of_.settings_.answer_tokens};
        if (!budget_.reserve(most)) return {};
        auto const began = clock::now();
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - began);
        auto const within = std::min<std::chrono::milliseconds>(of_.settings_.call_time, left);
        auto const reply = of_.endpoint_->post(body, std::max(within, 1ms), hooks_.stop);
        auto outcome = outcome_of(reply);
        called out{outcome, {}, reply.retry_after};
        out.hopeless = reply.status == 401 || reply.status == 403 || reply.status == 404;
        tokens used;
        if (outcome == call_outcome::success) {
            auto read = read_chat_answer(reply.body, q.facts);
            used = read.used.value_or(most);
            out.note = std::move(read.note);
            if (!out.note) outcome = call_outcome::unusable;
            out.answered = true;
            of_.failed_in_a_row_ = 0; // it does answer
        } else if (outcome == call_outcome::late || outcome == call_outcome::unusable) {
            used = most; // for all we know
        }
        out.outcome = outcome;
        budget_.settle(most, used);
        ++calls_;
        if (outcome != call_outcome::success) ++failed_;
        if (hooks_.call) hooks_.call({outcome, clock::now() - began, used.prompt, used.completion});
        out.refused_words = reply.how == net_client::answer::what::answered
                            && (reply.status == 400 || reply.status == 422
                                || (reply.status == 500 && !of_.knows_schemas_));
        if (out.answered && schema) of_.knows_schemas_ = true;
        return out;
    }

    void take_a_rest() {
        of_.failed_in_a_row_ = 0;
        of_.knows_schemas_ = false; // it may be another server by then
        of_.resting_until_ = (clock::now() + rest).time_since_epoch().count();
    }

    /// Waits a little longer or shorter than asked, so that many do not come back at once. False:
    /// there is no time for it.
    bool pause(std::chrono::milliseconds wait) {
        thread_local std::minstd_rand jitter(std::random_device{}());
        auto const end = clock::now() + wait + wait * (jitter() % 256) / 1'024;
        if (end >= until_) return false;
        while (clock::now() < end) {
            if (over() || resting()) return false;
            std::this_thread::sleep_for(20ms);
        }
        return true;
    }

    explainer& of_;
    explain_hooks const& hooks_;
    budget budget_;
    clock::time_point until_;
    std::atomic<std::uint64_t> calls_{0};
    std::atomic<std::uint64_t> failed_{0};
};

explainer::explainer(llm_settings settings, std::unique_ptr<chat_endpoint> endpoint,
                     recon::cache::cache* known)
    : settings_(std::move(settings)), endpoint_(std::move(endpoint)), known_(known) {}

namespace {

/// The questions of a run: equal ones once.
std::vector<question> questions_of(io::finished_run const& run, std::size_t count,
                                   llm_settings const& settings, std::string const& scope) {
    std::vector<question> out;
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < count; ++i) {
        auto const& d = run.findings.all[i];
        auto const kind = prompt_of(d.kind);
        auto facts = facts_of(run, d).dump(-1, ' ', false, io::json::error_handler_t::replace);
        auto key =
            io::sha256(std::string(prompt_version) + '\n' + scope + '\n' + settings.url() + '\n'
                       + settings.model + '\n' + std::string(instructions_of(kind)) + '\n' + facts);
        auto const [at, fresh] = known.try_emplace(key, out.size());
        if (fresh) out.push_back({kind, std::move(facts), std::move(key), {}});
        out[at->second].about.push_back(i);
    }
    return out;
}

io::llm_state state_of(io::llm_notes const& notes) noexcept {
    if (notes.explained == notes.asked) return io::llm_state::complete;
    return notes.explained == 0 ? io::llm_state::unavailable : io::llm_state::partial;
}

} // namespace

void explainer::explain(io::finished_run& run, std::string const& scope,
                        explain_hooks const& hooks) {
    auto const count = std::min<std::size_t>(run.findings.all.size(), settings_.discrepancies);
    auto questions = questions_of(run, count, settings_, scope);
    explaining now(*this, hooks);
    recon::detail::for_each_task(questions.size(), settings_.at_once,
                                 [&](unsigned, std::size_t i) { now.answer(questions[i]); });
    io::llm_notes notes;
    notes.model = settings_.model;
    notes.asked = count;
    notes.notes.resize(count);
    for (auto const& q : questions) {
        if (!q.answer) continue;
        notes.explained += q.about.size();
        if (q.from_cache) notes.cached += q.about.size();
        for (auto const i : q.about)
            notes.notes[i] = *q.answer;
    }
    notes.calls = now.calls();
    notes.calls_failed = now.failed();
    auto const spent = now.spent().spent();
    notes.prompt_tokens = spent.prompt;
    notes.completion_tokens = spent.completion;
    notes.cost = now.spent().cost();
    notes.state = state_of(notes);
    run.notes = std::make_shared<io::llm_notes const>(std::move(notes));
}

} // namespace recon::explain
