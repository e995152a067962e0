// adapters/explain/budget.hpp - how many tokens, and how much money, the explanations of a run may
// take. Whole numbers: a price is millionths for a million tokens, so a token costs whole
// millionths of a millionth.
#pragma once

#include "adapters/explain/llm_settings.hpp"

#include <recon/detail/wide.hpp>
#include <recon/io/figures.hpp>

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <string>

namespace recon::explain {

struct tokens {
    std::uint64_t prompt = 0;
    std::uint64_t completion = 0;
};

/// May be used by several threads at once.
class budget {
  public:
    explicit budget(llm_settings const& settings) : settings_(settings) {}

    /// Sets aside what a call can take at most. False: the budget has no room for it.
    bool reserve(tokens most) {
        std::lock_guard const lock(mutex_);
        auto const all = sum(sum(spent_, reserved_), most);
        if (all.prompt + all.completion > settings_.run_tokens) return false;
        if (settings_.run_cost && cost_of(all) > wide{*settings_.run_cost} * million) return false;
        reserved_ = sum(reserved_, most);
        return true;
    }
    /// The call is over, and has taken `used`: of a server that counts wrong, no nonsense.
    void settle(tokens most, tokens used) {
        constexpr std::uint64_t bound = 1'000'000'000;
        std::lock_guard const lock(mutex_);
        reserved_.prompt -= most.prompt;
        reserved_.completion -= most.completion;
        spent_ = sum(spent_, {std::min(used.prompt, bound), std::min(used.completion, bound)});
    }

    tokens spent() const {
        std::lock_guard const lock(mutex_);
        return spent_;
    }
    /// "0.000123", rounded up; empty where no prices are known.
    std::string cost() const {
        if (!settings_.priced()) return {};
        auto const micro = (cost_of(spent()) + (million - 1)) / million;
        return io::plain_sum(micro, 6);
    }

  private:
    using wide = recon::detail::int128;
    static constexpr wide million = 1'000'000;

    static tokens sum(tokens a, tokens b) noexcept {
        return {a.prompt + b.prompt, a.completion + b.completion};
    }
    wide cost_of(tokens const& of) const noexcept {
        return wide{of.prompt} * settings_.prompt_price.value_or(0)
               + wide{of.completion} * settings_.completion_price.value_or(0);
    }

    llm_settings const& settings_;
    mutable std::mutex mutex_;
    tokens spent_;
    tokens reserved_;
};

} // namespace recon::explain
