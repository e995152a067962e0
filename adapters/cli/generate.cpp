#include "adapters/cli/commands.hpp"
#include "adapters/cli/generator.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/file_writer.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <thread>

namespace recon::cli {

namespace {

constexpr option_spec options[] = {
    {"rows", "N", "", "how many lines the bank statement has, from 1 to 20000000", "Required"},
    {"out", "DIR", "", "where bank.csv, ledger.csv and truth.csv are written", ""},
    {"seed", "S", "1", "the same seed gives the same bytes, on every machine", "Choices"},
    {"difficulty", "NAME", "medium", "easy, medium or hard, see below", ""},
};

constexpr std::string_view epilogue =
    R"(Shares of the transactions, by difficulty:
                                              easy    medium  hard
  reference missing in the bank               30 %    60 %    80 %
  booked later by the bank, up to             20 %    40 %    60 %
    so many business days, never on weekends  2       4       5
  text cut off at 25 letters, cryptic,
    abbreviated, misspelt, with a prefix      20 %    60 %    85 %
  amount changed, mostly by cents              2 %     5 %    20 %
  two neighbouring digits swapped            0.2 %   0.5 %   1.5 %
  a fee of up to 100.00 kept by the bank     0.5 %     1 %     3 %
  missing in the bank, in the ledger           2 %     5 %     8 %  each
  posted twice in the ledger by mistake      0.5 %     1 %     2 %
  charged twice by the bank by mistake       0.1 %   0.2 %   0.5 %
  two equal payments on a day, both real     0.5 %     1 %     2 %
  in EUR, GBP or JPY instead of USD            0 %    10 %    20 %
  a batch: one bank line, several entries      2 %     4 %     6 %
    of up to so many entries                  4       5       8
    of them: less a fee that is no entry       0 %    10 %    15 %
    of them: a fee or refund is an entry      10 %    15 %    20 %
  instalments: several bank lines, one entry 0.5 %     1 %     2 %
  two bank lines for three entries             0 %   0.3 %     1 %
  paid and taken back, on one side only        1 %     2 %     4 %
truth.csv says which lines belong together: kind,bank_positions,ledger_positions. Its kinds are
those of matches.csv; missing_in_ledger and missing_in_bank are rows without a partner. Of rows that
the files show alike, the first belongs to the first.

Example:
  recon generate --rows 10000 --seed 7 --out data
  recon match data/bank.csv data/ledger.csv --out data/out
  recon evaluate data/truth.csv data/out/matches.csv
)";

int generate(invocation const& given, streams const& io) {
    std::uint64_t rows = 0;
    std::uint64_t seed = 1;
    std::string out;
    auto const* how = &difficulties[1];
    for (auto const& [name, value] : given.options) {
        try {
            if (name == "rows")
                rows = static_cast<std::uint64_t>(whole_value(value, 1, 20'000'000, "rows"));
            else if (name == "seed")
                seed = seed_value(value);
            else if (name == "out")
                out = value;
            else
                how = &difficulties[choice_value(value, {"easy", "medium", "hard"})];
        } catch (validation_error const& e) {
            throw usage_error(e.what(), {"--" + name});
        }
    }
    if (rows == 0) throw usage_error("--rows is missing: recon generate --rows 1000 --out DIR");
    if (out.empty()) throw usage_error("--out is missing: recon generate --rows 1000 --out DIR");
    io::output_folder folder(out);
    auto const all = generate_rows(rows, seed, *how);
    auto const threads = std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
    folder.write("bank.csv", [&](io::byte_sink& to) { write_bank(to, all, threads); });
    folder.write("ledger.csv", [&](io::byte_sink& to) { write_ledger(to, all, threads); });
    folder.write("truth.csv", [&](io::byte_sink& to) { write_truth(to, all, threads); });
    folder.commit();
    io.out << out << ": bank.csv with " << io::counted(all.bank.size(), "row", "rows")
           << ", ledger.csv with " << io::counted(all.ledger.size(), "row", "rows")
           << ", and truth.csv (" << how->name << ", seed " << seed << ")\n";
    return adapters::exit_all_matched;
}

} // namespace

command_spec generate_command() {
    return {"generate", "Writes a synthetic bank.csv and ledger.csv, and the truth.csv about them.",
            {},         options,
            epilogue,   generate};
}

} // namespace recon::cli
