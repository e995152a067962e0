// adapters/explain/answer.hpp - reading what a language model has answered: untrusted text, which
// is used only where it is what was asked for.
#pragma once

#include "adapters/explain/budget.hpp"

#include <recon/io/llm_notes.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace recon::explain {

inline constexpr std::size_t explanation_max = 600; ///< columns
inline constexpr std::size_t action_max = 300;

/// The body of a chat completion.
struct chat_answer {
    std::optional<io::llm_note> note{}; ///< none: it cannot be used
    std::optional<tokens> used{};       ///< none: the server does not tell
};
/// `facts` are those that were asked about. Throws nothing but std::bad_alloc.
chat_answer read_chat_answer(std::string const& body, std::string const& facts);

/// The content of an answer: a JSON object with the texts `explanation` and `suggested_action`, if
/// need be in a fence of ```. Cleaned and bounded. Nothing where it is none, says nothing, names a
/// link, or an amount that is not among the facts.
std::optional<io::llm_note> read_note(std::string_view content, std::string_view facts);

/// The note as it is kept in a cache; read_note() reads it.
std::string kept_text(io::llm_note const& note);

} // namespace recon::explain
