#include "adapters/cli/generator.hpp"

#include <recon/io/figures.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace recon::cli {

namespace {

/// The lines of one file by event, in order; line 1 is the header. 4 bytes a row and an event.
class lines_by_event {
  public:
    lines_by_event(std::vector<generated_row> const& rows, std::uint32_t events)
        : ends_(std::size_t{events} + 2, 0), lines_(rows.size()) {
        for (auto const& row : rows)
            ++ends_[std::size_t{row.event} + 1];
        for (std::size_t i = 1; i < ends_.size(); ++i)
            ends_[i] += ends_[i - 1];
        for (std::uint32_t i = 0; i < rows.size(); ++i) // each begin moves up to its end
            lines_[ends_[rows[i].event]++] = i + 2;
    }

    std::uint32_t count(std::uint32_t event) const { return ends_[event] - begin(event); }
    std::uint32_t first(std::uint32_t event) const { return lines_[begin(event)]; }
    void append(std::string& out, std::uint32_t event) const {
        for (auto i = begin(event); i < ends_[event]; ++i) {
            if (i != begin(event)) out += ';';
            io::append_count(out, lines_[i]);
        }
    }

  private:
    std::uint32_t begin(std::uint32_t event) const { return event == 0 ? 0 : ends_[event - 1]; }

    std::vector<std::uint32_t> ends_;
    std::vector<std::uint32_t> lines_;
};

std::string_view kind_of(std::uint32_t bank, std::uint32_t ledger) {
    if (bank + ledger == 1) return bank == 1 ? "missing_in_ledger" : "missing_in_bank";
    if (bank == 0 || ledger == 0) return "netted";
    if (bank == 1) return ledger == 1 ? "one_to_one" : "one_to_many";
    return ledger == 1 ? "many_to_one" : "many_to_many";
}

} // namespace

void write_truth(io::byte_sink& to, generated const& rows, unsigned threads) {
    lines_by_event const bank(rows.bank, rows.events);
    lines_by_event const ledger(rows.ledger, rows.events);
    to.write("kind,bank_positions,ledger_positions\n");
    auto const append = [&](std::string& out, std::uint32_t event) {
        (out += kind_of(bank.count(event), ledger.count(event))) += ',';
        bank.append(out, event);
        ledger.append(out += ',', event);
        out += '\n';
    };
    io::write_rows(to, rows.bank.size(), threads, [&](std::string& out, std::size_t i) {
        auto const event = rows.bank[i].event;
        if (bank.first(event) == i + 2) append(out, event);
    });
    io::write_rows(to, rows.ledger.size(), threads, [&](std::string& out, std::size_t i) {
        auto const event = rows.ledger[i].event;
        if (bank.count(event) == 0 && ledger.first(event) == i + 2) append(out, event);
    });
}

} // namespace recon::cli
