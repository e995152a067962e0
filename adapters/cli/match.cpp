#include "adapters/cli/commands.hpp"
#include "adapters/cli/decided_rows.hpp"
#include "adapters/cli/engine.hpp"
#include "adapters/cli/findings.hpp"
#include "adapters/cli/match_settings.hpp"
#include "adapters/cli/run_inputs.hpp"
#include "adapters/cli/run_outputs.hpp"
#include "adapters/cli/terminal.hpp"
#include "adapters/explain/explainer.hpp"
#include "adapters/explain/folder_cache.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/file_writer.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/llm_notes.hpp>
#include <recon/io/model_file.hpp>
#include <recon/io/outputs.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/summary.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace recon::cli {

namespace {

constexpr operand_spec operands[] = {
    {"BANK", "the bank's statement; - is standard input"},
    {"LEDGER", "the ledger's entries; - is standard input"},
};

constexpr std::string_view epilogue =
    R"(Each option may also stand in the --config file (amount-tolerance = 2.50) or in the
environment (RECON_AMOUNT_TOLERANCE=2.50). Flags beat environment beats file beats default.

Examples:
  recon match bank.csv ledger.csv
      the figures, the proof and what needs a look first, on the terminal
  recon match bank.csv ledger.csv --amount-tolerance 0 --amount-tolerance-percent 0 --out march
      equal amounts only; every match and every open item in files under march/
  recon match april.csv books.csv --open-items march/open_items.csv --decisions decided.csv
      go on where March stopped, with what a person has decided meanwhile

Exit status:
  0   everything matched
  1   the run is complete, and something needs a person: review, open or rejected rows
  2   the command line or a setting is wrong
  65  the data cannot be used     66  a file cannot be read
  73  the output cannot be written     70  a bug in recon
)";

void write_model(std::string const& path, run_model const& model) {
    auto const slash = path.find_last_of('/');
    io::output_folder folder(slash == path.npos ? "." : path.substr(0, slash + 1));
    folder.write(path.substr(slash == path.npos ? 0 : slash + 1),
                 [&](io::byte_sink& to) { to.write(io::to_text(io::model_to_json(model))); });
    folder.commit();
}

std::string folder_name(std::string path) {
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

void print_text(streams const& io, match_settings const& settings, io::finished_run const& run,
                io::proof const& proven, std::vector<io::written_file> const& files) {
    auto const style = style_for(io.out, settings.no_color);
    auto text = io::report_of(run, proven, style);
    if (!settings.out.empty()) {
        auto const folder = folder_name(settings.out);
        text += "\nWritten to " + folder + "/: " + io::counted(files.size(), "file", "files")
                + ". Open " + folder + "/report.html first.\n";
    } else if (io::needing_a_person(run) != 0) {
        text += "\nAll of it in files: add --out DIR.\n";
    }
    io.out << text;
}

void print_result(streams const& io, match_settings const& settings, io::finished_run const& run,
                  io::proof const& proven, std::vector<io::written_file> const& files) {
    io::stream_sink to(io.out);
    switch (settings.format) {
    case output_format::text:
        if (!settings.quiet) print_text(io, settings, run, proven, files);
        break;
    case output_format::json: to.write(io::to_text(io::summary_of(run, proven, files))); break;
    case output_format::csv: io::write_matches(to, run); break;
    }
}

/// Who explains, if anybody. Throws usage_error and output_error.
struct explaining {
    std::unique_ptr<explain::folder_cache> known;
    std::unique_ptr<explain::explainer> by;
};
explaining explaining_of(match_settings const& settings) {
    if (!settings.explain) return {};
    auto llm = explain::read_llm_settings([](std::string const& name) {
        auto const* const value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    });
    if (!net_client::available())
        throw usage_error("--explain: this recon was built without libcurl");
    if (!llm.configured())
        throw usage_error("--explain needs a language model: set OPENAI_API_KEY, or "
                          "OPENAI_BASE_URL for a server of your own");
    explaining out;
    if (!settings.explain_cache.empty())
        out.known = std::make_unique<explain::folder_cache>(settings.explain_cache);
    auto endpoint = explain::http_endpoint(llm);
    out.by =
        std::make_unique<explain::explainer>(std::move(llm), std::move(endpoint), out.known.get());
    return out;
}

/// What a person who asked for explanations should know; empty where all is explained.
std::string what_is_unexplained(io::llm_notes const& notes) {
    if (notes.explained >= notes.asked) return {};
    auto const number = [](std::uint64_t count) { return std::to_string(count); };
    return number(notes.asked - notes.explained) + " of " + number(notes.asked)
           + " discrepancies have no explanation: " + number(notes.calls_failed) + " of "
           + number(notes.calls) + " calls to the language model gave none that can be used\n";
}

int match(invocation const& given, streams const& io) {
    auto const settings = resolve_settings(given);
    auto const explaining = explaining_of(settings);
    auto const cores = std::max(std::thread::hardware_concurrency(), 1U);
    auto const threads = settings.threads != 0 ? settings.threads : std::min(cores, 256U);
    stage_times times;
    progress_line progress(io.err, settings.quiet);

    times.begin("reading");
    auto inputs = read_inputs(settings, given.operands[0], given.operands[1], io.in, threads);
    auto& run = inputs.run;
    auto decisions = decided_rows(settings.decisions, run);

    struct hook {
        stage_times& times;
        progress_line& line;
        std::string stage;
    } hooked{times, progress, {}};
    recon::progress const on_progress{
        [](void* context, std::string_view stage, std::uint64_t done, std::uint64_t total) {
            auto& to = *static_cast<hook*>(context);
            if (to.stage != stage) to.times.begin(to.stage = stage);
            to.line.show(stage, done, total);
        },
        &hooked};
    run.result = run_engine(run.bank.file.entries, run.ledger.file.entries, settings,
                            inputs.business, std::move(decisions), threads, on_progress,
                            inputs.known ? &*inputs.known : nullptr, run.rates.get());
    times.begin("finding discrepancies");
    run.findings = find_discrepancies(run, settings, inputs.business, threads);
    if (explaining.by) {
        times.begin("explaining");
        progress.show("explaining", 0, 0);
        explaining.by->explain(run, {}, {});
    }
    times.begin("proving");
    auto const proven = io::prove(run, threads);
    require_proof(proven);

    times.begin("writing");
    std::vector<io::written_file> files;
    if (!settings.out.empty()) {
        io::output_folder folder(settings.out);
        files = write_outputs(folder, run, proven, threads,
                              {settings.tickets, settings.min_severity, settings.xlsx});
        folder.commit(threads);
    }
    if (!settings.explain_model.empty()) write_model(settings.explain_model, run.result.learnt);
    progress.clear();
    if (run.notes && !settings.quiet) io.err << what_is_unexplained(*run.notes);
    print_result(io, settings, run, proven, files);
    times.begin({});
    if (settings.timings) io.err << times.str();
    return io::needing_a_person(run) == 0 ? adapters::exit_all_matched
                                          : adapters::exit_needs_a_person;
}

} // namespace

command_spec match_command() {
    return {"match",
            "Reconciles two files: which bank lines and which ledger entries are the same money, "
            "and what is left over.",
            operands,
            match_options(),
            epilogue,
            match};
}

} // namespace recon::cli
