// recon/io/statement_csv.hpp - statement.csv: the bridge from the bank's balance to the ledger's.
#pragma once

#include <recon/io/bridge.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/csv_cells.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

inline constexpr std::string_view statement_header = "currency,section,line,text,count,amount\n";

namespace detail {

inline void append_statement_line(std::string& out, currency unit, std::string_view section,
                                  std::string_view line, std::string_view text,
                                  std::optional<std::uint64_t> count, recon::detail::int128 minor) {
    out += unit.code();
    (out += ',') += section;
    (out += ',') += line;
    append_text_cell(out += ',', text);
    out += ',';
    if (count) append_count(out, *count);
    append_sum(out += ',', minor, unit.digits());
    out += '\n';
}

inline void append_breaks(std::string& out, run_side const& of, side which, currency unit) {
    if (!of.file.entries.empty() && of.file.entries.front().amount.unit != unit) return;
    for (auto const& b : of.file.breaks)
        append_statement_line(out, unit, name_of(which), "running_balance_break",
                              "Line " + std::to_string(b.position) + ": expected "
                                  + plain_sum(b.expected_minor, unit.digits()) + ", found "
                                  + plain_sum(b.found_minor, unit.digits()),
                              std::nullopt,
                              recon::detail::int128{b.found_minor} - b.expected_minor);
}

inline void append_bridge(std::string& out, finished_run const& run, bridge const& b) {
    for (auto const which : {side::left, side::right}) {
        auto const& of = which == side::left ? b.bank : b.ledger;
        auto const name = name_of(which);
        auto const line = [&](std::string_view code, std::string_view text,
                              std::optional<std::uint64_t> count, recon::detail::int128 minor) {
            append_statement_line(out, b.unit, name, code, text, count, minor);
        };
        if (of.basis != balance_basis::movements || of.opening != 0) {
            line("opening_balance",
                 of.basis == balance_basis::stated    ? "Opening balance"
                 : of.basis == balance_basis::assumed ? "Opening balance, assumed"
                                                      : "Open items carried in",
                 std::nullopt, of.opening);
            line("movements", "Movements of the file", std::nullopt, of.movements);
        }
        line("balance", balance_text(which, of.basis), std::nullopt, of.balance);
        auto const first = which == side::left ? 0 : bridge_bank_items;
        auto const last = which == side::left ? bridge_bank_items : bridge_items;
        for (auto i = first; i < last; ++i) {
            auto const words = words_of(static_cast<bridge_item>(i));
            if (b.items[i].count != 0)
                line(words.code, words.text, b.items[i].count, b.items[i].sum_minor);
        }
        line("adjusted_balance", adjusted_text(which), std::nullopt, of.adjusted);
        append_breaks(out, run.of(which), which, b.unit);
    }
    append_statement_line(out, b.unit, "result", "difference", "Difference", std::nullopt,
                          b.difference());
}

} // namespace detail

/// statement.csv: the bridges. Balance and items add up to the adjusted balance of their section.
inline void write_statement(byte_sink& to, finished_run const& run,
                            std::vector<bridge> const& bridges) {
    std::string out(statement_header);
    for (auto const& b : bridges)
        detail::append_bridge(out, run, b);
    to.write(out);
}

} // namespace recon::io
