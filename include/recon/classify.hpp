// recon/classify.hpp - what is sure, what is for a person to look at, and what kept an open row's
// nearest candidate out.
#pragma once

#include <recon/candidates.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/day_index.hpp>
#include <recon/detail/sort.hpp>
#include <recon/intake.hpp>
#include <recon/outcome.hpp>
#include <recon/score.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace recon {

/// The status of a match that nobody has decided. A match is ambiguous when there is another
/// partner and the margin over doing without it is too small.
constexpr std::pair<match_status, review_reason> status_of(score_t confidence, score_t margin,
                                                           bool has_rival, score_t auto_confidence,
                                                           score_t min_margin) noexcept {
    if (has_rival && margin < min_margin) return {match_status::review, review_reason::ambiguous};
    if (confidence < auto_confidence) return {match_status::review, review_reason::low_confidence};
    return {match_status::matched, review_reason::none};
}

/// How far from an open row its nearest candidate is still worth naming.
struct near_miss_limits {
    std::int32_t days = 92;            ///< of equal amounts
    std::int64_t amount_fraction = 5;  ///< a fifth of the amount, of rows inside the day window
    std::int64_t little_fraction = 50; ///< the same where the texts have nothing in common
    score_t namesake_min = 400'000;    ///< from here on they have
    std::size_t days_scanned = 64;     ///< of a wide day window, the nearest
    std::size_t rows_scanned = 64;     ///< of many equal amounts
    std::size_t texts_compared = 16;   ///< of rows of other amounts
};

/// Finds the nearest candidates on one side for open rows of the other.
class near_misses {
  public:
    /// `others` are all rows of the side that is searched, in the order of fact; `taken` says by
    /// row which of them are in a match.
    near_misses(detail::buffer<fact> const& others, side searched,
                detail::buffer<bool> const& taken, std::size_t books, any_comparer const& compare,
                near_miss_limits const& limits = {})
        : others_(others), searched_(searched), taken_(taken), books_(books), compare_(compare),
          limits_(limits), daily_(detail::pool_by_day(detail::buffer<fact>(others))),
          days_(daily_) {
        for (std::uint32_t i = 0; i < others_.size(); ++i) {
            if (others_[i].reference != 0) references_.push_back({others_[i].reference, i});
        }
        detail::sort_by_key(references_);
    }

    /// O(days in the window * log rows).
    open_row explain(fact const& f) const {
        if (auto const* g = same_reference(f)) return verdict(f, *g);
        auto const* equal = equal_amount(f, f.book, f.minor);
        if (equal != nullptr && in_window(f, *equal)) return verdict(f, *equal);
        auto const* near = nearest_amount(f, [](fact const&) { return true; });
        if (near != nullptr && passes_amount(f, *near)) return verdict(f, *near);
        if (f.minor != 0 && f.minor != std::numeric_limits<std::int64_t>::min()) {
            auto const* turned = equal_amount(f, f.book, -f.minor);
            if (turned != nullptr && in_window(f, *turned))
                return {f.row, open_reason::other_sign, turned->row};
        }
        for (std::uint32_t b = 0; b < books_; ++b) {
            auto const* foreign = b == f.book ? nullptr : equal_amount(f, b, f.minor);
            if (foreign != nullptr && in_window(f, *foreign))
                return {f.row, open_reason::other_currency, foreign->row};
        }
        if (equal != nullptr && distance(equal->day, f.day) <= magnitude(limits_.days))
            return verdict(f, *equal);
        if (near != nullptr && is_within(f, *near, limits_.little_fraction))
            return verdict(f, *near);
        if (near != nullptr && is_within(f, *near, limits_.amount_fraction)) {
            auto texts = limits_.texts_compared;
            auto const* namesake = nearest_amount(f, [&](fact const& g) {
                return is_within(f, g, limits_.amount_fraction) && texts > 0 && texts-- > 0
                       && may_be_namesakes(f, g);
            });
            if (namesake != nullptr) return verdict(f, *namesake);
        }
        return {f.row, open_reason::no_candidate, no_row};
    }

  private:
    bool passes_amount(fact const& f, fact const& other) const {
        return searched_ == side::right ? compare_.amounts_pass(f, other)
                                        : compare_.amounts_pass(other, f);
    }
    bool in_window(fact const& f, fact const& other) const {
        return searched_ == side::right ? compare_.days_pass(f, other)
                                        : compare_.days_pass(other, f);
    }

    bool is_within(fact const& f, fact const& other, std::int64_t fraction) const {
        return distance(other.minor, f.minor) <= magnitude(f.minor) / magnitude(fraction);
    }
    /// Whether an unequal amount could be that of the same payment as far as the texts tell.
    bool may_be_namesakes(fact const& f, fact const& other) const {
        auto const e = searched_ == side::right ? compare_.evidence_alone(f, other)
                                                : compare_.evidence_alone(other, f);
        return e.text < 0 || e.text >= limits_.namesake_min
               || e.reference >= reference_match::contained;
    }

    open_row verdict(fact const& f, fact const& other) const {
        auto reason = taken_[other.row] ? open_reason::taken : open_reason::low_confidence;
        bool const said_no =
            searched_ == side::right ? compare_.rejected(f, other) : compare_.rejected(other, f);
        if (!passes_amount(f, other))
            reason = open_reason::outside_amount_tolerance;
        else if (!in_window(f, other))
            reason = open_reason::outside_day_tolerance;
        else if (said_no)
            reason = open_reason::rejected_by_decision;
        return {f.row, reason, other.row};
    }

    /// Of the rows with its reference and currency, the nearest in amount, then in time.
    fact const* same_reference(fact const& f) const {
        if (f.reference == 0) return nullptr;
        fact const* best = nullptr;
        auto const count = static_cast<std::uint32_t>(references_.size());
        auto at = detail::first_not(
            0, count, [&](std::uint32_t i) { return references_[i].key < f.reference; });
        for (std::size_t n = 0;
             n < limits_.rows_scanned && at < count && references_[at].key == f.reference;
             ++n, ++at) {
            auto const& g = others_[references_[at].index];
            if (g.book == f.book && is_nearer(f, g, best)) best = &g;
        }
        return best;
    }

    /// Of the rows of this amount, the nearest in time; of several, one that is not taken.
    fact const* equal_amount(fact const& f, std::uint32_t book, std::int64_t minor) const {
        auto const count = static_cast<std::uint32_t>(others_.size());
        auto const at = detail::first_not(0, count, [&](std::uint32_t i) {
            auto const& g = others_[i];
            if (g.book != book) return g.book < book;
            return g.minor != minor ? g.minor < minor : g.day < f.day;
        });
        fitting best;
        auto const look_at = [&](fact const& g) { // false when no row further on is fitter
            if (g.book != book || g.minor != minor) return false;
            if (best.sure && distance(g.day, f.day) > best.apart) return false;
            best.offer(g, in_window(f, g), taken_[g.row], distance(g.day, f.day));
            return true;
        };
        auto const scanned = static_cast<std::uint32_t>(limits_.rows_scanned);
        for (auto i = at; i < count && i - at < scanned && look_at(others_[i]); ++i) {
        }
        for (auto i = at; i > 0 && at - i < scanned && look_at(others_[i - 1]); --i) {
        }
        return best.row;
    }

    /// The best partner so far among rows of the wanted amount: in the window, then not taken, then
    /// near in time, then first.
    struct fitting {
        fact const* row = nullptr;
        bool inside = false, taken = false;
        std::uint64_t apart = 0; // in days
        bool sure = false;       // in the window and not taken: only a nearer one is fitter

        void offer(fact const& g, bool is_inside, bool is_taken, std::uint64_t days) {
            if (row != nullptr && !is_fitter(g, is_inside, is_taken, days)) return;
            row = &g;
            inside = is_inside;
            taken = is_taken;
            apart = days;
            sure = inside && !taken;
        }

      private:
        bool is_fitter(fact const& g, bool is_inside, bool is_taken, std::uint64_t days) const {
            if (is_inside != inside) return is_inside;
            if (is_taken != taken) return !is_taken;
            return days != apart ? days < apart : g.row < row->row;
        }
    };

    /// Whether `g` is nearer than `best`, in amount, then in time, then first.
    static bool is_nearer(fact const& f, fact const& g, fact const* best) {
        if (best == nullptr) return true;
        auto const apart = distance(f.minor, g.minor);
        auto const best_apart = distance(f.minor, best->minor);
        if (apart != best_apart) return apart < best_apart;
        auto const days = distance(f.day, g.day);
        auto const best_days = distance(f.day, best->day);
        return days != best_days ? days < best_days : g.row < best->row;
    }

    /// Of the wanted rows in the day window, the nearest in amount, then in time; of each day the
    /// two about the amount are looked at.
    template <class IsWanted>
    fact const* nearest_amount(fact const& f, IsWanted is_wanted) const {
        auto window = compare_.day_window(f);
        if (searched_ == side::left) { // seen from the right the window is turned round
            auto const here = f.date();
            window = {here - (window.high - here), here + (here - window.low)};
        }
        auto days = days_.days(f.book, window.low, window.high);
        while (days.size() > limits_.days_scanned) { // the far ends go first
            if (distance(days.first->day, f.day) > distance((days.last - 1)->day, f.day))
                ++days.first;
            else
                --days.last;
        }
        fact const* best = nullptr;
        for (auto const& day : days) {
            auto const above = detail::first_not(day.begin, day.end, [&](std::uint32_t i) {
                return daily_.first(i).minor < f.minor;
            });
            for (auto at = above - (above > day.begin ? 1 : 0); at < day.end && at <= above; ++at) {
                auto const& g = daily_.first(at);
                bool const same_way = (g.minor < 0) == (f.minor < 0);
                if (same_way && is_nearer(f, g, best) && is_wanted(g)) best = &g;
            }
        }
        return best;
    }

    detail::buffer<fact> const& others_;
    side searched_;
    detail::buffer<bool> const& taken_;
    std::size_t books_;
    any_comparer const& compare_;
    near_miss_limits limits_;
    pool daily_;
    day_index days_;
    detail::buffer<detail::keyed> references_;
};

} // namespace recon
