// adapters/explain/llm_settings.hpp - which language model is asked, and how much it may take. The
// same variables for the command and the service.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace recon::explain {

struct llm_settings {
    std::string base_url; ///< up to and with /v1; empty: none was named
    std::string key;      ///< empty: a server that asks for none
    std::string model = "gpt-4o-mini";
    std::chrono::seconds call_time{20};
    std::chrono::seconds run_time{60};
    unsigned at_once = 4;              ///< calls of one run
    std::uint32_t answer_tokens = 500; ///< of one call
    std::uint32_t discrepancies = 100; ///< of one run, the worst first
    std::uint64_t run_tokens = 200'000;
    /// In millionths of the currency that the prices are in, for a million tokens.
    std::optional<std::uint64_t> prompt_price{};
    std::optional<std::uint64_t> completion_price{};
    std::optional<std::uint64_t> run_cost{}; ///< in millionths; none: no bound

    bool configured() const noexcept { return !base_url.empty() || !key.empty(); }
    bool priced() const noexcept { return prompt_price && completion_price; }
    std::string url() const { return base_url.empty() ? "https://api.openai.com/v1" : base_url; }
};

/// A variable, for the help and for whoever reads an environment.
struct llm_variable {
    std::string_view name;
    std::string_view fallback;
    std::string_view help;
    void (*apply)(llm_settings&, std::string const&); ///< throws validation_error
};
std::span<llm_variable const> llm_variables() noexcept;

/// What only shows when all are known. Throws usage_error that names the variable.
void check_together(llm_settings const& settings);

/// Reads them all; `from` gives a variable's value, or nothing. Throws usage_error.
llm_settings
read_llm_settings(std::function<std::optional<std::string>(std::string const&)> const& from);

/// A decimal in millionths: "0.15" is 150'000. Nothing for what is no such decimal.
std::optional<std::uint64_t> millionths(std::string_view text) noexcept;

} // namespace recon::explain
