#include "adapters/cli/decided_rows.hpp"

#include <recon/error.hpp>
#include <recon/io/decisions.hpp>
#include <recon/io/figures.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/source.hpp>

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace recon::cli {

namespace {

/// Where each position of a side stands among its rows.
class row_finder {
  public:
    explicit row_finder(io::run_side const& of) : of_(of) {
        auto const size = static_cast<row_index>(of.file.entries.size());
        for (row_index row = 0; row < size; ++row) {
            auto& rows = of.carried(row) ? carried_ : own_;
            rows.emplace(of.at(row).position, row);
        }
    }

    row_index find(io::row_name const& name, std::string_view side,
                   source_position const& where) const {
        auto const& rows = name.carried ? carried_ : own_;
        if (auto const found = rows.find(name.position); found != rows.end()) return found->second;
        throw file_processing_error(
            "no transaction stands at line " + std::to_string(name.position) + " of the "
                + (name.carried ? "open items" : std::string(side) + " file " + of_.file.name)
                + ": the decision is about other files",
            where);
    }

  private:
    io::run_side const& of_;
    std::unordered_map<std::uint32_t, row_index> own_;
    std::unordered_map<std::uint32_t, row_index> carried_;
};

/// The amount that was decided on is still the one that is there.
void check_amount(std::string const& decided, io::run_side const& of,
                  std::vector<row_index> const& rows, std::string_view side,
                  source_position const& where) {
    if (decided.empty()) return;
    auto const unit = of.at(rows.front()).amount.unit;
    auto const sum = io::sum_of(of, rows);
    auto const expected = parse_decimal(decided, unit.digits());
    if (expected && *expected == sum) return;
    throw file_processing_error(
        "the decision is about " + decided + ", but the " + std::string(side) + " has "
            + io::plain_sum(sum, unit.digits()) + " there: the decision is about other files",
        where);
}

/// The only currency of the rows of one side.
currency unit_of_side(io::run_side const& of, std::vector<row_index> const& rows,
                      std::string_view side, source_position const& where) {
    auto const unit = of.at(rows.front()).amount.unit;
    for (auto const row : rows) {
        auto const other = of.at(row).amount.unit;
        if (other != unit)
            throw file_processing_error("the rows of the " + std::string(side)
                                            + " that it confirms are in " + std::string(unit.code())
                                            + " and " + std::string(other.code())
                                            + ": each side of a match has one currency",
                                        where);
    }
    return unit;
}

/// A match in two currencies has a difference only where there is a rate.
void check_currency(decision const& made, io::finished_run const& run,
                    source_position const& where) {
    auto const bank = unit_of_side(run.bank, made.left, "bank", where);
    auto const ledger = unit_of_side(run.ledger, made.right, "ledger", where);
    if (bank == ledger) return;
    if (run.rates == nullptr)
        throw file_processing_error(
            "the rows that it confirms are in " + std::string(bank.code()) + " and "
                + std::string(ledger.code())
                + ": --fx-rates gives the exchange rates that such a match needs, and --currency "
                  "names the currency of a file without",
            where);
    try {
        (void)run.rates->at(ledger, bank, run.bank.at(made.left.front()).day);
    } catch (validation_error const& e) {
        throw file_processing_error(std::string(e.what()) + ": add it to the --fx-rates file",
                                    where);
    }
}

} // namespace

std::vector<decision> decided_rows(std::string const& path, io::finished_run& run) {
    return path.empty() ? std::vector<decision>{} : decided_rows(io::load(path), run);
}

std::vector<decision> decided_rows(io::source const& file, io::finished_run& run) {
    std::vector<decision> decisions;
    run.other_inputs.push_back({"decisions", file.name, io::sha256(file.bytes)});
    row_finder const bank(run.bank);
    row_finder const ledger(run.ledger);
    for (auto const& row : io::read_decisions(file)) {
        source_position const where{file.name, row.line};
        decision made{{}, {}, row.confirmed};
        if (row.bank.empty() || row.ledger.empty())
            throw file_processing_error("a decision names rows of both sides", where);
        for (auto const& name : row.bank)
            made.left.push_back(bank.find(name, "bank", where));
        for (auto const& name : row.ledger)
            made.right.push_back(ledger.find(name, "ledger", where));
        check_amount(row.bank_amount, run.bank, made.left, "bank", where);
        check_amount(row.ledger_amount, run.ledger, made.right, "ledger", where);
        if (made.confirmed) check_currency(made, run, where);
        decisions.push_back(std::move(made));
    }
    return decisions;
}

} // namespace recon::cli
