// recon/detail/sampler.hpp - what a run shows a scorer that learns: its nearly certain pairs, pairs
// of rows that have nothing to do with each other, and how many rows lie how many days apart.
#pragma once

#include <recon/affinity.hpp>
#include <recon/candidates.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/side_rows.hpp>
#include <recon/learn.hpp>
#include <recon/stages.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon::detail {

/// Sure are pairs of equal reference and amount, and pairs of an amount that is on one open row of
/// either side.
class sampler {
  public:
    sampler(side_rows const& left, side_rows const& right, any_comparer const& compare,
            std::int64_t days)
        : left_(left), right_(right), compare_(compare), days_(days), matched_(left.facts.size()) {
        sample_lags();
    }

    /// A pair that has been matched by its reference: sure if the amounts are equal.
    void add_matched(row_index left, row_index right) {
        auto const l = left_.place[left];
        auto const r = right_.place[right];
        bool const equal = left_.facts[l].minor == right_.facts[r].minor;
        if (equal) sure_.add(l, r);
        matched_[left] = equal;
        count_difference(left_.facts[l], right_.facts[r]);
    }

    /// Looks at all rows of an amount that nobody else on their side has. O(rows).
    void count_unique() {
        std::uint64_t left_beside = 0; // whose partner of that amount is too far apart
        std::uint64_t right_beside = 0;
        std::size_t l = 0;
        std::size_t r = 0;
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
            for (auto i = l; i < left_end; ++i)
                equal_[usual ? 1 : 0] += matched_[left[i].row] ? 1 : 0;
            if (left_end - l == 1 && right_end - r == 1 && near)
                count_references(left[l], right[r]);
            l = left_end;
            r = right_end;
        }
        take_off_chance(agree_.left_equal, left_beside);
        take_off_chance(agree_.right_equal, right_beside);
        trust_references();
    }

    /// The pairs of what is open whose amount nobody else has. Both pools are in the order of fact.
    void add_unique(pool const& left, pool const& right) {
        if (!amounts_tell_) return;
        for (auto const& b : common_blocks(left, right, amount_key)) {
            auto const& f = left.first(b.left_begin);
            auto const& g = right.first(b.right_begin);
            bool const unique = b.left_end - b.left_begin == 1 && b.right_end - b.right_begin == 1
                                && left.types[b.left_begin].count == 1
                                && right.types[b.right_begin].count == 1;
            if (unique && compare_.days_pass(f, g) && !compare_.rejected(f, g))
                sure_.add(left_.place[f.row], right_.place[g.row]);
        }
    }

    /// Whether so many rows have a partner of equal amount that these can teach.
    bool amounts_tell() const noexcept {
        constexpr std::uint64_t share_min = 500'000;
        return amounts_tell_
               && std::max(agree_.left_equal.share(share_min), agree_.right_equal.share(share_min))
                      >= share_min;
    }
    /// To begin with, where amounts do not tell: most rows have a partner, of any amount.
    void suppose_any_amount() {
        suppose({4 * left_.facts.size(), 3 * left_.facts.size()},
                {4 * right_.facts.size(), 3 * right_.facts.size()});
    }
    /// In the place of the sure pairs, those that a stage has found likely among `rows` left ones.
    void learn_from(buffer<found_pair> const& likely, std::uint64_t rows) {
        constexpr score_t likely_min = 900'000;
        sure_ = {};
        agree_.unequal = {};
        agree_.differences = {};
        std::uint64_t expected = 0;
        for (auto const& p : likely) {
            expected += static_cast<std::uint64_t>(p.confidence);
            if (p.confidence < likely_min) continue;
            sure_.add(left_.place[p.left], right_.place[p.right]);
            count_difference(left_.of(p.left), right_.of(p.right));
        }
        auto const pairs = expected / score_max;
        auto const others =
            rows * right_.facts.size() / std::max<std::size_t>(left_.facts.size(), 1);
        suppose({rows, pairs}, {std::max(others, pairs), pairs});
    }

    /// Pairs of equal amount that the days keep apart, some of each amount.
    void add_namesakes(pool const& left, pool const& right) {
        constexpr std::uint64_t few = 8;
        constexpr std::uint64_t most = 64;
        for (auto const& b : common_blocks(left, right, amount_key)) {
            auto const lefts = std::uint64_t{b.left_end} - b.left_begin;
            auto const rights = std::uint64_t{b.right_end} - b.right_begin;
            auto const wanted = std::min({std::max(lefts, few), lefts * rights, most});
            for (std::uint64_t n = 0; n < wanted; ++n) {
                auto const l = b.left_begin + n * lefts / wanted;
                auto const r = b.right_begin + (n * 7 + 3) % rights;
                if (compare_.days_pass(left.first(l), right.first(r))) continue;
                namesakes_.add(left_.place[left.first(l).row], right_.place[right.first(r).row]);
            }
        }
    }
    /// How alike their texts are, for what the comparer makes of each amount.
    buffer<namesake> namesakes(unsigned threads) const {
        constexpr std::size_t portion = 1'024;
        buffer<namesake> found(namesakes_.left.size());
        for_each_task((found.size() + portion - 1) / portion, threads,
                      [&](unsigned, std::size_t task) {
                          auto const end = std::min(found.size(), (task + 1) * portion);
                          for (auto i = task * portion; i < end; ++i) {
                              auto const& l = left_.facts[namesakes_.left[i]];
                              auto const& r = right_.facts[namesakes_.right[i]];
                              found[i] = {l.row, compare_.likeness(l, r)};
                          }
                      });
        return found;
    }

    /// The words of unlike texts that go together.
    void teach(affinity_book& words) const {
        for (std::size_t i = 0; i < sure_.left.size(); ++i)
            words.add(left_.facts[sure_.left[i]].text, right_.facts[sure_.right[i]].text);
        words.close();
    }

    /// How many sure pairs there are.
    std::size_t sure_pairs() const noexcept { return sure_.left.size(); }

    /// O(sure pairs + days * width of the date window).
    evidence_sample sample(unsigned threads) const {
        evidence_sample seen;
        append_sample(seen.sure, sure_, 0, threads);
        auto const count = sure_.left.size();
        if (count == 0) append_sample(seen.chance, any_rows(), 0, threads);
        for (auto const away : {count / 7, count / 3, count / 2}) // rows of other pairs
            append_sample(seen.chance, sure_, away + 1, threads);
        append_sample(seen.namesakes, namesakes_, 0, threads);
        seen.lags = lags_;
        seen.first_lag = first_lag_;
        seen.agree = agree_;
        return seen;
    }

  private:
    struct places { // of pairs among the facts
        buffer<std::uint32_t> left, right;
        void add(std::uint32_t l, std::uint32_t r) {
            left.push_back(l);
            right.push_back(r);
        }
    };

    /// Rows that have as good as never to do with each other.
    places any_rows() const {
        places any;
        auto const rows = std::min(left_.facts.size(), right_.facts.size());
        for (std::uint32_t i = 0; i < rows; ++i)
            any.add(i, static_cast<std::uint32_t>((std::uint64_t{i} * 7 + rows / 2) % rows));
        return any;
    }
    void suppose(share_count const& left, share_count const& right) {
        agree_.left_any = left;
        agree_.right_any = right;
    }
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
        amounts_tell_ = amounts_tell_ && chance < partners.have / 5;
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
        left = {fewer_left ? rows : others, equal};
        right = {fewer_left ? others : rows, equal};
    }
    void count_references(fact const& l, fact const& r) {
        if (l.reference == 0 || r.reference == 0) return;
        ++agree_.different.of;
        agree_.different.have +=
            compare_.references_between(l, r) == reference_match::different ? 1 : 0;
    }
    void count_difference(fact const& l, fact const& r) {
        ++agree_.unequal.of;
        if (l.minor == r.minor) return;
        ++agree_.unequal.have;
        ++agree_.differences[difference_cells::of(l.minor, r.minor)];
    }

    /// The evidence of pairs in order, of so many that they are enough: each left row with the
    /// right row of the pair that comes `shift` later.
    void append_sample(buffer<pair_evidence>& sample, places const& pairs, std::size_t shift,
                       unsigned threads) const {
        constexpr std::size_t most = 20'000;
        constexpr std::size_t portion = 1'024;
        auto const count = pairs.left.size();
        auto const step = count / most + 1;
        auto const size = (count + step - 1) / step;
        auto const begin = sample.size();
        sample.resize(begin + size);
        for_each_task((size + portion - 1) / portion, threads, [&](unsigned, std::size_t task) {
            auto const end = std::min(size, (task + 1) * portion);
            for (auto n = task * portion; n < end; ++n) {
                auto const l = pairs.left[n * step];
                auto const r = pairs.right[(n * step + shift) % count];
                sample[begin + n] = compare_.evidence_alone(left_.facts[l], right_.facts[r]);
            }
        });
    }

    /// How many pairs of any rows are so many days apart, for the lags that the tolerance allows.
    void sample_lags() {
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
    places sure_, namesakes_;
    buffer<bool> matched_;            // by left row: with an equal reference and amount
    std::uint64_t equal_[2] = {0, 0}; // how many of them, of an amount that others have or not
    row_counts left_counts_, right_counts_;
    agreement agree_;
    bool amounts_tell_ = true; // rows of an amount that nobody else has are partners
    std::int32_t first_lag_ = 0;
    detail::buffer<evidence_sample::lag_cell> lags_;
    std::uint64_t pairs_in_window_ = 0;
};

} // namespace recon::detail
