// All runs, newest first; and the way to compare two.
import {useEffect, useState} from "preact/hooks";
import {ask, getJson, type Problem, type Run, type Session} from "../lib/api";
import {count, percent} from "../lib/money";
import {go} from "../lib/route";
import {momentOf, titleOf} from "../lib/words";
import {Dialog, Empty, Link, Loading, Trouble} from "../parts/basic";

interface Page {
    items: Run[];
    next_cursor: string | null;
}

export function fileName(run: Run, role: string): string {
    return run.inputs.find((i) => i.role === role)?.name ?? "?";
}

function Outcome({run}: {run: Run}) {
    const c = run.counts;
    if (run.state !== "succeeded" || c === null)
        return <span class={`state ${run.state}`}>{run.state === "failed" ? run.error?.detail ?? "Failed"
                                                    : titleOf(run.state)}</span>;
    const rows = c.bank_rows + c.ledger_rows;
    const open = c.unmatched_bank + c.unmatched_ledger;
    const share = percent(rows - open, rows);
    return (
        <span class="outcome">
            <span class="meter" role="img" aria-label={`${share} % of the rows have a partner`}>
                <i style={{width: `${share}%`}} /></span>
            <span>{share} % paired</span>
            <span class="quiet">{c.needs_a_person === 0 ? "all done"
                                 : `${count(c.needs_a_person)} for a person`}</span>
        </span>
    );
}

export function History({session}: {session: Session}) {
    const [runs, setRuns] = useState<Run[] | null>(null);
    const [next, setNext] = useState<string | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [chosen, setChosen] = useState<string[]>([]);
    const [leaving, setLeaving] = useState<Run | null>(null);

    const load = async (cursor: string | null) => {
        setProblem(null);
        try {
            const page = await getJson<Page>("/v1/runs" + (cursor ? `?cursor=${cursor}` : ""));
            setRuns((known) => cursor === null ? page.items : [...(known ?? []), ...page.items]);
            setNext(page.next_cursor);
        } catch (e) {
            setProblem(e as Problem);
        }
    };
    useEffect(() => {
        document.title = "History · recon";
        void load(null);
    }, []);
    const going = runs?.some((r) => r.state === "queued" || r.state === "running") ?? false;
    useEffect(() => {
        if (!going) return;
        const timer = setInterval(() => void load(null), 3000);
        return () => clearInterval(timer);
    }, [going]);

    const choose = (id: string) => setChosen((all) =>
        all.includes(id) ? all.filter((one) => one !== id) : [...all.slice(-1), id]);
    const remove = async () => {
        const run = leaving;
        setLeaving(null);
        if (run === null) return;
        try {
            await ask(`/v1/runs/${run.id}`, {method: "DELETE"});
            setRuns((all) => (all ?? []).filter((r) => r.id !== run.id));
        } catch (e) {
            setProblem(e as Problem);
        }
    };
    if (problem !== null && runs === null) return <Trouble problem={problem} again={() => void load(null)} />;
    if (runs === null) return <Loading what="Loading the history" />;
    if (runs.length === 0)
        return <Empty title="No reconciliation yet">
            <p>Take a bank statement and the ledger of the same days: two files are enough to begin.</p>
            <p><Link to="/new" class="button main">New reconciliation</Link></p></Empty>;
    return (
        <>
            <div class="title">
                <h1>History</h1>
                <div class="actions">
                    <button type="button" disabled={chosen.length !== 2}
                            onClick={() => go(`/compare?a=${chosen[0]}&b=${chosen[1]}`)}>
                        {chosen.length === 2 ? "Compare these two" : "Choose two to compare"}</button>
                    <Link to="/new" class="button main">New reconciliation</Link>
                </div>
            </div>
            {problem !== null && <Trouble problem={problem} />}
            <ul class="runs">
                {runs.map((run) => <li key={run.id} class={chosen.includes(run.id) ? "chosen" : ""}>
                    <label class="pick"><span class="hidden">Choose the run of {momentOf(run.created_at)}</span>
                        <input type="checkbox" checked={chosen.includes(run.id)}
                               disabled={run.state !== "succeeded"} onChange={() => choose(run.id)} /></label>
                    <Link to={`/runs/${run.id}`} class="run">
                        <span class="files"><b>{fileName(run, "bank")}</b> against <b>{fileName(run, "ledger")}</b>
                            {run.inputs.some((i) => i.role === "open-items") && <span class="tag">open items carried in</span>}
                            {run.from_cache && <span class="tag">same as before</span>}</span>
                        <time dateTime={run.created_at}>{momentOf(run.created_at)}</time>
                        <Outcome run={run} />
                    </Link>
                    <button type="button" class="bare" aria-label={`Delete the run of ${momentOf(run.created_at)}`}
                            onClick={() => setLeaving(run)}>✕</button>
                </li>)}
            </ul>
            {next !== null && <p class="more"><button type="button" onClick={() => void load(next)}>Older</button></p>}
            <p class="quiet">Files are kept for {session.upload_retention_days} days, results for {session.retention_days}.</p>
            <Dialog title="Delete this run?" open={leaving !== null} close={() => setLeaving(null)}>
                <p>Its results are gone then. Decisions about its two files stay.</p>
                <div class="actions"><button type="button" onClick={() => setLeaving(null)}>Keep it</button>
                    <button type="button" class="danger" onClick={() => void remove()}>Delete</button></div>
            </Dialog>
        </>
    );
}
