#include "adapters/cli/commands.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/canonical.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/json.hpp>
#include <recon/io/source.hpp>
#include <recon/io/text_table.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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
truth has; 'matched' leaves out what is for review. By kind: precision of the matches that were
found as that kind, recall of those that are of that kind.
)";

/// Precision, recall and F1 are whole millionths, cut.
struct figures {
    std::uint64_t right = 0;
    std::uint64_t found = 0;
    std::uint64_t truth = 0;

    static std::uint64_t share(std::uint64_t part, std::uint64_t whole) {
        return whole == 0 ? 1'000'000 : part * 1'000'000 / whole;
    }
    std::uint64_t precision() const { return share(right, found); }
    std::uint64_t recall() const { return share(right, truth); }
    std::uint64_t f1() const { return share(2 * right, found + truth); }
};

struct evaluation {
    figures all;
    figures matched;
    std::map<std::string, figures> kinds; ///< all, by the kind of the match
    std::map<std::string, figures> matched_kinds;
};

/// Calls visit(std::string_view) for each part of a list joined by ';'.
template <class Visit>
void for_each_part(std::string_view list, Visit const& visit) {
    while (!list.empty()) {
        auto const end = std::min(list.find(';'), list.size());
        visit(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

/// The same rows give the same key, in whatever order they stand.
std::string key_of(std::string_view bank, std::string_view ledger) {
    auto const sorted = [](std::string_view list) {
        std::vector<std::string_view> parts;
        for_each_part(list, [&](std::string_view part) { parts.push_back(part); });
        std::sort(parts.begin(), parts.end());
        std::string text;
        for (auto const part : parts)
            (text += part) += ';';
        return text;
    };
    if (bank.find(';') == bank.npos && ledger.find(';') == ledger.npos)
        return std::string(bank).append(";|").append(ledger).append(";");
    return sorted(bank) + '|' + sorted(ledger);
}

/// Counts a match of the truth or of the run under its kind and under all kinds.
void count(evaluation& e, std::string const& kind, bool is_matched,
           std::uint64_t figures::*counter) {
    ++(e.all.*counter);
    ++(e.kinds[kind].*counter);
    if (!is_matched) return;
    ++(e.matched.*counter);
    ++(e.matched_kinds[kind].*counter);
}

evaluation evaluate_files(std::string const& truth_path, std::string const& matches_path) {
    evaluation e;
    std::unordered_map<std::string, bool> true_matches; // and whether it has been found
    auto const truth_file = io::load(truth_path);
    io::canonical_reader<3> truth(truth_file, {"kind", "bank_positions", "ledger_positions"}, 3);
    for (io::canonical_reader<3>::cells row; truth.next(row);) {
        auto const& [kind, bank, ledger] = row;
        if (kind.starts_with("missing_")) continue; // a row without a partner
        if (!true_matches.emplace(key_of(bank, ledger), false).second)
            truth.fail(1, "the same match stands above already");
        count(e, kind, true, &figures::truth);
    }
    auto const found_file = io::load(matches_path);
    io::canonical_reader<4> found(found_file,
                                  {"kind", "status", "bank_positions", "ledger_positions"}, 4);
    for (io::canonical_reader<4>::cells row; found.next(row);) {
        auto const& [kind, status, bank, ledger] = row;
        bool const is_matched = status == "matched";
        if (!is_matched && status != "review") found.fail(1, "expected matched or review");
        count(e, kind, is_matched, &figures::found);
        auto const hit = true_matches.find(key_of(bank, ledger));
        if (hit == true_matches.end() || hit->second) continue;
        hit->second = true;
        count(e, kind, is_matched, &figures::right);
    }
    return e;
}

std::string decimal(std::uint64_t millionths) {
    return io::plain_sum(static_cast<std::int64_t>(millionths / 100), 4);
}

std::string text_of(evaluation const& e) {
    using enum io::text_table::align;
    io::text_table table({left, right, right, right, right, right, right});
    table.row({"", "Precision", "Recall", "F1", "Right", "Found", "True"});
    auto const add = [&](std::string name, figures const& f) {
        table.row({std::move(name), decimal(f.precision()), decimal(f.recall()), decimal(f.f1()),
                   io::grouped_count(f.right), io::grouped_count(f.found),
                   io::grouped_count(f.truth)});
    };
    add("matched and review", e.all);
    add("matched alone", e.matched);
    table.rule();
    for (auto const& [kind, f] : e.kinds) {
        add(io::printable(kind), f);
        auto const alone = e.matched_kinds.find(kind);
        add("  matched alone", alone == e.matched_kinds.end() ? figures{} : alone->second);
    }
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
            {"true", f.truth}};
}

io::json json_of(evaluation const& e) {
    io::json kinds = io::json::object();
    for (auto const& [kind, f] : e.kinds) {
        auto const alone = e.matched_kinds.find(kind);
        kinds[kind] = {
            {"all", json_of(f)},
            {"matched", json_of(alone == e.matched_kinds.end() ? figures{} : alone->second)}};
    }
    return {{"all", json_of(e.all)}, {"matched", json_of(e.matched)}, {"by_kind", kinds}};
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
