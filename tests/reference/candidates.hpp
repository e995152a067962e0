// tests/reference/candidates.hpp - the slow twin of recon/candidates.hpp: every pair of rows is
// looked at, from the rows themselves.
#pragma once

#include "reference/assign.hpp"
#include "support/rows.hpp"

#include <recon/comparer.hpp>
#include <recon/reference.hpp>
#include <recon/score.hpp>
#include <recon/similarity.hpp>
#include <recon/token_book.hpp>
#include <recon/tolerance.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace recon::reference {

template <class Amount, class Day, class Scorer>
class all_pairs {
  public:
    all_pairs(test::two_sides const& rows, tolerances<Amount, Day> const& within,
              Scorer const& scorer, score_t min_confidence)
        : rows_(rows), within_(within), scorer_(scorer), min_confidence_(min_confidence) {
        for (auto const* side : {&rows.left, &rows.right}) {
            for (auto const& l : *side) {
                texts_.add(l.description);
                first_ = std::min(first_, l.day);
                last_ = std::max(last_, l.day);
            }
        }
        texts_.close();
    }

    bool passes(std::size_t l, std::size_t r) const {
        return within_.amount(rows_.left[l].amount, rows_.right[r].amount)
               && within_.day(rows_.left[l].day, rows_.right[r].day);
    }

    pair_evidence evidence(std::size_t l, std::size_t r) {
        auto const& a = rows_.left[l];
        auto const& b = rows_.right[r];
        pair_evidence e;
        e.equal_amount = a.amount == b.amount;
        e.amount = within_.amount.closeness(a.amount, b.amount);
        auto const larger = std::max(magnitude(a.amount.minor), magnitude(b.amount.minor));
        auto const apart = std::min(distance(a.amount.minor, b.amount.minor), larger);
        if (apart != 0) e.gap = static_cast<std::int32_t>(detail::uint128{apart} * 1'000 / larger);
        e.day = within_.day.closeness(a.day, b.day);
        e.lag = static_cast<std::int32_t>((a.day - b.day).count());
        e.rivals = rivals(a, b);
        auto const text_a = class_of(a);
        auto const text_b = class_of(b);
        if (text_a != 0 && text_b != 0) e.text = texts_.similarity(text_a, text_b);
        auto const ref_a = normalise_reference(a.reference);
        auto const ref_b = normalise_reference(b.reference);
        e.reference = compare_references(ref_a, ref_b);
        if (e.reference < reference_match::contained
            && (mentions(normalise(a.description), ref_b)
                || mentions(normalise(b.description), ref_a) || share_token(a, b)))
            e.reference = reference_match::contained;
        return e;
    }

    /// any_comparer::no_weight where the pair may not match.
    score_t weight(std::size_t l, std::size_t r) {
        if (!passes(l, r)) return any_comparer::no_weight;
        auto const e = evidence(l, r);
        auto least = min_confidence_;
        if constexpr (requires { Scorer::rival_min; })
            least = std::min(least, e.equal_amount ? Scorer::rival_min : Scorer::near_rival_min);
        return scorer_.total(e) < least ? any_comparer::no_weight : scorer_.weight(e);
    }

    bool equal_amounts(std::size_t l, std::size_t r) const {
        return rows_.left[l].amount == rows_.right[r].amount;
    }
    bool equal_references(std::size_t l, std::size_t r) const {
        auto const reference = normalise_reference(rows_.left[l].reference);
        return !reference.empty() && reference == normalise_reference(rows_.right[r].reference);
    }

    /// The best total of a matching of the rows that are open, among the pairs that are wanted.
    template <class Wanted>
    std::int64_t best_total(std::vector<bool> const& left_open, std::vector<bool> const& right_open,
                            Wanted wanted) {
        weight_matrix weights(rows_.left.size(), std::vector<std::int64_t>(rows_.right.size()));
        for (std::size_t l = 0; l < rows_.left.size(); ++l) {
            for (std::size_t r = 0; r < rows_.right.size(); ++r) {
                if (left_open[l] && right_open[r] && wanted(l, r))
                    weights[l][r] = std::max(weight(l, r), 0); // who may not match weighs nothing
            }
        }
        return hungarian_total(weights);
    }

  private:
    /// The numbers of payments in a text.
    static std::set<std::string> tokens_of(std::string const& text) {
        std::vector<std::string> words;
        for_each_word(normalise(text), [&](std::string_view word) { words.emplace_back(word); });
        auto const has_digit = [](std::string const& word) {
            return word.find_first_of("0123456789") != std::string::npos;
        };
        std::set<std::string> tokens;
        auto const add = [&](std::string token, std::string const& keyword) {
            token.erase(0, std::min(token.find_first_not_of('0'), token.size()));
            std::set<std::string> const cheque{"CHEQUE", "CHECK",  "CHQ",
                                               "CHK",    "SCHECK", "ASSEGNO"};
            if (token.size() >= token_book::size_least && token.size() <= contained_reference_max)
                tokens.insert(cheque.count(keyword) != 0 ? "cheque " + token : token);
        };
        for (std::size_t i = 0; i < words.size();) {
            auto const digits = words[i].find_first_of("0123456789");
            bool const glued = digits != std::string::npos && digits > 0
                               && token_book::is_keyword(words[i].substr(0, digits));
            if (!glued && !token_book::is_keyword(words[i])) {
                if (digits != std::string::npos && token_book::is_checked_number(words[i]))
                    add(words[i], {});
                ++i;
                continue;
            }
            auto token = glued ? words[i].substr(digits) : std::string();
            std::size_t parts = glued ? 1 : 0;
            auto const keyword = glued ? words[i].substr(0, digits) : words[i];
            ++i;
            while (!glued && i < words.size() && !has_digit(words[i])
                   && token_book::is_filler(words[i]))
                ++i;
            for (; i < words.size() && has_digit(words[i]) && parts < token_book::parts_most; ++i) {
                token += words[i];
                ++parts;
            }
            add(token, keyword);
        }
        return tokens;
    }
    /// What a reference is in a text: "CHK4740" is "cheque 4740".
    static std::set<std::string> tokens_of_reference(test::line const& l) {
        auto const normal = normalise_reference(l.reference);
        auto const at = normal.find_first_of("0123456789");
        bool const is_one =
            at != std::string::npos && at > 0 && token_book::is_keyword(normal.substr(0, at));
        return is_one ? tokens_of(normal.substr(0, at) + ' ' + normal.substr(at))
                      : std::set<std::string>{};
    }
    static std::set<std::string> all_tokens_of(test::line const& l) {
        auto all = tokens_of(l.description);
        all.merge(tokens_of_reference(l));
        return all;
    }
    bool share_token(test::line const& a, test::line const& b) const {
        auto const in_both_references = [&](std::string const& token) {
            return tokens_of(a.description).count(token) == 0
                   && tokens_of(b.description).count(token) == 0;
        };
        auto const others = all_tokens_of(b);
        for (auto const& token : all_tokens_of(a)) {
            if (in_both_references(token)) continue; // which are compared as they are
            auto const rows = [&](std::vector<test::line> const& side) {
                return std::count_if(side.begin(), side.end(), [&](test::line const& l) {
                    return all_tokens_of(l).count(token) != 0;
                });
            };
            if (others.count(token) != 0 && rows(rows_.left) <= token_book::rows_most
                && rows(rows_.right) <= token_book::rows_most)
                return true;
        }
        return false;
    }

    class_id class_of(test::line const& l) {
        return texts_.class_of(texts_.add(l.description)); // there already
    }

    /// Rows of a side that have everything in common with one, itself included.
    std::ptrdiff_t alike(std::vector<test::line> const& side, test::line const& one) {
        return std::count_if(side.begin(), side.end(), [&](test::line const& l) {
            return l.amount == one.amount && l.day == one.day && class_of(l) == class_of(one)
                   && normalise_reference(l.reference) == normalise_reference(one.reference);
        });
    }

    /// Of amounts that one row has, and that two have: how many others are expected, in
    /// thousandths.
    static std::int64_t unseen(std::vector<test::line> const& side) {
        std::map<std::pair<std::string, std::int64_t>, int> rows;
        for (auto const& l : side)
            ++rows[{std::string(l.amount.unit.code()), l.amount.minor}];
        std::int64_t once = 1;
        std::int64_t twice = 1;
        for (auto const& [amount, count] : rows) {
            once += count == 1 ? 1 : 0;
            twice += count == 2 ? 1 : 0;
        }
        return std::min<std::int64_t>(2'000 * twice / once, 1'000);
    }

    /// Other rows of the fuller side from the one amount to the other; expected in one date window.
    std::uint32_t rivals(test::line const& a, test::line const& b) {
        auto const low = std::min(a.amount.minor, b.amount.minor);
        auto const high = std::max(a.amount.minor, b.amount.minor);
        auto const count = [&](std::vector<test::line> const& side) {
            return std::count_if(side.begin(), side.end(), [&](test::line const& l) {
                return l.amount.unit == a.amount.unit && l.amount.minor >= low
                       && l.amount.minor <= high;
            });
        };
        auto const window = within_.day.window(a.day);
        auto const days = (last_ - first_).count() + 1;
        auto const width = std::min<std::int64_t>((window.high - window.low).count() + 1, days);
        auto const rows = std::max(count(rows_.left) - alike(rows_.left, a),
                                   count(rows_.right) - alike(rows_.right, b));
        auto const expected =
            (1'000 * rows + std::max(unseen(rows_.left), unseen(rows_.right))) * width / days;
        return static_cast<std::uint32_t>(std::max<std::int64_t>(expected, rivals_least));
    }

    test::two_sides const& rows_;
    tolerances<Amount, Day> within_;
    Scorer scorer_;
    score_t min_confidence_;
    text_book texts_;
    std::chrono::sys_days first_ = std::chrono::sys_days::max();
    std::chrono::sys_days last_ = std::chrono::sys_days::min();
};

} // namespace recon::reference
