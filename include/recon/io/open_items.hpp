// recon/io/open_items.hpp - what an earlier run has left open, carried into this one.
#pragma once

#include <recon/io/canonical.hpp>
#include <recon/io/day.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/statement.hpp>
#include <recon/io/text_arena.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// The entries of an open_items.csv, by side. An entry's position is its line in that file. The
/// views live as long as `storage`.
struct open_items {
    std::string name;
    std::string sha256;
    std::vector<entry> bank;
    std::vector<entry> ledger;
    std::shared_ptr<void const> storage;
};

namespace detail {

/// A text cell without the apostrophe that keeps a spreadsheet from running it as a formula.
inline std::string_view without_guard(std::string_view cell) {
    bool const defused = cell.size() >= 2 && cell[0] == '\''
                         && std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos;
    return defused ? cell.substr(1) : cell;
}

} // namespace detail

/// Reads an open_items.csv as a run writes it: columns side (bank or ledger), date (ISO 8601),
/// amount (a plain decimal) and currency, and if they are there id, description, reference,
/// counterparty and account; others are ignored. Throws file_processing_error with line and column
/// at the first cell that does not fit: our own file is never half read. O(size).
inline open_items read_open_items(source const& file) {
    enum : std::size_t { side, date, amount, unit, id, description, reference, party, account };
    using reader_type = canonical_reader<9>;
    reader_type reader(file,
                       {"side", "date", "amount", "currency", "id", "description", "reference",
                        "counterparty", "account"},
                       4);
    open_items result;
    result.name = file.name;
    result.sha256 = sha256(file.bytes);
    auto texts = std::make_shared<text_arena>();
    auto const kept = [&texts](std::string const& cell) {
        return texts->keep(detail::without_guard(cell));
    };
    for (reader_type::cells row; reader.next(row);) {
        bool const is_bank = row[side] == "bank";
        if (!is_bank && row[side] != "ledger")
            reader.fail(side, "'" + row[side] + "' is neither bank nor ledger");
        entry item;
        auto const currency_found = currency::find(row[unit]);
        if (!currency_found) reader.fail(unit, "'" + row[unit] + "' is no ISO 4217 currency code");
        auto const minor = parse_decimal(row[amount], currency_found->digits());
        if (!minor)
            reader.fail(amount, "'" + row[amount] + "' is no amount of " + row[unit]
                                    + ", such as -1234.50");
        auto const day = parse_day(row[date]);
        if (!day) reader.fail(date, "'" + row[date] + "' is no date, such as 2024-01-31");
        item.amount = {*minor, *currency_found};
        item.day = *day;
        item.position = static_cast<std::uint32_t>(reader.line());
        item.id = kept(row[id]);
        item.description = kept(row[description]);
        item.reference = kept(row[reference]);
        item.counterparty = kept(row[party]);
        item.account = kept(row[account]);
        (is_bank ? result.bank : result.ledger).push_back(item);
    }
    result.storage = std::move(texts);
    return result;
}

} // namespace recon::io
