// The rows of a match, bank and ledger beside each other, with what differs marked.
import {diffDates, diffFigures, diffWords, type Piece} from "../lib/diff";
import type {Row, RowIndex} from "../lib/data";
import {grouped, plain, subtract, sumOf, shown} from "../lib/money";
import type {Pairing} from "../lib/decide";
import {Amount} from "./basic";

export interface Line {
    position: string;
    known: boolean; // false: the row has not arrived yet
    date: string;
    amount: string;
    currency: string;
    text: string;
    reference: string;
}

export function lineOf(row: Row | undefined, position: string): Line {
    if (row === undefined) return {position, known: false, date: "", amount: "", currency: "", text: "", reference: ""};
    const [, , date, , amount, currency, description, reference, counterparty] = row;
    return {position, known: true, date, amount, currency, reference,
            text: [counterparty, description].filter((t) => t !== "").join(": ")};
}

function Marked({pieces}: {pieces: Piece[]}) {
    return <>{pieces.map((p, i) => p.same ? <span key={i}>{p.text}</span> : <mark key={i}>{p.text}</mark>)}</>;
}

export function Entry({line, other}: {line: Line; other: Line | null}) {
    if (!line.known)
        return <div class="entry"><p class="quiet">Line {line.position} is being loaded …</p></div>;
    const plainPieces = (text: string): Piece[] => [{text, same: true}];
    const figures = (a: string, b: string) => (b === "" ? plainPieces(a) : diffFigures(a, b)[0]);
    const words = (a: string, b: string) => (b === "" ? plainPieces(a) : diffWords(a, b)[0]);
    return (
        <div class="entry">
            <div class="first"><span class="when"><Marked pieces={other ? diffDates(line.date, other.date)[0] : plainPieces(line.date)} /></span>
                <span class={`amount${line.amount.startsWith("-") ? " negative" : ""}`}>
                    <Marked pieces={other ? figures(grouped(line.amount), grouped(other.amount)) : plainPieces(grouped(line.amount))} />
                    <span class="unit"> {line.currency}</span></span></div>
            <p class="text">{line.text === "" ? <span class="quiet">Line {line.position}</span>
                : <Marked pieces={other ? words(line.text, other.text + " " + other.reference) : plainPieces(line.text)} />}</p>
            {line.reference !== "" && <p class="reference">Ref. <Marked pieces={
                other ? words(line.reference, other.reference + " " + other.text) : plainPieces(line.reference)} /></p>}
            <p class="quiet">Line {line.position}</p>
        </div>
    );
}

export function Sides({pairing, index}: {pairing: Pairing; index: RowIndex}) {
    const bank = pairing.bank.map((p) => lineOf(index.of("bank", p), p));
    const ledger = pairing.ledger.map((p) => lineOf(index.of("ledger", p), p));
    const complete = [...bank, ...ledger].every((l) => l.known);
    const pair = complete && bank.length === 1 && ledger.length === 1;
    const sums = [sumOf(bank.map((l) => l.amount)), sumOf(ledger.map((l) => l.amount))];
    const unit = (bank[0] ?? ledger[0])?.currency ?? "";
    const oneUnit = complete && [...bank, ...ledger].every((l) => l.currency === unit);
    const side = (title: string, lines: Line[], others: Line[], sum: string) => (
        <section class="side" aria-label={title}>
            <h3>{title}{lines.length > 1 && <span class="quiet"> {lines.length} rows</span>}</h3>
            {lines.map((line) => <Entry key={line.position} line={line} other={pair ? others[0] : null} />)}
            {lines.length > 1 && oneUnit && <p class="sum-line"><span>Sum</span><Amount text={sum} unit={unit} strong /></p>}
            {lines.length === 0 && <p class="quiet">No row on this side.</p>}
        </section>
    );
    const difference = subtract(sums[0], sums[1]);
    return (
        <>
            <div class="sides">
                {side("Bank", bank, ledger, plain(sums[0]))}
                {side("Ledger", ledger, bank, plain(sums[1]))}
            </div>
            {oneUnit && bank.length > 0 && ledger.length > 0 && <p class={`difference ${difference.units === 0n ? "good" : "doubt"}`}>
                {difference.units === 0n ? "The amounts are the same." : <>Bank less ledger: <b>{shown(difference)} {unit}</b></>}</p>}
        </>
    );
}

const parts: [string, string][] = [["Amount", "amount_score"], ["Date", "date_score"], ["Text", "text_score"]];

function share(cell: string): number {
    return cell.startsWith("1") ? 100 : Number(cell.slice(2, 4) || "0");
}

/** What speaks for a match, part by part. */
export function Evidence({match}: {match: {cell: (name: string) => string}}) {
    return (
        <dl class="evidence-bars">
            {parts.map(([name, key]) => match.cell(key) !== "" ? <div key={key}><dt>{name}</dt>
                <dd><span class="meter" aria-hidden="true"><i style={{width: `${share(match.cell(key))}%`}} /></span>{share(match.cell(key))} %</dd></div> : null)}
            <div><dt>Reference</dt><dd>{match.cell("reference_match") === "absent" || match.cell("reference_match") === "" ? "none shared" : match.cell("reference_match").replace(/_/g, " ")}</dd></div>
            {match.cell("margin") !== "" && <div><dt>Ahead of the runner-up</dt><dd>{share(match.cell("margin")) === 100 ? "no runner-up" : `${share(match.cell("margin"))} %`}</dd></div>}
        </dl>
    );
}
