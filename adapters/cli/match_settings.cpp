#include "adapters/cli/match_settings.hpp"

#include "adapters/cli/config_file.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/cli/read_choices.hpp"
#include "adapters/cli/workbook_output.hpp"

#include <recon/day_tolerance.hpp>
#include <recon/error.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/source.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace recon::cli {

namespace {

using text = std::string const&;

constexpr std::uint64_t amount_max = 1'000'000'000'000;
constexpr int days_max = day_window::days_max;
constexpr int threads_max = 256;

/// One option: how it reads, and how a run records it. Both are null where they do not apply.
struct match_option {
    option_spec spec;
    void (*apply)(match_settings&, text);
    std::string (*record)(match_settings const&); ///< empty: not in force
};

std::string recorded_score(score_t score) {
    std::string out;
    io::append_score(out, score);
    return out;
}

/// The same choices for either side.
template <io::read_options match_settings::*Side, void (*Choose)(io::read_options&, text)>
void apply_to(match_settings& s, text value) {
    Choose(s.*Side, value);
}
template <io::read_options match_settings::*Side, std::string (*Chosen)(io::read_options const&)>
std::string record_of(match_settings const& s) {
    return Chosen(s.*Side);
}

constexpr auto bank = &match_settings::bank;
constexpr auto ledger = &match_settings::ledger;

match_option const options[] = {
    {{"amount-tolerance", "AMOUNT", "5.00", "how far two amounts may be apart", "Matching"},
     [](match_settings& s, text v) {
         s.amount_tolerance = decimal_value(v, 4, amount_max, "5.00");
     },
     [](match_settings const& s) { return s.amount_tolerance; }},
    {{"amount-tolerance-percent", "PERCENT", "1",
      "the same in percent; passing either is enough, and 0 for both is exact", ""},
     [](match_settings& s, text v) {
         s.amount_tolerance_percent = decimal_value(v, 6, 100, "0.5");
     },
     [](match_settings const& s) { return s.amount_tolerance_percent; }},
    {{"percent-base", "BASE", "larger",
      "what the percentage is of: larger, smaller, left (bank), right (ledger) or mean", ""},
     [](match_settings& s, text v) {
         s.base = static_cast<percent_base>(
             choice_value(v, {"larger", "smaller", "left", "right", "mean"}));
     },
     [](match_settings const& s) {
         constexpr std::array names{"larger", "smaller", "left", "right", "mean"};
         return std::string(names[static_cast<std::size_t>(s.base)]);
     }},
    {{"date-window", "DAYS", "7", "how many days two dates may be apart", ""},
     [](match_settings& s, text v) { s.date_window = whole_value(v, 0, days_max, "days"); },
     nullptr},
    {{"date-window-before", "DAYS", "", "how many days the bank may be before the ledger", ""},
     [](match_settings& s, text v) { s.date_window_before = whole_value(v, 0, days_max, "days"); },
     [](match_settings const& s) { return std::to_string(s.days_before()); }},
    {{"date-window-after", "DAYS", "", "how many days the bank may be after the ledger", ""},
     [](match_settings& s, text v) { s.date_window_after = whole_value(v, 0, days_max, "days"); },
     [](match_settings const& s) { return std::to_string(s.days_after()); }},
    {{"business-days", "", "", "count business days: Friday to Monday is one", ""},
     [](match_settings& s, text v) { s.business_days = flag_value(v); },
     [](match_settings const& s) { return std::string(s.business_days ? "true" : ""); }},
    {{"holidays", "FILE", "", "days that are no business days, YYYY-MM-DD, one a line", ""},
     [](match_settings& s, text v) { s.holidays = v; },
     nullptr},
    {{"min-confidence", "0..1", "0.60", "pairs below this are not offered", ""},
     [](match_settings& s, text v) { s.min_confidence = confidence_value(v); },
     [](match_settings const& s) { return recorded_score(s.min_confidence); }},
    {{"auto-confidence", "0..1", "0.85", "pairs from here on are matched; those below, for review",
      ""},
     [](match_settings& s, text v) { s.auto_confidence = confidence_value(v); },
     [](match_settings const& s) { return recorded_score(s.auto_confidence); }},
    {{"groups", "KIND", "many-to-many",
      "rows that are one payment only together: none, one-to-many (one bank line, several "
      "entries) or many-to-many (any)",
      ""},
     [](match_settings& s, text v) {
         s.groups =
             static_cast<group_mode>(choice_value(v, {"none", "one-to-many", "many-to-many"}));
     },
     [](match_settings const& s) {
         constexpr std::array names{"none", "one-to-many", "many-to-many"};
         return std::string(names[static_cast<std::size_t>(s.groups)]);
     }},
    {{"group-tolerance", "AMOUNT", "0.00", "how far the two sums of a group may be apart", ""},
     [](match_settings& s, text v) { s.group_tolerance = decimal_value(v, 4, amount_max, "1.00"); },
     [](match_settings const& s) { return s.group_tolerance; }},
    {{"max-group-size", "ROWS", "12", "how many rows of one side a group may have", ""},
     [](match_settings& s, text v) { s.max_group_size = whole_value(v, 2, 64, "rows"); },
     [](match_settings const& s) { return std::to_string(s.max_group_size); }},
    {{"fx-rates", "FILE", "",
      "exchange rates, date,from,to,rate: rows of two currencies are compared once converted", ""},
     [](match_settings& s, text v) { s.fx_rates = v; },
     nullptr},
    {{"fx-tolerance-percent", "PERCENT", "1", "how far two converted amounts may be apart", ""},
     [](match_settings& s, text v) { s.fx_tolerance_percent = decimal_value(v, 6, 100, "0.5"); },
     [](match_settings const& s) { return s.fx_rates.empty() ? std::string() : s.fx_percent(); }},
    {{"fx-rate-days", "DAYS", "7", "for how many days a rate holds where there is no later one",
      ""},
     [](match_settings& s, text v) { s.fx_rate_days = whole_value(v, 0, days_max, "days"); },
     [](match_settings const& s) {
         return s.fx_rates.empty() ? std::string() : std::to_string(s.rate_days());
     }},
    {{"scorer", "NAME", "default",
      "default learns from the two files; weighted has fixed weights: 0.30 amount, 0.20 date, "
      "0.50 text, 0.10 more for a reference",
      ""},
     [](match_settings& s, text v) {
         s.scorer = static_cast<scorer_choice>(choice_value(v, {"default", "weighted"}));
     },
     [](match_settings const& s) {
         return std::string(s.scorer == scorer_choice::weighted ? "weighted" : "default");
     }},

    {{"currency", "CODE", "USD", "the currency of files that name none", "Reading the files"},
     [](match_settings& s, text v) { s.bank.fallback = s.ledger.fallback = currency_value(v); },
     [](match_settings const& s) { return std::string(s.bank.fallback.code()); }},
    {{"bank-format", "FORMAT", "auto", "auto or csv", ""}, apply_to<bank, choose_format>, nullptr},
    {{"ledger-format", "FORMAT", "auto", "the same for the ledger", ""},
     apply_to<ledger, choose_format>,
     nullptr},
    {{"bank-columns", "MAP", "",
      "name columns by hand: date=Buchungstag,amount=Betrag; a number counts columns from 1", ""},
     apply_to<bank, choose_columns>,
     record_of<bank, chosen_columns>},
    {{"ledger-columns", "MAP", "", "the same for the ledger", ""},
     apply_to<ledger, choose_columns>,
     record_of<ledger, chosen_columns>},
    {{"bank-date-order", "ORDER", "", "dmy, mdy or ymd", ""},
     apply_to<bank, choose_date_order>,
     record_of<bank, chosen_date_order>},
    {{"ledger-date-order", "ORDER", "", "the same for the ledger", ""},
     apply_to<ledger, choose_date_order>,
     record_of<ledger, chosen_date_order>},
    {{"bank-decimal-mark", "MARK", "", ". or ,", ""},
     apply_to<bank, choose_decimal_mark>,
     record_of<bank, chosen_decimal_mark>},
    {{"ledger-decimal-mark", "MARK", "", "the same for the ledger", ""},
     apply_to<ledger, choose_decimal_mark>,
     record_of<ledger, chosen_decimal_mark>},
    {{"bank-sign", "RULE", "auto",
      "as-is: money in is positive; inverted: money in is negative; auto: by evidence", ""},
     apply_to<bank, choose_sign>,
     record_of<bank, chosen_sign>},
    {{"ledger-sign", "RULE", "auto", "the same for the ledger", ""},
     apply_to<ledger, choose_sign>,
     record_of<ledger, chosen_sign>},

    {{"open-items", "FILE", "", "carry in the open_items.csv of an earlier run", "Earlier work"},
     [](match_settings& s, text v) { s.open_items = v; },
     nullptr},
    {{"decisions", "FILE", "",
      "pairs that a person has confirmed or rejected: decision,bank_positions,ledger_positions",
      ""},
     [](match_settings& s, text v) { s.decisions = v; },
     nullptr},
    {{"model", "FILE", "", "start from what an earlier run has learnt (its --explain-model)", ""},
     [](match_settings& s, text v) { s.model = v; },
     nullptr},
    {{"as-of", "YYYY-MM-DD", "", "the day for ageing; default: the latest day in the inputs", ""},
     [](match_settings& s, text v) { s.as_of = day_value(v); },
     [](match_settings const& s) { return s.as_of ? io::to_iso(*s.as_of) : std::string(); }},

    {{"out", "DIR", "",
      "write all the files of the run there: matches, open items, discrepancies, the bridge, "
      "rejected rows as CSV, the report as HTML and text, and summary.json",
      "Results"},
     [](match_settings& s, text v) {
         if (v.empty()) throw validation_error("expected a folder");
         s.out = v;
     },
     nullptr},
    {{"xlsx", "", "", "report.xlsx there as well", ""},
     [](match_settings& s, text v) { s.xlsx = flag_value(v); },
     nullptr},
    {{"tickets", "FORMAT", "",
      "tickets.json there as well: jira, servicenow, n8n, email or generic", ""},
     [](match_settings& s, text v) {
         s.tickets = static_cast<io::ticket_format>(
             choice_value(v, {"jira", "servicenow", "n8n", "email", "generic"}));
     },
     nullptr},
    {{"min-severity", "LEVEL", "low", "no tickets below this: low, medium, high or critical", ""},
     [](match_settings& s, text v) {
         s.min_severity =
             static_cast<severity>(choice_value(v, {"low", "medium", "high", "critical"}));
     },
     nullptr},
    {{"explain-model", "FILE", "",
      "write what has been learnt: how days lag, what texts tell, which words go together", ""},
     [](match_settings& s, text v) {
         if (v.empty()) throw validation_error("expected a file");
         s.explain_model = v;
     },
     nullptr},
    {{"explain", "", "",
      "have a language model explain the worst discrepancies as well; OPENAI_API_KEY, "
      "OPENAI_BASE_URL and LLM_MODEL in the environment say which",
      ""},
     [](match_settings& s, text v) { s.explain = flag_value(v); },
     nullptr},
    {{"explain-cache", "DIR", "", "keep its answers there, and ask nothing twice", ""},
     [](match_settings& s, text v) {
         if (v.empty()) throw validation_error("expected a folder");
         s.explain_cache = v;
     },
     nullptr},
    {{"format", "FORMAT", "text",
      "standard output: text for a person, json (summary.json) or csv (matches.csv)", ""},
     [](match_settings& s, text v) {
         s.format = static_cast<output_format>(choice_value(v, {"text", "json", "csv"}));
     },
     nullptr},
    {{"threads", "N", "one a core", "the answer does not depend on it", ""},
     [](match_settings& s, text v) {
         s.threads = static_cast<unsigned>(whole_value(v, 1, threads_max, "threads"));
     },
     nullptr},
    {{"config", "FILE.toml", "", "any of these options as name = value lines", ""},
     nullptr,
     nullptr},
    {{"timings", "", "", "how long each stage took, on standard error", ""},
     [](match_settings& s, text v) { s.timings = flag_value(v); },
     nullptr},
    {{"quiet", "", "", "no text summary and no progress", ""},
     [](match_settings& s, text v) { s.quiet = flag_value(v); },
     nullptr},
    {{"no-color", "", "", "no colours, even on a terminal; so does NO_COLOR", ""},
     [](match_settings& s, text v) { s.no_color = flag_value(v); },
     nullptr},
};

match_option const* find_option(std::string_view name) {
    for (auto const& option : options) {
        if (option.spec.name == name) return &option;
    }
    return nullptr;
}

void apply(match_settings& settings, match_option const& option, text value,
           source_position const& where) {
    try {
        option.apply(settings, value);
    } catch (error const& e) {
        throw usage_error(e.what(), where);
    }
}

std::string environment_name(std::string_view option) {
    std::string name = "RECON_";
    for (char const c : option)
        name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

void apply_config(match_settings& settings, text path) {
    auto const file = io::load(path);
    for (auto const& item : parse_config(file.bytes, file.name)) {
        source_position const where{file.name, item.line};
        auto const* const option = find_option(item.name);
        if (option == nullptr || option->apply == nullptr) {
            std::vector<std::string_view> names;
            for (auto const& known : options)
                names.push_back(known.spec.name);
            auto const near = nearest_name(item.name, names);
            throw usage_error("'" + item.name + "' is no setting"
                                  + (near.empty() ? "; see recon match --help"
                                                  : "; did you mean " + std::string(near) + "?"),
                              where);
        }
        apply(settings, *option, item.value,
              {file.name + ':' + std::to_string(item.line) + ": " + item.name});
    }
}

void apply_environment(match_settings& settings) {
    for (auto const& option : options) {
        auto const name = environment_name(option.spec.name);
        auto const* const value = std::getenv(name.c_str());
        if (value == nullptr || option.apply == nullptr) continue;
        apply(settings, option, value, {name});
    }
}

void check_together(match_settings const& settings) {
    if (settings.auto_confidence < settings.min_confidence)
        throw usage_error("--auto-confidence is " + io::short_score(settings.auto_confidence)
                          + ", below --min-confidence " + io::short_score(settings.min_confidence)
                          + ": raise the one or lower the other");
    if (settings.scorer == scorer_choice::weighted
        && !(settings.model.empty() && settings.explain_model.empty()))
        throw usage_error("--scorer weighted learns nothing: leave out --model and "
                          "--explain-model");
    if (settings.xlsx && !has_workbooks())
        throw usage_error("--xlsx: this recon was built without libxlsxwriter");
    if (settings.out.empty() && (settings.tickets || settings.xlsx))
        throw usage_error(std::string(settings.xlsx ? "--xlsx" : "--tickets")
                          + " needs --out DIR: it writes a file there");
    if (!settings.explain && !settings.explain_cache.empty())
        throw usage_error("--explain-cache needs --explain");
    if (settings.fx_rates.empty() && (settings.fx_tolerance_percent || settings.fx_rate_days))
        throw usage_error(
            std::string(settings.fx_rate_days ? "--fx-rate-days" : "--fx-tolerance-percent")
            + " needs --fx-rates FILE: without rates nothing is converted");
    if (!settings.holidays.empty() && !settings.business_days)
        throw usage_error("--holidays needs --business-days: calendar days have no holidays");
}

} // namespace

std::span<option_spec const> match_options() {
    static auto const specs = [] {
        std::vector<option_spec> all;
        for (auto const& option : options)
            all.push_back(option.spec);
        return all;
    }();
    return specs;
}

match_settings resolve_settings(invocation const& given) {
    match_settings settings;
    settings.bank.side = "bank";
    settings.ledger.side = "ledger";
    auto const config = std::find_if(given.options.begin(), given.options.end(),
                                     [](auto const& o) { return o.name == "config"; });
    auto const* const from_environment = std::getenv("RECON_CONFIG");
    if (config != given.options.end())
        apply_config(settings, config->value);
    else if (from_environment != nullptr)
        apply_config(settings, from_environment);
    apply_environment(settings);
    for (auto const& [name, value] : given.options) {
        auto const* const option = find_option(name);
        if (option->apply != nullptr) apply(settings, *option, value, {"--" + name});
    }
    check_together(settings);
    return settings;
}

match_settings settings_of(std::span<given_option const> given) {
    match_settings settings;
    settings.bank.side = "bank";
    settings.ledger.side = "ledger";
    for (auto const& [name, value] : given) {
        auto const* const option = find_option(name);
        if (option == nullptr || option->apply == nullptr)
            throw usage_error("no such setting", {name});
        apply(settings, *option, value, {name});
    }
    check_together(settings);
    return settings;
}

std::vector<io::setting> recorded_settings(match_settings const& settings) {
    std::vector<io::setting> recorded;
    for (auto const& option : options) {
        if (option.record == nullptr) continue;
        if (auto value = option.record(settings); !value.empty())
            recorded.push_back({std::string(option.spec.name), std::move(value)});
    }
    return recorded;
}

match_settings settings_from(std::vector<io::setting> const& recorded) {
    match_settings settings;
    settings.bank.side = "bank";
    settings.ledger.side = "ledger";
    for (auto const& [name, value] : recorded) {
        auto const* const option = find_option(name);
        if (option == nullptr || option->record == nullptr)
            throw tampered_error("'" + name + "' is no setting of a run", {"summary.json"});
        try {
            option->apply(settings, value);
        } catch (error const& e) {
            throw tampered_error(name + ": " + e.what(), {"summary.json"});
        }
    }
    return settings;
}

} // namespace recon::cli
