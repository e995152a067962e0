// adapters/explain/explainer.hpp - has a language model explain what a run found: the worst first,
// equal questions once, several at a time, within its time and budget. Whatever goes wrong, the
// run stays as it is.
#pragma once

#include "adapters/cache/cache.hpp"
#include "adapters/explain/llm_settings.hpp"
#include "adapters/net_client/http_client.hpp"

#include <recon/io/finished_run.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace recon::explain {

/// Where questions go. One implementation is the HTTP endpoint; tests have their own.
class chat_endpoint {
  public:
    virtual ~chat_endpoint() = default;
    virtual net_client::answer post(std::string const& body, std::chrono::milliseconds within,
                                    std::function<bool()> const& stop) = 0;
    /// Whether the server answers, and takes the key. Asks for no completion.
    virtual bool reachable() = 0;

  protected:
    chat_endpoint() = default;
    chat_endpoint(chat_endpoint const&) = default;
    chat_endpoint& operator=(chat_endpoint const&) = default;
};

std::unique_ptr<chat_endpoint> http_endpoint(llm_settings const& settings);

/// How a call ended, for whoever counts.
enum class call_outcome : std::uint8_t { success, refused, limited, failed, late, unusable };
constexpr std::string_view to_string(call_outcome outcome) noexcept {
    switch (outcome) {
    case call_outcome::success: return "success";
    case call_outcome::refused: return "refused";   ///< the key, the model or the question
    case call_outcome::limited: return "limited";   ///< too many calls
    case call_outcome::failed: return "failed";     ///< unreachable, or an error of the server
    case call_outcome::late: return "late";         ///< no answer in time
    case call_outcome::unusable: return "unusable"; ///< an answer that is none
    }
    return "?";
}

struct call_report {
    call_outcome outcome = call_outcome::success;
    std::chrono::nanoseconds took{};
    std::uint64_t prompt_tokens = 0;
    std::uint64_t completion_tokens = 0;
};

struct explain_hooks {
    std::function<bool()> stop{};                   ///< true: end soon
    std::function<void(call_report const&)> call{}; ///< after each; on any thread
};

class explainer {
  public:
    /// `known` keeps answers by what they depend on; null: nothing is kept.
    explainer(llm_settings settings, std::unique_ptr<chat_endpoint> endpoint,
              recon::cache::cache* known);

    /// Sets run.notes. `scope` parts the answers of one tenant from another's. Throws nothing but
    /// std::bad_alloc.
    void explain(io::finished_run& run, std::string const& scope, explain_hooks const& hooks);

    bool reachable() { return endpoint_->reachable(); }
    llm_settings const& settings() const noexcept { return settings_; }

  private:
    friend class explaining; // one run of it, in the .cpp
    using clock = std::chrono::steady_clock;

    llm_settings settings_;
    std::unique_ptr<chat_endpoint> endpoint_;
    recon::cache::cache* known_;
    std::atomic<clock::rep> plain_until_{0};   ///< the server does not take schemas before
    std::atomic<bool> knows_schemas_{false};   ///< it has answered with one
    std::atomic<unsigned> failed_in_a_row_{0}; ///< questions without an answer
    std::atomic<clock::rep> resting_until_{0}; ///< the breaker: no calls before
};

} // namespace recon::explain
