// recon/net.hpp - rows of one side that cancel each other: payments and their reversals, voids and
// refunds. Equal and opposite is not enough: they share a reference or a party.
#pragma once

#include <recon/assign.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>
#include <recon/likelihood.hpp>
#include <recon/normalise.hpp>
#include <recon/posterior.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace recon {

/// Whether a normalised word says that something is taken back.
constexpr bool is_reversal_word(std::string_view word) noexcept {
    constexpr std::string_view words[] = {
        "ANNULATION",      "ANNULE",       "ANULACION",  "CANCEL",      "CANCELED",
        "CANCELLED",       "CHARGEBACK",   "CORRECTION", "DEVOLUCION",  "ERSTATTUNG",
        "ESTORNO",         "EXTOURNE",     "REEMBOLSO",  "REFUND",      "REFUNDED",
        "REMBOURSEMENT",   "RETURN",       "RETURNED",   "REV",         "REVERSAL",
        "REVERSE",         "REVERSED",     "RIMBORSO",   "RUCKBUCHUNG", "RUCKGABE",
        "RUCKLASTSCHRIFT", "STORNATO",     "STORNIERT",  "STORNIERUNG", "STORNO",
        "TERUGBETALING",   "TERUGBOEKING", "VOID",       "VOIDED",      "ZWROT"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// A reversal lies at most so many days from what it cancels.
inline constexpr std::int32_t net_days_max = 62;
/// Of an amount that more pairs of rows could cancel, none is netted.
inline constexpr std::size_t net_pairs_max = 4'096;

/// What speaks for two rows of one side, equal and opposite in amount, cancelling each other.
struct net_evidence {
    reference_match reference = reference_match::absent;
    score_t text = -1;      ///< similarity; -1: one has no text
    bool reversing = false; ///< one of the texts says so
    std::int32_t days = 0;  ///< apart
};

/// The odds of it in millinats; below -10'000 where they share neither reference nor party.
constexpr millinats net_odds(net_evidence const& e) noexcept {
    constexpr millinats out_of_question = -20'000;
    constexpr score_t same_party = 600'000;
    constexpr score_t alike = 400'000; // enough where the text says that it takes something back
    bool const tied =
        e.reference == reference_match::equal || e.text >= same_party
        || ((e.reference == reference_match::contained || e.text >= alike) && e.reversing);
    if (!tied || e.days > net_days_max) return out_of_question;
    pair_evidence as_pair;
    as_pair.text = e.text;
    as_pair.reference = e.reference;
    auto text = likelihood::odds_of_text(as_pair);
    if (e.reference == reference_match::equal) text = std::max(text, 0); // it need not tell why
    return -2'500 + text + likelihood::odds_of_reference(as_pair) + (e.reversing ? 2'500 : 0)
           - 40 * e.days;
}

/// Two rows of one side that cancel each other.
struct netted_pair {
    row_index first; ///< the earlier one
    row_index second;
    score_t confidence;
    score_t margin; ///< the probability that neither cancels another
};

namespace detail {

/// Whether each text, by class, says that something is taken back.
inline buffer<bool> reversing_texts(text_book const& texts) {
    buffer<bool> reversing(texts.classes() + 1);
    for (class_id c = 1; c <= texts.classes(); ++c)
        for_each_word(texts.normal(c), [&](std::string_view word) {
            reversing[c] = reversing[c] || is_reversal_word(word);
        });
    return reversing;
}

/// What speaks for two rows of one side; whether a text says so is left out.
inline net_evidence net_evidence_of(intake const& all, fact const& a, fact const& b) {
    net_evidence e;
    e.reference = all.references.compare(a.reference, b.reference);
    if (e.reference < reference_match::contained
        && (all.mentions.mentions(a.text, b.reference) || all.mentions.mentions(b.text, a.reference)
            || all.tokens.share(a.text, b.text) || all.tokens.names(a.text, b.reference)
            || all.tokens.names(b.text, a.reference)))
        e.reference = reference_match::contained;
    if (a.text != 0 && b.text != 0) e.text = all.texts.similarity(a.text, b.text);
    e.days = static_cast<std::int32_t>(magnitude(std::int64_t{a.day} - b.day));
    return e;
}

/// Weighs the rows of one side with each other.
class netting {
  public:
    /// `sorted` are the rows of a side in the order of fact; what each costs is as for groups.
    netting(intake const& all, buffer<fact> const& sorted, buffer<std::int32_t> const& cost)
        : all_(all), facts_(sorted), cost_(cost), reversing_(reversing_texts(all.texts)) {}

    /// Pairs at least `min_confidence` likely. O(rows), and the pairs of each amount.
    buffer<netted_pair> find(score_t min_confidence) {
        buffer<keyed> order; // by magnitude; the facts lie by book already
        buffer<netted_pair> found;
        for (std::uint32_t i = 0; i < facts_.size(); ++i) {
            auto const& f = facts_[i];
            if (cost_[f.row] == not_to_be_had || f.minor == 0) continue;
            order.push_back({magnitude(f.minor), i});
        }
        sort_by_key(order);
        for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
            while (end < order.size() && order[end].key == order[begin].key)
                ++end;
            in_.clear();
            out_.clear();
            for (auto i = begin; i < end; ++i)
                (facts_[order[i].index].minor > 0 ? in_ : out_).push_back(order[i].index);
            if (!in_.empty() && !out_.empty() && in_.size() * out_.size() <= net_pairs_max)
                match(min_confidence, found);
        }
        return found;
    }

  private:
    /// Of one amount, whatever the currency: those that compete for each other.
    void match(score_t min_confidence, buffer<netted_pair>& found) {
        edges_.clear();
        bool any_likely = false;
        for (std::uint32_t i = 0; i < in_.size(); ++i) {
            for (std::uint32_t o = 0; o < out_.size(); ++o) {
                auto const& a = facts_[in_[i]];
                auto const& b = facts_[out_[o]];
                if (a.book != b.book) continue;
                auto e = net_evidence_of(all_, a, b);
                e.reversing = reversing_[a.text] || reversing_[b.text];
                auto const odds = net_odds(e) - cost_[a.row] - cost_[b.row];
                if (odds <= -3'000) continue;
                edges_.push_back({i, o, odds});
                any_likely = any_likely || probability(odds) >= min_confidence;
            }
        }
        if (!any_likely) return;
        constexpr score_t offered_min = 480'000; // of two that fit equally well one is offered
        buffer<std::uint32_t> const ins(in_.size(), 1);
        buffer<std::uint32_t> const outs(out_.size(), 1);
        auto const likely = posterior({ins.data(), ins.size()}, {outs.data(), outs.size()},
                                      {edges_.data(), edges_.size()});
        buffer<std::int64_t> of_in(in_.size());
        buffer<std::int64_t> of_out(out_.size());
        for (std::size_t e = 0; e < edges_.size(); ++e) {
            edges_[e].weight = std::max(likely[e], score_t{1});
            of_in[edges_[e].left] += likely[e];
            of_out[edges_[e].right] += likely[e];
        }
        auto const answer =
            assign({ins.data(), ins.size()}, {outs.data(), outs.size()}, edges_, {});
        for (std::size_t i = 0; i < answer.pairs.size(); ++i) {
            auto const& p = answer.pairs[i];
            if (p.weight < offered_min) continue;
            auto const& a = facts_[in_[p.left]];
            auto const& b = facts_[out_[p.right]];
            bool const in_order = a.day != b.day ? a.day < b.day : a.row < b.row;
            auto const doubt = std::max(of_in[p.left], of_out[p.right]) - p.weight;
            found.push_back(
                {in_order ? a.row : b.row, in_order ? b.row : a.row, p.weight,
                 static_cast<score_t>(score_max - std::min<std::int64_t>(doubt, score_max))});
        }
    }

    intake const& all_;
    buffer<fact> const& facts_;
    buffer<std::int32_t> const& cost_;
    buffer<bool> reversing_; // by class
    buffer<std::uint32_t> in_, out_;
    buffer<assign_edge> edges_;
};

} // namespace detail

} // namespace recon
