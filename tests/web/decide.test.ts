import assert from "node:assert/strict";
import {test} from "node:test";
import {changesBetween, type Pair} from "../../adapters/web/src/lib/compare";
import {reasonsOf, runnersUp, waiting} from "../../adapters/web/src/lib/decide";
import {columnOf, headersOf, readingFields, withoutFields} from "../../adapters/web/src/lib/reading";
import {routeOf} from "../../adapters/web/src/lib/route";
import {bytesOf, fieldsOf, momentOf, scoreOf, titleOf} from "../../adapters/web/src/lib/words";
import type {Decision} from "../../adapters/web/src/lib/api";

const decision = (what: "confirm" | "reject", bank: string[], ledger: string[]): Decision => ({
    id: bank.join(), decision: what, bank_positions: bank, ledger_positions: ledger, note: "", by: "", made_at: ""});

test("decisions wait until a run shows them", () => {
    const all = [decision("confirm", ["2"], ["3"]), decision("reject", ["4"], ["5"]), decision("confirm", ["6", "7"], ["8"])];
    const before = [{pairing: {bank: ["2"], ledger: ["3"]}, confirmed: false}, {pairing: {bank: ["4"], ledger: ["5"]}, confirmed: false}];
    assert.deepEqual(waiting(all, before).map((d) => d.id), ["2", "4", "6,7"]);
    const after = [{pairing: {bank: ["2"], ledger: ["3"]}, confirmed: true}, {pairing: {bank: ["7", "6"], ledger: ["8"]}, confirmed: true}];
    assert.deepEqual(waiting(all, after), []);
});

test("an explanation falls into what was compared and why one is asked", () => {
    assert.deepEqual(reasonsOf("same amount; bank 3 days later; for review: ledger line 34 fits nearly as well"),
                     {reasons: ["same amount", "bank 3 days later"], review: ["ledger line 34 fits nearly as well"]});
    assert.deepEqual(reasonsOf("same day"), {reasons: ["same day"], review: []});
    assert.deepEqual(runnersUp(["ledger line 34 fits nearly as well", "bank line carried:7 too"]),
                     [{side: "ledger", position: "34"}, {side: "bank", position: "carried:7"}]);
});

test("two runs differ by the rows that belong together", () => {
    const pair = (key: string, status: string): Pair => ({key, status, bank: "", ledger: "", amount: "", explanation: ""});
    const changes = changesBetween([pair("2|2", "review"), pair("3|3", "matched"), pair("4|4", "matched")],
                                   [pair("2|2", "matched"), pair("3|3", "matched"), pair("5|5", "review")]);
    assert.deepEqual(changes.map((c) => [c.what, c.pair.key]), [["status", "2|2"], ["new", "5|5"], ["gone", "4|4"]]);
});

test("what a person says about a file becomes fields", () => {
    const reading = {date_order: "dmy", decimal_mark: "", sign: "inverted", columns: {date: "Buchungstag", amount: "Betrag, EUR", balance: ""}};
    assert.deepEqual(readingFields(reading, "bank"),
                     {bank_date_order: "dmy", bank_sign: "inverted", bank_columns: "date=Buchungstag,amount=Betrag, EUR"});
    assert.deepEqual(columnOf("date <- 'Buchungstag'"), ["date", "Buchungstag"]);
    assert.equal(withoutFields("a.csv: the dates do not tell day from month: say bank_date_order=dmy or bank_date_order=mdy"),
                 "a.csv: the dates do not tell day from month: choose below how dates are written.");
    assert.equal(withoutFields("a.csv: the file is empty"), "a.csv: the file is empty");
});

test("header names are found in the first lines", () => {
    assert.deepEqual(headersOf('\uFEFFDatum;"Betrag; EUR";Text\r\n1;2;3', 1, "semicolon"), ["Datum", "Betrag; EUR", "Text"]);
    assert.deepEqual(headersOf("title\na,b", 2, "comma"), ["a", "b"]);
    assert.deepEqual(headersOf("a|b", 1, ""), ["a", "b"]);
});

test("paths lead to pages, and nowhere else", () => {
    assert.deepEqual(routeOf("/runs/x/review"), {at: "run", id: "x", view: "review"});
    assert.deepEqual(routeOf("/runs/x"), {at: "run", id: "x", view: "overview"});
    assert.deepEqual(routeOf("/"), {at: "history"});
    assert.deepEqual(routeOf("/runs/x/other"), {at: "nowhere"});
    assert.deepEqual(routeOf("/x"), {at: "nowhere"});
});

test("words for people", () => {
    assert.equal(titleOf("missing_in_ledger"), "Missing in ledger");
    assert.equal(scoreOf("0.999994"), "99 %");
    assert.equal(scoreOf("1.000000"), "100 %");
    assert.equal(momentOf("2026-11-27T23:59:59.123Z"), "2026-11-27 23:59 UTC");
    assert.equal(bytesOf(999), "999 bytes");
    assert.equal(bytesOf(3_600), "3.6 kB");
    assert.deepEqual(fieldsOf({"amount-tolerance": "5.00"}), {amount_tolerance: "5.00"});
});
