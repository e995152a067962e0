// recon/token_book.hpp - numbers of payments inside free text: of invoices, cheques and orders.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/normalise.hpp>
#include <recon/reference.hpp>
#include <recon/reference_book.hpp>
#include <recon/similarity.hpp>
#include <recon/structured_reference.hpp>
#include <recon/view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace recon {

/// What texts say after words like "invoice" or "cheque no": 20240815 in "Rechnung 2024-0815", each
/// of "INV 10117, 10120", and long numbers with check digits. A token that is on few rows is as
/// good as a mentioned reference.
class token_book {
  public:
    /// O(words of the texts).
    void find(text_book const& texts) {
        begin_.assign(texts.classes() + 2);
        for (class_id c = 1; c <= texts.classes(); ++c) {
            text_ = c;
            if (detail::has_digit(texts.normal(c))) find_in(texts.normal(c));
            begin_[c + std::size_t{1}] = tokens_.size();
        }
        rows_.assign(names_.used() + 1);
    }
    /// References that are such a number: "CHK-4740" is what a text calls cheque 4740. O(their
    /// bytes). After find().
    void find(reference_book const& references) {
        of_reference_.assign(references.size() + 1);
        for (std::uint32_t id = 1; id <= references.size(); ++id) {
            auto const word = references.normal(id);
            auto const at = number_at(word);
            if (at > 0)
                of_reference_[id] = names_.find(name_of(word.substr(0, at), word.substr(at)));
        }
    }
    /// Counts a row of a text and a reference; `side` is 0 or 1.
    void count(class_id text, std::uint32_t reference, unsigned side) {
        auto const named = of_reference_[reference];
        bool again = false;
        for (auto const token : of(text)) {
            ++rows_[token].on[side];
            again = again || token == named;
        }
        if (named != 0 && !again) ++rows_[named].on[side];
    }
    /// The tokens of a text.
    view<std::uint32_t> of(class_id text) const noexcept {
        return {tokens_.data() + begin_[text], begin_[text + std::size_t{1}] - begin_[text]};
    }
    /// The token that a reference is; 0: none.
    std::uint32_t of_reference(std::uint32_t reference) const noexcept {
        return of_reference_[reference];
    }
    /// Whether two texts share a token that is rare on both sides.
    bool share(class_id a, class_id b) const noexcept {
        for (auto const token : of(a))
            if (is_rare(token) && has(b, token)) return true;
        return false;
    }
    /// Whether the number of a payment is on a row of a side, 0 or 1, and rare on both.
    bool is_on(std::uint32_t token, unsigned side) const noexcept {
        return is_rare(token) && rows_[token].on[side] > 0;
    }
    /// Whether a text holds the number that a reference is, and it is rare on both sides.
    bool names(class_id text, std::uint32_t reference) const noexcept {
        auto const token = of_reference_[reference];
        return token != 0 && is_rare(token) && has(text, token);
    }

    /// Words before a number of a payment, and words between the two; both normalised.
    static bool is_keyword(std::string_view word) noexcept {
        static constexpr std::string_view words[] = {
            "INVOICE", "INV",     "RECHNUNG",  "RECHN",      "RECH",       "RG",         "RE",
            "FACTURE", "FACT",    "FACTUUR",   "FATTURA",    "FACTURA",    "FAKTURA",    "FAKT",
            "FATURA",  "CHEQUE",  "CHECK",     "CHQ",        "CHK",        "SCHECK",     "ASSEGNO",
            "ORDER",   "ORD",     "PO",        "AUFTRAG",    "BESTELLUNG", "BESTELLING", "COMMANDE",
            "ORDINE",  "PEDIDO",  "ENCOMENDA", "ZAMOWIENIE", "EREF",       "ENDTOEND",   "E2E",
            "VOUCHER", "RECEIPT", "BELEG",     "BON",        "FOLIO",      "BILL"};
        constexpr std::size_t longest = 10;
        constexpr auto starts = [] { // the lengths of the words that begin with a letter
            std::array<std::uint16_t, 256> sizes{};
            for (auto const known : words)
                sizes[static_cast<unsigned char>(known[0])] |= std::uint16_t(1U << known.size());
            return sizes;
        }();
        if (word.empty() || word.size() > longest) return false;
        if ((starts[static_cast<unsigned char>(word[0])] >> word.size() & 1U) == 0) return false;
        for (auto const known : words)
            if (known == word) return true;
        return false;
    }
    static bool is_filler(std::string_view word) noexcept {
        constexpr std::string_view words[] = {"NO",     "NR",     "N",  "NUM", "NUMBER",
                                              "NUMMER", "NUMERO", "ID", "NO",  "NUMER"};
        for (auto const known : words)
            if (known == word) return true;
        return false;
    }
    /// A long number that passes a check for payment references.
    static bool is_checked_number(std::string_view word) noexcept {
        constexpr std::size_t digits_least = 7;
        return word.size() >= digits_least
               && (is_finnish_reference(word) || is_norwegian_reference(word));
    }
    static constexpr std::uint32_t rows_most = 3; ///< more, and it is no number of one payment
    static constexpr std::size_t parts_most = 3;  ///< "2024 08 15"
    static constexpr std::size_t list_most = 16;  ///< numbers after one such word
    static constexpr std::size_t size_least = 3;  ///< of a token

  private:
    struct rows_of_token {
        std::uint32_t on[2] = {0, 0};
    };

    bool has(class_id text, std::uint32_t token) const noexcept {
        auto const all = of(text);
        return std::find(all.begin(), all.end(), token) != all.end();
    }
    bool is_rare(std::uint32_t token) const noexcept {
        return rows_[token].on[0] <= rows_most && rows_[token].on[1] <= rows_most;
    }
    static bool is_cheque(std::string_view keyword) noexcept {
        constexpr std::string_view words[] = {"CHEQUE", "CHECK", "CHQ", "CHK", "SCHECK", "ASSEGNO"};
        return std::find(std::begin(words), std::end(words), keyword) != std::end(words);
    }
    /// The number alone, but for a cheque: that of a cheque is no invoice's.
    std::string_view name_of(std::string_view keyword, std::string_view number) {
        number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
        if (number.size() < size_least || number.size() > contained_reference_max) return {};
        if (!is_cheque(keyword)) return number;
        return named_.assign("CHEQUE ").append(number);
    }

    /// "INV0815": where the number begins; 0 where it is no keyword with a number.
    static std::size_t number_at(std::string_view word) noexcept {
        auto const at = word.find_first_of("0123456789");
        return at != std::string_view::npos && at > 0 && is_keyword(word.substr(0, at)) ? at : 0;
    }

    void find_in(std::string_view text) {
        bool wanted = false; // after a keyword
        std::string_view keyword;
        numbers_.clear();
        for_each_word(text, [&](std::string_view word) {
            bool const has_digit = detail::has_digit(word);
            auto const at = number_at(word);
            if (wanted && has_digit && at == 0 && numbers_.size() < list_most) {
                numbers_.push_back(word);
                return;
            }
            if (wanted && numbers_.empty() && is_filler(word)) return;
            add_numbers(keyword);
            wanted = at > 0 || is_keyword(word);
            keyword = at > 0 ? word.substr(0, at) : word;
            if (at > 0)
                numbers_.push_back(word.substr(at));
            else if (!wanted && has_digit && is_checked_number(word))
                add({}, word);
        });
        add_numbers(keyword);
    }
    /// What stands after a keyword: the parts of one number, or a list of numbers.
    void add_numbers(std::string_view keyword) {
        joined_.clear();
        for (std::size_t i = 0; i < std::min(numbers_.size(), parts_most); ++i)
            joined_.append(numbers_[i]);
        add(keyword, joined_);
        bool const list = is_list();
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            if (list)
                add(keyword, numbers_[i]);
            else if (i >= parts_most && is_checked_number(numbers_[i]))
                add({}, numbers_[i]);
        }
        numbers_.clear();
    }
    /// "10117, 10120, 10122": numbers of one length that begin alike, none of which is a year or a
    /// day of eight digits.
    bool is_list() const noexcept {
        constexpr std::size_t digits_least = 4;
        if (numbers_.size() < 2) return false;
        auto const first = numbers_[0];
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            auto const each = numbers_[i];
            bool const dated = each.substr(0, 2) == "19" || each.substr(0, 2) == "20";
            if (each.size() < digits_least || each.size() != first.size()) return false;
            if (each[0] != first[0] || !detail::all_digits(each)) return false;
            if (dated && (each.size() == 4 || each.size() == 8)) return false;
        }
        return true;
    }
    void add(std::string_view keyword, std::string_view number) {
        auto const name = name_of(keyword, number);
        if (name.empty()) return;
        auto const token = names_.add(name);
        for (auto at = begin_[text_]; at < tokens_.size(); ++at)
            if (tokens_[at] == token) return; // named twice
        tokens_.push_back(token);
    }

    detail::interner names_;
    detail::buffer<std::size_t> begin_ = detail::buffer<std::size_t>(2); // by class
    detail::buffer<std::uint32_t> tokens_;
    detail::buffer<rows_of_token> rows_;                                            // by token
    detail::buffer<std::uint32_t> of_reference_ = detail::buffer<std::uint32_t>(1); // by id
    class_id text_ = 0;                        // that is looked through
    detail::buffer<std::string_view> numbers_; // after the last keyword
    std::string joined_, named_;
};

} // namespace recon
