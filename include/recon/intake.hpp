// recon/intake.hpp - the first stage: of the caller's rows, what the engine compares, in columns of
// whole numbers; every distinct text and reference is stored and normalised once.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/error.hpp>
#include <recon/fact.hpp>
#include <recon/money.hpp>
#include <recon/outcome.hpp>
#include <recon/record.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>

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

/// Distinct references, normalised; equal ids are equal references.
class reference_book {
  public:
    std::uint32_t add(std::string_view raw) {
        if (raw.empty()) return 0;
        auto const number = raw_.add(raw);
        if (number < normal_of_.size()) return normal_of_[number];
        auto const normal = normalise_reference(raw);
        normal_of_.push_back(normal.empty() ? 0 : normal_.add(normal));
        auto const id = normal_of_.back();
        if (id == letters_.size()) letters_.push_back(letters_of(normal));
        return id;
    }
    std::string_view normal(std::uint32_t id) const noexcept { return normal_.text(id); }
    /// The id of a normalised reference, or 0.
    std::uint32_t find(std::string_view normal) const noexcept { return normal_.find(normal); }
    std::size_t size() const noexcept { return normal_.used(); }

    reference_match compare(std::uint32_t a, std::uint32_t b) const noexcept {
        if (a == 0 || b == 0) return reference_match::absent;
        if (a == b) return reference_match::equal;
        auto const common = letters_[a] & letters_[b];
        if (common != letters_[a] && common != letters_[b]) return reference_match::different;
        return compare_references(normal(a), normal(b));
    }

  private:
    /// A bit a letter or digit: one reference cannot lie in another that lacks one of its letters.
    static std::uint64_t letters_of(std::string_view normal) noexcept {
        std::uint64_t bits = 0;
        for (char const c : normal)
            bits |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
        return bits;
    }

    detail::interner raw_;
    detail::interner normal_;
    detail::buffer<std::uint32_t> normal_of_ = detail::buffer<std::uint32_t>(1); // by raw_ number
    detail::buffer<std::uint64_t> letters_ = detail::buffer<std::uint64_t>(1);   // by id
};

/// Which references the texts mention as whole words: "PAID INV 1042" mentions INV1042.
class mention_book {
  public:
    /// O(words of the texts).
    void find(text_book const& texts, reference_book const& references) {
        begin_.assign(texts.classes() + 2);
        for (class_id c = 1; c <= texts.classes(); ++c) {
            if (references.size() > 0) find_in(texts.normal(c), references);
            begin_[c + 1] = mentioned_.size();
        }
    }
    bool mentions(class_id text, std::uint32_t reference) const noexcept {
        if (reference == 0) return false;
        for (auto at = begin_[text]; at < begin_[text + std::size_t{1}]; ++at)
            if (mentioned_[at] == reference) return true;
        return false;
    }

  private:
    static constexpr std::size_t words_max = 4; // that spell one reference: "RF 18 5390 0754"

    void find_in(std::string_view text, reference_book const& references) {
        if (!detail::has_digit(text)) return;
        for (std::size_t start = 0; start < text.size();) {
            joined_.clear();
            auto at = start;
            for (std::size_t words = 0; words < words_max && at < text.size(); ++words) {
                auto const end = std::min(text.find(' ', at), text.size());
                joined_.append(text.substr(at, end - at));
                look_up(references);
                at = end + 1;
            }
            start = std::min(text.find(' ', start), text.size() - 1) + 1;
        }
    }
    void look_up(reference_book const& references) {
        if (!detail::is_telling(joined_)) return;
        std::string_view name = joined_;
        if (detail::is_number(name))
            name.remove_prefix(std::min(name.find_first_not_of('0'), name.size()));
        if (auto const id = references.find(name); id != 0 && detail::is_telling(name))
            mentioned_.push_back(id);
    }

    detail::buffer<std::size_t> begin_ = detail::buffer<std::size_t>(2); // by class
    detail::buffer<std::uint32_t> mentioned_;
    std::string joined_;
};

struct intake {
    detail::buffer<fact> left; ///< in the order of fact
    detail::buffer<fact> right;
    detail::buffer<currency> books;
    text_book texts;
    reference_book references;
    mention_book mentions;
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

    void add(money const& amount, std::chrono::sys_days day, std::string_view description,
             std::string_view counterparty, std::string_view reference) {
        auto text = description;
        if (!counterparty.empty() && counterparty != text) {
            joined_.assign(counterparty).append(text.empty() ? "" : " ").append(text);
            text = joined_;
        }
        facts_[row_] = {amount.minor,
                        day_number(day),
                        book_of(amount.unit),
                        all_.texts.add(text),
                        all_.references.add(reference),
                        0,
                        row_};
        ++row_;
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
    std::string joined_;
};

template <class Rows>
void take_in(Rows const& rows, detail::buffer<fact>& facts, intake& all) {
    auto const size = static_cast<std::size_t>(std::ranges::size(rows));
    side_intake taking(all, facts, size);
    auto at = std::ranges::begin(rows);
    using traits = record_traits<std::iter_value_t<decltype(at)>>;
    for (std::size_t i = 0; i < size; ++i, ++at) {
        auto const& row = *at;
        taking.add(traits::amount(row), traits::day(row), description_of(row), counterparty_of(row),
                   reference_of(row));
    }
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

/// Numbers the books alphabetically and the texts by class. Not yet sorted.
inline void finish_intake(intake& all) {
    auto const number = sort_books(all.books);
    all.texts.close();
    all.mentions.find(all.texts, all.references);
    auto first = std::numeric_limits<std::int32_t>::max();
    auto last = std::numeric_limits<std::int32_t>::min();
    for (auto* facts : {&all.left, &all.right}) {
        for (std::size_t i = 0; i < facts->size(); ++i) {
            fact& f = (*facts)[i];
            f.book = number[f.book];
            f.text = all.texts.class_of(f.text);
            first = std::min(first, f.day);
            last = std::max(last, f.day);
        }
    }
    all.days = first > last ? 1 : last - first + 1; // no rows at all: one day
}

} // namespace detail

/// Takes both sides in. Description and counterparty count as one text. Not yet sorted.
/// Throws limit_error at 2^32 rows. O(bytes).
template <class L, class R>
intake take_in(L const& left, R const& right) {
    intake all;
    detail::take_in(left, all.left, all);
    detail::take_in(right, all.right, all);
    detail::finish_intake(all);
    return all;
}

} // namespace recon
