// recon/io/report_html_data.hpp - the rows of report.html, as JSON for its script.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/day.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/html.hpp>
#include <recon/io/outputs.hpp>
#include <recon/io/report_text_parts.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io::detail {

/// A table under construction: rows of texts, figures as plain decimals.
class table_data {
  public:
    enum class kind : std::uint8_t { text, word, amount, count, level };
    struct column {
        std::string_view name;
        kind as = kind::text;
        bool facet = false; ///< has a list to choose from
    };

    table_data(std::string_view id, std::string_view name, std::vector<column> const& columns) {
        constexpr std::string_view kinds[] = {"text", "word", "amount", "count", "level"};
        append_script_string(out_ += "{\"id\":", id);
        append_script_string(out_ += ",\"name\":", name);
        out_ += ",\"columns\":[";
        for (auto const& c : columns) {
            if (&c != columns.data()) out_ += ',';
            append_script_string(out_ += "{\"name\":", c.name);
            append_script_string(out_ += ",\"kind\":", kinds[static_cast<std::size_t>(c.as)]);
            if (c.as == kind::level)
                out_ += ",\"order\":[\"low\",\"medium\",\"high\",\"critical\"]";
            if (c.facet) out_ += ",\"facet\":true";
            out_ += '}';
        }
        out_ += "],\"rows\":[";
    }

    void begin_row() {
        out_ += rows_++ == 0 ? "\n[" : ",\n[";
        first_ = true;
    }
    void end_row() { out_ += ']'; }
    void cell(std::string_view text) {
        if (!std::exchange(first_, false)) out_ += ',';
        append_script_string(out_, text);
    }
    void sum(recon::detail::int128 minor, currency unit) { cell(plain_sum(minor, unit.digits())); }
    void number(std::int64_t n) { cell(plain_sum(n, 0)); }

    /// Where not all rows are here, says where they are.
    std::string str(std::size_t all, std::string_view file) && {
        out_ += ']';
        if (all > rows_)
            append_script_string(out_ += ",\"note\":",
                                 "The first " + grouped_count(rows_) + " of " + grouped_count(all)
                                     + " rows; all are in " + std::string(file) + ".");
        return std::move(out_ += '}');
    }

  private:
    std::string out_;
    std::size_t rows_ = 0;
    bool first_ = true;
};

inline std::string positions(run_side const& of, std::span<row_index const> rows) {
    std::string out;
    append_positions(out, of, rows);
    return out;
}
inline std::string iso(std::chrono::sys_days day) {
    std::string out;
    append_iso(out, day);
    return out;
}
/// The text of the first row, and how many more there are.
inline std::string texts_of(run_side const& of, std::span<row_index const> rows) {
    if (rows.empty()) return {};
    auto text = printable(text_of(of.at(rows.front())));
    if (rows.size() > 1) text += " (and " + grouped_count(rows.size() - 1) + " more)";
    return text;
}

inline std::string discrepancy_rows(finished_run const& run, std::size_t most) {
    using enum table_data::kind;
    std::vector<table_data::column> columns{{"Severity", level, true}, {"Type", word, true},
                                            {"Side", word, true},      {"Line", word},
                                            {"Amount", amount},        {"Currency", word, true},
                                            {"Difference", amount},    {"What is wrong", text},
                                            {"What to do", text}};
    if (run.notes) columns.push_back({llm_label, text});
    table_data table("table-discrepancies", "discrepancies", std::move(columns));
    auto const& all = run.findings.all;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
        auto const& d = all[i];
        table.begin_row();
        table.cell(to_string(d.level));
        table.cell(title_of(d.kind));
        table.cell(name_of(d.of));
        table.cell(positions(run.of(d.of), run.findings.rows_of(d)));
        table.sum(d.amount_minor, d.unit);
        table.cell(d.unit.code());
        if (d.amount_difference != 0)
            table.sum(d.amount_difference, d.unit);
        else
            table.cell("");
        table.cell(message_of(run, d));
        table.cell(action_for(run, d));
        if (run.notes) {
            auto const* const note = note_of(run, d);
            table.cell(note != nullptr ? note->explanation + ' ' + note->action : std::string());
        }
        table.end_row();
    }
    return std::move(table).str(all.size(), "discrepancies.csv");
}

/// Matches, or those of them that are for review.
inline std::string match_rows(finished_run const& run, bool review, std::size_t most) {
    using enum table_data::kind;
    table_data table(review ? "table-review" : "table-matches", review ? "reviews" : "matches",
                     {{"Match", word},
                      {"Kind", word, true},
                      {"Confidence", count},
                      {"Bank line", word},
                      {"Bank", amount},
                      {"Bank text", text},
                      {"Ledger line", word},
                      {"Ledger", amount},
                      {"Ledger text", text},
                      {"Currency", word, true},
                      {"Days", count},
                      {review ? "Why it is for review" : "Why", text}});
    std::vector<std::size_t> indices;
    std::size_t all = 0;
    for (std::size_t i = 0; i < run.result.matches.size(); ++i) {
        if ((run.result.matches[i].status == match_status::review) != review) continue;
        ++all;
        if (review || indices.size() < most) indices.push_back(i);
    }
    auto const size_of_match = [&](std::size_t i) {
        auto const& m = run.result.matches[i];
        auto const sum = sum_of(run.bank, run.result.left_of(m));
        return sum < 0 ? -sum : sum;
    };
    if (review) indices = largest_first(std::move(indices), most, size_of_match);
    for (auto const i : indices) {
        auto const& m = run.result.matches[i];
        auto const unit = unit_of(run, m);
        auto const left = run.result.left_of(m);
        auto const right = run.result.right_of(m);
        std::string id, why;
        append_match_id(id, i + 1);
        append_explanation(why, run, m);
        std::string kind(to_string(m.kind));
        std::replace(kind.begin(), kind.end(), '_', ' ');
        table.begin_row();
        table.cell(id);
        table.cell(kind);
        table.cell(short_score(m.confidence));
        table.cell(positions(run.bank, left));
        table.sum(sum_of(run.bank, left), unit);
        table.cell(texts_of(run.bank, left));
        table.cell(positions(run.ledger, right));
        table.sum(sum_of(run.ledger, right), unit_of(run, m, side::right));
        table.cell(texts_of(run.ledger, right));
        table.cell(currency_codes_of(run, m));
        table.number(m.day_difference);
        table.cell(why);
        table.end_row();
    }
    return std::move(table).str(all, "matches.csv");
}

inline std::string open_rows(finished_run const& run, std::size_t most) {
    using enum table_data::kind;
    table_data table("table-open", "open items",
                     {{"Side", word, true},
                      {"Line", word},
                      {"Date", word},
                      {"Days", count},
                      {"Age", word, true},
                      {"Amount", amount},
                      {"Currency", word, true},
                      {"Text", text},
                      {"Reference", word},
                      {"Why it is open", text}});
    auto const left = run.result.left_open.size();
    std::vector<std::size_t> indices(left + run.result.right_open.size());
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = i;
    auto const place = [&](std::size_t i) -> std::pair<side, open_row const*> {
        if (i < left) return {side::left, &run.result.left_open[i]};
        return {side::right, &run.result.right_open[i - left]};
    };
    auto const all = indices.size();
    indices = largest_first(std::move(indices), most, [&](std::size_t i) {
        auto const [which, open] = place(i);
        return magnitude(run.of(which).at(open->row).amount.minor);
    });
    for (auto const i : indices) {
        auto const [which, open] = place(i);
        auto const& row = run.of(which).at(open->row);
        auto const age = std::int64_t{(run.as_of - row.day).count()};
        std::string why;
        append_open_reason(why, run, which, *open);
        table.begin_row();
        table.cell(name_of(which));
        table.cell(positions(run.of(which), std::span(&open->row, 1)));
        table.cell(iso(row.day));
        table.number(age);
        table.cell(age_bucket(age));
        table.sum(row.amount.minor, row.amount.unit);
        table.cell(row.amount.unit.code());
        table.cell(printable(text_of(row)));
        table.cell(printable(row.reference));
        table.cell(why);
        table.end_row();
    }
    return std::move(table).str(all, "open_items.csv");
}

inline std::string rejected_rows(finished_run const& run, std::size_t most) {
    using enum table_data::kind;
    table_data table(
        "table-rejected", "rejected rows",
        {{"Side", word, true}, {"Line", word}, {"Why", text}, {"As it stands in the file", text}});
    std::size_t shown = 0;
    for (auto const which : {side::left, side::right}) {
        for (auto const& issue : run.of(which).file.rejected) {
            if (shown++ >= most) break;
            table.begin_row();
            table.cell(name_of(which));
            table.cell(std::to_string(issue.position));
            table.cell(printable(issue.detail));
            table.cell(printable(issue.raw));
            table.end_row();
        }
    }
    return std::move(table).str(run.bank.file.rejected.size() + run.ledger.file.rejected.size(),
                                "rejected.csv");
}

} // namespace recon::io::detail
