// recon/intake.hpp - the first stage: of the caller's rows, what the engine compares, in columns of
// whole numbers; every distinct text and reference is stored and normalised once.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/engine_once.hpp>
#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>
#include <recon/fact.hpp>
#include <recon/money.hpp>
#include <recon/outcome.hpp>
#include <recon/record.hpp>
#include <recon/reference.hpp>
#include <recon/reference_book.hpp>
#include <recon/reference_prefix.hpp>
#include <recon/similarity.hpp>
#include <recon/structured_reference.hpp>
#include <recon/token_book.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace recon {

struct intake {
    detail::buffer<fact> left; ///< in the order of fact
    detail::buffer<fact> right;
    detail::buffer<currency> books;
    text_book texts;
    reference_book references;
    mention_book mentions;
    token_book tokens;
    std::int32_t days = 1; ///< from the first day of either side to the last

    detail::buffer<fact>& of(side s) noexcept { return s == side::left ? left : right; }
    detail::buffer<fact> const& of(side s) const noexcept { return s == side::left ? left : right; }
};

namespace detail {

/// Throws validation_error for a day that no calendar has.
inline std::int32_t day_number(std::chrono::sys_days day) {
    constexpr std::int64_t most = 12'000'000; // about the year 32,000
    auto const count = std::int64_t{day.time_since_epoch().count()};
    if (count > most || count < -most)
        throw validation_error("a booking day lies " + std::to_string(count)
                               + " days from 1970: that is no date");
    return static_cast<std::int32_t>(count);
}

/// Takes in the rows of one side. Their texts are numbers of texts, not classes, until
/// finish_intake().
class side_intake {
  public:
    /// Throws limit_error at 2^32 - 1 rows.
    side_intake(intake& all, detail::buffer<fact>& facts, std::size_t rows)
        : all_(all), facts_(facts) {
        if (rows >= std::numeric_limits<row_index>::max())
            throw limit_error("more than 4,294,967,294 rows on one side: reconcile them in parts");
        facts_.resize(rows);
    }

    /// All but the reference of a row, in their order.
    void add(money const& amount, std::chrono::sys_days day, std::string_view description,
             std::string_view counterparty) {
        auto text = description;
        if (!counterparty.empty() && counterparty != text) {
            joined_.assign(counterparty).append(text.empty() ? "" : " ").append(text);
            text = joined_;
        }
        fact& f = facts_[row_];
        f.minor = amount.minor;
        f.day = day_number(day);
        f.book = book_of(amount.unit);
        f.text = all_.texts.add(text);
        f.row = row_++;
    }
    /// The references, in the same order; may be added beside the rest.
    void add_reference(std::string_view reference) {
        facts_[referenced_++].reference = all_.references.add(reference);
    }

  private:
    std::uint32_t book_of(currency unit) {
        auto& books = all_.books;
        std::uint32_t book = 0;
        while (book < books.size() && books[book] != unit)
            ++book;
        if (book == books.size()) books.push_back(unit);
        return book;
    }

    intake& all_;
    detail::buffer<fact>& facts_;
    row_index row_ = 0;
    std::size_t referenced_ = 0;
    std::string joined_;
};

template <class Rows, class Add>
void for_each_record(Rows const& rows, Add const& add) {
    auto const size = static_cast<std::size_t>(std::ranges::size(rows));
    auto at = std::ranges::begin(rows);
    for (std::size_t i = 0; i < size; ++i, ++at)
        add(*at);
}
template <class Rows>
void add_rows(Rows const& rows, side_intake& taking) {
    for_each_record(rows, [&]<class Row>(Row const& row) {
        using traits = record_traits<Row>;
        taking.add(traits::amount(row), traits::day(row), description_of(row),
                   counterparty_of(row));
    });
}
template <class Rows>
void add_references(Rows const& rows, side_intake& taking) {
    for_each_record(rows, [&](auto const& row) { taking.add_reference(reference_of(row)); });
}

/// Puts the books in alphabetical order. Returns the new number of each.
inline buffer<std::uint32_t> sort_books(detail::buffer<currency>& books) {
    buffer<std::uint32_t> number;
    for (std::size_t i = 0; i < books.size(); ++i) {
        std::uint32_t before = 0;
        for (std::size_t j = 0; j < books.size(); ++j)
            before += books[j] < books[i] ? 1 : 0;
        number.push_back(before);
    }
    auto sorted = books;
    for (std::size_t i = 0; i < books.size(); ++i)
        sorted[number[i]] = books[i];
    books.swap(sorted);
    return number;
}

/// The reference with valid check digits that each text holds, by text; 0: none. Such a one stands
/// for the reference of a row that has none.
inline buffer<std::uint32_t> references_in_texts(intake& all) {
    buffer<std::uint32_t> found(all.texts.texts() + 1);
    for (text_id text = 1; text <= all.texts.texts(); ++text) {
        auto const raw = all.texts.raw(text);
        if (!has_digit(raw)) continue;
        auto const marked = find_structured_reference(raw);
        if (marked.valid) found[text] = all.references.add(marked.text);
    }
    return found;
}

/// Numbers the books alphabetically and the texts by class. Not yet sorted.
RECON_ONCE void finish_intake(intake& all, unsigned threads);

#ifndef RECON_ENGINE_ELSEWHERE
RECON_ONCE void finish_intake(intake& all, unsigned threads) {
    auto const number = sort_books(all.books);
    buffer<std::uint32_t> marked;
    for_each_task(2, threads, [&](unsigned, std::size_t task) {
        if (task == 0)
            all.texts.sort_into_classes();
        else
            marked = references_in_texts(all);
    });
    all.mentions.begin(all.texts);
    for_each_task(2 + all.mentions.portions(), threads, [&](unsigned, std::size_t task) {
        switch (task) {
        case 0: return all.texts.find_words();
        case 1: return all.tokens.find(all.texts);
        default: return all.mentions.find(task - 2, all.texts, all.references);
        }
    });
    for_each_task(all.texts.portions() + 1, threads, [&](unsigned, std::size_t task) {
        if (task == 0)
            all.mentions.close();
        else
            all.texts.weigh_words(task - 1);
    });
    all.texts.end_weighing();
    auto first = std::numeric_limits<std::int32_t>::max();
    auto last = std::numeric_limits<std::int32_t>::min();
    for (auto* facts : {&all.left, &all.right}) {
        for (std::size_t i = 0; i < facts->size(); ++i) {
            fact& f = (*facts)[i];
            f.book = number[f.book];
            if (f.reference == 0) f.reference = marked[f.text];
            f.text = all.texts.class_of(f.text);
            first = std::min(first, f.day);
            last = std::max(last, f.day);
        }
    }
    for_each_task(2, threads, [&](unsigned, std::size_t task) {
        if (task == 0)
            join_prefixed_references(all.left, all.right, all.references);
        else
            all.tokens.find(all.references);
    });
    for (auto const* facts : {&all.left, &all.right})
        for (auto const& f : *facts)
            all.tokens.count(f.text, f.reference, facts == &all.left ? 0 : 1);
    all.days = first > last ? 1 : last - first + 1; // no rows at all: one day
}
#endif

} // namespace detail

/// Takes both sides in. Description and counterparty count as one text. Not yet sorted.
/// Throws limit_error at 2^32 rows. O(bytes).
template <class L, class R>
intake take_in(L const& left, R const& right, unsigned threads = 1) {
    intake all;
    detail::side_intake lefts(all, all.left, static_cast<std::size_t>(std::ranges::size(left)));
    detail::side_intake rights(all, all.right, static_cast<std::size_t>(std::ranges::size(right)));
    detail::for_each_task(2, threads, [&](unsigned, std::size_t task) {
        if (task == 0) {
            detail::add_rows(left, lefts);
            detail::add_rows(right, rights);
        } else {
            detail::add_references(left, lefts);
            detail::add_references(right, rights);
        }
    });
    detail::finish_intake(all, threads);
    return all;
}

} // namespace recon
