#include "adapters/cli/commands.hpp"
#include "adapters/cli/match_settings.hpp"
#include "adapters/cli/option_values.hpp"
#include "adapters/cli/run_inputs.hpp"
#include "adapters/explain/embeddings.hpp"
#include "adapters/explain/folder_cache.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/intake.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/file_writer.hpp>
#include <recon/io/model_file.hpp>
#include <recon/io/source.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recon::cli {

namespace {

constexpr operand_spec operands[] = {
    {"BANK", "the bank's statement"},
    {"LEDGER", "the ledger's entries"},
};

constexpr option_spec own_options[] = {
    {"out", "FILE", "", "the model to write, for recon match --model FILE", "Meaning"},
    {"model", "FILE", "", "begin with what an earlier run has learnt, or this command", ""},
    {"embedding-model", "NAME", "text-embedding-3-small",
     "the model to ask; OPENAI_BASE_URL and OPENAI_API_KEY in the environment say whom", ""},
    {"min-similarity", "0..1", "0.60", "words less alike than this are not related", ""},
    {"cache", "DIR", "", "keep the vectors there, and ask for none twice", ""},
};

constexpr std::string_view epilogue =
    R"(Asks a server of OpenAI's embeddings which words of the two files mean alike (rent and lease),
and writes them as a model that recon match starts from. What a run learns by itself counts for more:
try both, with recon evaluate where there is a truth.

Example:
  OPENAI_BASE_URL=http://127.0.0.1:8080/v1 recon relate bank.csv ledger.csv --out words.json
  recon match bank.csv ledger.csv --model words.json
)";

bool is_own(std::string_view name) {
    return std::any_of(std::begin(own_options), std::end(own_options),
                       [&](auto const& o) { return o.name == name; });
}

/// Its own, and how recon match has its files read.
std::span<option_spec const> all_options() {
    static auto const all = [] {
        std::vector<option_spec> out(std::begin(own_options), std::end(own_options));
        bool first = true;
        for (auto option : match_options()) {
            if (!option.name.starts_with("bank-") && !option.name.starts_with("ledger-")) continue;
            option.group = first ? "Reading the files" : "";
            first = false;
            out.push_back(option);
        }
        return out;
    }();
    return all;
}

std::string value_of(invocation const& given, std::string_view name, std::string_view fallback) {
    for (auto const& option : given.options)
        if (option.name == name) return option.value;
    return std::string(fallback);
}

/// The telling words of a side that say something without their neighbours.
std::set<std::string> words_of(recon::detail::buffer<fact> const& rows, text_book const& texts) {
    std::set<std::string> out;
    std::set<class_id> seen;
    for (auto const& row : rows) {
        std::uint32_t words[affinity_book::words_max];
        if (row.text == 0 || !seen.insert(row.text).second) continue;
        auto const count = texts.names(row.text, words, affinity_book::words_max);
        for (std::size_t i = 0; i < count; ++i) {
            std::string word(texts.word(words[i]));
            constexpr std::size_t least = 3;
            if (word.size() >= least && word.find_first_of("0123456789") == word.npos)
                out.insert(std::move(word));
        }
    }
    return out;
}

/// Those that the other side does not have: equal words need no meaning.
std::vector<std::string> only_in(std::set<std::string> const& one,
                                 std::set<std::string> const& other) {
    std::vector<std::string> out;
    std::set_difference(one.begin(), one.end(), other.begin(), other.end(),
                        std::back_inserter(out));
    return out;
}

int relate(invocation const& given, streams const& io) {
    auto const out = value_of(given, "out", "");
    if (out.empty()) throw usage_error("--out FILE is missing: the model to write");
    auto const least = confidence_value(value_of(given, "min-similarity", "0.60"));
    std::vector<given_option> reading;
    for (auto const& option : given.options)
        if (!is_own(option.name)) reading.push_back(option);
    auto const settings = settings_of(reading);
    auto const llm = explain::read_llm_settings([](std::string const& name) {
        auto const* const value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    });
    if (!net_client::available() || !llm.configured())
        throw usage_error("relate needs a server of embeddings: set OPENAI_BASE_URL, or "
                          "OPENAI_API_KEY (and build recon with libcurl)");
    run_model model;
    if (auto const from = value_of(given, "model", ""); !from.empty())
        model = io::read_model(io::load(from));
    auto const bank = read_side(given.operands[0], settings.bank, io.in);
    auto const ledger = read_side(given.operands[1], settings.ledger, io.in);
    auto const all = take_in(bank.entries, ledger.entries);
    auto const lefts = words_of(all.left, all.texts);
    auto const rights = words_of(all.right, all.texts);
    auto const left = only_in(lefts, rights);
    auto const right = only_in(rights, lefts);
    std::unique_ptr<explain::folder_cache> known;
    if (auto const folder = value_of(given, "cache", ""); !folder.empty())
        known = std::make_unique<explain::folder_cache>(folder);
    auto const name = value_of(given, "embedding-model", "text-embedding-3-small");
    auto const call = explain::http_embeddings(llm);
    auto const vectors = [&](std::vector<std::string> const& words) {
        return explain::embed(words, name, llm.url(), call, known.get());
    };
    auto const found = explain::related(left, right, vectors(left), vectors(right), least);
    model.affinities.insert(model.affinities.end(), found.begin(), found.end());
    std::filesystem::path const place(out);
    io::output_folder folder(place.parent_path().empty() ? "." : place.parent_path().string());
    folder.write(place.filename().string(),
                 [&](io::byte_sink& to) { to.write(io::to_text(io::model_to_json(model))); });
    folder.commit();
    io.out << out << ": " << io::counted(found.size(), "pair", "pairs")
           << " of words that mean alike, of " << io::grouped_count(left.size())
           << " of the bank's and " << io::grouped_count(right.size()) << " of the ledger's\n";
    return adapters::exit_all_matched;
}

} // namespace

command_spec relate_command() {
    return {"relate",
            "Has a language model say which words of the two files mean alike, for recon match.",
            operands,
            all_options(),
            epilogue,
            relate};
}

} // namespace recon::cli
