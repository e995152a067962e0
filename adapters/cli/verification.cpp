#include "adapters/cli/verification.hpp"

#include "adapters/cli/match_settings.hpp"
#include "adapters/cli/run_inputs.hpp"

#include <recon/discrepancy.hpp>
#include <recon/error.hpp>
#include <recon/io/canonical.hpp>
#include <recon/io/decisions.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/finished_run.hpp>
#include <recon/io/json.hpp>
#include <recon/io/proof.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/source.hpp>
#include <recon/io/summary.hpp>
#include <recon/outcome.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace recon::cli {

namespace {

using recon::detail::int128;

/// A side of the run, and how often each of its rows was met in the outputs.
struct side_account {
    side which;
    io::statement file;
    std::unordered_map<std::uint32_t, std::uint32_t> row_at; ///< by position
    std::vector<std::uint8_t> met;
    std::unordered_set<std::uint32_t> carried; ///< the carried ones that were met

    explicit side_account(side of, io::statement&& read) : which(of), file(std::move(read)) {
        met.resize(file.entries.size(), 0);
        for (std::uint32_t row = 0; row < file.entries.size(); ++row)
            row_at.emplace(file.entries[row].position, row);
    }
    std::string name() const { return std::string(io::name_of(which)); }
};

/// A place in an output.
std::string at(source_position const& where) { return to_string(where) + ": "; }

/// Counts a row of an output as met; gives its number, or nothing for a carried one.
std::optional<std::uint32_t> meet(side_account& of, io::row_name const& name,
                                  source_position const& where, verified& once) {
    auto const position =
        (name.carried ? "item carried:" : "line ") + std::to_string(name.position);
    if (name.carried) {
        if (!of.carried.insert(name.position).second)
            once.fail(at(where) + of.name() + ' ' + position + " stands there again");
        return std::nullopt;
    }
    auto const found = of.row_at.find(name.position);
    if (found == of.row_at.end()) {
        once.fail(at(where) + "no transaction stands at " + of.name() + ' ' + position);
        return std::nullopt;
    }
    if (of.met[found->second]++ != 0)
        once.fail(at(where) + of.name() + ' ' + position + " stands there again");
    return found->second;
}

class verification {
  public:
    verification(std::string folder, io::json summary, side_account bank, side_account ledger)
        : folder_(std::move(folder)), summary_(std::move(summary)), bank_(std::move(bank)),
          ledger_(std::move(ledger)) {}

    std::vector<verified> run() {
        check_input(bank_);
        check_input(ledger_);
        check_outputs();
        read_matches();
        read_open_items();
        check_rows(bank_);
        check_rows(ledger_);
        checks_.push_back(std::move(amounts_));
        check_discrepancies();
        check_statement();
        check_rejected();
        check_totals();
        return std::move(checks_);
    }

  private:
    void check_input(side_account const& of) {
        auto const& input = summary_.at("inputs").at(of.name());
        verified same{"the " + of.name() + " file is that of the run"};
        auto const expected = input.at("sha256").get<std::string>();
        if (of.file.sha256 != expected)
            same.fail(of.file.name + ": SHA-256 is " + of.file.sha256 + ", not " + expected);
        if (auto const records = input.at("records").get<std::size_t>(); records != of.file.records)
            same.fail(of.file.name + ": has " + std::to_string(of.file.records) + " records, not "
                      + std::to_string(records));
        checks_.push_back(std::move(same));
    }

    void check_outputs() {
        for (auto const& output : summary_.at("outputs")) {
            auto const name = output.at("name").get<std::string>();
            if (name.find('/') != name.npos)
                throw tampered_error("an output is in another folder", {"summary.json"});
            verified same{name + " is as the run has written it"};
            try {
                auto const found = io::sha256(io::load(folder_ + '/' + name).bytes);
                auto const expected = output.at("sha256").get<std::string>();
                if (found != expected)
                    same.fail(name + ": SHA-256 is " + found + ", not " + expected);
            } catch (file_processing_error const& e) {
                same.fail(e.what());
            }
            checks_.push_back(std::move(same));
        }
    }

    /// Adds a bucket's amount, which must be that of the rows where none is carried in.
    void account(side_account& of, std::vector<io::row_name> const& names, std::string const& cell,
                 currency unit, tally control_total::*bucket, source_position const& where) {
        int128 sum = 0;
        bool all_own = true;
        for (auto const& name : names) {
            auto const row = meet(of, name, where, once_of(of));
            all_own = all_own && row;
            if (!row) continue;
            auto const& amount = of.file.entries[*row].amount;
            sum += amount.minor;
            if (amount.unit != unit)
                amounts_.fail(at(where) + of.name() + " line " + std::to_string(name.position)
                              + " is in another currency");
        }
        auto const stated = parse_decimal(cell, unit.digits());
        if (!stated) return amounts_.fail(at(where) + "'" + cell + "' is no amount");
        if (all_own && sum != *stated)
            amounts_.fail(at(where) + "has " + cell + ", but the " + of.name() + " has "
                          + io::plain_sum(sum, unit.digits()) + " there");
        auto& total = io::detail::total_of(totals_, unit, of.which);
        for (auto* const to : {&(total.*bucket), &total.in}) {
            to->count += names.size();
            to->sum_minor += *stated;
        }
    }

    /// Where the rows of a line of matches.csv are counted.
    static tally control_total::*bucket_in(io::canonical_reader<7> const& table,
                                           std::string_view kind, std::string_view status) {
        match m;
        if (status != "matched" && status != "review") table.fail(1, "expected matched or review");
        if (status == "review") m.status = match_status::review;
        for (auto const known :
             {match_kind::one_to_one, match_kind::one_to_many, match_kind::many_to_one,
              match_kind::many_to_many, match_kind::netted}) {
            m.kind = known;
            if (to_string(known) == kind) return bucket_of(m);
        }
        table.fail(0, "expected a kind of match, such as one_to_one");
    }

    /// The currencies of the two sides: "EUR", or "EUR;USD" where they differ.
    static std::pair<currency, currency> units_in(io::canonical_reader<7> const& table,
                                                  std::size_t column, std::string_view cell) {
        auto const parted = cell.find(';');
        auto const bank = currency::find(cell.substr(0, parted));
        auto const ledger = parted == cell.npos ? bank : currency::find(cell.substr(parted + 1));
        if (!bank || !ledger)
            table.fail(column, "expected a currency code, or two such as EUR;USD");
        return {*bank, *ledger};
    }

    void read_matches() {
        enum : std::size_t {
            kind,
            status,
            bank_rows,
            ledger_rows,
            bank_amount,
            ledger_amount,
            unit_code
        };
        auto const file = io::load(folder_ + "/matches.csv");
        io::canonical_reader<7> table(file,
                                      {"kind", "status", "bank_positions", "ledger_positions",
                                       "bank_amount", "ledger_amount", "currency"},
                                      7);
        for (io::canonical_reader<7>::cells row; table.next(row);) {
            auto const [bank_unit, ledger_unit] = units_in(table, unit_code, row[unit_code]);
            auto const bucket = bucket_in(table, row[kind], row[status]);
            source_position const where{file.name, table.line()};
            account(bank_, io::detail::read_row_names(table, bank_rows, row[bank_rows]),
                    row[bank_amount], bank_unit, bucket, where);
            account(ledger_, io::detail::read_row_names(table, ledger_rows, row[ledger_rows]),
                    row[ledger_amount], ledger_unit, bucket, where);
        }
    }

    void read_open_items() {
        enum : std::size_t { side_name, position, amount, unit_code };
        auto const file = io::load(folder_ + "/open_items.csv");
        io::canonical_reader<4> table(file, {"side", "position", "amount", "currency"}, 4);
        for (io::canonical_reader<4>::cells row; table.next(row);) {
            auto const unit = currency::find(row[unit_code]);
            if (!unit) table.fail(unit_code, "expected a currency code");
            bool const bank = row[side_name] == "bank";
            if (!bank && row[side_name] != "ledger")
                table.fail(side_name, "expected bank or ledger");
            auto const names = io::detail::read_row_names(table, position, row[position]);
            for (auto const& name : names)
                open_.insert(key_of(bank ? side::left : side::right, name));
            account(bank ? bank_ : ledger_, names, row[amount], *unit, &control_total::open,
                    {file.name, table.line()});
        }
    }

    void check_rows(side_account const& of) {
        auto once = std::move(once_of(of));
        for (std::size_t row = 0; row < of.met.size(); ++row) {
            if (of.met[row] == 0)
                once.fail(of.file.name + ':' + std::to_string(of.file.entries[row].position)
                          + ": is neither matched nor open");
        }
        auto const carried = summary_.at("counts").at(of.name()).at("carried_in");
        if (carried.get<std::size_t>() != of.carried.size())
            once.fail("summary.json: " + carried.dump() + " open items were carried in, but "
                      + std::to_string(of.carried.size()) + " came out");
        checks_.push_back(std::move(once));
    }

    static std::uint64_t key_of(side which, io::row_name const& name) {
        return std::uint64_t{name.position} << 2U | (name.carried ? 2U : 0U)
               | (which == side::left ? 0U : 1U);
    }

    /// Each open row is told, rows have their own amounts, and the counts are those of the summary.
    void check_discrepancies() {
        enum : std::size_t { type, level, side_name, position, counters, amount, unit_code };
        verified same{"every open row is among the discrepancies, which are those of the summary"};
        auto const file = io::load(folder_ + "/discrepancies.csv");
        io::canonical_reader<7> table(
            file,
            {"type", "severity", "side", "position", "counter_positions", "amount", "currency"}, 7);
        std::map<std::string, std::uint64_t> types, levels;
        for (io::canonical_reader<7>::cells row; table.next(row);) {
            ++types[row[type]];
            ++levels[row[level]];
            bool const bank = row[side_name] == "bank";
            auto const which = bank ? side::left : side::right;
            if (!bank && row[side_name] != "ledger")
                table.fail(side_name, "expected bank or ledger");
            auto const names = io::detail::read_row_names(table, position, row[position]);
            check_amount(same, bank ? bank_ : ledger_, names, row[amount], row[unit_code],
                         {file.name, table.line()});
            if (row[type] == to_string(discrepancy_kind::possible_fraud)
                || row[type] == to_string(discrepancy_kind::invalid_check_digit))
                continue; // they stand beside what a row is told by
            for (auto const& name : names)
                open_.erase(key_of(which, name));
            if (row[type] == to_string(discrepancy_kind::duplicate)
                || row[type] == to_string(discrepancy_kind::reversal) || row[counters].empty())
                continue; // their counter rows are of the same side
            for (auto const& name : io::detail::read_row_names(table, counters, row[counters]))
                open_.erase(key_of(io::other_side(which), name));
        }
        if (!open_.empty())
            same.fail(file.name + ": " + std::to_string(open_.size()) + " open rows are missing");
        auto const& stated = summary_.at("discrepancies");
        compare_counts(same, stated.at("by_type"), types);
        compare_counts(same, stated.at("by_severity"), levels);
        checks_.push_back(std::move(same));
    }

    static void compare_counts(verified& same, io::json const& stated,
                               std::map<std::string, std::uint64_t> const& found) {
        std::uint64_t known = 0;
        for (auto const& [name, count] : stated.items()) {
            auto const at = found.find(name);
            auto const here = at == found.end() ? 0 : at->second;
            known += at == found.end() ? 0 : 1;
            if (count.get<std::uint64_t>() != here)
                same.fail("summary.json: " + count.dump() + ' ' + name
                          + ", but discrepancies.csv has " + std::to_string(here));
        }
        if (known != found.size()) same.fail("discrepancies.csv: has what the summary does not");
    }

    /// That rows add up to a stated amount, where none of them is carried in.
    static void check_amount(verified& same, side_account const& of,
                             std::vector<io::row_name> const& names, std::string const& cell,
                             std::string const& code, source_position const& where) {
        auto const unit = currency::find(code);
        auto const stated = unit ? parse_decimal(cell, unit->digits()) : std::nullopt;
        if (!stated) return same.fail(at(where) + "'" + cell + ' ' + code + "' is no amount");
        int128 sum = 0;
        for (auto const& name : names) {
            if (name.carried) return;
            auto const found = of.row_at.find(name.position);
            if (found == of.row_at.end())
                return same.fail(at(where) + "no transaction stands at " + of.name() + " line "
                                 + std::to_string(name.position));
            sum += of.file.entries[found->second].amount.minor;
        }
        if (sum != *stated)
            same.fail(at(where) + "has " + cell + ", but the " + of.name() + " has "
                      + io::plain_sum(sum, unit->digits()) + " there");
    }

    /// Balance and items add up to the adjusted balances, and these to the stated difference.
    void check_statement() {
        enum : std::size_t { unit_code, section, line, amount };
        verified same{"the bridge adds up, to the minor unit"};
        auto const file = io::load(folder_ + "/statement.csv");
        io::canonical_reader<4> table(file, {"currency", "section", "line", "amount"}, 4);
        std::map<std::string, int128> adjusted; // by currency and section
        int128 sum = 0;
        for (io::canonical_reader<4>::cells row; table.next(row);) {
            auto const unit = currency::find(row[unit_code]);
            if (!unit) table.fail(unit_code, "expected a currency code");
            auto const minor = parse_decimal(row[amount], unit->digits());
            if (!minor) table.fail(amount, "expected an amount");
            source_position const where{file.name, table.line()};
            if (row[line] == "opening_balance" || row[line] == "movements"
                || row[line] == "running_balance_break")
                continue;
            if (row[line] == "balance") sum = 0;
            if (row[line] == "difference") {
                if (adjusted[row[unit_code] + "bank"] - adjusted[row[unit_code] + "ledger"]
                    != *minor)
                    same.fail(at(where) + "is not the difference of the adjusted balances");
            } else if (row[line] == "adjusted_balance") {
                if (sum != *minor)
                    same.fail(at(where) + "the lines above add up to "
                              + io::plain_sum(sum, unit->digits()));
                adjusted[row[unit_code] + row[section]] = *minor;
            } else {
                sum += *minor;
            }
        }
        for (auto const& b : summary_.at("bridges")) {
            auto const code = b.at("currency").get<std::string>();
            auto const unit = currency::find(code);
            if (!unit) throw tampered_error("'" + code + "' is no currency", {"summary.json"});
            for (std::string const name : {"bank", "ledger"})
                if (b.at("adjusted_" + name + "_balance")
                    != io::plain_sum(adjusted[code + name], unit->digits()))
                    same.fail("summary.json: the adjusted " + name + " balance in " + code
                              + " is not that of statement.csv");
        }
        checks_.push_back(std::move(same));
    }

    void check_rejected() {
        verified same{"every row that could not be read is in rejected.csv"};
        auto const file = io::load(folder_ + "/rejected.csv");
        io::canonical_reader<3> table(file, {"side", "position", "code"}, 3);
        io::canonical_reader<3>::cells row;
        for (auto const* const of : {&bank_, &ledger_}) {
            for (auto const& issue : of->file.rejected) {
                if (!table.next(row)) {
                    same.fail(of->file.name + ':' + std::to_string(issue.position)
                              + ": is not in rejected.csv");
                    continue;
                }
                if (row[0] != of->name() || row[1] != std::to_string(issue.position)
                    || row[2] != to_string(issue.code))
                    same.fail(at({file.name, table.line()}) + "expected " + of->name() + " line "
                              + std::to_string(issue.position));
            }
        }
        while (table.next(row))
            same.fail(at({file.name, table.line()}) + "this row can be read");
        checks_.push_back(std::move(same));
    }

    void check_totals() {
        verified same{"the sums are the control totals, to the minor unit"};
        std::size_t told = 0;
        for (auto const& stated : summary_.at("control_totals")) {
            auto const code = stated.at("currency").get<std::string>();
            auto const unit = currency::find(code);
            if (!unit) throw tampered_error("'" + code + "' is no currency", {"summary.json"});
            auto const name = stated.at("side").get<std::string>();
            auto const which = name == "bank" ? side::left : side::right;
            auto const& total = io::detail::total_of(totals_, *unit, which);
            told += total.in.count != 0 ? 1 : 0;
            auto const compare = [&](std::string const& bucket, tally const& tallied) {
                auto const found = io::detail::tally_json(tallied, unit->digits());
                if (found != stated.at(bucket))
                    same.fail("summary.json: " + name + ' ' + code + ' ' + bucket + " is "
                              + stated.at(bucket).dump() + ", but the files add up to "
                              + found.dump());
            };
            compare("in", total.in);
            for (auto const& [bucket, of] : buckets)
                compare(std::string(bucket), total.*of);
        }
        auto const added = std::count_if(totals_.begin(), totals_.end(),
                                         [](auto const& t) { return t.in.count != 0; });
        if (static_cast<std::size_t>(added) != told)
            same.fail("summary.json: a currency of the files has no control total");
        checks_.push_back(std::move(same));
    }

    verified& once_of(side_account const& of) {
        return of.which == side::left ? bank_once_ : ledger_once_;
    }

    std::string folder_;
    io::json summary_;
    side_account bank_;
    side_account ledger_;
    std::vector<verified> checks_;
    std::vector<control_total> totals_;
    std::unordered_set<std::uint64_t> open_; ///< the open rows, as key_of() names them
    verified bank_once_{"every bank transaction is matched, in review or open, exactly once"};
    verified ledger_once_{"every ledger transaction is matched, in review or open, exactly once"};
    verified amounts_{"every amount is that of the files"};
};

io::json load_summary(std::string const& folder) {
    auto const file = io::load(folder + "/summary.json");
    auto summary = io::json::parse(file.bytes, nullptr, false);
    if (summary.is_discarded() || !summary.is_object())
        throw tampered_error("is no summary of recon match", {"summary.json"});
    if (summary.value("schema_version", 0) != io::summary_schema_version)
        throw tampered_error("has schema version "
                                 + summary.value("schema_version", io::json()).dump()
                                 + ", expected " + std::to_string(io::summary_schema_version),
                             {"summary.json"});
    return summary;
}

} // namespace

std::vector<verified> verify_run(std::string const& folder, std::string const& bank,
                                 std::string const& ledger, std::istream& in) {
    try {
        auto summary = load_summary(folder);
        std::vector<io::setting> recorded;
        for (auto const& [name, value] : summary.at("settings").items())
            recorded.push_back({name, value.get<std::string>()});
        auto const settings = settings_from(recorded);
        side_account of_bank(side::left, read_side(bank, settings.bank, in));
        side_account of_ledger(side::right, read_side(ledger, settings.ledger, in));
        return verification(folder, std::move(summary), std::move(of_bank), std::move(of_ledger))
            .run();
    } catch (io::json::exception const& e) {
        throw tampered_error(std::string("is no summary of recon match: ") + e.what(),
                             {"summary.json"});
    }
}

} // namespace recon::cli
