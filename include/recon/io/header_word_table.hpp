// recon/io/header_word_table.hpp - what column headers are called, in some forty languages: data to
// edit.
#pragma once

#include <recon/io/header_words.hpp>

namespace recon::io {

// clang-format off
inline constexpr header_words header_word_table[] = {
    // date
    {column::date, "en",
        "Date|Transaction Date|Txn Date|TRAN DATE|Datetime|Date (UTC)|created|"
        "Posted Transactions Date|Trans Date|Operation Date|Transaction Time|Journal Date|"
        "Entry Date|Document Date|Invoice Date|Payment Date|Day|Date and time|Time Stamp|"
        "Created On|Created At|Created (UTC)|Transaction Date/Time|Transaction Date and Time|"
        "Trans. Date|Tran. Date|Run Date|Date of Transaction|Transaction Posted Date|Local Date|"
        "Date (Local)|Activity Date|Date/Time|Purchase Date|Charge Date|Trade Date|Date Time|"
        "Transaction Datetime|Timestamp|Date Created|Paid On"},
    {column::date, "de",
        "Datum|Transaktionsdatum|Belegdatum|Transaktion am|Tag|Umsatzdatum|Rechnungsdatum|"
        "Zahlungsdatum|Buchungszeitpunkt|Umsatztag|Umsatz vom|Kaufdatum|Transaktionszeitpunkt|"
        "Datum/Zeit|Datum und Uhrzeit|Ausführungsdatum|Auftragsdatum|Valutierungsdatum|"
        "Buch.-Datum|Buch.Datum|Datum der Transaktion|Zeitpunkt|Einkaufsdatum"},
    {column::date, "fr",
        "Date opération|Date de l'opération|dateOp|Transaction|Date transaction|Date|"
        "Date de la transaction|Date de transaction|Date op|Date op.|Date achat|Date d’achat|"
        "Date et heure|Date de vente|Date facture|Date de facture|Jour"},
    {column::date, "es",
        "Fecha|Fecha operación|F. Operación|Fecha de operación|Día|Fecha de la operación|"
        "Fecha oper|Fecha oper.|Fecha de transacción|Fecha transacción|Fecha del movimiento|"
        "Fecha movimiento|Fecha y hora|Fecha compra|Fecha de compra|Fecha factura|Fecha de pago|"
        "Fecha proceso|F. Oper.|Fecha Op."},
    {column::date, "it",
        "Data|Data operazione|Operazione|Data Movimento|Data op.|Data op|Data_Operazione|"
        "Data della transazione|Data transazione|Data oper.|Data dell'operazione|Data acquisto|"
        "Data e ora|Data fattura|Data documento|Data mov|Giorno"},
    {column::date, "nl",
        "Transactiedatum|Uitvoeringsdatum|datum verrichting|Boekingsdatum|Datum|Transactie datum|"
        "Datum transactie|Boekingsdag|Verrichtingsdatum|Factuurdatum|Betaaldatum|"
        "Datum van de verrichting|Transactiedatum/tijd"},
    {column::date, "pt",
        "Data Lançamento|Data Mov.|Data da operação|Data|Data mov|Data movimento|"
        "Data do movimento|Data da transação|Data transação|Data Operação|Data da compra|"
        "Data lanc.|Data lanc|Data de lançamento|Data e hora|Data do Lançamento|Dia"},
    {column::date, "sv",
        "Transaktionsdag|Reskontradag|Bokförd|Datum|Transaktionsdatum|Köpdatum|Dag|Fakturadatum|"
        "Betaldatum|Transaktions datum|Händelsedatum"},
    {column::date, "da",
        "Dato|Bogføringsdato|Bogført|Bogføringsdag|Posteringsdato|Transaktionsdato|Dag|"
        "Fakturadato|Bogf.dato"},
    {column::date, "no",
        "Bokføringsdato|Bokført|Bokført dato|Dato|Transaksjonsdato|Kjøpsdato|Utført dato|"
        "Posteringsdato|Utførelsesdato|Fakturadato"},
    {column::date, "fi",
        "Maksupäivä|Päivämäärä|Pvm|Päivä|Tapahtumapäivä|Kirjaus pvm|Ostopäivä|Laskun päivä|"
        "Laskupäivä"},
    {column::date, "pl",
        "Data operacji|Data transakcji|Data|Data i godzina|Data wykonania|"
        "Data operacji/transakcji|Data zlecenia|Data płatności|Data faktury|"
        "Data dokonania transakcji|Data wystawienia"},
    {column::date, "cs",
        "Datum provedení|Datum pohybu|Datum|Datum transakce|Datum operace|Datum platby|"
        "Datum provedení transakce|Dátum|Dátum transakcie|Dátum operácie|Datum odepsání|"
        "Datum splatnosti|Dátum platby"},
    {column::date, "hu",
        "Tranzakció dátuma|Dátum|Tranzakció időpontja|Tranzakció napja|Teljesítés dátuma|Kelt|"
        "Vásárlás dátuma|Tranzakciós dátum"},
    {column::date, "ro",
        "Data tranzactie|Data valutei|Data|Data tranzacției|Data tranzactiei|Data operațiunii|"
        "Data operatiunii|Data operarii|Data platii|Data facturii"},
    {column::date, "ru",
        "Дата операции|Дата совершения операции|Дата платежа|Дата|Дата и время|Дата транзакции|"
        "Дата проведения|Дата списания|Дата документа|Дата совершения"},
    {column::date, "uk",
        "Дата операції|Дата|Дата i час операції|Дата і час операції|Дата та час|Дата і час|"
        "Дата транзакції|Дата проведення"},
    {column::date, "el",
        "Ημερομηνία|Ημ/νία|Ημ. Συναλλαγής|Ημερομηνία συναλλαγής|Ημερομηνία κίνησης|"
        "Ημερομηνία Καταχώρησης|Ημ/νια"},
    {column::date, "tr",
        "Tarih|İşlem Tarihi|İşlem Tarihi ve Saati|Tarih/Saat|İşlem Günü|Muhasebe Tarihi|"
        "Dekont Tarihi"},
    {column::date, "he", "תאריך|תאריך עסקה|תאריך פעולה|תאריך ביצוע|תאריך רכישה"},
    {column::date, "zh",
        "交易日期|交易日|交易时间|时间|交易创建时间|交易成功时间|日期|交易日期时间|发生日期|"
        "记账日|交易日期/时间|付款时间|创建时间|入帐日期|交易日期時間|日期時間"},
    {column::date, "ja",
        "取引日|日付|年月日|お取引日|お取引日付|取引日時|ご利用日|利用日|日時|取引年月日|操作日|"
        "年月日(和暦)|ご利用日付|入出金日"},
    {column::date, "ko",
        "거래일시|거래일자|거래일|일자|날짜|거래일자/시간|이용일|이용일자|승인일자|거래 일시|"
        "거래 일자|이용일시"},
    {column::date, "id",
        "Tanggal|Tgl|TGL_TRAN|Tanggal Transaksi|Tanggal & Waktu|Tgl Transaksi|Tanggal Posting|"
        "Tgl.|Tanggal Pembukuan|Waktu Transaksi"},
    {column::date, "vi",
        "Ngày giao dịch|Ngày|Ngày hạch toán|Ngày hiệu lực|Ngày giờ giao dịch|Thời gian giao dịch"},
    {column::date, "lt", "Data|Operacijos data|Mokėjimo data|Data ir laikas"},
    {column::date, "et", "Kuupäev|Tehingu kuupäev|Maksepäev|Kande kuupäev|Väärtuspäev"},
    {column::date, "lv", "Datums|Darījuma datums|Maksājuma datums|Grāmatojuma datums"},
    {column::date, "hr",
        "Datum|Datum transakcije|Datum izvršenja|Datum promjene|Datum prometa|Datum knjiženja"},
    {column::date, "sl", "Datum knjiženja|Datum knjizenja|Datum transakcije"},
    {column::date, "bg", "Дата|Дата на транзакция|Дата на операцията|Дата на осчетоводяване"},
    {column::date, "ar", "التاريخ|تاريخ العملية|تاريخ المعاملة|تاريخ"},
    {column::date, "th", "วันที่|วันที่ทำรายการ|วันที่รายการ"},
    {column::date, "af", "Datum|Transaksie Datum"},
    {column::date, "ms", "Tarikh|Tarikh Transaksi"},
    // booking_date
    {column::booking_date, "en",
        "Posting Date|Post Date|Posted Date|Date Posted|Booking Date|Date Processed|"
        "Completed Date|Settlement date|Posted|Posted On|GL Date|Ledger Date|Accounting Date|"
        "Settled Date|Cleared Date|Booked At|Booked|Booked Date|Booking|Book Date|Bookdate|"
        "Clearing Date|Settlement date (UTC)|Settlement date (local)|Date Posted (UTC)|"
        "Date completed (UTC)|Date completed|Process Date|Processing Date|Processed Date|Entry|"
        "Posted at|Date Settled|Cleared On|Payment Posted Date|Account Date|Completed"},
    {column::booking_date, "de",
        "Buchungstag|Buchungsdatum|Buchung|Abschlussdatum|Buchung am|Buchungs-Datum|Gebucht am|"
        "Gebucht|Buchungsdatum (lokal)|Verbucht|Verbucht am|Verbuchungsdatum|Buchung Datum|"
        "Verarbeitungsdatum|Rechnungsbuchung|Eingang am|Abrechnungsdatum"},
    {column::booking_date, "fr",
        "Date comptable|Date de comptabilisation|Date d'opération|Date de comptabilité|"
        "Date de fin|Date compta|Date de traitement|Date d'enregistrement|Date enregistrement|"
        "Date écriture|Date d'écriture|Comptabilisé le|Date de règlement|Date pièce"},
    {column::booking_date, "es",
        "Fecha contable|Fecha de contabilización|Fecha apunte|Fecha de asiento|Fecha asiento|"
        "F. Contable|Fecha contabilización|Fecha de registro|Fecha liquidación"},
    {column::booking_date, "it",
        "Data contabile|DATA REGISTRAZIONE|Data di contabilizzazione|Data contabilizzazione|"
        "Data cont.|Contabile|Data di registrazione|Data addebito|Data reg."},
    {column::booking_date, "nl",
        "Boekdatum|Datum verrekening|Boekingsdatum|Datum boeking|Verwerkingsdatum|Geboekt op"},
    {column::booking_date, "sv",
        "Bokföringsdag|Bokföringsdatum|Reskontradatum|Bokförd|Bokfört|Bokförings datum|"
        "Bokförd datum|Bokf.dag"},
    {column::booking_date, "fi", "Kirjauspäivä|Kirjauspvm|Kirjauspäivämäärä|Kirjattu|Kirj.pvm"},
    {column::booking_date, "pl",
        "Data księgowania|Data rozliczenia|Data księgowania operacji|Data zaksięgowania|"
        "Data realizacji|Zaksięgowano"},
    {column::booking_date, "cs",
        "Datum zaúčtování|Zaúčtováno|Datum zúčtování|Dátum zaúčtovania|Dátum spracovania|"
        "Datum zpracování|Datum účtování|Zaúčtované"},
    {column::booking_date, "hu",
        "Könyvelés dátuma|Könyvelés napja|Könyvelési dátum|Könyvelési nap|Könyvelés|"
        "Terhelés napja|Feldolgozás dátuma"},
    {column::booking_date, "ru",
        "Дата обработки|Дата обработки операции|Дата проводки|Дата списания/зачисления|"
        "Дата отражения|Дата исполнения|Дата зачисления"},
    {column::booking_date, "zh",
        "记账日期|记账日|银行记账日|入账日期|入账时间|入账日|过账日期|清算日期|帳務日期|入帳日"},
    {column::booking_date, "pt",
        "Data contabilística|Data de contabilização|Data contábil|Data do balancete"},
    {column::booking_date, "ro",
        "Data procesării|Data procesarii|Data înregistrării|Data inregistrarii|Data contabila|"
        "Data decontarii"},
    {column::booking_date, "lt", "Įskaitymo data|Įvykdymo data"},
    {column::booking_date, "he", "תאריך חיוב|תאריך רישום"},
    // value_date
    {column::value_date, "en",
        "Value Date|Value Dt|ValutaDate|Effective Date|Value|Valuta Date|Val Date|"
        "Available On (UTC)|Value date (local)|Interest Date|Val. Date"},
    {column::value_date, "de",
        "Valuta|Valutadatum|Wertstellung|Wertstellung (Valuta)|Wert|Wertstellungstag|"
        "Wertstellungsdatum|Valuta Datum|Valuta-Datum|Wert am|Wertdatum|Valutatag"},
    {column::value_date, "fr",
        "Date valeur|Date de valeur|dateVal|Valeur|Date val|Date val.|Date de la valeur|Valeur le"},
    {column::value_date, "es", "Fecha valor|F. Valor|Fecha de valor|F.Valor|F Valor|Valor"},
    {column::value_date, "it", "Data valuta|Valuta|Data_Valuta|Val.|Data val."},
    {column::value_date, "nl", "Rentedatum|Waardedatum|Valutadatum"},
    {column::value_date, "pt", "Data Valor|Data-valor|Data de valor|Dt. Valor|Data Val."},
    {column::value_date, "sv", "Valutadag|Valutadatum|Räntedatum"},
    {column::value_date, "no", "Rentedato|Valuteringsdato|Valutadato"},
    {column::value_date, "fi", "Arvopäivä|Arvopvm|Korkopäivä|Arvopäivämäärä"},
    {column::value_date, "pl", "Data waluty|Data efektywna"},
    {column::value_date, "cs", "Datum valuty|Valuta|Dátum valuty|Datum valuty / Value date"},
    {column::value_date, "hu", "Értéknap|Értéknapja|Értéknap dátuma|Valutanap"},
    {column::value_date, "el",
        "Τοκισμός από|Valeur|Ημερομηνία Valeur|Ημερομηνία αξίας|Τοκοφόρος Ημερομηνία"},
    {column::value_date, "da", "Rentedato|Valørdato|Valør|Valuteringsdato"},
    {column::value_date, "ro", "Data valuta|Data valută"},
    {column::value_date, "hr", "Datum valute|Valuta datum"},
    {column::value_date, "tr", "Valör|Valör Tarihi"},
    {column::value_date, "he", "תאריך ערך|יום ערך"},
    // other_date
    {column::other_date, "en",
        "Started Date|Execution date|Date started (UTC)|Date started|Authorized Date|"
        "Authorization Date|Order Date|Initiated Date|Requested Date"},
    {column::other_date, "fr", "Date de début|Date de commande|Date d'ordre"},
    // time
    {column::time, "en", "Time|Transaction Time"},
    {column::time, "de", "Umsatzzeit|Abschlusszeit|Uhrzeit"},
    {column::time, "es", "Hora"},
    {column::time, "zh", "记账时间"},
    // timezone
    {column::timezone, "en", "Time Zone|Booking Date TimeZone"},
    // amount
    {column::amount, "en",
        "Amount|Transaction Amount|Billing amount|Gross|Net|Amount (total)|Amt|Total|Sum|"
        "Net Amount|Gross Amount|Payment Amount|Booking Amount|Posted Amount|Signed Amount|"
        "Base Amount|Debit/Credit Amount|Amount in account currency|Value|Total Amount|"
        "Invoice Total|Invoice Amount|Settlement Amount|Amount Paid|Credit/Debit Amount|"
        "Amount Debit/Credit|Total amount (incl. VAT)|Amount in EUR|Amount in Local Currency|"
        "Amount (account currency)|Transaction Value|Charge Amount|Statement Amount|Debit/Credit|"
        "Amount Charged|Amount Posted|Amounts|Charged Amount|Amount Incl VAT|Amount including VAT|"
        "Money|Payment|Sale Amount|Ledger Amount|Balance Change|Change"},
    {column::amount, "de",
        "Betrag|Umsatz|Buchungsbetrag|Einzelbetrag|Summe|Nettobetrag|Bruttobetrag|Zahlungsbetrag|"
        "Rechnungsbetrag|Gesamtbetrag|Netto|Brutto|Betrag in Kontowährung|Betrag in EUR|"
        "Betrag EUR|Umsatz in EUR|Betrag in CHF|Betrag CHF|Betrag in Euro|Betrag (€)|Umsatz EUR|"
        "Einzelbuchung|Buchungsbetrag EUR|Betrag (EUR)|Zahlbetrag|Endbetrag|Gesamt|"
        "Belastung/Gutschrift|Gutschrift/Belastung|Soll/Haben|Wert in EUR|Betrag (inkl. MwSt)"},
    {column::amount, "fr",
        "Montant|Montant de l'opération|Montant TTC|Total TTC|Montant net|Montant (EUR)|"
        "Montant EUR|Montant(EUROS)|Montant en EUR|Montant en euros|Montant total|"
        "Montant total (TTC)|Montant (en euros)|Montant de la transaction|Montant opération|Somme|"
        "Montant du paiement|Mouvement"},
    {column::amount, "es",
        "Importe|Monto|Bruto|Neto|Valor|Importe neto|Importe total|Importe (EUR)|Importe EUR|"
        "Importe (€)|Importe €|Importe euros|Importe en euros|Monto (S/)|Monto total|Total|"
        "Cantidad|Movimientos|Monto de la transacción|Importe operación|Cargo/Abono|Cargos/Abonos|"
        "Monto del movimiento"},
    {column::amount, "it",
        "Importo|IMPORTO IN|Importo netto|Importo totale|Importo (EUR)|Importo ( € )|Importo (€)|"
        "Importo EUR|Importo in euro|Importo Euro|Ammontare|Movimento|Importo operazione|"
        "Importo movimento|Importo Conto|Controvalore|Totale|Importo movimento conto"},
    {column::amount, "nl",
        "Bedrag|Mutatie|Transactiebedrag|Totaal|Bedrag (EUR)|Bedrag EUR|Bedrag in EUR|"
        "Bedrag bij/af|Af/Bij bedrag|Totaalbedrag|Bedrag transactie|Factuurbedrag|Mutatiebedrag"},
    {column::amount, "pt",
        "Montante|Valor|Valor (R$)|Valor (EUR)|Valor em R$|Importância|Montante (EUR)|Movimento|"
        "Quantia|Valor do movimento|Valor Lançamento|Valor da transação|Valor da Operação"},
    {column::amount, "sv",
        "Belopp|Insättning/Uttag|Summa|Belopp (SEK)|Belopp SEK|Belopp i SEK|Totalt|Belopp (kr)|"
        "Transaktionsbelopp|Belopp inkl moms"},
    {column::amount, "da", "Beløb|Beløb i|Beløb (DKK)|Beløb DKK|Beløb i DKK|I alt|Total"},
    {column::amount, "no", "Beløp|Beløp (NOK)|Beløp NOK|Beløp i NOK|Sum|Transaksjonsbeløp|Totalt"},
    {column::amount, "fi",
        "Määrä|Summa|Määrä EUR|Määrä (EUR)|Määrä EUROA|Tapahtuman määrä|Euroa|Yhteensä"},
    {column::amount, "pl",
        "Kwota|Kwota operacji|Kwota w walucie rachunku|Kwota rozliczenia|Kwota transakcji|"
        "Kwota transakcji (waluta rachunku)|Kwota (PLN)|Kwota PLN|Kwota w PLN|Wartość|"
        "Kwota płatności|Kwota brutto|Suma"},
    {column::amount, "cs",
        "Zaúčtovaná částka|Částka|Objem|Suma|Částka v měně účtu|Částka (CZK)|Částka v CZK|Čiastka|"
        "Výška platby|Částka transakce|Objem transakce|Celkem"},
    {column::amount, "hu",
        "Összeg|Tranzakció összege|Összeg (HUF)|Forgalom|Tranzakció összeg|Érték|"
        "Terhelés/Jóváírás|Bruttó összeg"},
    {column::amount, "lt", "Suma|Suma EUR|Suma (EUR)|Operacijos suma|Mokėjimo suma"},
    {column::amount, "ru",
        "Сумма операции|Сумма в валюте счета|Сумма в валюте операции|"
        "Сумма пересчитанная в валюту счета|Сумма|Сумма платежа|Сумма в валюте карты|"
        "Сумма в рублях|Сумма (RUB)|Сумма, руб.|Сумма, RUB|Сумма транзакции|Сумма проводки"},
    {column::amount, "uk",
        "Сума|Сума у валюті операції|Сума в валюті картки|Сума у валюті картки|Сума операції|"
        "Сума у валюті рахунку|Сума, грн|Сума (UAH)|Сума транзакції"},
    {column::amount, "el", "Ποσό|Ποσό εντολής|Ποσό συναλλαγής|Ποσό (EUR)|Αξία|Ποσό (€)"},
    {column::amount, "tr",
        "Tutar|İşlem Tutarı|Tutar (TL)|Tutar(TL)|İşlem Tutarı (TL)|Miktar|Toplam"},
    {column::amount, "he",
        "סכום|סכום חיוב|סכום בש\"ח|סכום הפעולה|סכום עסקה|זכות/חובה|בש\"ח|₪ זכות/חובה"},
    {column::amount, "zh",
        "金额|交易金额|记账金额|入账金额|人民币金额|实付金额|订单金额|交易币种/金额|入账币种/金额|"
        "发生额|交易额|收支金额|人民币|交易金额(元)|金额(元)|金额（元）|金額|交易金額|发生金额|"
        "金额（￥）|付款金额|应付金额"},
    {column::amount, "ja",
        "金額|入出金|入出金(円)|入出金額|お取引金額|取引金額|利用金額|ご利用金額|お支払い金額|"
        "ご請求額|取引金額(円)|金額(円)|支払金額|出金金額（円）|利用金額(円)|支払総額"},
    {column::amount, "ko", "거래금액|금액|이용금액|승인금액|거래 금액|금액(원)|결제금액|사용금액"},
    {column::amount, "id",
        "Jumlah|Mutasi|Nominal|Jumlah Transaksi|Nilai|Jumlah (IDR)|Nilai Transaksi"},
    {column::amount, "vi", "Số tiền|Số tiền giao dịch|Số tiền (VND)|Giá trị"},
    {column::amount, "ro", "Suma|Sumă|Valoare|Suma tranzactie|Suma tranzacției|Total"},
    {column::amount, "et", "Summa|Summa (EUR)|Tehingu summa"},
    {column::amount, "lv", "Summa|Darījuma summa|Maksājuma summa|Summa EUR"},
    {column::amount, "hr", "Iznos|Iznos transakcije|Iznos u EUR|Znesek"},
    {column::amount, "bg", "Сума|Сума на транзакцията"},
    {column::amount, "ar", "المبلغ|مبلغ العملية|القيمة"},
    {column::amount, "th", "จำนวนเงิน"},
    {column::amount, "af", "Bedrag"},
    {column::amount, "ms", "Jumlah|Amaun"},
    // debit
    {column::debit, "en",
        "Debit|Debit Amount|Withdrawal|Withdrawals|Withdrawal Amt.|Withdrawal Amount|Paid Out|"
        "Money out|Out|Outflow|DR|Gross Debit|Net Debit|Debits|Payments|Charges|Dr Amount|"
        "Debit Amt|Payment Out|Spent|Withdraw|Gross Debit (GC)|Net Debit (NC)|Money Out (GBP)|"
        "Paid Out Amount|Withdrawn|Withdrawals (DR)|Withdrawal (Dr)|Debit (-)|Withdrawal (-)|"
        "Debit Amount (-)|Amount (debit)|Debit Value|Debits (-)|Amount Debited|Amount Out|"
        "Out Amount|Debited Amount|Payments Out|Outgoing|Expense|Expenses|Outgoings|Money Spent|"
        "Debit Transactions"},
    {column::debit, "de",
        "Soll|Belastung|Lastschrift|Ausgang|Sollbetrag|Ausgabe|Ausgaben|Abgang|Auszahlung|"
        "Belastungen|Lastschriften|Belastung CHF|Lastschrift in CHF|Ausgehende Zahlung|Ausgehend|"
        "Zahlungsausgang|Soll (EUR)|Betrag Soll|Sollumsatz|Abbuchung|Debit|Auszahlungen|Ausgänge|"
        "Zahlungsausgänge|Minus|Betrag Ausgang"},
    {column::debit, "fr",
        "Débit euros|Montant débit|Débit|Débits|Débit (EUR)|Débit EUR|Montant au débit|Dépense|"
        "Dépenses|Sortie|Sorties|Retrait|Retraits|Montant du débit|Débit en euros"},
    {column::debit, "es",
        "Cargo|Debe|Débito|Retiro|Cargos|Débitos|Debitos|Retiros|Egresos|Egreso|Salidas|Gastos|"
        "Gasto|Pagos|Cargos (EUR)|Importe cargo|Monto débito|Débito ($)|Cargos/Débitos"},
    {column::debit, "it",
        "Dare|Addebiti|Addebito|Uscite|Uscita|Addebiti (EUR)|Dare (EUR)|Dare EUR|Importo addebito|"
        "Importo dare|Spese|Addebiti in euro|Pagamenti"},
    {column::debit, "nl",
        "debet|Af|Afschrijving|Bedrag af|Uitgaven|Uitgave|Uit|Debetbedrag|Afgeschreven|Debit"},
    {column::debit, "sv",
        "Uttag|Utgifter|Utgift|Ut|Debet|Uttag (SEK)|Utbetalning|Utbetalningar|Belopp ut"},
    {column::debit, "no",
        "Ut fra konto|Ut av konto|Ut|Ut fra|Beløp ut|Utgift|Utgifter|Debet|Belastet|Uttak|"
        "Ut av konto (NOK)"},
    {column::debit, "pl",
        "Obciążenie|Obciążenia|Wydatki|Kwota obciążenia|Winien|Rozchód|Rozchody|Wypłaty|Wypłata|"
        "Wychodzące"},
    {column::debit, "cs", "Výdaje|Má dáti|Debet|Výdaj|Výdavky|Odchozí|Odepsáno|Odchozí částka|MD"},
    {column::debit, "hu", "Terhelés|Kiadás|Terhelések|Terhelés (HUF)|Kifizetés|Kiadások"},
    {column::debit, "ro",
        "Debitare|Debit|Debit (RON)|Plăți|Plati|Ieșiri|Iesiri|Cheltuieli|Suma debit"},
    {column::debit, "ru",
        "Расход|Списания|Дебет|Списание|Расход (RUB)|По дебету|Сумма расхода|Сумма по дебету|"
        "Сумма списания|Оборот Дт"},
    {column::debit, "el", "Χρέωση|Χρεώσεις|Ποσό Χρέωσης|Ανάληψη|Έξοδα"},
    {column::debit, "tr", "Borç|Borç Tutarı|Çıkan|Gider|Çekilen|Çıkış"},
    {column::debit, "he", "חובה|בחובה|חיוב|משיכה"},
    {column::debit, "zh",
        "支出|交易金额(支出)|记账金额(支出)|支出金额|借方发生额|借方|借方金额|支取|转出金额|"
        "支出(元)|支出金額|提款|付款|借方发生额（支取）|提取"},
    {column::debit, "ja",
        "お支払金額|お引出し|出金|出金金額|お支払金額(円)|出金額|お引出し額|お引出金額|引出金額|"
        "お支払額|引落金額|支払い金額|お支払い|出金(円)|出金額(円)|出金金額(円)|お引出金額(円)"},
    {column::debit, "ko",
        "출금|출금액|출금금액|찾으신금액|출금(원)|지급금액|출금액(원)|출금 금액|지급|지급액|"
        "찾으신 금액|출금금액(원)"},
    {column::debit, "id", "MUTASI_DEBET|Debet|Debit|Pengeluaran|Keluar|Penarikan"},
    {column::debit, "vi", "Ghi nợ|Phát sinh nợ|Nợ|Số tiền ghi nợ|Rút ra|Chi"},
    {column::debit, "pt",
        "Débito|Débitos|Débito (R$)|Saída|Saídas|Saídas (R$)|Despesa|Despesas|Débito (EUR)|"
        "Valor débito"},
    {column::debit, "da", "Udgift|Udgifter|Ud|Debet|Hævet|Hævninger|Udbetalt|Ud af konto"},
    {column::debit, "fi", "Veloitus|Otto|Panot ja otot|Maksettu|Debet|Menot|Meno"},
    {column::debit, "lt", "Debetas|Išlaidos|Nurašyta|Nurašymas"},
    {column::debit, "et", "Deebet|Väljaminek|Kulu"},
    {column::debit, "lv", "Debets|Izmaksas|Izdevumi"},
    {column::debit, "hr", "Isplata|Isplate|Duguje|Terećenje|Na teret|Izdatak|Breme|Odliv"},
    {column::debit, "bg", "Дебит|Дт"},
    {column::debit, "uk", "Дебет|Витрата|Видаток|Списання"},
    {column::debit, "ar", "مدين|سحب|خصم"},
    {column::debit, "th", "ถอนเงิน|ถอน|เดบิต|เงินออก"},
    // credit
    {column::credit, "en",
        "Credit|Credit Amount|Deposit|Deposits|Deposit Amt.|Deposit Amount|Paid In|Money in|In|"
        "Inflow|CR|Gross Credit|Net Credit|Credits|Receipts|Cr Amount|Credit Amt|Payment In|"
        "Received|Gross Credit (GC)|Net Credit (NC)|Paid In Amount|Deposited|Deposits (CR)|"
        "Deposit (Cr)|Credit (+)|Deposit (+)|Credit Amount (+)|Amount (credit)|Credit Value|"
        "Credits (+)|Amount Credited|Amount In|In Amount|Credited Amount|Payments In|Incoming|"
        "Income|Incomings|Lodgement|Lodgements|Credit Transactions"},
    {column::credit, "de",
        "Haben|Gutschrift|Eingang|Habenbetrag|Einnahme|Einnahmen|Zugang|Einzahlung|Gutschriften|"
        "Gutschrift CHF|Gutschrift in CHF|Eingehende Zahlung|Eingehend|Zahlungseingang|"
        "Haben (EUR)|Betrag Haben|Habenumsatz|Kredit|Einzahlungen|Eingänge|Zahlungseingänge|Plus|"
        "Betrag Eingang"},
    {column::credit, "fr",
        "Crédit euros|Montant crédit|Crédit|Crédits|Crédit (EUR)|Crédit EUR|Montant au crédit|"
        "Recette|Recettes|Entrée|Entrées|Dépôt|Dépôts|Versement|Montant du crédit|Crédit en euros"},
    {column::credit, "es",
        "Abono|Haber|Crédito|Depósito|Abonos|Créditos|Creditos|Depósitos|Depositos|Ingresos|"
        "Ingreso|Entradas|Abonos (EUR)|Importe abono|Monto crédito|Crédito ($)|Abonos/Créditos"},
    {column::credit, "it",
        "Avere|Accrediti|Accredito|Entrate|Entrata|Accrediti (EUR)|Avere (EUR)|Avere EUR|"
        "Importo accredito|Importo avere|Accrediti in euro|Incassi|Versamenti"},
    {column::credit, "nl",
        "Bij|Krediet|Bijschrijving|Credit|Bedrag bij|Inkomsten|Inkomst|In|Creditbedrag|"
        "Bijgeschreven"},
    {column::credit, "sv",
        "Insättning|Inkomster|Inkomst|In|Kredit|Insatt|Insättningar|Inbetalning|Inbetalningar|"
        "Belopp in"},
    {column::credit, "no",
        "Inn på konto|Inn|Beløp inn|Inntekt|Inntekter|Kredit|Godskrevet|Innskudd|Innbetaling"},
    {column::credit, "pl",
        "Uznanie|Uznania|Wpływy|Kwota uznania|Ma|Przychód|Przychody|Wpłaty|Wpłata|Przychodzące"},
    {column::credit, "cs", "Příjmy|Dal|Kredit|Příjem|Příchozí|Připsáno|Příchozí částka"},
    {column::credit, "hu", "Jóváírás|Bevétel|Jóváírások|Jóváírás (HUF)|Befizetés|Bevételek"},
    {column::credit, "ro",
        "Creditare|Credit|Credit (RON)|Încasări|Incasari|Intrări|Intrari|Venituri|Suma credit"},
    {column::credit, "ru",
        "Приход|Поступления|Кредит|Поступление|Приход (RUB)|Зачисление|Зачисления|По кредиту|"
        "Сумма прихода|Сумма по кредиту|Сумма зачисления|Оборот Кт"},
    {column::credit, "el", "Πίστωση|Πιστώσεις|Ποσό Πίστωσης|Κατάθεση|Έσοδα"},
    {column::credit, "tr", "Alacak|Alacak Tutarı|Giren|Gelir|Yatan|Yatırılan|Giriş"},
    {column::credit, "he", "זכות|בזכות|זיכוי|הפקדה"},
    {column::credit, "zh",
        "存入|收入|交易金额(收入)|记账金额(收入)|收入金额|贷方发生额|贷方|贷方金额|存入金额|"
        "转入金额|收入(元)|收入金額|存款|收款|贷方发生额（收入）|存入金額"},
    {column::credit, "ja",
        "お預り金額|お預入れ|入金|入金金額|入金額|お預かり金額|お預入れ額|お預入金額|預入金額|"
        "入金(円)|入金額(円)|入金金額(円)|お預り額|お預け入れ|お預入金額(円)"},
    {column::credit, "ko",
        "입금|입금액|입금금액|맡기신금액|입금(원)|입금액(원)|입금 금액|맡기신 금액|입금금액(원)"},
    {column::credit, "id", "Kredit|MUTASI_KREDIT|Pemasukan|Masuk|Setoran"},
    {column::credit, "vi", "Ghi có|Phát sinh có|Có|Số tiền ghi có|Gửi vào|Thu"},
    {column::credit, "pt",
        "Crédito|Créditos|Crédito (R$)|Entrada|Entradas|Entradas (R$)|Receita|Receitas|"
        "Crédito (EUR)|Valor crédito"},
    {column::credit, "da",
        "Indtægt|Indtægter|Ind|Kredit|Indsat|Indbetalinger|Indbetalt|Ind på konto"},
    {column::credit, "fi", "Hyvitys|Pano|Kredit|Tulot|Tulo|Saatu"},
    {column::credit, "lt", "Kreditas|Pajamos|Įskaityta|Įskaitymas"},
    {column::credit, "et", "Kreedit|Sissetulek|Tulu"},
    {column::credit, "lv", "Kredīts|Iemaksas|Ieņēmumi"},
    {column::credit, "hr", "Uplata|Uplate|Potražuje|Odobrenje|U korist|Primitak|Dobro|Priliv"},
    {column::credit, "bg", "Кредит|Кт"},
    {column::credit, "uk", "Кредит|Надходження|Прихід|Зарахування"},
    {column::credit, "ar", "دائن|إيداع"},
    {column::credit, "th", "ฝากเงิน|ฝาก|เครดิต|เงินเข้า"},
    // type
    {column::type, "en",
        "Transaction Type|Type|Credit / Debit|Dr / Cr|Debit/Credit|D/C|CR/DR|C/D|Direction|"
        "Debit or Credit|Credit or Debit|In/Out|Sign|Indicator|Credit Debit Indicator|"
        "Debit Credit Indicator|Balance Impact|Cr/Dr Indicator|Dr/Cr Indicator|DC|D/C Indicator|"
        "Debit/Credit Indicator|Db/Cr|Cr/Db|DB_CR|Credit/Debit|Debit/Credit (D/C)|"
        "CreditDebitIndicator|DR_CR|Sign (+/-)|Flow|In or Out|Movement Type|Entry Type|"
        "Transaction Direction"},
    {column::type, "de",
        "Soll/Haben|Debit/Kredit|S/H|Soll/Haben-Kennzeichen|Umsatzart S/H|Kennzeichen|"
        "S/H-Kennzeichen|SH|Soll-Haben|Buchungsrichtung|Vorzeichen|Richtung|Ein-/Ausgang"},
    {column::type, "fr",
        "Sens|Sens de l'opération|Sens opération|Débit/Crédit|Débit / Crédit|D/C|Sens (D/C)"},
    {column::type, "it", "Segno (D/A)|Segno|Dare/Avere|D/A|Tipo movimento"},
    {column::type, "nl",
        "Af Bij|CreditDebet|Debet/Credit|Af/Bij|Bij/Af|Debet / Credit|D/C|Debet of credit|"
        "Richting|Type mutatie"},
    {column::type, "hu",
        "Bevétel/Kiadás|Terhelés vagy jóváírás (T/J)|Irány|T/J|Terhelés/Jóváírás jel|"
        "Forgalom típusa"},
    {column::type, "lt", "D/K|DK|Debetas/Kreditas|D/C|DEBETAS/KREDITAS"},
    {column::type, "el", "Πρόσημο ποσού|Χρέωση / Πίστωση|Χρέωση/Πίστωση|Πρόσημο|Χ/Π|Τύπος"},
    {column::type, "zh",
        "收/支|借贷|方向|收支类型|收支|收入/支出|借贷标志|借贷方向|借/贷|资金流向|收付标志|"
        "交易方向|借贷标识"},
    {column::type, "id", "Jenis (CR/DB)|Tipe|DB/CR|Jenis|Tipe Transaksi|D/K|Jenis Transaksi"},
    {column::type, "es",
        "Tipo|Tipo de movimiento|Tipo movimiento|Signo|D/H|Debe/Haber|Cargo / Abono|Naturaleza"},
    {column::type, "pt",
        "Tipo|Tipo de movimento|Débito/Crédito|D/C|Natureza|Tipo Lançamento|Tipo de lançamento"},
    {column::type, "pl", "Strona|Wn/Ma|Obciążenie/Uznanie|Rodzaj (uznanie/obciążenie)"},
    {column::type, "cs", "Typ pohybu|Směr úhrady|Kredit/Debet|Debet/Kredit|Smer"},
    {column::type, "et", "Deebet/Kreedit|Deebet/Kreedit (D/C)|D/K"},
    {column::type, "lv", "Debets/Kredīts|D/K"},
    {column::type, "bg", "Дт/Кт|ДТ/КТ|Дебит/Кредит"},
    {column::type, "ru", "Тип|Направление|Дебет/Кредит|Приход/Расход|Вид"},
    {column::type, "tr", "Borç/Alacak|B/A|İşlem Yönü"},
    {column::type, "ko", "구분|입출금구분|거래유형|입출구분|거래종류"},
    // balance
    {column::balance, "en",
        "Balance|BAL|Running Balance|CURRENT BALANCE|Closing Balance|Available Balance|"
        "Ledger Balance|Ending Balance|Running Bal.|Running Bal|Account Balance|Balance After|"
        "Balance after transaction|New Balance|Cash Balance|Total Balance|Statement Balance|"
        "Book Balance|Cleared Balance|Balance After Transaction|Closing Bal|Bal."},
    {column::balance, "de",
        "Saldo|Kontostand|Saldo nach Buchung|Saldo in CHF|Saldo CHF|Saldo EUR|Neuer Saldo|"
        "Buchungssaldo|Aktueller Saldo|Kontosaldo|Saldo nach Umsatz|Endsaldo"},
    {column::balance, "fr",
        "Solde|accountbalance|Solde (EUR)|Solde comptable|Nouveau solde|Solde après opération|"
        "Solde progressif|Solde du compte"},
    {column::balance, "it",
        "Saldo iniziale|Saldo finale|Saldo|Saldo contabile|Saldo disponibile|Saldo progressivo|"
        "Saldo liquido"},
    {column::balance, "nl",
        "Saldo na trn|Boeksaldo|Valutair saldo|Saldo na mutatie|Beginsaldo|Eindsaldo|"
        "Saldo na mutatie (EUR)|Nieuw saldo|Saldo na transactie|Lopend saldo"},
    {column::balance, "pt",
        "Saldo Contabilístico|Saldo Disponível|Saldo|Saldo (R$)|"
        "Saldo contabilístico após movimento|Saldo após movimento|Saldo do dia"},
    {column::balance, "sv",
        "Bokfört saldo|Aktuellt saldo|Valutadagssaldo|Behållning|Saldo|Saldo (SEK)|"
        "Bokfört saldo (SEK)|Kontosaldo|Nytt saldo"},
    {column::balance, "no", "Tilsaldo|Saldo|Bokført saldo|Disponibel saldo"},
    {column::balance, "pl",
        "Saldo po operacji|Saldo po transakcji|Saldo|Saldo końcowe|Saldo księgowe"},
    {column::balance, "cs",
        "Zůstatek|Zůstatek po transakci|Zostatok|Účetní zůstatek|Zůstatek po pohybu|"
        "Konečný zůstatek"},
    {column::balance, "hu",
        "Egyenleg|Könyvelt egyenleg|Záró egyenleg|Egyenleg a tranzakció után|Számlaegyenleg"},
    {column::balance, "ro", "Sold|Sold contabil|Sold final|Sold disponibil"},
    {column::balance, "ru",
        "Баланс на конец периода|Остаток|Баланс|Остаток по счету|Исходящий остаток|"
        "Остаток средств|Баланс карты"},
    {column::balance, "uk", "Залишок|Залишок після операції|Баланс|Залишок на кінець періоду"},
    {column::balance, "el",
        "Υπόλοιπο|Νέο λογιστικό υπόλοιπο|Λογιστικό υπόλοιπο|Διαθέσιμο υπόλοιπο|"
        "Προοδευτικό υπόλοιπο"},
    {column::balance, "tr",
        "Bakiye|Yeni Bakiye|Güncel Bakiye|Kalan Bakiye|Son Bakiye|Bakiye (TL)|"
        "Kullanılabilir Bakiye"},
    {column::balance, "he", "יתרה|היתרה בש\"ח|יתרה בש\"ח|היתרה|יתרה משוערכת"},
    {column::balance, "zh",
        "余额|本次余额|联机余额|账户余额|交易后余额|结余|可用余额|賬戶結餘|结存|余额(元)|餘額|"
        "账面余额"},
    {column::balance, "ja",
        "残高|差引残高|取引後残高|お取引後残高|残高(円)|現在高|差引残高(円)|お預り残高|残高（円）"},
    {column::balance, "ko", "잔액|거래후잔액|잔액(원)|거래 후 잔액|거래후 잔액|잔고"},
    {column::balance, "id", "SALDO_AKHIR_MUTASI|Saldo|Saldo Akhir"},
    {column::balance, "vi", "Số dư|Số dư tài khoản|Số dư cuối|Số dư sau giao dịch"},
    {column::balance, "es",
        "Saldo|Saldo contable|Saldo disponible|Disponible|Saldo (EUR)|Saldo final|Saldo actual|"
        "Saldo posterior"},
    {column::balance, "da", "Saldo|Bogført saldo|Saldo (DKK)"},
    {column::balance, "fi", "Saldo"},
    {column::balance, "lt", "Likutis|Balansas"},
    {column::balance, "et", "Jääk|Saldo|Konto jääk"},
    {column::balance, "lv", "Atlikums|Bilance"},
    {column::balance, "hr", "Stanje|Stanje računa|Saldo"},
    {column::balance, "bg", "Салдо|Наличност"},
    {column::balance, "ar", "الرصيد"},
    {column::balance, "th", "ยอดคงเหลือ|คงเหลือ|ยอดเงินคงเหลือ"},
    // currency
    {column::currency, "en",
        "Currency|Billing currency|Gross Currency|Net Currency|Posted Currency|Ccy|Curr|Cur|"
        "Account Currency|Transaction Currency|Currency Code|Payment currency|Currency of Account|"
        "Transaction Currency Code|Acct Currency|Booking Currency|Settlement Currency|"
        "ISO Currency Code|Amount Currency|Local Currency Code|Curr."},
    {column::currency, "de",
        "Währung|Waehrung|Buchungswährung|Kontowährung|Bewertet in|Whg|Whg.|Waehrg|Währg.|WKZ|"
        "Devise|Umsatzwährung|Zahlungswährung|Transaktionswährung"},
    {column::currency, "fr",
        "Devise|Monn.|Monnaie|Devise du compte|Devise compte|Devise de l'opération|Code devise"},
    {column::currency, "es",
        "Divisa|Moneda|Moneda de la cuenta|Divisa cuenta|Mon.|Moneda operación"},
    {column::currency, "nl",
        "Munt|Valutacode|Muntsoort|Valuta rekening|Valuta|Munteenheid|Devies|Muntcode|"
        "Muntsoort bedrag"},
    {column::currency, "sv", "Valuta|Valutakod"},
    {column::currency, "pl", "Waluta|Waluta operacji|Waluta rachunku"},
    {column::currency, "cs", "Měna|Měna účtu|Mena|Měna transakce|Mena účtu"},
    {column::currency, "hu",
        "Devizanem|Tranzakció devizaneme|Pénznem|Deviza|Összeg devizaneme|Devizanem kód|"
        "Számla devizaneme"},
    {column::currency, "lt", "Valiuta"},
    {column::currency, "ru", "Валюта|Валюта операции|Валюта счета|Валюта платежа"},
    {column::currency, "zh",
        "币种|币别|货币|交易货币|交易币种|记账币种|入账货币|入账币种|币种名称|交易币|账户币种|"
        "货币类型|幣別|貨幣"},
    {column::currency, "it", "Divisa|Valuta conto|Divisa conto|Div.|Divisa importo"},
    {column::currency, "pt", "Moeda|Divisa"},
    {column::currency, "da", "Valuta|Møntsort"},
    {column::currency, "no", "Valuta|Valutakode"},
    {column::currency, "fi", "Valuutta"},
    {column::currency, "ro", "Moneda|Monedă|Valuta"},
    {column::currency, "et", "Valuuta"},
    {column::currency, "lv", "Valūta"},
    {column::currency, "hr", "Valuta"},
    {column::currency, "uk", "Валюта|Валюта картки|Валюта операції"},
    {column::currency, "el", "Νόμισμα"},
    {column::currency, "tr", "Para Birimi|Döviz|Döviz Cinsi|Döviz Kodu"},
    {column::currency, "he", "מטבע|מטבע חיוב"},
    {column::currency, "ar", "العملة"},
    // fee
    {column::fee, "en",
        "Fee|Fees|Commission|Amount (fee)|Charge|Fee Amount|Total fees|Commission (NC)|"
        "Markup (NC)|Processing Fee"},
    {column::fee, "de", "Gebühr|Gebühren|Entgelt|Provision"},
    {column::fee, "fr", "Frais|Commission"},
    {column::fee, "es", "Comisión"},
    {column::fee, "it", "Commissione|Commissioni"},
    {column::fee, "nl", "Kosten|Commissie"},
    {column::fee, "sv", "Avgift"},
    {column::fee, "cs", "Poplatek"},
    {column::fee, "ru", "Комиссия"},
    {column::fee, "zh", "手续费|服务费"},
    // original_amount
    {column::original_amount, "en",
        "Original Amount|Local Amount|Foreign Amount|Transaction Amount (foreign)|Source amount|"
        "Native amount|Amount in foreign currency"},
    {column::original_amount, "de",
        "Originalbetrag|Betrag (Fremdwährung)|Fremdwährungsbetrag|Betrag in Fremdwährung"},
    {column::original_amount, "fr", "Montant d'origine"},
    {column::original_amount, "es", "Importe original"},
    {column::original_amount, "nl", "Oorspr bedrag"},
    {column::original_amount, "cs", "Původní částka a měna"},
    // original_currency
    {column::original_currency, "en",
        "Original Currency|Local Currency|Foreign Currency|Type Foreign Currency"},
    {column::original_currency, "de", "Originalwährung|Fremdwährung"},
    {column::original_currency, "nl", "Oorspr munt"},
    // exchange_rate
    {column::exchange_rate, "en", "Exchange Rate"},
    // description
    {column::description, "en",
        "Description|Details|Narration|Particulars|Transaction Description|Transaction Details|"
        "Transaction Remarks|Memo|Note|Notes|Reason|Message for payee|Bank Description|"
        "Original Description|Subject|Transaction|Narrative|Remarks|Comment|Comments|Purpose|"
        "Information|Additional Information|Transaction Information|Desc|Message|Line Description|"
        "Statement Descriptor|Items|Text|Label|Transaction Narrative|Transaction Particulars|"
        "Details of Transaction|Activity|Transaction Text|Booking text|Payment details|"
        "Payment Details|Statement text|Extended Details|Booking Details|Entry Description|"
        "Full Description|Action|Detail|Explanation|Statement Description|Title|"
        "Payment description|Transaction Note|Memo/Description|Transaction Memo|"
        "Transaction Detail|Operation|Operations"},
    {column::description, "de",
        "Buchungstext|Verwendungszweck|Text|Umsatztext|Umsatzart|Umsatztyp|Vorgang|"
        "Transaktionsbeschreibung|Beschreibung|Beschreibung1|VWZ1|Bemerkung|Zusatztext|Info|"
        "Buchungsdetails|Avisierungstext|Betreff|Notiz|Zweck|Buchungstext / Verwendungszweck|"
        "Buchungs-Details|Buchungsinformation|Buchungsinformationen|Beschreibung 1|"
        "Verwendungszweck 1|Verwendungszweck/Kundenreferenz|Umsatzdetails|Umsatzbeschreibung|"
        "Zahlungszweck|Mitteilung|Mitteilungen|Zahlungsgrund|Details|Leistung|Produkt|Bezeichnung|"
        "Transaktionstext|Transaktionstyp|Buchungsart|Vorgang/Verwendungszweck|Nachricht|"
        "Kommentar|VWZ|Vwz.0"},
    {column::description, "fr",
        "Libellé|Libellé simplifié|Libellé de l'opération|Nature de l'opération|Description 1|"
        "label|Communication|Motif|Libellé opération|Libelle operation|Libellé court|"
        "Libellé complet|Libellé long|Libellé mouvement|Libellé de l'écriture|Nature|Intitulé|"
        "Objet|Description|Détail|Détails|Commentaire|Opération|Détail de l'opération|"
        "Informations complémentaires|Type d'opération|Message|Référence client"},
    {column::description, "es",
        "Concepto|Descripción|Detalle del movimiento|Movimiento|Observaciones|"
        "Concepto / Referencia|Descripción del movimiento|Detalle|Detalles|Concepto ampliado|"
        "Más datos|Descripcion|Glosa|Leyenda|Comentario|Información adicional|Asunto|Conceptos|"
        "Tipo de operación|Operación|Transacción|Descripción operación"},
    {column::description, "it",
        "Descrizione|Descrizione operazione|Causale|Descrizione estesa|Tipologia Operazione|"
        "Descrizione operazioni|Causale operazione|Causale/Descrizione|Dettagli|Dettaglio|"
        "Descrizione_Completa|Descrizione completa|Descrizione aggiuntiva|Note|Tipologia|"
        "Operazione/Descrizione|Informazioni aggiuntive|Descrizione causale|Descrizione movimento|"
        "Memo|Oggetto"},
    {column::description, "nl",
        "Omschrijving|Omschrijving-1|Mededelingen|Mededeling|Vrije mededeling|"
        "gestructureerde mededeling|toelichting|Beschrijving|Details|Bericht|Detail van de omzet|"
        "Transactie|Betalingskenmerk/omschrijving|Type verrichting|Boekingsomschrijving|Opmerking|"
        "Opmerkingen"},
    {column::description, "pt",
        "Descrição|Histórico|Descrição do Movimento|Lançamento|Descritivo|Detalhe|Detalhes|"
        "Lançamentos|Título|Titulo|Observação|Observações|Descrição da operação|Movimentos|"
        "Operação|Estabelecimento|Categoria/Descrição"},
    {column::description, "sv",
        "Rubrik|Meddelande|Beskrivning|Transaktion|Specifikation|Transaktionstyp|Referens|"
        "Egna anteckningar|Text|Avser|Notering|Titel|Ändamål|Kontohändelse|Detaljer|Benämning|"
        "Köpställe|Transaktionstext"},
    {column::description, "da",
        "Tekst|Beskrivelse|Kommentar|Posteringstekst|Besked|Meddelelse|Bilagstekst|Notat"},
    {column::description, "no",
        "Forklaring|Forklaringstekst|Beløpet gjelder|Tekst|Beskrivelse|Melding|Tittel|Undertype|"
        "Type|Melding/KID/Fakt.nr|Transaksjonstekst"},
    {column::description, "fi",
        "Selitys|Viesti|Laji|Tapahtuma|Tapahtumalaji|Otsikko|Kuvaus|Tapahtumatyyppi|Selite|"
        "Viesti/Selite|Tiedot"},
    {column::description, "pl",
        "Opis operacji|Tytuł|Opis transakcji|Szczegóły transakcji|Typ transakcji|"
        "Rodzaj transakcji|Opis|Tytułem|Opis/Tytuł|Tytuł operacji|Tytuł przelewu|Szczegóły|"
        "Szczegóły operacji|Typ operacji|Rodzaj operacji|Nazwa operacji|Tytuł płatności"},
    {column::description, "cs",
        "Zpráva|Zpráva pro příjemce|Poznámka|Popis|Kategorie transakce|Položka|Klientská poznámka|"
        "Typ|Typ transakce|Popis transakce|Popis transakcie|Popis operace|Detail|"
        "Zpráva pro plátce|Informácia pre príjemcu|Správa pre príjemcu|Účel platby|"
        "Systémový popis|Typ operace|Typ úhrady|Popis platby|Zpráva příjemci"},
    {column::description, "hu",
        "Közlemény|Részletek|Típus|Tranzakció típusa|Leírás|Megjegyzés|Tranzakció leírása|Művelet|"
        "Jogcím|Forgalom jellege|Megnevezés"},
    {column::description, "ro",
        "Descriere|Descriere tranzactie|Detalii|Detalii tranzactie|Detalii tranzacție|"
        "Detaliile tranzactiei|Descrierea tranzacției|Explicatii|Explicații|Tip tranzactie"},
    {column::description, "lt",
        "Paaiškinimai|Paskirtis|Mokėjimo paskirtis|Aprašymas|Operacijos aprašymas|Komentaras"},
    {column::description, "ru",
        "Описание операции|Описание|Основание|Тип операции|Назначение платежа|Назначение|"
        "Детали операции|Детали|Комментарий|Содержание операции|Наименование операции|"
        "Категория/Описание|Вид операции"},
    {column::description, "uk",
        "Опис|Призначення платежу|Деталі операції|Опис операції|Коментар|Призначення|"
        "Категорія/Опис"},
    {column::description, "el",
        "Αιτιολογία|Περιγραφή|Περιγραφή συναλλαγής|Λεπτομέρειες|Σχόλια|Είδος συναλλαγής|"
        "Αιτιολογία συναλλαγής"},
    {column::description, "tr",
        "Açıklama|İşlem Açıklaması|Hareket tipi|İşlem|Detay|İşlem Türü|Açıklamalar|Etiket"},
    {column::description, "he",
        "תיאור|תאור מורחב|פרטים|תאור|תיאור פעולה|סוג תנועה|הפעולה|פרטי הפעולה|הערות|סוג פעולה"},
    {column::description, "zh",
        "摘要|交易摘要|交易说明|交易描述|附言|交易附言|备注|商品|商品说明|交易类型|交易详情|"
        "交易场所|用途|交易备注|摘要说明|交易名称|业务类型|交易地点/附言|商品名称|订单标题|說明|"
        "交易摘要/备注|交易内容|描述|交易种类|备注说明"},
    {column::description, "ja",
        "メモ|お取引内容|取引内容|入出金内容|お取り扱い内容|摘要|内容|お取引の内容|取引先|"
        "ご利用店名|ご利用先|利用店名|利用店名・商品名|ご利用店名・商品名|取引内容・商品|詳細|"
        "備考|摘要内容"},
    {column::description, "ko",
        "적요|내용|거래내용|기재내용|거래 내용|거래내역|메모|가맹점명|이용가맹점|이용하신곳|"
        "통장메모|거래구분|비고"},
    {column::description, "id",
        "Keterangan|Berita|Deskripsi|DESK_TRAN|Uraian|Uraian Transaksi|Rincian Transaksi|"
        "Transaksi|Catatan|Remark"},
    {column::description, "vi", "Nội dung|Nội dung giao dịch|Diễn giải|Mô tả|Nội dung chi tiết"},
    {column::description, "et", "Selgitus|Makse selgitus|Kirjeldus"},
    {column::description, "lv",
        "Informācija saņēmējam|Maksājuma mērķis|Apraksts|Darījuma apraksts|Detaļas"},
    {column::description, "hr",
        "Opis|Opis transakcije|Opis plaćanja|Svrha|Svrha plaćanja|Namen|Opis prometa"},
    {column::description, "bg", "Основание|Описание|Тип на операцията"},
    {column::description, "ar", "الوصف|التفاصيل|البيان|تفاصيل العملية"},
    {column::description, "th", "รายการ|คำอธิบาย|รายละเอียด"},
    {column::description, "af", "Beskrywing|Beskrywing1|Beskrywing2|Beskrywing3"},
    {column::description, "ms", "Keterangan|Butiran"},
    // payee
    {column::payee, "en",
        "Payee|Name|Merchant name|Partner Name|Counteraccount name|Counterparty|To|From|Target|"
        "Source|Narrative|Vendor|Customer|Supplier|Merchant|Beneficiary|Counterparty Name|Payer|"
        "Recipient|Counter Party|Payer Name|Payee Name|Sender|Receiver|Beneficiary Name|"
        "Beneficiary/Remitter|Sender/receiver name|Merchant/Payee|Name/Description|Ordering Party|"
        "Other party|Other Party Name|Sender or recipient|Customer Name|Client|Sold To|Bill To|"
        "Description/Payee|Party|Partner|Business Partner"},
    {column::payee, "de",
        "Auftraggeber/Empfänger|Auftraggeber / Begünstigter|Beguenstigter/Zahlungspflichtiger|"
        "Name Zahlungsbeteiligter|Zahlungsempfänger*in|Zahlungspflichtige*r|Empfänger|"
        "Empfängername|Auftraggebername|Zahlungsempfänger|Begünstigter|Auftraggeber|Kunde|"
        "Lieferant|Gegenpartei|Händler|Begünstigter / Auftraggeber|Begünstigter/Auftraggeber|"
        "Auftraggeber/Zahlungsempfänger|Empfänger/Zahlungspflichtiger|Empfänger/Auftraggeber|"
        "Empfänger/Auftraggeber Name|Name|Partnername|Partner|Zahlungspartner|"
        "Zahlungsempfänger/-pflichtiger|Zahlungspflichtiger|Gegenkonto Name|Name Gegenkonto|"
        "Empfaenger 1|Empfaenger|Empfänger / Auftraggeber|Unternehmen|Firma|Geschäftspartner|"
        "Debitor|Kreditor|Lieferant/Kunde|Name des Partners|Zahler|Absender|Geschäft"},
    {column::payee, "fr",
        "Bénéficiaire|Contrepartie|Tiers|Nom|Nom de la contrepartie|Nom contrepartie|Émetteur|"
        "Emetteur|Donneur d'ordre|Destinataire|Commerçant|Fournisseur|Client|Marchand|"
        "Raison sociale|Nom du tiers"},
    {column::payee, "es",
        "Nombre|Beneficiario|Ordenante|Comercio|Contraparte|Emisor|Remitente|Destinatario|"
        "Proveedor|Cliente|Titular|Nombre del comercio|Beneficiario/Ordenante"},
    {column::payee, "nl",
        "Naam / Omschrijving|Naam tegenpartij|Naam|Tegenrekeninghouder|Tegenpartij|"
        "Naam van de tegenpartij|Handelaar|Naam tegenrekening|Tegenpartij naam|Begunstigde|"
        "Opdrachtgever|Naam begunstigde|Leverancier|Klant|Naam tegenpartij bevat|"
        "Naam ontvanger/betaler|Relatie"},
    {column::payee, "pt",
        "Nome|Beneficiário|Favorecido|Remetente|Destinatário|Fornecedor|Cliente|Contraparte|"
        "Nome do favorecido|Razão Social"},
    {column::payee, "sv",
        "Namn|Mottagare|Avsändare|Text/mottagare|Motpart|Betalningsmottagare|Leverantör|Kund|"
        "Motpartens namn|Mottagare/Avsändare|Butik"},
    {column::payee, "da",
        "Modtager|Afsender|Navn|Modtager/Afsender|Beløbsmodtager|Leverandør|Kunde|Modpart"},
    {column::payee, "fi",
        "Saaja/Maksaja|Saaja|Maksaja|Nimi|Saajan nimi|Maksunsaaja|Vastapuoli|Saaja / Maksaja|"
        "Toimittaja|Asiakas|Kauppa"},
    {column::payee, "pl",
        "Nadawca/Odbiorca|Nazwa nadawcy|Nazwa odbiorcy|Kontrahent|Nadawca / Odbiorca|Odbiorca|"
        "Nadawca|Odbiorca/Nadawca|Odbiorca/Zleceniodawca|Dane kontrahenta|Nazwa kontrahenta|"
        "Zleceniodawca|Nadawca lub odbiorca|Nazwa|Płatnik|Sprzedawca"},
    {column::payee, "cs",
        "Název protiúčtu|Název protistrany|Název účtu protistrany|Názov protiúčtu|Protistrana|"
        "Příjemce|Plátce|Partner|Obchodník|Názov partnera|Jméno protistrany|Dodavatel|Odběratel|"
        "Název účtu příjemce"},
    {column::payee, "hu",
        "Partner neve|Partner|Partner elnevezése|Kedvezményezett|Ellenoldali név|"
        "Ellenoldali számla neve|Kereskedő|Másik fél neve"},
    {column::payee, "lt",
        "Gavėjas|Galutinis gavėjas|Pradinis mokėtojas|Mokėtojas|Gavėjas/Mokėtojas|"
        "Mokėtojas arba gavėjas|Partneris|Kontrahentas"},
    {column::payee, "ru",
        "Контрагент|Получатель|Отправитель|Плательщик|Наименование контрагента|"
        "Получатель/Плательщик|Магазин|Имя контрагента"},
    {column::payee, "el", "Επωνυμία εντολέα|Δικαιούχος|Εντολέας|Αντισυμβαλλόμενος|Επωνυμία"},
    {column::payee, "zh",
        "交易对方|对方户名|对方账户名|对手信息|商户名称|对方名称|对方姓名|收款人|付款人|对方账户|"
        "商户|交易对手|对手方|收款方|对方账号名称|交易对手名称|收/付款方"},
    {column::payee, "it",
        "Beneficiario|Ordinante|Controparte|Nome controparte|Esercente|Fornitore|Cliente|Nome|"
        "Ragione Sociale|Ordinante/Beneficiario"},
    {column::payee, "no", "Navn|Mottaker|Avsender|Mottakernavn|Mottaker/Avsender|Leverandør|Kunde"},
    {column::payee, "ro",
        "Beneficiar|Ordonator|Partener|Beneficiar/Ordonator|Comerciant|Furnizor|Client"},
    {column::payee, "et", "Saaja/Maksja|Saaja/maksja nimi|Saaja|Maksja|Saaja/Maksja nimi"},
    {column::payee, "lv", "Saņēmējs/Maksātājs|Saņēmējs|Maksātājs|Partnera nosaukums|Partneris"},
    {column::payee, "hr",
        "Platitelj/Primatelj|Primatelj|Platitelj|Naziv|Prejemnik|Plačnik|"
        "Naziv platitelja/primatelja|Primalac"},
    {column::payee, "bg", "Контрагент|Наредител/Получател|Име на контрагент"},
    {column::payee, "uk", "Контрагент|Одержувач|Отримувач|Платник"},
    {column::payee, "tr", "Karşı Hesap|Alıcı|Gönderen|Alıcı/Gönderen|Karşı Taraf"},
    {column::payee, "he", "שם בית עסק|שם בית העסק|בית עסק|לטובת"},
    {column::payee, "ko",
        "의뢰인/수취인|상대방|거래처|보낸분/받는분|받는분|보내는분|상대계좌예금주명"},
    // reference
    {column::reference, "en",
        "Reference|Reference Number|Transaction reference number|Ref No./Cheque No.|Chq./Ref.No.|"
        "Reference ID|Invoice Number|Psp Reference|Payment reference|Ref|Ref No|Ref Number|"
        "Bank Reference|Customer Reference|Payment Ref|Invoice|Invoice No|Document Number|"
        "Document No|Document|Voucher|Voucher No|End To End ID|Order ID|Num|Transaction Reference|"
        "Reference No|Reference No.|Ref. No.|Ref.|Ref #|Cheque/Ref No|Transaction Ref|UTR|"
        "Payment Reference Number|Customer Ref|Bank Ref|Bank Reference Number|Your Reference|"
        "Our Reference|Ext. Reference|External Reference|Order Number|Invoice Reference|Bill No|"
        "Receipt No|Sender Reference|Own Reference|Remittance Information|Structured reference|"
        "Num.|Doc No|Doc. No.|Voucher Number|Journal Ref"},
    {column::reference, "de",
        "Kundenreferenz|Kundenreferenz (End-to-End)|Mandatsreferenz|Gläubiger-ID|Glaeubiger ID|"
        "Zahlungsreferenz|Buchungsreferenz|Sammlerreferenz|Ersterfassungsreferenz|"
        "Transaktions-Nr.|Referenz|Referenznummer|Belegnummer|Belegnr|Beleg|Rechnungsnummer|"
        "Rechnungsnr|Buchungsnummer|End-to-End-Identifikation|End-to-End-Referenz|"
        "Ende-zu-Ende-Referenz|Auftragsreferenz|Transaktionscode|Belegnr.|Beleg-Nr.|Re.-Nr.|"
        "Rechnungs-Nr.|Kundennummer/Referenz|Buchungsnr.|Zahlungsreferenz-Nr.|Belegfeld 1|"
        "Rechnung|Auftragsnummer|Bestellnummer|Vorgangsnummer"},
    {column::reference, "fr",
        "N° de transaction|Numéro de séquence|Numéro de pièce|Référence|Référence de l'opération|"
        "Réf|Réf.|Numéro d'opération|N° opération|N° pièce|Pièce|N° facture|Numéro de facture|"
        "Facture|Référence paiement|N° de facture|Numéro"},
    {column::reference, "es",
        "Referencia|Referencia 1|Referencia 2|Id. de factura|Id. de referencia de trans.|"
        "Nº de referencia|Número de referencia|Nro. de referencia|Nro. Documento|"
        "Número de documento|Nº documento|Documento|Folio|Número de operación|Nº operación|Ref.|"
        "Ref|Número factura|Nº factura|Factura|Comprobante|N° Documento|Num. operación|Dcto."},
    {column::reference, "it",
        "Riferimento|Rif.|Numero operazione|N. operazione|Numero documento|N. documento|"
        "N. fattura|Numero fattura|Codice riferimento|Fattura|Riferimento banca|CRO|TRN"},
    {column::reference, "nl",
        "Volgnr|Volgnummer|Transactiereferentie|Betalingskenmerk|Machtigingskenmerk|"
        "Machtigingsnummer|Incassant ID|Referentie|Afschriftnummer|Uittreksel|Kenmerk|Omzetnummer|"
        "Transactienummer|Factuurnummer|Betalingsreferentie|Boekstuknummer|"
        "Rekeninguittrekselnummer"},
    {column::reference, "sv",
        "Verifikationsnummer|Referens Swish|OCR|Meddelande/OCR|Fakturanummer|Verifikation|Ver.nr|"
        "Referensnummer|OCR/Meddelande"},
    {column::reference, "no", "Arkivref|KID|Referanse|Numref|Fakturanummer|Bilag|Bilagsnummer"},
    {column::reference, "fi",
        "Viite|Arkistointitunnus|Viitenumero|Arkistotunnus|Viitteet|Laskun numero|Laskunumero|"
        "Tosite"},
    {column::reference, "cs",
        "VS|KS|SS|Variabilní symbol 1|Konstantní symbol|Specifický symbol|"
        "Referenční číslo transakce|Reference platby|Variabilní symbol|Variabilný symbol|"
        "Referenční číslo|Referencia|Reference|Číslo transakce|Identifikace transakce|"
        "Číslo faktury|Číslo dokladu|Doklad"},
    {column::reference, "hu", "Azonosító|Megbízás azonosító"},
    {column::reference, "ro",
        "Referinta|Referinta tranzactiei|Referință|Nr. referinta|Numar document|Nr. document|"
        "Factura"},
    {column::reference, "lt",
        "Įrašo Nr.|Dok. Nr.|Įmokos kodas|Dokumento Nr.|Operacijos Nr.|Nuoroda|Transakcijos kodas"},
    {column::reference, "ru",
        "Референс проводки|Код авторизации|Номер документа|Номер операции|№ документа|Референс|"
        "Номер платежа|№"},
    {column::reference, "el", "Αρ. συναλλαγής"},
    {column::reference, "he", "אסמכתא|מספר אסמכתא|אסמכתה"},
    {column::reference, "zh",
        "商户单号|商家订单号|日 志 号|流水号|交易流水号|凭证号|订单号|商户订单号|参考号|凭证号码|"
        "交易参考号"},
    {column::reference, "pt",
        "Referência|Documento|Docto.|Nº documento|Número do documento|Nro. Documento|"
        "Identificador|Nº Doc|Nº da fatura|Fatura|Nota fiscal"},
    {column::reference, "da", "Bilag|Bilagsnr.|Bilagsnummer|Fakturanr.|Fakturanummer|Reference"},
    {column::reference, "pl",
        "Numer referencyjny|Nr transakcji|Numer transakcji|Nr ref.|Numer faktury|Nr faktury|"
        "Numer dokumentu|Referencje|Nr dokumentu"},
    {column::reference, "et", "Viitenumber|Dokumendi number"},
    {column::reference, "lv", "Dokumenta numurs|Refernces numurs|Atsauces numurs"},
    {column::reference, "hr", "Poziv na broj|Referenca|Sklic"},
    {column::reference, "tr", "Dekont No|Referans|Referans No|Fiş No|İşlem No"},
    // id
    {column::id, "en",
        "Transaction ID|Receipt ID|Reference Txn ID|id|Transaction Number|Entry ID|Entry No|"
        "Journal Number|Unique ID|FITID|UUID|Txn ID|Transaction No|Transaction No.|TransactionId|"
        "Archiving code|Transfer ID|Payment ID|Entry Reference|Sequence Number|Trace ID|"
        "Account servicer reference|Transaction Code Number|Bank Transaction ID|"
        "Unique Transaction ID"},
    {column::id, "de", "Transaktions-ID|Umsatz-ID"},
    {column::id, "es", "Id. de transacción"},
    {column::id, "sv", "HändelseID"},
    {column::id, "cs", "Id transakce"},
    {column::id, "zh", "交易单号|交易订单号"},
    {column::id, "et", "Arhiveerimistunnus"},
    {column::id, "lv", "Arhīva kods"},
    // cheque
    {column::cheque, "en", "Check Number|Check #|Cheque Number|CHQNO|Cheque|Check No|Cheque No"},
    // account
    {column::account, "en",
        "Account|Account Number|Card No.|Card #|CardId|First Bank Card|Source Account|"
        "Company Account|Posted Account|Account No|GL Account|Account Code|Account ID|"
        "Account Name|Account Nr|Account IBAN|Own Account|From Account|Account name/number|"
        "BSB / Account Number|Customer account no|IBAN|Account #|Bank Account|Source account name|"
        "Acc No|Account No."},
    {column::account, "de",
        "Auftragskonto|IBAN Auftragskonto|Kontonummer|Kartennummer|IBAN|Kontobezeichnung|Konto|"
        "IBAN des Auftragskontos|Eigene IBAN|Bezeichnung Auftragskonto|Konto-Nr.|Kontonr|Kontonr.|"
        "Kreditkartennummer|Karte"},
    {column::account, "fr",
        "Compte|Produit|Numéro de compte|accountNum|N° compte|N° de compte|Numéro compte|"
        "IBAN du compte|Libellé compte"},
    {column::account, "es",
        "Cuenta|Cuenta bancaria|Número de cuenta|Nº de cuenta|Número cuenta|N° de cuenta|IBAN|CCC|"
        "Producto"},
    {column::account, "it",
        "Rapporto|Conto|Banca|Numero conto|N. conto|IBAN|Carta|Numero carta|Conto corrente"},
    {column::account, "nl",
        "Rekening|Rekeningnummer|IBAN/BBAN|Eigen rekening|Rekening IBAN|IBAN|Rekening nr"},
    {column::account, "pt", "Conta|Nº conta|Número da conta|Agência/Conta"},
    {column::account, "sv",
        "Kontonr|Konto|Kontohavare|Clearingnr|Kontonummer|Kontonamn|Kontonummer/IBAN"},
    {column::account, "da", "Kontonavn|Konto|Kontonummer|Kontonr."},
    {column::account, "pl",
        "Rachunek|Numer rachunku/karty|Konto|Numer rachunku|Numer konta|Nr konta"},
    {column::account, "cs", "Číslo účtu|Název účtu|Účet|Číslo účtu klienta|Vlastní účet"},
    {column::account, "hu",
        "Számlaszám|Számla neve|Könyvelési számla|Saját számlaszám|Számla|Számlaszáma"},
    {column::account, "lt", "Sąskaitos Nr.|Sąskaita|Sąskaitos numeris"},
    {column::account, "ru",
        "Номер счета|Номер карты|Номер карты/счета/договора|Счет|Счёт|Номер счёта|Карта"},
    {column::account, "zh", "卡号后四位|卡号末四位|借记卡号|账号|账户|卡号|本方账号|账户号|帳號"},
    {column::account, "no", "Kontonummer|Konto|Til konto|Fra konto"},
    {column::account, "et", "Kliendi konto|Konto"},
    {column::account, "lv", "Klienta konts|Konts|Konta numurs"},
    // counterparty_account
    {column::counterparty_account, "en",
        "Partner Iban|Account number|Bank account details|Tegenrekening IBAN|Counterparty Account|"
        "Counterparty IBAN|Beneficiary Account"},
    {column::counterparty_account, "de",
        "Kontonummer/IBAN|IBAN Zahlungsbeteiligter|Empfänger IBAN/Kto.Nr.|Partner Kontonr./IBAN|"
        "BLZ|BIC (SWIFT-Code) Zahlungsbeteiligter|Gegenkonto"},
    {column::counterparty_account, "nl",
        "Tegenrekening|Tegenrekening IBAN/BBAN|Tegenrekeningnummer|rekeningnummer tegenpartij"},
    {column::counterparty_account, "no", "Motkonto"},
    {column::counterparty_account, "fi",
        "Saajan tilinumero ja pankin BIC|Saajan tilinumero|Tilinumero"},
    {column::counterparty_account, "pl",
        "Numer konta|Nr rachunku|Numer rachunku nadawcy|Numer rachunku odbiorcy"},
    {column::counterparty_account, "cs", "Číslo protiúčtu|Bankovní spojení|Protiúčet"},
    {column::counterparty_account, "hu", "Partner számlaszáma"},
    {column::counterparty_account, "zh", "对方账号|对方卡号/账号|对方账户"},
    // status
    {column::status, "en",
        "Status|State|StateType|Transaction status|Cancellation|Transaction State|Payment Status|"
        "Booking Status|Clearing Status|Posting Status"},
    {column::status, "de",
        "Info (Umsatz gebucht / Umsatz vorgemerkt)|Zustand|Buchungsstatus|Umsatzstatus|"
        "Status der Transaktion"},
    {column::status, "da", "Afstemt|Status"},
    {column::status, "ru", "Статус"},
    {column::status, "zh", "交易状态|当前状态|状态|交易结果|订单状态"},
    {column::status, "fr", "État|Etat|Statut"},
    {column::status, "es", "Estado|Situación"},
    {column::status, "it", "Stato|Stato operazione"},
    {column::status, "pl", "Status|Stan"},
    {column::status, "uk", "Статус"},
    // pending
    {column::pending, "en", "Pending|Is Pending|Pending?"},
    {column::pending, "de", "Vorgemerkt"},
    {column::pending, "fr", "En attente"},
    {column::pending, "es", "Pendiente"},
    // tax
    {column::tax, "en", "VAT|Tax|VAT Amount|Tax Amount|GST|Sales Tax"},
    {column::tax, "de", "MwSt|USt|Umsatzsteuer|Mehrwertsteuer|Steuer|MwSt-Betrag|Steuerbetrag"},
    {column::tax, "fr", "TVA|Montant TVA"},
    {column::tax, "es", "IVA|Impuesto"},
    {column::tax, "nl", "BTW|BTW-bedrag"},
    {column::tax, "sv", "Moms"},
    {column::tax, "fi", "ALV"},
    {column::tax, "pl", "Kwota VAT"},
    {column::tax, "cs", "DPH"},
    {column::tax, "ru", "НДС"},
    {column::tax, "el", "ΦΠΑ"},
    // category
    {column::category, "en", "Category|Subcategory|Class|Tags"},
    // row_number
    {column::row_number, "en", "S No.|Sl. No.|SRL NO|Item #|Row|Number"},
    {column::row_number, "el", "Α/Α"},
};

/// Of several columns of amounts, those that the account sees: in its own currency. Keys of the
/// words above.
inline constexpr std::string_view account_amount_words[] = {
    "Booking Amount", "Posted Amount", "Billing Amount", "Settlement Amount",
    "Amount in account currency", "Amount (account currency)", "Settlement currency amount",
    "Buchungsbetrag", "Betrag in Kontowährung",
    "Kwota w walucie rachunku", "Kwota rozliczenia", "Zaúčtovaná částka", "Částka v měně účtu", "Kwota transakcji (waluta rachunku)",
    "סכום חיוב", "Сумма в валюте счета",
    "Сумма пересчитанная в валюту счета", "Сумма платежа", "Сума в валюті картки",
    "实付金额", "记账金额", "入账金额", "入账币种/金额",
    "记账金额(收入)", "记账金额(支出)",
};
/// Those after fees, which is what the account sees where there are fees.
inline constexpr std::string_view net_amount_words[] = {
    "Net", "Net Amount", "Net Debit", "Net Credit", "Net Debit (NC)", "Net Credit (NC)", "Netto",
    "Nettobetrag", "Neto", "Importe neto", "Importo netto", "Montant net",
};
/// Those with taxes, which is what is paid where there are taxes.
inline constexpr std::string_view gross_amount_words[] = {
    "Gross", "Gross Amount", "Brutto", "Bruttobetrag", "Bruto", "Total", "Total Amount",
    "Invoice Total", "Total amount (incl. VAT)", "Montant total (TTC)", "Rechnungsbetrag", "Gesamtbetrag", "Montant TTC", "Total TTC", "Totaal",
    "Importe total", "Importo totale",
};
// clang-format on

} // namespace recon::io
