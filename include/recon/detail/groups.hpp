// recon/detail/groups.hpp - the groups of a run: proposals around every row that is to be had,
// their competition, and those that win it.
#pragma once

#include <recon/affinity.hpp>
#include <recon/comparer.hpp>
#include <recon/detail/buffer.hpp>
#include <recon/detail/fixed_list.hpp>
#include <recon/detail/group_cross.hpp>
#include <recon/detail/group_rows.hpp>
#include <recon/detail/group_search.hpp>
#include <recon/detail/odds.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/detail/sort.hpp>
#include <recon/group.hpp>
#include <recon/intake.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace recon::detail {

/// Which parties of one side are alike to one of the other: they share a telling word, or words
/// that are known to go together.
class alike_finder {
  public:
    static constexpr score_t alike_least = 420'000;

    alike_finder(group_context const& in, affinity_book const& words) : in_(in) {
        words.for_each_link([&](std::uint32_t left, std::uint32_t right) {
            linked_[0].add(left, right);
            linked_[1].add(right, left);
        });
        for (auto& links : linked_)
            links.close();
    }

    /// The parties of the other side that are alike to one of side `own`, in the order of their
    /// numbers; false when there are more than are looked at.
    bool find(party_id party, side own, alike_parties& alike) const {
        alike.clear();
        if (party == 0) return true;
        auto const most = in_.chosen.limits.parties_max;
        auto const& named = in_.of(own == side::left ? side::right : side::left).parties_of_word();
        bool complete = true;
        auto const offer = [&](party_id other) {
            complete = alike.size() < most * 2;
            if (complete) alike.push_back({other, 0});
            return complete;
        };
        std::uint32_t words[party_book::keys_max];
        auto const count = in_.parties.keys(party, words);
        for (std::size_t i = 0; i < count; ++i) {
            named.visit(words[i], offer);
            linked_[own == side::left ? 0 : 1].visit(words[i], [&](std::uint32_t word) {
                named.visit(word, offer);
                return complete;
            });
        }
        keep_alike(party, own, alike);
        if (alike.size() <= most) return complete;
        alike.resize(most);
        return false;
    }

  private:
    /// Sorts them; drops what is not alike or stands there already. Against those that are less
    /// alike than others something speaks: where there is a Fjord Motors, it is not Zenith Motors.
    void keep_alike(party_id party, side own, alike_parties& alike) const {
        sort_values(alike.data(), alike.size(),
                    [](alike_party const& a, alike_party const& b) { return a.party < b.party; });
        auto const text = in_.parties.text_of(party);
        score_t best = alike_least;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < alike.size(); ++i) {
            if (i > 0 && alike[i].party == alike[i - 1].party) continue;
            auto const other = in_.parties.text_of(alike[i].party);
            auto const likeness = own == side::left
                                      ? in_.compare.text_likeness(text, other, alike_least)
                                      : in_.compare.text_likeness(other, text, alike_least);
            if (likeness < alike_least) continue;
            best = std::max(best, likeness);
            alike[kept++] = {alike[i].party, likeness};
        }
        alike.resize(kept);
        for (auto& each : alike) {
            auto const share = static_cast<std::int32_t>(std::int64_t{each.less} * 1'000 / best);
            each.less = each.party == party ? 0 : less_of_alike + 5 * std::max(700 - share, 0);
        }
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
        /// How likely its rows are, on the average, to be in a group around the same row, be it
        /// this one or one that differs in others: 1'000'000 at most.
        score_t sure;
    };
    /// Of a proposal: against all that want one of its rows, and against none of them being right.
    verdict of(std::uint32_t p) {
        log_sum all(0);
        visit_rivals(p, [&](std::uint32_t rival) { all.add(proposed_.all[rival].odds); });
        auto const& mine = proposed_.all[p];
        auto const rows = proposed_.other_rows(mine);
        std::int64_t rivals = 0;
        std::int64_t sure = 0;
        visit_rivals(p, [&](std::uint32_t rival) {
            auto const& other = proposed_.all[rival];
            auto const chance = share(all.value() - other.odds);
            if (rival != p) rivals += chance;
            if (!same_own(p, rival)) return;
            for (auto const row : rows)
                for (auto const its : proposed_.other_rows(other))
                    sure += its == row ? chance : 0;
        });
        auto const margin = std::max<std::int64_t>(score_max - rivals, 0);
        return {share(all.value() - mine.odds), static_cast<score_t>(margin),
                static_cast<score_t>(sure / static_cast<std::int64_t>(rows.size()))};
    }

    /// The likeliest other proposals around the same row; returns how many.
    template <std::size_t N>
    std::uint32_t alternatives(std::uint32_t p, std::array<std::uint32_t, N>& best) {
        std::uint32_t count = 0;
        auto const odds = [&](std::uint32_t of) { return proposed_.all[of].odds; };
        visit_rivals(p, [&](std::uint32_t rival) {
            if (rival == p || !same_own(p, rival)) return;
            auto at = count;
            for (; at > 0 && odds(best[at - 1]) < odds(rival); --at)
                if (at < N) best[at] = best[at - 1];
            if (at < N) best[at] = rival;
            count = std::min<std::uint32_t>(count + 1, N);
        });
        return count;
    }

    /// Calls visit(rival) for each proposal that wants one of its rows, itself among them.
    template <class Visit>
    void visit_rivals(std::uint32_t p, Visit const& visit) {
        ++search_;
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

  private:
    bool same_own(std::uint32_t a, std::uint32_t b) const {
        auto const& x = proposed_.all[a];
        auto const& y = proposed_.all[b];
        if (x.own != y.own || x.own_count != y.own_count) return false;
        auto const size = x.own_count * sizeof(row_index);
        return std::memcmp(proposed_.own_rows(x).data(), proposed_.own_rows(y).data(), size) == 0;
    }
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
    std::array<std::uint32_t, 3> alternatives{}; ///< other proposals that fit in its place
    std::uint32_t alternative_count = 0;
};

/// Groups of several rows on both sides: bundles of rows of a party, or of a reference, that are of
/// few days and not too many.
inline void propose_cross(group_context const& in, alike_finder const& parties,
                          group_proposals& all) {
    cross_search search(in, all);
    alike_parties alike;
    auto const bundles = [](buffer<fact> const& rows, auto const& key, auto const& visit) {
        constexpr std::int32_t few_days = 3;
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            end = begin + 1;
            if (key(rows[begin]) == 0) continue;
            while (end < rows.size() && key(rows[end]) == key(rows[begin])
                   && rows[end].book == rows[begin].book
                   && magnitude(std::int64_t{rows[end].day} - rows[begin].day) <= few_days)
                ++end;
            if (end - begin >= 2 && end - begin <= cross_search::lefts_max)
                visit(view<fact>(rows.data() + begin, end - begin));
        }
    };
    bundles(
        in.left.by_reference(), [](fact const& f) { return f.reference; },
        [&](view<fact> rows) { search.of_reference(rows); });
    bundles(
        in.left.by_party(), [&](fact const& f) { return in.parties.of(f.text); },
        [&](view<fact> rows) {
            bool const complete = parties.find(in.parties.of(rows[0].text), side::left, alike);
            search.of_party(rows, alike, complete);
        });
}

/// All proposals around the rows of both sides, in a fixed order. O(rows), times the work that the
/// limits allow for one. Calls told(done, all) now and then, from the calling thread; what it
/// throws ends the search.
template <class Told>
group_proposals propose_groups(group_context const& in, affinity_book const& words,
                               unsigned threads, Told const& told) {
    constexpr std::size_t portion = 512;
    alike_finder const parties(in, words);
    group_proposals all;
    for (auto const own : {side::left, side::right}) {
        if (own == side::right && in.chosen.mode == group_mode::one_to_many) break;
        auto const& rows = in.of(own).by_party();
        fixed_list<group_proposals> parts((rows.size() + portion - 1) / portion);
        for_each_task(parts.size(), threads, [&](unsigned worker, std::size_t task) {
            if (worker == 0) told(task, parts.size());
            group_search search(in, parts[task]);
            alike_parties alike;
            party_id party = 0;
            bool complete = true;
            bool found = false;
            bool all_in = true;
            bool known = false;
            auto const end = std::min(rows.size(), (task + 1) * portion);
            for (auto i = task * portion; i < end; ++i) {
                auto const next = in.parties.of(rows[i].text);
                if (next != party) {
                    complete = parties.find(next, own, alike);
                    known = next != 0
                            && in.of(own == side::left ? side::right : side::left)
                                   .names(next, in.parties);
                }
                party = next;
                auto const& f = rows[i];
                bool const like = i > task * portion && interchangeable(rows[i - 1], f)
                                  && in.of(own).cost(rows[i - 1].row) == in.of(own).cost(f.row);
                auto const before = parts[task].all.size();
                if (!like || found) // the same would be found: nothing
                    all_in = search.around(f, own, alike, complete, known);
                found = parts[task].all.size() > before;
                if (!all_in) parts[task].cut_short[own == side::left ? 0 : 1].push_back(f.row);
            }
        });
        for (auto const& part : parts)
            all.append(part);
    }
    if (in.chosen.mode == group_mode::many_to_many) propose_cross(in, parties, all);
    return all;
}

/// Those that are likely enough, the likeliest first, no row in two of them.
inline buffer<found_group> choose_groups(group_context const& in, group_proposals const& proposed,
                                         score_t min_confidence) {
    constexpr score_t offered_min = 480'000; // of two that fit equally well one is, of three none
    constexpr score_t sure_min = 900'000;    // unless they have nearly all rows in common
    group_rivals rivals(proposed);
    buffer<found_group> likely;
    buffer<keyed> order; // the surest first, then the likeliest
    for (std::uint32_t p = 0; p < proposed.all.size(); ++p) {
        if (probability(proposed.all[p].odds) < min_confidence) continue;
        auto const [confidence, margin, sure] = rivals.of(p);
        if (confidence < offered_min && sure < sure_min) continue;
        auto const less = static_cast<std::uint64_t>(2 * score_max - sure) << 32U;
        order.push_back({less | static_cast<std::uint32_t>(score_max - confidence),
                         static_cast<std::uint32_t>(likely.size())});
        likely.push_back({p, confidence, margin, {}, 0});
    }
    sort_by_key(order);
    buffer<bool> taken[2] = {buffer<bool>(in.all.left.size()), buffer<bool>(in.all.right.size())};
    buffer<found_group> chosen;
    for (auto const& item : order) {
        auto g = likely[item.index];
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
        if (g.margin < group_margin_min)
            g.alternative_count = rivals.alternatives(g.proposal, g.alternatives);
        chosen.push_back(g);
    }
    return chosen;
}

} // namespace recon::detail
