// The tables of a run.
import {useMemo, useState} from "preact/hooks";
import {getJson, type Run} from "../lib/api";
import {download, save, useLoaded, useRowIndex, useTable, type Row, type Table} from "../lib/data";
import {reasonsOf} from "../lib/decide";
import {useLocation} from "../lib/route";
import {type Column, type Kind} from "../lib/view";
import {titleOf} from "../lib/words";
import {Amount, Empty, Loading, Severity, Trouble} from "../parts/basic";
import {useDeciding} from "../parts/deciding";
import {Evidence, Sides, lineOf} from "../parts/sides";
import {DataTable} from "../parts/table";
import type {Decided, MatchInfo} from "./run";

type Plain = [key: string, title: string, kind: Kind, width: number, more?: Partial<Column<Row>>];

/** Columns that are cells of the file. */
function columnsOf(table: Table, list: Plain[]): Column<Row>[] {
    return list.map(([key, title, kind, width, more]) => ({key, title, kind, width, get: table.getter(key), ...more}));
}

function whole(run: Run, file: string, name: string) {
    return <button type="button" onClick={() => void download(`/v1/runs/${run.id}/${file}`, "text/csv", name)}>Whole file</button>;
}

function Facts({table, row, names}: {table: Table; row: Row; names: [string, string][]}) {
    return <dl class="facts">{names.map(([key, title]) => table.cell(row, key) === "" ? null
        : <div key={key}><dt>{title}</dt><dd>{key.includes("amount") ? <Amount text={table.cell(row, key)} /> : table.cell(row, key)}</dd></div>)}</dl>;
}

export function Matches({run, infos, table, decided}:
                        {run: Run; infos: MatchInfo[]; table: Table; decided: Decided}) {
    const index = useRowIndex(run.id, table.done);
    const deciding = useDeciding(run.id, decided);
    const [split, setSplit] = useState("");
    const ready = index.table.version;
    const columns = useMemo((): Column<MatchInfo>[] => {
        const cell = (key: string) => (m: MatchInfo) => m.cell(key);
        const text = (side: "bank" | "ledger") => (m: MatchInfo) => {
            const all = m.pairing[side];
            if (all.length === 0) return "";
            const first = lineOf(index.of(side, all[0]), all[0]).text;
            return all.length > 1 ? `${first} (and ${all.length - 1} more)` : first;
        };
        const day = (m: MatchInfo) => {
            const [side, list] = m.pairing.bank.length > 0 ? ["bank", m.pairing.bank] as const : ["ledger", m.pairing.ledger] as const;
            return lineOf(index.of(side, list[0]), list[0]).date;
        };
        return [
            {key: "match_id", title: "Match", kind: "text", width: 90, get: cell("match_id"), hidden: true},
            {key: "date", title: "Date", kind: "date", width: 100, get: day},
            {key: "bank_amount", title: "Bank", kind: "amount", width: 110, get: cell("bank_amount")},
            {key: "ledger_amount", title: "Ledger", kind: "amount", width: 110, get: cell("ledger_amount")},
            {key: "currency", title: "Cur.", kind: "text", width: 56, get: cell("currency"), facet: true},
            {key: "amount_difference", title: "Difference", kind: "amount", width: 100, get: cell("amount_difference")},
            {key: "date_difference_days", title: "Days", kind: "count", width: 60, get: cell("date_difference_days")},
            {key: "bank_text", title: "Bank text", kind: "text", width: 200, get: text("bank")},
            {key: "ledger_text", title: "Ledger text", kind: "text", width: 200, get: text("ledger")},
            {key: "status", title: "Status", kind: "word", width: 96, get: (m) => m.status, facet: true},
            {key: "kind", title: "Kind", kind: "word", width: 100, get: (m) => m.kind, facet: true},
            {key: "confidence", title: "Certainty", kind: "score", width: 86, get: cell("confidence")},
            {key: "explanation", title: "Why", kind: "text", width: 260, get: cell("explanation"), hidden: true},
            {key: "bank_positions", title: "Bank lines", kind: "text", width: 90, get: cell("bank_positions"), hidden: true},
            {key: "ledger_positions", title: "Ledger lines", kind: "text", width: 90, get: cell("ledger_positions"), hidden: true},
        ];
    }, [index]);
    if (table.problem !== null) return <Trouble problem={table.problem} />;
    return <DataTable name="matches" label="Matches" rows={infos} version={table.version + ready} done={table.done} columns={columns}
        dates empty="Nothing is matched." actions={whole(run, "matches", "matches.csv")} detailTitle={(m) => `${titleOf(m.kind)} ${m.id}`}
        detail={(m) => {
            const {reasons, review} = reasonsOf(m.cell("explanation"));
            const made = deciding.of(m.pairing);
            const oneSided = m.pairing.bank.length === 0 || m.pairing.ledger.length === 0;
            return <>
                <Sides pairing={m.pairing} index={index} />
                <div class="for"><div><h3>Why</h3><ul class="reasons">{[...reasons, ...review].map((r) => <li key={r}>{r}</li>)}</ul></div><Evidence match={m} /></div>
                {deciding.problem !== null && <Trouble problem={deciding.problem} />}
                {made !== undefined ? <p class="notice">You have {made.decision === "confirm" ? "confirmed" : "rejected"} this.{" "}
                        <button type="button" class="link" onClick={() => void deciding.undo(made)}>Undo</button></p>
                    : oneSided ? <p class="quiet">Rows of one side that cancel each other.</p>
                    : <div class="actions">
                        {m.status === "review" && <button type="button" class="main" onClick={() => void deciding.decide("confirm", m.pairing)}>Confirm</button>}
                        <button type="button" onClick={() => void deciding.decide("reject", m.pairing, split)}>
                            {m.pairing.bank.length + m.pairing.ledger.length > 2 ? "Split: reject the group" : "Reject"}</button>
                        <input aria-label="Note" placeholder="Note (optional)" maxLength={400} value={split} onInput={(e) => setSplit(e.currentTarget.value)} /></div>}
            </>;
        }} />;
}

export function OpenItems({run}: {run: Run}) {
    const table = useTable(run.id, "open-items");
    const columns = useMemo(() => columnsOf(table, [
        ["side", "Side", "word", 70, {facet: true}],
        ["date", "Date", "date", 100],
        ["amount", "Amount", "amount", 110],
        ["currency", "Cur.", "text", 56, {facet: true}],
        ["description", "Description", "text", 220],
        ["reference", "Reference", "text", 120],
        ["age_days", "Age", "count", 60],
        ["age_bucket", "Age group", "text", 86, {facet: true}],
        ["reason", "Why open", "word", 150, {facet: true}],
        ["nearest_reason", "Nearest candidate", "text", 240],
        ["position", "Line", "count", 64, {hidden: true}],
        ["id", "Id", "text", 100, {hidden: true}],
    ]), [table]);
    if (table.problem !== null) return <Trouble problem={table.problem} />;
    return <DataTable name="open_items" label="Open items" rows={table.rows} version={table.version} done={table.done} columns={columns} dates
        empty="Nothing is open: every row has its partner." actions={whole(run, "open-items", "open_items.csv")}
        detailTitle={(r) => `${titleOf(table.cell(r, "side"))}, line ${table.cell(r, "position")}`}
        detail={(r) => <><Facts table={table} row={r} names={[["date", "Date"], ["amount", "Amount"], ["currency", "Currency"], ["description", "Description"],
            ["reference", "Reference"], ["age_days", "Age in days"]]} />
            <p><b>{titleOf(table.cell(r, "reason"))}.</b> Nearest: {table.cell(r, "nearest_reason") || "nothing"}.</p></>} />;
}

/** What a language model has said of a discrepancy: a stranger's words, so text and nothing else. */
function Suggestion({words, action}: {words: string; action: string}) {
    if (words === "" && action === "") return null;
    return <section class="why" aria-label="Words of a language model"><b>A language model suggests, unchecked</b>
        {words !== "" && <p>{words}</p>}{action !== "" && <p>What it would do: {action}</p>}</section>;
}

/** Why there are fewer of them than were asked for. */
function missingWords(run: Run): string | null {
    const told = run.explanations;
    if (told === null || told.state === "complete") return null;
    if (told.state === "not_configured") return "No language model is configured, so there are no explanations by one.";
    if (told.state === "partial") return `The language model has explained ${told.explained ?? 0} of ${told.asked ?? 0} that it was asked about.`;
    return "The language model has not answered, so there are no explanations by it.";
}

export function Discrepancies({run}: {run: Run}) {
    const table = useTable(run.id, "discrepancies");
    const {query} = useLocation();
    const columns = useMemo(() => columnsOf(table, [
        ["severity", "Severity", "level", 94, {facet: true}],
        ["type", "Type", "word", 150, {facet: true}],
        ["side", "Side", "word", 70, {facet: true}],
        ["amount", "Amount", "amount", 110],
        ["currency", "Cur.", "text", 56, {facet: true}],
        ["amount_difference", "Difference", "amount", 100],
        ["message", "What is wrong", "text", 300],
        ["suggested_action", "What to do", "text", 240],
        ["date_difference_days", "Days", "count", 60, {hidden: true}],
        ["position", "Line", "text", 64, {hidden: true}],
        ["explanation", "Explanation", "text", 200, {hidden: true}],
        ...(run.explanations === null ? [] : [["llm_explanation", "Language model, unchecked", "text", 240, {hidden: true}] as Plain]),
    ]), [table]);
    if (table.problem !== null) return <Trouble problem={table.problem} />;
    const type = query.get("type") ?? "";
    const missing = missingWords(run);
    return <>{missing !== null && <p class="notice" role="status">{missing}</p>}<DataTable key={type} name="discrepancies" label="Discrepancies" rows={table.rows} version={table.version} done={table.done}
        columns={columns} startFacets={type === "" ? {} : {type}} empty="No discrepancy was found."
        actions={whole(run, "discrepancies", "discrepancies.csv")} detailTitle={(r) => titleOf(table.cell(r, "type"))}
        detail={(r) => <><p><Severity level={table.cell(r, "severity")} /></p><p>{table.cell(r, "message")}</p>
            <p class="notice"><b>What to do:</b> {table.cell(r, "suggested_action")}</p>
            <p class="quiet">{table.cell(r, "explanation")}</p>
            <Suggestion words={table.cell(r, "llm_explanation")} action={table.cell(r, "llm_suggested_action")} />
            <Facts table={table} row={r} names={[["amount", "Amount"], ["currency", "Currency"], ["amount_difference", "Difference"], ["date_difference_days", "Days apart"],
                ["position", "Line"], ["counter_positions", "Against lines"]]} /></>} /></>;
}

export function Rejected({run}: {run: Run}) {
    const table = useTable(run.id, "rejected");
    const columns = useMemo(() => columnsOf(table, [
        ["side", "Side", "word", 70, {facet: true}],
        ["position", "Line", "count", 64],
        ["column", "Column", "count", 70],
        ["code", "Fault", "word", 150, {facet: true}],
        ["message", "What is wrong", "text", 300],
        ["raw", "As it stands in the file", "text", 320],
    ]), [table]);
    if (table.problem !== null) return <Trouble problem={table.problem} />;
    return <DataTable name="rejected" label="Rows that could not be read" rows={table.rows} version={table.version} done={table.done} columns={columns}
        empty="Every row of both files could be read." actions={whole(run, "rejected", "rejected.csv")}
        detailTitle={(r) => `${titleOf(table.cell(r, "side"))}, line ${table.cell(r, "position")}`}
        detail={(r) => <><p>{table.cell(r, "message")}</p><pre tabIndex={0}>{table.cell(r, "raw")}</pre></>} />;
}

interface Ticket {
    title?: string;
    description?: string;
    severity?: string;
    due_date?: string;
    [name: string]: unknown;
}

const formats: [string, string][] = [["jira", "Jira"], ["servicenow", "ServiceNow"], ["n8n", "n8n"], ["email", "E-mail"], ["generic", "Plain JSON"]];

export function Tickets({run}: {run: Run}) {
    // All tickets of a very large run are too much for one answer.
    const [level, setLevel] = useState((run.counts?.discrepancies ?? 0) > 20_000 ? "high" : "low");
    const found = useLoaded(run.id + level, () => getJson<Ticket[]>(`/v1/runs/${run.id}/tickets?format=generic&min_severity=${level}`));
    const columns = useMemo((): Column<Ticket>[] => {
        const get = (key: string) => (t: Ticket) => String(t[key] ?? "");
        return [
            {key: "severity", title: "Severity", kind: "level", width: 94, get: get("severity"), facet: true},
            {key: "title", title: "Title", kind: "text", width: 320, get: get("title")},
            {key: "ticket_type", title: "Kind", kind: "word", width: 130, get: get("ticket_type"), facet: true},
            {key: "due_date", title: "Due", kind: "date", width: 104, get: get("due_date")},
            {key: "description", title: "Description", kind: "text", width: 320, get: get("description")},
        ];
    }, []);
    const send = (format: string) => getJson<unknown>(`/v1/runs/${run.id}/tickets?format=${format}&min_severity=${level}`)
        .then((all) => save(`tickets-${format}.json`, "application/json", JSON.stringify(all, null, 1) + "\n"));
    if (found.problem !== null) return <Trouble problem={found.problem} again={found.reload} />;
    const picker = <label class="inline">From severity <select value={level} onChange={(e) => setLevel(e.currentTarget.value)}>
        {["low", "medium", "high", "critical"].map((l) => <option key={l} value={l}>{l}</option>)}</select></label>;
    if (found.value === null) return <Loading what="Loading the tickets" />;
    if (found.value.length === 0) return <Empty title="No ticket from this severity on">{picker}</Empty>;
    return (
        <>
            <div class="tools"><span>{picker}</span><span class="menu">Save for {formats.map(([f, name]) =>
                <button key={f} type="button" onClick={() => void send(f)}>{name}</button>)}</span></div>
            <DataTable name="tickets" label="Tickets" rows={found.value} version={found.value.length} done columns={columns} empty="No ticket."
                detailTitle={(t) => String(t.title ?? "Ticket")} detail={(t) => <><p><Severity level={String(t.severity ?? "low")} /></p>
                    <pre class="wrap" tabIndex={0}>{String(t.description ?? "")}</pre></>} />
        </>
    );
}
