// recon/io/report_html_charts.hpp - the charts of report.html, as SVG without a style of its own.
#pragma once

#include <recon/discrepancy.hpp>
#include <recon/io/ageing.hpp>
#include <recon/io/discrepancy_words.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/html.hpp>
#include <recon/io/summary.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io::detail {

/// A part of a ring or a bar: its size, and the class that colours it.
struct chart_part {
    std::uint64_t size;
    std::string_view name;
};

/// A sum with a true minus sign, which is as wide as a digit.
inline std::string html_sum(recon::detail::int128 minor, currency unit) {
    auto text = grouped_sum(minor, unit.digits());
    return minor < 0 ? text.replace(0, 1, "\xE2\x88\x92") : text;
}

/// How many tenths of a thousand `part` is of `whole`; something is never nothing.
inline std::uint64_t share(std::uint64_t part, std::uint64_t whole) {
    if (part == 0 || whole == 0) return 0;
    return std::max<std::uint64_t>(1, recon::detail::mul_div_ceil(part, 10'000, whole));
}

/// How the rows of one side are shared out among the buckets.
inline void append_ring(std::string& out, finished_run const& run, side which) {
    auto const counts = counts_of(run, which);
    auto const name = std::string(name_of(which));
    auto const percent =
        counts.transactions == 0 ? 0 : counts.settled() * 100 / counts.transactions;
    out += "<svg class=\"ring\" viewBox=\"0 0 120 120\" role=\"img\" aria-label=\"" + name + ": "
           + std::to_string(percent) + " % of " + grouped_count(counts.transactions)
           + " rows matched\"><circle class=\"track\" cx=\"60\" cy=\"60\" r=\"50\"/>"
             "<g transform=\"rotate(-90 60 60)\">";
    std::uint64_t begin = 0;
    for (auto const& part :
         {chart_part{counts.matched, "matched"}, chart_part{counts.grouped, "grouped"},
          chart_part{counts.netted, "netted"}, chart_part{counts.review, "review"},
          chart_part{counts.open, "open"}}) {
        auto const size = share(part.size, counts.transactions);
        if (size == 0) continue;
        // pathLength makes the circle 10,000 long, so that shares are whole numbers
        out += "<circle class=\"s-" + std::string(part.name)
               + "\" cx=\"60\" cy=\"60\" r=\"50\" pathLength=\"10000\" stroke-dasharray=\""
               + std::to_string(size) + " 10000\" stroke-dashoffset=\"-" + std::to_string(begin)
               + "\"/>";
        begin += size;
    }
    out += "</g><text x=\"60\" y=\"66\">" + std::to_string(percent)
           + "%</text><text class=\"of\" x=\"60\" y=\"82\">of the " + name + "</text></svg>";
}

inline void append_legend(std::string& out, std::vector<chart_part> const& parts) {
    out += "<ul class=\"legend\">";
    for (auto const& part : parts)
        out += "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"f-"
               + std::string(part.name) + "\" width=\"10\" height=\"10\" rx=\"2\"/></svg>"
               + std::string(part.name)
               + (part.size == 0 ? std::string() : ' ' + grouped_count(part.size)) + "</li>";
    out += "</ul>";
}

/// A bar of parts, as long as the whole is of `longest`.
inline void append_bar(std::string& out, std::vector<chart_part> const& parts,
                       std::uint64_t longest) {
    out += "<svg viewBox=\"0 0 10000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
    std::uint64_t begin = 0;
    for (auto const& part : parts) {
        auto const size = share(part.size, longest);
        if (size != 0)
            out += "<rect class=\"f-" + std::string(part.name) + "\" x=\"" + std::to_string(begin)
                   + "\" width=\"" + std::to_string(size) + "\" height=\"10\"/>";
        begin += size;
    }
    out += "</svg>";
}

/// The discrepancies by type, each bar by severity; the worst type first.
inline void append_kind_bars(std::string& out, discrepancies const& found) {
    struct line {
        std::size_t kind;
        std::array<std::uint64_t, severities> levels{};
        std::uint64_t count = 0;
    };
    std::vector<line> lines(discrepancy_kinds);
    for (std::size_t kind = 0; kind < lines.size(); ++kind)
        lines[kind].kind = kind;
    for (auto const& d : found.all) {
        auto& l = lines[static_cast<std::size_t>(d.kind)];
        ++l.levels[static_cast<std::size_t>(d.level)];
        ++l.count;
    }
    std::erase_if(lines, [](line const& l) { return l.count == 0; });
    std::stable_sort(lines.begin(), lines.end(), [](line const& a, line const& b) {
        return std::lexicographical_compare(b.levels.rbegin(), b.levels.rend(), a.levels.rbegin(),
                                            a.levels.rend());
    });
    std::uint64_t longest = 0;
    for (auto const& l : lines)
        longest = std::max(longest, l.count);
    out += "<table class=\"bars\"><tbody>";
    for (auto const& l : lines) {
        out += "<tr><td>" + std::string(title_of(static_cast<discrepancy_kind>(l.kind)))
               + "</td><td class=\"bar\">";
        append_bar(out,
                   {{l.levels[3], "critical"},
                    {l.levels[2], "high"},
                    {l.levels[1], "medium"},
                    {l.levels[0], "low"}},
                   longest);
        out += "</td><td class=\"num\">" + grouped_count(l.count) + "</td></tr>";
    }
    out += "</tbody></table>";
    auto const by = found.by_severity();
    append_legend(out, {{by[3], "critical"}, {by[2], "high"}, {by[1], "medium"}, {by[0], "low"}});
}

/// How old what is open is: bars by rows, sums beside them.
inline void append_age_bars(std::string& out, std::vector<ageing> const& all) {
    constexpr std::size_t most = 8;
    out += "<div class=\"ages\">";
    for (std::size_t n = 0; n < std::min(most, all.size()); ++n) {
        auto const& a = all[n];
        std::uint64_t longest = 0;
        for (auto const& t : a.by_age)
            longest = std::max(longest, t.count);
        out += "<div><h3>" + std::string(a.of == side::left ? "Bank" : "Ledger") + ", "
               + std::string(a.unit.code()) + "</h3><table class=\"bars\"><tbody>";
        for (std::size_t i = 0; i < age_buckets.size(); ++i) {
            if (i == 0 && a.by_age[i].count == 0) continue; // the future
            auto const& t = a.by_age[i];
            out += "<tr><td>" + std::string(age_buckets[i]) + (i == 0 ? "" : " days")
                   + "</td><td class=\"bar\">";
            append_bar(out, {{t.count, i >= 3 ? "open" : i == 2 ? "review" : "accent"}}, longest);
            out += "</td><td class=\"num\">" + grouped_count(t.count) + "</td><td class=\"num\">"
                   + (t.count == 0 ? std::string() : html_sum(t.sum_minor, a.unit)) + "</td></tr>";
        }
        out += "</tbody></table></div>";
    }
    out += "</div>";
}

} // namespace recon::io::detail
