// recon/io/header_words.hpp - what column headers are called, in two dozen languages: data to edit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace recon::io {

/// What a column of a statement or ledger holds.
enum class column : std::uint8_t {
    date,         ///< of a transaction; booking_date wins over it
    booking_date, ///< when the account was changed
    value_date,   ///< from when interest runs
    other_date,   ///< none of these: of an order, or its execution
    time,
    timezone,
    amount, ///< signed, or with a type column beside it
    debit,
    credit,
    type, ///< which way the money moves: D or C
    balance,
    currency,
    fee,
    original_amount, ///< before conversion: never the amount of the account
    original_currency,
    exchange_rate,
    description,
    payee,
    reference,
    id, ///< of the transaction, as the file's author counts them
    cheque,
    account,
    counterparty_account,
    status,
    category,
    row_number
};
inline constexpr unsigned column_count = 26;

/// What `--bank-columns` and reports call a column.
constexpr std::string_view to_string(column meaning) noexcept {
    switch (meaning) {
    case column::date: return "date";
    case column::booking_date: return "booking_date";
    case column::value_date: return "value_date";
    case column::other_date: return "other_date";
    case column::time: return "time";
    case column::timezone: return "timezone";
    case column::amount: return "amount";
    case column::debit: return "debit";
    case column::credit: return "credit";
    case column::type: return "type";
    case column::balance: return "balance";
    case column::currency: return "currency";
    case column::fee: return "fee";
    case column::original_amount: return "original_amount";
    case column::original_currency: return "original_currency";
    case column::exchange_rate: return "exchange_rate";
    case column::description: return "description";
    case column::payee: return "counterparty";
    case column::reference: return "reference";
    case column::id: return "id";
    case column::cheque: return "cheque";
    case column::account: return "account";
    case column::counterparty_account: return "counterparty_account";
    case column::status: return "status";
    case column::category: return "category";
    case column::row_number: return "row_number";
    }
    return "?";
}

/// Words for one meaning in one language, parted by "|". Case, accents, spaces and punctuation do
/// not matter, nor does a currency at the end: "Betrag" stands for "BETRAG (EUR)" as well. A word
/// may stand under several meanings; the cells below it decide.
struct header_words {
    column meaning;
    std::string_view language;
    std::string_view words;
};

// clang-format off
inline constexpr header_words header_word_table[] = {
    // date
    {column::date, "en",
        "Date|Transaction Date|Txn Date|TRAN DATE|Datetime|Date (UTC)|"
        "created|Posted Transactions Date|Trans Date|Operation Date|"
        "Transaction Time|Journal Date|Entry Date|Document Date|"
        "Invoice Date|Payment Date|Day|Date and time|Time Stamp|Created On|"
        "Created At|Created (UTC)"},
    {column::date, "de",
        "Datum|Transaktionsdatum|Belegdatum|Transaktion am|Tag|Umsatzdatum|"
        "Rechnungsdatum|Zahlungsdatum"},
    {column::date, "fr",
        "Date opération|Date de l'opération|dateOp|Transaction|"
        "Date transaction"},
    {column::date, "es", "Fecha|Fecha operación|F. Operación|Fecha de operación"},
    {column::date, "it", "Data|Data operazione|Operazione|Data Movimento"},
    {column::date, "nl", "Transactiedatum|Uitvoeringsdatum|datum verrichting|Boekingsdatum"},
    {column::date, "pt", "Data Lançamento|Data Mov.|Data da operação"},
    {column::date, "sv", "Transaktionsdag|Reskontradag|Bokförd"},
    {column::date, "da", "Dato|Bogføringsdato|Bogført"},
    {column::date, "no", "Bokføringsdato|Bokført|Bokført dato"},
    {column::date, "fi", "Maksupäivä|Päivämäärä|Pvm"},
    {column::date, "pl", "Data operacji|Data transakcji"},
    {column::date, "cs", "Datum provedení|Datum pohybu"},
    {column::date, "hu", "Tranzakció dátuma"},
    {column::date, "ro", "Data tranzactie|Data valutei"},
    {column::date, "ru", "Дата операции|Дата совершения операции|Дата платежа"},
    {column::date, "uk", "Дата операції|Дата"},
    {column::date, "el", "Ημερομηνία"},
    {column::date, "tr", "Tarih|İşlem Tarihi"},
    {column::date, "he", "תאריך"},
    {column::date, "zh", "交易日期|交易日|交易时间|时间|交易创建时间|交易成功时间"},
    {column::date, "ja", "取引日|日付|年月日|お取引日"},
    {column::date, "ko", "거래일시|거래일자|거래일"},
    {column::date, "id", "Tanggal|Tgl|TGL_TRAN|Tanggal Transaksi"},
    {column::date, "vi", "Ngày giao dịch"},
    // booking_date
    {column::booking_date, "en",
        "Posting Date|Post Date|Posted Date|Date Posted|Booking Date|"
        "Date Processed|Completed Date|Settlement date|Posted|Posted On|"
        "GL Date|Ledger Date|Accounting Date|Settled Date|Cleared Date"},
    {column::booking_date, "de",
        "Buchungstag|Buchungsdatum|Buchung|Abschlussdatum|Buchung am"},
    {column::booking_date, "fr",
        "Date comptable|Date de comptabilisation|Date d'opération|"
        "Date de comptabilité"},
    {column::booking_date, "es", "Fecha contable"},
    {column::booking_date, "it", "Data contabile|DATA REGISTRAZIONE"},
    {column::booking_date, "nl", "Boekdatum|Datum verrekening"},
    {column::booking_date, "sv", "Bokföringsdag|Bokföringsdatum"},
    {column::booking_date, "fi", "Kirjauspäivä"},
    {column::booking_date, "pl", "Data księgowania|Data rozliczenia"},
    {column::booking_date, "cs", "Datum zaúčtování"},
    {column::booking_date, "hu", "Könyvelés dátuma|Könyvelés napja"},
    {column::booking_date, "ru", "Дата обработки|Дата обработки операции"},
    {column::booking_date, "zh", "记账日期|记账日|银行记账日|入账日期"},
    // value_date
    {column::value_date, "en", "Value Date|Value Dt|ValutaDate|Effective Date|Value"},
    {column::value_date, "de", "Valuta|Valutadatum|Wertstellung|Wertstellung (Valuta)|Wert"},
    {column::value_date, "fr", "Date valeur|Date de valeur|dateVal|Valeur"},
    {column::value_date, "es", "Fecha valor|F. Valor"},
    {column::value_date, "it", "Data valuta"},
    {column::value_date, "nl", "Rentedatum"},
    {column::value_date, "pt", "Data Valor"},
    {column::value_date, "sv", "Valutadag"},
    {column::value_date, "no", "Rentedato"},
    {column::value_date, "fi", "Arvopäivä"},
    {column::value_date, "pl", "Data waluty"},
    {column::value_date, "cs", "Datum valuty"},
    {column::value_date, "hu", "Értéknap"},
    {column::value_date, "el", "Τοκισμός από"},
    // other_date
    {column::other_date, "en", "Started Date|Execution date"},
    // time
    {column::time, "en", "Time|Transaction Time"},
    {column::time, "de", "Umsatzzeit|Abschlusszeit"},
    {column::time, "zh", "记账时间"},
    // timezone
    {column::timezone, "en", "Time Zone|Booking Date TimeZone"},
    // amount
    {column::amount, "en",
        "Amount|Transaction Amount|Billing amount|Gross|Net|Amount (total)|"
        "Amt|Total|Sum|Net Amount|Gross Amount|Payment Amount|"
        "Booking Amount|Posted Amount|Signed Amount|Base Amount|"
        "Debit/Credit Amount|Amount in account currency"},
    {column::amount, "de",
        "Betrag|Umsatz|Buchungsbetrag|Einzelbetrag|Summe|Nettobetrag|"
        "Bruttobetrag|Zahlungsbetrag"},
    {column::amount, "fr", "Montant|Montant de l'opération"},
    {column::amount, "es", "Importe|Monto|Bruto|Neto|Valor"},
    {column::amount, "it", "Importo|IMPORTO IN"},
    {column::amount, "nl", "Bedrag|Mutatie|Transactiebedrag"},
    {column::amount, "pt", "Montante"},
    {column::amount, "sv", "Belopp|Insättning/Uttag|Summa"},
    {column::amount, "da", "Beløb|Beløb i"},
    {column::amount, "no", "Beløp"},
    {column::amount, "fi", "Määrä"},
    {column::amount, "pl", "Kwota|Kwota operacji|Kwota w walucie rachunku"},
    {column::amount, "cs", "Zaúčtovaná částka|Částka|Objem"},
    {column::amount, "hu", "Összeg|Tranzakció összege"},
    {column::amount, "lt", "Suma"},
    {column::amount, "ru",
        "Сумма операции|Сумма в валюте счета|Сумма в валюте операции|"
        "Сумма пересчитанная в валюту счета|Сумма|Сумма платежа"},
    {column::amount, "uk", "Сума|Сума у валюті операції"},
    {column::amount, "el", "Ποσό"},
    {column::amount, "tr", "Tutar|İşlem Tutarı"},
    {column::amount, "he", "סכום"},
    {column::amount, "zh", "金额|交易金额|记账金额|入账金额|人民币金额|实付金额|订单金额"},
    {column::amount, "ja", "金額"},
    {column::amount, "ko", "거래금액"},
    {column::amount, "id", "Jumlah|Mutasi"},
    {column::amount, "vi", "Số tiền"},
    // debit
    {column::debit, "en",
        "Debit|Debit Amount|Withdrawal|Withdrawals|Withdrawal Amt.|"
        "Withdrawal Amount|Paid Out|Money out|Out|Outflow|DR|Gross Debit|"
        "Net Debit|Debits|Payments|Charges|Dr Amount|Debit Amt|Payment Out|"
        "Spent|Withdraw"},
    {column::debit, "de",
        "Soll|Belastung|Lastschrift|Ausgang|Sollbetrag|Ausgabe|Ausgaben|"
        "Abgang|Auszahlung|Belastungen|Lastschriften"},
    {column::debit, "fr", "Débit euros|Montant débit"},
    {column::debit, "es", "Cargo|Debe|Débito|Retiro|Cargos"},
    {column::debit, "it", "Dare|Addebiti|Addebito|Uscite"},
    {column::debit, "nl", "debet|Af"},
    {column::debit, "sv", "Uttag"},
    {column::debit, "no", "Ut fra konto|Ut av konto|Ut|Ut fra"},
    {column::debit, "pl", "Obciążenie|Obciążenia|Wydatki"},
    {column::debit, "cs", "Výdaje"},
    {column::debit, "hu", "Terhelés|Kiadás"},
    {column::debit, "ro", "Debitare"},
    {column::debit, "ru", "Расход|Списания|Дебет"},
    {column::debit, "el", "Χρέωση"},
    {column::debit, "tr", "Borç"},
    {column::debit, "he", "חובה"},
    {column::debit, "zh", "支出|交易金额(支出)|记账金额(支出)"},
    {column::debit, "ja", "お支払金額|お引出し|出金"},
    {column::debit, "ko", "출금|출금액|출금금액"},
    {column::debit, "id", "MUTASI_DEBET"},
    {column::debit, "vi", "Ghi nợ"},
    // credit
    {column::credit, "en",
        "Credit|Credit Amount|Deposit|Deposits|Deposit Amt.|Deposit Amount|"
        "Paid In|Money in|In|Inflow|CR|Gross Credit|Net Credit|Credits|"
        "Receipts|Cr Amount|Credit Amt|Payment In|Received"},
    {column::credit, "de",
        "Haben|Gutschrift|Eingang|Habenbetrag|Einnahme|Einnahmen|Zugang|"
        "Einzahlung|Gutschriften"},
    {column::credit, "fr", "Crédit euros|Montant crédit"},
    {column::credit, "es", "Abono|Haber|Crédito|Depósito|Abonos"},
    {column::credit, "it", "Avere|Accrediti|Accredito|Entrate"},
    {column::credit, "nl", "Bij"},
    {column::credit, "sv", "Insättning"},
    {column::credit, "no", "Inn på konto|Inn"},
    {column::credit, "pl", "Uznanie|Uznania|Wpływy"},
    {column::credit, "cs", "Příjmy"},
    {column::credit, "hu", "Jóváírás|Bevétel"},
    {column::credit, "ro", "Creditare"},
    {column::credit, "ru", "Приход|Поступления|Кредит"},
    {column::credit, "el", "Πίστωση"},
    {column::credit, "tr", "Alacak"},
    {column::credit, "he", "זכות"},
    {column::credit, "zh", "存入|收入|交易金额(收入)|记账金额(收入)"},
    {column::credit, "ja", "お預り金額|お預入れ|入金"},
    {column::credit, "ko", "입금|입금액|입금금액"},
    {column::credit, "id", "Kredit|MUTASI_KREDIT"},
    {column::credit, "vi", "Ghi có"},
    // type
    {column::type, "en",
        "Transaction Type|Type|Credit / Debit|Dr / Cr|Debit/Credit|D/C|"
        "CR/DR|C/D|Direction|Debit or Credit|Credit or Debit|In/Out|Sign|"
        "Indicator|Credit Debit Indicator|Debit Credit Indicator"},
    {column::type, "de",
        "Soll/Haben|Debit/Kredit|S/H|Soll/Haben-Kennzeichen|Umsatzart S/H|"
        "Kennzeichen"},
    {column::type, "fr", "Sens"},
    {column::type, "it", "Segno (D/A)"},
    {column::type, "nl", "Af Bij|CreditDebet|Debet/Credit"},
    {column::type, "hu", "Bevétel/Kiadás|Terhelés vagy jóváírás (T/J)"},
    {column::type, "lt", "D/K"},
    {column::type, "el", "Πρόσημο ποσού"},
    {column::type, "zh", "收/支|借贷|方向"},
    {column::type, "id", "Jenis (CR/DB)|Tipe"},
    // balance
    {column::balance, "en",
        "Balance|BAL|Running Balance|CURRENT BALANCE|Closing Balance|"
        "Available Balance|Ledger Balance|Ending Balance"},
    {column::balance, "de", "Saldo|Kontostand|Saldo nach Buchung"},
    {column::balance, "fr", "Solde|accountbalance"},
    {column::balance, "it", "Saldo iniziale|Saldo finale"},
    {column::balance, "nl",
        "Saldo na trn|Boeksaldo|Valutair saldo|Saldo na mutatie|Beginsaldo|"
        "Eindsaldo"},
    {column::balance, "pt", "Saldo Contabilístico|Saldo Disponível"},
    {column::balance, "sv", "Bokfört saldo|Aktuellt saldo|Valutadagssaldo|Behållning"},
    {column::balance, "no", "Tilsaldo"},
    {column::balance, "pl", "Saldo po operacji|Saldo po transakcji"},
    {column::balance, "cs", "Zůstatek"},
    {column::balance, "hu", "Egyenleg"},
    {column::balance, "ro", "Sold"},
    {column::balance, "ru", "Баланс на конец периода|Остаток|Баланс"},
    {column::balance, "uk", "Залишок"},
    {column::balance, "el", "Υπόλοιπο|Νέο λογιστικό υπόλοιπο"},
    {column::balance, "tr", "Bakiye|Yeni Bakiye|Güncel Bakiye"},
    {column::balance, "he", "יתרה"},
    {column::balance, "zh", "余额|本次余额|联机余额"},
    {column::balance, "ja", "残高|差引残高"},
    {column::balance, "ko", "잔액|거래후잔액"},
    {column::balance, "id", "SALDO_AKHIR_MUTASI"},
    {column::balance, "vi", "Số dư"},
    // currency
    {column::currency, "en",
        "Currency|Billing currency|Gross Currency|Posted Currency|Ccy|Curr|"
        "Cur|Account Currency|Transaction Currency|Currency Code"},
    {column::currency, "de", "Währung|Waehrung|Buchungswährung|Kontowährung|Bewertet in"},
    {column::currency, "fr", "Devise|Monn."},
    {column::currency, "es", "Divisa|Moneda"},
    {column::currency, "nl", "Munt|Valutacode|Muntsoort|Valuta rekening"},
    {column::currency, "sv", "Valuta"},
    {column::currency, "pl", "Waluta|Waluta operacji|Waluta rachunku"},
    {column::currency, "cs", "Měna|Měna účtu"},
    {column::currency, "hu", "Devizanem|Tranzakció devizaneme|Pénznem"},
    {column::currency, "lt", "Valiuta"},
    {column::currency, "ru", "Валюта|Валюта операции|Валюта счета"},
    {column::currency, "zh", "币种|币别|货币|交易货币|交易币种|记账币种"},
    // fee
    {column::fee, "en", "Fee|Fees|Commission|Amount (fee)|Charge|Fee Amount"},
    {column::fee, "es", "Comisión"},
    {column::fee, "cs", "Poplatek"},
    // original_amount
    {column::original_amount, "en",
        "Original Amount|Local Amount|Foreign Amount|"
        "Transaction Amount (foreign)|Source amount|Native amount|"
        "Amount in foreign currency"},
    {column::original_amount, "de",
        "Originalbetrag|Betrag (Fremdwährung)|Fremdwährungsbetrag|"
        "Betrag in Fremdwährung"},
    {column::original_amount, "fr", "Montant d'origine"},
    {column::original_amount, "es", "Importe original"},
    {column::original_amount, "nl", "Oorspr bedrag"},
    {column::original_amount, "cs", "Původní částka a měna"},
    // original_currency
    {column::original_currency, "en",
        "Original Currency|Local Currency|Foreign Currency|"
        "Type Foreign Currency"},
    {column::original_currency, "de", "Originalwährung|Fremdwährung"},
    {column::original_currency, "nl", "Oorspr munt"},
    // exchange_rate
    {column::exchange_rate, "en", "Exchange Rate"},
    // description
    {column::description, "en",
        "Description|Details|Narration|Particulars|Transaction Description|"
        "Transaction Details|Transaction Remarks|Memo|Note|Notes|Reason|"
        "Message for payee|Bank Description|Original Description|Subject|"
        "Transaction|Narrative|Remarks|Comment|Comments|Purpose|"
        "Information|Additional Information|Transaction Information|Desc|"
        "Message|Line Description|Statement Descriptor|Items"},
    {column::description, "de",
        "Buchungstext|Verwendungszweck|Text|Umsatztext|Umsatzart|Umsatztyp|"
        "Vorgang|Transaktionsbeschreibung|Beschreibung|Beschreibung1|VWZ1|"
        "Bemerkung|Zusatztext|Info|Buchungsdetails|Avisierungstext|Betreff|"
        "Notiz|Zweck"},
    {column::description, "fr",
        "Libellé|Libellé simplifié|Libellé de l'opération|"
        "Nature de l'opération|Description 1|label|Communication|Motif"},
    {column::description, "es",
        "Concepto|Descripción|Detalle del movimiento|Movimiento|"
        "Observaciones"},
    {column::description, "it",
        "Descrizione|Descrizione operazione|Causale|Descrizione estesa|"
        "Tipologia Operazione"},
    {column::description, "nl",
        "Omschrijving|Omschrijving-1|Mededelingen|Mededeling|"
        "Vrije mededeling|gestructureerde mededeling|toelichting"},
    {column::description, "pt", "Descrição|Histórico|Descrição do Movimento|Lançamento"},
    {column::description, "sv",
        "Rubrik|Meddelande|Beskrivning|Transaktion|Specifikation|"
        "Transaktionstyp|Referens|Egna anteckningar"},
    {column::description, "da", "Tekst|Beskrivelse|Kommentar"},
    {column::description, "no", "Forklaring|Forklaringstekst|Beløpet gjelder"},
    {column::description, "fi", "Selitys|Viesti|Laji|Tapahtuma"},
    {column::description, "pl",
        "Opis operacji|Tytuł|Opis transakcji|Szczegóły transakcji|"
        "Typ transakcji|Rodzaj transakcji"},
    {column::description, "cs",
        "Zpráva|Zpráva pro příjemce|Poznámka|Popis|Kategorie transakce|"
        "Položka|Klientská poznámka|Typ"},
    {column::description, "hu", "Közlemény|Részletek|Típus|Tranzakció típusa"},
    {column::description, "ro", "Descriere|Descriere tranzactie"},
    {column::description, "lt", "Paaiškinimai"},
    {column::description, "ru",
        "Описание операции|Описание|Основание|Тип операции|"
        "Назначение платежа"},
    {column::description, "uk", "Опис|Призначення платежу"},
    {column::description, "el", "Αιτιολογία|Περιγραφή"},
    {column::description, "tr", "Açıklama"},
    {column::description, "he", "תיאור|תאור מורחב"},
    {column::description, "zh", "摘要|交易摘要|交易说明|交易描述|附言|交易附言|备注|商品|商品说明|交易类型|交易详情|交易场所"},
    {column::description, "ja", "メモ|お取引内容|取引内容"},
    {column::description, "ko", "적요|내용|거래내용"},
    {column::description, "id", "Keterangan|Berita|Deskripsi|DESK_TRAN"},
    {column::description, "vi", "Nội dung"},
    // payee
    {column::payee, "en",
        "Payee|Name|Merchant name|Partner Name|Counteraccount name|"
        "Counterparty|To|From|Target|Source|Narrative|Vendor|Customer|"
        "Supplier|Merchant|Beneficiary|Counterparty Name|Payer|Recipient"},
    {column::payee, "de",
        "Auftraggeber/Empfänger|Auftraggeber / Begünstigter|"
        "Beguenstigter/Zahlungspflichtiger|Name Zahlungsbeteiligter|"
        "Zahlungsempfänger*in|Zahlungspflichtige*r|Empfänger|Empfängername|"
        "Auftraggebername|Zahlungsempfänger|Begünstigter|Auftraggeber|"
        "Kunde|Lieferant|Gegenpartei|Händler"},
    {column::payee, "fr", "Bénéficiaire|Contrepartie|Tiers|Nom"},
    {column::payee, "es", "Nombre|Beneficiario|Ordenante"},
    {column::payee, "nl",
        "Naam / Omschrijving|Naam tegenpartij|Naam|Tegenrekeninghouder|"
        "Tegenpartij|Naam van de tegenpartij|Handelaar"},
    {column::payee, "pt", "Nome"},
    {column::payee, "sv", "Namn|Mottagare|Avsändare|Text/mottagare"},
    {column::payee, "da", "Modtager|Afsender|Navn"},
    {column::payee, "fi", "Saaja/Maksaja|Saaja|Maksaja"},
    {column::payee, "pl", "Nadawca/Odbiorca|Nazwa nadawcy|Nazwa odbiorcy|Kontrahent"},
    {column::payee, "cs", "Název protiúčtu"},
    {column::payee, "hu", "Partner neve"},
    {column::payee, "lt", "Gavėjas|Galutinis gavėjas|Pradinis mokėtojas"},
    {column::payee, "ru", "Контрагент"},
    {column::payee, "el", "Επωνυμία εντολέα"},
    {column::payee, "zh", "交易对方|对方户名|对方账户名|对手信息|商户名称"},
    // reference
    {column::reference, "en",
        "Reference|Reference Number|Transaction reference number|"
        "Ref No./Cheque No.|Chq./Ref.No.|Reference ID|Invoice Number|"
        "Psp Reference|Payment reference|Ref|Ref No|Ref Number|"
        "Bank Reference|Customer Reference|Payment Ref|Invoice|Invoice No|"
        "Document Number|Document No|Document|Voucher|Voucher No|"
        "End To End ID|Order ID|Num|Transaction Reference"},
    {column::reference, "de",
        "Kundenreferenz|Kundenreferenz (End-to-End)|Mandatsreferenz|"
        "Gläubiger-ID|Glaeubiger ID|Zahlungsreferenz|Buchungsreferenz|"
        "Sammlerreferenz|Ersterfassungsreferenz|Transaktions-Nr.|Referenz|"
        "Referenznummer|Belegnummer|Belegnr|Beleg|Rechnungsnummer|"
        "Rechnungsnr|Buchungsnummer"},
    {column::reference, "fr", "N° de transaction|Numéro de séquence|Numéro de pièce"},
    {column::reference, "es",
        "Referencia|Referencia 1|Referencia 2|Id. de factura|"
        "Id. de referencia de trans."},
    {column::reference, "it", "Riferimento"},
    {column::reference, "nl",
        "Volgnr|Volgnummer|Transactiereferentie|Betalingskenmerk|"
        "Machtigingskenmerk|Machtigingsnummer|Incassant ID|Referentie|"
        "Afschriftnummer|Uittreksel"},
    {column::reference, "sv", "Verifikationsnummer|Referens Swish"},
    {column::reference, "no", "Arkivref"},
    {column::reference, "fi", "Viite|Arkistointitunnus"},
    {column::reference, "cs",
        "VS|KS|SS|Variabilní symbol 1|Konstantní symbol|Specifický symbol|"
        "Referenční číslo transakce|Reference platby"},
    {column::reference, "hu", "Azonosító|Megbízás azonosító"},
    {column::reference, "ro", "Referinta"},
    {column::reference, "lt", "Įrašo Nr.|Dok. Nr.|Įmokos kodas"},
    {column::reference, "ru", "Референс проводки|Код авторизации"},
    {column::reference, "el", "Αρ. συναλλαγής"},
    {column::reference, "he", "אסמכתא"},
    {column::reference, "zh", "商户单号|商家订单号|日 志 号"},
    // id
    {column::id, "en",
        "Transaction ID|Receipt ID|Reference Txn ID|id|Transaction Number|"
        "Entry ID|Entry No|Journal Number|Unique ID|FITID|UUID|Txn ID"},
    {column::id, "de", "Transaktions-ID|Umsatz-ID"},
    {column::id, "es", "Id. de transacción"},
    {column::id, "sv", "HändelseID"},
    {column::id, "cs", "Id transakce"},
    {column::id, "zh", "交易单号|交易订单号"},
    // cheque
    {column::cheque, "en",
        "Check Number|Check #|Cheque Number|CHQNO|Cheque|Check No|Cheque No"},
    // account
    {column::account, "en",
        "Account|Account Number|Card No.|Card #|CardId|First Bank Card|"
        "Source Account|Company Account|Posted Account|Account No|"
        "GL Account|Account Code|Account ID"},
    {column::account, "de",
        "Auftragskonto|IBAN Auftragskonto|Kontonummer|Kartennummer|IBAN|"
        "Kontobezeichnung"},
    {column::account, "fr", "Compte|Produit|Numéro de compte|accountNum"},
    {column::account, "es", "Cuenta|Cuenta bancaria|Número de cuenta"},
    {column::account, "it", "Rapporto|Conto|Banca"},
    {column::account, "nl", "Rekening|Rekeningnummer|IBAN/BBAN"},
    {column::account, "pt", "Conta"},
    {column::account, "sv", "Kontonr|Konto|Kontohavare|Clearingnr"},
    {column::account, "da", "Kontonavn"},
    {column::account, "pl", "Rachunek|Numer rachunku/karty"},
    {column::account, "cs", "Číslo účtu|Název účtu"},
    {column::account, "hu", "Számlaszám|Számla neve"},
    {column::account, "lt", "Sąskaitos Nr."},
    {column::account, "ru", "Номер счета|Номер карты|Номер карты/счета/договора"},
    {column::account, "zh", "卡号后四位|卡号末四位|借记卡号"},
    // counterparty_account
    {column::counterparty_account, "en",
        "Partner Iban|Account number|Bank account details|"
        "Tegenrekening IBAN|Counterparty Account|Counterparty IBAN|"
        "Beneficiary Account"},
    {column::counterparty_account, "de",
        "Kontonummer/IBAN|IBAN Zahlungsbeteiligter|Empfänger IBAN/Kto.Nr.|"
        "Partner Kontonr./IBAN|BLZ|BIC (SWIFT-Code) Zahlungsbeteiligter|"
        "Gegenkonto"},
    {column::counterparty_account, "nl",
        "Tegenrekening|Tegenrekening IBAN/BBAN|Tegenrekeningnummer|"
        "rekeningnummer tegenpartij"},
    {column::counterparty_account, "no", "Motkonto"},
    {column::counterparty_account, "fi",
        "Saajan tilinumero ja pankin BIC|Saajan tilinumero|Tilinumero"},
    {column::counterparty_account, "pl",
        "Numer konta|Nr rachunku|Numer rachunku nadawcy|"
        "Numer rachunku odbiorcy"},
    {column::counterparty_account, "cs", "Číslo protiúčtu|Bankovní spojení|Protiúčet"},
    {column::counterparty_account, "hu", "Partner számlaszáma"},
    {column::counterparty_account, "zh", "对方账号|对方卡号/账号|对方账户"},
    // status
    {column::status, "en", "Status|State|StateType|Transaction status|Cancellation"},
    {column::status, "de", "Info (Umsatz gebucht / Umsatz vorgemerkt)"},
    {column::status, "da", "Afstemt"},
    {column::status, "ru", "Статус"},
    {column::status, "zh", "交易状态|当前状态"},
    // category
    {column::category, "en", "Category|Subcategory|Class|Tags"},
    // row_number
    {column::row_number, "en", "S No.|Sl. No.|SRL NO|Item #|Row|Number"},
    {column::row_number, "el", "Α/Α"},
};
// clang-format on

} // namespace recon::io
