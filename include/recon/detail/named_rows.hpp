// recon/detail/named_rows.hpp - rows that name a payment which is on the other side: they belong
// there, and nowhere else.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>

#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// Which rows of both sides name a payment that the other side has.
class named_rows {
  public:
    /// On more rows of a side than this, a reference names no payment.
    static constexpr std::uint32_t rows_most = 12;

    /// O(rows + texts).
    explicit named_rows(intake const& all) : all_(all) {
        for (auto const s : {side::left, side::right}) {
            auto& held = of(s);
            held.held.resize(all.references.size() + 1);
            held.mentioned.resize(all.references.size() + 1);
            for (auto const& f : all.of(s)) {
                ++held.held[f.reference];
                for (auto const id : all.mentions.of(f.text))
                    ++held.mentioned[id];
            }
        }
        for (auto const s : {side::left, side::right}) {
            of(s).names.resize(all.of(s).size());
            for (auto const& f : all.of(s))
                of(s).names[f.row] = finds(f, s);
        }
    }

    /// Whether a row of a side has a reference that the other side holds or mentions, or mentions
    /// one, or the number of a payment, that the other side holds. O(1).
    bool names(fact const& f, side own) const {
        return sides_[own == side::left ? 0 : 1].names[f.row];
    }

  private:
    struct rows_of_side {
        buffer<std::uint32_t> held, mentioned; // rows, by reference
        buffer<bool> names;                    // by row
    };
    rows_of_side& of(side s) noexcept { return sides_[s == side::left ? 0 : 1]; }
    static bool is_few(std::uint32_t rows) noexcept { return rows > 0 && rows <= rows_most; }

    bool finds(fact const& f, side own) const {
        unsigned const other = own == side::left ? 1 : 0;
        auto const& there = sides_[other];
        auto const token = all_.tokens.of_reference(f.reference);
        if (f.reference != 0
            && (is_few(there.held[f.reference]) || is_few(there.mentioned[f.reference])))
            return true;
        if (token != 0 && all_.tokens.is_on(token, other)) return true;
        for (auto const id : all_.mentions.of(f.text))
            if (is_few(there.held[id])) return true;
        for (auto const each : all_.tokens.of(f.text))
            if (all_.tokens.is_on(each, other)) return true;
        return false;
    }

    intake const& all_;
    rows_of_side sides_[2];
};

} // namespace recon::detail
