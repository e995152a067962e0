// recon/detail/former_matches.hpp - matches of two rows that were given up, to be made again where
// something else has changed; and how sure they are then.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/outcome.hpp>
#include <recon/score_unit.hpp>

#include <cstddef>
#include <cstdint>

namespace recon::detail {

class former_matches {
  public:
    struct sureness {
        score_t confidence = 0;
        score_t margin = 0;
    };

    explicit former_matches(std::size_t left_rows) : place_(left_rows) {}

    void add(row_index left, row_index right, sureness was) {
        rows_.push_back({right, was});
        place_[left] = static_cast<std::uint32_t>(rows_.size());
    }
    /// How sure a pair was; nothing for one that was no match.
    sureness of(row_index left, row_index right) const {
        auto const place = place_[left];
        if (place == 0 || rows_[place - 1].right != right) return {};
        return rows_[place - 1].was;
    }
    /// Of a pair that is so sure `now` if what has changed is right, which is as sure as `change`;
    /// if it is not, the pair is as sure as it was.
    static sureness after(score_t change, sureness now, sureness was) noexcept {
        auto const mean = [&](score_t a, score_t b) {
            auto const both =
                std::int64_t{change} * a + (std::int64_t{score_max} - change) * std::int64_t{b};
            return static_cast<score_t>(both / score_max);
        };
        return {mean(now.confidence, was.confidence), mean(now.margin, was.margin)};
    }

  private:
    struct former {
        row_index right;
        sureness was;
    };
    buffer<std::uint32_t> place_; // by left row: one more than where it is among rows_; 0: nowhere
    buffer<former> rows_;
};

} // namespace recon::detail
