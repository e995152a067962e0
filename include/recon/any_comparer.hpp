// recon/any_comparer.hpp - what speaks for a pair of rows: the evidence, and its weight.
#pragma once

#include <recon/affinity.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/reference_signatures.hpp>
#include <recon/detail/rivals.hpp>
#include <recon/detail/sort.hpp>
#include <recon/intake.hpp>
#include <recon/learn.hpp>
#include <recon/score.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace recon {

/// Pairs of tags that a person has ruled out, sorted: the left one above, the right one below.
using ruled_out = detail::buffer<std::uint64_t>;

/// A row, and how alike its text is to that of a row of equal amount at another time; -1: no text.
struct namesake {
    row_index left;
    score_t text;
};

/// Weighs pairs, whatever the tolerances and the scorer are: those are known to comparer.hpp.
/// Any number of threads may ask.
class any_comparer {
  public:
    /// What the tolerances say.
    virtual bool amounts_pass(fact const& left, fact const& right) const = 0;
    virtual bool days_pass(fact const& left, fact const& right) const = 0;
    virtual interval<money> amount_window(fact const& left) const = 0;
    virtual interval<std::chrono::sys_days> day_window(fact const& left) const = 0;
    /// What the scorer says.
    virtual score_t total(pair_evidence const& e) const = 0;
    /// Whether weights are odds in millinats, which makes matches compete.
    virtual bool competes() const = 0;
    /// Where matches compete: the confidence that a match needs.
    virtual score_t offered_min() const = 0;
    /// Lets the scorer learn, if it can. Not while others ask.
    virtual void learn(evidence_sample const& seen) = 0;
    /// What it has learnt; null where it cannot.
    virtual evidence_table const* learnt() const = 0;

    /// Whether weights are sums of odds: what the texts say, what the days say, and the rest; the
    /// last two, and the first.
    virtual bool adds_up() const = 0;
    virtual millinats odds_without_text(pair_evidence const& e) const = 0;
    virtual millinats odds_of_texts(pair_evidence const& e) const = 0;
    /// The first of them on the day that most speaks for a pair.
    virtual millinats best_odds_without_text(pair_evidence const& e) const = 0;

    virtual score_t day_closeness(fact const& left, fact const& right) const = 0;

    /// Of a pair that may not match; every other weight is more.
    static constexpr score_t no_weight = std::numeric_limits<score_t>::min();
    /// The rows of a match are, they alone regarded, at least this likely the same.
    score_t min_confidence() const noexcept { return min_confidence_; }

    bool rejected(fact const& left, fact const& right) const {
        if (left.tag == 0 || right.tag == 0) return false;
        auto const tags = std::uint64_t{left.tag} << 32U | right.tag;
        auto const at = detail::first_not(0, static_cast<std::uint32_t>(rejected_.size()),
                                          [&](std::uint32_t i) { return rejected_[i] < tags; });
        return at < rejected_.size() && rejected_[at] == tags;
    }

    /// From now on texts that go together are alike. Not while others ask; `known` outlives this.
    void use(affinity_book const& known) { affinities_ = &known; }
    /// From now on it is known of each amount how often rows of it are alike. Not while others ask.
    void use(detail::buffer<namesake> const& seen) {
        auto const* table = learnt();
        if (table == nullptr || !table->learnt()) return;
        detail::buffer<share_count> counts(rivals_.amounts());
        share_count all;
        for (auto const& [row, text] : seen) {
            if (text < 0) continue;
            share_count const one{1, table->is_alike(text) ? 1U : 0U};
            counts[rivals_.amount_of(row)].add(one);
            all.add(one);
        }
        constexpr std::uint64_t counts_as = 2; // what is so of all amounts, as many seen pairs
        auto const usual = all.share(500'000);
        alike_odds_.assign(counts.size(), {});
        for (std::size_t i = 0; i < counts.size(); ++i)
            alike_odds_[i] = usual_texts::of(usual, (counts[i].have * 1'000'000 + usual * counts_as)
                                                        / (counts[i].of + counts_as));
    }
    /// How alike the texts of a pair are; -1 where one is missing.
    score_t likeness(fact const& left, fact const& right) const {
        if (left.text == 0 || right.text == 0) return -1;
        return std::max(all_.texts.similarity(left.text, right.text), affinity(left, right));
    }
    /// The place of the affinity that makes the texts of a pair more alike than they look, or
    /// affinity_book::none.
    std::uint32_t affinity_between(fact const& left, fact const& right) const {
        if (affinities_ == nullptr) return affinity_book::none;
        auto const at = affinities_->between(left.text, right.text);
        bool const tells =
            at != affinity_book::none
            && affinities_->likeness(at) > all_.texts.similarity(left.text, right.text);
        return tells ? at : affinity_book::none;
    }

    /// What the amounts of a pair say; the rivals are not counted yet.
    pair_evidence of_amounts(fact const& left, fact const& right) const {
        pair_evidence e;
        add_amounts(e, left, right);
        return e;
    }
    void add_amounts(pair_evidence& e, fact const& left, fact const& right) const {
        e.equal_amount = left.minor == right.minor && left.book == right.book;
        e.amount = amount_closeness(left, right);
        e.gap = gap_between(left.minor, right.minor);
        if (!e.equal_amount) e.difference = difference_cells::of(left.minor, right.minor);
        if (e.equal_amount && !alike_odds_.empty())
            e.usual = alike_odds_[rivals_.amount_of(left.row)];
    }
    /// What two amounts differ by, in thousandths of the larger one.
    static constexpr std::int32_t gap_between(std::int64_t left, std::int64_t right) noexcept {
        if (left == right) return 0;
        auto const larger = std::max(magnitude(left), magnitude(right));
        auto const apart = std::min(distance(left, right), larger);
        return static_cast<std::int32_t>(detail::mul_div_floor(apart, 1'000, larger));
    }

    /// Counts the other rows of the fuller side that have an amount from the one to the other, both
    /// included: whether there are any, and how many are expected inside one date window. O(log
    /// rows).
    void add_rivals(pair_evidence& e, fact const& left, fact const& right,
                    alike_rows const& alike = {}) const {
        set_rivals(e, left, rivals_.between(left, right, alike));
    }
    /// The same where it is known how many others there are. O(1).
    void set_rivals(pair_evidence& e, fact const& left, std::uint64_t others) const {
        e.rivals = rivals_.expected(others, day_window(left));
        e.recurring = others > 0;
    }
    /// Of unequal amounts: not fewer rivals than the rows round about let expect. Only adds rivals.
    /// O(log rows).
    void add_crowd(pair_evidence& e, fact const& left, fact const& right) const {
        e.rivals = std::max(e.rivals, rivals_.crowd(left, right, day_window(left)));
    }
    /// How many rows of a side have the amount of one of them, itself included. O(1).
    std::uint64_t rows_of_amount(fact const& own, side s) const {
        return rivals_.rows_of_amount(own, s);
    }
    detail::rivals const& rivals() const noexcept { return rivals_; }

    /// All that can be seen of a pair, whether it passes or not.
    pair_evidence evidence(fact const& left, fact const& right,
                           alike_rows const& alike = {}) const {
        auto e = evidence_alone(left, right);
        add_rivals(e, left, right, alike);
        if (!e.equal_amount) add_crowd(e, left, right);
        return e;
    }
    /// The same, the rivals not counted.
    pair_evidence evidence_alone(fact const& left, fact const& right) const {
        auto e = of_amounts(left, right);
        e.day = day_closeness(left, right);
        e.lag = left.day - right.day;
        e.text = likeness(left, right);
        e.reference = references_between(left, right);
        return e;
    }

    /// Where matches compete: the least weight of a pair of equal, or unequal, amounts that takes
    /// part.
    millinats least_odds(bool equal) const {
        constexpr std::uint32_t far = 20'000; // nothing is surer
        auto const floor = equal ? floor_ : near_floor_;
        auto const unlikely = detail::first_not(0, 2 * far, [&](std::uint32_t odds) {
            return detail::probability(std::int64_t{odds} - far) < floor;
        });
        return static_cast<millinats>(unlikely) - static_cast<millinats>(far);
    }

    /// Whether anything in a row could name the payment that it is of.
    bool refers(fact const& f) const { return signature_of(f).refers(); }
    /// Of two rows whose signatures may not meet, the references are absent or different.
    detail::reference_signature signature_of(fact const& f) const { return signatures_.of(f); }
    /// The most rivals that a pair of unequal amounts can have, and take part in the competition if
    /// all else speaks for it; 0: not even without any.
    std::uint32_t most_rivals(std::int32_t claimed, bool refers) const {
        pair_evidence e;
        e.claimed = claimed;
        e.recurring = true;
        e.reference = best_reference(refers);
        return detail::first_not(rivals_least, detail::rivals::most + 1,
                                 [&](std::uint32_t rivals) {
                                     e.rivals = rivals;
                                     return bound(e) >= near_floor_;
                                 })
               - 1;
    }
    /// How many others there may be for that; -1: not even none.
    std::int64_t most_others(std::uint32_t rivals, fact const& left) const {
        return rivals_.most_others(rivals, day_window(left));
    }
    /// Whether any pair that has the amounts of `e` could take part, on whatever day: one whose
    /// references meet, or do not.
    bool may_compete(pair_evidence const& e, bool refers) const {
        return can(e, refers, [&](pair_evidence const& x) { return bound_of_amounts(x); });
    }
    /// The same of one that has its days as well.
    bool may_compete_dated(pair_evidence const& e, bool refers) const {
        return can(e, refers, [&](pair_evidence const& x) { return ceiling(x); });
    }
    /// Adds what the days say; false when they do not pass.
    bool add_days(pair_evidence& e, fact const& left, fact const& right) const {
        if (!days_pass(left, right)) return false;
        e.day = day_closeness(left, right);
        e.lag = left.day - right.day;
        return true;
    }

    /// The weight of a pair whose amounts and days pass, and are `e`, as are its references;
    /// no_weight when it is too unlikely. Rivals that `e` has are those of the pair, with `alike`.
    /// What costs more comes later: texts are first compared roughly. Rivals, which can only lower
    /// a score, are counted last where they are not yet, but first where the amounts differ: then
    /// there are so many that little else matters.
    score_t weigh_rest(pair_evidence e, fact const& left, fact const& right,
                       alike_rows const& alike = {}) const {
        if (rejected(left, right)) return no_weight;
        if (!e.equal_amount && e.rivals == 0) add_rivals(e, left, right, alike);
        if (ceiling(e) < floor_of(e)) return no_weight;
        if (left.text != 0 && right.text != 0) {
            auto const learnt = affinity(left, right);
            e.text = std::max(all_.texts.similarity_bound(left.text, right.text), learnt);
            if (total(e) < floor_of(e)) return no_weight;
            e.text = std::max(all_.texts.similarity(left.text, right.text), learnt);
        }
        if (total(e) < floor_of(e)) return no_weight;
        if (!e.equal_amount)
            add_crowd(e, left, right);
        else if (e.rivals == 0)
            add_rivals(e, left, right, alike);
        if (total(e) < floor_of(e)) return no_weight;
        return weight(e);
    }

    /// The weight of a pair whose amounts pass, and are `e`; no_weight when its days do not, or it
    /// is too unlikely.
    score_t weigh(pair_evidence e, fact const& left, fact const& right,
                  alike_rows const& alike = {}) const {
        if (!add_days(e, left, right)) return no_weight;
        if (alike.left > 1 || alike.right > 1) e.rivals = 0; // not those of the amount at large
        e.reference = references_between(left, right);
        return weigh_rest(e, left, right, alike);
    }

    /// How alike a text of the left side and one of the right are, by their words or by words that
    /// go together; less than `least` where they are less alike than that.
    score_t text_likeness(class_id left, class_id right, score_t least) const {
        auto likeness = all_.texts.similarity_bound(left, right);
        if (likeness >= least) likeness = all_.texts.similarity(left, right);
        if (likeness >= least || affinities_ == nullptr) return likeness;
        auto const at = affinities_->between(left, right);
        return at == affinity_book::none ? likeness : std::max(likeness, affinities_->likeness(at));
    }

    /// What this run has learnt of the lag of a pair, in millinats; nothing where it has not.
    std::int32_t odds_of_lag(fact const& left, fact const& right) const {
        auto const* table = learnt();
        return table == nullptr || !table->learnt() ? 0 : table->odds_of_lag(left.day - right.day);
    }

    /// Of rows that have references, or not, and whose signatures do not meet.
    static constexpr reference_match unmet(bool left, bool right) noexcept {
        return left && right ? reference_match::different : reference_match::absent;
    }
    /// What their references and the numbers in their texts say.
    reference_match references_between(fact const& left, fact const& right) const {
        if (!may_meet(signature_of(left), signature_of(right)))
            return unmet(left.reference != 0, right.reference != 0);
        auto const found = all_.references.compare(left.reference, right.reference);
        if (found < reference_match::contained
            && (all_.mentions.mentions(right.text, left.reference)
                || all_.mentions.mentions(left.text, right.reference)
                || all_.tokens.share(left.text, right.text)
                || all_.tokens.names(left.text, right.reference)
                || all_.tokens.names(right.text, left.reference)))
            return reference_match::contained;
        return found;
    }

  protected:
    any_comparer(intake const& all, score_t min_confidence, score_t floor, score_t near_floor,
                 ruled_out const& rejected)
        : all_(all), rivals_(all), min_confidence_(min_confidence),
          floor_(std::min(floor, min_confidence)),
          near_floor_(std::min(near_floor, min_confidence)), rejected_(rejected), signatures_(all) {
    }
    any_comparer(any_comparer const&) = default;
    any_comparer(any_comparer&&) = default;
    ~any_comparer() = default;

    money amount_of(fact const& f) const { return {f.minor, all_.books[f.book]}; }

  private:
    virtual score_t amount_closeness(fact const& left, fact const& right) const = 0;
    virtual score_t weight(pair_evidence const& e) const = 0;
    virtual score_t ceiling(pair_evidence const& e) const = 0;
    virtual score_t bound(pair_evidence const& e) const = 0;
    virtual score_t bound_of_amounts(pair_evidence const& e) const = 0;

    /// The least total of a pair that takes part in the competition.
    score_t floor_of(pair_evidence const& e) const noexcept {
        return e.equal_amount ? floor_ : near_floor_;
    }
    /// How alike the words that go together make the texts of a pair; 0 when none do.
    score_t affinity(fact const& left, fact const& right) const {
        if (affinities_ == nullptr) return 0;
        auto const at = affinities_->between(left.text, right.text);
        return at == affinity_book::none ? 0 : affinities_->likeness(at);
    }

    template <class Most>
    bool can(pair_evidence e, bool refers, Most most) const {
        auto const reaches = [&](reference_match match) {
            e.reference = match;
            return most(e) >= floor_of(e);
        };
        if (refers) return reaches(reference_match::equal);
        return reaches(reference_match::absent) || reaches(reference_match::different);
    }
    static constexpr reference_match best_reference(bool refers) noexcept {
        return refers ? reference_match::equal : reference_match::absent;
    }

    intake const& all_;
    affinity_book const* affinities_ = nullptr;
    detail::rivals rivals_;
    detail::buffer<usual_texts> alike_odds_; // by amount of the left side; empty: not known
    score_t min_confidence_, floor_, near_floor_;
    ruled_out const& rejected_;
    detail::reference_signatures signatures_;
};

} // namespace recon
