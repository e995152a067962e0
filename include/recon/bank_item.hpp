// recon/bank_item.hpp - what banks charge and pay by themselves, told by the words of a line.
#pragma once

#include <recon/normalise.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

/// Lines that nobody books before the statement comes.
enum class bank_item : std::uint8_t {
    other,
    charge,  ///< fees and commissions
    interest ///< paid or earned
};

namespace detail {

/// Normalised, in the languages of the statements that we read. The beginning of a word where it
/// ends in '*', so that German and Dutch compounds count.
inline constexpr std::string_view charge_words[] = {"FEE",
                                                    "FEES",
                                                    "CHARGE",
                                                    "CHARGES",
                                                    "COMMISSION",
                                                    "COMMISSIONS", // English
                                                    "SURCHARGE",
                                                    "OVERDRAFT*",
                                                    "GEBUEHR*",
                                                    "GEBUHR*",
                                                    "ENTGELT*",
                                                    "PROVISION", // German
                                                    "KONTOFUEHRUNG*",
                                                    "KONTOFUHRUNG*",
                                                    "SPESEN",
                                                    "KOMMISSION",
                                                    "FRAIS",
                                                    "COTISATION*", // French
                                                    "COMISION",
                                                    "COMISIONES",
                                                    "CUOTA",
                                                    "COMMISSIONE",
                                                    "COMMISSIONI",
                                                    "SPESE", // es, it
                                                    "CANONE",
                                                    "KOSTEN",
                                                    "BANKKOSTEN",
                                                    "TARIEF",
                                                    "COMISSAO",
                                                    "COMISSOES", // nl, pt
                                                    "TARIFA",
                                                    "TAXA",
                                                    "OPLATA",
                                                    "PROWIZJA",
                                                    "AVGIFT*",
                                                    "GEBYR*", // pl, nordic
                                                    "POPLATEK",
                                                    "KULUT",
                                                    "PALVELUMAKSU"};
inline constexpr std::string_view interest_words[] = {
    "INTEREST",  "ZINS*",     "HABENZINS*", "SOLLZINS*", "ABSCHLUSSZINS*", "INTERETS", "AGIOS",
    "INTERESES", "INTERESSI", "JUROS",      "ODSETKI",   "RANTA",          "UROKY",    "UROK"};

/// Which two letters words begin with, a bit each: nearly every other word has none of them.
class beginnings {
  public:
    constexpr beginnings() noexcept {
        for (auto const word : charge_words)
            second_[letter(word[0])] |= std::uint32_t{1} << letter(word[1]);
        for (auto const word : interest_words)
            second_[letter(word[0])] |= std::uint32_t{1} << letter(word[1]);
    }
    constexpr bool has(std::string_view word) const noexcept {
        return word.size() > 1 && (second_[letter(word[0])] >> letter(word[1]) & 1U) != 0;
    }

  private:
    static constexpr unsigned letter(char c) noexcept { return static_cast<unsigned>(c) & 31U; }
    std::uint32_t second_[32]{};
};
inline constexpr beginnings bank_item_beginnings;

template <std::size_t N>
constexpr bool is_word_of(std::string_view const (&words)[N], std::string_view word) noexcept {
    for (auto const known : words) {
        if (known.ends_with('*') ? word.starts_with(known.substr(0, known.size() - 1))
                                 : word == known)
            return true;
    }
    return false;
}

} // namespace detail

/// What the words of a bank line say that it is. O(size).
inline bank_item bank_item_of(std::string_view text) {
    auto found = bank_item::other;
    auto const normal = normalise(text);
    for_each_word(std::string_view(normal), [&](std::string_view word) {
        if (found != bank_item::other || !detail::bank_item_beginnings.has(word)) return;
        if (detail::is_word_of(detail::charge_words, word)) found = bank_item::charge;
        if (detail::is_word_of(detail::interest_words, word)) found = bank_item::interest;
    });
    return found;
}

} // namespace recon
