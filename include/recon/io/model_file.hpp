// recon/io/model_file.hpp - what a run has learnt, as a JSON file that a person can read and the
// next run can start from.
#pragma once

#include <recon/agreement.hpp>
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

inline constexpr int model_version = 2;
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

inline json share_to_json(char const* of, char const* have, share_count const& count) {
    return {{of, count.of}, {have, count.have}};
}
inline json partners_to_json(share_count const& bank, share_count const& ledger) {
    auto row = share_to_json("bank_rows", "bank_partnered", bank);
    row.update(share_to_json("ledger_rows", "ledger_partnered", ledger));
    return row;
}

/// How often partners agree. Of differences only those that have been seen.
inline json agreement_to_json(agreement const& a) {
    auto single = partners_to_json(a.left_equal, a.right_equal);
    single["odds_millinats"] = a.equal_odds;
    auto usual = partners_to_json(a.left_usual, a.right_usual);
    usual["odds_millinats"] = a.usual_odds;
    auto references = share_to_json("sure_pairs", "different", a.different);
    references["odds_millinats"] = a.different_odds;
    auto amounts = share_to_json("sure_pairs", "different", a.unequal);
    json differences = json::array();
    for (std::size_t i = 0; i < a.differences.size(); ++i) {
        if (a.differences[i] == 0) continue;
        differences.push_back(
            {{"cell", i},
             {"bank_is", difference_cells::left_is_smaller(i) ? "smaller" : "larger"},
             {"by_millionths_from", difference_cells::begin_of(i)},
             {"sure_pairs", a.differences[i]},
             {"odds_millinats", a.difference_odds[i]}});
    }
    return {{"equal_amounts_of_one_row", std::move(single)},
            {"equal_amounts_of_several_rows", std::move(usual)},
            {"any_amounts", partners_to_json(a.left_any, a.right_any)},
            {"amounts", std::move(amounts)},
            {"references", std::move(references)},
            {"differences", std::move(differences)}};
}

/// Takes a model apart; every complaint names the place in the file.
class model_reader {
  public:
    explicit model_reader(std::string name) : name_(std::move(name)) {}

    run_model read(json const& root) const {
        if (!root.is_object() || !root.contains("recon_model"))
            fail("is no model: expected an object with \"recon_model\"");
        if (root.at("recon_model") != model_version)
            fail("has version " + root.at("recon_model").dump() + " of the model, expected 2");
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
        read_agreement(member(root, "agreement"), table.agree);
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

    share_count shares(json const& row, char const* of, char const* have) const {
        share_count const found{count(row, of), count(row, have)};
        if (found.have > found.of)
            fail("\"" + std::string(have) + "\": expected no more than \"" + of + "\"");
        return found;
    }
    void read_agreement(json const& from, agreement& to) const {
        auto const both = [&](char const* key, share_count& left, share_count& right) {
            left = shares(member(from, key), "bank_rows", "bank_partnered");
            right = shares(member(from, key), "ledger_rows", "ledger_partnered");
        };
        both("equal_amounts_of_one_row", to.left_equal, to.right_equal);
        both("equal_amounts_of_several_rows", to.left_usual, to.right_usual);
        both("any_amounts", to.left_any, to.right_any);
        to.unequal = shares(member(from, "amounts"), "sure_pairs", "different");
        to.different = shares(member(from, "references"), "sure_pairs", "different");
        for (auto const& row : rows(from, "differences")) {
            auto const cell = count(row, "cell");
            if (cell >= to.differences.size()) fail("\"cell\": expected less than 84");
            to.differences[cell] = count(row, "sure_pairs");
        }
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
            {"agreement", detail::agreement_to_json(model.evidence.agree)},
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
