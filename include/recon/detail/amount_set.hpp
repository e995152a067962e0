// recon/detail/amount_set.hpp - amounts for which something has changed in the course of a run.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/fact.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <cstdint>

namespace recon::detail {

/// Add amounts, each with how sure that is which has changed them; close(), then ask.
class amount_set {
  public:
    void add(fact const& f, score_t sure) { amounts_.push_back({f.book, f.minor, sure}); }
    void close() { std::sort(amounts_.begin(), amounts_.end()); }

    bool empty() const noexcept { return amounts_.empty(); }
    bool has(fact const& f) const {
        auto const* at = first(f);
        return at != amounts_.end() && at->book == f.book && at->minor == f.minor;
    }
    /// How sure the least sure change of an amount is; score_max where nothing has changed.
    score_t sure(fact const& f) const { return has(f) ? first(f)->sure : score_max; }

  private:
    struct amount {
        std::uint32_t book;
        std::int64_t minor;
        score_t sure;

        friend constexpr bool operator<(amount const& a, amount const& b) noexcept {
            if (a.book != b.book) return a.book < b.book;
            return a.minor != b.minor ? a.minor < b.minor : a.sure < b.sure;
        }
    };

    amount const* first(fact const& f) const {
        return std::lower_bound(amounts_.begin(), amounts_.end(), amount{f.book, f.minor, 0});
    }

    buffer<amount> amounts_;
};

} // namespace recon::detail
