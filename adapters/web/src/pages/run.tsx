// One run: its progress while it goes on, and all that came out of it.
import {useEffect, useMemo, useRef, useState} from "preact/hooks";
import {ask, getJson, type Decision, type Problem, type Run} from "../lib/api";
import {decisionsOf, download, summaryOf, useLoaded, useTable, type Row, type Table} from "../lib/data";
import {splitPositions, waiting, type Pairing} from "../lib/decide";
import {count} from "../lib/money";
import {go, type View} from "../lib/route";
import {momentOf} from "../lib/words";
import {Link, Loading, Trouble} from "../parts/basic";
import {ByHand} from "./by-hand";
import {fileName} from "./history";
import {runAgain} from "./new-run";
import {Overview} from "./overview";
import {Review} from "./review";
import {Discrepancies, Matches, OpenItems, Rejected, Tickets} from "./tables";

const ended = (run: Run) => run.state !== "queued" && run.state !== "running";

export function RunPage({id, view, workbooks}: {id: string; view: View; workbooks: boolean}) {
    const [run, setRun] = useState<Run | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [round, again] = useState(0);

    useEffect(() => {
        let wanted = true;
        let timer = 0;
        let wait = 400;
        const look = async () => {
            try {
                const now = await getJson<Run>(`/v1/runs/${id}`);
                if (!wanted) return;
                setRun(now);
                setProblem(null);
                if (ended(now)) return;
            } catch (e) {
                if (!wanted) return;
                setProblem(e as Problem);
                if ((e as Problem).status !== 0 && (e as Problem).status < 500) return;
                wait = 3000; // the service may be starting again: keep asking
            }
            timer = window.setTimeout(() => void look(), wait);
            wait = Math.min(wait * 1.3, 2000);
        };
        void look();
        return () => {
            wanted = false;
            clearTimeout(timer);
        };
    }, [id, round]);

    useEffect(() => {
        document.title = run === null ? "Run · recon" : `${fileName(run, "bank")} · recon`;
    }, [run]);
    if (run === null)
        return problem === null ? <Loading what="Loading the run" />
                                : <Trouble problem={problem} again={() => again((n) => n + 1)} />;
    return (
        <>
            {problem !== null && <Trouble problem={problem} />}
            {run.state === "succeeded" ? <Result run={run} view={view} workbooks={workbooks} />
                                       : <Progress run={run} changed={() => again((n) => n + 1)} />}
        </>
    );
}

const phases: [string, string[]][] = [
    ["Reading both files", ["reading", "comparing", "taking in"]],
    ["Learning what belongs together", ["sorting", "learning", "converting"]],
    ["Matching", ["matching references", "matching equal amounts", "matching within the tolerance"]],
    ["Looking for groups and reversals", ["netting", "matching groups", "suspecting"]],
    ["Explaining and proving", ["explaining", "writing"]],
];

function Progress({run, changed}: {run: Run; changed: () => void}) {
    const [problem, setProblem] = useState<Problem | null>(null);
    const [now, tick] = useState(Date.now());
    const going = !ended(run);
    useEffect(() => {
        if (!going) return;
        const timer = setInterval(() => tick(Date.now()), 1000);
        return () => clearInterval(timer);
    }, [going]);
    const cancel = async () => {
        try {
            await ask(`/v1/runs/${run.id}/cancel`, {method: "POST",
                headers: {"Content-Type": "application/json"}, body: "{}"});
        } catch (e) {
            setProblem(e as Problem);
        }
        changed();
    };
    const stage = run.progress?.stage ?? "";
    const reached = useRef(-1); // a stage may come twice; what is shown only goes forward
    reached.current = Math.max(reached.current, phases.findIndex(([, stages]) => stages.includes(stage)));
    const at = reached.current;
    const told = run.progress !== undefined && run.progress.total > 1 && phases[at]?.[1].includes(stage);
    const part = told && run.progress ? run.progress.done / run.progress.total : null;
    const began = run.started_at ? Date.parse(run.started_at) : null;
    const elapsed = began === null ? 0 : Math.max(0, Math.round((now - began) / 1000));
    const share = at < 0 ? 0 : (at + (part ?? 0.5)) / phases.length;
    const left = part !== null && elapsed >= 3 && share > 0.1 ? Math.round((elapsed / share) * (1 - share)) : null;
    return (
        <section class="card progress">
            <h1>{fileName(run, "bank")} <span class="quiet">against</span> {fileName(run, "ledger")}</h1>
            {run.state === "failed" && <>
                <div class="notice bad" role="alert"><p><strong>{run.error?.detail ?? "The run has failed."}</strong></p>
                    <p class="quiet">{run.error?.code}</p></div>
                <p><Link to="/new" class="button main">Begin again</Link></p></>}
            {run.state === "cancelled" && <>
                <p class="notice">This run was cancelled. It has no result.</p>
                <p><Link to="/new" class="button main">Begin again</Link></p></>}
            {going && <>
                <div class="progress-bar" role="progressbar" aria-label="Progress of the run" aria-valuemin={0}
                     aria-valuemax={100} aria-valuenow={Math.round(share * 100)}><i style={{width: `${Math.max(2, share * 100)}%`}} /></div>
                <ol class="phases">{phases.map(([name], i) => <li key={name}
                    class={i < at ? "done" : i === at ? "now" : ""} aria-current={i === at ? "step" : undefined}>
                    {name}{i === at && part !== null && run.progress ? <span class="quiet"> {count(run.progress.done)} of {count(run.progress.total)}</span> : null}</li>)}</ol>
                <p class="quiet" role="status">{run.state === "queued" ? "Waiting for its turn. You may leave this page: the run goes on."
                    : `${elapsed} s so far${left !== null ? `, about ${left} s to go` : ""}. You may leave this page: the run goes on.`}</p>
                <button type="button" onClick={() => void cancel()}>Cancel</button></>}
            {problem !== null && <Trouble problem={problem} />}
        </section>
    );
}

/** A row of matches.csv; its parts are read when they are asked for, because there may be many. */
export class MatchInfo {
    private parted: Pairing | null = null;
    constructor(private readonly table: Table, private readonly row: Row) {}

    cell(name: string): string {
        return this.table.cell(this.row, name);
    }
    get id(): string {
        return this.cell("match_id");
    }
    get kind(): string {
        return this.cell("kind");
    }
    get status(): string {
        return this.cell("status");
    }
    get confirmed(): boolean {
        return this.status === "matched" && this.cell("explanation").startsWith("confirmed by a decision");
    }
    get pairing(): Pairing {
        this.parted ??= {bank: splitPositions(this.cell("bank_positions")), ledger: splitPositions(this.cell("ledger_positions"))};
        return this.parted;
    }
}

const known = new WeakMap<Table, MatchInfo[]>();

function infosOf(table: Table): MatchInfo[] {
    let infos = known.get(table);
    if (infos === undefined) {
        infos = [];
        known.set(table, infos);
    }
    for (let i = infos.length; i < table.rows.length; ++i) infos.push(new MatchInfo(table, table.rows[i]));
    return infos;
}

export interface Decided {
    list: Decision[];
    waiting: Decision[];
    set: (list: Decision[]) => void;
}

function Result({run, view, workbooks}: {run: Run; view: View; workbooks: boolean}) {
    const summary = useLoaded(run.id, () => summaryOf(run.id));
    const matches = useTable(run.id, "matches");
    const [decisions, setDecisions] = useState<Decision[]>([]);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [busy, setBusy] = useState(false);

    useEffect(() => {
        decisionsOf(run.id).then(setDecisions, setProblem);
    }, [run.id]);
    const infos = infosOf(matches);
    const decided: Decided = {
        list: decisions,
        waiting: useMemo(() => (matches.done && decisions.length > 0 ? waiting(decisions, infos) : []), [decisions, matches.done]),
        set: setDecisions,
    };
    const apply = async () => {
        setBusy(true);
        setProblem(null);
        try {
            go(`/runs/${(await runAgain(run, workbooks)).id}`);
        } catch (e) {
            setProblem(e as Problem);
        }
        setBusy(false);
    };
    const s = summary.value;
    const needs = run.counts?.review ?? 0;
    const tabs: [View, string, number | null][] = [
        ["overview", "Overview", null],
        ["review", "Review", needs],
        ["matches", "Matches", run.counts?.matches ?? null],
        ["open-items", "Open", (run.counts?.unmatched_bank ?? 0) + (run.counts?.unmatched_ledger ?? 0)],
        ["by-hand", "Match by hand", null],
        ["discrepancies", "Discrepancies", run.counts?.discrepancies ?? null],
        ["rejected", "Not readable", (run.counts?.rejected_bank ?? 0) + (run.counts?.rejected_ledger ?? 0)],
        ["tickets", "Tickets", null],
    ];
    return (
        <>
            <div class="title">
                <div><h1>{fileName(run, "bank")} <span class="quiet">against</span> {fileName(run, "ledger")}</h1>
                    <p class="quiet under">{s ? <>As of {s.as_of} · </> : null}run {momentOf(run.created_at)}
                        {run.from_cache ? " · the same files as before" : ""}</p></div>
                <div class="actions">
                    <Link to={`/new?carry=${run.id}`} class="button">Carry open items on</Link>
                    <Downloads run={run} failed={setProblem} />
                </div>
            </div>
            {problem !== null && <Trouble problem={problem} />}
            {decided.waiting.length > 0 && <div class="notice apply" role="status">
                <span><b>{decided.waiting.length === 1 ? "One decision is saved" : `${count(decided.waiting.length)} decisions are saved`}</b> and
                    {" "}not in these figures yet.</span>
                <button type="button" class="main" disabled={busy} onClick={() => void apply()}>
                    {busy ? "Running again …" : "Run again with them"}</button></div>}
            <nav class="tabs" aria-label="Views of the run">
                {tabs.map(([key, name, number]) => <Link key={key} to={`/runs/${run.id}${key === "overview" ? "" : "/" + key}`}
                    aria-current={view === key ? "page" : undefined}>{name}{number !== null && <span class="badge">{count(number)}</span>}</Link>)}
            </nav>
            {summary.problem !== null && <Trouble problem={summary.problem} again={summary.reload} />}
            {view === "overview" && (s ? <Overview run={run} summary={s} /> : summary.problem === null && <Loading what="Loading the figures" />)}
            {view === "review" && <Review run={run} matches={infos} version={matches.version} done={matches.done} problem={matches.problem} decided={decided} />}
            {view === "by-hand" && <ByHand run={run} decided={decided} />}
            {view === "matches" && <Matches run={run} infos={infos} table={matches} decided={decided} />}
            {view === "open-items" && <OpenItems run={run} />}
            {view === "discrepancies" && <Discrepancies run={run} />}
            {view === "rejected" && <Rejected run={run} />}
            {view === "tickets" && <Tickets run={run} />}
        </>
    );
}

function Downloads({run, failed}: {run: Run; failed: (p: Problem) => void}) {
    const name = `recon-${run.id.slice(0, 8)}`;
    const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const files: [string, string, string, string][] = [
        ["Report, to read and print (HTML)", "report.html", "text/html", `${name}.html`],
        ["Report as a workbook (XLSX)", "report.xlsx", xlsx, `${name}.xlsx`],
        ["Report as text", "report.txt", "text/plain", `${name}.txt`],
        ["Figures and proof (JSON)", "report.json", "application/json", `${name}.json`],
        ["Matches (CSV)", "matches", "text/csv", "matches.csv"],
        ["Open items (CSV)", "open-items", "text/csv", "open_items.csv"],
        ["Discrepancies (CSV)", "discrepancies", "text/csv", "discrepancies.csv"],
        ["Bridge (CSV)", "statement", "text/csv", "statement.csv"],
        ["Row by row (CSV)", "report.csv", "text/csv", `${name}.csv`],
    ];
    return (
        <details class="drop"><summary class="button">Download</summary><div>
            {files.map(([title, file, type, as]) => <button key={file} type="button" onClick={(e) => {
                (e.currentTarget.closest("details") as HTMLDetailsElement).open = false;
                download(`/v1/runs/${run.id}/${file}`, type, as).catch(failed);
            }}>{title}</button>)}
        </div></details>
    );
}
