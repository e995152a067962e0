// What a table shows: rows of cells, filtered, searched and sorted. No document here.
import {compare, parseDecimal, type Decimal} from "./money";

export type Kind = "text" | "word" | "amount" | "count" | "date" | "score" | "level";

export interface Column<Row> {
    key: string;
    title: string;
    kind: Kind;
    width: number;
    get: (row: Row) => string;
    facet?: boolean;
    hidden?: boolean;
    /** What a reader sees, where it is not the cell itself. */
    show?: (cell: string) => string;
}

export interface Sort {
    key: string;
    down: boolean;
}

export interface Filter {
    search: string;
    facets: Record<string, string>;
    from?: string; // dates, both inclusive
    to?: string;
}

export const levels = ["low", "medium", "high", "critical"];

function orderOf(kind: Kind): (a: string, b: string) => number {
    if (kind === "level") return (a, b) => levels.indexOf(a) - levels.indexOf(b);
    if (kind === "amount" || kind === "count" || kind === "score") return compareDecimals;
    return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
}

/** By value; what is no number comes first. */
function compareDecimals(a: string, b: string): number {
    const [x, y] = [parseDecimal(a), parseDecimal(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? -1 : 1;
    return compare(x, y);
}

/** Places of the rows that fit, in order. Rows that are alike keep the order of the file. */
export function selection<Row>(rows: readonly Row[], columns: readonly Column<Row>[],
                               filter: Filter, sort: Sort | null): Uint32Array {
    const words = filter.search.toLowerCase().split(/\s+/).filter((w) => w !== "");
    const facets = Object.entries(filter.facets)
        .filter(([, value]) => value !== "")
        .map(([key, value]) => ({get: columns.find((c) => c.key === key)?.get, value}));
    const day = columns.find((c) => c.kind === "date")?.get;
    const searched = columns.map((c) => c.get);
    if (words.length === 0 && facets.length === 0 && sort === null && !filter.from && !filter.to)
        return Uint32Array.from(rows.keys());
    const out: number[] = [];
    for (let i = 0; i < rows.length; ++i) {
        const row = rows[i];
        if (facets.some((f) => f.get !== undefined && f.get(row) !== f.value)) continue;
        if (day !== undefined && filter.from && day(row) < filter.from) continue;
        if (day !== undefined && filter.to && day(row) > filter.to) continue;
        if (words.length > 0 && !hasWords(row, searched, words)) continue;
        out.push(i);
    }
    const by = sort === null ? undefined : columns.find((c) => c.key === sort.key);
    if (sort !== null && by !== undefined) sortPlaces(out, rows, by, sort.down);
    return Uint32Array.from(out);
}

function hasWords<Row>(row: Row, getters: ((row: Row) => string)[], words: string[]): boolean {
    let text = "";
    for (const get of getters) text += get(row) + "\n";
    text = text.toLowerCase();
    // Amounts are shown with commas: "1,190.00" finds 1190.00.
    return words.every((w) => text.includes(w)
                              || (/^[−-]?[\d,]+(\.\d*)?$/.test(w)
                                  && text.includes(w.replace(/,/g, "").replace("−", "-"))));
}

function sortPlaces<Row>(places: number[], rows: readonly Row[], by: Column<Row>,
                         down: boolean): void {
    const sign = down ? -1 : 1;
    if (by.kind === "amount" || by.kind === "count" || by.kind === "score") {
        const keys = new Map<number, Decimal | null>();
        for (const i of places) keys.set(i, parseDecimal(by.get(rows[i])));
        places.sort((a, b) => {
            const [x, y] = [keys.get(a) ?? null, keys.get(b) ?? null];
            if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
            return sign * compare(x, y) || a - b;
        });
        return;
    }
    const order = orderOf(by.kind);
    places.sort((a, b) => sign * order(by.get(rows[a]), by.get(rows[b])) || a - b);
}

/** The values of a column to choose from, the most frequent first, at most `most`. */
export function valuesOf<Row>(rows: readonly Row[], column: Column<Row>, most = 40): string[] {
    const counts = new Map<string, number>();
    for (const row of rows) {
        const value = column.get(row);
        if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts.entries()].sort((a, b) => b[1] - a[1]).slice(0, most).map(([v]) => v);
}
