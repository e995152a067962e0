// recon/normalise.hpp - a description as it is compared: words in upper case, one space between.
#pragma once

#include <recon/detail/confusable.hpp>
#include <recon/detail/fold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace recon {

/// What a word of a normalised text says about who or what the text is about.
enum class word_kind : std::uint8_t {
    word,   ///< a name or a thing
    number, ///< a number, date, card mask or code of digits: differs between texts of the same kind
    noise   ///< a legal form, or what banks and bookkeepers write on every line
};

namespace detail {

/// How each ASCII byte folds: a letter or digit, or one of the marks.
inline constexpr char mark_separator = 0;
inline constexpr char mark_joiner = 1;    ///< ' and `
inline constexpr char mark_ampersand = 2; ///< joins short neighbours
inline constexpr char mark_initials = 3;  ///< . and / join lone letters
inline constexpr std::array<char, 128> ascii_folds = [] {
    std::array<char, 128> folds{};
    for (std::size_t i = 0; i < 10; ++i)
        folds['0' + i] = static_cast<char>('0' + i);
    for (std::size_t i = 0; i < 26; ++i)
        folds['A' + i] = folds['a' + i] = static_cast<char>('A' + i);
    folds['\''] = folds['`'] = mark_joiner;
    folds['&'] = mark_ampersand;
    folds['.'] = folds['/'] = mark_initials;
    return folds;
}();

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

/// Whether the byte at `at` belongs to a word. Positions outside the text do not.
constexpr bool in_word(std::string_view raw, std::size_t at) noexcept {
    if (at >= raw.size()) return false;
    auto const byte = static_cast<unsigned char>(raw[at]);
    return byte >= 0x80 || ascii_folds[byte] > mark_initials;
}

/// "AT&T", "H&M": one or two letters on either side. In "MARKS&SPENCER" the sign parts words.
constexpr bool joins_ampersand(std::string_view raw, std::size_t at) noexcept {
    // before the start the position wraps, which is outside the text too
    return in_word(raw, at - 1) && in_word(raw, at + 1)
           && !(in_word(raw, at - 2) && in_word(raw, at - 3))
           && !(in_word(raw, at + 2) && in_word(raw, at + 3));
}

/// "S.A.", "J.P.MORGAN", "C/O": the mark stands between lone letters, and says nothing.
constexpr bool joins_initials(std::string_view raw, std::size_t at) noexcept {
    auto const lone = [&](std::size_t letter, std::size_t beyond) {
        return in_word(raw, letter) && !is_digit(raw[letter]) && !in_word(raw, beyond);
    };
    return at > 0 && lone(at - 1, at - 2) && lone(at + 1, at + 2);
}

// Legal forms, bank boilerplate and words for an invoice, sorted. English, German, French, Spanish,
// Italian, Dutch and the Nordic languages, as statements write them, accents folded.
// clang-format off
inline constexpr std::string_view noise_words[] = {
    "AB", "ABBUCHUNG", "ABONO", "ACCOUNT", "ACCT", "ACH", "ACHAT", "ADEUDO", "AG", "AND",
    "APPLEPAY", "APS", "AS", "AUFTRAG", "AUTHORISED", "AUTHORIZED", "AUTOMATIC", "AUTOPAY", "AVOIR",
    "BACS", "BANKING", "BANKOVERFORING", "BASISLASTSCHRIFT", "BETAALAUTOMAAT", "BETALING",
    "BETALNING", "BETREFF", "BGC", "BILLPAY", "BV", "BY", "CARD", "CARTA", "CARTE", "CCD", "CHAPS",
    "CHECKCARD", "CHIP", "CO", "COM", "COMPANY", "COMPRA", "CONTACTLESS", "CORP", "CORPORATION",
    "CPTY", "CR", "CRD", "CRED", "CREDIT", "CREDITO", "DANKORT", "DATE", "DAUERAUFTRAG", "DEB",
    "DEBIT", "DEBITCARD", "DER", "DES", "DIE", "DIRECT", "DOMICILIACION", "DR", "DU", "EBICS", "EC",
    "EFT", "ELECTRONIC", "ENTRY", "EPAY", "EREF", "EV", "FACTURA", "FACTURE", "FACTUUR", "FAKTURA",
    "FASTER", "FATTURA", "FATURA", "FOLGELASTSCHRIFT", "FOR", "FPI", "FPO", "FROM", "FUR", "GBR",
    "GIRO", "GIROCARD", "GMBH", "GOOGLEPAY", "GUTSCHRIFT", "HTTPS", "IBAN", "ID", "IDEAL", "IN",
    "INC", "INCASSO", "INCOMING", "INCORPORATED", "INDN", "INKASSO", "INSTANT", "INTERAC",
    "INTERNET", "INTL", "INV", "INVOICE", "INVOICES", "KARTE", "KARTENZAHLUNG", "KAUFUMSATZ", "KG",
    "KREF", "KUNDENREFERENZ", "LASTSCHRIFT", "LIMITED", "LLC", "LLP", "LTD", "MAESTRO", "MANDAT",
    "MANDATSREFERENZ", "MASTERCARD", "MBH", "MC", "MEMO", "MREF", "NO", "NR", "NV", "OF", "OHG",
    "ONLINE", "ORIG", "OUTGOING", "OVERBOEKING", "OVERSCHRIJVING", "OY", "OYJ", "PAGAMENTO", "PAGO",
    "PAIEMENT", "PAY", "PAYMENT", "PAYMENTS", "PLC", "PMNT", "PMT", "PMTS", "POS", "PPD",
    "PREAUTHORISED", "PREAUTHORIZED", "PRELEVEMENT", "PTY", "PURCHASE", "PVT", "PYMT", "RECHNUNG",
    "RECIBO", "RECURRING", "REF", "REFERENCE", "REMITTANCE", "RTP", "SA", "SARL", "SAS", "SE",
    "SEC", "SEPA", "SL", "SPA", "SRL", "STANDING", "SVWZ", "SWIFT", "TERMINAL", "TFR", "THE", "TO",
    "TRACE", "TRANS", "TRANSACTION", "TRANSF", "TRANSFER", "TRANSFERENCIA", "TRF", "TRN", "TXN",
    "UBERWEISUNG", "UEBERWEISUNG", "UG", "UND", "US", "USA", "VERWENDUNGSZWECK", "VIR", "VIREMENT",
    "VISA", "VON", "VPAY", "WEB", "WIRE", "WITHDRAWAL", "WWW", "XFER", "ZAHLUNG",
};
// clang-format on
static_assert(std::is_sorted(std::begin(noise_words), std::end(noise_words)));

/// "04DEC", "4DEC": how banks write the day of a card payment. With a year it is a code anyway.
constexpr bool is_day_word(std::string_view word) noexcept {
    constexpr std::string_view months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    if (word.size() < 4 || word.size() > 5 || !is_digit(word[0])) return false;
    if (word.size() == 5 && !is_digit(word[1])) return false;
    std::size_t const month = months.find(word.substr(word.size() - 3));
    return month != std::string_view::npos && month % 3 == 0;
}

} // namespace detail

/// Writes the normalised form of `raw` over `out`: words of upper-case letters and digits, one
/// space between. Case, accents, ligatures, width and typographic signs are folded; letters of
/// other scripts are kept, Greek, Cyrillic and Armenian in upper case, except look-alikes in a word
/// that is Latin otherwise. Punctuation parts words, but an apostrophe ("MCDONALD'S"), '&' between
/// short words ("AT&T") and dots or slashes between lone letters ("S.A.") are dropped. Bytes that
/// are no UTF-8 are read as Windows-1252. Never fails; doing it twice changes nothing. O(size); the
/// result is at most twice as long.
inline void normalise(std::string_view raw, std::string& out) {
    out.resize(raw.size() * 2);
    char* const begin = out.data();
    char* end = begin;
    bool gap = false; // a separator was seen, and a word may follow
    bool may_mix = false;
    for (std::size_t at = 0; at < raw.size();) {
        auto const byte = static_cast<unsigned char>(raw[at]);
        if (byte < 0x80) {
            char const c = detail::ascii_folds[byte];
            if (c > detail::mark_initials) {
                if (gap && end != begin) *end++ = ' ';
                gap = false;
                *end++ = c;
            } else if (c != detail::mark_joiner
                       && !(c == detail::mark_ampersand && detail::joins_ampersand(raw, at))
                       && !(c == detail::mark_initials && detail::joins_initials(raw, at))) {
                gap = true;
            }
            ++at;
            continue;
        }
        auto const [value, size] = detail::decode(raw, at);
        auto const folded = detail::fold(value);
        at += size;
        if (folded.separator) {
            gap = true;
        } else if (folded.letter != 0 || folded.ascii[0] != 0) {
            if (gap && end != begin) *end++ = ' ';
            gap = false;
            end = detail::write(folded, end);
            may_mix = may_mix || detail::between(folded.letter, 0x370, 0x52F);
        }
    }
    if (may_mix) end = detail::unmix(begin, end);
    out.resize(static_cast<std::size_t>(end - begin));
}

/// The same, as a new string.
inline std::string normalise(std::string_view raw) {
    std::string out;
    normalise(raw, out);
    return out;
}

/// Calls visit(word) for each word of a normalised text, in order.
template <class Visit>
constexpr void for_each_word(std::string_view normal, Visit visit) {
    while (!normal.empty()) {
        std::size_t const size = std::min(normal.find(' '), normal.size());
        visit(normal.substr(0, size));
        normal.remove_prefix(std::min(size + 1, normal.size()));
    }
}

/// The kind of one word of a normalised text. number: digits alone; a mask of at least two X before
/// digits, or four alone; a day such as 04DEC; at least half digits, and three of them
/// ("INV0042"); or six characters that go from letter to digit and back at least thrice
/// ("RT4Z86HK3"). noise: a word of the list above. O(size).
constexpr word_kind kind_of(std::string_view word) noexcept {
    std::size_t digits = 0;
    std::size_t changes = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        bool const is_digit = detail::is_digit(word[i]);
        digits += is_digit ? 1 : 0;
        changes += i > 0 && is_digit != detail::is_digit(word[i - 1]) ? 1 : 0;
    }
    std::size_t const masked = std::min(word.find_first_not_of('X'), word.size());
    if (masked + digits == word.size() && (digits == 0 ? masked >= 4 : masked != 1))
        return word_kind::number;
    if (digits == 0)
        return std::binary_search(std::begin(detail::noise_words), std::end(detail::noise_words),
                                  word)
                   ? word_kind::noise
                   : word_kind::word;
    bool const code =
        (digits >= 3 && digits * 2 >= word.size()) || (changes >= 3 && word.size() >= 6);
    return code || detail::is_day_word(word) ? word_kind::number : word_kind::word;
}

} // namespace recon
