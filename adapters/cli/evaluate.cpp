#include "adapters/cli/commands.hpp"
#include "adapters/cli/evaluation.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/json.hpp>
#include <recon/io/text_table.hpp>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace recon::cli {

namespace {

constexpr operand_spec operands[] = {
    {"TRUTH", "truth.csv of recon generate: kind,bank_positions,ledger_positions"},
    {"MATCHES", "matches.csv of recon match"},
};
constexpr option_spec options[] = {{"format", "FORMAT", "text", "text or json", "Results"}};

constexpr std::string_view epilogue =
    R"(Precision is the share of the found matches that are true, recall the share of the true ones
that were found, F1 their harmonic mean. A match is right when it has exactly the rows that the
truth has; 'matched alone' leaves out what is for review. By kind: precision of the matches that
were found as that kind, recall of those that are of that kind.
Pairs of rows give a group credit for its parts: each bank row with each ledger row of the match,
or each two rows of a netted one. Right: of those found; met: of the true.
)";

std::string decimal(std::uint64_t millionths) {
    return io::plain_sum(static_cast<std::int64_t>(millionths / 100), 4);
}

void add_rows(io::text_table& table, std::string title, scores const& s) {
    table.row({std::move(title), "Precision", "Recall", "F1", "Right", "Found", "Met", "True"});
    table.rule();
    auto const add = [&](std::string name, figures const& f) {
        table.row({std::move(name), decimal(f.precision()), decimal(f.recall()), decimal(f.f1()),
                   io::grouped_count(f.right), io::grouped_count(f.found), io::grouped_count(f.met),
                   io::grouped_count(f.truth)});
    };
    auto const add_both = [&](std::string name, figures_by_status const& f) {
        add(std::move(name), f.all);
        add("  matched alone", f.matched);
    };
    add_both("matched and review", s.total);
    if (!s.kinds.empty()) table.rule();
    for (auto const& [kind, f] : s.kinds)
        add_both(io::printable(kind), f);
}

std::string text_of(evaluation const& e) {
    using enum io::text_table::align;
    io::text_table table({left, right, right, right, right, right, right, right});
    add_rows(table, "Matches", e.matches);
    table.row({});
    add_rows(table, "Pairs of rows", e.pairs);
    return table.str();
}

io::json json_of(figures const& f) {
    auto const share = [](std::uint64_t millionths) {
        return static_cast<double>(millionths) / 1'000'000; // for display: six digits are exact
    };
    return {{"precision", share(f.precision())},
            {"recall", share(f.recall())},
            {"f1", share(f.f1())},
            {"right", f.right},
            {"found", f.found},
            {"met", f.met},
            {"true", f.truth}};
}

io::json json_of(scores const& s) {
    auto const both = [](figures_by_status const& f) {
        return io::json{{"all", json_of(f.all)}, {"matched", json_of(f.matched)}};
    };
    auto out = both(s.total);
    auto& kinds = out["by_kind"] = io::json::object();
    for (auto const& [kind, f] : s.kinds)
        kinds[kind] = both(f);
    return out;
}

io::json json_of(evaluation const& e) {
    auto out = json_of(e.matches);
    out["pairs"] = json_of(e.pairs);
    return out;
}

int evaluate(invocation const& given, streams const& io) {
    bool json = false;
    for (auto const& [name, value] : given.options) {
        try {
            json = choice_value(value, {"text", "json"}) == 1;
        } catch (validation_error const& e) {
            throw usage_error(e.what(), {"--" + name});
        }
    }
    auto const result = evaluate_files(given.operands[0], given.operands[1]);
    io.out << (json ? io::to_text(json_of(result)) : text_of(result));
    return adapters::exit_all_matched;
}

} // namespace

command_spec evaluate_command() {
    return {"evaluate", "Compares matches with the truth: precision, recall and F1 by kind.",
            operands,   options,
            epilogue,   evaluate};
}

} // namespace recon::cli
