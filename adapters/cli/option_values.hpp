// adapters/cli/option_values.hpp - the values of options. Each function throws validation_error
// with a sentence that says what is expected and, where that is plain, what to write instead.
#pragma once

#include <recon/currency.hpp>
#include <recon/io/read_options.hpp>
#include <recon/score_unit.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace recon::cli {

/// A decimal from 0 with at most `digits` decimals and a whole part of at most `whole_max`. Returns
/// it as it was written: the tolerances read it exactly.
std::string decimal_value(std::string_view text, unsigned digits, std::uint64_t whole_max,
                          std::string_view example);

/// 0 to 1 with at most six decimals, as a score.
score_t confidence_value(std::string_view text);

/// A whole number.
int whole_value(std::string_view text, int low, int high, std::string_view what);
std::uint64_t seed_value(std::string_view text);

/// The place of a word among those that are allowed.
std::size_t choice_value(std::string_view text, std::initializer_list<std::string_view> allowed);

/// A flag's value in a file or in the environment: true or false.
bool flag_value(std::string_view text);

std::chrono::sys_days day_value(std::string_view text);
currency currency_value(std::string_view text);

/// "date=Buchungstag,amount=Betrag". A comma inside a header is kept: a new column begins where a
/// known meaning and '=' follow the comma.
std::vector<io::column_choice> columns_value(std::string_view text);

} // namespace recon::cli
