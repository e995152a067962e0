// recon/io/inspection_json.hpp - a file as understood, for programs.
#pragma once

#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/inspection.hpp>
#include <recon/io/json.hpp>
#include <recon/io/statement.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace recon::io {

namespace detail {

inline json entry_to_json(entry const& row) {
    json out{{"position", row.position}, {"date", to_iso(row.day)}};
    if (row.value_day) out["value_date"] = to_iso(*row.value_day);
    out["amount"] = plain_sum(row.amount.minor, row.amount.unit.digits());
    out["currency"] = row.amount.unit.code();
    out["description"] = row.description;
    out["reference"] = row.reference;
    out["counterparty"] = row.counterparty;
    out["account"] = row.account;
    out["id"] = row.id;
    return out;
}

inline json balances_to_json(statement const& file, inspection const& seen) {
    json breaks = json::array();
    for (auto const& b : file.breaks) {
        auto const unit = file.opening         ? file.opening->unit
                          : !seen.sums.empty() ? seen.sums[0].unit
                                               : currency{};
        breaks.push_back({{"position", b.position},
                          {"expected", plain_sum(b.expected_minor, unit.digits())},
                          {"found", plain_sum(b.found_minor, unit.digits())}});
    }
    json out{{"steps", file.agreement.steps}, {"steps_holding", file.agreement.holds}};
    if (seen.balances) {
        auto const unit = seen.balances->opening.unit;
        out["currency"] = unit.code();
        out["opening"] = plain_sum(seen.balances->opening.minor, unit.digits());
        out["movements"] = plain_sum(seen.balances->movements, unit.digits());
        out["closing"] = plain_sum(seen.balances->closing.minor, unit.digits());
        out["holds"] = seen.balances->hold();
    }
    out["breaks"] = breaks;
    return out;
}

} // namespace detail

/// Of the rows, the first and last `rows`; everything else in full.
inline json inspection_to_json(statement const& file, inspection const& seen, std::size_t rows) {
    json kinds = json::object();
    for (std::size_t kind = 0; kind < seen.by_kind.size(); ++kind)
        kinds[std::string(to_string(static_cast<row_kind>(kind)))] = seen.by_kind[kind];
    kinds["rejected"] = file.rejected.size();
    json sums = json::array();
    for (auto const& sum : seen.sums)
        sums.push_back({{"currency", sum.unit.code()},
                        {"in_count", sum.in_count},
                        {"in", plain_sum(sum.in, sum.unit.digits())},
                        {"out_count", sum.out_count},
                        {"out", plain_sum(sum.out, sum.unit.digits())},
                        {"net", plain_sum(sum.net(), sum.unit.digits())}});
    json assumptions = json::array();
    for (auto const& a : file.assumptions)
        assumptions.push_back(
            {{"what", a.what}, {"evidence", a.evidence}, {"flag", a.flag}, {"decided", a.decided}});
    json evident = json::array();
    for (auto const& a : file.evident)
        evident.push_back({{"what", a.what}, {"evidence", a.evidence}});
    json rejected = json::array();
    for (auto const& issue : file.rejected)
        rejected.push_back({{"position", issue.position},
                            {"column", issue.column},
                            {"code", to_string(issue.code)},
                            {"message", issue.detail},
                            {"raw", issue.raw}});
    json noted = json::array();
    for (auto const& row : file.noted)
        noted.push_back(
            {{"position", row.position}, {"kind", to_string(row.kind)}, {"text", row.text}});
    json first = json::array();
    json last = json::array();
    auto const count = file.entries.size();
    for (std::size_t i = 0; i < std::min(rows, count); ++i)
        first.push_back(detail::entry_to_json(file.entries[i]));
    for (auto i = std::max(count - std::min(rows, count), std::min(rows, count)); i < count; ++i)
        last.push_back(detail::entry_to_json(file.entries[i]));
    json out{{"schema_version", 1},
             {"name", file.name},
             {"sha256", file.sha256},
             {"format", file.format},
             {"encoding", file.encoding},
             {"delimiter", file.delimiter},
             {"header_line", file.header_line},
             {"columns", file.columns},
             {"order", to_string(seen.order)},
             {"later_than_before", seen.rises},
             {"earlier_than_before", seen.falls},
             {"records", file.records},
             {"by_kind", kinds},
             {"all_accounted", seen.all_accounted(file)}};
    out["first_date"] = seen.first_day ? json(to_iso(*seen.first_day)) : json();
    out["last_date"] = seen.last_day ? json(to_iso(*seen.last_day)) : json();
    out["accounts"] = seen.accounts;
    out["sums"] = sums;
    out["balances"] = detail::balances_to_json(file, seen);
    out["assumptions"] = assumptions;
    out["evident"] = evident;
    out["first_rows"] = first;
    out["last_rows"] = last;
    out["rejected"] = rejected;
    out["noted"] = noted;
    return out;
}

} // namespace recon::io
