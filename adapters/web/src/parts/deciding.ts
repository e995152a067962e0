// Saves decisions one after the other, at once, and takes the last one back.
import {useMemo, useRef, useState} from "preact/hooks";
import {postJson, type Decision, type Problem} from "../lib/api";
import {decisionKey, keyOf, type Pairing} from "../lib/decide";
import type {Decided} from "../pages/run";

export interface Deciding {
    decide: (what: "confirm" | "reject" | "match", pairing: Pairing, note?: string) => Promise<boolean>;
    undo: (decision?: Decision) => Promise<Decision | null>;
    of: (pairing: Pairing) => Decision | undefined;
    saving: boolean;
    problem: Problem | null;
    last: Decision | null;
}

export function useDeciding(run: string, decided: Decided): Deciding {
    const line = useRef<Promise<unknown>>(Promise.resolve());
    const made = useRef<string[]>([]); // keys, the newest last
    const [waiting, setWaiting] = useState(0);
    const [problem, setProblem] = useState<Problem | null>(null);
    const current = useRef(decided.list);
    current.current = decided.list;

    const send = (body: object): Promise<Decision[] | null> => {
        setWaiting((n) => n + 1);
        const next = line.current.then(async () => {
            try {
                const answer = await postJson<{items: Decision[]}>(`/v1/runs/${run}/decisions`, {decisions: [body]});
                decided.set(answer.items);
                current.current = answer.items;
                setProblem(null);
                return answer.items;
            } catch (e) {
                setProblem(e as Problem);
                return null;
            } finally {
                setWaiting((n) => n - 1);
            }
        });
        line.current = next;
        return next;
    };
    const byKey = useMemo(() => new Map(decided.list.map((d) => [decisionKey(d), d])), [decided.list]);
    const find = (key: string) => current.current === decided.list ? byKey.get(key)
        : [...current.current].reverse().find((d) => decisionKey(d) === key);
    return {
        saving: waiting > 0,
        problem,
        last: made.current.map(find).filter((d): d is Decision => d !== undefined).pop() ?? null,
        of: (pairing) => find(keyOf(pairing)),
        decide: async (what, pairing, note = "") => {
            const before = find(keyOf(pairing));
            if (before !== undefined && await send({decision: "undo", id: before.id}) === null) return false;
            const items = await send({decision: what, bank_positions: pairing.bank,
                                      ledger_positions: pairing.ledger, ...(note === "" ? {} : {note})});
            if (items === null) return false;
            made.current.push(keyOf(pairing));
            return true;
        },
        undo: async (decision) => {
            await line.current;
            const last = decision ?? made.current.map(find).filter((d) => d !== undefined).pop()
                         ?? current.current[current.current.length - 1];
            if (last === undefined) return null;
            made.current = made.current.filter((key) => key !== decisionKey(last));
            return await send({decision: "undo", id: last.id}) === null ? null : last;
        },
    };
}
