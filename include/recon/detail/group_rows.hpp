// recon/detail/group_rows.hpp - the rows of one side that a group may take, where they can be found
// by text, by reference and by day, and what taking each costs.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/party_book.hpp>
#include <recon/detail/sort.hpp>
#include <recon/fact.hpp>
#include <recon/intake.hpp>
#include <recon/subset_sum.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <utility>

namespace recon::detail {

/// What a row costs a group, in millinats: how sure it is that it belongs to others. By row.
inline constexpr std::int32_t not_to_be_had = -1;

/// Pairs of numbers, sorted: the first of each pair is looked up.
class number_index {
  public:
    void add(std::uint32_t from, std::uint32_t to) {
        items_.push_back({std::uint64_t{from} << 32U | to, 0});
    }
    void close() { sort_by_key(items_); }
    /// Calls visit(to) for each, in order, until it returns false.
    template <class Visit>
    void visit(std::uint32_t from, Visit const& visit) const {
        auto const size = static_cast<std::uint32_t>(items_.size());
        auto at = first_not(0, size, [&](std::uint32_t i) { return items_[i].key >> 32U < from; });
        for (; at < size && items_[at].key >> 32U == from; ++at)
            if (!visit(static_cast<std::uint32_t>(items_[at].key))) return;
    }

  private:
    buffer<keyed> items_;
};

class group_rows {
  public:
    /// `sorted` are all rows of a side in the order of fact; those that cost not_to_be_had are left
    /// out, as are amounts that no group can have.
    group_rows(buffer<fact> const& sorted, buffer<std::int32_t>&& cost, intake const& all,
               party_book const& parties)
        : cost_(std::move(cost)), party_rows_(parties.parties() + 1) {
        buffer<bool> text_known(all.texts.classes() + 1);
        buffer<bool> reference_known(all.references.size() + 1);
        for (auto const& f : sorted) {
            auto const party = parties.of(f.text);
            ++party_rows_[party];
            if (party != 0) name_parties(party, parties);
            if (cost_[f.row] == not_to_be_had || f.minor == 0) continue;
            if (magnitude(f.minor) > static_cast<std::uint64_t>(summand_most)) continue;
            if (!text_known[f.text]) add_text(f.text, all);
            text_known[f.text] = true;
            auto const token = all.tokens.of_reference(f.reference);
            if (token != 0 && !reference_known[f.reference])
                references_of_token_.add(token, f.reference);
            reference_known[f.reference] = true;
            by_day_.push_back(f);
        }
        by_text_ = by_day_;
        by_reference_ = by_day_;
        arrange_by(by_day_, {fact_key::day, fact_key::book});
        arrange_by(by_text_, {fact_key::day, fact_key::book, fact_key::text});
        arrange_by(by_reference_, {fact_key::reference});
        arrange_by_party(parties);
        for (auto* index :
             {&parties_of_word_, &texts_of_reference_, &texts_of_token_, &references_of_token_})
            index->close();
    }

    buffer<fact> const& by_day() const noexcept { return by_day_; }
    /// By party and day, those that name nobody first.
    buffer<fact> const& by_party() const noexcept { return by_party_; }
    buffer<fact> const& by_reference() const noexcept { return by_reference_; }
    std::int32_t cost(row_index row) const noexcept { return cost_[row]; }

    /// How many rows of a book lie in [low, high], days both included; and where they begin.
    struct run {
        std::uint32_t begin, end;
    };
    run days(std::uint32_t book, std::int64_t low, std::int64_t high) const {
        return window(by_day_, 0, size(), book, low, high);
    }
    /// Rows of a party in a window of days, at most `most` of them.
    template <class Visit>
    void visit_party(party_id party, std::uint32_t book, std::int64_t low, std::int64_t high,
                     Visit const& visit,
                     std::uint32_t most = std::numeric_limits<std::uint32_t>::max()) const {
        auto const [first, last] = window(by_party_, party_begin_[party],
                                          party_begin_[party + std::size_t{1}], book, low, high);
        for (auto i = first; i < last && i - first < most; ++i)
            visit(by_party_[i]);
    }
    /// Rows of a text in a window of days.
    template <class Visit>
    void visit_text(class_id text, std::uint32_t book, std::int64_t low, std::int64_t high,
                    Visit const& visit) const {
        auto const begin =
            first_not(0, size(), [&](std::uint32_t i) { return by_text_[i].text < text; });
        auto const end =
            first_not(begin, size(), [&](std::uint32_t i) { return by_text_[i].text == text; });
        auto const [first, last] = window(by_text_, begin, end, book, low, high);
        for (auto i = first; i < last; ++i)
            visit(by_text_[i]);
    }
    /// Rows of a reference, at most `most` of them.
    template <class Visit>
    void visit_reference(std::uint32_t reference, std::size_t most, Visit const& visit) const {
        auto at = first_not(
            0, size(), [&](std::uint32_t i) { return by_reference_[i].reference < reference; });
        for (; at < size() && by_reference_[at].reference == reference && most > 0; ++at, --most)
            visit(by_reference_[at]);
    }

    /// How many rows of the side are of a party, be they to be had or not.
    std::uint32_t rows_of(party_id party) const noexcept { return party_rows_[party]; }
    /// Whether any row of the side, be it to be had or not, holds the most telling word of a party.
    bool names(party_id party, party_book const& parties) const noexcept {
        std::uint32_t words[party_book::words_max];
        return parties.words(party, words) > 0 && words[0] < named_.size() && named_[words[0]];
    }
    /// Parties of all rows of the side, be they to be had or not.
    number_index const& parties_of_word() const noexcept { return parties_of_word_; }
    number_index const& texts_of_reference() const noexcept { return texts_of_reference_; }
    number_index const& texts_of_token() const noexcept { return texts_of_token_; }
    number_index const& references_of_token() const noexcept { return references_of_token_; }

  private:
    static void arrange_by(buffer<fact>& facts, std::initializer_list<fact_key> keys) {
        auto order = order_of(facts);
        for (auto const key : keys)
            order_by(facts, order, key);
        arrange(facts, order);
    }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(by_day_.size()); }

    static run window(buffer<fact> const& facts, std::uint32_t begin, std::uint32_t end,
                      std::uint32_t book, std::int64_t low, std::int64_t high) {
        auto const first = first_not(begin, end, [&](std::uint32_t i) {
            return facts[i].book != book ? facts[i].book < book : facts[i].day < low;
        });
        auto const last = first_not(first, end, [&](std::uint32_t i) {
            return facts[i].book == book && facts[i].day <= high;
        });
        return {first, last};
    }

    void arrange_by_party(party_book const& parties) {
        auto order = order_of(by_text_); // which is by text, book and day
        order_by(by_text_, order, fact_key::day);
        order_by(by_text_, order, fact_key::book);
        for (auto& item : order)
            item.key = parties.of(by_text_[item.index].text);
        sort_by_key(order);
        party_begin_.resize(parties.parties() + 2);
        for (auto const& item : order) {
            by_party_.push_back(by_text_[item.index]);
            ++party_begin_[item.key + 1];
        }
        for (std::size_t p = 1; p < party_begin_.size(); ++p)
            party_begin_[p] += party_begin_[p - 1];
    }

    void name_parties(party_id party, party_book const& parties) {
        if (party < all_parties_.size() && all_parties_[party]) return;
        if (all_parties_.empty()) all_parties_.resize(parties.parties() + 1);
        all_parties_[party] = true;
        std::uint32_t words[party_book::words_max];
        auto const count = parties.words(party, words);
        for (std::size_t i = 0; i < count; ++i) {
            if (words[i] >= named_.size()) named_.resize(words[i] + std::size_t{1});
            named_[words[i]] = true;
        }
        std::uint32_t keys[party_book::keys_max];
        auto const key_count = parties.keys(party, keys);
        for (std::size_t i = 0; i < key_count; ++i)
            parties_of_word_.add(keys[i], party);
    }
    void add_text(class_id text, intake const& all) {
        for (auto const reference : all.mentions.of(text))
            texts_of_reference_.add(reference, text);
        for (auto const token : all.tokens.of(text))
            texts_of_token_.add(token, text);
    }

    buffer<std::int32_t> cost_;
    buffer<std::uint32_t> party_rows_;
    buffer<fact> by_day_;       // by book and day
    buffer<fact> by_text_;      // by text, book and day
    buffer<fact> by_reference_; // by reference
    buffer<fact> by_party_;     // by party, book and day
    buffer<std::uint32_t> party_begin_;
    buffer<bool> all_parties_, named_; // by party and by word, of all rows
    number_index parties_of_word_, texts_of_reference_, texts_of_token_, references_of_token_;
};

} // namespace recon::detail
