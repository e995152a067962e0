// adapters/cli/match_settings.hpp - what `recon match` can be told, and from where: an option beats
// the environment, which beats the configuration file, which beats the default.
#pragma once

#include "adapters/cli/command_line.hpp"

#include <recon/amount_tolerance.hpp>
#include <recon/discrepancy.hpp>
#include <recon/fx.hpp>
#include <recon/group.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/tickets.hpp>
#include <recon/score_unit.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recon::cli {

enum class output_format { text, json, csv };
enum class scorer_choice { learned, weighted };

struct match_settings {
    std::string amount_tolerance = "5.00";
    std::string amount_tolerance_percent = "1";
    percent_base base = percent_base::larger;
    int date_window = 7;
    std::optional<int> date_window_before; ///< else date_window
    std::optional<int> date_window_after;
    bool business_days = false;
    score_t min_confidence = 600'000;
    score_t auto_confidence = 850'000;
    scorer_choice scorer = scorer_choice::learned;
    group_mode groups = group_mode::many_to_many;
    std::string group_tolerance = "0.00";
    int max_group_size = 12;
    std::optional<std::string> fx_tolerance_percent; ///< of converted amounts; else 1
    std::optional<int> fx_rate_days;                 ///< else rate_book::usual_days

    io::read_options bank;
    io::read_options ledger;
    std::optional<std::chrono::sys_days> as_of; ///< else the latest day in the inputs

    std::string holidays; ///< paths; empty: none
    std::string open_items;
    std::string fx_rates;
    std::string decisions;
    std::string model;         ///< what earlier runs have learnt
    std::string explain_model; ///< where to write what this one has; empty: nowhere

    bool explain = false;      ///< by a language model
    std::string explain_cache; ///< a folder of its answers; empty: none are kept

    std::string out;                          ///< empty: no files are written
    std::optional<io::ticket_format> tickets; ///< none: no tickets.json
    severity min_severity = severity::low;    ///< of tickets
    bool xlsx = false;
    output_format format = output_format::text;
    unsigned threads = 0; ///< 0: one a core
    bool timings = false;
    bool quiet = false;
    bool no_color = false;

    int days_before() const { return date_window_before.value_or(date_window); }
    int days_after() const { return date_window_after.value_or(date_window); }
    std::string fx_percent() const { return fx_tolerance_percent.value_or("1"); }
    int rate_days() const { return fx_rate_days.value_or(rate_book::usual_days); }
};

/// The options of `recon match`, for the command line, the configuration file and the environment.
std::span<option_spec const> match_options();

/// The settings that are in force. Reads the environment and the configuration file. Throws
/// usage_error that names the option and the place.
match_settings resolve_settings(invocation const& given);

/// The settings that the given options make, from nowhere else: no environment, no file. Throws
/// usage_error; `where` of it is the option's name.
match_settings settings_of(std::span<given_option const> given);

/// Those that can change the answer, as summary.json has them: option names and values.
std::vector<io::setting> recorded_settings(match_settings const& settings);

/// The settings of a run from what it has recorded. Throws tampered_error on what it cannot be.
match_settings settings_from(std::vector<io::setting> const& recorded);

} // namespace recon::cli
