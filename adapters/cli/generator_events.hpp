// adapters/cli/generator_events.hpp - what happens to a generated company, and the rows that each
// happening leaves in the bank and in the ledger.
#pragma once

#include "adapters/cli/generator.hpp"
#include "adapters/cli/generator_random.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

namespace recon::cli {

/// Makes what happens, one transaction after the other. Rows of one event belong together.
class event_maker {
  public:
    event_maker(std::uint64_t rows, std::uint64_t seed, difficulty const& how);

    /// Adds what happens next, with at most `bank_rows` rows of the bank; at least one.
    void add(generated& all, std::size_t bank_rows);

  private:
    generated_row happening();
    generated_row business();
    generated_row in_bank(generated_row const& ledger);
    std::int32_t booked(std::int32_t day);
    void drop_references(generated_row& bank, generated_row& ledger);
    std::int64_t misstate(generated_row const& ledger);

    void add_payment(generated& all, std::size_t bank_rows);
    void add_twins(generated& all);
    void add_batch(generated& all);
    std::int64_t add_entries(generated& all, generated_row const& of, std::int32_t booked_on,
                             std::uint32_t count, bool one_payee);
    void add_instalments(generated& all);
    void add_bundle(generated& all);
    void add_reversed(generated& all);

    difficulty const& how_;
    splitmix random_;
    std::uint32_t span_; // days
    std::uint32_t event_ = 0;
    std::set<std::pair<std::uint32_t, std::int32_t>> paid_; // a person, and the payday
};

} // namespace recon::cli
