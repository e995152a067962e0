// Asks the service. The sign-in is a cookie that no script can read; X-Recon-Page shows that it is
// this page that asks.
import {CsvReader} from "./csv";

/** What went wrong, in the service's own words. */
export class Problem extends Error {
    constructor(readonly status: number, readonly title: string, readonly detail: string,
                readonly fields: Record<string, string> = {}, readonly request = "") {
        super(detail);
    }
}

async function problemOf(response: Response): Promise<Problem> {
    const body = await response.json().catch(() => null);
    const fields: Record<string, string> = {};
    for (const e of body?.errors ?? [])
        fields[String(e.parameter ?? e.pointer ?? "").replace(/^\//, "")] = String(e.detail);
    return new Problem(response.status, body?.title ?? response.statusText,
                       body?.detail ?? `The service answered ${response.status}.`, fields,
                       String(body?.instance ?? "").replace("urn:request:", ""));
}

let signedOut: () => void = () => undefined;
export function onSignedOut(what: () => void): void {
    signedOut = what;
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/** A request, again after a pause where the service says that it was too often. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("X-Recon-Page", "1");
    for (let tries = 0;; ++tries) {
        let response: Response;
        try {
            response = await fetch(path, {...init, headers, credentials: "same-origin"});
        } catch (e) {
            if ((e as Error).name === "AbortError") throw e;
            throw new Problem(0, "No answer", "The service cannot be reached. It may be starting "
                                                + "again: try once more in a moment.");
        }
        if (response.ok) return response;
        if (response.status === 429 && tries < 3) {
            await pause(Math.min(Number(response.headers.get("Retry-After") ?? 1), 20));
            continue;
        }
        if (response.status === 401 && path !== "/v1/session") signedOut();
        throw await problemOf(response);
    }
}

/** A key under which a request makes one run, however often it is sent. */
export function onceKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export async function getJson<T>(path: string, init?: RequestInit): Promise<T> {
    return (await ask(path, init)).json() as Promise<T>;
}

export async function postJson<T>(path: string, body: unknown,
                                  headers: Record<string, string> = {}): Promise<T> {
    return getJson<T>(path, {
        method: "POST",
        headers: {"Content-Type": "application/json", ...headers},
        body: JSON.stringify(body),
    });
}

export async function postForm<T>(path: string, fields: Record<string, string>,
                                  files: Record<string, File>,
                                  headers: Record<string, string> = {},
                                  signal?: AbortSignal): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const [name, file] of Object.entries(files)) form.append(name, file, file.name);
    return getJson<T>(path, {method: "POST", body: form, headers, signal});
}

/** A whole CSV file of a run, handed on as it arrives. */
export async function streamCsv(path: string,
                                take: (rows: string[][], columns: string[]) => void): Promise<void> {
    const response = await ask(path, {headers: {Accept: "text/csv"}});
    const reader = new CsvReader();
    if (response.body === null) {
        take(reader.take(await response.text()), reader.columns);
        return;
    }
    const source = response.body.getReader();
    const decoder = new TextDecoder();
    let since = performance.now();
    for (;;) {
        const {done, value} = await source.read();
        const rows = reader.take(decoder.decode(value, {stream: !done}));
        if (rows.length > 0 || done) take(rows, reader.columns);
        if (done) return;
        // What has arrived already would be read in one go, and nothing drawn meanwhile.
        if (performance.now() - since < 12) continue;
        await new Promise((go) => setTimeout(go));
        since = performance.now();
    }
}

export interface Session {
    signed_in: boolean;
    user: {id: string; email: string} | null;
    sign_in_needed: boolean;
    registration: boolean;
    version: string;
    workbooks: boolean;
    explanations: boolean; // there is a language model
    upload_max: number;
    upload_retention_days: number;
    retention_days: number;
}

export interface RunInput {
    role: string;
    name: string;
    sha256: string;
    size: number;
}

export interface Run {
    id: string;
    state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
    created_at: string;
    started_at: string | null;
    finished_at: string | null;
    from_cache: boolean;
    inputs: RunInput[];
    settings: Record<string, string>;
    counts: Record<string, number> | null;
    explanations: {state: string; asked?: number; explained?: number; model?: string} | null; // null: not asked for
    error: {code: string; detail: string} | null;
    progress?: {stage: string; done: number; total: number};
    links?: Record<string, string>;
}

export interface Decision {
    id: string;
    decision: "confirm" | "reject";
    bank_positions: string[];
    ledger_positions: string[];
    note: string;
    by: string;
    made_at: string;
}

interface Bucket {
    count: number;
    sum: string;
}

export interface Control {
    currency: string;
    side: string;
    in: Bucket;
    matched: Bucket;
    grouped: Bucket;
    netted: Bucket;
    review: Bucket;
    open: Bucket;
    holds: boolean;
}

export interface Summary {
    as_of: string;
    settings: Record<string, string>;
    inputs: Record<string, any>;
    counts: Record<"bank" | "ledger", Record<string, number>>;
    matches: {matched: number; review: number; by_kind: Record<string, number>};
    control_totals: Control[];
    balances: {side: string; currency: string; opening: string; movements: string; closing: string;
               holds: boolean; breaks: {position: number; expected: string; found: string}[]}[];
    bridges: {currency: string; difference: string}[];
    discrepancies: {count: number; by_type: Record<string, number>;
                    by_severity: Record<string, number>};
    ageing: ({currency: string; side: string} & Record<string, any>)[];
    proof: {holds: boolean; checks: {check: string; holds: boolean}[]};
    limits: {limit: string; rows: number; loss: number}[];
}
