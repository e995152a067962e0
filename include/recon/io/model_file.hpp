// recon/io/model_file.hpp - what a run has learnt, as a JSON file that a person can read and the
// next run can start from.
#pragma once

#include <recon/error.hpp>
#include <recon/io/json.hpp>
#include <recon/io/source.hpp>
#include <recon/model.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

namespace detail {

inline constexpr int model_version = 1;
inline constexpr std::size_t model_rows_max = 100'000; ///< of one table
inline constexpr std::uint64_t model_count_max = std::uint64_t{1} << 48U;

inline json cell_to_json(evidence_table::cell const& c) {
    return {{"sure_pairs", c.sure}, {"unrelated_pairs", c.chance}, {"odds_millinats", c.odds}};
}

inline json texts_to_json(recon::detail::buffer<evidence_table::cell> const& cells) {
    json rows = json::array();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        json row{{"likeness_percent_from", 100 * i / (evidence_table::text_cells - 1)}};
        row.update(cell_to_json(cells[i]));
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Takes a model apart; every complaint names the place in the file.
class model_reader {
  public:
    explicit model_reader(std::string name) : name_(std::move(name)) {}

    run_model read(json const& root) const {
        if (!root.is_object() || !root.contains("recon_model"))
            fail("is no model: expected an object with \"recon_model\"");
        if (root.at("recon_model") != model_version)
            fail("has version " + root.at("recon_model").dump() + " of the model, expected 1");
        run_model model;
        model.sure_pairs = count(root, "sure_pairs");
        auto& table = model.evidence;
        for (auto const& row : rows(root, "days")) {
            auto const lag = whole(row, "bank_days_later");
            if (table.lags.empty()) table.first_lag = static_cast<std::int32_t>(lag);
            if (lag != table.first_lag + static_cast<std::int64_t>(table.lags.size()))
                fail("\"bank_days_later\": expected consecutive days");
            table.lags.push_back(cell(row));
        }
        read_texts(root, "texts", table.texts);
        read_texts(root, "texts_of_recurring_amounts", table.recurring);
        for (auto const& row : rows(root, "affinities"))
            model.affinities.push_back({text(row, "bank"), text(row, "ledger"),
                                        count(row, "sure_pairs"), count(row, "bank_pairs"),
                                        count(row, "ledger_pairs")});
        return model;
    }

  private:
    [[noreturn]] void fail(std::string const& what) const {
        throw file_processing_error(what + "; such a file is written by --explain-model", {name_});
    }
    json const& member(json const& of, char const* key) const {
        auto const at = of.is_object() ? of.find(key) : of.end();
        if (!of.is_object() || at == of.end()) fail("\"" + std::string(key) + "\" is missing");
        return *at;
    }
    json const& rows(json const& of, char const* key) const {
        auto const& all = member(of, key);
        if (!all.is_array() || all.size() > model_rows_max)
            fail("\"" + std::string(key) + "\": expected a list of at most 100,000 rows");
        return all;
    }
    std::int64_t whole(json const& of, char const* key) const {
        auto const& value = member(of, key);
        constexpr std::int64_t most = 100'000;
        if (!value.is_number_integer() || value.get<std::int64_t>() < -most
            || value.get<std::int64_t>() > most)
            fail("\"" + std::string(key) + "\": expected a whole number of days");
        return value.get<std::int64_t>();
    }
    std::uint64_t count(json const& of, char const* key) const {
        auto const& value = member(of, key);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > model_count_max)
            fail("\"" + std::string(key) + "\": expected a count of pairs");
        return value.get<std::uint64_t>();
    }
    std::string text(json const& of, char const* key) const {
        auto const& value = member(of, key);
        if (!value.is_string()) fail("\"" + std::string(key) + "\": expected a text");
        return value.get<std::string>();
    }
    evidence_table::cell cell(json const& row) const {
        return {count(row, "sure_pairs"), count(row, "unrelated_pairs"), 0};
    }
    void read_texts(json const& root, char const* key,
                    recon::detail::buffer<evidence_table::cell>& cells) const {
        for (auto const& row : rows(root, key))
            cells.push_back(cell(row));
        if (!cells.empty() && cells.size() != evidence_table::text_cells)
            fail("\"" + std::string(key) + "\": expected 21 rows, or none");
    }

    std::string name_;
};

} // namespace detail

/// Counts, and what they mean as logarithms of odds in thousandths: above 0 speaks for a pair.
inline json model_to_json(run_model const& model) {
    json days = json::array();
    for (std::size_t i = 0; i < model.evidence.lags.size(); ++i) {
        json row{{"bank_days_later", model.evidence.first_lag + static_cast<std::int64_t>(i)}};
        row.update(detail::cell_to_json(model.evidence.lags[i]));
        days.push_back(std::move(row));
    }
    json affinities = json::array();
    for (auto const& a : model.affinities)
        affinities.push_back({{"bank", a.left},
                              {"ledger", a.right},
                              {"sure_pairs", a.pairs},
                              {"bank_pairs", a.left_pairs},
                              {"ledger_pairs", a.right_pairs},
                              {"likeness_millionths", a.likeness()}});
    return {{"recon_model", detail::model_version},
            {"sure_pairs", model.sure_pairs},
            {"days", std::move(days)},
            {"texts", detail::texts_to_json(model.evidence.texts)},
            {"texts_of_recurring_amounts", detail::texts_to_json(model.evidence.recurring)},
            {"affinities", std::move(affinities)}};
}

/// Reads what model_to_json has written. Throws file_processing_error that says what is wrong.
inline run_model read_model(source const& file) {
    try {
        return detail::model_reader(file.name).read(json::parse(file.bytes));
    } catch (json::exception const&) {
        throw file_processing_error("is no JSON: expected a model as --explain-model writes it",
                                    {file.name});
    }
}

} // namespace recon::io
