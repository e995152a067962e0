// What has changed between two runs: by the rows that belong together, not by their numbers.

export interface Pair {
    key: string; // positions of both sides
    status: string;
    bank: string;
    ledger: string;
    amount: string;
    explanation: string;
}

export interface Change {
    what: "new" | "gone" | "status";
    before: string;
    after: string;
    pair: Pair;
}

export function changesBetween(a: readonly Pair[], b: readonly Pair[]): Change[] {
    const before = new Map(a.map((p) => [p.key, p]));
    const after = new Map(b.map((p) => [p.key, p]));
    const out: Change[] = [];
    for (const p of b) {
        const old = before.get(p.key);
        if (old === undefined) out.push({what: "new", before: "", after: p.status, pair: p});
        else if (old.status !== p.status) out.push({what: "status", before: old.status, after: p.status, pair: p});
    }
    for (const p of a)
        if (!after.has(p.key)) out.push({what: "gone", before: p.status, after: "", pair: p});
    return out;
}
