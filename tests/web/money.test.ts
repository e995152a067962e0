import assert from "node:assert/strict";
import {test} from "node:test";
import {add, compare, grouped, parseDecimal, percent, plain, shares, shown, subtract, sumOf,
        type Decimal} from "../../adapters/web/src/lib/money";

const of = (text: string) => parseDecimal(text) as Decimal;

test("sums are exact where binary fractions are not", () => {
    assert.equal(plain(add(of("0.1"), of("0.2"))), "0.3");
    assert.equal(plain(sumOf(Array.from({length: 1000}, () => "0.01"))), "10.00");
    assert.equal(plain(add(of("90071992547409.93"), of("0.01"))), "90071992547409.94");
    assert.equal(plain(subtract(of("-4181.50"), of("-4181.37"))), "-0.13");
});

test("digits of different currencies meet", () => {
    assert.equal(plain(add(of("5"), of("0.125"))), "5.125");
    assert.equal(plain(of("-0.05")), "-0.05");
    assert.equal(compare(of("1.0"), of("1.00")), 0);
    assert.equal(compare(of("-2"), of("-10")), 1);
});

test("what is no plain decimal is none", () => {
    for (const text of ["", "abc", "1e5", "1,000", "NaN", "--1", "1.", null, undefined])
        assert.equal(parseDecimal(text), null);
    assert.equal(plain(sumOf(["1.50", "x", null, "2.50"])), "4.00");
});

test("amounts are grouped the same in every language", () => {
    assert.equal(grouped("-1234567.89"), "\u22121,234,567.89");
    assert.equal(grouped("999"), "999");
    assert.equal(grouped("1000"), "1,000");
    assert.equal(grouped("0.00"), "0.00");
    assert.equal(grouped("n/a"), "n/a");
    assert.equal(shown(of("12345678901234567890.12")), "12,345,678,901,234,567,890.12");
});

test("a share of 100 % means all", () => {
    assert.equal(percent(999, 1000), 99);
    assert.equal(percent(1000, 1000), 100);
    assert.equal(percent(0, 0), 0);
});

test("bars compare sizes, whatever the sign", () => {
    assert.deepEqual(shares(["-100.00", "50", "0"]), [1, 0.5, 0]);
    assert.deepEqual(shares([]), []);
    assert.deepEqual(shares(["0", "0.00"]), [0, 0]);
});
