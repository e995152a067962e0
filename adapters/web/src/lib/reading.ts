// What a reader can be told about a file, and what the first lines of a file look like from here.

export interface Assumption {
    what: string;
    evidence: string;
    flag: string;
    decided: boolean;
}

export interface PreviewRow {
    position: number;
    date: string;
    amount: string;
    currency: string;
    description: string;
    reference: string;
    counterparty: string;
}

export interface Inspection {
    format: string;
    encoding: string;
    delimiter: string;
    header_line: number;
    columns: string[];
    records: number;
    by_kind: Record<string, number>;
    first_date: string | null;
    last_date: string | null;
    sums: {currency: string; in_count: number; in: string; out_count: number; out: string; net: string}[];
    balances: {opening?: string; movements?: string; closing?: string; currency?: string; holds?: boolean;
               breaks: {position: number; expected: string; found: string}[]};
    assumptions: Assumption[];
    evident: {what: string; evidence: string}[];
    first_rows: PreviewRow[];
    last_rows: PreviewRow[];
    rejected: {position: number; column: number; code: string; message: string; raw: string}[];
}

/** What a person has said about how a file is read; empty: left to the evidence. */
export interface Reading {
    date_order: string;
    decimal_mark: string;
    sign: string;
    columns: Record<string, string>;
}

export const asFound: Reading = {date_order: "", decimal_mark: "", sign: "", columns: {}};

export const meanings: [string, string][] = [
    ["date", "Date"], ["amount", "Amount"], ["debit", "Money out"], ["credit", "Money in"],
    ["description", "Description"], ["reference", "Reference"], ["counterparty", "Counterparty"],
    ["currency", "Currency"], ["value_date", "Value date"], ["balance", "Balance"],
];

/** "date <- 'Buchungstag'" as ["date", "Buchungstag"]. */
export function columnOf(text: string): [string, string] {
    const found = /^(\S+) <- '?(.*?)'?$/.exec(text);
    return found === null ? [text, ""] : [found[1], found[2]];
}

/** The fields of a request, with a side before each name or without. */
export function readingFields(reading: Reading, side = ""): Record<string, string> {
    const out: Record<string, string> = {};
    const prefix = side === "" ? "" : side + "_";
    if (reading.date_order !== "") out[prefix + "date_order"] = reading.date_order;
    if (reading.decimal_mark !== "") out[prefix + "decimal_mark"] = reading.decimal_mark;
    if (reading.sign !== "") out[prefix + "sign"] = reading.sign;
    const columns = Object.entries(reading.columns).filter(([, header]) => header !== "");
    if (columns.length > 0)
        out[prefix + "columns"] = columns.map(([meaning, header]) => `${meaning}=${header}`).join(",");
    return out;
}

const delimiters: Record<string, string> = {comma: ",", semicolon: ";", tab: "\t", pipe: "|"};

/** The names in a header line, to choose columns from. */
export function headersOf(text: string, line: number, delimiter: string): string[] {
    const header = text.split(/\r\n|\r|\n/)[Math.max(0, line - 1)] ?? "";
    const mark = delimiters[delimiter]
        ?? [";", "\t", "|", ","].find((d) => header.includes(d)) ?? ",";
    const out: string[] = [];
    let cell = "";
    let quoted = false;
    for (const c of header) {
        if (c === '"') quoted = !quoted;
        else if (c === mark && !quoted) {
            out.push(cell.trim());
            cell = "";
        } else cell += c;
    }
    out.push(cell.trim());
    return out.map((name) => name.replace(/^\uFEFF/, "")).filter((name) => name !== "");
}

const below: Record<string, string> = {
    date_order: "choose below how dates are written",
    decimal_mark: "choose below what decimals follow",
    sign: "choose below what sign money in has",
    columns: "choose the columns below",
    currency: "choose the currency below",
};

/** The service names its fields, "say bank_date_order=dmy or ..."; here there are lists below. */
export function withoutFields(detail: string): string {
    return detail.replace(/[:.;,]?\s*(?:say|name the columns with|use|set)\s+(?:(?:bank|ledger)_)?(date_order|decimal_mark|sign|columns|currency)\b.*$/is,
                          (_, field) => `: ${below[String(field).toLowerCase()]}.`);
}
