// The tables of a run, asked for once and kept while the page is open: results never change.
import {useEffect, useState} from "preact/hooks";
import {ask, getJson, streamCsv, type Decision, type Problem, type Summary} from "./api";

export type Row = string[];

/** A file of a result while it arrives. */
export class Table {
    columns: string[] = [];
    rows: Row[] = [];
    done = false;
    problem: Problem | null = null;
    version = 0;
    private listeners = new Set<() => void>();
    private places: Record<string, number> = {};

    private begun = false;

    constructor(readonly path: string) {}

    /** Asks for the file, once. */
    begin(): void {
        if (this.begun) return;
        this.begun = true;
        void this.load();
    }

    private async load(): Promise<void> {
        let told = 0;
        let between = 100;
        try {
            await streamCsv(this.path, (rows, columns) => {
                if (this.columns.length === 0 && columns.length > 0) {
                    this.columns = columns;
                    columns.forEach((name, i) => (this.places[name] = i));
                }
                for (const row of rows) this.rows.push(row);
                // The first rows at once, then not too often: drawing costs more than reading.
                const now = performance.now();
                if (told === 0 || now - told > between) {
                    between = Math.min(between * 2, 1500);
                    this.tell();
                    told = performance.now();
                }
            });
            this.done = true;
        } catch (e) {
            this.problem = e as Problem;
        }
        this.tell();
    }

    private tell(): void {
        ++this.version;
        for (const listener of [...this.listeners]) listener();
    }

    listen(what: () => void): () => void {
        this.listeners.add(what);
        return () => this.listeners.delete(what);
    }

    cell(row: Row, name: string): string {
        return row[this.places[name]] ?? "";
    }

    /** A function that gives the cell of a column. */
    getter(name: string): (row: Row) => string {
        return (row) => row[this.places[name]] ?? "";
    }
}

const tables = new Map<string, Table>();
const kept = 24;

export function tableOf(run: string, file: string): Table {
    const path = `/v1/runs/${run}/${file}`;
    const known = tables.get(path);
    if (known !== undefined && known.problem === null) return known;
    const made = new Table(path);
    tables.set(path, made);
    if (tables.size > kept) tables.delete(tables.keys().next().value as string);
    return made;
}

export function forgetAll(): void {
    tables.clear();
    summaries.clear();
}

/** `wanted`: whether it is time to ask for it. */
export function useTable(run: string, file: string, wanted = true): Table {
    const table = tableOf(run, file);
    if (wanted) table.begin();
    const [, again] = useState(0);
    const drawn = table.version;
    useEffect(() => {
        if (table.version !== drawn) again((n) => n + 1); // it came before one could listen
        return table.listen(() => again((n) => n + 1));
    }, [table]);
    return table;
}

/** The rows of both files by side and position, as they arrive. */
export class RowIndex {
    private known = new Map<string, Row>();
    private upTo = 0;
    constructor(readonly table: Table) {}

    of(side: string, position: string): Row | undefined {
        for (; this.upTo < this.table.rows.length; ++this.upTo) {
            const row = this.table.rows[this.upTo];
            this.known.set(row[0] + " " + row[1], row);
        }
        return this.known.get(side + " " + position);
    }
}

const indexes = new WeakMap<Table, RowIndex>();

export function useRowIndex(run: string, wanted = true): RowIndex {
    const table = useTable(run, "rows", wanted);
    const known = indexes.get(table);
    if (known !== undefined) return known;
    const made = new RowIndex(table);
    indexes.set(table, made);
    return made;
}

export interface Loaded<T> {
    value: T | null;
    problem: Problem | null;
    reload: () => void;
}

/** Asks for something when `key` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
    const [state, set] = useState<{key: string | null; value: T | null; problem: Problem | null}>(
        {key: null, value: null, problem: null});
    const [round, again] = useState(0);
    useEffect(() => {
        if (key === null) return;
        let wanted = true;
        load().then((value) => wanted && set({key, value, problem: null}),
                    (problem) => wanted && set({key, value: null, problem}));
        return () => {
            wanted = false;
        };
    }, [key, round]);
    const current = state.key === key;
    return {value: current ? state.value : null, problem: current ? state.problem : null,
            reload: () => again((n) => n + 1)};
}

const summaries = new Map<string, Summary>();

export async function summaryOf(run: string): Promise<Summary> {
    const known = summaries.get(run);
    if (known !== undefined) return known;
    const made = await getJson<Summary>(`/v1/runs/${run}/report.json`);
    summaries.set(run, made);
    return made;
}

export async function decisionsOf(run: string): Promise<Decision[]> {
    return (await getJson<{items: Decision[]}>(`/v1/runs/${run}/decisions`)).items;
}

/** Saves a file that the page has made itself. */
export function save(name: string, type: string, text: string | Blob): void {
    const url = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], {type}));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Saves a file of the service; tells a problem instead of leaving the page. */
export async function download(path: string, accept: string, name: string): Promise<void> {
    const response = await ask(path, {headers: {Accept: accept}});
    save(name, accept, await response.blob());
}
