import assert from "node:assert/strict";
import {test} from "node:test";
import {CsvReader, parseCsv, writeCsv} from "../../adapters/web/src/lib/csv";

const text = 'a,b,c\n1,"x, ""y""\nz",3\n,,\n"",\'=1+1,-2.50\n';
const rows = [["1", 'x, "y"\nz', "3"], ["", "", ""], ["", "=1+1", "-2.50"]];

test("records as RFC 4180 has them, with the defusing taken off", () => {
    assert.deepEqual(parseCsv(text), {header: ["a", "b", "c"], rows});
});

test("wherever the pieces are cut, the records are the same", () => {
    for (let cut = 1; cut < text.length; ++cut)
        for (let second = cut; second < text.length; second += 3) {
            const reader = new CsvReader();
            const read = [text.slice(0, cut), text.slice(cut, second), text.slice(second)]
                .flatMap((piece) => reader.take(piece));
            assert.deepEqual(read, rows);
        }
});

test("an apostrophe of the text itself stays", () => {
    assert.deepEqual(parseCsv("a\n'tis\n'\n").rows, [["'tis"], ["'"]]);
});

test("what is written is read back, and no spreadsheet runs it", () => {
    const cells = [["=HYPERLINK(1)", "-5.00", 'a "b", c', "line\nend", "@x", "+49 1"]];
    const written = writeCsv(["a", "b", "c", "d", "e", "f"], cells);
    assert.match(written, /'=HYPERLINK/);
    assert.match(written, /,-5\.00,/);
    assert.match(written, /'@x,'\+49/);
    assert.deepEqual(parseCsv(written).rows, cells);
});
