// Decisions of a person about a run, and what of them it already contains.
import type {Decision} from "./api";

export interface Pairing {
    bank: string[];
    ledger: string[];
}

function key(bank: readonly string[], ledger: readonly string[]): string {
    return [...bank].sort().join(";") + "|" + [...ledger].sort().join(";");
}

export function keyOf(p: Pairing): string {
    return key(p.bank, p.ledger);
}

export function decisionKey(d: Decision): string {
    return key(d.bank_positions, d.ledger_positions);
}

export function splitPositions(cell: string): string[] {
    return cell === "" ? [] : cell.split(";");
}

/** The decisions that the run does not show yet: they need another run. */
export function waiting(decisions: readonly Decision[],
                        matches: readonly {pairing: Pairing; confirmed: boolean}[]): Decision[] {
    const state = new Map(matches.map((m) => [keyOf(m.pairing), m.confirmed]));
    return decisions.filter((d) => {
        const found = state.get(decisionKey(d));
        return d.decision === "confirm" ? found !== true : found !== undefined;
    });
}

/** The rows that the reasons for a review name: "ledger line 34 fits nearly as well". */
export function runnersUp(review: readonly string[]): {side: "bank" | "ledger"; position: string}[] {
    const out = new Map<string, {side: "bank" | "ledger"; position: string}>();
    for (const reason of review)
        for (const found of reason.matchAll(/\b(bank|ledger) line (\S+?)(?=[,.;:]?(?:\s|$))/g))
            out.set(found[0], {side: found[1] as "bank" | "ledger", position: found[2]});
    return [...out.values()].slice(0, 4);
}

/** Parts of an explanation: "same amount; bank 2 days later; for review: ...". */
export function reasonsOf(explanation: string): {reasons: string[]; review: string[]} {
    const at = explanation.indexOf("for review: ");
    const list = (text: string) => text.split("; ").map((t) => t.trim()).filter((t) => t !== "");
    if (at < 0) return {reasons: list(explanation), review: []};
    return {reasons: list(explanation.slice(0, at).replace(/; $/, "")),
            review: list(explanation.slice(at + "for review: ".length))};
}
