import assert from "node:assert/strict";
import {test} from "node:test";
import {selection, valuesOf, type Column, type Filter} from "../../adapters/web/src/lib/view";

type Row = [day: string, amount: string, text: string, level: string];
const rows: Row[] = [
    ["2025-03-01", "-1190.00", "Stahlhandel Brenner", "low"],
    ["2025-03-02", "90071992547409.93", "big", "critical"],
    ["2025-03-02", "90071992547409.94", "Bigger", "high"],
    ["2025-03-03", "9.00", "brenner again", "medium"],
    ["2025-03-04", "", "no amount", "low"],
];
const columns: Column<Row>[] = [
    {key: "day", title: "Day", kind: "date", width: 1, get: (r) => r[0]},
    {key: "amount", title: "Amount", kind: "amount", width: 1, get: (r) => r[1]},
    {key: "text", title: "Text", kind: "text", width: 1, get: (r) => r[2]},
    {key: "level", title: "Level", kind: "level", width: 1, get: (r) => r[3], facet: true},
];
const all: Filter = {search: "", facets: {}};
const find = (filter: Partial<Filter>, sort: Parameters<typeof selection>[3] = null) =>
    [...selection(rows, columns, {...all, ...filter}, sort)];

test("all words have to be there, in any column and case", () => {
    assert.deepEqual(find({search: "BRENNER"}), [0, 3]);
    assert.deepEqual(find({search: "brenner 03-03"}), [3]);
    assert.deepEqual(find({search: "nothing"}), []);
});

test("an amount is found as it is shown", () => {
    assert.deepEqual(find({search: "1,190.00"}), [0]);
    assert.deepEqual(find({search: "\u22121,190"}), [0]);
});

test("facets and days narrow, both ends included", () => {
    assert.deepEqual(find({facets: {level: "low"}}), [0, 4]);
    assert.deepEqual(find({from: "2025-03-02", to: "2025-03-03"}), [1, 2, 3]);
    assert.deepEqual(find({facets: {level: ""}}), [0, 1, 2, 3, 4]);
});

test("amounts sort by value beyond what a float can tell apart; what is missing is last", () => {
    assert.deepEqual(find({}, {key: "amount", down: false}), [0, 3, 1, 2, 4]);
    assert.deepEqual(find({}, {key: "amount", down: true}), [2, 1, 3, 0, 4]);
});

test("severities sort by weight, and equal rows keep their order", () => {
    assert.deepEqual(find({}, {key: "level", down: true}), [1, 2, 3, 0, 4]);
    assert.deepEqual(find({}, {key: "day", down: false}), [0, 1, 2, 3, 4]);
});

test("values to choose from, the most frequent first", () => {
    assert.deepEqual(valuesOf(rows, columns[3])[0], "low");
    assert.deepEqual(valuesOf(rows, columns[1]).length, 4);
});
