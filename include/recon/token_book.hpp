// recon/token_book.hpp - numbers of payments inside free text: of invoices, cheques and orders.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/intern.hpp>
#include <recon/normalise.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>
#include <recon/structured_reference.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace recon {

/// What texts say after words like "invoice" or "cheque no": 20240815 in "Rechnung 2024-0815", and
/// long numbers with check digits. A token that is on few rows is as good as a mentioned reference.
class token_book {
  public:
    /// O(words of the texts).
    void find(text_book const& texts) {
        begin_.assign(texts.classes() + 2);
        for (class_id c = 1; c <= texts.classes(); ++c) {
            if (detail::has_digit(texts.normal(c))) find_in(texts.normal(c));
            begin_[c + std::size_t{1}] = tokens_.size();
        }
        rows_.assign(names_.used() + 1);
    }
    /// Counts a row of a text; `side` is 0 or 1.
    void count(class_id text, unsigned side) {
        for (auto at = begin_[text]; at < begin_[text + std::size_t{1}]; ++at)
            ++rows_[tokens_[at]].on[side];
    }
    /// The tokens of a text.
    std::span<std::uint32_t const> of(class_id text) const noexcept {
        return {tokens_.data() + begin_[text], begin_[text + std::size_t{1}] - begin_[text]};
    }
    /// Whether two texts share a token that is rare on both sides.
    bool share(class_id a, class_id b) const noexcept {
        for (auto i = begin_[a]; i < begin_[a + std::size_t{1}]; ++i) {
            auto const& rows = rows_[tokens_[i]];
            if (rows.on[0] > rows_most || rows.on[1] > rows_most) continue;
            for (auto j = begin_[b]; j < begin_[b + std::size_t{1}]; ++j)
                if (tokens_[i] == tokens_[j]) return true;
        }
        return false;
    }

    /// Words before a number of a payment, and words between the two; both normalised.
    static bool is_keyword(std::string_view word) noexcept {
        constexpr std::string_view words[] = {
            "INVOICE", "INV",     "RECHNUNG",  "RECHN",      "RECH",       "RG",         "RE",
            "FACTURE", "FACT",    "FACTUUR",   "FATTURA",    "FACTURA",    "FAKTURA",    "FAKT",
            "FATURA",  "CHEQUE",  "CHECK",     "CHQ",        "CHK",        "SCHECK",     "ASSEGNO",
            "ORDER",   "ORD",     "PO",        "AUFTRAG",    "BESTELLUNG", "BESTELLING", "COMMANDE",
            "ORDINE",  "PEDIDO",  "ENCOMENDA", "ZAMOWIENIE", "EREF",       "ENDTOEND",   "E2E",
            "VOUCHER", "RECEIPT", "BELEG",     "BON",        "FOLIO",      "BILL"};
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
    static constexpr std::size_t size_least = 3;  ///< of a token

  private:
    struct rows_of_token {
        std::uint32_t on[2] = {0, 0};
    };

    /// "INV0815": where the number begins; 0 where it is no keyword with a number.
    static std::size_t number_at(std::string_view word) noexcept {
        auto const at = word.find_first_of("0123456789");
        return at != std::string_view::npos && at > 0 && is_keyword(word.substr(0, at)) ? at : 0;
    }

    void find_in(std::string_view text) {
        bool wanted = false; // after a keyword
        std::size_t parts = 0;
        joined_.clear();
        for_each_word(text, [&](std::string_view word) {
            bool const has_digit = detail::has_digit(word);
            if (wanted && has_digit && parts < parts_most) {
                joined_.append(word);
                ++parts;
                return;
            }
            if (wanted && parts == 0 && is_filler(word)) return;
            add(joined_);
            joined_.clear();
            parts = 0;
            auto const at = number_at(word);
            wanted = at > 0 || is_keyword(word);
            if (at > 0) {
                joined_.assign(word.substr(at));
                parts = 1;
            } else if (!wanted && has_digit && is_checked_number(word)) {
                add(word);
            }
        });
        add(joined_);
    }
    void add(std::string_view token) {
        token.remove_prefix(std::min(token.find_first_not_of('0'), token.size()));
        if (token.size() < size_least || token.size() > contained_reference_max) return;
        tokens_.push_back(names_.add(token));
    }

    detail::interner names_;
    detail::buffer<std::size_t> begin_ = detail::buffer<std::size_t>(2); // by class
    detail::buffer<std::uint32_t> tokens_;
    detail::buffer<rows_of_token> rows_; // by token
    std::string joined_;
};

} // namespace recon
