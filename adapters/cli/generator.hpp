// adapters/cli/generator.hpp - a bank statement, the ledger beside it, and the truth about both,
// from a seed. With whole numbers only: the same seed gives the same bytes on every machine.
#pragma once

#include <recon/io/byte_sink.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace recon::cli {

/// How untidy the books are. Shares are in thousandths of the transactions unless they say of what.
struct difficulty {
    std::string_view name;
    std::uint32_t reference_missing; ///< on the bank's side
    std::uint32_t day_drifted;
    std::uint32_t drift_max;        ///< business days
    std::uint32_t amount_changed;   ///< by cents, at most 5.00
    std::uint32_t digits_swapped;   ///< two neighbours, anywhere in the amount
    std::uint32_t fee_kept;         ///< the bank pays out less, by up to 100.00
    std::uint32_t text_changed;     ///< prefixed, cut off, misspelt, abbreviated, cryptic
    std::uint32_t missing;          ///< on either side, each
    std::uint32_t posted_twice;     ///< in the ledger by mistake
    std::uint32_t charged_twice;    ///< by the bank by mistake
    std::uint32_t twins;            ///< two equal payments on a day, both real on both sides
    std::uint32_t foreign;          ///< in another currency
    std::uint32_t batches;          ///< one bank line, several entries
    std::uint32_t batch_max;        ///< entries of a batch
    std::uint32_t batch_fee;        ///< of the batches: the bank keeps a fee that no entry says
    std::uint32_t batch_deductions; ///< of the batches: a fee or a refund is an entry of its own
    std::uint32_t instalments;      ///< several bank lines, one entry
    std::uint32_t bundles;          ///< several bank lines, several entries
    std::uint32_t reversed;         ///< paid and taken back on one side, unknown to the other
};

inline constexpr difficulty difficulties[] = {
    {"easy", 300, 200, 2, 20, 2, 5, 200, 20, 5, 1, 5, 0, 20, 4, 0, 100, 5, 0, 10},
    {"medium", 600, 400, 4, 50, 5, 10, 600, 50, 10, 2, 10, 100, 40, 5, 100, 150, 10, 3, 20},
    {"hard", 800, 600, 5, 200, 15, 30, 850, 80, 20, 5, 20, 200, 60, 8, 150, 200, 20, 10, 40},
};

/// What a row is, beside a payment to a payee or from one.
enum class row_role : std::uint8_t { payment, reversal, deposit, payout, fee, refund };

/// One row of either file.
struct generated_row {
    std::int64_t minor = 0;      ///< money in is positive
    std::int64_t balance = 0;    ///< bank: of its currency, after the row
    std::uint64_t seed = 0;      ///< of its text
    std::int32_t day = 0;        ///< since 1970-01-01
    std::uint32_t event = 0;     ///< what happened, from 1; the tie between the two files
    std::uint32_t reference = 0; ///< a number; 0: none
    std::uint16_t payee = 0;
    std::uint8_t currency = 0; ///< of generated_currencies
    row_role role = row_role::payment;
    bool changed_text = false;
    bool is_batch = false;  ///< the reference is the batch's, not the invoice's
    bool is_single = false; ///< its event has at most one row on either side
};

struct generated {
    std::vector<generated_row> bank;   ///< by day
    std::vector<generated_row> ledger; ///< by day
    std::uint32_t events = 0;
};

/// `rows` rows in the bank, somewhat more in the ledger. O(rows log rows); 48 bytes a row, and as
/// much again while it sorts.
generated generate_rows(std::uint64_t rows, std::uint64_t seed, difficulty const& how);

/// The layouts of the two files: Date,Description,Debit,Credit,Balance,Currency,Reference and
/// Transaction Date,Posting Date,Description,Amount,Currency,Type,Reference,Account.
void write_bank(io::byte_sink& to, generated const& rows, unsigned threads);
void write_ledger(io::byte_sink& to, generated const& rows, unsigned threads);
/// kind,bank_positions,ledger_positions; positions are lines of the two files.
void write_truth(io::byte_sink& to, generated const& rows, unsigned threads);

} // namespace recon::cli
