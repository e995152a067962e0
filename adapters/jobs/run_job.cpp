#include "adapters/jobs/run_job.hpp"

#include "adapters/cli/decided_rows.hpp"
#include "adapters/cli/engine.hpp"
#include "adapters/cli/findings.hpp"
#include "adapters/cli/run_inputs.hpp"
#include "adapters/cli/run_outputs.hpp"
#include "adapters/jobs/old_report.hpp"
#include "adapters/jobs/rows_csv.hpp"

#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>
#include <recon/io/file_writer.hpp>
#include <recon/io/json.hpp>
#include <recon/io/read.hpp>

#include <algorithm>
#include <string_view>

namespace recon::jobs {

namespace {

/// Takes files as io::output_folder does, into memory.
struct memory_folder {
    std::vector<store::result_file> files;
    template <class Fill>
    std::string write(std::string const& name, Fill const& fill) {
        io::string_sink to;
        fill(static_cast<io::byte_sink&>(to));
        auto hash = io::sha256(to.text);
        files.push_back({name, std::move(to.text)});
        return hash;
    }
};

constexpr std::uint64_t told_every = std::uint64_t{4} << 20U;

/// Adds up how much is written, and tells it now and then.
struct byte_count {
    std::function<void(std::uint64_t)> const& told;
    std::uint64_t size = 0;
    std::uint64_t told_at = told_every;

    void add(std::uint64_t bytes) {
        size += bytes;
        if (size < told_at) return;
        told_at = size + told_every;
        if (told) told(size);
    }
};

/// Passes on, and counts.
class counting_sink : public io::byte_sink {
  public:
    counting_sink(io::byte_sink& to, byte_count& count) : to_(to), count_(count) {}
    void write(std::string_view text) override {
        count_.add(text.size());
        to_.write(text);
    }

  private:
    io::byte_sink& to_;
    byte_count& count_;
};

/// Writes through to a folder, and counts.
template <class Folder>
struct measured {
    Folder& folder;
    byte_count count;

    template <class Fill>
    std::string write(std::string const& name, Fill const& fill) {
        return folder.write(name, [&](io::byte_sink& to) {
            counting_sink counted(to, count);
            fill(static_cast<io::byte_sink&>(counted));
        });
    }
};

std::string counts_of(io::finished_run const& run) {
    auto const& result = run.result;
    auto const review =
        std::count_if(result.matches.begin(), result.matches.end(),
                      [](match const& m) { return m.status == match_status::review; });
    io::json out{{"bank_rows", run.bank.file.entries.size()},
                 {"ledger_rows", run.ledger.file.entries.size()},
                 {"matches", result.matches.size()},
                 {"review", review},
                 {"unmatched_bank", result.left_open.size()},
                 {"unmatched_ledger", result.right_open.size()},
                 {"rejected_bank", run.bank.file.rejected.size()},
                 {"rejected_ledger", run.ledger.file.rejected.size()},
                 {"discrepancies", run.findings.all.size()},
                 {"needs_a_person", io::needing_a_person(run)}};
    if (run.notes) out["llm"] = io::to_json(*run.notes);
    return out.dump();
}

/// The files of every run, and those that the service adds.
template <class Folder>
void write_all(Folder& folder, io::finished_run const& run, job const& what, job_result& out) {
    auto const proven = io::prove(run, what.threads);
    cli::require_proof(proven);
    measured<Folder> to{folder, {what.written}};
    cli::extra_outputs extra;
    extra.xlsx = what.workbook;
    cli::write_outputs(to, run, proven, what.threads, extra);
    for (std::size_t i = 0; i < ticket_formats.size(); ++i)
        to.write(tickets_file(ticket_formats[i]), [&](io::byte_sink& sink) {
            io::write_tickets(sink, run, static_cast<io::ticket_format>(i), severity::low,
                              what.threads);
        });
    to.write("rows.csv", [&](io::byte_sink& sink) { write_rows_csv(sink, run, what.threads); });
    to.write("report.csv", [&](io::byte_sink& sink) { write_old_report(sink, run, what.threads); });
    out.size = to.count.size;
    out.rows = run.bank.file.entries.size() + run.ledger.file.entries.size();
    out.rejected = run.bank.file.rejected.size() + run.ledger.file.rejected.size();
    out.counts = counts_of(run);
}

io::finished_run run_of(job const& what) {
    auto const tell = [&](std::string_view stage) {
        if (what.checkpoint) what.checkpoint(stage, 0, 0);
    };
    tell("reading");
    auto settings = cli::settings_of(what.settings);
    io::statement sides[2];
    recon::detail::for_each_task(2, what.threads, [&](unsigned, std::size_t task) {
        sides[task] =
            task == 0 ? io::read(what.bank, settings.bank) : io::read(what.ledger, settings.ledger);
    });
    tell("comparing");
    auto inputs = cli::gather_inputs(settings, std::move(sides[0]), std::move(sides[1]),
                                     {what.open_items, what.holidays, std::nullopt, what.fx_rates});
    auto& run = inputs.run;
    std::vector<decision> decisions;
    if (!what.decisions.empty())
        decisions = cli::decided_rows(io::from_bytes(what.decisions, "decisions.csv"), run);
    auto checkpoint = what.checkpoint;
    progress const on_progress{
        [](void* context, std::string_view stage, std::uint64_t done, std::uint64_t total) {
            auto const& check = *static_cast<decltype(job::checkpoint) const*>(context);
            if (check) check(stage, done, total);
        },
        &checkpoint};
    run.result =
        cli::run_engine(run.bank.file.entries, run.ledger.file.entries, settings, inputs.business,
                        std::move(decisions), what.threads, on_progress, nullptr, run.rates.get());
    run.findings = cli::find_discrepancies(run, settings, inputs.business, what.threads);
    if (what.explain) {
        tell("explaining");
        what.explain(run);
    }
    tell("writing");
    return std::move(run);
}

} // namespace

job_result compute(job const& what) {
    auto const run = run_of(what);
    job_result out;
    if (what.folder.empty()) {
        memory_folder folder;
        write_all(folder, run, what, out);
        out.files = std::move(folder.files);
    } else {
        io::output_folder folder(what.folder);
        write_all(folder, run, what, out);
        folder.commit();
    }
    return out;
}

std::string tickets_file(std::string_view format) {
    return "tickets." + std::string(format) + ".json";
}

std::optional<std::string> option_of_field(std::string const& field) {
    if (field.find('-') != std::string::npos) return std::nullopt;
    std::string name = field == "date_window_days" ? "date_window" : field;
    std::replace(name.begin(), name.end(), '_', '-');
    // What names a file, or is about the terminal, is no setting of a run over HTTP.
    constexpr std::string_view not_here[] = {"format",   "threads",      "quiet",
                                             "no-color", "timings",      "explain",
                                             "tickets",  "min-severity", "xlsx"};
    if (std::find(std::begin(not_here), std::end(not_here), name) != std::end(not_here))
        return std::nullopt;
    for (auto const& option : cli::match_options()) {
        if (option.name != name) continue;
        bool const file = option.value.starts_with("FILE") || option.value.starts_with("DIR");
        return file ? std::nullopt : std::optional(std::move(name));
    }
    return std::nullopt;
}

} // namespace recon::jobs
