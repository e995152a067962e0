// adapters/cli/generator.hpp - a bank statement, the ledger beside it, and the truth about both,
// from a seed. With whole numbers only: the same seed gives the same bytes on every machine.
#pragma once

#include <recon/io/byte_sink.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace recon::cli {

/// How untidy the books are. Shares are in thousandths of the transactions.
struct difficulty {
    std::string_view name;
    std::uint32_t reference_missing; ///< on the bank's side
    std::uint32_t day_drifted;
    std::uint32_t drift_max; ///< days
    std::uint32_t amount_changed;
    std::uint32_t text_changed; ///< abbreviated, cut off, misspelt, prefixed
    std::uint32_t missing;      ///< on either side, each
    std::uint32_t repeated;     ///< posted twice in the ledger by mistake
};

inline constexpr difficulty difficulties[] = {
    {"easy", 300, 200, 3, 20, 200, 20, 5},
    {"medium", 600, 400, 7, 50, 600, 50, 10},
    {"hard", 800, 600, 7, 200, 850, 80, 20},
};

/// One row of either file.
struct generated_row {
    std::int64_t minor;      ///< money in is positive
    std::int64_t balance;    ///< bank: after the row
    std::uint64_t seed;      ///< of its text
    std::int32_t day;        ///< since 1970-01-01
    std::uint32_t event;     ///< what happened; the tie between the two files
    std::uint32_t reference; ///< a number; 0: none
    std::uint16_t payee;
    bool changed_text;
};

struct generated {
    std::vector<generated_row> bank;   ///< by day
    std::vector<generated_row> ledger; ///< by day
};

/// About `rows` rows in each file. O(rows log rows), 48 bytes a row.
generated generate_rows(std::uint64_t rows, std::uint64_t seed, difficulty const& how);

/// The layouts of the two files: Date,Description,Debit,Credit,Balance,Reference and
/// Transaction Date,Posting Date,Description,Amount,Type,Reference,Account.
void write_bank(io::byte_sink& to, generated const& rows, unsigned threads);
void write_ledger(io::byte_sink& to, generated const& rows, unsigned threads);
/// kind,bank_positions,ledger_positions; positions are lines of the two files.
void write_truth(io::byte_sink& to, generated const& rows);

} // namespace recon::cli
