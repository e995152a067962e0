// recon/io/report_xlsx.hpp - report.xlsx: a run as a workbook. The only header that includes
// libxlsxwriter; it belongs to recon::xlsx, not to recon::io.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/error.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/bridge.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/explain.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/outputs.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_html_data.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/summary.hpp>
#include <recon/io/text_table.hpp>

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace recon::io {

namespace detail {

/// A file with a name of its own that is gone at the end of its life.
class passing_file {
  public:
    passing_file() : path_((std::filesystem::temp_directory_path() / "recon-XXXXXX").string()) {
        auto const number = ::mkstemp(path_.data());
        if (number < 0) throw output_error("no temporary file can be made", {path_});
        ::close(number);
    }
    passing_file(passing_file const&) = delete;
    passing_file& operator=(passing_file const&) = delete;
    ~passing_file() { ::unlink(path_.c_str()); }
    std::string const& path() const noexcept { return path_; }

  private:
    std::string path_;
};

/// A workbook that is being written, row after row. Text is always text: write_string() only.
class workbook {
  public:
    /// What a column holds, and how wide it is in characters.
    struct column {
        std::string_view name;
        double width;
    };

    workbook(std::string const& path, std::chrono::sys_days created) {
        lxw_workbook_options options{};
        options.constant_memory = 1; // rows go to the file at once
        book_ = ::workbook_new_opt(path.c_str(), &options);
        if (book_ == nullptr) throw output_error("no workbook can be made", {path});
        lxw_doc_properties about{};
        std::string title = "Reconciliation";
        about.title = title.data();
        // the run's day, so that two runs give the same bytes; 0 would be now
        about.created = std::max<std::time_t>(
            86'400, static_cast<std::time_t>(created.time_since_epoch().count()) * 86'400);
        ::workbook_set_properties(book_, &about);
        strong_ = format("General");
        ::format_set_bold(strong_);
        head_ = format("General");
        ::format_set_bold(head_);
        ::format_set_bottom(head_, LXW_BORDER_THIN);
        ::format_set_bg_color(head_, 0xE8EEF3);
        date_ = format("yyyy-mm-dd");
        share_ = format("0.00");
        count_ = format("#,##0");
        for (unsigned digits = 0; digits < amounts_.size(); ++digits) {
            std::string shape = "#,##0";
            if (digits != 0) shape += '.' + std::string(digits, '0');
            amounts_[digits] = format(shape + ";[Red]-" + shape);
            totals_[digits] = format(shape + ";[Red]-" + shape);
            ::format_set_bold(totals_[digits]);
            ::format_set_top(totals_[digits], LXW_BORDER_THIN);
        }
    }
    workbook(workbook const&) = delete;
    workbook& operator=(workbook const&) = delete;
    ~workbook() {
        if (book_ != nullptr) ::workbook_close(book_);
    }

    /// Begins a sheet. With a head of columns it is frozen below it, and has a filter.
    void sheet(std::string const& name, std::vector<column> const& columns, bool headed,
               std::size_t rows) {
        sheet_ = ::workbook_add_worksheet(book_, name.c_str());
        row_ = 0;
        next_ = 0;
        for (lxw_col_t i = 0; i < columns.size(); ++i)
            ::worksheet_set_column(sheet_, i, i, columns[i].width, nullptr);
        ::worksheet_set_landscape(sheet_);
        ::worksheet_set_paper(sheet_, 9); // A4
        ::worksheet_fit_to_pages(sheet_, 1, 0);
        if (!headed) return;
        ::worksheet_freeze_panes(sheet_, 1, 0);
        ::worksheet_repeat_rows(sheet_, 0, 0);
        ::worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows),
                               static_cast<lxw_col_t>(columns.size() - 1));
        for (auto const& c : columns)
            text(c.name, head_);
        end_row();
    }

    void text(std::string_view words, lxw_format* look = nullptr) {
        constexpr std::size_t most = 8'000; // a cell takes 32,767 characters
        auto const clean = clipped(printable(words), most);
        if (!clean.empty() || look != nullptr)
            ::worksheet_write_string(sheet_, row_, next_, clean.c_str(), look);
        ++next_;
    }
    void strong(std::string_view words) { text(words, strong_); }
    void skip() { ++next_; }

    /// An exact number where a double holds it, else text: nothing is rounded.
    void amount(recon::detail::int128 minor, currency unit, bool total = false) {
        constexpr auto exact = recon::detail::int128{1} << 53U;
        auto* const look = (total ? totals_ : amounts_)[unit.digits()];
        if (minor > exact || minor < -exact) return text(plain_sum(minor, unit.digits()), look);
        auto const value = static_cast<double>(static_cast<std::int64_t>(minor))
                           / static_cast<double>(power_of_ten(unit.digits()));
        ::worksheet_write_number(sheet_, row_, next_++, value, look);
    }
    void count(std::int64_t n) {
        ::worksheet_write_number(sheet_, row_, next_++, static_cast<double>(n), count_);
    }
    void score(score_t confidence) {
        ::worksheet_write_number(sheet_, row_, next_++, static_cast<double>(confidence) / score_max,
                                 share_);
    }
    void day(std::chrono::sys_days when) {
        std::chrono::year_month_day const date(when);
        auto const year = static_cast<int>(date.year());
        if (year < 1900 || year > 9999) return text(iso(when)); // a spreadsheet has no such day
        lxw_datetime value{};
        value.year = year;
        value.month = static_cast<int>(static_cast<unsigned>(date.month()));
        value.day = static_cast<int>(static_cast<unsigned>(date.day()));
        ::worksheet_write_datetime(sheet_, row_, next_++, &value, date_);
    }
    void end_row() {
        ++row_;
        next_ = 0;
    }

    void close(std::string const& path) {
        auto const failure = ::workbook_close(std::exchange(book_, nullptr));
        if (failure != LXW_NO_ERROR)
            throw output_error(
                std::string("the workbook cannot be written: ") + ::lxw_strerror(failure), {path});
    }

  private:
    lxw_format* format(std::string const& shape) {
        auto* const made = ::workbook_add_format(book_);
        ::format_set_num_format(made, shape.c_str());
        ::format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        return made;
    }

    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *strong_ = nullptr, *head_ = nullptr, *date_ = nullptr, *share_ = nullptr,
               *count_ = nullptr;
    std::array<lxw_format*, 5> amounts_{}, totals_{}; // by digits of the currency
    lxw_row_t row_ = 0;
    lxw_col_t next_ = 0;
};

/// A sheet takes 1,048,576 rows.
inline constexpr std::size_t sheet_rows_max = 1'000'000;

/// Says what does not fit, and where it is.
inline void more_rows(workbook& book, std::size_t all, std::string_view file) {
    if (all <= sheet_rows_max) return;
    book.strong("and " + grouped_count(all - sheet_rows_max) + " more in " + std::string(file));
    book.end_row();
}

inline void summary_sheet(workbook& book, finished_run const& run, proof const& proven) {
    book.sheet("Summary", {{"", 34}, {"", 14}, {"", 18}, {"", 14}, {"", 18}, {"", 18}}, false, 0);
    book.strong(run.bank.file.name + " against " + run.ledger.file.name);
    book.end_row();
    book.text("As of");
    book.day(run.as_of);
    book.end_row();
    book.text(proven.holds() ? "Adds up to the minor unit; every row is in exactly one place"
                             : "Does not add up");
    book.end_row();
    book.text("Rows that need a person");
    book.count(static_cast<std::int64_t>(needing_a_person(run)));
    book.end_row();
    for (auto const unit : currencies_of(run)) {
        book.end_row();
        for (auto const* const name :
             {"", "Bank rows", "Bank amount", "Ledger rows", "Ledger amount", "Difference"})
            book.strong(*name == '\0' ? unit.code() : std::string_view(name));
        book.end_row();
        control_total const none{unit, side::left};
        auto const* bank = find_total(run, unit, side::left);
        auto const* ledger = find_total(run, unit, side::right);
        if (bank == nullptr) bank = &none;
        if (ledger == nullptr) ledger = &none;
        auto const line = [&](std::string_view name, tally control_total::*of, bool total) {
            auto const& b = bank->*of;
            auto const& l = ledger->*of;
            book.text(name);
            book.count(static_cast<std::int64_t>(b.count));
            book.amount(b.sum_minor, unit, total);
            book.count(static_cast<std::int64_t>(l.count));
            book.amount(l.sum_minor, unit, total);
            book.amount(b.sum_minor - l.sum_minor, unit, total);
            book.end_row();
        };
        for (auto const& b : buckets)
            line(b.name, b.total, false);
        line("all", &control_total::in, true);
    }
    book.end_row();
    book.strong("Discrepancies");
    for (auto level = severities; level-- > 0;)
        book.strong(to_string(static_cast<severity>(level)));
    book.end_row();
    std::array<std::array<std::int64_t, severities>, discrepancy_kinds> counts{};
    for (auto const& d : run.findings.all)
        ++counts[static_cast<std::size_t>(d.kind)][static_cast<std::size_t>(d.level)];
    for (std::size_t kind = 0; kind < discrepancy_kinds; ++kind) {
        if (counts[kind] == std::array<std::int64_t, severities>{}) continue;
        book.text(title_of(static_cast<discrepancy_kind>(kind)));
        for (auto level = severities; level-- > 0;)
            book.count(counts[kind][level]);
        book.end_row();
    }
    book.end_row();
    book.strong("Open for how many days");
    for (auto const bucket : age_buckets)
        book.strong(bucket);
    book.end_row();
    for (auto const& a : ageing_of(run)) {
        book.text(std::string(name_of(a.of)) + ", " + std::string(a.unit.code()));
        for (auto const& t : a.by_age)
            book.amount(t.sum_minor, a.unit);
        book.end_row();
    }
}

inline void bridge_sheet(workbook& book, proof const& proven) {
    book.sheet("Bridge", {{"", 66}, {"", 10}, {"", 20}, {"", 8}}, false, 0);
    for (auto const& b : proven.bridges) {
        book.strong("From the bank's balance to the ledger's");
        book.strong("Rows");
        book.strong("Amount");
        book.strong("Currency");
        book.end_row();
        auto const line = [&](std::string_view name, std::uint64_t rows,
                              recon::detail::int128 minor, bool total) {
            if (total)
                book.strong(name);
            else
                book.text(name);
            if (rows == 0)
                book.skip();
            else
                book.count(static_cast<std::int64_t>(rows));
            book.amount(minor, b.unit, total);
            book.text(b.unit.code());
            book.end_row();
        };
        for (auto const which : {side::left, side::right}) {
            auto const& of = which == side::left ? b.bank : b.ledger;
            line(balance_text(which, of.basis), 0, of.balance, false);
            auto const first = which == side::left ? 0 : bridge_bank_items;
            auto const last = which == side::left ? bridge_bank_items : bridge_items;
            for (auto i = first; i < last; ++i)
                if (b.items[i].count != 0)
                    line(words_of(static_cast<bridge_item>(i)).text, b.items[i].count,
                         b.items[i].sum_minor, false);
            line(adjusted_text(which), 0, of.adjusted, true);
            book.end_row();
        }
        line("Difference", 0, b.difference(), true);
        book.end_row();
    }
}

inline void matches_sheet(workbook& book, finished_run const& run) {
    auto const& all = run.result.matches;
    auto const rows = std::min(all.size(), sheet_rows_max);
    book.sheet("Matches",
               {{"Match", 10},
                {"Kind", 13},
                {"Status", 10},
                {"Confidence", 11},
                {"Bank line", 11},
                {"Bank date", 11},
                {"Bank amount", 15},
                {"Bank text", 40},
                {"Ledger line", 11},
                {"Ledger date", 11},
                {"Ledger amount", 15},
                {"Ledger text", 40},
                {"Currency", 9},
                {"Difference", 13},
                {"Days", 6},
                {"Why", 60}},
               true, rows);
    auto const side_cells = [&](side which, std::span<row_index const> of, currency unit) {
        book.text(positions(run.of(which), of));
        if (of.empty())
            book.skip();
        else
            book.day(run.of(which).at(of.front()).day);
        book.amount(sum_of(run.of(which), of), unit);
        book.text(texts_of(run.of(which), of));
    };
    for (std::size_t i = 0; i < rows; ++i) {
        auto const& m = all[i];
        auto const unit = unit_of(run, m);
        std::string id, why;
        append_match_id(id, i + 1);
        append_explanation(why, run, m);
        book.text(id);
        book.text(to_string(m.kind));
        book.text(to_string(m.status));
        book.score(m.confidence);
        side_cells(side::left, run.result.left_of(m), unit);
        side_cells(side::right, run.result.right_of(m), unit_of(run, m, side::right));
        book.text(currency_codes_of(run, m));
        book.amount(m.amount_difference, unit);
        book.count(m.day_difference);
        book.text(why);
        book.end_row();
    }
    more_rows(book, all.size(), "matches.csv");
}

inline void open_sheet(workbook& book, finished_run const& run) {
    auto const all = run.result.left_open.size() + run.result.right_open.size();
    auto const rows = std::min(all, sheet_rows_max);
    book.sheet("Open items",
               {{"Side", 8},
                {"Line", 10},
                {"Date", 11},
                {"Days", 6},
                {"Age", 9},
                {"Amount", 15},
                {"Currency", 9},
                {"Text", 50},
                {"Reference", 24},
                {"Why it is open", 60}},
               true, rows);
    std::size_t written = 0;
    for (auto const which : {side::left, side::right}) {
        for (auto const& o : which == side::left ? run.result.left_open : run.result.right_open) {
            if (written++ >= rows) break;
            auto const& row = run.of(which).at(o.row);
            auto const age = std::int64_t{(run.as_of - row.day).count()};
            std::string why;
            append_open_reason(why, run, which, o);
            book.text(name_of(which));
            book.text(positions(run.of(which), std::span(&o.row, 1)));
            book.day(row.day);
            book.count(age);
            book.text(age_bucket(age));
            book.amount(row.amount.minor, row.amount.unit);
            book.text(row.amount.unit.code());
            book.text(text_of(row));
            book.text(row.reference);
            book.text(why);
            book.end_row();
        }
    }
    more_rows(book, all, "open_items.csv");
}

inline void discrepancies_sheet(workbook& book, finished_run const& run) {
    auto const& all = run.findings.all;
    auto const rows = std::min(all.size(), sheet_rows_max);
    std::vector<workbook::column> columns{
        {"Severity", 10},    {"Type", 22},          {"Side", 8},        {"Line", 10},
        {"Other lines", 12}, {"Amount", 15},        {"Currency", 9},    {"Difference", 13},
        {"Days", 6},         {"What is wrong", 70}, {"What to do", 60}, {"Evidence", 60}};
    if (run.notes) columns.push_back({llm_label, 60});
    book.sheet("Discrepancies", columns, true, rows);
    for (std::size_t i = 0; i < rows; ++i) {
        auto const& d = all[i];
        book.text(to_string(d.level));
        book.text(title_of(d.kind));
        book.text(name_of(d.of));
        book.text(positions(run.of(d.of), run.findings.rows_of(d)));
        book.text(positions(run.of(d.counter_side), run.findings.counters_of(d)));
        book.amount(d.amount_minor, d.unit);
        book.text(d.unit.code());
        if (d.amount_difference == 0)
            book.skip();
        else
            book.amount(d.amount_difference, d.unit);
        if (d.day_difference == 0)
            book.skip();
        else
            book.count(d.day_difference);
        book.text(message_of(run, d));
        book.text(action_for(run, d));
        book.text(explanation_of(run, d));
        if (auto const* const note = note_of(run, d))
            book.text(note->explanation + ' ' + note->action);
        book.end_row();
    }
    more_rows(book, all.size(), "discrepancies.csv");
}

inline void rejected_sheet(workbook& book, finished_run const& run) {
    auto const all = run.bank.file.rejected.size() + run.ledger.file.rejected.size();
    auto const rows = std::min(all, sheet_rows_max);
    book.sheet("Rejected",
               {{"Side", 8}, {"Line", 10}, {"Code", 20}, {"Why", 60}, {"As it stands", 90}}, true,
               rows);
    std::size_t written = 0;
    for (auto const which : {side::left, side::right}) {
        for (auto const& issue : run.of(which).file.rejected) {
            if (written++ >= rows) break;
            book.text(name_of(which));
            book.count(issue.position);
            book.text(to_string(issue.code));
            book.text(issue.detail);
            book.text(issue.raw);
            book.end_row();
        }
    }
    more_rows(book, all, "rejected.csv");
}

} // namespace detail

/// report.xlsx: Summary, Bridge, Matches, Open items, Discrepancies and Rejected. Amounts are
/// numbers, days are dates, and text is text, whatever it begins with. Throws output_error.
/// O(rows).
inline void write_report_xlsx(byte_sink& to, finished_run const& run, proof const& proven) {
    detail::passing_file const file;
    {
        detail::workbook book(file.path(), run.as_of);
        detail::summary_sheet(book, run, proven);
        detail::bridge_sheet(book, proven);
        detail::matches_sheet(book, run);
        detail::open_sheet(book, run);
        detail::discrepancies_sheet(book, run);
        detail::rejected_sheet(book, run);
        book.close(file.path());
    }
    std::ifstream in(file.path(), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), {}};
    to.write(bytes);
}

} // namespace recon::io
