#include "adapters/explain/answer.hpp"

#include "adapters/explain/prompt.hpp"

#include <recon/io/json.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace recon::explain {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Whether groups of digits with marks between them are a day: 3.12.2025, 2025.12.03.
bool is_day(std::vector<std::size_t> const& groups) noexcept {
    if (groups.size() != 3) return false;
    if (groups[0] == 4) return groups[1] <= 2 && groups[2] <= 2;
    return groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 2 || groups[2] == 4);
}

/// Every figure with a mark between its digits, as its digits alone: "1,234.50" is "123450".
std::set<std::string> figures_of(std::string_view text) {
    std::set<std::string> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        std::string digits;
        std::vector<std::size_t> groups{0};
        for (; at < text.size(); ++at) {
            bool const mark = (text[at] == '.' || text[at] == ',') && at + 1 < text.size()
                              && is_digit(text[at + 1]);
            if (!mark && !is_digit(text[at])) break;
            if (mark) {
                groups.push_back(0);
            } else {
                ++groups.back();
                digits += text[at];
            }
        }
        if (groups.size() > 1 && !is_day(groups)) out.insert(std::move(digits));
    }
    return out;
}

/// Whether each amount in the text is one of the facts', as written or without its empty decimals.
bool invents_amounts(std::string_view text, std::string_view facts) {
    auto known = figures_of(facts);
    for (auto const& figure : std::set(known)) {
        auto shorter = figure;
        for (int i = 0; i < 4 && shorter.size() > 1 && shorter.back() == '0'; ++i) {
            shorter.pop_back();
            known.insert(shorter);
        }
    }
    auto const told = figures_of(text);
    return std::any_of(told.begin(), told.end(),
                       [&](auto const& figure) { return !known.contains(figure); });
}

/// "<b>", "</b>" or "<!--", but not "5 < 6".
bool has_markup(std::string_view text) noexcept {
    for (auto at = text.find('<'); at != text.npos && at + 1 < text.size();
         at = text.find('<', at + 1)) {
        auto const next = text[at + 1];
        auto const letter = static_cast<char>(next | 0x20);
        if ((letter >= 'a' && letter <= 'z') || next == '/' || next == '!' || next == '?')
            return true;
    }
    return false;
}
bool names_a_link(std::string_view text) noexcept {
    return text.find("//") != text.npos || text.find("www.") != text.npos;
}

/// Small models like to fence what they answer.
std::string_view without_fence(std::string_view text) noexcept {
    auto const begin = text.find("```");
    auto const end = text.rfind("```");
    if (begin == text.npos || end == begin) return text;
    text = text.substr(begin + 3, end - begin - 3);
    return text.substr(std::min(text.find('{'), text.size()));
}

std::optional<std::uint64_t> count_of(io::json const& usage, char const* name) {
    auto const found = usage.find(name);
    if (found == usage.end() || !found->is_number_unsigned()) return std::nullopt;
    return found->get<std::uint64_t>();
}

std::optional<tokens> usage_of(io::json const& body) {
    auto const usage = body.find("usage");
    if (usage == body.end() || !usage->is_object()) return std::nullopt;
    auto const prompt = count_of(*usage, "prompt_tokens");
    auto const completion = count_of(*usage, "completion_tokens");
    if (!prompt || !completion) return std::nullopt;
    return tokens{*prompt, *completion};
}

std::string const* text_at(io::json const& of, char const* name) {
    if (!of.is_object()) return nullptr;
    auto const found = of.find(name);
    return found == of.end() ? nullptr : found->get_ptr<std::string const*>();
}

std::string const* content_of(io::json const& body) {
    auto const choices = body.find("choices");
    if (choices == body.end() || !choices->is_array() || choices->empty()) return nullptr;
    auto const& first = choices->front();
    if (!first.is_object() || !first.contains("message")) return nullptr;
    return text_at(first.at("message"), "content");
}

} // namespace

chat_answer read_chat_answer(std::string const& body, std::string const& facts) {
    chat_answer out;
    auto const read = io::json::parse(body, nullptr, false);
    if (!read.is_object()) return out;
    out.used = usage_of(read);
    if (auto const* const content = content_of(read)) out.note = read_note(*content, facts);
    return out;
}

std::optional<io::llm_note> read_note(std::string_view content, std::string_view facts) {
    auto const read = io::json::parse(without_fence(content), nullptr, false);
    auto const* const explanation = text_at(read, "explanation");
    auto const* const action = text_at(read, "suggested_action");
    if (explanation == nullptr || action == nullptr) return std::nullopt;
    io::llm_note note{io::tamed(*explanation, explanation_max), io::tamed(*action, action_max)};
    if (note.explanation.empty()) return std::nullopt;
    auto const all = note.explanation + ' ' + note.action;
    if (names_a_link(all) || has_markup(all) || invents_amounts(all, facts)) return std::nullopt;
    if (without_long_numbers(all) != all) return std::nullopt; // an account of its own
    return note;
}

std::string kept_text(io::llm_note const& note) {
    return io::json{{"explanation", note.explanation}, {"suggested_action", note.action}}.dump();
}

} // namespace recon::explain
