// Pictures of figures. Each figure stands beside its picture as text.
import {count, percent, shares} from "../lib/money";
import {titleOf} from "../lib/words";

export interface Part {
    name: string;
    value: number;
    tone: string;
}

/** A ring of parts of a whole, with the share of the first in its middle. */
export function Ring({parts, label, of}: {parts: Part[]; label: string; of: string}) {
    const whole = parts.reduce((sum, p) => sum + p.value, 0);
    const length = 2 * Math.PI * 42;
    let from = 0;
    const text = parts.map((p) => `${count(p.value)} ${p.name.toLowerCase()}`).join(", ");
    return (
        <figure class="ring">
            <svg viewBox="0 0 100 100" role="img" aria-label={`${label}: ${text}`}>
                <circle class="track" cx="50" cy="50" r="42" />
                {whole > 0 && parts.map((p) => {
                    const size = (p.value / whole) * length;
                    const gap = size > 3 && size < length ? 1.2 : 0;
                    const arc = <circle key={p.name} class={p.tone} cx="50" cy="50" r="42"
                        stroke-dasharray={`${Math.max(0, size - gap)} ${length}`}
                        stroke-dashoffset={-from} transform="rotate(-90 50 50)" />;
                    from += size;
                    return p.value > 0 ? arc : null;
                })}
                <text x="50" y="50" class="figure">{percent(parts[0].value, whole)} %</text>
                <text x="50" y="63" class="caption">{of}</text>
            </svg>
            <figcaption>
                {parts.map((p) => <span key={p.name} class="key">
                    <i class={p.tone} aria-hidden="true" />{p.name}<b>{count(p.value)}</b></span>)}
            </figcaption>
        </figure>
    );
}

export interface BarRow {
    name: string;
    counts: Record<string, number>; // by severity
    amount: string;
    unit: string;
}

const severities = ["critical", "high", "medium", "low"];

/** Numbers of discrepancies by type, each bar parted by severity. */
export function SeverityBars({rows, choose}: {rows: BarRow[]; choose: (type: string) => void}) {
    const total = (row: BarRow) => severities.reduce((sum, s) => sum + (row.counts[s] ?? 0), 0);
    const most = Math.max(1, ...rows.map(total));
    return (
        <ul class="bars">
            {rows.map((row) => <li key={row.name}>
                <button type="button" class="bar-row" onClick={() => choose(row.name)}
                        title={`Show: ${titleOf(row.name)}`}>
                    <span class="name">{titleOf(row.name)}</span>
                    <span class="bar" aria-hidden="true">
                        {severities.map((s) => (row.counts[s] ?? 0) > 0
                            && <i key={s} class={s} style={{width: `${((row.counts[s] ?? 0) / most) * 100}%`}} />)}
                    </span>
                    <span class="number">{count(total(row))}</span>
                    <span class="sum">{row.amount} <small>{row.unit}</small></span>
                </button>
            </li>)}
        </ul>
    );
}

/** How old open rows are: a column a bucket, as high as its amount. */
export function Ageing({buckets}: {buckets: {name: string; count: number; sum: string; text: string}[]}) {
    const heights = shares(buckets.map((b) => b.sum));
    return (
        <ul class="ageing">
            {buckets.map((b, i) => <li key={b.name} class={b.count === 0 ? "none" : ""}>
                <span class="sum">{b.count === 0 ? "–" : b.text}</span>
                <span class="column" aria-hidden="true">
                    <i class={`age${i}`} style={{height: `${Math.max(b.count > 0 ? 3 : 0, heights[i] * 100)}%`}} /></span>
                <span class="name">{b.name}</span>
                <span class="number">{b.count === 1 ? "1 row" : `${count(b.count)} rows`}</span>
            </li>)}
        </ul>
    );
}
