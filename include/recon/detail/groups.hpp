// recon/detail/groups.hpp - the groups of a run: proposals around every row that is to be had,
// their competition, and those that win it.
#pragma once

#include <recon/affinity.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/group_search.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/sort.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace recon::detail {

/// Which texts of one side are alike to a text of the other: they share a telling word, or words
/// that are known to go together.
class alike_finder {
  public:
    static constexpr score_t alike_least = 450'000;

    alike_finder(group_context const& in, affinity_book const& words) : in_(in) {
        words.for_each_link([&](std::uint32_t left, std::uint32_t right) {
            linked_[0].add(left, right);
            linked_[1].add(right, left);
        });
        for (auto& links : linked_)
            links.close();
    }

    /// The texts of the other side that are alike to that of `f`, a row of side `own`, in the order
    /// of their numbers; false when there are more than are looked at.
    bool find(fact const& f, side own, alike_texts& alike) const {
        alike.clear();
        if (f.text == 0) return true;
        auto const& classes =
            in_.of(own == side::left ? side::right : side::left).classes_of_word();
        auto const most = in_.chosen.limits.texts_max;
        bool complete = true;
        auto const offer = [&](std::uint32_t text) {
            complete = alike.size() < most * 4;
            if (complete) alike.push_back(text);
            return complete;
        };
        std::uint32_t words[affinity_book::words_max];
        auto const count = in_.all.texts.names(f.text, words, affinity_book::words_max);
        for (std::size_t i = 0; i < count; ++i) {
            classes.visit(words[i], offer);
            linked_[own == side::left ? 0 : 1].visit(words[i], [&](std::uint32_t other) {
                classes.visit(other, offer);
                return complete;
            });
        }
        std::sort(alike.begin(), alike.end());
        std::size_t kept = 0;
        for (std::size_t i = 0; i < alike.size(); ++i) {
            if (i > 0 && alike[i] == alike[i - 1]) continue;
            if (!is_alike(f, own, alike[i])) continue;
            if (kept == most) return false;
            alike[kept++] = alike[i];
        }
        alike.resize(kept);
        return complete;
    }

  private:
    bool is_alike(fact const& f, side own, class_id text) const {
        auto other = f;
        other.text = text;
        auto const e = own == side::left ? in_.compare.evidence_alone(f, other)
                                         : in_.compare.evidence_alone(other, f);
        return e.text >= alike_least;
    }

    group_context const& in_;
    number_index linked_[2]; // by side of the first word
};

/// Who wins among proposals that want the same rows.
class group_rivals {
  public:
    explicit group_rivals(group_proposals const& proposed) : proposed_(proposed) {
        for (std::uint32_t p = 0; p < proposed_.all.size(); ++p)
            for_each_row(p, [&](std::uint64_t row) { by_row_.push_back({row, p}); });
        sort_by_key(by_row_);
        stamp_.resize(proposed_.all.size());
    }

    struct verdict {
        score_t confidence;
        score_t margin; ///< the probability that none of its rivals is right
    };
    /// Of a proposal: against all that want one of its rows, and against none of them being right.
    verdict of(std::uint32_t p) {
        log_sum all(0);
        ++search_;
        visit_rivals(p, [&](std::uint32_t rival) { all.add(proposed_.all[rival].odds); });
        std::int64_t rivals = 0;
        ++search_;
        visit_rivals(p, [&](std::uint32_t rival) {
            if (rival != p) rivals += share(all.value() - proposed_.all[rival].odds);
        });
        return {share(all.value() - proposed_.all[p].odds),
                static_cast<score_t>(std::max<std::int64_t>(score_max - rivals, 0))};
    }
    /// Calls visit(rival) for each proposal that wants one of its rows, itself among them.
    template <class Visit>
    void visit_rivals(std::uint32_t p, Visit const& visit) {
        constexpr std::size_t looked_at_most = 4'096;
        std::size_t looked_at = 0;
        auto const size = static_cast<std::uint32_t>(by_row_.size());
        for_each_row(p, [&](std::uint64_t row) {
            auto at = first_not(0, size, [&](std::uint32_t i) { return by_row_[i].key < row; });
            for (; at < size && by_row_[at].key == row && looked_at < looked_at_most; ++at) {
                ++looked_at;
                auto const rival = by_row_[at].index;
                if (stamp_[rival] == search_) continue;
                stamp_[rival] = search_;
                visit(rival);
            }
        });
    }
    void begin_visit() { ++search_; }

  private:
    static score_t share(std::int64_t less) {
        auto const x = exp_minus(std::max<std::int64_t>(less, 0));
        return static_cast<score_t>(x * 1'000'000 >> one_bits);
    }
    template <class Visit>
    void for_each_row(std::uint32_t p, Visit const& visit) const {
        auto const& proposal = proposed_.all[p];
        constexpr auto right = std::uint64_t{1} << 32U;
        bool const own_is_left = proposal.own == side::left;
        for (auto const row : proposed_.own_rows(proposal))
            visit(row | (own_is_left ? 0 : right));
        for (auto const row : proposed_.other_rows(proposal))
            visit(row | (own_is_left ? right : 0));
    }

    group_proposals const& proposed_;
    buffer<keyed> by_row_;
    buffer<std::uint32_t> stamp_;
    std::uint32_t search_ = 0;
};

/// A group that has won.
struct found_group {
    std::uint32_t proposal;
    score_t confidence;
    score_t margin;
};

/// All proposals around the rows of both sides, in a fixed order. O(rows), times the work that the
/// limits allow for one.
inline group_proposals propose_groups(group_context const& in, affinity_book const& words,
                                      unsigned threads) {
    constexpr std::size_t portion = 512;
    alike_finder const texts(in, words);
    group_proposals all;
    for (auto const own : {side::left, side::right}) {
        auto const& rows = in.of(own).by_text();
        std::vector<group_proposals> parts((rows.size() + portion - 1) / portion);
        for_each_task(parts.size(), threads, [&](unsigned, std::size_t task) {
            group_search search(in, parts[task]);
            alike_texts alike;
            bool complete = true;
            auto const end = std::min(rows.size(), (task + 1) * portion);
            for (auto i = task * portion; i < end; ++i) {
                bool const same = i > task * portion && rows[i - 1].text == rows[i].text;
                if (!same) complete = texts.find(rows[i], own, alike);
                search.around(rows[i], own, alike, complete);
            }
        });
        for (auto const& part : parts)
            all.append(part);
    }
    return all;
}

/// Those that are likely enough, the likeliest first, no row in two of them.
inline std::vector<found_group>
choose_groups(group_context const& in, group_proposals const& proposed, score_t min_confidence) {
    constexpr score_t offered_min = 450'000; // of two that fit equally well one is, of three none
    group_rivals rivals(proposed);
    std::vector<found_group> order;
    for (std::uint32_t p = 0; p < proposed.all.size(); ++p) {
        if (probability(proposed.all[p].odds) < min_confidence) continue;
        auto const [confidence, margin] = rivals.of(p);
        if (confidence >= offered_min) order.push_back({p, confidence, margin});
    }
    std::stable_sort(order.begin(), order.end(), [&](auto const& a, auto const& b) {
        if (a.confidence != b.confidence) return a.confidence > b.confidence;
        return proposed.all[a.proposal].odds > proposed.all[b.proposal].odds;
    });
    buffer<bool> taken[2] = {buffer<bool>(in.all.left.size()), buffer<bool>(in.all.right.size())};
    std::vector<found_group> chosen;
    for (auto const& g : order) {
        auto const& p = proposed.all[g.proposal];
        auto& own = taken[p.own == side::left ? 0 : 1];
        auto& other = taken[p.own == side::left ? 1 : 0];
        bool free = true;
        for (auto const row : proposed.own_rows(p))
            free = free && !own[row];
        for (auto const row : proposed.other_rows(p))
            free = free && !other[row];
        if (!free) continue;
        for (auto const row : proposed.own_rows(p))
            own[row] = true;
        for (auto const row : proposed.other_rows(p))
            other[row] = true;
        chosen.push_back(g);
    }
    return chosen;
}

} // namespace recon::detail
