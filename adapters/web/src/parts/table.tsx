// A table of any length: only the rows in sight are in the document.
import type {ComponentChildren} from "preact";
import {useEffect, useLayoutEffect, useMemo, useRef, useState} from "preact/hooks";
import {save} from "../lib/data";
import {count, grouped} from "../lib/money";
import {writeCsv} from "../lib/csv";
import {selection, valuesOf, type Column, type Filter, type Sort} from "../lib/view";
import {scoreOf, titleOf} from "../lib/words";
import {Dialog, Severity} from "./basic";

const rowHeight = 36;
const spare = 12; // rows beyond the edge, so that scrolling shows no gap

export interface TableProps<Row> {
    name: string; // of files that are saved
    label: string;
    rows: readonly Row[];
    version: number;
    done: boolean;
    columns: Column<Row>[];
    startSort?: Sort;
    startFacets?: Record<string, string>;
    detail?: (row: Row) => ComponentChildren;
    detailTitle?: (row: Row) => string;
    actions?: ComponentChildren;
    dates?: boolean;
    empty: string;
    height?: string;
    picked?: (row: Row) => boolean;
    pick?: (row: Row) => void;
}

function Cell<Row>({column, row}: {column: Column<Row>; row: Row}) {
    const text = column.get(row);
    const shown = column.show ? column.show(text) : text;
    switch (column.kind) {
    case "amount":
        return <span class={text.startsWith("-") ? "amount negative" : "amount"}>{grouped(shown)}</span>;
    case "count": return <span class="amount">{shown}</span>;
    case "score": return <span class="amount">{scoreOf(shown)}</span>;
    case "level": return <Severity level={text} />;
    case "word": return <>{titleOf(shown)}</>;
    default: return <>{shown}</>;
    }
}

const toRight = (kind: string) => kind === "amount" || kind === "count" || kind === "score";

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** The choice of columns is the reader's, and stays. */
function useHidden<Row>(name: string, columns: Column<Row>[]): [Set<string>, (key: string) => void] {
    const key = `recon.columns.${name}`;
    const [hidden, set] = useState(() => {
        try {
            const saved = localStorage.getItem(key);
            if (saved !== null) return new Set<string>(JSON.parse(saved));
        } catch { /* a browser that keeps nothing */ }
        return new Set(columns.filter((c) => c.hidden).map((c) => c.key));
    });
    return [hidden, (which) => {
        const next = new Set(hidden);
        if (!next.delete(which)) next.add(which);
        set(next);
        try {
            localStorage.setItem(key, JSON.stringify([...next]));
        } catch { /* the same */ }
    }];
}

function asText<Row>(columns: Column<Row>[], rows: readonly Row[], places: Uint32Array,
                     format: "csv" | "json" | "tsv"): string {
    const lines = Array.from(places, (i) => columns.map((c) => c.get(rows[i])));
    if (format === "csv") return writeCsv(columns.map((c) => c.key), lines);
    if (format === "json")
        return JSON.stringify(lines.map((cells) =>
            Object.fromEntries(cells.map((cell, i) => [columns[i].key, cell]))), null, 1) + "\n";
    return [columns.map((c) => c.title), ...lines]
        .map((cells) => cells.map((cell) => cell.replace(/[\t\n]/g, " ")).join("\t")).join("\n");
}

export function DataTable<Row>(props: TableProps<Row>) {
    const {rows, columns, version} = props;
    const [filter, setFilter] = useState<Filter>({search: "", facets: props.startFacets ?? {}});
    const [search, setSearch] = useState("");
    const [days, setDays] = useState({from: "", to: ""});
    const [sort, setSort] = useState<Sort | null>(props.startSort ?? null);
    const [hidden, toggle] = useHidden(props.name, columns);
    const [choosing, setChoosing] = useState(false);
    const [opened, setOpened] = useState<Row | null>(null);
    const [told, tell] = useState("");

    useEffect(() => { // typing must not wait for a hundred thousand rows
        const timer = setTimeout(() => setFilter((f) => ({...f, search})), rows.length > 5000 ? 150 : 0);
        return () => clearTimeout(timer);
    }, [search]);

    const shown = useMemo(() => columns.filter((c) => !hidden.has(c.key)), [columns, hidden]);
    const places = useMemo(() => selection(rows, columns, filter, sort),
                           [rows, version, columns, filter, sort]);
    const facets = useMemo(
        () => columns.filter((c) => c.facet).map((c) => ({column: c, values: valuesOf(rows, c)})),
        [columns, version]);

    const say = (text: string) => {
        tell(text);
        setTimeout(() => tell(""), 4000);
    };
    const copy = async () => {
        const text = asText(shown, rows, places.subarray(0, 10_000), "tsv");
        try {
            await navigator.clipboard.writeText(text);
            say(`${count(Math.min(places.length, 10_000))} rows copied`);
        } catch {
            say("The browser does not allow copying here: save the rows instead");
        }
    };
    const filtered = filter.search !== "" || Object.values(filter.facets).some((v) => v !== "")
                     || Boolean(filter.from) || Boolean(filter.to);

    return (
        <section class="data" aria-label={props.label}>
            <div class="tools">
                <label class="search"><span class="hidden">Search</span>
                    <input type="search" placeholder="Search text or amount" value={search}
                           onInput={(e) => setSearch(e.currentTarget.value)} />
                </label>
                {facets.map(({column, values}) => values.length < 2 && !filter.facets[column.key] ? null : (
                    <label key={column.key}><span class="hidden">{column.title}</span>
                        <select value={filter.facets[column.key] ?? ""}
                                onChange={(e) => {
                                    const value = e.currentTarget.value;
                                    setFilter((f) => ({...f, facets: {...f.facets, [column.key]: value}}));
                                }}>
                            <option value="">{column.title}: all</option>
                            {values.map((v) => <option key={v} value={v}>{
                                column.kind === "text" ? v : titleOf(v)}</option>)}
                        </select>
                    </label>
                ))}
                {props.dates && <span class="dates">
                    {(["from", "to"] as const).map((end) => <input key={end} type="text" inputMode="numeric" maxLength={10}
                        aria-label={end === "from" ? "From this day on, year-month-day" : "Up to this day, year-month-day"}
                        placeholder={end === "from" ? "from 2025-01-01" : "to 2025-01-31"} value={days[end]}
                        aria-invalid={days[end] !== "" && !isDay(days[end])}
                        onInput={(e) => {
                            const day = e.currentTarget.value.trim();
                            setDays((d) => ({...d, [end]: day}));
                            if (day === "" || isDay(day)) setFilter((f) => ({...f, [end]: day}));
                        }} />)}
                </span>}
                {filtered && <button type="button" class="bare" onClick={() => {
                    setSearch("");
                    setDays({from: "", to: ""});
                    setFilter({search: "", facets: {}});
                }}>Clear</button>}
                <span class="count" role="status">{told !== "" ? told : <>
                    {filtered ? `${count(places.length)} of ${count(rows.length)}` : count(rows.length)}
                    {rows.length === 1 ? " row" : " rows"}{props.done ? "" : " so far …"}</>}</span>
                <span class="menu">
                    {props.actions}
                    <button type="button" onClick={() => setChoosing(true)}>Columns</button>
                    <button type="button" onClick={() => void copy()}>Copy</button>
                    <details class="drop"><summary>Save</summary><div>
                        <button type="button" onClick={() => save(`${props.name}.csv`, "text/csv",
                            asText(columns, rows, places, "csv"))}>These rows as CSV</button>
                        <button type="button" onClick={() => save(`${props.name}.json`,
                            "application/json", asText(columns, rows, places, "json"))}>These rows as JSON</button>
                    </div></details>
                </span>
            </div>
            {places.length === 0 && props.done
                ? <p class="nothing">{filtered ? "No row fits the filter." : props.empty}</p>
                : <Rows {...props} shown={shown} places={places} sort={sort}
                        sortBy={(key) => setSort((s) => s?.key !== key ? {key, down: false}
                            : s.down ? null : {key, down: true})}
                        open={props.detail ? setOpened : undefined} />}
            <Dialog title="Columns" open={choosing} close={() => setChoosing(false)}>
                <fieldset class="columns"><legend class="hidden">Columns shown</legend>
                    {columns.map((c) => <label key={c.key} class="check">
                        <input type="checkbox" checked={!hidden.has(c.key)} onChange={() => toggle(c.key)} />
                        {c.title}</label>)}
                </fieldset>
            </Dialog>
            {props.detail && <Dialog title={opened && props.detailTitle ? props.detailTitle(opened) : "Row"}
                                     open={opened !== null} close={() => setOpened(null)} wide>
                {opened !== null && props.detail(opened)}
            </Dialog>}
        </section>
    );
}

interface RowsProps<Row> extends TableProps<Row> {
    shown: Column<Row>[];
    places: Uint32Array;
    sort: Sort | null;
    sortBy: (key: string) => void;
    open?: (row: Row) => void;
}

function Rows<Row>(props: RowsProps<Row>) {
    const {rows, places, shown} = props;
    const box = useRef<HTMLDivElement>(null);
    const [top, setTop] = useState(0);
    const [height, setHeight] = useState(600);
    const [focus, setFocus] = useState(-1);

    useLayoutEffect(() => {
        const element = box.current;
        if (element === null) return;
        const measure = () => setHeight(element.clientHeight);
        const watch = new ResizeObserver(measure);
        watch.observe(element);
        measure();
        return () => watch.disconnect();
    }, []);
    useEffect(() => { // another filter: from the beginning
        if (box.current !== null && box.current.scrollTop > places.length * rowHeight) box.current.scrollTop = 0;
        setFocus(-1);
    }, [places]);

    const first = Math.max(0, Math.floor(top / rowHeight) - spare);
    const last = Math.min(places.length, Math.ceil((top + height) / rowHeight) + spare);
    // The widths are shares: the table is as wide as its place, and scrolls where that is too narrow.
    const template = shown.map((c) => `minmax(${c.width}px, ${toRight(c.kind) || c.kind === "date"
        ? `${c.width}px` : `${c.width}fr`})`).join(" ");
    const least = shown.reduce((sum, c) => sum + c.width, 0) + 32;

    const move = (to: number) => {
        const element = box.current;
        if (element === null || places.length === 0) return;
        const next = Math.max(0, Math.min(places.length - 1, to));
        setFocus(next);
        const head = rowHeight;
        const y = next * rowHeight;
        if (y < element.scrollTop) element.scrollTop = y;
        else if (y + rowHeight + head > element.scrollTop + height)
            element.scrollTop = y + rowHeight + head - height;
    };
    const key = (e: KeyboardEvent) => {
        const page = Math.max(1, Math.floor(height / rowHeight) - 2);
        const steps: Record<string, number> = {ArrowDown: focus + 1, ArrowUp: focus - 1,
            PageDown: focus + page, PageUp: focus - page, Home: 0, End: places.length - 1};
        if (e.key in steps) {
            e.preventDefault();
            move(steps[e.key]);
        } else if ((e.key === "Enter" || e.key === " ") && focus >= 0) {
            const row = rows[places[focus]];
            if (props.pick !== undefined) props.pick(row);
            else if (props.open !== undefined) props.open(row);
            else return;
            e.preventDefault();
        }
    };

    const lines = [];
    for (let at = first; at < last; ++at) {
        const row = rows[places[at]];
        if (row === undefined) continue;
        const picked = props.picked?.(row) ?? false;
        lines.push(
            <div key={at} role="row" aria-rowindex={at + 2} aria-selected={props.picked ? picked : undefined}
                 id={`${props.name}-row-${at}`}
                 class={`line${at === focus ? " focus" : ""}${picked ? " picked" : ""}${
                     props.open || props.pick ? " live" : ""}`}
                 style={{transform: `translateY(${at * rowHeight}px)`, gridTemplateColumns: template}}
                 onClick={() => {
                     setFocus(at);
                     if (props.pick) props.pick(row);
                     else props.open?.(row);
                 }}>
                {shown.map((c) => <div key={c.key} role="gridcell"
                                       class={toRight(c.kind) ? "right" : ""}
                                       title={c.kind === "text" ? c.get(row) : undefined}>
                    <Cell column={c} row={row} /></div>)}
            </div>);
    }
    return (
        <div class="grid" ref={box} role="grid" aria-label={props.label} tabIndex={0}
             aria-rowcount={places.length + 1} aria-multiselectable={props.picked ? true : undefined}
             aria-activedescendant={focus >= first && focus < last ? `${props.name}-row-${focus}` : undefined}
             style={{height: `min(${places.length * rowHeight + rowHeight + 18}px, ${
                 props.height ?? "max(320px, calc(100vh - 330px))"})`}}
             onScroll={(e) => setTop(e.currentTarget.scrollTop)} onKeyDown={key}>
            <div class="head" role="row" aria-rowindex={1}
                 style={{gridTemplateColumns: template, minWidth: `${least}px`}}>
                {shown.map((c) => {
                    const by = props.sort?.key === c.key;
                    return <div key={c.key} role="columnheader" class={toRight(c.kind) ? "right" : ""}
                                aria-sort={!by ? "none" : props.sort?.down ? "descending" : "ascending"}>
                        <button type="button" onClick={() => props.sortBy(c.key)}>
                            {c.title}<i aria-hidden="true">{!by ? "" : props.sort?.down ? " ↓" : " ↑"}</i>
                        </button></div>;
                })}
            </div>
            <div class="body" role="rowgroup"
                 style={{height: `${places.length * rowHeight}px`, minWidth: `${least}px`}}>{lines}</div>
        </div>
    );
}
