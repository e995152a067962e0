#include "adapters/cli/commands.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/cli/read_choices.hpp"
#include "adapters/cli/run_inputs.hpp"
#include "adapters/cli/terminal.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/inspection.hpp>
#include <recon/io/inspection_json.hpp>
#include <recon/io/inspection_text.hpp>
#include <recon/io/json.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <ostream>
#include <string>

namespace recon::cli {

namespace {

constexpr int rows_max = 1'000;

struct inspect_settings {
    io::read_options read;
    int rows = 5;
    bool as_json = false;
    bool no_color = false;
};

struct inspect_option {
    option_spec spec;
    void (*apply)(inspect_settings&, std::string const&);
};

template <void (*Choose)(io::read_options&, std::string const&)>
void apply_to_file(inspect_settings& s, std::string const& value) {
    Choose(s.read, value);
}

constexpr inspect_option options[] = {
    {{"columns", "MAP", "",
      "name columns by hand: date=Buchungstag,amount=Betrag; a number counts columns from 1",
      "Reading the file"},
     apply_to_file<choose_columns>},
    {{"date-order", "ORDER", "", "dmy, mdy or ymd", ""}, apply_to_file<choose_date_order>},
    {{"decimal-mark", "MARK", "", ". or ,", ""}, apply_to_file<choose_decimal_mark>},
    {{"sign", "RULE", "auto",
      "as-is: money in is positive; inverted: money in is negative; auto: by evidence", ""},
     apply_to_file<choose_sign>},
    {{"currency", "CODE", "USD", "the currency of a file that names none", ""},
     [](inspect_settings& s, std::string const& v) { s.read.fallback = currency_value(v); }},
    {{"rows", "N", "5", "how many of the first and the last rows are shown", "Results"},
     [](inspect_settings& s, std::string const& v) {
         s.rows = whole_value(v, 0, rows_max, "rows");
     }},
    {{"format", "FORMAT", "text", "text for a person, json for a program", ""},
     [](inspect_settings& s, std::string const& v) {
         s.as_json = choice_value(v, {"text", "json"}) == 1;
     }},
    {{"no-color", "", "", "no colours, even on a terminal; so does NO_COLOR", ""},
     [](inspect_settings& s, std::string const& v) { s.no_color = flag_value(v); }},
};

constexpr auto option_specs = [] {
    std::array<option_spec, std::size(options)> specs{};
    for (std::size_t i = 0; i < specs.size(); ++i)
        specs[i] = options[i].spec;
    return specs;
}();

constexpr operand_spec operands[] = {
    {"FILE", "a bank's statement or a ledger; - is standard input"},
};

constexpr std::string_view epilogue =
    R"(Shows what recon match would see: columns, conventions and the evidence for each, sums,
balances, the first and the last rows, and every record that is no transaction. What the evidence
leaves open is marked, with the option that settles it; recon match knows the same options with
--bank- or --ledger- before them.

Exit status:
  0   all is read, and the evidence decides every convention
  1   the file is read, and something needs a person: rejected rows, open conventions, balances
      that do not hold
  2   the command line is wrong     65  the data cannot be used     66  the file cannot be read
)";

inspect_settings settings_of(invocation const& given) {
    inspect_settings settings;
    settings.read.side.clear();
    for (auto const& [name, value] : given.options) {
        for (auto const& option : options) {
            if (option.spec.name != name) continue;
            try {
                option.apply(settings, value);
            } catch (error const& e) {
                throw usage_error(e.what(), {"--" + name});
            }
        }
    }
    return settings;
}

int inspect(invocation const& given, streams const& io) {
    auto const settings = settings_of(given);
    auto const file = read_side(given.operands[0], settings.read, io.in);
    auto const seen = io::inspect(file);
    auto const rows = static_cast<std::size_t>(settings.rows);
    if (settings.as_json)
        io.out << io::to_text(io::inspection_to_json(file, seen, rows));
    else
        io.out << io::inspection_of(file, seen, rows, style_for(io.out, settings.no_color));
    bool const sound = file.rejected.empty() && seen.to_settle == 0 && file.breaks.empty()
                       && (!seen.balances || seen.balances->hold());
    return sound ? adapters::exit_all_matched : adapters::exit_needs_a_person;
}

} // namespace

command_spec inspect_command() {
    return {"inspect",
            "Shows how a file is read: what each column and convention is taken for, and why.",
            operands,
            option_specs,
            epilogue,
            inspect};
}

} // namespace recon::cli
