// recon/detail/census.hpp - how many rows of a run have which amounts and references, how many have
// a partner by these, and how many rows lie how many days apart.
#pragma once

#include <recon/agreement.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/detail/sort.hpp>
#include <recon/detail/wide.hpp>
#include <recon/learn.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon::detail {

class census {
  public:
    census(side_rows const& left, side_rows const& right, any_comparer const& compare,
           std::int64_t days)
        : left_(left), right_(right), compare_(compare), days_(days), matched_(left.facts.size()) {
        count_lags();
    }

    /// A pair of equal reference.
    void add_matched(fact const& l, fact const& r) {
        matched_[l.row] = l.minor == r.minor;
        add_difference(l, r);
    }
    /// A sure pair, known otherwise than by its amounts.
    void add_difference(fact const& l, fact const& r) {
        ++agree_.unequal.of;
        if (l.minor == r.minor) return;
        ++agree_.unequal.have;
        ++agree_.differences[difference_cells::of(l.minor, r.minor)];
    }
    void forget_differences() {
        agree_.unequal = {};
        agree_.differences = {};
    }

    /// Looks at the rows of each amount, those with nobody else above all. O(rows).
    void count_amounts() {
        std::uint64_t left_beside = 0; // whose partner of that amount is too far apart
        std::uint64_t right_beside = 0;
        std::size_t l = 0;
        std::size_t r = 0;
        auto const step = left_.facts.size() / 20'000 + 1;
        auto const& left = left_.facts;
        auto const& right = right_.facts;
        auto const end_of = [](buffer<fact> const& facts, std::size_t at) {
            auto end = at + 1;
            while (end < facts.size() && facts[end].minor == facts[at].minor
                   && facts[end].book == facts[at].book)
                ++end;
            return end;
        };
        auto const before = [](fact const& a, fact const& b) {
            return a.book != b.book ? a.book < b.book : a.minor < b.minor;
        };
        while (l < left.size() || r < right.size()) {
            bool const has_left =
                l < left.size() && (r == right.size() || !before(right[r], left[l]));
            bool const has_right =
                r < right.size() && (l == left.size() || !before(left[l], right[r]));
            auto const left_end = has_left ? end_of(left, l) : l;
            auto const right_end = has_right ? end_of(right, r) : r;
            bool near = false;
            for (auto i = l; i < left_end && !near && (left_end - l == 1 || right_end - r == 1);
                 ++i)
                for (auto j = r; j < right_end && !near; ++j)
                    near = compare_.days_pass(left[i], right[j]);
            if (left_end - l == 1)
                count_partner(agree_.left_equal, left_beside, right_end - r, near);
            if (right_end - r == 1)
                count_partner(agree_.right_equal, right_beside, left_end - l, near);
            bool const usual = left_end - l > 1 || right_end - r > 1;
            count_rows(left_counts_, left, l, left_end, usual);
            count_rows(right_counts_, right, r, right_end, usual);
            for (auto i = l; i < left_end; ++i) {
                equal_[usual ? 1 : 0] += matched_[left[i].row] ? 1 : 0;
                if (i % step == 0) count_equal(left[i], r, right_end);
            }
            if (left_end - l == 1 && right_end - r == 1 && near) add_references(left[l], right[r]);
            l = left_end;
            r = right_end;
        }
        take_off_chance(agree_.left_equal, left_beside);
        take_off_chance(agree_.right_equal, right_beside);
        trust_references();
    }

    /// Whether rows of an amount that nobody else has are as good as never partners.
    bool by_accident() const noexcept { return by_accident_; }
    /// Whether so many rows have one of equal amount within the days that these can teach.
    bool amounts_tell() const noexcept {
        return !by_accident_ && 2 * equal_near_.have >= equal_near_.of;
    }
    /// So many of `rows` left ones have a partner, of any amount.
    void suppose(std::uint64_t rows, std::uint64_t pairs) {
        auto const others =
            rows * right_.facts.size() / std::max<std::size_t>(left_.facts.size(), 1);
        agree_.left_any = {rows, pairs};
        agree_.right_any = {std::max(others, pairs), pairs};
    }

    agreement const& agree() const noexcept { return agree_; }
    /// How many pairs of any rows are so many days apart, for the lags that the tolerance allows.
    buffer<evidence_sample::lag_cell> const& lags() const noexcept { return lags_; }
    std::int32_t first_lag() const noexcept { return first_lag_; }

  private:
    static void count_partner(share_count& partners, std::uint64_t& beside, std::size_t others,
                              bool near) {
        ++partners.of;
        if (near)
            ++partners.have;
        else
            beside += others > 0 ? 1 : 0;
    }
    /// Some have a partner by accident: as many as rows too far apart let expect.
    void take_off_chance(share_count& partners, std::uint64_t beside) {
        auto const all = std::uint64_t{left_.facts.size()} * right_.facts.size();
        auto const outside = std::max<std::uint64_t>(all - std::min(pairs_in_window_, all), 1);
        auto const chance =
            static_cast<std::uint64_t>(static_cast<uint128>(beside) * pairs_in_window_ / outside);
        partners.have -= std::min(partners.have, chance);
        by_accident_ = by_accident_ || chance * 5 > partners.have;
    }
    /// Rows of one side, of an amount that others have as well or not, with a reference or not.
    struct row_counts {
        std::uint64_t rows[2] = {0, 0};
        std::uint64_t referenced[2] = {0, 0};
    };
    static void count_rows(row_counts& counts, buffer<fact> const& facts, std::size_t begin,
                           std::size_t end, bool usual) {
        counts.rows[usual ? 1 : 0] += end - begin;
        for (auto i = begin; i < end; ++i)
            counts.referenced[usual ? 1 : 0] += facts[i].reference != 0 ? 1 : 0;
    }
    /// Amounts that only one row has are more often those of a row without a partner. Where both
    /// sides number payments alike, their references tell better how many have one.
    void trust_references() {
        if (agree_.different.have * 5 >= agree_.different.of) return;
        trust_references(0, agree_.left_equal, agree_.right_equal);
        trust_references(1, agree_.left_usual, agree_.right_usual);
    }
    void trust_references(std::size_t usual, share_count& left, share_count& right) const {
        constexpr std::uint64_t rows_min = 100;
        auto const& l = left_counts_;
        auto const& r = right_counts_;
        bool const fewer_left =
            l.referenced[0] + l.referenced[1] <= r.referenced[0] + r.referenced[1];
        auto const rows = (fewer_left ? l : r).referenced[usual];
        if (rows < rows_min) return;
        auto const equal = equal_[usual];
        auto const own = (fewer_left ? l : r).rows[usual]; // as many pairs on either side
        auto const others = std::max(
            (fewer_left ? r : l).rows[usual] * rows / std::max<std::uint64_t>(own, 1), equal);
        bool const as_many = l.referenced[0] + l.referenced[1] == r.referenced[0] + r.referenced[1];
        left = {fewer_left || as_many ? l.referenced[usual] : others, equal};
        right = {fewer_left && !as_many ? others : r.referenced[usual], equal};
    }
    void add_references(fact const& l, fact const& r) {
        if (l.reference == 0 || r.reference == 0) return;
        ++agree_.different.of;
        agree_.different.have +=
            compare_.references_between(l, r) == reference_match::different ? 1 : 0;
    }
    /// Whether a left row has one of its amount, which begin at `r` on the right, within the days.
    void count_equal(fact const& f, std::size_t r, std::size_t right_end) {
        auto const window = compare_.day_window(f);
        auto const at =
            first_not(static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(right_end),
                      [&](std::uint32_t i) { return right_.facts[i].date() < window.low; });
        ++equal_near_.of;
        equal_near_.have += at < right_end && right_.facts[at].date() <= window.high ? 1 : 0;
    }

    void count_lags() {
        if (left_.facts.empty() || right_.facts.empty()) return;
        constexpr std::int64_t work_most = 50'000'000;
        auto first_day = std::numeric_limits<std::int32_t>::max();
        for (auto const* facts : {&left_.facts, &right_.facts}) {
            for (auto const& f : *facts)
                first_day = std::min(first_day, f.day);
        }
        auto probe = left_.facts[0];
        std::int64_t low = 0;
        std::int64_t high = 0;
        for (std::int32_t n = 0; n < 14; ++n) { // weekends and holidays widen some windows
            probe.day = first_day + n;
            auto const window = compare_.day_window(probe);
            low = std::min<std::int64_t>(low, (probe.date() - window.high).count());
            high = std::max<std::int64_t>(high, (probe.date() - window.low).count());
        }
        if ((high - low + 1) * days_ > work_most) return; // what is stated will do
        auto const days = static_cast<std::size_t>(days_);
        buffer<std::uint64_t> left_rows(days), right_rows(days);
        for (auto const& f : left_.facts)
            ++left_rows[static_cast<std::size_t>(f.day - first_day)];
        for (auto const& f : right_.facts)
            ++right_rows[static_cast<std::size_t>(f.day - first_day)];
        first_lag_ = static_cast<std::int32_t>(low);
        for (auto lag = low; lag <= high; ++lag) {
            std::uint64_t pairs = 0;
            for (auto d = std::max<std::int64_t>(lag, 0);
                 d < days_ + std::min<std::int64_t>(lag, 0); ++d)
                pairs += left_rows[static_cast<std::size_t>(d)]
                         * right_rows[static_cast<std::size_t>(d - lag)];
            auto other = probe;
            other.day = static_cast<std::int32_t>(probe.day - lag);
            bool const passes = compare_.days_pass(probe, other);
            lags_.push_back({pairs, passes ? compare_.day_closeness(probe, other) : 0});
            pairs_in_window_ += passes ? pairs : 0;
        }
    }

    side_rows const& left_;
    side_rows const& right_;
    any_comparer const& compare_;
    std::int64_t days_;
    buffer<bool> matched_;            // by left row: with an equal reference and amount
    std::uint64_t equal_[2] = {0, 0}; // how many of them, of an amount that others have or not
    row_counts left_counts_, right_counts_;
    share_count equal_near_; // of left rows, some
    agreement agree_;
    bool by_accident_ = false;
    std::int32_t first_lag_ = 0;
    buffer<evidence_sample::lag_cell> lags_;
    std::uint64_t pairs_in_window_ = 0;
};

} // namespace recon::detail
