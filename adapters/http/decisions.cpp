#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"

#include <recon/io/csv_cells.hpp>
#include <recon/io/utf8.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace recon::http {

namespace {

constexpr std::size_t decisions_at_once = 1'000;
constexpr std::size_t positions_max = 1'000;
constexpr std::size_t note_max = 500;

[[noreturn]] void bad_member(std::size_t index, std::string const& member, std::string detail) {
    throw problem(400, "VALIDATION_ERROR", "A decision cannot be taken.",
                  {{"/decisions/" + std::to_string(index) + '/' + member, std::move(detail)}});
}

std::string pair_of(std::string const& bank_sha, std::string const& ledger_sha) {
    return bank_sha + ':' + ledger_sha;
}

std::string pair_of(store::run const& run) {
    return pair_of(run.input("bank")->sha256, run.input("ledger")->sha256);
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> out;
    while (!list.empty()) {
        auto const end = std::min(list.find(';'), list.size());
        out.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

std::string joined(std::vector<std::string> const& parts) {
    std::string out;
    for (auto const& part : parts)
        (out += out.empty() ? "" : ";") += part;
    return out;
}

/// Where rows stand that a decision may name, and the rows of each match.
struct known_rows {
    std::set<std::string> bank;
    std::set<std::string> ledger;
    std::map<std::string, std::pair<std::string, std::string>> matches;
};

/// Calls `take(cell)` for each record of a file of a result; `cell(name)` gives its cells.
template <class Take>
void for_each_record(std::string const& text, Take const& take) {
    std::size_t at = 0;
    auto const header = next_record(text, at);
    while (header) {
        auto const record = next_record(text, at);
        if (!record) return;
        take([&](std::string_view name) -> std::string const& {
            static std::string const none;
            auto const found = std::find(header->begin(), header->end(), name);
            auto const i = static_cast<std::size_t>(found - header->begin());
            return i < record->size() ? (*record)[i] : none;
        });
    }
}

known_rows rows_of(context& of, store::run const& run) {
    known_rows out;
    for_each_record(*result_text(of, run, "matches.csv"), [&](auto const& cell) {
        for (auto& at : split(cell("bank_positions")))
            out.bank.insert(std::move(at));
        for (auto& at : split(cell("ledger_positions")))
            out.ledger.insert(std::move(at));
        out.matches[cell("match_id")] = {cell("bank_positions"), cell("ledger_positions")};
    });
    for_each_record(*result_text(of, run, "open_items.csv"), [&](auto const& cell) {
        (cell("side") == "bank" ? out.bank : out.ledger).insert(cell("position"));
    });
    return out;
}

/// "12;13", ["12", "13"] or [12, 13].
std::string positions_of(io::json const& given, std::size_t index, char const* member,
                         std::set<std::string> const& known) {
    auto const found = given.find(member);
    if (found == given.end()) return {};
    std::vector<std::string> list;
    if (found->is_string()) {
        list = split(found->get<std::string>());
    } else if (found->is_array()) {
        for (auto const& item : *found)
            list.push_back(item.is_string() ? item.get<std::string>() : item.dump());
    } else {
        list.push_back(found->dump());
    }
    if (list.size() > positions_max) bad_member(index, member, "too many rows");
    std::set<std::string> once;
    for (auto const& at : list) {
        if (!known.contains(at)) bad_member(index, member, "no row of this run stands there");
        if (!once.insert(at).second) bad_member(index, member, "a row stands there twice");
    }
    return joined(list);
}

std::string text_member(io::json const& given, std::size_t index, char const* member) {
    auto const found = given.find(member);
    if (found == given.end() || found->is_null()) return {};
    if (!found->is_string()) bad_member(index, member, "expected a string");
    auto text = found->get<std::string>();
    if (text.size() > note_max) bad_member(index, member, "at most 500 bytes");
    return text;
}

/// One member of "decisions" that confirms or rejects.
store::decision decision_of(io::json const& given, std::size_t index, exchange const& x,
                            store::run const& run, known_rows const& rows) {
    store::decision out;
    out.id = random_uuid();
    out.tenant = x.who.tenant;
    out.pair = pair_of(run);
    out.by = x.who.name();
    out.made = now_ms();
    out.what = text_member(given, index, "decision");
    if (out.what == "match") out.what = "confirm"; // by hand: rows that the run has not paired
    if (out.what != "confirm" && out.what != "reject")
        bad_member(index, "decision", "expected confirm, reject, match or undo");
    out.note = text_member(given, index, "note");
    if (auto const match = text_member(given, index, "match_id"); !match.empty()) {
        auto const found = rows.matches.find(match);
        if (found == rows.matches.end()) bad_member(index, "match_id", "the run has no such match");
        std::tie(out.bank_positions, out.ledger_positions) = found->second;
    } else {
        out.bank_positions = positions_of(given, index, "bank_positions", rows.bank);
        out.ledger_positions = positions_of(given, index, "ledger_positions", rows.ledger);
    }
    if (out.bank_positions.empty() || out.ledger_positions.empty())
        bad_member(index, "bank_positions", "a decision names rows of both sides");
    return out;
}

/// No row may be confirmed twice: the next run could not obey.
void check_conflicts(std::vector<store::decision> const& all) {
    std::set<std::string> confirmed;
    for (auto const& d : all) {
        if (d.what != "confirm") continue;
        auto const add = [&](char const* side, std::string const& positions) {
            for (auto const& at : split(positions))
                if (!confirmed.insert(side + at).second)
                    throw problem(409, "decision-conflict",
                                  std::string("The row at ") + side + at
                                      + " is confirmed already: undo that decision first.");
        };
        add("bank line ", d.bank_positions);
        add("ledger line ", d.ledger_positions);
    }
}

io::json decision_json(store::decision const& d) {
    return {{"id", d.id},
            {"decision", d.what},
            {"bank_positions", split(d.bank_positions)},
            {"ledger_positions", split(d.ledger_positions)},
            {"note", d.note},
            {"by", d.by},
            {"made_at", utc_text(d.made)}};
}

response listed(context& of, store::run const& run, int status) {
    io::json items = io::json::array();
    for (auto const& d : of.store->decisions_of(run.tenant, pair_of(run)))
        items.push_back(decision_json(d));
    return json_response(
        status, {{"items", items},
                 {"apply_with",
                  {{"method", "POST"}, {"path", "/v1/runs"}, {"body", {{"rerun_of", run.id}}}}}});
}

} // namespace

std::string decisions_file(context& of, std::string const& tenant, std::string const& bank_sha,
                           std::string const& ledger_sha) {
    auto const all = of.store->decisions_of(tenant, pair_of(bank_sha, ledger_sha));
    if (all.empty()) return {};
    std::string out = "decision,bank_positions,ledger_positions,note\n";
    for (auto const& d : all) {
        ((((out += d.what) += ',') += d.bank_positions) += ',') += d.ledger_positions;
        io::append_text_cell(out += ',', d.note);
        out += '\n';
    }
    return out;
}

response decisions_list(context& of, exchange& x) { return listed(of, run_of(of, x), 200); }

response decisions_add(context& of, exchange& x) {
    auto const run = run_of(of, x);
    auto const body = io::json::parse(x.in.body, nullptr, false);
    auto const list = body.is_object() ? body.find("decisions") : body.end();
    if (!body.is_object() || list == body.end() || !list->is_array() || list->empty()
        || list->size() > decisions_at_once)
        throw problem(400, "VALIDATION_ERROR", "Expected {\"decisions\": [{…}]}.",
                      {{"/decisions", "a list of 1 to 1000 decisions"}});
    auto const rows = rows_of(of, run);
    auto all = of.store->decisions_of(run.tenant, pair_of(run));
    std::vector<store::decision> made;
    std::vector<std::string> undone;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const& given = (*list)[i];
        if (!given.is_object()) bad_member(i, "", "expected an object");
        if (text_member(given, i, "decision") == "undo") {
            auto const id = text_member(given, i, "id");
            if (std::erase_if(all, [&](auto const& d) { return d.id == id; }) == 0)
                bad_member(i, "id", "there is no such decision about these files");
            undone.push_back(id);
            continue;
        }
        made.push_back(decision_of(given, i, x, run, rows));
        all.push_back(made.back());
    }
    check_conflicts(all);
    of.store->change_decisions(run.tenant, pair_of(run), undone, made,
                               audit_entry_of(x, "decision", {}));
    return listed(of, run, 201);
}

} // namespace recon::http
