// Marks in two texts what the other does not have.

export interface Piece {
    text: string;
    same: boolean;
}

function wordsOf(text: string): string[] {
    return text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? [];
}

function folded(word: string): string {
    return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function isWord(word: string): boolean {
    return /[\p{L}\p{N}]/u.test(word);
}

/** Joins neighbours of one kind, so that a mark is one mark. */
function joined(pieces: Piece[]): Piece[] {
    const out: Piece[] = [];
    for (const piece of pieces) {
        const last = out[out.length - 1];
        if (last !== undefined && last.same === piece.same) last.text += piece.text;
        else out.push({...piece});
    }
    return out;
}

function marked(words: string[], other: Set<string>): Piece[] {
    const pieces = words.map((text) => ({text, same: !isWord(text) || other.has(folded(text))}));
    // A blank between two different words belongs to the difference.
    for (let i = 1; i + 1 < pieces.length; ++i)
        if (!isWord(pieces[i].text) && !pieces[i - 1].same && !pieces[i + 1].same)
            pieces[i].same = false;
    return joined(pieces);
}

/** By words, ignoring case, accents and order: banks turn names around. */
export function diffWords(a: string, b: string): [Piece[], Piece[]] {
    const [x, y] = [wordsOf(a), wordsOf(b)];
    const [left, right] = [new Set(x.map(folded)), new Set(y.map(folded))];
    return [marked(x, right), marked(y, left)];
}

/** By year, month and day. */
export function diffDates(a: string, b: string): [Piece[], Piece[]] {
    const [x, y] = [a.split("-"), b.split("-")];
    const side = (parts: string[], other: string[]) => joined(parts.flatMap((text, i) => [
        ...(i === 0 ? [] : [{text: "-", same: true}]), {text, same: text === other[i]}]));
    return [side(x, y), side(y, x)];
}

/** By characters in place, from the end, for amounts and dates of like shape. */
export function diffFigures(a: string, b: string): [Piece[], Piece[]] {
    if (a.length !== b.length)
        return a === b ? [[{text: a, same: true}], [{text: b, same: true}]]
                       : [[{text: a, same: false}], [{text: b, same: false}]];
    const side = (text: string, other: string) =>
        joined([...text].map((c, i) => ({text: c, same: c === other[i]})));
    return [side(a, b), side(b, a)];
}
