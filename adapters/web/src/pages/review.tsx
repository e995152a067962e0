// The review queue: one match at a time, worked by keyboard; each decision is saved at once.
import {useEffect, useMemo, useRef, useState} from "preact/hooks";
import type {Problem, Run} from "../lib/api";
import {useRowIndex} from "../lib/data";
import {reasonsOf, runnersUp} from "../lib/decide";
import {count, grouped} from "../lib/money";
import {go} from "../lib/route";
import {scoreOf, titleOf} from "../lib/words";
import {Dialog, Empty, Link, Loading, Trouble} from "../parts/basic";
import {useDeciding} from "../parts/deciding";
import {Entry, Evidence, Sides, lineOf} from "../parts/sides";
import type {Decided, MatchInfo} from "./run";

const keys: [string, string][] = [
    ["C or Enter", "Confirm: it is the same money"], ["R", "Reject: it is not"], ["U", "Take the last decision back"],
    ["↓ or J", "Next"], ["↑ or K", "Previous"], ["N", "Next without a decision"], ["M", "Match these rows by hand"], ["?", "This list"],
];

export function Review({run, matches, version, done, problem, decided}:
                       {run: Run; matches: MatchInfo[]; version: number; done: boolean; problem: Problem | null; decided: Decided}) {
    const index = useRowIndex(run.id, done);
    const queue = useMemo(() => matches.filter((m) => m.status === "review"), [matches, version]);
    const [at, setAt] = useState(0);
    const [help, setHelp] = useState(false);
    const [note, setNote] = useState("");
    const deciding = useDeciding(run.id, decided);
    const list = useRef<HTMLOListElement>(null);
    const now = queue[Math.min(at, queue.length - 1)];
    const start = Math.max(0, at - 50);
    const open = queue.filter((m) => deciding.of(m.pairing) === undefined).length;

    const move = (to: number) => {
        setAt(Math.max(0, Math.min(queue.length - 1, to)));
        setNote("");
    };
    const nextOpen = (from: number) => {
        for (let step = 1; step <= queue.length; ++step) {
            const i = (from + step) % queue.length;
            if (i !== from && deciding.of(queue[i].pairing) === undefined) return i;
        }
        return from;
    };
    const decide = async (what: "confirm" | "reject") => {
        if (now === undefined) return;
        const from = at;
        move(nextOpen(from)); // at once; where saving fails, it is said and one is back
        if (!await deciding.decide(what, now.pairing, note)) move(from);
    };
    const undo = async () => {
        const gone = await deciding.undo();
        if (gone === null) return;
        const i = queue.findIndex((m) => m.pairing.bank.join() === gone.bank_positions.join()
                                         && m.pairing.ledger.join() === gone.ledger_positions.join());
        if (i >= 0) move(i);
    };
    useEffect(() => {
        const press = (e: KeyboardEvent) => {
            const where = e.target as HTMLElement;
            if (e.ctrlKey || e.metaKey || e.altKey || where.closest("input, textarea, select, dialog") !== null) return;
            if (e.key === "Enter" && where.closest("button, a, summary") !== null) return;
            const actions: Record<string, () => void> = {
                c: () => void decide("confirm"), Enter: () => void decide("confirm"), r: () => void decide("reject"),
                u: () => void undo(), j: () => move(at + 1), ArrowDown: () => move(at + 1), k: () => move(at - 1),
                ArrowUp: () => move(at - 1), n: () => move(nextOpen(at)), m: () => go(`/runs/${run.id}/by-hand`), "?": () => setHelp(true),
            };
            const action = actions[e.key.length === 1 ? e.key.toLowerCase() : e.key];
            if (action === undefined) return;
            e.preventDefault();
            action();
        };
        addEventListener("keydown", press);
        return () => removeEventListener("keydown", press);
    });
    useEffect(() => {
        list.current?.querySelector("[aria-current]")?.scrollIntoView({block: "nearest"});
    }, [at]);

    if (problem !== null) return <Trouble problem={problem} />;
    if (queue.length === 0)
        return done ? <Empty title="Nothing waits for review">
            <p>What could not be matched is under <Link to={`/runs/${run.id}/open-items`}>Open</Link>.</p></Empty>
                    : <Loading what="Loading the matches" />;
    const decision = deciding.of(now.pairing);
    const {reasons, review} = reasonsOf(now.cell("explanation"));
    const others = runnersUp(review).filter((o) => !now.pairing[o.side].includes(o.position));
    return (
        <div class="review">
            <aside aria-label="Queue">
                <p class="quiet" role="status">{open === 0 ? "All decided." : `${count(open)} of ${count(queue.length)} to decide`}{deciding.saving ? " · saving …" : decided.list.length > 0 ? " · saved" : ""}</p>
                <ol class="queue" ref={list}>
                    {queue.slice(start, at + 100).map((m, n) => {
                        const i = start + n;
                        const made = deciding.of(m.pairing);
                        return <li key={m.id}><button type="button" aria-current={i === at ? "true" : undefined} onClick={() => move(i)}>
                            <span class={`mark ${made?.decision ?? "none"}`}><span aria-hidden="true">{made === undefined ? "·" : made.decision === "confirm" ? "✓" : "✗"}</span>
                                <span class="hidden">{made === undefined ? "undecided" : made.decision === "confirm" ? "confirmed" : "rejected"}</span></span>
                            <span class="amount">{grouped(m.cell("bank_amount"))}</span><span class="quiet">{scoreOf(m.cell("confidence"))}</span></button></li>;
                    })}
                </ol>
            </aside>
            <article class="card case" aria-label={`Match ${now.id}`}>
                <header><h2>{titleOf(now.kind)}<span class="quiet"> {now.id}</span></h2>
                    <span class={`certainty${decision ? " " + decision.decision : ""}`}>{decision ? (decision.decision === "confirm" ? "Confirmed" : "Rejected")
                        : `${scoreOf(now.cell("confidence"))} certain`}</span></header>
                {review.length > 0 && <div class="why"><b>Why you are asked</b><ul>{review.map((r) => <li key={r}>{r}</li>)}</ul></div>}
                <Sides pairing={now.pairing} index={index} />
                <div class="for"><div><h3>What was compared</h3><ul class="reasons">{reasons.map((r) => <li key={r}>{r}</li>)}</ul></div>
                    <Evidence match={now} /></div>
                {others.length > 0 && <section aria-label="Runner-up"><h3>What fits nearly as well</h3>
                    <div class="sides others">{others.map((o) => <div key={o.side + o.position} class="side"><h3>{titleOf(o.side)}</h3>
                        <Entry line={lineOf(index.of(o.side, o.position), o.position)} other={null} /></div>)}</div></section>}
                {deciding.problem !== null && <Trouble problem={deciding.problem} />}
                <footer>
                    <label class="note"><span class="hidden">Note</span><input placeholder="Note for the audit (optional)" maxLength={400} value={note}
                        onInput={(e) => setNote(e.currentTarget.value)} /></label>
                    <div class="actions">
                        <button type="button" class="main" onClick={() => void decide("confirm")}>Confirm <kbd>C</kbd></button>
                        <button type="button" onClick={() => void decide("reject")}>Reject <kbd>R</kbd></button>
                        <button type="button" disabled={decided.list.length === 0} onClick={() => void undo()}>Undo <kbd>U</kbd></button>
                        <Link to={`/runs/${run.id}/by-hand`} class="button">By hand <kbd>M</kbd></Link>
                        <button type="button" class="bare" aria-label="Keys" onClick={() => setHelp(true)}><kbd>?</kbd></button>
                    </div>
                    {now.pairing.bank.length + now.pairing.ledger.length > 2 && <p class="quiet">To split a group: reject it, then match its parts by hand.</p>}
                </footer>
            </article>
            <Dialog title="Keys" open={help} close={() => setHelp(false)}>
                <dl class="keys-list">{keys.map(([k, what]) => <div key={k}><dt><kbd>{k}</kbd></dt><dd>{what}</dd></div>)}</dl>
            </Dialog>
        </div>
    );
}
