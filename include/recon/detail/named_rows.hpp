// recon/detail/named_rows.hpp - rows that name a payment which is on the other side: they belong
// there, and nowhere else.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>

#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// Which references and numbers of payments the rows of both sides hold.
class named_rows {
  public:
    /// On more rows of a side than this, a reference names no payment.
    static constexpr std::uint32_t rows_most = 12;

    /// O(rows + texts).
    explicit named_rows(intake const& all) : all_(all) {
        for (unsigned s = 0; s < 2; ++s) {
            held_[s].resize(all.references.size() + 1);
            mentioned_[s].resize(all.references.size() + 1);
            for (auto const& f : s == 0 ? all.left : all.right) {
                ++held_[s][f.reference];
                for (auto const id : all.mentions.of(f.text))
                    ++mentioned_[s][id];
            }
        }
    }

    /// Whether a row of a side has a reference that the other side holds or mentions, or mentions
    /// one, or the number of a payment, that the other side holds.
    bool names(fact const& f, side own) const {
        unsigned const other = own == side::left ? 1 : 0;
        auto const token = all_.tokens.of_reference(f.reference);
        if (f.reference != 0
            && (is_few(held_[other][f.reference]) || is_few(mentioned_[other][f.reference])))
            return true;
        if (token != 0 && all_.tokens.is_on(token, other)) return true;
        for (auto const id : all_.mentions.of(f.text))
            if (is_few(held_[other][id])) return true;
        for (auto const each : all_.tokens.of(f.text))
            if (all_.tokens.is_on(each, other)) return true;
        return false;
    }

  private:
    static bool is_few(std::uint32_t rows) noexcept { return rows > 0 && rows <= rows_most; }

    intake const& all_;
    buffer<std::uint32_t> held_[2], mentioned_[2]; // rows of a side, by reference
};

} // namespace recon::detail
