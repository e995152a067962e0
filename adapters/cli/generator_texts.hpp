// adapters/cli/generator_texts.hpp - what the bank and the books call a generated row.
#pragma once

#include "adapters/cli/generator.hpp"

#include <string>

namespace recon::cli {

/// What a bank prints: capitals, shops and towns, and at most 30 letters; 25 where it cuts.
void append_bank_text(std::string& out, generated_row const& row);
void append_ledger_text(std::string& out, generated_row const& row);

} // namespace recon::cli
