// Two runs beside each other: settings, figures, and the matches that changed.
import {useEffect, useMemo} from "preact/hooks";
import {getJson, type Run, type Summary} from "../lib/api";
import {changesBetween, type Change, type Pair} from "../lib/compare";
import {summaryOf, useLoaded, useTable, type Table} from "../lib/data";
import {count, grouped, parseDecimal, shown, subtract, zero} from "../lib/money";
import type {Column} from "../lib/view";
import {momentOf, titleOf} from "../lib/words";
import {Empty, Link, Loading, Trouble} from "../parts/basic";
import {DataTable} from "../parts/table";
import {fileName} from "./history";

export function Compare({query}: {query: URLSearchParams}) {
    const [a, b] = [query.get("a"), query.get("b")];
    useEffect(() => {
        document.title = "Compare · recon";
    }, []);
    const both = useLoaded(a && b ? `${a} ${b}` : null, async () => {
        const runs = await Promise.all([a, b].map((id) => getJson<Run>(`/v1/runs/${id}`)));
        runs.sort((x, y) => (x.created_at < y.created_at ? -1 : 1));
        return {runs, summaries: await Promise.all(runs.map((r) => summaryOf(r.id)))};
    });
    if (!a || !b) return <Empty title="Choose two runs to compare"><p><Link to="/">To the history</Link></p></Empty>;
    if (both.problem !== null) return <Trouble problem={both.problem} again={both.reload} />;
    if (both.value === null) return <Loading what="Loading both runs" />;
    return <Both runs={both.value.runs} summaries={both.value.summaries} />;
}

function pairsOf(table: Table): Pair[] {
    return table.rows.map((row) => {
        const cell = (name: string) => table.cell(row, name);
        return {key: cell("bank_positions") + "|" + cell("ledger_positions"), status: cell("status"), bank: cell("bank_positions"),
                ledger: cell("ledger_positions"), amount: cell("bank_amount") || cell("ledger_amount"), explanation: cell("explanation")};
    });
}

function Both({runs, summaries}: {runs: Run[]; summaries: Summary[]}) {
    const tables = [useTable(runs[0].id, "matches"), useTable(runs[1].id, "matches")];
    const sameFiles = ["bank", "ledger"].every((role) => runs[0].inputs.find((i) => i.role === role)?.sha256
                                                         === runs[1].inputs.find((i) => i.role === role)?.sha256);
    const done = tables.every((t) => t.done);
    const changes = useMemo(() => (sameFiles && done ? changesBetween(pairsOf(tables[0]), pairsOf(tables[1])) : []),
                            [done, sameFiles]);
    const settings = [...new Set(summaries.flatMap((s) => Object.keys(s.settings)))]
        .filter((name) => summaries[0].settings[name] !== summaries[1].settings[name]);
    const figures: [string, (s: Summary) => number][] = [
        ["Matches", (s) => s.matches.matched], ["For review", (s) => s.matches.review],
        ["Open at the bank", (s) => s.counts.bank.open], ["Open in the ledger", (s) => s.counts.ledger.open],
        ["Discrepancies", (s) => s.discrepancies.count], ["Not readable", (s) => s.counts.bank.rejected + s.counts.ledger.rejected]];
    const currencies = [...new Set(summaries.flatMap((s) => s.control_totals.map((c) => c.currency)))];
    const openSum = (s: Summary, currency: string, side: string) =>
        s.control_totals.find((c) => c.currency === currency && c.side === side)?.open.sum ?? "0";
    const columns = useMemo((): Column<Change>[] => [
        {key: "what", title: "Change", kind: "word", width: 90, get: (c) => c.what, facet: true,
         show: (w) => (w === "status" ? "status" : w)},
        {key: "before", title: "Before", kind: "word", width: 100, get: (c) => c.before},
        {key: "after", title: "After", kind: "word", width: 100, get: (c) => c.after},
        {key: "amount", title: "Amount", kind: "amount", width: 120, get: (c) => c.pair.amount},
        {key: "bank", title: "Bank lines", kind: "text", width: 90, get: (c) => c.pair.bank},
        {key: "ledger", title: "Ledger lines", kind: "text", width: 90, get: (c) => c.pair.ledger},
        {key: "why", title: "Why", kind: "text", width: 300, get: (c) => c.pair.explanation}], []);
    const sign = (n: number) => (n > 0 ? "+" + count(n) : n < 0 ? "\u2212" + count(-n) : "±0");
    return (
        <div class="overview">
            <div class="title"><h1>Compare two runs</h1></div>
            <div class="two">{runs.map((r, i) => <section class="card" key={r.id}><h2>{i === 0 ? "Before" : "After"}</h2>
                <p><Link to={`/runs/${r.id}`}><b>{fileName(r, "bank")}</b> against <b>{fileName(r, "ledger")}</b></Link></p>
                <p class="quiet">{momentOf(r.created_at)}</p></section>)}</div>
            <section class="card"><h2>Figures</h2><div class="scroll" tabIndex={0} role="region" aria-label="Table of figures"><table class="figures">
                <thead><tr><td /><th class="right">Before</th><th class="right">After</th><th class="right">Change</th></tr></thead>
                <tbody>{figures.map(([name, of]) => <tr key={name}><th scope="row">{name}</th><td class="right">{count(of(summaries[0]))}</td>
                    <td class="right">{count(of(summaries[1]))}</td><td class="right">{sign(of(summaries[1]) - of(summaries[0]))}</td></tr>)}
                {currencies.flatMap((currency) => ["bank", "ledger"].map((side) => {
                    const [x, y] = summaries.map((s) => openSum(s, currency, side));
                    return <tr key={currency + side}><th scope="row">Open, {titleOf(side).toLowerCase()}, {currency}</th><td class="right">{grouped(x)}</td><td class="right">{grouped(y)}</td>
                        <td class="right">{shown(subtract(parseDecimal(y) ?? zero, parseDecimal(x) ?? zero))}</td></tr>;
                }))}</tbody></table></div></section>
            <section class="card"><h2>Settings that differ</h2>
                {settings.length === 0 ? <p class="quiet">None.</p> : <table class="figures"><tbody>{settings.map((name) => <tr key={name}>
                    <th scope="row">{titleOf(name.replace(/-/g, "_"))}</th><td>{summaries[0].settings[name] ?? "–"}</td><td>{summaries[1].settings[name] ?? "–"}</td></tr>)}</tbody></table>}</section>
            <section class="card"><h2>Matches that changed</h2>
                {!sameFiles ? <p class="quiet">The two runs read different files, so their rows cannot be set against each other.</p>
                 : tables.find((t) => t.problem !== null)?.problem ? <Trouble problem={tables.find((t) => t.problem !== null)!.problem!} />
                 : !done ? <Loading what="Loading the matches" />
                 : changes.length === 0 ? <p class="quiet">None.</p>
                 : <DataTable name="changes" label="Matches that changed" rows={changes} version={changes.length} done columns={columns} empty="None." />}</section>
        </div>
    );
}
