// recon/io/statement_words.hpp - words inside the rows: which way money moves, what is announced,
// and which rows are no transactions. Data: edit by hand.
#pragma once

#include <recon/io/amount.hpp>
#include <recon/io/folded_text.hpp>
#include <recon/io/statement.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

// All folded by fold_key(): upper case, no accents, no spaces.
inline constexpr std::string_view words_out =
    " D DR DB DEBIT DBIT DEBET DEBITO DEBE DARE CARGO OUT OUTFLOW WITHDRAWAL SOLL S BELASTUNG "
    "LASTSCHRIFT AF UIT T TERHELES KIADAS Χ ΧΡΕΩΣΗ РАСХОД СПИСАНИЕ ДЕБЕТ 支出 借 借DR 出金 출금 "
    "MONEYOUT PAIDOUT O W UT UTTAG EXPENSE SPENT DEBITED OBCIAZENIE BORC ";
inline constexpr std::string_view words_in =
    " C CR CREDIT CRDT CREDITO HABER AVERE ABONO IN INFLOW DEPOSIT HABEN H GUTSCHRIFT BIJ K KREDIT "
    "A J JOVAIRAS BEVETEL Π ΠΙΣΤΩΣΗ ПРИХОД ПОСТУПЛЕНИЕ КРЕДИТ 收入 贷 贷CR 入金 입금 MONEYIN "
    "PAIDIN "
    "I INN INSATTNING INCOME RECEIVED CREDITED UZNANIE ALACAK ";
inline constexpr std::string_view words_neither = " 不计收支 中性交易 ";
// What became of a payment, under a status: these alone tell the way of a row that has no other.
inline constexpr std::string_view outcomes_in = " 退款成功 充值完成 ";
inline constexpr std::string_view outcomes_out = " 提现已到账 ";
inline constexpr std::string_view outcomes_closed = " 交易关闭 ";
inline constexpr std::string_view words_pending =
    " PENDING OFFEN VORGEMERKT UMSATZVORGEMERKT RESERVERAT RESERVERAD RESERVERT RESERVATION "
    "VORMERKUNG ВОБРАБОТКЕ ENATTENTE PENDIENTE INATTESA PENDENTE AUTHORIZED AUTHORISED "
    "AUTHORIZATION "
    "UNCLEARED HOLD PROCESSING INPROGRESS OCZEKUJACE ODOTTAA AFVENTER ";

/// Where the words of a marker must stand to mark a row.
enum class marker_scope : std::uint8_t {
    beginning, ///< at the beginning of a cell
    whole,     ///< alone in a cell
    undated    ///< alone in a cell of a row without a date: with one, TOTAL is a petrol station
};

inline constexpr std::string_view words_booked =
    " BOOKED POSTED COMPLETED COMPLETE CLEARED SETTLED SENT GEBUCHT UMSATZGEBUCHT ИСПОЛНЕНО UDFORT "
    "COMPLETADO COMPLETATO EFFECTUE UITGEVOERD BOKFORD BOKFORT ";

/// How a row that is no transaction begins, folded by fold_text(), and what it is.
struct row_marker {
    std::string_view text;
    row_kind kind;
    marker_scope scope = marker_scope::beginning;
};
// clang-format off
inline constexpr std::array row_markers{
    row_marker{"OPENING BALANCE", row_kind::opening}, row_marker{"BALANCE BROUGHT FORWARD", row_kind::opening},
    row_marker{"STARTING BALANCE", row_kind::opening}, row_marker{"BEGINNING BALANCE", row_kind::opening},
    row_marker{"PREVIOUS BALANCE", row_kind::opening}, row_marker{"ANFANGSSALDO", row_kind::opening},
    row_marker{"SALDOVORTRAG", row_kind::opening}, row_marker{"ALTER KONTOSTAND", row_kind::opening},
    row_marker{"SALDO INICIAL", row_kind::opening}, row_marker{"SALDO INIZIALE", row_kind::opening},
    row_marker{"BEGINSALDO", row_kind::opening}, row_marker{"INGAENDE SALDO", row_kind::opening},
    row_marker{"SALDO AWAL", row_kind::opening}, row_marker{"LIKUTIS PRADZIAI", row_kind::opening},
    row_marker{"SALDO POCZATKOWE", row_kind::opening}, row_marker{"ANCIEN SOLDE", row_kind::opening},
    row_marker{"ΠΡΟΗΓΟΥΜΕΝΟ ΛΟΓΙΣΤΙΚΟ ΥΠΟΛΟΙΠΟ", row_kind::opening}, row_marker{"SALDO ANTERIOR", row_kind::opening},
    row_marker{"CLOSING BALANCE", row_kind::closing}, row_marker{"BALANCE CARRIED FORWARD", row_kind::closing},
    row_marker{"ENDING BALANCE", row_kind::closing}, row_marker{"ENDSALDO", row_kind::closing},
    row_marker{"NEUER KONTOSTAND", row_kind::closing}, row_marker{"KONTOSTAND", row_kind::closing},
    row_marker{"SALDO FINAL", row_kind::closing}, row_marker{"SALDO FINALE", row_kind::closing},
    row_marker{"EINDSALDO", row_kind::closing}, row_marker{"UTGAENDE SALDO", row_kind::closing},
    row_marker{"SALDO AKHIR", row_kind::closing}, row_marker{"LIKUTIS PABAIGAI", row_kind::closing},
    row_marker{"SALDO KONCOWE", row_kind::closing}, row_marker{"NOUVEAU SOLDE", row_kind::closing},
    row_marker{"SOLDE AU", row_kind::closing}, row_marker{"ΝΕΟ ΛΟΓΙΣΤΙΚΟ ΥΠΟΛΟΙΠΟ", row_kind::closing},
    row_marker{"CURRENT BALANCE", row_kind::closing}, row_marker{"SALDO", row_kind::closing, marker_scope::whole},
    row_marker{"BALANCE", row_kind::closing, marker_scope::whole}, row_marker{"SOLDE", row_kind::closing, marker_scope::whole},
    row_marker{"TOTAL", row_kind::total, marker_scope::undated}, row_marker{"TOTALS", row_kind::total, marker_scope::undated},
    row_marker{"GRAND TOTAL", row_kind::total}, row_marker{"SUBTOTAL", row_kind::total, marker_scope::undated},
    row_marker{"SUMME", row_kind::total, marker_scope::undated}, row_marker{"GESAMT", row_kind::total, marker_scope::undated},
    row_marker{"GESAMTSUMME", row_kind::total, marker_scope::undated}, row_marker{"TOTALE", row_kind::total, marker_scope::undated},
    row_marker{"TOTAAL", row_kind::total, marker_scope::undated}, row_marker{"SUMA", row_kind::total, marker_scope::undated},
    row_marker{"TURNOVER", row_kind::total, marker_scope::whole}, row_marker{"APYVARTA", row_kind::total, marker_scope::whole},
    row_marker{"APGROZIJUMS", row_kind::total, marker_scope::whole}, row_marker{"KAIVE", row_kind::total, marker_scope::whole},
    row_marker{"TRANSACTIONS TOTAL", row_kind::total},
    row_marker{"合计", row_kind::total}, row_marker{"总计", row_kind::total}, row_marker{"합계", row_kind::total},
    row_marker{"合計", row_kind::total}, row_marker{"MUTASI DEBET", row_kind::total},
    row_marker{"MUTASI KREDIT", row_kind::total}, row_marker{"ИТОГО", row_kind::total},
    row_marker{"STATEMENT SUMMARY", row_kind::information}, row_marker{"GENERATED ON", row_kind::information},
};
// clang-format on

inline bool lists(std::string_view words, std::string const& key) {
    return !key.empty() && key.size() < 40 && words.find(' ' + key + ' ') != std::string_view::npos;
}

/// The first five letters of a text in five bits each, so that nearly every text is dismissed at
/// once. Nothing for a text that begins with other letters than A to Z: those fold first.
constexpr std::optional<std::uint32_t> beginning_of(std::string_view text) noexcept {
    std::uint32_t key = 0;
    unsigned letters = 0;
    for (char const c : text) {
        if ((c & '\x80') != 0) return std::nullopt;
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && letters == 0) continue;
        if (!letter) break;
        key = key * 32 + static_cast<std::uint32_t>(c & 31);
        if (++letters == 5) break;
    }
    return key;
}
inline constexpr auto marker_beginnings = [] {
    std::array<std::uint32_t, row_markers.size()> keys{};
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = beginning_of(row_markers[i].text).value_or(0);
    std::sort(keys.begin(), keys.end());
    return keys;
}();

inline bool may_be_marker(std::string_view text) noexcept {
    auto const key = beginning_of(text);
    return !key || std::binary_search(marker_beginnings.begin(), marker_beginnings.end(), *key);
}

} // namespace detail

/// What a cell of a type column says.
enum class way_word : std::uint8_t { unknown, in, out, neither };

/// "Debit", "DR", "Soll", "Af", "支出" are out; "Credit", "H", "Bij", "收入" are in. O(size).
inline way_word way_of(std::string_view cell) {
    if (cell.size() > 60) return way_word::unknown;
    if (cell == "/") return way_word::neither; // WeChat Pay: no word for it
    auto const key = fold_key(cell);
    if (detail::lists(detail::words_out, key)) return way_word::out;
    if (detail::lists(detail::words_in, key)) return way_word::in;
    if (detail::lists(detail::words_neither, key)) return way_word::neither;
    return way_word::unknown;
}

/// Which way money moved by the outcome that a status tells, where the file itself says neither: a
/// refund or a top-up that was made is in, a withdrawal that has arrived is out. O(size).
inline way_word way_of_outcome(std::string_view status) {
    if (status.size() > 60) return way_word::unknown;
    auto const key = fold_key(status);
    if (detail::lists(detail::outcomes_in, key)) return way_word::in;
    return detail::lists(detail::outcomes_out, key) ? way_word::out : way_word::unknown;
}

/// Whether a status says that the payment was never made. O(size).
inline bool says_closed(std::string_view status) {
    return status.size() <= 60 && detail::lists(detail::outcomes_closed, fold_key(status));
}

/// Whether a cell hides a date or an amount behind letters or stars: "XX.XX.XXXX", "x,xxx.zz",
/// "**.**". A line of stars alone is a separator. O(size).
constexpr bool is_masked(std::string_view cell) noexcept {
    std::size_t hidden = 0;
    bool parted = false;
    for (char const c : cell) {
        if (std::string_view("xXyYzZ*#").find(c) != std::string_view::npos)
            ++hidden;
        else if (c == '.' || c == ',' || c == '/' || c == '-')
            parted = true;
        else if (c < '0' || c > '9')
            return false;
    }
    return hidden >= 2 && parted && cell.size() <= 40;
}

/// Whether a cell under a date or a status says that nothing is booked yet. O(size).
inline bool says_pending(std::string_view cell) {
    return cell.size() <= 80 && detail::lists(detail::words_pending, fold_key(cell));
}

/// Whether a cell under a status says that the row is booked. O(size).
inline bool says_booked(std::string_view cell) {
    return cell.size() <= 80 && detail::lists(detail::words_booked, fold_key(cell));
}

/// What a row, with a date or without, is by one of its texts: opening, closing, total or
/// information; transaction when the text says nothing. O(size).
inline row_kind kind_by_text(std::string_view cell, bool dated = false) {
    if (cell.size() > 200 || !detail::may_be_marker(cell)) return row_kind::transaction;
    auto const text = fold_text(cell);
    for (auto const& marker : detail::row_markers) {
        if (!text.starts_with(marker.text)) continue;
        if (dated && marker.scope == detail::marker_scope::undated) continue;
        if (text.size() == marker.text.size()) return marker.kind;
        bool const word_goes_on = text[marker.text.size()] != ' ' && (marker.text[0] & '\x80') == 0;
        if (marker.scope == detail::marker_scope::beginning && !word_goes_on) return marker.kind;
    }
    return row_kind::transaction;
}

} // namespace recon::io
