// recon/detail/block_weigher.hpp - weighs the pairs of one amount, of which there can be a great
// many: what their days say and what their texts say is worked out once, and added up.
#pragma once

#include <recon/any_comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/edge_writer.hpp>
#include <recon/pool.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace recon::detail {

/// Texts of a block, numbered from 1 in the order in which they are met; 0 is none.
class local_texts {
  public:
    void begin() { count_ = 0; }
    std::uint32_t add(class_id text) {
        if (text == 0) return 0;
        if (text >= numbers_.size()) numbers_.resize(text + std::size_t{1});
        auto const known = numbers_[text];
        if (known < count_ && texts_[known] == text) return known + 1;
        if (count_ == texts_.size()) texts_.push_back(0);
        texts_[count_] = text;
        numbers_[text] = count_;
        return ++count_;
    }
    std::uint32_t count() const noexcept { return count_; }

  private:
    buffer<std::uint32_t> numbers_; // by text; right where texts_ says so
    buffer<class_id> texts_;        // by number
    std::uint32_t count_ = 0;
};

/// Weighs blocks one after the other. Its weights are those of any_comparer::weigh_rest(), for
/// scorers that add up.
class block_weigher {
  public:
    explicit block_weigher(any_comparer const& compare)
        : compare_(compare), least_(compare.adds_up() ? compare.least_odds(true) : 0) {}

    /// Fewer pairs are not worth the preparation.
    static constexpr std::uint64_t pairs_min = 32;

    /// Edges between left types [left_begin, left_end) and the right types `among`, all of the
    /// amount that `amounts` is the evidence of, with its rivals; the right ones sorted by day.
    void weigh(edge_writer& writer, pair_evidence const& amounts, edge_writer::types lefts,
               edge_writer::types rights) {
        auto best_text = amounts;
        best_text.text = score_max;
        best_text_ = std::max(compare_.odds_of_texts(best_text), 0);
        prepare(writer.right(), rights);
        left_texts_.begin();
        rows_.clear();
        odds_.clear();
        for (auto l = lefts.begin; l < lefts.end; ++l) {
            auto const inside = writer.in_window(l, rights);
            bool const simple = is_simple(writer.left(), l);
            if (simple && inside.size() <= writer.most())
                weigh_row(writer, amounts, l, inside, rights.begin);
            else
                writer.weigh(amounts, l, inside);
        }
    }

  private:
    static constexpr auto unknown = std::numeric_limits<millinats>::max();
    static constexpr auto references = std::size_t{4};

    struct candidate { // a right type
        std::int32_t day;
        std::uint32_t text; // its local number
        bool simple;        // one row, of which nobody has ruled anything out
        bool referenced;
        reference_signature names;
    };
    struct day_odds { // of a lag: all but the texts
        pair_evidence of;
        std::array<millinats, references> odds; // by what the references say
        bool known;
    };

    static bool is_simple(pool const& of, std::uint32_t type) {
        return of.types[type].count == 1 && of.first(type).tag == 0;
    }

    void prepare(pool const& right, edge_writer::types const& rights) {
        right_texts_.begin();
        candidates_.clear();
        for (auto r = rights.begin; r < rights.end; ++r) {
            auto const& g = right.first(r);
            candidates_.push_back({g.day, right_texts_.add(g.text), is_simple(right, r),
                                   g.reference != 0, compare_.signature_of(g)});
        }
    }

    void weigh_row(edge_writer& writer, pair_evidence const& amounts, std::uint32_t l,
                   edge_writer::types const& inside, std::uint32_t first) {
        auto const& f = writer.left().first(l);
        auto const names = compare_.signature_of(f);
        auto const row = row_of(f);
        auto dated = amounts;
        for (auto r = inside.begin; r < inside.end;) { // a day at a time
            auto const day = candidates_[r - first].day;
            bool const possible = compare_.add_days(dated, f, writer.right().first(r));
            auto const& days = odds_of_days(dated);
            for (; r < inside.end && candidates_[r - first].day == day; ++r) {
                auto const& partner = candidates_[r - first];
                if (!possible) continue;
                if (!partner.simple) {
                    writer.weigh_types(dated, l, r);
                    continue;
                }
                auto const unmet = any_comparer::unmet(f.reference != 0, partner.referenced);
                bool const named = may_meet(names, partner.names);
                auto const match = named ? reference_match::equal : unmet;
                if (days.odds[index(match)] + best_text_ < least_) continue;
                auto& text = odds_[row + partner.text];
                if (text == unknown) text = odds_of_texts(amounts, f, writer.right().first(r));
                if (named)
                    weigh_named(writer, dated, days, l, r, text);
                else if (auto const weight = days.odds[index(unmet)] + text; weight >= least_)
                    writer.keep(l, r, weight);
            }
        }
    }

    /// A pair of rows that may name the same payment.
    void weigh_named(edge_writer& writer, pair_evidence const& dated, day_odds const& days,
                     std::uint32_t l, std::uint32_t r, millinats text) {
        if (days.odds[index(reference_match::equal)] + std::max(text, 0) < least_) return;
        auto const match =
            compare_.references_between(writer.left().first(l), writer.right().first(r));
        if (match >= reference_match::contained) return writer.weigh_types(dated, l, r);
        auto const weight = days.odds[index(match)] + text;
        if (weight >= least_) writer.keep(l, r, weight);
    }

    /// Where the odds of the texts of a left row begin in odds_.
    std::size_t row_of(fact const& f) {
        auto const number = left_texts_.add(f.text);
        while (rows_.size() <= number)
            rows_.push_back(~std::size_t{0});
        if (rows_[number] == ~std::size_t{0}) {
            rows_[number] = odds_.size();
            odds_.resize(odds_.size() + right_texts_.count() + 1, unknown);
        }
        return rows_[number];
    }

    millinats odds_of_texts(pair_evidence e, fact const& f, fact const& g) const {
        e.reference = reference_match::absent;
        e.text = compare_.likeness(f, g);
        return compare_.odds_of_texts(e);
    }

    day_odds const& odds_of_days(pair_evidence const& dated) {
        auto& days = days_[static_cast<std::uint32_t>(dated.lag) % days_.size()];
        auto const& of = days.of;
        if (days.known && of.lag == dated.lag && of.day == dated.day && of.rivals == dated.rivals
            && of.recurring == dated.recurring)
            return days;
        days = {dated, {}, true};
        for (std::size_t i = 0; i < references; ++i) {
            days.of.reference = static_cast<reference_match>(i);
            days.odds[i] = compare_.odds_without_text(days.of);
        }
        return days;
    }
    static constexpr std::size_t index(reference_match match) {
        return static_cast<std::size_t>(match);
    }

    any_comparer const& compare_;
    millinats least_;
    millinats best_text_ = 0; // of a block: what texts can say at best
    local_texts left_texts_, right_texts_;
    buffer<candidate> candidates_;
    buffer<std::size_t> rows_; // by left text
    buffer<millinats> odds_;   // of a left text and a right one
    std::array<day_odds, 64> days_{};
};

} // namespace recon::detail
