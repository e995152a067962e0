// The result at a glance: what is matched, what is left, and the bridge that adds up.
import {useMemo, useState} from "preact/hooks";
import type {Control, Run, Summary} from "../lib/api";
import {useTable} from "../lib/data";
import {add, count, grouped, parseDecimal, plain, shown, subtract, sumOf, zero} from "../lib/money";
import {go} from "../lib/route";
import {titleOf} from "../lib/words";
import {Amount, Link, Severity} from "../parts/basic";
import {Ageing, Ring, SeverityBars, type BarRow} from "../parts/charts";

const buckets = ["future", "0-30", "31-60", "61-90", "over 90"];

interface Bucket {
    count: number;
    sum: string;
}

function both(c: Control, names: ("matched" | "grouped" | "netted")[]): Bucket {
    return {count: names.reduce((n, name) => n + c[name].count, 0),
            sum: plain(names.reduce((t, name) => add(t, parseDecimal(c[name].sum) ?? zero), zero))};
}

const done: ("matched" | "grouped" | "netted")[] = ["matched", "grouped", "netted"];

function sides(summary: Summary, currency: string): Record<string, Control | undefined> {
    const of = summary.control_totals.filter((c) => c.currency === currency);
    return Object.fromEntries(of.map((c) => [c.side, c]));
}

function Card({title, tone, number, lines, to, note}: {title: string; tone: string; number: string; to: string;
               lines: {name: string; amount: string; unit: string}[]; note?: string}) {
    return (
        <Link to={to} class={`card stat ${tone}`}>
            <span class="what">{title}</span>
            <span class="number">{number}</span>
            {lines.slice(0, 3).map((l) => <span key={l.name + l.unit} class="line">
                <span>{l.name}</span><Amount text={l.amount} unit={l.unit} /></span>)}
            {note && <span class="note">{note}</span>}
        </Link>
    );
}

function limitWords(limit: {limit: string; rows: number; loss: number}): string {
    const rows = limit.rows === 1 ? "One row" : `${count(limit.rows)} rows`;
    switch (limit.limit) {
    case "candidates": return `${rows}: more candidates than are looked at.`;
    case "groups": return `${rows}: not all groups were looked at.`;
    case "assignment": return `${rows}: more than can be assigned exactly; the total is at most ${limit.loss} millionths below the best.`;
    default: return `${rows}: ${limit.limit}.`;
    }
}

/** The currencies of a run, the one with the most rows first. */
function currenciesOf(summary: Summary): string[] {
    const rows = new Map<string, number>();
    for (const c of summary.control_totals) rows.set(c.currency, (rows.get(c.currency) ?? 0) + c.in.count);
    return [...rows.entries()].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

export function Overview({run, summary}: {run: Run; summary: Summary}) {
    const all = useMemo(() => currenciesOf(summary), [summary]);
    const [chosen, choose] = useState(all[0] ?? "");
    const currencies = all.length === 0 ? [] : [chosen];
    const path = (view: string) => `/runs/${run.id}/${view}`;
    const of = (side: "bank" | "ledger", name: string) => summary.counts[side][name] ?? 0;
    const total = (name: string) => of("bank", name) + of("ledger", name);
    const amounts = (side: string, what: (c: Control) => string, name: string) =>
        summary.control_totals.filter((c) => c.side === side && c.currency === chosen)
            .map((c) => ({name, amount: what(c), unit: c.currency}));
    const found = total("matched") + total("grouped") + total("netted");
    return (
        <div class="overview">
            {all.length > 1 && <fieldset class="segments"><legend>Amounts in</legend>{all.map((currency) =>
                <label key={currency}><input type="radio" name="currency" checked={currency === chosen} onChange={() => choose(currency)} />{currency}</label>)}
                <span class="quiet">Numbers of rows are of all currencies.</span></fieldset>}
            <div class="cards">
                <Card title="Matched" tone="ok" number={count(summary.matches.matched)} to={path("matches")}
                      lines={amounts("bank", (c) => both(c, done).sum, "Bank")
                                 .concat(amounts("ledger", (c) => both(c, done).sum, "Ledger"))}
                      note={`${count(of("bank", "matched") + of("bank", "grouped") + of("bank", "netted"))} bank rows, ${
                          count(of("ledger", "matched") + of("ledger", "grouped") + of("ledger", "netted"))} entries`} />
                <Card title="For review" tone="doubt" number={count(summary.matches.review)} to={path("review")}
                      lines={amounts("bank", (c) => c.review.sum, "Bank").concat(amounts("ledger", (c) => c.review.sum, "Ledger"))}
                      note={summary.matches.review === 0 ? "nothing waits for you" : "wait for your eye"} />
                <Card title="Open at the bank" tone="open" number={count(of("bank", "open"))} to={path("open-items")}
                      lines={amounts("bank", (c) => c.open.sum, "Sum")} note="in the statement, not in the ledger" />
                <Card title="Open in the ledger" tone="open" number={count(of("ledger", "open"))} to={path("open-items")}
                      lines={amounts("ledger", (c) => c.open.sum, "Sum")} note="in the ledger, not in the statement" />
            </div>
            <div class="panels">
                <section class="card" aria-label="Share of rows"><h2>Rows</h2>
                    <Ring label="Rows of both files" of="matched" parts={[
                        {name: "Matched", value: found, tone: "ok"},
                        {name: "For review", value: total("review"), tone: "doubt"},
                        {name: "Open at the bank", value: of("bank", "open"), tone: "open"},
                        {name: "Open in the ledger", value: of("ledger", "open"), tone: "open2"}]} />
                </section>
                <Types run={run} currency={all.length > 1 ? chosen : ""} />
                <Proof summary={summary} rejected={total("rejected")} />
            </div>
            {currencies.map((currency) => <Totals key={currency} currency={currency} of={sides(summary, currency)} />)}
            <Bridges run={run} currency={chosen} />
            {currencies.filter((c) => summary.ageing.some((a) => a.currency === c)).map((currency) => <section class="card" key={currency} aria-label={`Age of open rows, ${currency}`}>
                <h2>Age of what is open <span class="quiet">{currency}, as of {summary.as_of}</span></h2>
                <div class="two">
                    {["bank", "ledger"].map((side) => {
                        const row = summary.ageing.find((a) => a.currency === currency && a.side === side);
                        return row && <div key={side}><h3>{titleOf(side)}</h3>
                            <Ageing buckets={buckets.filter((b) => b !== "future" || row[b]?.count > 0).map((b) => ({
                                name: b === "future" ? "Future" : `${b} days`, count: row[b]?.count ?? 0, sum: row[b]?.sum ?? "0",
                                text: grouped(row[b]?.sum ?? "0")}))} /></div>;
                    })}
                </div></section>)}
            {summary.limits.length > 0 && <section class="card" aria-label="Searches that ended early"><h2>Searches that ended early</h2>
                <ul class="reasons">{summary.limits.map((l) => <li key={l.limit}>{limitWords(l)}</li>)}</ul></section>}
        </div>
    );
}

function Types({run, currency}: {run: Run; currency: string}) {
    const table = useTable(run.id, "discrepancies");
    const rows = useMemo(() => {
        const found = new Map<string, BarRow & {amounts: string[]}>();
        const [type, level, amount, unit] = ["type", "severity", "amount", "currency"].map((n) => table.getter(n));
        for (const row of table.rows) {
            if (currency !== "" && unit(row) !== currency) continue;
            let known = found.get(type(row));
            if (known === undefined) {
                known = {name: type(row), counts: {}, amount: "", unit: unit(row), amounts: []};
                found.set(type(row), known);
            }
            known.counts[level(row)] = (known.counts[level(row)] ?? 0) + 1;
            if (known.unit === unit(row)) known.amounts.push(amount(row).replace("-", ""));
            else known.unit = "mixed";
        }
        const size = (r: BarRow) => Object.values(r.counts).reduce((a, b) => a + b, 0);
        return [...found.values()].map((r) => ({...r, amount: r.unit === "mixed" ? "" : shown(sumOf(r.amounts))}))
            .sort((a, b) => size(b) - size(a));
    }, [table.version, currency]);
    return (
        <section class="card" aria-label="Discrepancies by type"><h2>Discrepancies{currency !== "" && <span class="quiet"> {currency}</span>}</h2>
            {rows.length === 0 ? <p class="quiet">{table.done ? "None." : "Loading …"}</p> : <>
                <SeverityBars rows={rows.slice(0, 9)} choose={(type) => go(`/runs/${run.id}/discrepancies?type=${type}`)} />
                <p class="keys">{["critical", "high", "medium", "low"].map((s) => <Severity key={s} level={s} />)}</p></>}
        </section>
    );
}

function Proof({summary, rejected}: {summary: Summary; rejected: number}) {
    const {proof, balances} = summary;
    return (
        <section class="card proof" aria-label="Proof"><h2>Proof</h2>
            <p class={`seal ${proof.holds ? "good" : "bad"}`}>
                <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true"><circle cx="16" cy="16" r="14" />
                    <path d={proof.holds ? "M9 16l5 5 9-10" : "M10 10l12 12M22 10L10 22"} /></svg>
                <span><b>{proof.holds ? "It adds up" : "It does not add up"}</b><br />
                    {proof.holds ? "Every row is in exactly one place, and both sides add up to the cent." : "Do not use these figures: this is a fault of the program."}</span></p>
            {balances.map((b) => <p key={b.side + b.currency} class={b.holds ? "good" : "doubt"}>{b.holds ? "✓" : "!"} {titleOf(b.side)}: <Amount text={b.opening} />
                {" "}+ <Amount text={b.movements} /> {b.holds ? "=" : "is not"} <Amount text={b.closing} unit={b.currency} />
                {b.breaks.length > 0 && <> · the running balance breaks at {b.breaks.slice(0, 10).map((k) =>
                    `line ${k.position} (${grouped(k.found)} where ${grouped(k.expected)} follows)`).join(", ")}{b.breaks.length > 10 && ` and ${count(b.breaks.length - 10)} more`}</>}</p>)}
            {rejected > 0 && <p class="doubt">! {rejected === 1 ? "One row" : `${count(rejected)} rows`} could not be read, and {rejected === 1 ? "is" : "are"} not in these sums.</p>}
            <details><summary>{proof.checks.length} checks</summary>
                <ul class="evidence">{proof.checks.map((c) => <li key={c.check}>{c.holds ? "✓" : "✗"} {titleOf(c.check)}</li>)}</ul></details>
        </section>
    );
}

function Totals({currency, of}: {currency: string; of: Record<string, Control | undefined>}) {
    const none: Bucket = {count: 0, sum: "0"};
    const bucket = (side: string, names: (keyof Control)[]): Bucket => {
        const c = of[side];
        return c === undefined ? none : {
            count: names.reduce((n, name) => n + (c[name] as Bucket).count, 0),
            sum: plain(names.reduce((t, name) => add(t, parseDecimal((c[name] as Bucket).sum) ?? zero), zero))};
    };
    const rows: [string, (keyof Control)[]][] = [["Matched", ["matched"]], ["In groups", ["grouped"]], ["Netted", ["netted"]],
                                                 ["For review", ["review"]], ["Open", ["open"]], ["Total", ["in"]]];
    return (
        <section class="card" aria-label={`Control totals, ${currency}`}><h2>Control totals <span class="quiet">{currency}</span></h2>
            <div class="scroll" tabIndex={0} role="region" aria-label={`Table of control totals, ${currency}`}><table class="figures">
                <thead><tr><td /><th class="right">Bank rows</th><th class="right">Amount</th><th class="right">Ledger rows</th>
                    <th class="right">Amount</th><th class="right">Difference</th></tr></thead>
                <tbody>{rows.map(([name, keys]) => {
                    const [b, l] = [bucket("bank", keys), bucket("ledger", keys)];
                    if (name !== "Total" && b.count === 0 && l.count === 0) return null;
                    const difference = plain(subtract(parseDecimal(b.sum) ?? zero, parseDecimal(l.sum) ?? zero));
                    return <tr key={name} class={name === "Total" ? "total" : ""}><th scope="row">{name}</th>
                        <td class="right">{count(b.count)}</td><td class="right"><Amount text={b.sum} /></td>
                        <td class="right">{count(l.count)}</td><td class="right"><Amount text={l.sum} /></td>
                        <td class="right"><Amount text={difference} /></td></tr>;
                })}</tbody></table></div>
        </section>
    );
}

function Bridges({run, currency: chosen}: {run: Run; currency: string}) {
    const table = useTable(run.id, "statement");
    const cell = (row: string[], name: string) => table.cell(row, name);
    const currencies = [...new Set(table.rows.map((r) => cell(r, "currency")))].filter((c) => c === chosen);
    if (currencies.length === 0) return null;
    return <>{currencies.map((currency) => {
        const rows = table.rows.filter((r) => cell(r, "currency") === currency);
        const section = (name: string) => rows.filter((r) => cell(r, "section") === name);
        const difference = section("result").find((r) => cell(r, "line") === "difference");
        const zeroDifference = difference !== undefined && (parseDecimal(cell(difference, "amount"))?.units ?? 1n) === 0n;
        if (section("bank").length === 0 && section("ledger").length === 0) return null;
        const part = (name: string, title: string) => (
            <div><h3>{title}</h3><table class="bridge"><tbody>
                {section(name).map((r, i) => {
                    const line = cell(r, "line");
                    const strong = line === "balance" || line === "adjusted_balance";
                    if (line === "opening_balance" || line === "movements") return null;
                    return <tr key={i} class={line === "adjusted_balance" ? "total" : strong ? "start" : ""}>
                        <th scope="row">{cell(r, "text")}{cell(r, "count") !== "" && <span class="quiet"> · {count(Number(cell(r, "count")))}</span>}</th>
                        <td class="right"><Amount text={cell(r, "amount")} strong={strong} /></td></tr>;
                })}</tbody></table></div>);
        return <section class="card" key={currency} aria-label={`Bridge, ${currency}`}>
            <h2>From bank to ledger <span class="quiet">{currency}</span></h2>
            <div class="two">{part("bank", "Bank statement")}{part("ledger", "Ledger")}</div>
            {difference !== undefined && <p class={`adds-up ${zeroDifference ? "good" : "doubt"}`}>
                <span>{zeroDifference ? "✓ Both adjusted balances are the same." : "The adjusted balances differ."}</span>
                <span>Difference <Amount text={cell(difference, "amount")} unit={currency} strong /></span></p>}
        </section>;
    })}</>;
}
