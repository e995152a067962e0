#include "adapters/explain/llm_settings.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <charconv>

namespace recon::explain {

namespace {

using text = std::string const&;

std::uint64_t number(text value, std::uint64_t low, std::uint64_t high) {
    std::uint64_t out = 0;
    auto const* const end = value.data() + value.size();
    auto const [at, failed] = std::from_chars(value.data(), end, out);
    if (failed != std::errc{} || at != end || out < low || out > high)
        throw validation_error("expected a whole number from " + std::to_string(low) + " to "
                               + std::to_string(high));
    return out;
}

std::uint64_t price(text value) {
    auto const found = millionths(value);
    if (!found) throw validation_error("expected a decimal such as 0.15, up to six decimals");
    return *found;
}

/// Nothing that could end a header or a line of it.
bool is_visible(text value) noexcept {
    return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

/// The host of a URL, without its port.
std::string_view host_of(std::string_view url) noexcept {
    url.remove_prefix(url.find("://") + 3);
    url = url.substr(0, url.find('/'));
    if (url.starts_with('[')) return url.substr(0, url.find(']') + 1);
    return url.substr(0, url.find(':'));
}

void set_url(llm_settings& s, text value) {
    bool const scheme = value.starts_with("https://") || value.starts_with("http://");
    if (!scheme || !is_visible(value) || host_of(value).empty()
        || value.find_first_of("?#@") != value.npos)
        throw validation_error(
            "expected such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1, without a "
            "question mark or a password");
    s.base_url = value;
    while (s.base_url.ends_with('/'))
        s.base_url.pop_back();
}

constexpr llm_variable variables[] = {
    {"OPENAI_API_KEY", "",
     "the key of the language model that explains; leave it unset for a server that asks for none",
     [](llm_settings& s, text v) {
         if (!is_visible(v)) throw validation_error("holds a blank or a line break");
         s.key = v;
     }},
    {"OPENAI_BASE_URL", "https://api.openai.com/v1",
     "any server that speaks OpenAI's chat completions, such as http://127.0.0.1:11434/v1; with "
     "this or a key set, runs may ask for explanations (enable_llm)",
     set_url},
    {"LLM_MODEL", "gpt-4o-mini", "the model to ask",
     [](llm_settings& s, text v) {
         if (!is_visible(v) || v.size() > 100)
             throw validation_error("expected a name of at most 100 letters, without a blank");
         s.model = v;
     }},
    {"LLM_TIMEOUT_SECONDS", "20", "for one call",
     [](llm_settings& s, text v) { s.call_time = std::chrono::seconds(number(v, 1, 600)); }},
    {"LLM_RUN_SECONDS", "60", "for all explanations of a run; what is left then stays unexplained",
     [](llm_settings& s, text v) { s.run_time = std::chrono::seconds(number(v, 1, 3'600)); }},
    {"LLM_CONCURRENCY", "4", "calls of a run at once",
     [](llm_settings& s, text v) { s.at_once = static_cast<unsigned>(number(v, 1, 64)); }},
    {"LLM_MAX_TOKENS", "500", "of one answer",
     [](llm_settings& s, text v) {
         s.answer_tokens = static_cast<std::uint32_t>(number(v, 50, 100'000));
     }},
    {"LLM_MAX_DISCREPANCIES", "100", "explained in a run, the worst first",
     [](llm_settings& s, text v) {
         s.discrepancies = static_cast<std::uint32_t>(number(v, 1, 10'000));
     }},
    {"LLM_RUN_TOKENS", "200000", "what a run may use, questions and answers together",
     [](llm_settings& s, text v) { s.run_tokens = number(v, 5'000, 1'000'000'000); }},
    {"LLM_PRICE_PROMPT", "", "of a million tokens of questions, such as 0.15: runs tell their cost",
     [](llm_settings& s, text v) { s.prompt_price = price(v); }},
    {"LLM_PRICE_COMPLETION", "", "of a million tokens of answers, such as 0.60",
     [](llm_settings& s, text v) { s.completion_price = price(v); }},
    {"LLM_RUN_COST", "", "what a run may cost, in the currency of the prices, such as 0.05",
     [](llm_settings& s, text v) { s.run_cost = price(v); }},
};

} // namespace

std::span<llm_variable const> llm_variables() noexcept { return variables; }

void check_together(llm_settings const& s) {
    if (s.prompt_price.has_value() != s.completion_price.has_value())
        throw usage_error(std::string(s.prompt_price ? "LLM_PRICE_COMPLETION" : "LLM_PRICE_PROMPT")
                          + " is missing: the two prices go together");
    if (s.run_cost && !s.priced())
        throw usage_error("LLM_RUN_COST needs LLM_PRICE_PROMPT and LLM_PRICE_COMPLETION");
    if (s.key.empty() || !s.base_url.starts_with("http://")) return;
    auto const host = host_of(s.base_url);
    bool const loopback =
        host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
    if (host != "localhost" && !loopback && host != "[::1]")
        throw usage_error("OPENAI_BASE_URL is not https: OPENAI_API_KEY would travel openly. Use "
                          "https, or leave the key unset for a server that asks for none");
}

llm_settings
read_llm_settings(std::function<std::optional<std::string>(std::string const&)> const& from) {
    llm_settings out;
    for (auto const& variable : variables) {
        auto const value = from(std::string(variable.name));
        if (!value || value->empty()) continue;
        try {
            variable.apply(out, *value);
        } catch (error const& e) {
            throw usage_error(std::string(variable.name) + ": " + e.what());
        }
    }
    check_together(out);
    return out;
}

std::optional<std::uint64_t> millionths(std::string_view text) noexcept {
    constexpr std::size_t whole_max = 6;
    constexpr std::size_t decimals_max = 6;
    auto const dot = std::min(text.find('.'), text.size());
    auto const whole = text.substr(0, dot);
    auto const part = dot < text.size() ? text.substr(dot + 1) : std::string_view("0");
    if (whole.empty() || whole.size() > whole_max || part.empty() || part.size() > decimals_max)
        return std::nullopt;
    std::uint64_t out = 0;
    for (auto const digits : {whole, part})
        for (char const c : digits) {
            if (c < '0' || c > '9') return std::nullopt;
            out = out * 10 + static_cast<std::uint64_t>(c - '0');
        }
    for (auto i = part.size(); i < decimals_max; ++i)
        out *= 10;
    return out;
}

} // namespace recon::explain
