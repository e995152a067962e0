// adapters/explain/prompt.hpp - what a language model is asked about a discrepancy: instructions
// that are always the same, and the facts as JSON in a message of their own. Nothing from a file
// ever stands among the instructions.
#pragma once

#include "adapters/explain/llm_settings.hpp"

#include <recon/discrepancy.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace recon::explain {

enum class prompt_kind : std::uint8_t { missing, amount, date, duplicate, suspicious, generic };

prompt_kind prompt_of(discrepancy_kind kind) noexcept;
std::string_view instructions_of(prompt_kind kind) noexcept;

/// What the engine knows of a discrepancy: amounts exact, as decimals; no positions, no ids, no
/// long numbers. Equal facts are the same question.
io::json facts_of(io::finished_run const& run, discrepancy const& d);

/// The body of the request. `schema`: also have the server hold the answer to its schema, which
/// not every server can.
std::string chat_request(llm_settings const& settings, prompt_kind kind, std::string const& facts,
                         bool schema);

/// The text with every number of 12 digits and more, such as cards and accounts have, cut to its
/// last four.
std::string without_long_numbers(std::string_view text);

} // namespace recon::explain
