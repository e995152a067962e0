// adapters/cli/read_choices.hpp - what a user says about how a file is read, from the text of an
// option, and back.
#pragma once

#include <recon/io/read_options.hpp>

#include <string>

namespace recon::cli {

/// Each throws validation_error that says what is expected.
void choose_format(io::read_options& options, std::string const& value);
void choose_columns(io::read_options& options, std::string const& value);
void choose_date_order(io::read_options& options, std::string const& value);
void choose_decimal_mark(io::read_options& options, std::string const& value);
void choose_sign(io::read_options& options, std::string const& value);

/// The text that chooses the same; empty where nothing is chosen.
std::string chosen_columns(io::read_options const& options);
std::string chosen_date_order(io::read_options const& options);
std::string chosen_decimal_mark(io::read_options const& options);
std::string chosen_sign(io::read_options const& options);

} // namespace recon::cli
