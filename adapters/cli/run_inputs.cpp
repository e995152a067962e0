#include "adapters/cli/run_inputs.hpp"

#include "adapters/cli/option_values.hpp"

#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>
#include <recon/io/fx_rates.hpp>
#include <recon/io/model_file.hpp>
#include <recon/io/open_items.hpp>
#include <recon/io/read.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/source.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace recon::cli {

namespace {

/// A holiday a line: YYYY-MM-DD, and after a comma whatever it is called.
calendar read_holidays(io::source const& file) {
    std::vector<std::chrono::sys_days> days;
    auto rest = file.bytes;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        auto const end = std::min(rest.find('\n'), rest.size());
        auto text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        text = text.substr(0, text.find_first_of(",;\r"));
        bool const heading = line == 1 && text.find_first_of("0123456789") == text.npos;
        if (text.empty() || text.starts_with('#') || heading) continue;
        try {
            days.push_back(day_value(text));
        } catch (validation_error const& e) {
            throw file_processing_error(e.what(), {file.name, line});
        }
    }
    if (days.empty())
        throw file_processing_error("holds no date: expected a holiday a line, such as 2025-12-25",
                                    {file.name});
    return calendar(std::move(days));
}

std::chrono::sys_days latest_day(io::finished_run const& run) {
    std::chrono::sys_days latest{};
    bool found = false;
    for (auto const* const of : {&run.bank, &run.ledger}) {
        for (auto const& row : of->file.entries) {
            if (!found || row.day > latest) latest = row.day;
            found = true;
        }
    }
    return latest;
}

void carry_in(io::finished_run& run, io::source const& file) {
    auto carried = std::make_shared<io::open_items>(io::read_open_items(file));
    auto const append = [&](io::run_side& to, std::vector<io::entry> const& rows) {
        to.file.entries.insert(to.file.entries.end(), rows.begin(), rows.end());
        to.carried_storage = carried;
    };
    append(run.bank, carried->bank);
    append(run.ledger, carried->ledger);
}

} // namespace

io::statement read_side(std::string const& path, io::read_options const& options,
                        std::istream& in) {
    return path == "-" ? io::read(in, "-", options) : io::read(path, options);
}

run_inputs gather_inputs(match_settings const& settings, io::statement bank, io::statement ledger,
                         other_sources const& others) {
    run_inputs inputs;
    auto& run = inputs.run;
    run.bank.file = std::move(bank);
    run.ledger.file = std::move(ledger);
    for (auto* const of : {&run.bank, &run.ledger})
        of->own = of->file.entries.size();
    auto const note = [&run](char const* role, io::source const& file) -> io::source const& {
        run.other_inputs.push_back({role, file.name, io::sha256(file.bytes)});
        return file;
    };
    if (others.open_items) carry_in(run, note("open-items", *others.open_items));
    if (others.holidays) inputs.business = read_holidays(note("holidays", *others.holidays));
    if (others.model) inputs.known = io::read_model(note("model", *others.model));
    if (others.fx_rates)
        run.rates = std::make_shared<rate_book const>(
            io::read_fx_rates(note("fx-rates", *others.fx_rates), settings.rate_days()));
    run.as_of = settings.as_of.value_or(latest_day(run));
    run.auto_confidence = settings.auto_confidence;
    run.settings = recorded_settings(settings);
    return inputs;
}

run_inputs read_inputs(match_settings const& settings, std::string const& bank,
                       std::string const& ledger, std::istream& in, unsigned threads) {
    if (bank == "-" && ledger == "-")
        throw usage_error("only one of BANK and LEDGER can be standard input");
    io::statement sides[2];
    recon::detail::for_each_task(2, threads, [&](unsigned, std::size_t task) {
        sides[task] =
            task == 0 ? read_side(bank, settings.bank, in) : read_side(ledger, settings.ledger, in);
    });
    auto const load = [&](std::string const& path) {
        return path.empty() ? std::nullopt : std::optional(io::load(path, settings.bank));
    };
    return gather_inputs(settings, std::move(sides[0]), std::move(sides[1]),
                         {load(settings.open_items), load(settings.holidays), load(settings.model),
                          load(settings.fx_rates)});
}

} // namespace recon::cli
