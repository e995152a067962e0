// recon/detail/group_pool.hpp - which rows of the other side could be part of the sum that one row
// is.
#pragma once

#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/named_rows.hpp>
#include <recon/detail/party_book.hpp>
#include <recon/detail/sort.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace recon::detail {

/// What all searches of a run share.
struct group_context {
    intake const& all;
    any_comparer const& compare;
    group_choices const& chosen;
    party_book const& parties;
    group_rows const& left;
    group_rows const& right;
    named_rows const& named;
    std::uint64_t steps; ///< of the searches around one row

    group_rows const& of(side s) const noexcept { return s == side::left ? left : right; }
};

/// A party of the other side that is alike to one, and what speaks against it, in millinats: that
/// others are more alike.
struct alike_party {
    party_id party;
    std::int32_t less;
};
using alike_parties = buffer<alike_party>;
inline constexpr std::int32_t less_of_alike = 500; ///< against any but the same party

class group_pool {
  public:
    /// So many days from the sum, outside its window, rows may be that are named by it: for review.
    static constexpr std::uint64_t late_most = 60;

    struct candidate {
        fact of;
        std::int32_t evidence; ///< what its lag and its reference say, less its worth to others
        bool named;            ///< it or the sum names the other
        bool close;            ///< of a party that is among the most alike
    };

    explicit group_pool(group_context const& in) : in_(in) {}

    /// The row that is the sum.
    void begin(fact const& sum, side own) {
        sum_ = &sum;
        own_ = own;
        refers_ = sum.reference != 0 || !in_.all.mentions.of(sum.text).empty()
                  || !in_.all.tokens.of(sum.text).empty();
        if (seen_.empty()) seen_.resize(std::max(in_.all.left.size(), in_.all.right.size()));
    }
    /// Fills the pool with rows of a kind of evidence; false when there are more than are looked
    /// at. Not `wide`: only those of the parties that are most alike.
    bool gather(group_evidence evidence, alike_parties const& alike, bool wide) {
        rows_.clear();
        ++search_;
        any_turned_ = false;
        less_ = 0;
        close_ = false;
        auto const [low, high] = window();
        auto const most = in_.chosen.limits.candidates_max;
        bool complete = true;
        switch (evidence) {
        case group_evidence::reference:
            by_name_ = true;
            gather_references(low, high);
            by_name_ = false;
            break;
        case group_evidence::party:
            gather_references(low, high);
            for (auto const& [party, less] : alike) {
                close_ = less <= less_of_alike;
                if (!wide && !close_) continue;
                less_ = less;
                others().visit_party(party, sum_->book, low, high,
                                     [&](fact const& f) { offer(f); });
                complete = rows_.size() <= most * 4; // far more than can be told apart
                if (!complete) break;
            }
            break;
        case group_evidence::sum: {
            auto const [first, last] = others().days(sum_->book, low, high);
            complete = last - first <= most * 4; // of more, sums would agree by chance
            for (auto i = first; i < last && complete; ++i)
                offer(others().by_day()[i]);
            break;
        }
        }
        drop_useless(evidence);
        return keep_best(most) && complete;
    }

    /// How many times as many rows there were as the pool holds, as a logarithm in millinats.
    std::int64_t dropped() const noexcept { return dropped_; }
    /// Whether the row has something that may be a reference.
    bool refers() const noexcept { return refers_; }
    buffer<candidate>& rows() noexcept { return rows_; }
    buffer<candidate> const& rows() const noexcept { return rows_; }
    /// Whether a row goes the other way than the sum.
    bool is_turned(fact const& f) const noexcept { return (f.minor < 0) != (sum_->minor < 0); }

  private:
    fact const& left_of(fact const& other) const { return own_ == side::left ? *sum_ : other; }
    fact const& right_of(fact const& other) const { return own_ == side::left ? other : *sum_; }
    side other_side() const noexcept { return own_ == side::left ? side::right : side::left; }
    group_rows const& others() const { return in_.of(other_side()); }

    /// The days on the other side that the tolerance could let pass.
    std::pair<std::int64_t, std::int64_t> window() const {
        auto const here = sum_->date();
        auto const w = in_.compare.day_window(*sum_);
        auto const low = own_ == side::left ? w.low : here - (w.high - here);
        auto const high = own_ == side::left ? w.high : here + (here - w.low);
        return {low.time_since_epoch().count(), high.time_since_epoch().count()};
    }

    void gather_references(std::int64_t low, std::int64_t high) {
        if (!refers_) return;
        if (by_name_) {
            low -= std::int64_t{late_most} + 1;
            high += std::int64_t{late_most} + 1;
        }
        auto const most = in_.chosen.limits.candidates_max;
        auto const offer_one = [&](fact const& f) { offer(f); };
        auto const offer_text = [&](std::uint32_t text) {
            others().visit_text(text, sum_->book, low, high, offer_one);
            return rows_.size() <= most;
        };
        if (sum_->reference != 0) {
            others().visit_reference(sum_->reference, most + 1, offer_one);
            others().texts_of_reference().visit(sum_->reference, offer_text);
        }
        for (auto const reference : in_.all.mentions.of(sum_->text))
            others().visit_reference(reference, most + 1, offer_one);
        for (auto const token : in_.all.tokens.of(sum_->text)) {
            others().texts_of_token().visit(token, offer_text);
            others().references_of_token().visit(token, [&](std::uint32_t reference) {
                others().visit_reference(reference, most + 1, offer_one);
                return rows_.size() <= most;
            });
        }
        if (auto const token = in_.all.tokens.of_reference(sum_->reference); token != 0)
            others().texts_of_token().visit(token, offer_text);
    }

    void offer(fact const& f) {
        if (f.book != sum_->book) return;
        if (refers_) { // then rows are found in more than one way
            if (seen_[f.row] == search_) return;
            seen_[f.row] = search_;
        }
        bool const again = !rows_.empty() && interchangeable(rows_[rows_.size() - 1].of, f);
        alike_ = again ? alike_ + 1 : 1;
        if (alike_ > in_.chosen.members_max) return; // no group takes more of the same
        auto const& l = left_of(f);
        auto const& r = right_of(f);
        bool const late = !in_.compare.days_pass(l, r);
        if (late && !(by_name_ && magnitude(std::int64_t{l.day} - r.day) <= late_most)) return;
        if (in_.compare.rejected(l, r)) return;
        constexpr std::int32_t least = -3'000;     // no row of a batch is so unlikely
        constexpr std::int32_t lag_least = -1'500; // batches take longer than single payments
        auto evidence =
            std::max(in_.compare.odds_of_lag(l, r), lag_least) - others().cost(f.row) - less_;
        bool const named =
            refers_ && in_.compare.references_between(l, r) >= reference_match::contained;
        if (named) evidence += 2'500;
        if (evidence < least || (late && !named)) return;
        if (!named && in_.named.names(f, other_side())) return; // part of another sum
        any_turned_ = any_turned_ || is_turned(f);
        rows_.push_back({f, evidence, named, close_});
    }

    /// Amounts of the other direction are part of a sum only where there is evidence that they
    /// belong together, or few rows at all; without them no amount is larger than the sum.
    void drop_useless(group_evidence evidence) {
        constexpr std::size_t few = 12;
        bool const mixed = any_turned_ && (evidence != group_evidence::sum || rows_.size() <= few);
        if (mixed) return;
        auto const size =
            magnitude(sum_->minor) + in_.chosen.tolerance.limit_minor(in_.all.books[sum_->book]);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            auto const& f = rows_[i].of;
            if (!is_turned(f) && magnitude(f.minor) < size) rows_[kept++] = rows_[i];
        }
        rows_.resize(kept);
    }

    /// The `most` for which most speaks; false when there were more.
    bool keep_best(std::size_t most) {
        dropped_ = 0;
        if (rows_.size() <= most) return true;
        dropped_ = natural_log(rows_.size()) - natural_log(most);
        buffer<keyed> order;
        for (std::uint32_t i = 0; i < rows_.size(); ++i) // the highest first
            order.push_back(
                {static_cast<std::uint64_t>(std::int64_t{1'000'000} - rows_[i].evidence), i});
        sort_by_key(order);
        order.resize(most);
        for (auto& item : order)
            item.key = item.index; // in the order they had
        sort_by_key(order);
        for (std::size_t i = 0; i < most; ++i)
            rows_[i] = rows_[order[i].index];
        rows_.resize(most);
        return false;
    }

    group_context const& in_;
    fact const* sum_ = nullptr;
    side own_ = side::left;
    std::int64_t dropped_ = 0;
    bool refers_ = false;
    bool any_turned_ = false;
    bool by_name_ = false;  // rows outside the window are offered, too, if they are named
    bool close_ = false;    // what is offered is of a party that is among the most alike
    std::int32_t less_ = 0; // as the party is another, of which the text is alike
    std::size_t alike_ = 0; // rows like the last one
    std::uint32_t search_ = 0;
    buffer<std::uint32_t> seen_; // by row: in which search
    buffer<candidate> rows_;
};

} // namespace recon::detail
