// Rows of both sides, chosen by hand, with a sum that runs along.
import {useMemo, useState} from "preact/hooks";
import type {Run} from "../lib/api";
import {useTable, type Row} from "../lib/data";
import {splitPositions} from "../lib/decide";
import {count, shown, subtract, sumOf} from "../lib/money";
import {type Column} from "../lib/view";
import {Loading, Trouble} from "../parts/basic";
import {useDeciding} from "../parts/deciding";
import {DataTable} from "../parts/table";
import type {Decided} from "./run";

const rowsOf = (n: number) => (n === 1 ? "1 row" : `${count(n)} rows`);
const place = (row: Row) => row[1];

/** Rows that may be matched: open ones, and those of rejected or undecided review matches. */
export function ByHand({run, decided}: {run: Run; decided: Decided}) {
    const rows = useTable(run.id, "rows");
    const matches = useTable(run.id, "matches");
    const deciding = useDeciding(run.id, decided);
    const [bank, setBank] = useState<Set<string>>(new Set());
    const [ledger, setLedger] = useState<Set<string>>(new Set());
    const [note, setNote] = useState("");

    const done = rows.done && matches.done;
    const taken = useMemo(() => {
        const out = new Set<string>();
        if (!done) return out;
        const rejected = new Set(decided.list.filter((d) => d.decision === "reject")
            .map((d) => d.bank_positions.join(";") + "|" + d.ledger_positions.join(";")));
        for (const m of matches.rows) {
            const [b, l] = [matches.cell(m, "bank_positions"), matches.cell(m, "ledger_positions")];
            if (matches.cell(m, "status") !== "matched" || rejected.has(b + "|" + l)) continue;
            for (const p of splitPositions(b)) out.add("bank " + p);
            for (const p of splitPositions(l)) out.add("ledger " + p);
        }
        for (const d of decided.list) {
            if (d.decision !== "confirm") continue;
            for (const p of d.bank_positions) out.add("bank " + p);
            for (const p of d.ledger_positions) out.add("ledger " + p);
        }
        return out;
    }, [done, decided.list]);
    const open = (side: string) => !done ? [] : rows.rows.filter((r) => r[0] === side && !taken.has(side + " " + r[1]));
    const lists = useMemo(() => ({bank: open("bank"), ledger: open("ledger")}), [done, taken]);
    const columns = useMemo((): Column<Row>[] => [
        {key: "date", title: "Date", kind: "date", width: 100, get: (r) => r[2]},
        {key: "amount", title: "Amount", kind: "amount", width: 110, get: (r) => r[4]},
        {key: "currency", title: "Cur.", kind: "text", width: 50, get: (r) => r[5], hidden: true},
        {key: "text", title: "Text", kind: "text", width: 180, get: (r) => [r[8], r[6], r[7]].filter((t) => t !== "").join(" · ")},
        {key: "position", title: "Line", kind: "count", width: 60, get: place, hidden: true},
    ], []);
    if (rows.problem !== null) return <Trouble problem={rows.problem} />;
    if (matches.problem !== null) return <Trouble problem={matches.problem} />;
    if (!done) return <Loading what="Loading the rows" />;

    const chosen = {bank: lists.bank.filter((r) => bank.has(place(r))), ledger: lists.ledger.filter((r) => ledger.has(place(r)))};
    const sums = [sumOf(chosen.bank.map((r) => r[4])), sumOf(chosen.ledger.map((r) => r[4]))];
    const difference = subtract(sums[0], sums[1]);
    const units = new Set([...chosen.bank, ...chosen.ledger].map((r) => r[5]));
    const ready = chosen.bank.length > 0 && chosen.ledger.length > 0;
    const toggle = (set: typeof setBank) => (row: Row) => set((old) => {
        const next = new Set(old);
        if (!next.delete(place(row))) next.add(place(row));
        return next;
    });
    const match = async () => {
        const pairing = {bank: chosen.bank.map(place), ledger: chosen.ledger.map(place)};
        if (!await deciding.decide("match", pairing, note)) return;
        setBank(new Set());
        setLedger(new Set());
        setNote("");
    };
    const pane = (side: "bank" | "ledger", title: string, picked: Set<string>, set: typeof setBank) => (
        <section aria-label={title}><h2>{title}</h2>
            <DataTable name={`by-hand-${side}`} label={`${title}: rows to choose`} rows={lists[side]} version={rows.version + taken.size}
                       done columns={columns} empty="No row is open here." height="min(420px, 50vh)"
                       picked={(r) => picked.has(place(r))} pick={toggle(set)} startSort={{key: "date", down: false}} /></section>
    );
    const hand = decided.list.filter((d) => decided.waiting.some((w) => w.id === d.id) && d.decision === "confirm");
    return (
        <div class="by-hand">
            <p class="quiet">Choose rows on both sides with the mouse, or with the arrow keys and the space bar.</p>
            <div class="two">
                {pane("bank", "Bank", bank, setBank)}
                {pane("ledger", "Ledger", ledger, setLedger)}
            </div>
            {deciding.problem !== null && <Trouble problem={deciding.problem} />}
            <div class="card running" role="status" aria-live="polite">
                <span>Bank <b>{shown(sums[0])}</b> <span class="quiet">{rowsOf(chosen.bank.length)}</span></span>
                <span>Ledger <b>{shown(sums[1])}</b> <span class="quiet">{rowsOf(chosen.ledger.length)}</span></span>
                <span class={ready && difference.units === 0n ? "good" : ready ? "doubt" : ""}>Difference <b>{shown(difference)}</b> {units.size === 1 ? [...units][0] : units.size > 1 ? "mixed" : ""}</span>
                <input aria-label="Note" placeholder="Note for the audit (optional)" maxLength={400} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
                <button type="button" class="main" disabled={!ready || units.size > 1 || deciding.saving} onClick={() => void match()}>Match these</button>
                <button type="button" disabled={decided.list.length === 0} onClick={() => void deciding.undo()}>Undo the last</button>
            </div>
            {hand.length > 0 && <section class="card"><h2>Saved, for the next run</h2>
                <ul class="decisions">{hand.map((d) => <li key={d.id}>
                    <span>Bank line {d.bank_positions.join(", ")} with ledger line {d.ledger_positions.join(", ")}{d.note !== "" && <span class="quiet"> · {d.note}</span>}</span>
                    <button type="button" class="bare" onClick={() => void deciding.undo(d)}>Undo</button></li>)}</ul></section>}
        </div>
    );
}
