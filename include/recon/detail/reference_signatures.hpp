// recon/detail/reference_signatures.hpp - which rows cannot name the same payment, at a glance:
// nearly all pairs of rows, so that their references need not be compared.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>

#include <cstddef>
#include <cstdint>

namespace recon::detail {

/// What a row's reference and text could name, as sets of bits (Bloom, CACM 13, 1970).
struct reference_signature {
    std::uint64_t neighbours = 0; ///< letters of the reference
    std::uint64_t names = 0; ///< the reference, those that the text mentions, numbers of payments

    /// False for a row that names nothing.
    bool refers() const noexcept { return names != 0; }
    /// False where the one neither holds the other's reference nor shares a name with it.
    friend bool may_meet(reference_signature const& a, reference_signature const& b) noexcept {
        auto const common = a.neighbours & b.neighbours;
        return (a.names & b.names) != 0
               || (common != 0 && (common == a.neighbours || common == b.neighbours));
    }
};

/// The signatures of all rows, put together from those of their texts and references.
class reference_signatures {
  public:
    /// O(texts + references).
    explicit reference_signatures(intake const& all)
        : texts_(all.texts.classes() + 1), references_(all.references.size() + 1) {
        for (class_id text = 0; text < texts_.size(); ++text) {
            for (auto const id : all.mentions.of(text))
                texts_[text] |= bit_of(id, 0);
            for (auto const token : all.tokens.of(text))
                texts_[text] |= bit_of(token, 1);
        }
        for (std::uint32_t id = 1; id < references_.size(); ++id) {
            auto const token = all.tokens.of_reference(id);
            references_[id].names = bit_of(id, 0) | (token != 0 ? bit_of(token, 1) : 0);
            references_[id].neighbours = all.references.neighbours(id);
        }
    }

    reference_signature of(fact const& f) const noexcept {
        auto signature = references_[f.reference];
        signature.names |= texts_[f.text];
        return signature;
    }

  private:
    static std::uint64_t bit_of(std::uint32_t number, std::uint32_t kind) noexcept {
        auto const mixed = (std::uint64_t{number} * 3 + kind) * 0x9E37'79B9'7F4A'7C15U;
        return std::uint64_t{1} << (mixed >> 58U);
    }

    buffer<std::uint64_t> texts_;            // by class
    buffer<reference_signature> references_; // by id
};

} // namespace recon::detail
