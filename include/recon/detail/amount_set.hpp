// recon/detail/amount_set.hpp - amounts for which something has changed in the course of a run.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/score_unit.hpp>

#include <cstdint>

namespace recon::detail {

/// Add amounts, each with how sure that is which has changed them; close(), then ask.
class amount_set {
  public:
    void add(fact const& f, score_t sure) { amounts_.push_back({f.book, f.minor, sure}); }
    void close() {
        constexpr auto sign = std::uint64_t{1} << 63U; // turned, so that negative ones come first
        buffer<keyed> order(amounts_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            order[i] = {static_cast<std::uint64_t>(amounts_[i].sure), i};
        sort_by_key(order);
        for (auto& item : order)
            item.key = static_cast<std::uint64_t>(amounts_[item.index].minor) ^ sign;
        sort_by_key(order);
        for (auto& item : order)
            item.key = amounts_[item.index].book;
        sort_by_key(order);
        buffer<amount> sorted;
        for (auto const& item : order)
            sorted.push_back(amounts_[item.index]);
        amounts_.swap(sorted);
    }

    bool empty() const noexcept { return amounts_.empty(); }
    bool has(fact const& f) const {
        auto const at = first(f);
        return at < amounts_.size() && amounts_[at].book == f.book && amounts_[at].minor == f.minor;
    }
    /// How sure the least sure change of an amount is; score_max where nothing has changed.
    score_t sure(fact const& f) const { return has(f) ? amounts_[first(f)].sure : score_max; }

  private:
    struct amount {
        std::uint32_t book;
        std::int64_t minor;
        score_t sure;
    };

    std::uint32_t first(fact const& f) const {
        return first_not(0, static_cast<std::uint32_t>(amounts_.size()), [&](std::uint32_t i) {
            return amounts_[i].book != f.book ? amounts_[i].book < f.book
                                              : amounts_[i].minor < f.minor;
        });
    }

    buffer<amount> amounts_; // by book, amount and how sure
};

} // namespace recon::detail
