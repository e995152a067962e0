// recon/io/llm_notes.hpp - what a language model has said of the discrepancies of a run. It stands
// beside the engine's own reasons, marked as what it is, and never in their place.
#pragma once

#include <recon/io/json.hpp>
#include <recon/io/text_table.hpp>
#include <recon/io/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// Text of a stranger: cleaned and bounded, but not checked by anybody.
struct llm_note {
    std::string explanation; ///< empty: there is no note
    std::string action;
};

enum class llm_state : std::uint8_t {
    complete,      ///< every discrepancy that was to be explained is
    partial,       ///< some are: calls failed, or time or budget ended
    unavailable,   ///< none is
    not_configured ///< there is no model to ask
};

constexpr std::string_view to_string(llm_state state) noexcept {
    switch (state) {
    case llm_state::complete: return "complete";
    case llm_state::partial: return "partial";
    case llm_state::unavailable: return "unavailable";
    case llm_state::not_configured: return "not_configured";
    }
    return "?";
}

/// The notes of a run, and what they have taken.
struct llm_notes {
    std::string model;
    llm_state state = llm_state::not_configured;
    std::vector<llm_note> notes{};  ///< of discrepancies::all, from its beginning
    std::uint64_t asked = 0;        ///< discrepancies that were to be explained
    std::uint64_t explained = 0;    ///< those that are
    std::uint64_t cached = 0;       ///< of them: by an answer that was known
    std::uint64_t calls = 0;        ///< requests made, repetitions too
    std::uint64_t calls_failed = 0; ///< without an answer that can be used
    std::uint64_t prompt_tokens = 0;
    std::uint64_t completion_tokens = 0;
    std::string cost{}; ///< a decimal, rounded up; empty: no prices are known

    /// The note of a discrepancy by its place in discrepancies::all; null where there is none.
    llm_note const* of(std::size_t discrepancy) const noexcept {
        if (discrepancy >= notes.size() || notes[discrepancy].explanation.empty()) return nullptr;
        return &notes[discrepancy];
    }
};

/// What a reader has to know before a note.
inline constexpr std::string_view llm_label = "A language model suggests, unchecked";

/// A note in one line: "A language model suggests, unchecked: … Next: …".
inline std::string in_words(llm_note const& note) {
    auto text = std::string(llm_label) + ": " + note.explanation;
    if (!note.action.empty()) text += " Next: " + note.action;
    return text;
}

/// A stranger's text in one line of at most `width` columns: no controls, no marks that turn the
/// text round or that cannot be seen.
inline std::string tamed(std::string_view text, std::size_t width) {
    std::string seen;
    auto const shown = printable(text);
    for (std::size_t at = 0; at < shown.size();) {
        auto const [value, size] = recon::detail::decode(shown, at);
        bool const hidden = (value >= 0x200B && value <= 0x200F)
                            || (value >= 0x2060 && value <= 0x206F) || value == 0xAD
                            || (value >= 0xFE00 && value <= 0xFE0F) || value >= 0xE0000;
        if (!hidden) seen.append(shown, at, size);
        at += size;
    }
    return clipped(seen, width);
}

/// The part of summary.json.
inline json to_json(llm_notes const& of) {
    json out{{"model", of.model},
             {"state", to_string(of.state)},
             {"asked", of.asked},
             {"explained", of.explained},
             {"from_cache", of.cached},
             {"calls", of.calls},
             {"calls_failed", of.calls_failed},
             {"prompt_tokens", of.prompt_tokens},
             {"completion_tokens", of.completion_tokens}};
    if (!of.cost.empty()) out["cost"] = of.cost;
    return out;
}

} // namespace recon::io
