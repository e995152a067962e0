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
    "LASTSCHRIFT DEBITS DEBETS DEEBET DEBETAS AUSGANG AUSGEHEND UITGAAND SORTIE SALIDA USCITA "
    "ODCHOZI ODCHADZAJUCE OUTGOING KELUAR ДТ ДЕБИТ ВИТРАТА DUGUJE ISPLATA AF UIT T TERHELES KIADAS "
    "Χ ΧΡΕΩΣΗ РАСХОД СПИСАНИЕ ДЕБЕТ 支出 借 借DR 出金 출금 "
    "MONEYOUT PAIDOUT O W UT UTTAG EXPENSE SPENT DEBITED OBCIAZENIE BORC ";
inline constexpr std::string_view words_in =
    " C CR CREDIT CRDT CREDITO HABER AVERE ABONO IN INFLOW DEPOSIT HABEN H GUTSCHRIFT BIJ K KREDIT "
    "A J JOVAIRAS BEVETEL Π ΠΙΣΤΩΣΗ ПРИХОД ПОСТУПЛЕНИЕ КРЕДИТ 收入 贷 贷CR 入金 입금 MONEYIN "
    "PAIDIN "
    "CREDITS KREDITS KREEDIT KREDITAS EINGANG EINGEHEND INKOMEND ENTREE ENTRADA ENTRATA PRICHOZI "
    "PRICHADZAJUCE INCOMING MASUK КТ НАДХОДЖЕННЯ POTRAZUJE UPLATA I INN INSATTNING INCOME RECEIVED "
    "CREDITED UZNANIE ALACAK ";
inline constexpr std::string_view words_neither = " 不计收支 中性交易 ";
// What became of a payment, under a status: these alone tell the way of a row that has no other.
inline constexpr std::string_view outcomes_in = " 退款成功 充值完成 ";
inline constexpr std::string_view outcomes_out = " 提现已到账 ";
inline constexpr std::string_view outcomes_closed = " 交易关闭 ";
inline constexpr std::string_view words_pending =
    " PENDING OFFEN VORGEMERKT UMSATZVORGEMERKT RESERVERAT RESERVERAD RESERVERT RESERVATION "
    "VORMERKUNG ВОБРАБОТКЕ ENATTENTE PENDIENTE INATTESA PENDENTE AUTHORIZED AUTHORISED "
    "AUTHORIZATION "
    "UNCLEARED HOLD PROCESSING INPROGRESS OCZEKUJACE ODOTTAA AFVENTER VENTER PRENOTE UPCOMING "
    "SCHEDULED PREAUTH PREAUTHORIZED BLOCKED INAUTORIZZAZIONE NONCONTABILIZZATO BLOKADA VARAUS "
    "KATEVARAUS PROVVISORIO ENCOURS PENDIENTEDECONFIRMACION INBEHANDELING GERESERVEERD CEKA "
    "CEKAJICI ОБРАБАТЫВАЕТСЯ ХОЛД БЛОКИРОВКА FUGGOBEN FUGGO BEKLIYOR BEKLEMEDE 処理中 处理中 "
    "待入账 未入账 RESERVASJON ISOCONTABILE ";

// What became of a payment that never moved money.
inline constexpr std::string_view words_failed =
    " DECLINED FAILED CANCELLED CANCELED REVERTED REJECTED VOIDED DENIED EXPIRED ABGELEHNT "
    "FEHLGESCHLAGEN STORNIERTE NICHTAUSGEFUHRT REFUSE ANNULE ECHOUE GEANNULEERD MISLUKT ANNULLATO "
    "ANNULLATA RIFIUTATA ANULOWANO ODRZUCONO ODRZUCONA ZAMITNUTO AVVIST AFVIST HYLATTY НЕУСПЕШНО "
    "ОТМЕНЕНО ОТМЕНЕНА ОТКЛОНЕНА ВІДХИЛЕНО CANCELADO CANCELADA ANULADO ANULADA RECUSADO RECUSADA "
    "IPTAL REDDEDILDI ELUTASITVA UNSUCCESSFUL ABORTED RETURNEDUNPAID RECHAZADO RECHAZADA RIFIUTATO "
    "GEWEIGERD ODRZUCONE ОТКЛОНЕНО ОТКЛОНЕН ОТКАЗ ";
inline constexpr std::string_view words_yes = " TRUE YES Y 1 X JA OUI SI SIM TAK ANO ДА 是 ";

// What a description begins with when the file has no other word for it; folded by fold_text().
inline constexpr std::array<std::string_view, 10> beginnings_out{
    "消费", "取现", "预借现金", "分期",          "手续费",
    "年费", "转出", "PURCHASE", "CARD PURCHASE", "POS PURCHASE"};
inline constexpr std::array<std::string_view, 10> beginnings_in{"退货",
                                                                "退款",
                                                                "还款",
                                                                "信用卡还款",
                                                                "转入",
                                                                "存入",
                                                                "REFUND",
                                                                "PURCHASE RETURN",
                                                                "PAYMENT RECEIVED",
                                                                "DEPOSIT"};

/// Where the words of a marker must stand to mark a row.
enum class marker_scope : std::uint8_t {
    beginning, ///< at the beginning of a cell
    whole,     ///< alone in a cell
    undated,   ///< alone in a cell of a row whose date cannot be read: with one, TOTAL is a shop
    dateless,  ///< at the beginning of a cell of a row that has no date at all
    ending     ///< at the end of a cell
};

inline constexpr std::string_view words_booked =
    " BOOKED POSTED COMPLETED COMPLETE CLEARED SETTLED SENT GEBUCHT UMSATZGEBUCHT ИСПОЛНЕНО UDFORT "
    "COMPLETADO COMPLETATO EFFECTUE UITGEVOERD BOKFORD BOKFORT TERMINE FINALIZADO EXECUTED DONE "
    "OK PAID APPROVED SUCCESS SUCCESSFUL SUCCEEDED AVSLUTTET GJENNOMFORT CONTABILIZZATO ESEGUITO "
    "GEACCEPTEERD VERWERKT BERECHNET VERBUCHT ABGERECHNET AUSGEFUHRT ABGESCHLOSSEN ROZLICZONO "
    "ZAKSIEGOWANO ZREALIZOWANA ZAUCTOVANO PROVEDENO KIRJATTU ПРОВЕДЕНО ВЫПОЛНЕНО ВИКОНАНО "
    "EJECUTADO CONTABILIZADO EXECUTE COMPTABILISE KONYVELT TELJESULT GERCEKLESTI CONCLUIDO "
    "CONCLUIDA REALIZADO REALIZADA 交易成功 支付成功 ";

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
    row_marker{"TOTAL DEBIT", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL CREDIT", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL DEBITS", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL CREDITS", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL AMOUNT", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL WITHDRAWALS", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL DEPOSITS", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL PAYMENTS", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL TRANSACTIONS", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL DES", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL FOR", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL OF", row_kind::total, marker_scope::dateless},
    row_marker{"TOTALE ENTRATE", row_kind::total, marker_scope::dateless}, row_marker{"TOTALE USCITE", row_kind::total, marker_scope::dateless},
    row_marker{"TOTAL CARGOS", row_kind::total, marker_scope::dateless}, row_marker{"TOTAL ABONOS", row_kind::total, marker_scope::dateless},
    row_marker{"SUMME DER", row_kind::total, marker_scope::dateless}, row_marker{"SUM OF", row_kind::total, marker_scope::dateless},
    row_marker{"SOLDE EN DEBUT", row_kind::opening, marker_scope::dateless}, row_marker{"SOLDE INITIAL", row_kind::opening, marker_scope::dateless},
    row_marker{"BALANCE AT START", row_kind::opening, marker_scope::dateless}, row_marker{"BALANCE AT THE BEGINNING", row_kind::opening, marker_scope::dateless},
    row_marker{"START BALANCE", row_kind::opening, marker_scope::dateless}, row_marker{"SALDO AM ANFANG", row_kind::opening, marker_scope::dateless},
    row_marker{"SALDO AL INICIO", row_kind::opening, marker_scope::dateless}, row_marker{"ВХОДЯЩИИ ОСТАТОК", row_kind::opening},
    row_marker{"ОСТАТОК НА НАЧАЛО", row_kind::opening}, row_marker{"POCATECNI ZUSTATEK", row_kind::opening},
    row_marker{"NYITO EGYENLEG", row_kind::opening}, row_marker{"SOLD INITIAL", row_kind::opening},
    row_marker{"SOLDE", row_kind::closing, marker_scope::dateless}, row_marker{"SALDO", row_kind::closing, marker_scope::dateless},
    row_marker{"BALANCE", row_kind::closing, marker_scope::dateless}, row_marker{"END BALANCE", row_kind::closing, marker_scope::dateless},
    row_marker{"ИСХОДЯЩИИ ОСТАТОК", row_kind::closing}, row_marker{"ОСТАТОК НА КОНЕЦ", row_kind::closing},
    row_marker{"KONECNY ZUSTATEK", row_kind::closing}, row_marker{"ZARO EGYENLEG", row_kind::closing},
    row_marker{"SOLD FINAL", row_kind::closing},
    row_marker{"合计", row_kind::total, marker_scope::ending}, row_marker{"总计", row_kind::total, marker_scope::ending},
    row_marker{"合計", row_kind::total, marker_scope::ending}, row_marker{"합계", row_kind::total, marker_scope::ending},
    row_marker{"合计", row_kind::total}, row_marker{"总计", row_kind::total}, row_marker{"합계", row_kind::total},
    row_marker{"合計", row_kind::total}, row_marker{"MUTASI DEBET", row_kind::total},
    row_marker{"MUTASI KREDIT", row_kind::total}, row_marker{"ИТОГО", row_kind::total},
    row_marker{"ALGSALDO", row_kind::opening}, row_marker{"SAKUMA ATLIKUMS", row_kind::opening},
    row_marker{"SAKUMA BILANCE", row_kind::opening}, row_marker{"ALKUSALDO", row_kind::opening},
    row_marker{"SALDO DO DIA ANTERIOR", row_kind::opening}, row_marker{"ACILIS BAKIYESI", row_kind::opening},
    row_marker{"DEVREDEN BAKIYE", row_kind::opening}, row_marker{"BALANCE B F", row_kind::opening},
    row_marker{"B F", row_kind::opening, marker_scope::whole}, row_marker{"BROUGHT FORWARD", row_kind::opening},
    row_marker{"REPORT A NOUVEAU", row_kind::opening}, row_marker{"INITIAL BALANCE", row_kind::opening},
    row_marker{"POCETNO STANJE", row_kind::opening}, row_marker{"ZACETNO STANJE", row_kind::opening},
    row_marker{"НАЧАЛЬНЫИ ОСТАТОК", row_kind::opening}, row_marker{"期初余额", row_kind::opening},
    row_marker{"前期繰越", row_kind::opening}, row_marker{"繰越", row_kind::opening, marker_scope::whole},
    row_marker{"承前结余", row_kind::opening}, row_marker{"承前結餘", row_kind::opening},
    row_marker{"LOPPSALDO", row_kind::closing}, row_marker{"BEIGU ATLIKUMS", row_kind::closing},
    row_marker{"BEIGU BILANCE", row_kind::closing}, row_marker{"LOPPUSALDO", row_kind::closing},
    row_marker{"KAPANIS BAKIYESI", row_kind::closing}, row_marker{"FINAL BALANCE", row_kind::closing},
    row_marker{"BALANCE C F", row_kind::closing}, row_marker{"C F", row_kind::closing, marker_scope::whole},
    row_marker{"CARRIED FORWARD", row_kind::closing}, row_marker{"KONACNO STANJE", row_kind::closing},
    row_marker{"KONCNO STANJE", row_kind::closing}, row_marker{"КОНЕЧНЫИ ОСТАТОК", row_kind::closing},
    row_marker{"期末余额", row_kind::closing}, row_marker{"次期繰越", row_kind::closing},
    row_marker{"SALDO DO DIA", row_kind::closing}, row_marker{"SALDO DISPONIVEL", row_kind::closing, marker_scope::dateless},
    row_marker{"SALDO DISPONIBLE", row_kind::closing, marker_scope::dateless},
    row_marker{"STATEMENT SUMMARY", row_kind::information}, row_marker{"GENERATED ON", row_kind::information},
};
// clang-format on

inline bool lists(std::string_view words, std::string const& key) {
    if (key.empty() || key.size() >= 40) return false;
    // By its first letter, which few words have; every word has blanks around it.
    for (auto at = words.find(key); at != std::string_view::npos; at = words.find(key, at + 1)) {
        auto const end = at + key.size();
        if (at != 0 && words[at - 1] == ' ' && end < words.size() && words[end] == ' ') return true;
    }
    return false;
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
inline constexpr auto way_beginnings = [] {
    std::array<std::uint32_t, beginnings_in.size() + beginnings_out.size()> keys{};
    std::size_t count = 0;
    for (auto const word : beginnings_in)
        keys[count++] = beginning_of(word).value_or(0);
    for (auto const word : beginnings_out)
        keys[count++] = beginning_of(word).value_or(0);
    std::sort(keys.begin(), keys.end());
    return keys;
}();

/// A bit for each key that is there, and few others: one look dismisses nearly every text.
class beginning_filter {
  public:
    template <std::size_t N>
    explicit constexpr beginning_filter(std::array<std::uint32_t, N> const& keys) noexcept {
        for (auto const key : keys)
            bits_[place_of(key) / 64] |= std::uint64_t{1} << place_of(key) % 64;
    }
    constexpr bool may_have(std::uint32_t key) const noexcept {
        return (bits_[place_of(key) / 64] >> place_of(key) % 64 & 1U) != 0;
    }

  private:
    static constexpr std::uint32_t place_of(std::uint32_t key) noexcept {
        return key * 0x9E3779B1U >> 20U;
    }
    std::array<std::uint64_t, 64> bits_{};
};

template <auto const& Keys>
bool may_begin_with(std::string_view text) noexcept {
    static constexpr beginning_filter filter(Keys);
    auto const key = beginning_of(text);
    if (!key) return true;
    return filter.may_have(*key) && std::binary_search(Keys.begin(), Keys.end(), *key);
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

/// Which way money moved by the first words of a description: a purchase, or a refund or payment.
inline way_word way_of_beginning(std::string_view description) {
    if (!detail::may_begin_with<detail::way_beginnings>(description)) return way_word::unknown;
    std::array<char, 18> head{}; // the beginning in capitals, where it is ASCII: nearly always
    std::size_t size = 0;
    std::string folded;
    for (char const c : description) {
        if ((c & '\x80') != 0) {
            folded = fold_text(description.substr(0, 60));
            break;
        }
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (size == 0 || head[size - 1] == ' ')) continue;
        head[size++] = !letter ? ' ' : c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        if (size == head.size()) break;
    }
    auto const text = folded.empty() ? std::string_view(head.data(), size) : folded;
    auto const begins = [text](std::string_view word) {
        if (!text.starts_with(word)) return false;
        return text.size() == word.size() || text[word.size()] == ' ' || (word[0] & '\x80') != 0;
    };
    for (auto const word : detail::beginnings_in)
        if (begins(word)) return way_word::in;
    for (auto const word : detail::beginnings_out)
        if (begins(word)) return way_word::out;
    return way_word::unknown;
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

/// Whether a cell under a status says that the payment was never made. O(size).
inline bool says_failed(std::string_view cell) {
    return cell.size() <= 80 && detail::lists(detail::words_failed, fold_key(cell));
}

/// Whether a cell that answers a question says yes. O(size).
inline bool says_yes(std::string_view cell) {
    return cell.size() <= 20 && detail::lists(detail::words_yes, fold_key(cell));
}

/// What is under the date of a row whose texts are looked at.
enum class row_date : std::uint8_t { read, unread, none };

/// What a row is by one of its texts: opening, closing, total or information; transaction when the
/// text says nothing. O(size).
inline row_kind kind_by_text(std::string_view cell, row_date date = row_date::unread) {
    using detail::marker_scope;
    if (cell.size() > 200 || !detail::may_begin_with<detail::marker_beginnings>(cell))
        return row_kind::transaction;
    auto const text = fold_text(cell);
    auto const marks = [&](detail::row_marker const& marker) {
        if (marker.scope == marker_scope::undated && date == row_date::read) return false;
        if (marker.scope == marker_scope::dateless && date != row_date::none) return false;
        if (marker.scope == marker_scope::ending) return text.ends_with(marker.text);
        if (!text.starts_with(marker.text)) return false;
        if (text.size() == marker.text.size()) return true;
        if (marker.scope == marker_scope::whole || marker.scope == marker_scope::undated)
            return false;
        return text[marker.text.size()] == ' ' || (marker.text[0] & '\x80') != 0;
    };
    for (auto const& marker : detail::row_markers)
        if (marks(marker)) return marker.kind;
    return row_kind::transaction;
}

} // namespace recon::io
