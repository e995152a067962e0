// recon/io/csv_columns.hpp - which column of a table holds what: by the header's words, confirmed
// by the cells below it.
#pragma once

#include <recon/io/csv_column.hpp>
#include <recon/io/header_match.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace recon::io {

namespace detail {

/// Assigns the columns of one table.
class column_assignment {
  public:
    column_assignment(std::vector<header_match> const& header,
                      std::vector<column_sample> const& samples)
        : header_(header), samples_(samples), taken_(header.size(), false) {}

    column_map run() {
        auto const dates = [this](std::size_t i) { return mostly(i, samples_[i].dates); };
        auto const texts = [](std::size_t) { return true; };
        map_.day = take(
            {column::booking_date, column::date, column::value_date, column::other_date}, dates);
        map_.value_day = take({column::value_date, column::date, column::booking_date}, dates);
        assign_amounts();
        assign_currency();
        map_.balance = take({column::balance}, [this](std::size_t i) {
            return mostly(i, samples_[value_column(i)].amounts);
        });
        if (map_.balance != no_column) map_.balance = value_column(map_.balance);
        map_.pending = take({column::pending}, texts);
        map_.status = find_status();
        map_.reference = take({column::reference}, texts);
        map_.id = take({column::id}, texts);
        map_.cheque = take({column::cheque}, texts);
        map_.account = take({column::account}, texts);
        map_.payee = take_all(column::payee);
        map_.description = take_all(column::description);
        return map_;
    }

  private:
    static constexpr column_set unwanted{column::original_amount, column::fee,
                                         column::exchange_rate, column::balance};

    bool mostly(std::size_t i, std::size_t count) const {
        auto const filled = samples_[i].filled;
        return filled == 0 ? no_rows() : count * 2 >= filled;
    }
    bool no_rows() const {
        return std::all_of(samples_.begin(), samples_.end(),
                           [](column_sample const& sample) { return sample.filled == 0; });
    }

    /// The best free column of one of the meanings, in their order; exact words before weak ones,
    /// then well-filled columns before others, then from left to right.
    template <class Usable>
    std::size_t take(std::initializer_list<column> meanings, Usable usable) {
        for (bool const exact : {true, false}) {
            for (auto const meaning : meanings) {
                std::size_t best = no_column;
                for (std::size_t i = 0; i < header_.size(); ++i) {
                    auto const& words = exact ? header_[i].exact : header_[i].weak;
                    if (taken_[i] || !words.has(meaning) || !usable(i)) continue;
                    if (best == no_column || samples_[i].filled > samples_[best].filled * 2)
                        best = i;
                }
                if (best == no_column || thin(best)) continue;
                taken_[best] = true;
                return best;
            }
        }
        return no_column;
    }
    /// A column that is nearly empty does not take a place that another can have.
    bool thin(std::size_t i) const {
        std::size_t most = 0;
        for (auto const& sample : samples_)
            most = std::max(most, sample.filled);
        return samples_[i].filled == 0 && most != 0;
    }

    std::vector<std::size_t> take_all(column meaning) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (taken_[i] || !header_[i].exact.has(meaning) || samples_[i].filled == 0) continue;
            if (samples_[i].dates * 2 > samples_[i].filled) continue;
            taken_[i] = true;
            found.push_back(i);
        }
        if (found.empty())
            if (auto const weak = take({meaning}, [](std::size_t) { return true; });
                weak != no_column)
                found.push_back(weak);
        return found;
    }

    /// Where a header stands over two columns, a currency and the value after it, the value.
    std::size_t value_column(std::size_t i) {
        bool const pair = samples_[i].currencies * 2 > samples_[i].filled && i + 1 < header_.size()
                          && !taken_[i + 1] && header_[i + 1].exact.empty()
                          && header_[i + 1].weak.empty()
                          && samples_[i + 1].amounts * 2 > samples_[i + 1].filled;
        return pair ? i + 1 : i;
    }

    std::size_t find_amount() {
        std::size_t best = no_column;
        auto const rank = [this](std::size_t i) { // higher is better
            return (header_[i].exact.has(column::amount) ? 16 : 0) + preference(i) * 4
                   + (header_[i].unit ? 2 : 0)
                   + (samples_[i].amounts == samples_[i].filled ? 1 : 0);
        };
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (taken_[i] || !header_[i].exact.has(column::amount) || value_column(i) == i)
                continue;
            map_.currency = i;
            taken_[i] = true;
            return i + 1;
        }
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (taken_[i] || !header_[i].may(column::amount) || header_[i].exact.meets(unwanted))
                continue;
            if (header_[i].weak.meets(unwanted) || !mostly(i, samples_[i].amounts)) continue;
            if (samples_[i].dates * 2 > samples_[i].filled && samples_[i].filled != 0) continue;
            if (best == no_column || rank(i) > rank(best)) best = i;
        }
        return best;
    }

    /// How surely the account sees the amounts of a column, of several: in its own currency; after
    /// fees, or with taxes, where there are such. Not what is empty in most rows.
    int preference(std::size_t i) const {
        std::size_t most = 0;
        bool fees = false;
        bool taxes = false;
        for (std::size_t at = 0; at < header_.size(); ++at) {
            if (header_[at].may(column::amount)) most = std::max(most, samples_[at].filled);
            fees = fees || header_[at].exact.has(column::fee);
            taxes = taxes || header_[at].exact.has(column::tax);
        }
        auto const& header = header_[i];
        if (header.exact.has(column::amount) && samples_[i].filled * 2 < most) return 0;
        bool const by_charge = taxes && !fees ? header.gross : header.net;
        return (header.account ? 2 : 0) + (by_charge ? 1 : 0);
    }

    /// Of several columns of currencies, the one beside the amounts.
    void assign_currency() {
        if (map_.currency != no_column) return;
        auto const currencies = [this](std::size_t i) { return mostly(i, samples_[i].currencies); };
        auto const sides = map_.amount != no_column ? map_.amount
                           : map_.debit == no_column || map_.credit == no_column
                               ? std::min(map_.debit, map_.credit)
                               : std::max(map_.debit, map_.credit);
        auto const before =
            map_.amount != no_column ? map_.amount : std::min(map_.debit, map_.credit);
        for (auto const i : {sides + 1, before - 1}) {
            if (i >= header_.size() || taken_[i] || !header_[i].exact.has(column::currency))
                continue;
            if (samples_[i].filled == 0 || !currencies(i)) continue;
            map_.currency = i;
            taken_[i] = true;
            return;
        }
        map_.currency = take({column::currency}, currencies);
    }

    std::size_t find_side(column side) const {
        std::size_t best = no_column;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            bool const empty = samples_[i].filled == 0;
            if (taken_[i] || !header_[i].may(side) || header_[i].exact.has(column::type)) continue;
            if (header_[i].weak.meets(unwanted)) continue;
            bool const exact = header_[i].exact.has(side);
            // beside a sum with a stray mark a few amounts are enough for a column called so
            bool const some = exact && samples_[i].amounts * 4 >= samples_[i].filled;
            if (!empty && !some && !mostly(i, samples_[i].amounts)) continue;
            bool const other_exact = best != no_column && header_[best].exact.has(side);
            bool const same = best != no_column && exact == other_exact;
            bool const fuller = same && samples_[best].filled == 0 && !empty;
            bool const nearer = same && !empty && preference(i) > preference(best);
            if (best == no_column || (exact && !other_exact) || fuller || nearer) best = i;
        }
        return best;
    }

    void assign_amounts() {
        auto const amount = find_amount();
        auto debit = find_side(column::debit);
        auto credit = find_side(column::credit);
        if (debit == credit) debit = credit = no_column; // "Debit/Credit" is one column
        bool const both = debit != no_column && credit != no_column;
        auto const type = find_type();
        bool const signs = amount != no_column && samples_[amount].negative != 0;
        bool const sides = both && samples_[debit].filled + samples_[credit].filled != 0;
        if (amount != no_column && (signs || type != no_column || !sides)) {
            map_.amount = amount;
            map_.type = type;
        } else if (both || amount == no_column) {
            map_.debit = debit;
            map_.credit = credit;
        }
        for (auto const i : {map_.amount, map_.type, map_.debit, map_.credit})
            if (i != no_column) taken_[i] = true;
    }

    /// The column whose cells are words for booked and pending, whatever its header is.
    std::size_t find_status() {
        for (std::size_t i = 0; i < header_.size(); ++i) {
            bool const words = samples_[i].booked != 0 && samples_[i].booked == samples_[i].filled;
            if (taken_[i] || !(words || header_[i].exact.has(column::status))) continue;
            taken_[i] = true;
            return i;
        }
        return take({column::status}, [](std::size_t) { return true; });
    }

    /// The column whose words say which way money moves: the first one with such a header, else one
    /// whose cells are nothing but such words: of both ways, if it has another header.
    std::size_t find_type() const {
        for (bool const exact : {true, false}) {
            for (std::size_t i = 0; i < header_.size(); ++i) {
                auto const& words = exact ? header_[i].exact : header_[i].weak;
                if (taken_[i] || !words.has(column::type)) continue;
                auto const& sample = samples_[i];
                auto const known = sample.in + sample.out + sample.neither;
                if (sample.in + sample.out != 0 && known * 5 >= sample.filled * 4) return i;
            }
        }
        for (std::size_t i = 0; i < header_.size(); ++i) {
            auto const& sample = samples_[i];
            bool const unnamed = header_[i].exact.empty() && header_[i].weak.empty();
            bool const both = sample.in != 0 && sample.out != 0;
            if (!taken_[i] && (unnamed || both) && sample.filled != 0
                && sample.in + sample.out == sample.filled)
                return i;
        }
        return no_column;
    }

    std::vector<header_match> const& header_;
    std::vector<column_sample> const& samples_;
    std::vector<bool> taken_;
    column_map map_;
};

} // namespace detail

/// The columns of a table whose header cells match so, and whose cells look so. Both have one
/// element a column.
inline column_map assign_columns(std::vector<header_match> const& header,
                                 std::vector<column_sample> const& samples) {
    return detail::column_assignment(header, samples).run();
}

} // namespace recon::io
