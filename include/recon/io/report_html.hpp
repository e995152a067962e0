// recon/io/report_html.hpp - report.html: a run in one file that opens anywhere, offline, and
// prints.
#pragma once

#include <recon/discrepancy_rules.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/bridge.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/discrepancy_advice.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/html.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/report_html_charts.hpp>
#include <recon/io/report_html_data.hpp>
#include <recon/io/report_html_script.hpp>
#include <recon/io/report_html_style.hpp>
#include <recon/io/report_text.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/summary.hpp>
#include <recon/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

/// How many rows of each table the page holds. All of them are in the CSV files.
struct html_limits {
    std::size_t discrepancies = 5'000;
    std::size_t reviews = 5'000;
    std::size_t open = 5'000;
    std::size_t matches = 2'000;
    std::size_t rejected = 1'000;
    std::size_t first = 6; ///< discrepancies at the top, in words
};

namespace detail {

/// Puts the page together. All text that came from outside goes through append_html().
class html_page {
  public:
    html_page(finished_run const& run, proof const& proven, html_limits const& limits)
        : run_(run), proven_(proven), limits_(limits) {}

    /// The page is put together from these, one after the other.
    std::size_t parts() const { return tables_there().size() + 2; }

    std::string part(std::size_t number) {
        auto const tables = tables_there();
        if (number == 0)
            front();
        else if (number <= tables.size())
            data(tables[number - 1], number == 1);
        else
            out_ += "]</script>\n<script>" + std::string(report_script)
                    + "</script>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    enum class table : std::uint8_t { discrepancies, reviews, open, matches, rejected };

    void front() {
        head();
        out_ += "<main>";
        cards();
        charts();
        worst();
        bridges();
        tables();
        about();
        out_ += "</main><footer>recon " RECON_VERSION
                ". This file loads nothing from anywhere.</footer>";
        out_ += "<script type=\"application/json\" id=\"data\">[";
    }

    void text(std::string_view from_outside) { append_html(out_, from_outside); }

    void head() {
        out_ += "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "script-src 'sha256-"
                + sha256_base64(report_script) + "'; style-src 'sha256-"
                + sha256_base64(report_style_sheet)
                + "'; base-uri 'none'; form-action 'none'\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n<title>";
        text(printable(run_.bank.file.name) + " against " + printable(run_.ledger.file.name));
        out_ += "</title>\n<style>";
        out_ += report_style_sheet;
        out_ += "</style>\n</head>\n<body>\n<header><p class=\"muted\">Reconciliation as of "
                + iso(run_.as_of) + "</p><h1>";
        text(printable(run_.bank.file.name) + " against " + printable(run_.ledger.file.name));
        out_ += "</h1>";
        verdict();
        out_ += "</header><nav aria-label=\"Sections\"><ul>";
        for (auto const& [id, name] : sections())
            out_ += "<li><a href=\"#" + std::string(id) + "\">" + std::string(name) + "</a></li>";
        out_ += "</ul></nav>\n";
    }

    std::vector<std::pair<std::string_view, std::string_view>> sections() const {
        std::vector<std::pair<std::string_view, std::string_view>> all{{"overview", "Overview"}};
        if (!proven_.bridges.empty()) all.emplace_back("bridge", "Bridge");
        if (!run_.findings.all.empty()) all.emplace_back("discrepancies", "Discrepancies");
        if (has_reviews()) all.emplace_back("review", "Review");
        if (has_open()) all.emplace_back("open", "Open items");
        if (!run_.result.matches.empty()) all.emplace_back("matches", "Matches");
        if (has_rejected()) all.emplace_back("rejected", "Rejected rows");
        all.emplace_back("about", "About this run");
        return all;
    }
    bool has_reviews() const {
        return std::any_of(run_.result.matches.begin(), run_.result.matches.end(),
                           [](match const& m) { return m.status == match_status::review; });
    }
    bool has_open() const {
        return !run_.result.left_open.empty() || !run_.result.right_open.empty();
    }
    bool has_rejected() const {
        return !run_.bank.file.rejected.empty() || !run_.ledger.file.rejected.empty();
    }

    void badge(std::string_view look, std::string_view words) {
        out_ += "<span class=\"badge " + std::string(look) + "\">" + std::string(words) + "</span>";
    }

    void verdict() {
        auto const left = needing_a_person(run_);
        out_ += "<p class=\"verdict\">Matched " + matched_share(run_, side::left) + " and "
                + matched_share(run_, side::right) + "; "
                + (left == 0 ? "nothing needs a person."
                             : counted(left, "row needs", "rows need") + " a person.")
                + "</p><p>";
        badge(proven_.holds() ? "good" : "bad",
              proven_.holds() ? "\xE2\x9C\x93 Adds up to the cent; every row in exactly one place"
                              : "\xE2\x9C\x97 Does not add up");
        for (auto const which : {side::left, side::right}) {
            auto const name = which == side::left ? std::string("Bank") : std::string("Ledger");
            if (auto const check = check_balances(run_.of(which)))
                badge(check->holds() ? "good" : "bad",
                      check->holds() ? "\xE2\x9C\x93 " + name + " balances hold"
                                     : "\xE2\x9C\x97 " + name + " balances do not hold");
            if (auto const breaks = run_.of(which).file.breaks.size(); breaks != 0)
                badge("bad",
                      name + ": running balance breaks at line "
                          + std::to_string(run_.of(which).file.breaks.front().position)
                          + (breaks > 1 ? " and " + grouped_count(breaks - 1) + " more" : ""));
        }
        for (auto const& limit : run_.result.limits)
            badge("warn", "Search cut short for " + counted(limit.rows, "row", "rows") + " ("
                              + std::string(to_string(limit.kind)) + ")");
        out_ += "</p>";
    }

    // --- cards and charts

    void card(std::string_view look, std::string_view name, std::uint64_t figure,
              std::string_view more) {
        out_ += "<div class=\"card " + std::string(look) + "\"><div class=\"name\">"
                + std::string(name) + "</div><div class=\"figure\">" + grouped_count(figure)
                + "</div>" + std::string(more) + "</div>";
    }
    /// The sums of a bucket on one side, a line a currency.
    std::string sums(side which, std::initializer_list<tally control_total::*> buckets) const {
        constexpr std::size_t most = 3;
        std::string lines;
        std::size_t shown = 0;
        for (auto const& total : run_.result.totals) {
            tally sum;
            for (auto const bucket : buckets) {
                sum.count += (total.*bucket).count;
                sum.sum_minor += (total.*bucket).sum_minor;
            }
            if (total.of != which || sum.count == 0) continue;
            if (++shown > most) continue;
            lines += "<div class=\"more\">" + html_sum(sum.sum_minor, total.unit) + ' '
                     + std::string(total.unit.code()) + "</div>";
        }
        if (shown > most)
            lines += "<div class=\"more\">and " + counted(shown - most, "currency", "currencies")
                     + " more</div>";
        return lines;
    }

    void cards() {
        auto const bank = counts_of(run_, side::left);
        auto const ledger = counts_of(run_, side::right);
        auto const by = run_.findings.by_severity();
        auto const urgent = by[2] + by[3];
        out_ += "<section class=\"bare\" id=\"overview\" aria-label=\"Overview\">"
                "<div class=\"cards\">";
        card("matched", "Bank rows matched", bank.settled(),
             sums(side::left,
                  {&control_total::matched, &control_total::grouped, &control_total::netted}));
        card("review", "Bank rows for review", bank.review,
             sums(side::left, {&control_total::review}));
        card("open", "Open at the bank", bank.open, sums(side::left, {&control_total::open}));
        card("open", "Open in the ledger", ledger.open, sums(side::right, {&control_total::open}));
        card(urgent != 0 ? "critical" : "", "Discrepancies", run_.findings.all.size(),
             "<div class=\"more\">" + grouped_count(urgent) + " high or critical</div>");
        out_ += "</div></section>\n";
    }

    void charts() {
        out_ += "<div class=\"columns\"><section><h2>Where the rows are</h2><div class=\"rings\">";
        append_ring(out_, run_, side::left);
        append_ring(out_, run_, side::right);
        out_ += "</div>";
        std::vector<chart_part> legend{{0, "matched"}};
        auto const bank = counts_of(run_, side::left);
        auto const ledger = counts_of(run_, side::right);
        if (bank.grouped + ledger.grouped != 0) legend.push_back({0, "grouped"});
        if (bank.netted + ledger.netted != 0) legend.push_back({0, "netted"});
        legend.push_back({0, "review"});
        legend.push_back({0, "open"});
        append_legend(out_, legend);
        totals();
        out_ += "</section>";
        if (!run_.findings.all.empty()) {
            out_ += "<section><h2>Discrepancies by type</h2>";
            append_kind_bars(out_, run_.findings);
            out_ += "</section>";
        }
        out_ += "</div>\n";
        if (auto const ages = ageing_of(run_); !ages.empty()) {
            out_ += "<section><h2>How long open</h2>";
            append_age_bars(out_, ages);
            out_ += "</section>\n";
        }
    }

    void totals() {
        out_ += "<div class=\"scroll\"><table><thead><tr><th></th>"
                "<th class=\"num\">Bank rows</th><th class=\"num\">Amount</th>"
                "<th class=\"num\">Ledger rows</th><th class=\"num\">Amount</th></tr></thead>"
                "<tbody>";
        for (auto const unit : currencies_of(run_)) {
            control_total const none{unit, side::left};
            auto const* bank = find_total(run_, unit, side::left);
            auto const* ledger = find_total(run_, unit, side::right);
            if (bank == nullptr) bank = &none;
            if (ledger == nullptr) ledger = &none;
            for (auto const& b : buckets)
                total_line(b.name, bank->*b.total, ledger->*b.total, unit, false);
            total_line("all, " + std::string(unit.code()), bank->in, ledger->in, unit, true);
        }
        out_ += "</tbody></table></div>";
    }
    void total_line(std::string_view name, tally const& bank, tally const& ledger, currency unit,
                    bool total) {
        if (bank.count == 0 && ledger.count == 0 && !total) return;
        out_ += total ? "<tr class=\"total\"><td>" : "<tr><td>";
        out_ += name;
        for (auto const* const t : {&bank, &ledger})
            out_ += "</td><td class=\"num\">" + grouped_count(t->count) + "</td><td class=\"num\">"
                    + html_sum(t->sum_minor, unit);
        out_ += "</td></tr>";
    }

    // --- what to look at first, and the bridge

    /// Begun with a capital: messages begin with a word of ours.
    static std::string sentence(std::string message) {
        if (!message.empty() && message[0] >= 'a' && message[0] <= 'z')
            message[0] = static_cast<char>(message[0] - 'a' + 'A');
        return message;
    }

    void worst() {
        auto const first = gravest(run_.findings, severity::high, limits_.first);
        if (first.empty()) return;
        out_ += "<section><h2>Look at these first</h2><ol class=\"first\">";
        for (auto const index : first) {
            auto const& d = run_.findings.all[index];
            out_ += "<li><div><span class=\"tag " + std::string(to_string(d.level)) + "\">"
                    + std::string(to_string(d.level)) + "</span></div><div><strong>"
                    + std::string(title_of(d.kind)) + "</strong><p>";
            text(sentence(message_of(run_, d)));
            out_ += ".</p><p class=\"muted\">";
            text(action_for(run_, d));
            out_ += ".</p>";
            if (auto const* const note = note_of(run_, d)) {
                out_ += "<p class=\"muted\">";
                text(in_words(*note));
                out_ += "</p>";
            }
            out_ += "</div></li>";
        }
        out_ += "</ol></section>\n";
    }

    void bridges() {
        if (proven_.bridges.empty()) return;
        out_ += "<section id=\"bridge\"><h2>From the bank's balance to the ledger's</h2>"
                "<div class=\"scroll\">";
        for (auto const& b : proven_.bridges)
            bridge_table(b);
        out_ += "</div></section>\n";
    }
    void bridge_line(std::string_view look, std::string_view name, std::uint64_t rows,
                     recon::detail::int128 minor, bridge const& b) {
        out_ += "<tr class=\"" + std::string(look) + "\"><td>" + std::string(name)
                + "</td><td class=\"num\">" + (rows == 0 ? std::string() : grouped_count(rows))
                + "</td><td class=\"num\">" + html_sum(minor, b.unit) + "</td></tr>";
    }
    void bridge_table(bridge const& b) {
        out_ += "<table><thead><tr><th></th><th class=\"num\">Rows</th><th class=\"num\">"
                + std::string(b.unit.code()) + "</th></tr></thead><tbody>";
        for (auto const which : {side::left, side::right}) {
            auto const& of = which == side::left ? b.bank : b.ledger;
            bridge_line("", balance_text(which, of.basis), 0, of.balance, b);
            auto const first = which == side::left ? 0 : bridge_bank_items;
            auto const last = which == side::left ? bridge_bank_items : bridge_items;
            for (auto i = first; i < last; ++i) {
                if (b.items[i].count != 0)
                    bridge_line("part", words_of(static_cast<bridge_item>(i)).text,
                                b.items[i].count, b.items[i].sum_minor, b);
            }
            bridge_line("total", adjusted_text(which), 0, of.adjusted, b);
            out_ += "<tr class=\"gap\"><td colspan=\"3\"></td></tr>";
        }
        bridge_line("total", "Difference", 0, b.difference(), b);
        out_ += "</tbody></table>";
        if (b.unexplained != 0)
            out_ += "<p class=\"note\">The opening balances of the two files differ by more than "
                    "the open items that were carried in.</p>";
    }

    // --- tables, and what the run was made of

    void table_section(bool there, std::string_view id, std::string_view title) {
        if (!there) return;
        out_ += "<section class=\"long\" id=\"" + std::string(id) + "\"><h2>" + std::string(title)
                + "</h2><div id=\"table-" + std::string(id)
                + "\"><p class=\"muted\">The rows appear with JavaScript; they are in the CSV "
                  "files as well.</p></div></section>\n";
    }
    void tables() {
        table_section(!run_.findings.all.empty(), "discrepancies", "Discrepancies");
        table_section(has_reviews(), "review", "Matches for review");
        table_section(has_open(), "open", "Open items");
        table_section(!run_.result.matches.empty(), "matches", "Matches");
        table_section(has_rejected(), "rejected", "Rows that could not be read");
    }
    std::vector<table> tables_there() const {
        std::vector<table> there;
        if (!run_.findings.all.empty()) there.push_back(table::discrepancies);
        if (has_reviews()) there.push_back(table::reviews);
        if (has_open()) there.push_back(table::open);
        if (!run_.result.matches.empty()) there.push_back(table::matches);
        if (has_rejected()) there.push_back(table::rejected);
        return there;
    }
    void data(table which, bool first) {
        if (!first) out_ += ",\n";
        switch (which) {
        case table::discrepancies: out_ += discrepancy_rows(run_, limits_.discrepancies); return;
        case table::reviews: out_ += match_rows(run_, true, limits_.reviews); return;
        case table::open: out_ += open_rows(run_, limits_.open); return;
        case table::matches: out_ += match_rows(run_, false, limits_.matches); return;
        case table::rejected: out_ += rejected_rows(run_, limits_.rejected); return;
        }
    }

    void about() {
        out_ += "<section id=\"about\"><h2>About this run</h2><h3>Proof</h3><ul class=\"checks\">";
        for (auto const& check : proven_.checks) {
            out_ += check.holds ? "<li>" : "<li class=\"no\">";
            text(check.detail);
            out_ += "</li>";
        }
        out_ += "</ul><h3>Files</h3><dl>";
        for (auto const which : {side::left, side::right}) {
            auto const& file = run_.of(which).file;
            out_ += "<dt>" + std::string(name_of(which)) + "</dt><dd>";
            text(printable(file.name) + ": " + counted(file.records, "record", "records") + ", "
                 + file.format + ", " + file.encoding);
            out_ += "<br><code>";
            text(file.sha256);
            out_ += "</code></dd>";
        }
        for (auto const& other : run_.other_inputs) {
            out_ += "<dt>";
            text(other.role);
            out_ += "</dt><dd>";
            text(printable(other.name));
            out_ += "<br><code>";
            text(other.sha256);
            out_ += "</code></dd>";
        }
        out_ += "</dl><h3>Settings</h3><dl>";
        for (auto const& [name, value] : run_.settings) {
            out_ += "<dt>";
            text(name);
            out_ += "</dt><dd>";
            text(value);
            out_ += "</dd>";
        }
        out_ += "</dl>";
        assumptions();
        out_ += "</section>";
    }
    void assumptions() {
        bool any = false;
        for (auto const which : {side::left, side::right}) {
            for (auto const& a : run_.of(which).file.assumptions) {
                if (!std::exchange(any, true)) out_ += "<h3>Assumed about the files</h3><dl>";
                out_ += "<dt>" + std::string(name_of(which)) + "</dt><dd>";
                text(printable(a.what));
                if (!a.evidence.empty()) text(" (" + printable(a.evidence) + ")");
                if (!a.decided) out_ += " <span class=\"tag medium\">please settle</span>";
                if (!a.flag.empty()) {
                    out_ += " <code>";
                    text(printable(a.flag));
                    out_ += "</code>";
                }
                out_ += "</dd>";
            }
        }
        if (any) out_ += "</dl>";
    }

    finished_run const& run_;
    proof const& proven_;
    html_limits const& limits_;
    std::string out_;
};

} // namespace detail

/// report.html. Opens without a network and under a strict Content-Security-Policy; nothing in the
/// files can become markup or script of it.
inline row_output report_html_output(finished_run const& run, proof const& proven,
                                     html_limits const& limits = {}) {
    row_output made{{}, detail::html_page(run, proven, limits).parts(), 1};
    made.append = [&run, &proven, limits](text_block& out, std::size_t first, std::size_t) {
        out += detail::html_page(run, proven, limits).part(first);
    };
    return made;
}

/// The same, written. O(rows).
inline void write_report_html(byte_sink& to, finished_run const& run, proof const& proven,
                              html_limits const& limits = {}) {
    write_rows(to, report_html_output(run, proven, limits), 1);
}

} // namespace recon::io
