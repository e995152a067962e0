// One of the two files: choose it, see how it is read, put right what was assumed.
import {useEffect, useRef, useState} from "preact/hooks";
import {Problem, postForm} from "../lib/api";
import {count} from "../lib/money";
import {asFound, columnOf, headersOf, meanings, readingFields, withoutFields, type Assumption, type Inspection,
        type Reading} from "../lib/reading";
import {bytesOf, titleOf} from "../lib/words";
import {Amount, Loading, Trouble} from "./basic";

export interface Chosen {
    file: File | null;
    reading: Reading;
    seen: Inspection | null;
    confirmed: string[]; // what of the open assumptions a person has confirmed
}

export const nothingChosen: Chosen = {file: null, reading: asFound, seen: null, confirmed: []};

/** What still keeps a file from being used. */
export function toConfirm(chosen: Chosen): Assumption[] {
    return (chosen.seen?.assumptions ?? []).filter(
        (a) => !a.decided && !chosen.confirmed.includes(a.what));
}

const choices = {
    date_order: {label: "Dates are written", options: [["", "As the file shows"],
        ["dmy", "day, month, year"], ["mdy", "month, day, year"], ["ymd", "year, month, day"]]},
    decimal_mark: {label: "Decimals follow a", options: [["", "As the file shows"],
        [",", "comma: 1.234,56"], [".", "point: 1,234.56"]]},
    sign: {label: "Money in is", options: [["", "As the file shows"], ["as-is", "positive"],
        ["inverted", "negative"]]},
} as const;

export function FileCard({side, title, hint, chosen, change, currency, setCurrency, uploadMax}:
    {side: "bank" | "ledger"; title: string; hint: string; chosen: Chosen;
     change: (next: (old: Chosen) => Chosen) => void; currency: string; setCurrency: (code: string) => void;
     uploadMax: number}) {
    const input = useRef<HTMLInputElement>(null);
    const [over, setOver] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [busy, setBusy] = useState(false);
    const [headers, setHeaders] = useState<string[]>([]);
    const {file, reading, seen} = chosen;
    const [code, setCode] = useState(currency);
    useEffect(() => setCode(currency), [currency]);
    const named = seen !== null && !seen.assumptions.some((a) => a.flag.includes("currency"));
    const byNumber = seen === null || seen.header_line === 0; // no header: columns are counted
    const tooLarge = file !== null && file.size > uploadMax;

    useEffect(() => {
        if (file === null || tooLarge) return;
        const stop = new AbortController();
        setBusy(true);
        setProblem(null);
        postForm<Inspection>("/v1/inspect", {side, currency, ...readingFields(reading)}, {file}, {},
                             stop.signal)
            .then((found) => {
                change((c) => ({...c, seen: found}));
                setBusy(false);
                return found;
            }, (e) => {
                if ((e as Error).name === "AbortError") return null;
                change((c) => ({...c, seen: null}));
                const p = e as Problem;
                setProblem(new Problem(p.status, p.title, withoutFields(p.detail), p.fields, p.request));
                setBusy(false);
                return null;
            })
            .then(async (found) => {
                const bytes = await file.slice(0, 65_536).arrayBuffer();
                let decoder: TextDecoder;
                try {
                    decoder = new TextDecoder(found?.encoding ?? "utf-8");
                } catch {
                    decoder = new TextDecoder();
                }
                setHeaders(headersOf(decoder.decode(bytes), found?.header_line ?? 1, found?.delimiter ?? ""));
            });
        return () => stop.abort();
    }, [file, currency, JSON.stringify(reading)]);

    const take = (given: File | null | undefined) => {
        if (given) change(() => ({...nothingChosen, file: given}));
    };
    const say = (part: Partial<Reading>) =>
        change((c) => ({...c, reading: {...c.reading, ...part}, confirmed: []}));
    const drop = (e: DragEvent) => {
        e.preventDefault();
        setOver(false);
        take(e.dataTransfer?.files[0]);
    };
    const choice = (what: keyof typeof choices) => (
        <label key={what}>{choices[what].label}
            <select value={reading[what]} onChange={(e) => say({[what]: e.currentTarget.value})}>
                {choices[what].options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
            </select></label>
    );
    return (
        <section class={`file card${over ? " over" : ""}${file ? " has" : ""}`} aria-label={title}
                 onDragOver={(e) => {
                     e.preventDefault();
                     setOver(true);
                 }} onDragLeave={() => setOver(false)} onDrop={drop}>
            <header>
                <h2>{title}</h2>
                {file && <button type="button" class="bare" onClick={() => input.current?.click()}>Another file</button>}
            </header>
            <input ref={input} type="file" class="hidden" tabIndex={-1} aria-label={`${title}: file`} data-side={side}
                   onChange={(e) => {
                       take(e.currentTarget.files?.[0]);
                       e.currentTarget.value = "";
                   }} />
            {file === null
                ? <button type="button" class="dropzone" onClick={() => input.current?.click()}>
                      <svg viewBox="0 0 48 48" width="40" height="40" aria-hidden="true">
                          <path d="M14 6h14l8 8v28H14z M28 6v8h8" /><path d="M25 36V22m-6 6l6-6 6 6" class="tick" /></svg>
                      <b>Drop a file here, or choose one</b><span>{hint}</span></button>
                : <p class="file-name"><b>{file.name}</b> <span class="quiet">{bytesOf(file.size)}</span></p>}
            {tooLarge && <div class="notice bad" role="alert"><p>This file is larger than {bytesOf(uploadMax)},
                which is the most that this service takes.</p></div>}
            {busy && <Loading what="Reading the file" />}
            {problem !== null && !busy && <Trouble problem={problem} />}
            {seen !== null && !busy && <Seen side={side} seen={seen} chosen={chosen} change={change} />}
            {file !== null && (seen !== null || problem !== null) && <details class="correct" open={problem !== null}>
                <summary>Put right how it is read</summary>
                <div class="fields">
                    {(["date_order", "decimal_mark", "sign"] as const).map(choice)}
                    {!named && <label>Currency, for both files
                        <input value={code} maxLength={3} pattern="[A-Za-z]{3}" title="Three letters, such as EUR"
                               onInput={(e) => {
                                   setCode(e.currentTarget.value);
                                   if (/^[A-Za-z]{3}$/.test(e.currentTarget.value)) setCurrency(e.currentTarget.value.toUpperCase());
                               }} /></label>}
                </div>
                {headers.length > 0 && <fieldset class="fields"><legend>Columns</legend>
                    {meanings.map(([meaning, label]) => {
                        const now = seen?.columns.map(columnOf).find(([m]) => m === meaning)?.[1];
                        return <label key={meaning}>{label}
                            <select value={reading.columns[meaning] ?? ""}
                                    onChange={(e) => say({columns: {...reading.columns, [meaning]: e.currentTarget.value}})}>
                                <option value="">{now ? `${now} (found)` : "not in this file"}</option>
                                {headers.map((h, i) => <option key={i} value={byNumber ? String(i + 1) : h}>{byNumber ? `${i + 1}: ${h}` : h}</option>)}
                            </select></label>;
                    })}
                </fieldset>}
                {JSON.stringify(reading) !== JSON.stringify(asFound)
                    && <button type="button" class="bare" onClick={() => say(asFound)}>Back to what was found</button>}
            </details>}
        </section>
    );
}

function Seen({side, seen, chosen, change}:
              {side: string; seen: Inspection; chosen: Chosen; change: (next: (old: Chosen) => Chosen) => void}) {
    const open = seen.assumptions.filter((a) => !a.decided);
    const sure = seen.assumptions.filter((a) => a.decided);
    const rows = seen.by_kind.transaction ?? 0;
    const balances = seen.balances;
    return (
        <div class="seen">
            <dl class="facts">
                <div><dt>Rows</dt><dd>{count(rows)}</dd></div>
                <div><dt>Days</dt><dd>{seen.first_date ?? "–"} to {seen.last_date ?? "–"}</dd></div>
                {seen.sums.map((s) => <div key={s.currency}><dt>{s.currency}, in and out</dt>
                    <dd><Amount text={s.in} /> <Amount text={s.out} /></dd></div>)}
                <div><dt>Format</dt><dd>{seen.format.toUpperCase()}, {seen.encoding}</dd></div>
            </dl>
            {balances.holds !== undefined && <p class={balances.holds ? "good" : "doubt"}>
                {balances.holds ? "✓ " : "! "}Opening <Amount text={balances.opening ?? ""} /> + movements{" "}
                <Amount text={balances.movements ?? ""} /> {balances.holds ? "=" : "is not"} closing{" "}
                <Amount text={balances.closing ?? ""} unit={balances.currency} /></p>}
            {open.length > 0 && <fieldset class="confirm"><legend>Please confirm, or put it right below</legend>
                {open.map((a) => <label key={a.what} class="check">
                    <input type="checkbox" checked={chosen.confirmed.includes(a.what)} onChange={() => change((c) => ({
                        ...c, confirmed: c.confirmed.includes(a.what) ? c.confirmed.filter((w) => w !== a.what)
                                                                      : [...c.confirmed, a.what]}))} />
                    <span><b>{a.what.charAt(0).toUpperCase() + a.what.slice(1)}</b><br /><span class="quiet">{a.evidence}</span></span></label>)}
            </fieldset>}
            {(sure.length > 0 || seen.evident.length > 0) && <details><summary>What the file shows
                {" "}<span class="quiet">({sure.length + seen.evident.length})</span></summary>
                <ul class="evidence">{[...sure, ...seen.evident].map((a) =>
                    <li key={a.what}><b>{a.what.charAt(0).toUpperCase() + a.what.slice(1)}</b> <span class="quiet">{a.evidence}</span></li>)}
                    {seen.columns.map(columnOf).map(([meaning, header]) => <li key={meaning}>
                        <b>{titleOf(meaning)}</b> <span class="quiet">from column “{header}”</span></li>)}</ul></details>}
            {seen.rejected.length > 0 && <details class="rejects"><summary class="doubt">
                {seen.rejected.length === 1 ? "1 row" : `${count(seen.by_kind.rejected ?? seen.rejected.length)} rows`} cannot be read</summary>
                <ul class="evidence">{seen.rejected.slice(0, 50).map((r) =>
                    <li key={r.position}><b>Line {r.position}</b> {r.message}<br /><code>{r.raw}</code></li>)}</ul></details>}
            <div class="preview" tabIndex={0} role="region" aria-label={`First rows, ${side}`}>
                <table><thead><tr><th>Date</th><th class="right">Amount</th><th>Text</th></tr></thead>
                    <tbody>{seen.first_rows.slice(0, 5).map((r) => <tr key={r.position}>
                        <td>{r.date}</td><td class="right"><Amount text={r.amount} unit={r.currency} /></td>
                        <td class="text">{[r.counterparty, r.description, r.reference].filter((t) => t !== "").join(" · ")}</td>
                    </tr>)}</tbody></table>
            </div>
        </div>
    );
}
