import assert from "node:assert/strict";
import {test} from "node:test";
import {diffDates, diffFigures, diffWords, type Piece} from "../../adapters/web/src/lib/diff";

/** "same [different] same". */
const marks = (pieces: Piece[]) => pieces.map((p) => (p.same ? p.text : `[${p.text}]`)).join("");
const words = (a: string, b: string) => diffWords(a, b).map(marks);

test("words that the other side lacks are marked, in one piece", () => {
    assert.deepEqual(words("Allianz: Betriebshaftpflicht 1. Quartal", "Allianz: Liability insurance Q1"),
                     ["Allianz: [Betriebshaftpflicht 1. Quartal]", "Allianz: [Liability insurance Q1]"]);
});

test("case, accents and order are no difference", () => {
    assert.deepEqual(words("MÜLLER Bäckerei", "Backerei Muller"), ["MÜLLER Bäckerei", "Backerei Muller"]);
    assert.deepEqual(words("Tokyo 東京", "東京 TOKYO"), ["Tokyo 東京", "東京 TOKYO"]);
});

test("nothing is lost or invented", () => {
    for (const [a, b] of [["", ""], ["a", ""], ["<b>x</b> & y", "x"], ["a  b", "a b c"]]) {
        const [left, right] = diffWords(a, b);
        assert.equal(left.map((p) => p.text).join(""), a);
        assert.equal(right.map((p) => p.text).join(""), b);
    }
});

test("dates differ by year, month and day", () => {
    assert.deepEqual(diffDates("2024-12-31", "2025-01-31").map(marks), ["[2024]-[12]-31", "[2025]-[01]-31"]);
    assert.deepEqual(diffDates("2025-03-07", "2025-03-07").map(marks), ["2025-03-07", "2025-03-07"]);
});

test("figures differ where their digits do", () => {
    assert.deepEqual(diffFigures("-386.40", "-368.40").map(marks), ["-3[86].40", "-3[68].40"]);
    assert.deepEqual(diffFigures("1,166.20", "166.20").map(marks), ["[1,166.20]", "[166.20]"]);
    assert.deepEqual(diffFigures("1.00", "1.00").map(marks), ["1.00", "1.00"]);
});
